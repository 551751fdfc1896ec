"""Every row, in the order of the table."""

from __future__ import annotations

from benchmarks.rows import agenda, files, growth, lists, papers, saving, searching, sites, starting
from benchmarks.rows.row import Row

ROWS: tuple[Row, ...] = (
    *starting.ROWS,
    *searching.ROWS,
    *lists.ROWS,
    *agenda.ROWS,
    *sites.ROWS,
    *saving.ROWS,
    *files.ROWS,
    *papers.ROWS,
    *growth.ROWS,
)
BY_NAME = {row.name: row for row in ROWS}

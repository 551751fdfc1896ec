"""Rows of the sites: board, list of jobs and the report of marks, against the same rows fetched by plain sqlite3."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from time import process_time

from benchmarks.bench import Bench
from benchmarks.measuring import in_turn
from benchmarks.moment import TODAY
from benchmarks.rows.row import Outcome, Row
from dealer_crm.app.opened import Opened
from dealer_crm.domain.periods import Period

YEAR = Period(TODAY - timedelta(days=365), TODAY)
FLOOR = "sqlite3: the rows of it by their index"
OPEN = "('planned', 'confirmed', 'under_way')"
JOBS = f"SELECT * FROM job WHERE order_id IN (SELECT order_id FROM job WHERE state IN {OPEN})"  # noqa: S608 - words of ours
LIST = "SELECT id FROM job ORDER BY id"
MARKS = f"SELECT letter, score FROM expectation_rating WHERE rated_on BETWEEN '{YEAR.first}' AND '{YEAR.last}'"  # noqa: S608


def _measure(bench: Bench, ask: Callable[[Opened], object], floor: str) -> Outcome:
    with bench.opened() as opened, closing(sqlite3.connect(opened.folder.store)) as raw:
        pairs = in_turn(lambda: ask(opened), lambda: raw.execute(floor).fetchall(), bench.rounds, process_time)
        return Outcome(pairs.ratio, f"CPU; {len(raw.execute(floor).fetchall()):,} rows in the floor")


def board(bench: Bench) -> Outcome:
    """Ask for the board of sites in progress."""
    return _measure(bench, lambda opened: opened.sites.rows(), JOBS)


def listed(bench: Bench) -> Outcome:
    """Ask for the list of all jobs and its first page."""
    return _measure(bench, lambda opened: opened.job_list.page(128), LIST)


def marks(bench: Bench) -> Outcome:
    """Ask for the marks of a year by letter and month."""
    return _measure(bench, lambda opened: opened.expectation_report.sums(YEAR), MARKS)


ROWS = (
    Row("sites", "board of sites in progress", 8.0, FLOOR, board),
    Row("jobs", "list of all jobs, with the first page", 4.0, FLOOR, listed),
    Row("marks", "marks of a year by letter and month", 12.0, FLOOR, marks),
)

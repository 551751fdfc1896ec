"""The row of a save: a customer's file with journal and search index, against one raw transaction on the same disk."""

from __future__ import annotations

import itertools
import sqlite3
import statistics
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from benchmarks.bench import Bench
from benchmarks.measuring import taken
from benchmarks.rows.row import Outcome, Row
from dealer_crm.app.opened import Opened

TIMES = 20


class Saver:
    """Saves files of customers, each time another one with other words."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._ids = itertools.cycle(range(1, opened.customer_list.count(), 97))
        self._counted = itertools.count()

    def prepare(self) -> None:
        """Read the next file as its form does."""
        self._id = next(self._ids)
        self._draft, self._version = self._opened.customers.draft(self._id)

    def save(self) -> None:
        """Save it changed."""
        self._opened.customers.edit(self._id, replace(self._draft, note=f"改 {next(self._counted)}"), self._version)


class Raw:
    """One transaction of one changed row, as durable as the program's."""

    def __init__(self, path: Path, store: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = WAL").fetchall()
        self._connection.execute("PRAGMA synchronous = FULL").fetchall()
        self._connection.execute("ATTACH ? AS shop", (str(store),))
        self._connection.execute("CREATE TABLE customer AS SELECT * FROM shop.customer LIMIT 20000")
        self._connection.execute("CREATE UNIQUE INDEX known ON customer (id)")
        self._connection.execute("DETACH shop")
        self._ids = itertools.cycle(range(1, self._connection.execute("SELECT count(*) FROM customer").fetchone()[0], 97))
        self._counted = itertools.count()

    def save(self) -> None:
        """Change a row durably."""
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.execute("UPDATE customer SET note = ? WHERE id = ?", (f"改 {next(self._counted)}", next(self._ids)))
        self._connection.execute("COMMIT")

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


def save(bench: Bench) -> Outcome:
    """Save a customer's file, which is read before and not counted."""
    raw_path = bench.place / "raw.sqlite"
    with bench.opened() as opened, closing(Raw(raw_path, bench.shop().store)) as raw:
        saver = Saver(opened)
        found = []
        for _ in range(bench.rounds * TIMES):
            saver.prepare()
            found.append(taken(saver.save) / taken(raw.save))
    return Outcome(statistics.median(found), f"median of {len(found)} pairs")


ROWS = (Row("save", "durable save of a customer, journal and search included", 5.0, "one raw sqlite3 transaction, WAL and FULL too", save),)

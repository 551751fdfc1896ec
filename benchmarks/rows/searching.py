"""The row of search as you type: the program's own search against raw ranked LIKE, which is its oracle too."""

from __future__ import annotations

import random
import sqlite3
import statistics
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from benchmarks.bench import Bench
from benchmarks.measuring import percentile
from benchmarks.rows.row import Outcome, Row
from dealer_crm.app.opened import Opened
from dealer_crm.storage import search
from dealer_crm.storage.models import CustomerLine, SearchDoc

LENGTHS = range(1, 9)
QUERIES_EACH = 25
TOP = 50
SHOWN = ("number", "name", "phone", "address", "stage", "next_on")
FIELDS = ("name", "pinyin", "initials", "phone", "number", "rest")


@dataclass(frozen=True)
class Asked:
    """One query: seconds it took by both ways, and whether the program's answer is one that LIKE gives."""

    took: float
    floor: float
    right: bool


class Oracle:
    """A plain table of what search looks through, asked with LIKE, best first."""

    def __init__(self, path: Path, opened: Opened) -> None:
        self._connection = sqlite3.connect(path)
        self._connection.execute("PRAGMA case_sensitive_like = ON")  # both sides are folded already
        columns = ", ".join(FIELDS)
        self._connection.execute(f"CREATE TABLE known (id INTEGER PRIMARY KEY, {columns}, shown)")
        self._connection.executemany("INSERT INTO known VALUES (?, ?, ?, ?, ?, ?, ?, ?)", _texts(opened))
        self._connection.commit()

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def _where(self, word: str) -> tuple[str, list[str]]:
        ways = [_escaped(way) for way in search.ways_of(word)]
        pieces = [f"{field} LIKE ? ESCAPE '\\'" for _ in ways for field in FIELDS]
        return " OR ".join(pieces), [f"%{way}%" for way in ways for _ in FIELDS]

    def ranked(self, word: str) -> list[tuple[object, ...]]:
        """Return the best customers with what a list shows of them."""
        where, values = self._where(word)
        rank = "CASE WHEN name LIKE ? ESCAPE '\\' THEN 0 WHEN phone LIKE ? ESCAPE '\\' THEN 1 ELSE 2 END"
        begins = f"{_escaped(word)}%"
        query = f"SELECT id, shown FROM known WHERE {where} ORDER BY {rank}, id LIMIT {TOP}"
        return self._connection.execute(query, (*values, begins, begins)).fetchall()

    def ids(self, word: str) -> set[int]:
        """Return every customer that holds the word."""
        where, values = self._where(word)
        return {row[0] for row in self._connection.execute(f"SELECT id FROM known WHERE {where}", values)}


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _texts(opened: Opened) -> Iterator[tuple[object, ...]]:
    with opened.db.read() as session:
        shown = [CustomerLine.__table__.c[name] for name in SHOWN]
        query = select(SearchDoc.customer_id, SearchDoc.body, *shown).join(CustomerLine, CustomerLine.customer_id == SearchDoc.customer_id)
        for row in session.execute(query).yield_per(1000):
            fields = row.body.split("\n")
            own = [*fields[:5], *[""] * (5 - len(fields[:5]))]
            yield (row.customer_id, *own, "\n".join(fields[5:]), "|".join(map(str, row[2:])))


def queries(opened: Opened) -> list[str]:
    """Return pieces of what is known of customers drawn at random, so many of each length."""
    choose = random.Random("queries")  # noqa: S311 - sample data, no secret
    with opened.db.read() as session:
        ids = session.scalars(select(SearchDoc.customer_id)).all()
        drawn = choose.choices(ids, k=len(LENGTHS) * QUERIES_EACH)
        bodies: dict[int, str] = {}
        for one in drawn:
            bodies[one] = session.scalars(select(SearchDoc.body).where(SearchDoc.customer_id == one)).one()
    return [_piece(bodies[one], LENGTHS[n % len(LENGTHS)], choose) for n, one in enumerate(drawn)]


def _piece(body: str, length: int, choose: random.Random) -> str:
    fields = [field for field in body.split("\n") if len(field) >= length]
    field = choose.choice(fields)
    start = choose.randrange(len(field) - length + 1)
    return field[start : start + length]


def _ask(opened: Opened, oracle: Oracle, query: str) -> Asked | None:
    words = search.words_of(query)
    if len(words) != 1:
        return None
    start = time.process_time()
    found = opened.customer_list.find(query, TOP)
    took = time.process_time() - start
    start = time.process_time()
    oracle.ranked(words[0])
    floor = time.process_time() - start
    right = oracle.ids(words[0])
    return Asked(took, floor, {row.id for row in found} <= right and len(found) == min(TOP, len(right)))


def typed(bench: Bench) -> Outcome:
    """Ask pieces of one to eight characters, whatever they are pieces of."""
    with bench.opened() as opened, closing(Oracle(bench.place / "known.sqlite", opened)) as oracle:
        wanted = queries(opened)
        for query in wanted[:10]:
            _ask(opened, oracle, query)
        asked = [found for query in wanted if (found := _ask(opened, oracle, query))]
    took = [one.took for one in asked]
    floor = statistics.median(one.floor for one in asked)
    wrong = sum(not one.right for one in asked)
    return Outcome(percentile(took, 0.99) / floor, _detail(took, floor, asked), f"{wrong} wrong" if wrong else "")


def _detail(took: Sequence[float], floor: float, asked: Sequence[Asked]) -> str:
    middle = statistics.median(took) / floor
    return (
        f"CPU, p99 of {len(asked)} queries; median 1/{1 / middle:.0f}; 0 wrong" if all(one.right for one in asked) else f"of {len(asked)}"
    )


ROWS = (Row("search", "search as you type, 1 to 8 characters, top 50", 1 / 15, "raw ranked LIKE over the same texts, median", typed),)

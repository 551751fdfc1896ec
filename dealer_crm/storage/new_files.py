"""New customer files, made ready in a staging file and copied into the store by SQLite itself, whole tables at a time."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, Table

from dealer_crm.storage import dialect, journal, numbers, rows, search
from dealer_crm.storage.guard import recording
from dealer_crm.storage.journal import Recorder
from dealer_crm.storage.models import (
    Community,
    Contact,
    Customer,
    CustomerLine,
    Equipment,
    FollowUp,
    NextStep,
    OpeningBalance,
    Opportunity,
    Phone,
    Premises,
    PremisesHolder,
)

CHUNK = 2_000
"""Files copied in one go; between two a cancel is heard."""
CUSTOMER, HOUSE = "placed.id", "placed.premises_id"
_COMMUNITY = "(SELECT id FROM main.community WHERE name = made.community)"


@dataclass(frozen=True)
class Part:
    """One table of a file: which columns are known only when it is copied (as SQL), what is made ready beside its own columns."""

    model: type[Any]
    filled: Mapping[str, str]
    series: str = ""
    beside: tuple[str, ...] = ()

    @cached_property
    def table(self) -> Table:
        """The table in the store."""
        return rows.table_named(self.model.__tablename__)

    @cached_property
    def kept(self) -> str:
        """The table in the staging file."""
        return f"new_{self.table.name}"

    @cached_property
    def ready(self) -> list[str]:
        """The columns that are made ready, in order."""
        own = [column.name for column in self.table.columns if column.name not in {"id", "version", "number", *self.filled}]
        return [*own, *self.beside]


PARTS = (
    Part(Customer, {"created_at": "coalesce(made.created_at, :now)"}, numbers.CUSTOMER, ("created_at",)),
    Part(Opportunity, {"customer_id": CUSTOMER, "opened_on": "coalesce(made.opened_on, :today)"}, numbers.OPPORTUNITY, ("opened_on",)),
    Part(Premises, {"community_id": _COMMUNITY}, beside=("community",)),
    Part(PremisesHolder, {"premises_id": HOUSE, "customer_id": CUSTOMER}),
    Part(Equipment, {"premises_id": HOUSE}, numbers.EQUIPMENT),
    Part(Contact, {"customer_id": CUSTOMER}),
    Part(Phone, {"customer_id": CUSTOMER}),
    Part(OpeningBalance, {"customer_id": CUSTOMER, "as_of": ":today"}),
    Part(FollowUp, {"customer_id": CUSTOMER}, numbers.FOLLOW_UP),
    Part(NextStep, {"customer_id": CUSTOMER}),
)
"""The tables of a file in the order of their references."""
LINE = [column for column in CustomerLine.__table__.columns.keys() if column not in {"customer_id", "number"}]  # noqa: SIM118 - not a dict
_TEXTS = ("new_line", "new_text", "new_key")


@dataclass
class NewFile:
    """What a row of a sheet becomes: values as the store holds them, in the order of `Part.ready`, by table.

    `line`, `words`, `others` and `keys` are what lists and search will know but for the number; without a line they are worked
    out when everything is in.
    """

    row: int
    parts: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict)
    line: tuple[Any, ...] | None = None
    words: Sequence[str] = ()
    others: Sequence[str] = ()
    keys: Sequence[tuple[int, str]] = ()


def create(staging: sqlite3.Connection) -> None:
    """Make the empty tables."""
    for part in PARTS:
        table, names = part.kept, ", ".join(part.ready)
        staging.execute(f"CREATE TABLE {table} (row INTEGER, place INTEGER, {names}, PRIMARY KEY (row, place)) WITHOUT ROWID")
    names = ", ".join(LINE)
    staging.execute(f"CREATE TABLE new_line (row INTEGER PRIMARY KEY, {names})")
    staging.execute("CREATE TABLE new_text (row INTEGER PRIMARY KEY, head, tail, tokens)")
    staging.execute("CREATE TABLE new_key (row INTEGER, weight INTEGER, word TEXT, PRIMARY KEY (row, weight, word)) WITHOUT ROWID")


def add(staging: sqlite3.Connection, files: Sequence[NewFile]) -> None:
    """Keep files that are ready."""
    for part in PARTS:
        table, marks = part.kept, ", ".join("?" * (len(part.ready) + 2))
        made = [(file.row, file.parts[part.table.name]) for file in files if part.table.name in file.parts]
        lines = [(row, place, *line) for row, lines in made for place, line in enumerate(lines)]
        staging.executemany(f"INSERT INTO {table} VALUES ({marks})", lines)
    told = [(file, file.line) for file in files if file.line is not None]
    marks = ", ".join("?" * (len(LINE) + 1))
    staging.executemany(f"INSERT INTO new_line VALUES ({marks})", [(file.row, *line) for file, line in told])
    staging.executemany("INSERT INTO new_text VALUES (?, ?, ?, ?)", [_text(file) for file, _ in told])
    staging.executemany("INSERT INTO new_key VALUES (?, ?, ?)", [(file.row, *key) for file, _ in told for key in file.keys])


def _text(file: NewFile) -> tuple[int, str, str, str]:
    """Return what stands before the number and behind it, each field once, and the tokens of both."""
    head = dict.fromkeys(file.words)
    tail = [word for word in dict.fromkeys(file.others) if word not in head]
    tokens = search.tokens("\n".join([*head, *tail]))
    return file.row, "".join(f"{word}\n" for word in head), "".join(f"\n{word}" for word in tail), tokens


def remove(staging: sqlite3.Connection, numbers_of_rows: Iterable[int]) -> None:
    """Forget what was made of these rows."""
    gone = [(row,) for row in numbers_of_rows]
    for table in (*(part.kept for part in PARTS), *_TEXTS):
        staging.executemany(f"DELETE FROM {table} WHERE row = ?", gone)


def missing(staging: sqlite3.Connection) -> list[int]:
    """Return the rows that will be new files and are not ready."""
    query = "SELECT row FROM rows WHERE choice = 'create' AND row NOT IN (SELECT row FROM new_customer) ORDER BY row"
    return [row for (row,) in staging.execute(query)]


class Filing:
    """Copies the files of the staging file that is attached as `staging` (`Database.write(beside=…)`)."""

    def __init__(self, connection: Connection, recorder: Recorder, now: datetime, today: date) -> None:
        self._connection = connection
        self._recorder = recorder
        self._today = today
        moment = rows.encode(Customer.__table__, {"created_at": now})["created_at"]  # type: ignore[arg-type]
        self._moments = {"now": moment, "today": today.isoformat()}
        self._ids: dict[str, range] = {}
        self._next: dict[str, dict[str, Any]] = {}
        self._customers = range(0)

    def copy(self) -> Iterator[int]:
        """Copy all files, yielding how many are in; part of the caller's write."""
        self._place()
        self._add_communities()
        for part in PARTS:
            self._reserve(part)
        customers = self._customers
        for low in range(customers.start, customers.stop, CHUNK):
            span = {"low": low, "high": min(low + CHUNK, customers.stop) - 1}
            with recording(self._connection):
                for part in PARTS:
                    self._copy_part(part, span)
                self._copy_texts(span)
            yield span["high"] + 1 - customers.start
        for name, ids in self._ids.items():
            self._recorder.came(name, ids, told=True)
        self._recorder.touched |= self._untold()

    def made_of(self, wanted: Iterable[int]) -> dict[int, int]:
        """Return the customers that these rows became."""
        query = "SELECT row, id FROM temp.placed WHERE row IN (SELECT value FROM json_each(?))"
        found = self._connection.exec_driver_sql(query, (json.dumps(list(wanted)),))
        return {made.row: made.id for made in found}

    def _place(self) -> None:
        """Give every row that becomes a file its customer's id and its house's."""
        connection = self._connection
        with recording(connection):
            connection.exec_driver_sql("DROP TABLE IF EXISTS temp.placed")
            connection.exec_driver_sql("CREATE TEMP TABLE placed (id INTEGER PRIMARY KEY, row INTEGER UNIQUE, premises_id INTEGER)")
            first = dialect.reserve_ids(connection, rows.table_named("customer"), 0).start
            house = dialect.reserve_ids(connection, rows.table_named("premises"), 0).start
            placed = connection.exec_driver_sql(_PLACE, {"first": first, "house": house}).rowcount
        self._customers = range(first, first + placed)

    def _add_communities(self) -> None:
        names = list(self._connection.exec_driver_sql(_NEW_COMMUNITIES).scalars())
        if names:
            journal.insert_many(self._connection, self._recorder, rows.table_named(Community.__tablename__), [{"name": n} for n in names])

    def _reserve(self, part: Part) -> None:
        name = part.table.name
        query = f"SELECT count(*) FROM temp.placed CROSS JOIN staging.{part.kept} AS made ON made.row = placed.row"
        count = self._connection.exec_driver_sql(query).scalar() or 0
        if not count:
            return
        self._ids[name] = dialect.reserve_ids(self._connection, part.table, count)
        self._next[name] = {"id": self._ids[name].start}
        if part.series:
            head, number = numbers.reserve(self._connection, part.series, self._today, count)
            self._next[name] |= {"head": head, "number": number}

    def _copy_part(self, part: Part, span: Mapping[str, int]) -> None:
        name = part.table.name
        if name not in self._ids:
            return
        given = self._next[name]
        copied = self._connection.exec_driver_sql(_copying(part), {**self._moments, **given, **span}).rowcount
        given["id"] += copied
        if part.series:
            given["number"] += copied

    def _copy_texts(self, span: Mapping[str, int]) -> None:
        series = self._next["customer"]
        last = series["number"] - series["id"] + span["high"]
        values = {**self._moments, **span, "head": series["head"], "offset": series["number"] - series["id"]}
        for statement in (_LINES, _DOCS, _KEYS, _NUMBER_KEYS, _tokens(series["head"], len(f"{last:03d}"))):
            self._connection.exec_driver_sql(statement, values)

    def _untold(self) -> set[int]:
        query = "SELECT id FROM temp.placed WHERE row NOT IN (SELECT row FROM staging.new_line)"
        return set(self._connection.exec_driver_sql(query).scalars())


_PLACE = """
    INSERT INTO temp.placed
    SELECT :first - 1 + row_number() OVER placing, rows.row,
        CASE WHEN made.row IS NOT NULL THEN :house - 1 + count(made.row) OVER placing END
    FROM staging.rows LEFT JOIN staging.new_premises AS made ON made.row = rows.row
    WHERE rows.choice = 'create' WINDOW placing AS (ORDER BY rows.row)
"""
_NEW_COMMUNITIES = """
    SELECT made.community FROM temp.placed CROSS JOIN staging.new_premises AS made ON made.row = placed.row
    WHERE made.community <> '' AND made.community NOT IN (SELECT name FROM main.community) GROUP BY made.community ORDER BY min(made.row)
"""
_NUMBER = ":head || printf('%03d', :offset + placed.id)"
_LINES = f"""
    INSERT INTO main.customer_line (customer_id, number, {", ".join(LINE)})
    SELECT placed.id, {_NUMBER}, {", ".join("coalesce(made.created_at, :now)" if name == "created_at" else f"made.{name}" for name in LINE)}
    FROM temp.placed CROSS JOIN staging.new_line AS made ON made.row = placed.row WHERE placed.id BETWEEN :low AND :high
"""
_TEXT = "FROM temp.placed CROSS JOIN staging.new_text AS made ON made.row = placed.row WHERE placed.id BETWEEN :low AND :high"
_DOCS = f"INSERT INTO main.search_doc (customer_id, body) SELECT placed.id, made.head || lower({_NUMBER}) || made.tail {_TEXT}"
_NUMBER_KEYS = f"INSERT INTO main.search_key (customer_id, weight, text) SELECT placed.id, {search.NUMBER}, lower({_NUMBER}) {_TEXT}"
_KEYS = """
    INSERT INTO main.search_key (customer_id, weight, text) SELECT placed.id, made.weight, made.word
    FROM temp.placed CROSS JOIN staging.new_key AS made ON made.row = placed.row WHERE placed.id BETWEEN :low AND :high
"""


def _copying(part: Part) -> str:
    """Return the statement that copies one table of some files: ids and numbers follow the order of the sheet."""
    order = "OVER (ORDER BY made.row, made.place)"
    columns = {"id": f":id - 1 + row_number() {order}", "version": "1"}
    if part.series:
        columns["number"] = f":head || printf('%03d', :number - 1 + row_number() {order})"
    columns |= {name: f"made.{name}" for name in part.ready if name not in part.beside} | dict(part.filled)
    return f"""INSERT INTO main.{part.table.name} ({", ".join(columns)}) SELECT {", ".join(columns.values())}
        FROM temp.placed CROSS JOIN staging.{part.kept} AS made ON made.row = placed.row
        WHERE placed.id BETWEEN :low AND :high"""


def _tokens(head: str, digits: int) -> str:
    """Return the statement that indexes some files: the tokens made ready, and those of the number."""
    start = head.lower()
    known = search.tokens(start).rsplit(" ", 1)[0]
    tail = "printf('%03d', :offset + placed.id)"
    pieces = " || ".join(
        f"CASE WHEN length({tail}) >= {n} THEN ' ' || substr('{start[-before:]}' || {tail}, {n}, {before + 1}) ELSE '' END"
        for before in (1, 3)
        for n in range(1, digits + 1)
    )
    last = f"' ' || substr({tail}, -1) || '{search.END}'"
    return f"INSERT INTO main.{dialect.FTS} (rowid, tokens) SELECT placed.id, made.tokens || ' {known}' || {pieces} || {last} {_TEXT}"

"""Rows of recorded tables as the file holds them, which JSON holds too: read, written and compared without the ORM."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections import namedtuple
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from typing import Any

from sqlalchemy import Connection, Select, Table, func, literal_column, select

from dealer_crm.storage import driver
from dealer_crm.storage.base import Base, Journalled
from dealer_crm.storage.dialect import STORED_FORM

Values = dict[str, Any]
Kind = Callable[[Iterable[Any]], Any]
"""Makes a row, whose columns have names, of its values."""
Piece = tuple[list[str], str]
"""Rows as a JSON list of lists, and what their columns are called."""
CHUNK = 500
"""Rows per statement or piece of work, below every limit of SQLite on bound parameters."""


def journalled_tables() -> dict[str, Table]:
    """Return the recorded tables by name."""
    return {m.local_table.name: m.local_table for m in Base.registry.mappers if issubclass(m.class_, Journalled)}  # type: ignore[attr-defined, misc]


def table_named(name: str) -> Table:
    """Return a table of the schema."""
    return Base.metadata.tables[name]


@cache
def _binders(table: Table) -> tuple[tuple[str, Callable[[Any], Any] | None, Callable[[], Any] | None], ...]:
    """Return name, binding and default of each column."""

    def default(column: Any) -> Callable[[], Any] | None:
        if column.default is None:
            return None
        argument = column.default.arg
        return (lambda: argument(None)) if column.default.is_callable else (lambda: argument)

    return tuple((c.name, c.type.dialect_impl(STORED_FORM).bind_processor(STORED_FORM), default(c)) for c in table.columns)


def encode(table: Table, row: Mapping[str, Any]) -> Values:
    """Return typed values as the file holds them, defaults of missing columns included."""
    values: Values = {}
    for name, bind, default in _binders(table):
        value = row[name] if name in row else default() if default else None
        values[name] = bind(value) if bind else value
    return values


def stored(table: Table, row: Mapping[str, Any]) -> Values:
    """Return some typed values of a row as the file holds them, no others."""
    return {name: bind(row[name]) if bind else row[name] for name, bind, _ in _binders(table) if name in row}


@cache
def _readers(table: Table) -> dict[str, Callable[[Any], Any] | None]:
    return {c.name: c.type.dialect_impl(STORED_FORM).result_processor(STORED_FORM, None) for c in table.columns}


def decode(table: Table, values: Mapping[str, Any]) -> Values:
    """Return stored values as typed ones; columns that the table lost are left out."""
    readers = _readers(table)
    return {name: reader(value) if (reader := readers[name]) else value for name, value in values.items() if name in readers}


def read(connection: Connection, table: Table, ids: Iterable[int]) -> dict[int, Values]:
    """Return the rows with these ids, as the file holds them, by id."""
    return _select(connection, table, "id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),))


def between(connection: Connection, table: Table, first: int, last: int) -> dict[int, Values]:
    """Return the rows from one id to another, as the file holds them, by id."""
    return _select(connection, table, "id BETWEEN ? AND ?", (first, last))


def listed(connection: Connection, table: Table, first: int, last: int) -> Iterator[list[str]]:
    """Yield the rows from one id to another, `CHUNK` at a time, as JSON lists of their values.

    SQLite makes them, and they come from the driver as they are: much cheaper than row by row here.
    """
    names = _listed(column.name for column in table.columns)
    query = f'SELECT json_array({names}) FROM "{table.name}" WHERE id BETWEEN ? AND ? ORDER BY id'
    found = connection.exec_driver_sql(query, (first, last))
    try:
        while some := found.cursor.fetchmany(CHUNK):
            yield [line for (line,) in some]
    finally:
        found.close()


def take(connection: Connection, table: Table, first: int, last: int) -> tuple[list[Piece], str, int]:
    """Return the rows from one id to another to be kept, their digest, and how many they are."""
    names = [column.name for column in table.columns]
    found, count = hashlib.sha256(), 0
    pieces: list[Piece] = []
    for some in listed(connection, table, first, last):
        found.update("".join(some).encode())
        pieces.append((names, f"[{','.join(some)}]"))
        count += len(some)
    return pieces, found.hexdigest(), count


def put_back(connection: Connection, table: Table, piece: Piece) -> list[int]:
    """Insert rows that were kept, their version counted on, and return their ids; columns that came later get their defaults.

    Recorded by the caller.
    """
    then, text = piece
    names = [column.name for column in table.columns]
    default = encode(table, {})
    values = [f"json_extract(value, '$[{then.index(name)}]')" + ("+1" if name == "version" else "") for name in names if name in then]
    later = [name for name in names if name not in then]
    columns = _listed([name for name in names if name in then] + later)
    query = f'INSERT INTO "{table.name}" ({columns}) SELECT {", ".join([*values, *"?" * len(later)])} FROM json_each(?)'
    connection.exec_driver_sql(query, (*(default[name] for name in later), text))
    place = f"$[{then.index('id')}]"
    return list(connection.exec_driver_sql("SELECT json_extract(value, ?) FROM json_each(?)", (place, text)).scalars())


def unfold(piece: Piece | Values) -> list[Values]:
    """Return kept rows one by one; entries of old kept them so."""
    if isinstance(piece, Mapping):
        return [dict(piece)]
    names, text = piece
    return [dict(zip(names, row, strict=True)) for row in json.loads(text)]


def digest(connection: Connection, table: Table, first: int, last: int) -> tuple[str, int]:
    """Return the digest of the rows from one id to another, and how many they are."""
    found, count = hashlib.sha256(), 0
    for some in listed(connection, table, first, last):
        found.update("".join(some).encode())
        count += len(some)
    return found.hexdigest(), count


def any_between(connection: Connection, table: Table, first: int, last: int) -> bool:
    """Tell whether there is a row from one id to another."""
    return bool(driver.execute(connection, f'SELECT 1 FROM "{table.name}" WHERE id BETWEEN ? AND ? LIMIT 1', (first, last)).rows)


def _select(connection: Connection, table: Table, condition: str, parameters: tuple[Any, ...]) -> dict[int, Values]:
    names, columns = _names(table), _columns(table)
    found = driver.execute(connection, f'SELECT {columns} FROM "{table.name}" WHERE {condition} ORDER BY id', parameters).rows
    place = names.index("id")
    return {row[place]: dict(zip(names, row, strict=True)) for row in found}


@cache
def _names(table: Table) -> list[str]:
    return [column.name for column in table.columns]


@cache
def _columns(table: Table) -> str:
    return _listed(_names(table))


def insert(connection: Connection, table: Table, values: Sequence[Values]) -> None:
    """Insert rows as the file holds them; columns that came later get their defaults. Recorded by the caller."""
    names = _names(table)
    insert_tuples(connection, table, [tuple((row if list(row) == names else _fitted(table, row)).values()) for row in values])


def insert_tuples(connection: Connection, table: Table, values: Sequence[tuple[Any, ...]]) -> None:
    """Insert rows given in the order of the table's columns."""
    marks = ", ".join("?" * len(table.columns))
    driver.executemany(connection, f'INSERT INTO "{table.name}" ({_columns(table)}) VALUES ({marks})', values)


def update(connection: Connection, table: Table, values: Sequence[Values]) -> None:
    """Set the columns given of rows with known ids to what the file shall hold. Recorded by the caller."""
    column = next(iter(table.primary_key)).name
    for row in values:
        names = [name for name in row if name in table.columns and name != column]
        pairs = ", ".join(f'"{name}" = ?' for name in names)
        values_set = (*(row[name] for name in names), row[column])
        driver.execute(connection, f'UPDATE "{table.name}" SET {pairs} WHERE {column} = ?', values_set)


def delete(connection: Connection, table: Table, ids: Iterable[int]) -> None:
    """Delete rows. Recorded by the caller."""
    ids = list(ids)
    if not ids:
        return
    column = next(iter(table.primary_key)).name
    driver.execute(connection, f'DELETE FROM "{table.name}" WHERE {column} IN (SELECT value FROM json_each(?))', (json.dumps(ids),))


class Stored:
    """A question whose answer comes as the file holds it, without type conversion; `IDS` in it stands for the asked ids."""

    def __init__(self, query: Select[Any]) -> None:
        self._query = query
        self._kind: Kind | None = None

    @cached_property
    def _text(self) -> str:
        return str(self._query.compile(dialect=STORED_FORM, compile_kwargs={"literal_binds": True}))

    def rows(self, connection: Connection, ids: Sequence[int]) -> Sequence[Any]:
        """Return the rows for these ids; their columns have the names of the question's."""
        columns, found = self._answer(connection, ids)
        kind = self._kind = self._kind or kind_of("Stored", columns)
        return [kind(row) for row in found]

    def tuples(self, connection: Connection, ids: Sequence[int]) -> list[Any]:
        """Return the rows for these ids as plain tuples."""
        return self._answer(connection, ids).rows

    def _answer(self, connection: Connection, ids: Sequence[int]) -> driver.Answer:
        return driver.execute(connection, self._text, (json.dumps(list(ids)),))


def kind_of(name: str, columns: Iterable[str]) -> Kind:
    """Return what makes rows whose columns have these names."""
    row: Any = namedtuple  # its columns are those of a question
    kind: Kind = row(name, columns, rename=True)._make
    return kind


IDS = select(func.json_each(literal_column("?")).table_valued("value").c.value)
"""All asked ids as one parameter: `where(column.in_(IDS))`, once in a `Stored` question."""


def _fitted(table: Table, row: Values) -> Values:
    fitted = encode(table, {})
    fitted.update((name, value) for name, value in row.items() if name in fitted)
    return fitted


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def same(one: Values | None, other: Values | None, apart: Collection[str] = ()) -> bool:
    """Compare two stored rows in the columns that both know, but not in `version` nor in those `apart`."""
    if one is None or other is None:
        return one is other
    return all(one[name] == other[name] for name in one.keys() & other.keys() if name != "version" and name not in apart)


def canonical(value: object) -> bytes:
    """Return the one JSON form that hashes are taken of."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def sha(data: bytes) -> str:
    """Return the SHA-256 as hex."""
    return hashlib.sha256(data).hexdigest()


def pack(value: object) -> bytes:
    """Return the canonical JSON, compressed fast."""
    return zlib.compress(canonical(value), 1)


def unpack(data: bytes) -> Any:
    """Return what `pack` packed."""
    return json.loads(zlib.decompress(data))

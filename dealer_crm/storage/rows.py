"""Rows of journalled tables as plain values that JSON can hold, and back."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Date, Enum, Table, select

from dealer_crm.storage.base import Base, Journalled, UtcDateTime

Values = dict[str, Any]
CHUNK = 500
"""Ids per IN list, below every limit of SQLite on bound parameters."""


def journalled_tables() -> dict[str, Table]:
    """Return the recorded tables by name."""
    return {m.local_table.name: m.local_table for m in Base.registry.mappers if issubclass(m.class_, Journalled)}  # type: ignore[attr-defined, misc]


def table_named(name: str) -> Table:
    """Return a table of the schema."""
    return Base.metadata.tables[name]


def plain(value: object) -> object:
    """Turn a column value into what JSON holds; the column's type turns it back."""
    if isinstance(value, StrEnum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def encode(row: Mapping[Any, Any]) -> Values:
    """Return the row's values as plain ones."""
    return {key: plain(value) for key, value in row.items()}


def decode(table: Table, values: Mapping[str, Any]) -> Values:
    """Return typed values for an insert or update; columns that the table lost are left out."""
    typed: Values = {}
    for name, value in values.items():
        column = table.columns.get(name)
        if column is None:
            continue
        kind = column.type
        if value is None:
            typed[name] = None
        elif isinstance(kind, UtcDateTime):
            typed[name] = datetime.fromisoformat(value)
        elif isinstance(kind, Date):
            typed[name] = date.fromisoformat(value)
        elif isinstance(kind, Enum) and kind.enum_class:
            typed[name] = kind.enum_class(value)
        else:
            typed[name] = value
    return typed


def read(connection: Connection, table: Table, ids: Iterable[int]) -> dict[int, Values]:
    """Return the stored rows with these ids, encoded, by id."""
    wanted = list(ids)
    found: dict[int, Values] = {}
    for start in range(0, len(wanted), CHUNK):
        part = wanted[start : start + CHUNK]
        for row in connection.execute(select(table).where(table.c.id.in_(part))).mappings():
            found[row["id"]] = encode(row)
    return found


def same(one: Values | None, other: Values | None) -> bool:
    """Compare two encoded rows in all columns but `version`."""
    if one is None or other is None:
        return one is other
    return {k: v for k, v in one.items() if k != "version"} == {k: v for k, v in other.items() if k != "version"}


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

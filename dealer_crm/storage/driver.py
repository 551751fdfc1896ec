"""Statements handed to the driver as they are: what SQLAlchemy makes of a short statement costs ten times what SQLite takes for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from dealer_crm.storage.dialect import DriverError


class Answer(NamedTuple):
    """What was found: rows as the file holds them, and what their columns are called."""

    columns: tuple[str, ...]
    rows: list[Any]


def execute(connection: Connection, statement: str, parameters: Sequence[Any] = ()) -> Answer:
    """Run one statement inside the connection's transaction; whoever watches its statements is asked first. Raises DBAPIError."""
    cursor = _cursor(connection, statement, parameters, many=False)
    try:
        found = cursor.execute(statement, parameters).fetchall()
        return Answer(tuple(column[0] for column in cursor.description or ()), found)
    except DriverError as error:
        raise DBAPIError.instance(statement, tuple(parameters), error, DriverError) from error
    finally:
        cursor.close()


def executemany(connection: Connection, statement: str, parameters: Iterable[Sequence[Any]]) -> None:
    """Run one statement for each set of values. Raises as `execute`."""
    values = list(parameters)
    if not values:
        return
    cursor = _cursor(connection, statement, values, many=True)
    try:
        cursor.executemany(statement, values)
    except DriverError as error:
        raise DBAPIError.instance(statement, values, error, DriverError) from error
    finally:
        cursor.close()


def _cursor(connection: Connection, statement: str, parameters: Any, *, many: bool) -> Any:
    if not connection.in_transaction():
        connection.begin()
    cursor = connection.connection.cursor()
    for watch in connection.dispatch.before_cursor_execute:
        watch(connection, cursor, statement, parameters, None, many)
    return cursor

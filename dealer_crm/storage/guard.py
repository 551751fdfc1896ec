"""Refuses every write that no journal function is recording."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, event

_FIRST_WORD = re.compile(r"(?:\s|--[^\n]*\n|/\*.*?\*/)*(\w+)", re.DOTALL)
_WRITES = frozenset({"INSERT", "UPDATE", "DELETE", "REPLACE", "CREATE", "DROP", "ALTER", "REINDEX", "VACUUM"})
_WRITE_INSIDE = re.compile(r"\b(?:INSERT|UPDATE|DELETE|REPLACE)\b(?!\s*\()", re.IGNORECASE)


class UnrecordedWrite(Exception):  # noqa: N818 - a mistake in the program, not a refusal
    """A statement would have changed the store past the journal."""


def watch(engine: Engine) -> None:
    """Check every statement of the engine before it runs."""
    event.listen(engine, "before_cursor_execute", _on_statement)


@contextmanager
def recording(connection: Connection) -> Iterator[None]:
    """Allow writes on this connection while the caller records them (or writes a table that needs no record)."""
    connection.info["recording"] = connection.info.get("recording", 0) + 1
    try:
        yield
    finally:
        connection.info["recording"] -= 1


def _on_statement(connection: Connection, _cursor: Any, statement: str, *_rest: Any) -> None:
    if connection.info.get("recording", 0):
        return
    found = _FIRST_WORD.match(statement)
    word = found.group(1).upper() if found else ""
    if word in _WRITES or (word == "WITH" and _WRITE_INSIDE.search(statement)):
        raise UnrecordedWrite(statement.split("\n", 1)[0][:80])

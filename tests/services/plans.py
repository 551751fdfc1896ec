"""What guards ask of a statement: how many there were, and which tables SQLite would read whole or sort for it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine

from dealer_crm.storage.database import Database

Statement = tuple[str, Any]
SMALL = ("staff", "agenda_mark", "sqlite_sequence", "search_fts", "of_team", "nth_day")
"""Tables that stay small, lists that a row itself holds, and the text index, which is always entered by a search of its own."""
LINES = ("machine_line",)
"""Tables as narrow as an index of them: a figure of all of their rows reads the one as soon as the other."""
PART = "part_"
"""Names of parts of a question: what one gave is no table, and how it was read stands in lines of its own."""


@contextmanager
def statements() -> Iterator[list[Statement]]:
    """Collect every statement of a block but the ends of transactions."""
    found: list[Statement] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        if not statement.startswith(("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA")):
            found.append((statement, parameters))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def plan_of(db: Database, ask: Callable[[], object]) -> list[str]:
    """Return the lines of the plans of all that a question reads."""
    with statements() as asked:
        ask()
    with db.read() as session:
        connection = session.connection()
        return [
            str(line[-1])
            for statement, parameters in asked
            if statement.lstrip().upper().startswith("SELECT")
            for line in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        ]


def scans(plan: list[str]) -> list[str]:
    """Return the lines that read a table whole, or an index that does not answer alone."""
    passed = (*SMALL, *LINES, "CONSTANT")
    found = [line for line in plan if line.startswith("SCAN ") and line.split()[1] not in passed and not line.split()[1].startswith(PART)]
    return [line for line in found if "COVERING INDEX" not in line]


def sorts(plan: list[str]) -> list[str]:
    """Return the lines that sort rows."""
    return [line for line in plan if "USE TEMP B-TREE FOR ORDER BY" in line]

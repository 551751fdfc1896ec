"""How an import is written: cancelled at any moment nothing stays, and no row costs statements of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from dealer_crm.domain.journal import Actor
from dealer_crm.domain.progress import Cancelled
from dealer_crm.services.history import History
from dealer_crm.services.imports import Imports
from dealer_crm.storage import lines
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import Customer
from tests.services.test_imports import check, count, digest, go_live, sheet, undone


@pytest.fixture
def imports(db: Database, actor: Callable[[], Actor], clock: Callable[[], Any], tmp_path: Path) -> Imports:
    return Imports(db, actor, clock, tmp_path / "staging")


def test_cancelled_import_leaves_nothing(imports: Imports, db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check(imports, go_live(tmp_path))
    monkeypatch.setattr("dealer_crm.storage.new_files.CHUNK", 100)
    before, steps = digest(db), Stop(None)
    imports.apply(steps)
    undone(db, 1)
    assert steps.asked >= 5
    for moment in range(steps.asked):
        with pytest.raises(Cancelled):
            imports.apply(Stop(moment))
        assert digest(db) == before


class Stop:
    """Cancels at one of the moments at which it is asked."""

    def __init__(self, moment: int | None) -> None:
        self.moment, self.asked = moment, 0

    def step(self, done: int, total: int) -> None:
        self.asked += 1
        if self.asked - 1 == self.moment:
            raise Cancelled


def test_large_cancel_is_heard_while_lists_and_search_are_written(
    imports: Imports, db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows whose words look like our own numbers are told to lists and search at the end."""
    lines = [f"客户{i},142{i:08d},KH20260101{i:03d}" for i in range(30)]
    check(imports, sheet(tmp_path, "姓名,手机,备注", *lines))
    monkeypatch.setattr("dealer_crm.storage.lines.PIECE", 10)
    steps = Stop(None)
    imports.apply(steps)
    assert differences(db) == ([], [])
    undone(db, 1)
    for moment in range(steps.asked):
        with pytest.raises(Cancelled):
            imports.apply(Stop(moment))
        assert count(db, Customer) == 0
    assert steps.asked == 4


@contextmanager
def statements() -> Iterator[list[str]]:
    """Collect the statements that run meanwhile."""
    seen: list[str] = []

    def note(*call: Any) -> None:
        seen.append(call[2])

    event.listen(Engine, "before_cursor_execute", note)
    yield seen
    event.remove(Engine, "before_cursor_execute", note)


def test_statements_do_not_grow_with_the_rows(imports: Imports, db: Database, tmp_path: Path, actor: Callable[[], Actor]) -> None:
    """Whoever writes, undoes or brings back row by row needs hundreds of statements for a thousand rows."""
    history = History(db, actor)
    ran: list[list[int]] = []
    for rows in (100, 1_900):
        check(imports, sheet(tmp_path, "姓名,手机,小区,楼栋", *(f"客户{i},142{i:08d},云上花园{i % 9},{i}" for i in range(rows))))
        with statements() as imported:
            entry = imports.apply().entry_id or 0
        with statements() as undo:
            entry = history.undo_entry(entry).id
        with statements() as redo:
            entry = history.undo_entry(entry).id
        history.undo_entry(entry)
        ran.append([len(imported), len(undo), len(redo)])
    few, many = ran
    assert all(more - less <= 60 for less, more in zip(few, many, strict=True)), ran
    assert differences(db) == ([], [])


def differences(db: Database) -> tuple[list[str], list[str]]:
    """Return what is wrong with lists and search."""
    with db.read() as session:
        return lines.differences(session.connection(), db.pinyin)

"""Guards of speed that need no clock: what checking a row of a sheet costs in calls, statements and reads."""

from __future__ import annotations

import sqlite3
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from sqlalchemy import Engine, event

from dealer_crm.domain import import_matching
from dealer_crm.domain.imports import ImportOptions
from dealer_crm.domain.journal import Actor
from dealer_crm.domain.progress import NoProgress
from dealer_crm.services.imports import Imports, run_here
from dealer_crm.storage.database import Database
from dealer_crm.storage.staging import Staging
from tests.services.test_imports import sheet

CALLS = 170
"""Calls between functions of the program for a new row of so many columns, few of which are its own; reading the file aside.

161, or up to 167 where earlier tests have filled what is kept of answers.
"""
HEADINGS = "姓名,电话,微信,性质,状态,意向级别,来源,感兴趣的产品,省,市,区,小区,楼栋,单元,房号,户型,面积,备注,建档日期,同意营销"
OURS = str(Path(import_matching.__file__).parents[1])


@pytest.fixture
def imports(db: Database, actor: Callable[[], Actor], clock: Callable[[], Any], tmp_path: Path) -> Imports:
    return Imports(db, actor, clock, tmp_path / "staging")


def people(tmp_path: Path, count: int, community: str = "云上花园") -> Path:
    lines = (
        f"客户{n},142{n:08d},,个人,意向,C,业主群,暖气片,浙江省,宁波市,海曙区,{community}{n % 7}期,{n % 9 + 1},{n % 4 + 1},{n}01,平层,"
        f"{n % 50 + 60},,2025-01-{n % 28 + 1:02d},是"
        for n in range(count)
    )
    return sheet(tmp_path, HEADINGS, *lines)


def calls_of(imports: Imports, path: Path) -> Counter[str]:
    """Return which functions of the program are called how often while a sheet is checked, those that read the file left out."""
    made: Counter[str] = Counter()

    def note(frame: FrameType, happened: str, _argument: Any) -> None:
        code = frame.f_code
        if happened == "call" and code.co_filename.startswith(OURS) and "readers" not in code.co_filename:
            made[code.co_name] += 1

    sys.setprofile(note)
    try:
        imports.prepare(path, ImportOptions(), run_here, NoProgress())
    finally:
        sys.setprofile(None)
    return made


def calls_for_a_row(imports: Imports, tmp_path: Path) -> float:
    few, many = (calls_of(imports, people(tmp_path, count)).total() for count in (300, 900))
    assert imports.preview().counts.new == 900
    return (many - few) / 600


def test_a_row_costs_few_calls(imports: Imports, tmp_path: Path) -> None:
    assert calls_for_a_row(imports, tmp_path) <= CALLS


def test_a_row_costs_many_calls_where_each_cell_is_taken_to_pieces_again(
    imports: Imports, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dealer_crm.domain.import_rows.KEPT_ANSWERS", 0)
    assert calls_for_a_row(imports, tmp_path) > CALLS + 30


def test_a_community_is_taken_to_pieces_once(imports: Imports, tmp_path: Path) -> None:
    made = calls_of(imports, people(tmp_path, 300, "晴天苑"))
    assert (made["room_key"], made["_plain_key"]) == (300, 7)


def test_a_check_asks_the_store_as_often_for_many_rows_as_for_few(imports: Imports, tmp_path: Path) -> None:
    asked = []
    for count in (10, 900):
        seen: list[str] = []

        def note(*call: Any, seen: list[str] = seen) -> None:
            seen.append(call[2])

        event.listen(Engine, "before_cursor_execute", note)
        imports.prepare(people(tmp_path, count), ImportOptions(), run_here, NoProgress())
        event.remove(Engine, "before_cursor_execute", note)
        asked.append(len(seen))
    assert asked[0] == asked[1]


def test_staged_files_come_in_as_many_writes_as_there_are_tables(imports: Imports, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[int] = []
    writes = [0, 0]
    real = sqlite3.connect

    class Counted(sqlite3.Connection):
        def executemany(self, *given: Any) -> sqlite3.Cursor:
            opened.append(1)
            return super().executemany(*given)

    def connect(path: Any, *rest: Any, **more: Any) -> sqlite3.Connection:
        made: sqlite3.Connection = real(path, *rest, **{**more, "factory": Counted})
        return made

    monkeypatch.setattr(f"{Staging.__module__}.sqlite3.connect", connect)
    for place, count in enumerate((10, 900)):
        opened.clear()
        imports.prepare(people(tmp_path, count), ImportOptions(), run_here, NoProgress())
        writes[place] = len(opened)
    assert writes[0] == writes[1] > 10

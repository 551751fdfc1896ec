"""A frozen data folder of each released version opens in this one with all that was in it, and the program works on it."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from contextlib import closing
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from dealer_crm.app.opened import Opened
from dealer_crm.services.complaint_list import ComplaintSpec, ComplaintView
from dealer_crm.services.customer_list import CustomerSpec
from dealer_crm.services.equipment_list import MachineSpec
from dealer_crm.services.order_list import OrderSpec
from dealer_crm.services.request_list import RequestSpec
from dealer_crm.storage.folder import DataFolder
from dealer_crm.storage.models import JOURNALLED
from dealer_crm.storage.opening import open_store
from dealer_crm.ui.care.page import MACHINE, REQUEST
from dealer_crm.ui.orders.room import ORDER
from dealer_crm.ui.shell.shortcuts import ROOMS
from tests.app.windows import Running, running
from tests.faults.plain import broken, content
from tests.storage.fixtures.build import EACH, hostile, typed
from tests.storage.shops import START, Clock, opened, pinyin

FIXTURES = Path(__file__).parent / "fixtures"
RELEASED = sorted(path.stem for path in FIXTURES.glob("store-*.zip"))
LEAST_ROWS = 5
FEW_ROWS = {
    "alembic_version": "one row: the revision",
    "shop": "one row: there is one shop",
    "search_fts_config": "SQLite's own: settings of the text index",
}
REVISED = frozenset({"alembic_version", "customer_line", "search_doc", "search_fts_data", "search_fts_docsize", "search_fts_idx"})
"""Tables that an upgrade changes by its nature: its own, and what is worked out from the others: the lines of those who left a house,
and the search. The check that follows works all of it out again and compares.

All others keep the columns that they had, to the byte."""


@pytest.fixture(params=RELEASED)
def released(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[DataFolder, dict[str, Any]]:
    """Return a copy of a frozen data folder, and what plain SQLite counted in it then."""
    folder = tmp_path / "shop"
    with zipfile.ZipFile(FIXTURES / f"{request.param}.zip") as file:
        file.extractall(folder)
    return DataFolder(folder), json.loads((FIXTURES / f"{request.param}.json").read_text("utf-8"))


def _columns(expected: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(table["columns"]) for name, table in expected["tables"].items() if name not in REVISED}


def _kept(expected: dict[str, Any]) -> dict[str, tuple[int, str]]:
    return {name: (table["rows"], table["sha256"]) for name, table in expected["tables"].items() if name not in REVISED}


def test_frozen_folder_is_rich(released: tuple[DataFolder, dict[str, Any]]) -> None:
    folder, expected = released
    rows = {name: table["rows"] for name, table in expected["tables"].items()}
    assert rows["customer"] >= 200
    assert {name for name, count in rows.items() if count < LEAST_ROWS} <= FEW_ROWS.keys()
    assert content(folder.store, _columns(expected)).tables == _kept(expected)


def test_frozen_folder_has_hostile_texts_wherever_people_type(released: tuple[DataFolder, dict[str, Any]]) -> None:
    folder, expected = released
    known = {(name, column) for name, table in expected["tables"].items() for column in table["columns"]}
    with closing(sqlite3.connect(folder.store)) as connection:
        for model in JOURNALLED:
            table = model.__tablename__
            for column in model.__table__.columns:
                if typed(table, column) and (table, column.name) in known:
                    found = {str(row[0]) for row in connection.execute(f'SELECT "{column.name}" FROM "{table}"')}
                    wanted = {hostile(column.name, number) for number in range(EACH)}
                    texts = {
                        text
                        for text in wanted
                        if text in found or json.dumps([text]) in found or json.dumps([text], ensure_ascii=False) in found
                    }
                    assert len(texts) >= min(expected["tables"][table]["rows"], LEAST_ROWS), (table, column.name)


def test_released_version_opens_with_all_that_was_in_it(released: tuple[DataFolder, dict[str, Any]]) -> None:
    folder, expected = released
    open_store(folder, pinyin(), Clock()).close()
    assert content(folder.store, _columns(expected)).tables == _kept(expected)
    assert broken(folder.store) == []
    with opened(folder.path) as shop:
        assert shop.check.run() == []
        assert shop.history.verify_chain() == []
        shop.customer("新来的 𠮷", phone="8")
        shop.history.undo()
    assert content(folder.store, {"customer": _columns(expected)["customer"]}).tables["customer"] == _kept(expected)["customer"]


@pytest.mark.slow
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_room_opens_on_a_released_version(qtbot: QtBot, released: tuple[DataFolder, dict[str, Any]], language: str) -> None:
    folder, _expected = released
    with running(qtbot, folder.path, language, now=lambda: START + timedelta(days=1)) as run:
        for room in ROOMS:
            run.window.go(room)
            run.wait(partial(_shows, run, room))
        for room, subject in _subjects(run.opened):
            run.window.go(room, subject)
            run.wait(partial(_shows, run, room))
        assert run.prompts.asked == []


def _shows(run: Running, room: str) -> bool:
    page = run.window.page(room)
    return page is not None and page.isVisible()


def _subjects(store: Opened) -> list[tuple[str, str]]:
    """Return room and record of what has hostile texts, of each kind that rooms show one by one."""
    found = {
        ("customers", ""): store.customer_list.ids(CustomerSpec(sort="number")),
        ("customers", ORDER): store.order_list.ids(OrderSpec()),
        ("deliveries", ""): store.delivery_list.ids(),
        ("complaints", ""): store.complaint_list.ids(ComplaintSpec(view=ComplaintView.ALL)),
        ("care", MACHINE): store.machine_list.ids(MachineSpec()),
        ("care", REQUEST): store.request_list.ids(RequestSpec()),
    }
    assert all(len(ids) for ids in found.values())
    return [(room, f"{prefix}{number}") for (room, prefix), ids in found.items() for number in sorted(ids)[:LEAST_ROWS]]

"""Templates of checklists are changed in the settings: by clicks and keys, saved as versions, undone step by step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from dealer_crm.domain.checklists import Checklist
from dealer_crm.domain.journal import Actor
from dealer_crm.i18n import Translator
from dealer_crm.services.history import History
from dealer_crm.services.sheet_book import SheetBook
from dealer_crm.services.trade import Trade
from dealer_crm.ui.settings.sheet_dialog import SheetDialog
from dealer_crm.ui.settings.sheet_item_dialog import SheetItemDialog
from dealer_crm.ui.settings.sheets_part import SheetDoors, SheetsPart
from tests.storage.shops import opened
from tests.ui.checks import clipped, nameless
from tests.ui.conftest import Show
from tests.ui.unsaved import PassingDrafts

Key, CTRL, ALT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
TRADE = Trade()
D = TypeVar("D", bound=QWidget)
ORDER = [sheet.code for sheet in TRADE.checklists()]


@dataclass
class Bench:
    """The part with its book, at a store."""

    part: SheetsPart
    book: SheetBook
    history: History
    drafts: PassingDrafts
    qtbot: QtBot

    def open(self, code: str) -> SheetDialog:
        """Open a sheet by the keyboard."""
        self.part.list.setCurrentRow(ORDER.index(code))
        self.part.list.setFocus()
        self.qtbot.keyClick(self.part.list, Key.Key_Return)
        return self.last(SheetDialog)

    def last(self, kind: type[D]) -> D:
        """Return the dialog opened last."""
        found = [one for one in self.part.window().findChildren(kind) if one.isVisible()][-1]
        found.activateWindow()
        self.qtbot.waitUntil(lambda: bool(found.isVisible() and found.isActiveWindow()))
        return found

    def click(self, inside: QWidget, name: str) -> None:
        """Press a button."""
        self.qtbot.mouseClick(inside.findChild(QAbstractButton, name), Qt.MouseButton.LeftButton)

    def type(self, inside: QWidget, **texts: str) -> None:
        """Type into fields, over what stands there."""
        for name, text in texts.items():
            field = inside.findChild(QLineEdit, f"field_sheet_{name}")
            assert field is not None
            self.qtbot.keyClick(field, Key.Key_A, CTRL)
            self.qtbot.keyClick(field, Key.Key_Delete)
            field.insert(text)  # keys of a test type no Chinese

    def held(self, code: str) -> Checklist:
        """Return a sheet as it holds."""
        return next(one.sheet for one in self.book.sheets() if one.sheet.code == code)


@pytest.fixture
def bench(tmp_path: Path, t: Translator, show: Show, qtbot: QtBot) -> Iterator[Bench]:
    with opened(tmp_path / "shop") as shop:
        book = SheetBook(shop.db, TRADE, Actor, lambda: datetime(2026, 11, 22, 9, 30, tzinfo=UTC))
        drafts = PassingDrafts()
        part = SheetsPart(t, SheetDoors(book.sheets, book.editions, book.save, book.reset, drafts))
        show(part).resize(911, 440)
        part.reload()
        yield Bench(part, book, History(shop.db, Actor), drafts, qtbot)


def test_a_sheet_is_changed_item_by_item_and_saved_as_a_new_version(bench: Bench) -> None:
    dialog = bench.open("room_ac")
    assert not dialog.save_button.isEnabled()
    bench.qtbot.keyClick(dialog.list.table, Key.Key_Return)
    item = bench.last(SheetItemDialog)
    bench.type(item, zh="墙洞封堵", unit="", low="5")
    bench.click(item, "sheet_item_save")
    assert item.isVisible()
    assert "unit" in (item.form.row("unit").note.text() if item.form.row("unit") else "")  # type: ignore[union-attr]
    bench.type(item, unit="mm", low="５.5 mm")
    bench.click(item, "sheet_item_save")
    assert "RA-1 Other words; RA-1 Other limits" in dialog.told.text()
    bench.qtbot.keyClick(dialog.list.table, Key.Key_Down, ALT)
    bench.click(dialog, "sheet_items_add")
    new = bench.last(SheetItemDialog)
    bench.type(new, code="RA-1", zh="滴水试验")
    bench.click(new, "sheet_item_save")
    assert new.isVisible()
    bench.type(new, code="RA-20")
    bench.click(new, "sheet_item_save")
    bench.type(dialog, note="厂家新规")
    bench.qtbot.keyClick(bench.last(SheetDialog), Key.Key_F8)
    held = bench.held("room_ac")
    assert [item.code for item in held.items[:3]] == ["RA-2", "RA-1", "RA-20"]
    assert (held.version, held.items[1].zh, held.items[1].low) == (2, "墙洞封堵", 5500)
    assert "厂家新规" in bench.part.versions.text()
    assert "Version 1: shipped" in bench.part.versions.text()
    bench.history.undo()
    bench.part.reload()
    assert "as shipped" in bench.part.list.currentItem().text()


def test_steps_are_undone_in_the_dialog_and_a_draft_waits(bench: Bench) -> None:
    dialog = bench.open("central_ac")
    bench.qtbot.keyClick(dialog.list.table, Key.Key_Delete)
    assert "AC-F1 Item taken out" in dialog.told.text()
    bench.qtbot.keyClick(dialog.list.table, Key.Key_Z, CTRL)
    assert dialog.told.text() == "The same as the shipped sheet."
    bench.qtbot.keyClick(dialog.list.table, Key.Key_Y, CTRL)
    bench.qtbot.keyClick(dialog, Key.Key_Escape)
    assert bench.held("central_ac").version == TRADE.checklist("central_ac").version
    again = bench.open("central_ac")
    assert "AC-F1 Item taken out" in again.told.text()
    bench.click(again, "sheet_discard")
    assert not again.save_button.isEnabled()
    assert bench.drafts.kept == {}


def test_limits_and_names_of_a_table_and_the_way_back(bench: Bench) -> None:
    dialog = bench.open("central_ac_hidden")
    dialog.edit("AC-H4")
    item = bench.last(SheetItemDialog)
    item.form.open_section("sheet_readings")
    bench.type(item, p1_low="2.8", lost_low="-0.05", lost_high="0.05", p1_zh="<b>起</b> & {x}", p1_en="=1+1", standard_en="'; --")
    item.rows.set_text("系统 A | System A\n系统 <B> & C")
    bench.click(item, "sheet_item_save")
    bench.type(dialog, note="<i>厂家</i> & {新规}")
    bench.click(dialog, "sheet_save")
    assert bench.book.editions("central_ac_hidden")[0].note == "<i>厂家</i> & {新规}"
    assert bench.held("central_ac_hidden").items[3].standard_en == "'; --"
    grid = bench.held("central_ac_hidden").items[3].grid
    assert grid is not None
    assert {one.code: (one.low, one.high) for one in grid.columns if one.code in ("p1", "lost")} == {"p1": (2800, 4200), "lost": (-50, 50)}
    assert grid.labels == (("系统 A", "System A"), ("系统 <B> & C", "系统 <B> & C"))
    assert [(one.zh, one.en) for one in grid.columns if one.code == "p1"] == [("<b>起</b> & {x}", "=1+1")]
    bench.click(bench.part, "sheets_reset")
    assert bench.held("central_ac_hidden").items == TRADE.checklist("central_ac_hidden").items
    assert not bench.part.reset_button.isEnabled()


def test_everything_is_in_sight_in_the_smallest_window(bench: Bench) -> None:
    bench.qtbot.waitUntil(lambda: not clipped(bench.part))
    dialog = bench.open("floor_heating_hidden")
    dialog.edit("FH-H8")
    item = bench.last(SheetItemDialog)
    item.form.open_section("sheet_readings")
    for one in (bench.part, dialog, item):
        bench.qtbot.waitUntil(lambda one=one: not clipped(one))  # type: ignore[misc]
        assert not nameless(one)
    assert dialog.width() <= 895
    assert dialog.height() <= 424

"""An acceptance sheet is filled by keys: readings typed and pasted, a failure with all it wants, the signature that closes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from dealer_crm.domain.acceptances import AcceptanceState
from dealer_crm.domain.attachments import Belongs
from dealer_crm.domain.checklists import CheckResult
from dealer_crm.domain.journal import Actor
from dealer_crm.domain.knowledge import AttachmentKind
from dealer_crm.domain.orders import LineDraft
from dealer_crm.domain.store import StoreFull
from dealer_crm.i18n import translator
from dealer_crm.services.acceptances import Acceptances
from dealer_crm.services.check_rows import CheckRow
from dealer_crm.services.drafts import KIND_SHEET_HEAD
from dealer_crm.services.shop import ShopData
from dealer_crm.services.trade import Trade
from dealer_crm.ui.sheets.doors import SheetDoors, SheetPhotos
from dealer_crm.ui.sheets.grid_editor import Cell, read_block
from dealer_crm.ui.sheets.head_dialog import SheetHeadDialog
from dealer_crm.ui.sheets.page import SheetPage
from dealer_crm.ui.widgets import Button, Label, LineEdit
from dealer_crm.ui.widgets.signature_dialog import SignatureDialog
from tests.services.readings import filled, picture
from tests.ui.checks import clipped, focused, nameless
from tests.ui.deliveries.yard import NOW, Yard, copy_picture
from tests.ui.finding import find
from tests.ui.scripted import ScriptedPrompts

KEYS = Qt.Key
SYSTEM = LineDraft(name="多联机", model="YL-V120W", unit="套", quantity=1000, price=16800_00, category="central_ac")
Sheets = Callable[..., SheetPage]


@pytest.fixture
def yard(tmp_path: Path) -> Iterator[Yard]:
    """Return a yard with an order of a system."""
    found = Yard(tmp_path)
    found.order("陈静", SYSTEM)
    yield found
    found.db.close()


@pytest.fixture
def deeds(yard: Yard) -> Acceptances:
    """Return the use-cases of sheets."""
    return Acceptances(yard.db, Actor, yard.now, Trade())


@pytest.fixture
def sheets(qtbot: QtBot, yard: Yard, deeds: Acceptances) -> Sheets:
    """Return a maker of pages with a sheet of the hidden works open."""

    def make(size: tuple[int, int] = (1180, 620), language: str = "en", code: str = "") -> SheetPage:
        page = SheetPage(translator(language), doors(yard, deeds), lambda: ScriptedPrompts([]))
        qtbot.addWidget(page)
        page.resize(*size)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        page.open_sheet(deeds.begin(1, "central_ac_hidden"), code)
        return page

    return make


def doors(yard: Yard, deeds: Acceptances) -> SheetDoors:
    """Return what a page may call."""
    kept = yard.kept
    photos = SheetPhotos(
        of=lambda one: kept.at(Belongs(acceptance_id=one)),
        of_check=lambda one: kept.at(Belongs(check_id=one)),
        read=kept.read,
        add=lambda file, check, name, data: kept.add(file.customer_id, name, data, Belongs(acceptance_id=file.id, check_id=check or None)),
        remove=kept.remove,
    )
    return SheetDoors(
        open=deeds.open,
        staff=ShopData(yard.db, Actor).staff,
        tick=deeds.note,
        keep=deeds.keep,
        pass_all=deeds.pass_all,
        edit=deeds.edit,
        close=lambda one, name, _picture: deeds.close(one, name),
        close_on_paper=lambda one, name, photo: deeds.close(one, name, paper=kept.keep(*photo)),
        reopen=deeds.reopen,
        cancel=deeds.cancel,
        photos=photos,
        now=yard.now,
        offered=lambda: NOW.date() + timedelta(days=3),
        drafts=yard.drafts,
    )


def check(deeds: Acceptances, code: str) -> CheckRow:
    """Return an item of sheet 1 as it stands."""
    return next(one for one in deeds.open(1).checks if one.code == code)


def typed(qtbot: QtBot, *cells: str) -> None:
    """Type cells one after the other, each ended by Enter."""
    for text in cells:
        qtbot.keyClicks(focused(), text)
        qtbot.keyClick(focused(), KEYS.Key_Return)


def test_a_pressure_hold_is_typed_judged_and_mended(sheets: Sheets, deeds: Acceptances, qtbot: QtBot) -> None:
    page = sheets(code="AC-H4")
    qtbot.keyClick(focused(), KEYS.Key_Return)
    assert focused().objectName() == "cell_AC-H4_0_p1"
    typed(qtbot, "4.00", "25", "11-20", "3.84", "19", "11-21")
    assert "should be 3.92 at 19 ℃; read 3.84: lost 0.08" in find(page, Label, "hold_AC-H4").text()
    assert find(page, Label, "made_AC-H4_0_lost").text() == "▲ 0.08"
    assert "a note, a picture" in find(page, Label, "check_asks_AC-H4").text()
    held = check(deeds, "AC-H4")
    assert (held.result, held.readings[0]["p2"]) == (None, "3.84")
    line = next(one for one in page.group.lines() if one.check.code == "AC-H4")
    line.setFocus()
    qtbot.keyClick(line, KEYS.Key_N)
    typed(qtbot, "joint in the hall")
    qtbot.waitUntil(lambda: focused() is line)
    copy_picture()
    qtbot.keyClick(line, KEYS.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: check(deeds, "AC-H4").result is CheckResult.FAIL)
    assert check(deeds, "AC-H4").due_on == NOW.date() + timedelta(days=3)
    cell = find(page, Cell, "cell_AC-H4_0_p2")
    cell.setFocus()
    cell.selectAll()
    typed(qtbot, "3.92")
    assert check(deeds, "AC-H4").result is CheckResult.PASS
    assert check(deeds, "AC-H4").failure == "joint in the hall"


def test_a_block_from_a_spreadsheet_fills_rows_that_come_by_themselves(sheets: Sheets, deeds: Acceptances, qtbot: QtBot) -> None:
    page = sheets(code="AC-H3")
    item = check(deeds, "AC-H3")
    assert item.grid is not None
    first = next(column.code for column in item.grid.columns if not column.formula)
    qtbot.keyClick(focused(), KEYS.Key_Return)
    wanted = [f"{place}\t{place}.5" for place in range(1, 12)]
    QGuiApplication.clipboard().setText("\r\n".join(wanted) + "\r\n")
    find(page, Cell, f"cell_AC-H3_0_{first}").setFocus()
    qtbot.keyClick(focused(), KEYS.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [row[first] for row in check(deeds, "AC-H3").readings] == [str(place) for place in range(1, 12)]
    qtbot.waitUntil(find(page, Cell, "cell_AC-H3_11_row").isVisible)


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("", []),
        ("\n", []),
        ("4", [["4"]]),
        ("a\tb\r\n1\t2\r\n", [["a", "b"], ["1", "2"]]),
        ("=1+1\t<b>\rx", [["=1+1", "<b>"], ["x"]]),
    ],
)
def test_blocks_are_read_as_text(text: str, block: list[list[str]]) -> None:
    assert read_block(text) == block


def test_closing_leads_to_what_is_open_then_asks_for_the_signature(
    sheets: Sheets, deeds: Acceptances, yard: Yard, qtbot: QtBot, tmp_path: Path
) -> None:
    page = sheets()
    qtbot.keyClick(focused(), KEYS.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "AC-H1" in page.message.text()
    for one in deeds.open(1).checks:
        picture(yard.db, one.id)
        value = str((one.low or one.high or 1000) / 1000) if one.unit else ""
        deeds.note(one.id, CheckResult.PASS, value, readings=filled(one.grid))
    page.reload()
    page.close_sheet()
    dialog = find(page, SignatureDialog)
    dialog.signed.emit("陈静", b"")
    assert (deeds.open(1).state, deeds.open(1).signed_by) == (AcceptanceState.VALID, "陈静")
    yard.history.undo()
    photo = tmp_path / "signed.jpg"
    photo.write_bytes(b"\xff\xd8\xff a photo")
    page._chooser = lambda: ScriptedPrompts([photo])  # noqa: SLF001
    dialog.paper_requested.emit()
    dialog.reject()
    assert (deeds.open(1).signed_by, signed_forms(yard)) == ("陈静", ["signed.jpg"])
    yard.history.undo()
    assert (deeds.open(1).is_open, signed_forms(yard)) == (True, [])


def signed_forms(yard: Yard) -> list[str]:
    """Return the photos of signed papers of sheet 1."""
    return [one.name for one in yard.kept.at(Belongs(acceptance_id=1)) if one.kind is AttachmentKind.FORM]


def test_a_closed_sheet_is_only_shown_until_it_is_opened_again(sheets: Sheets, deeds: Acceptances, yard: Yard, qtbot: QtBot) -> None:
    page = sheets(code="AC-H4")
    for one in deeds.open(1).checks:
        picture(yard.db, one.id)
        value = str((one.low or one.high or 1000) / 1000) if one.unit else ""
        deeds.note(one.id, CheckResult.PASS, value, readings=filled(one.grid))
    deeds.close(1)
    page.open_sheet(1, "AC-H4")
    before = deeds.open(1)
    shown = {one.objectName() for one in page.findChildren(QWidget) if one.isVisible()}
    assert "cell_AC-H4_0_p1" in shown
    assert not shown & {"check_pass_AC-H4", "check_note_AC-H4", "check_picture_AC-H4", "delivery_pictures_paste", "sheet_close"}
    assert page.keys() == [("Esc", "close")]
    line = next(one for one in page.group.lines() if one.check.code == "AC-H4")
    assert find(line, Cell, "cell_AC-H4_0_p1").isReadOnly()
    for key in (KEYS.Key_Space, KEYS.Key_X, KEYS.Key_N, KEYS.Key_5):
        qtbot.keyClick(focused(), key)
    copy_picture()
    qtbot.keyClick(focused(), KEYS.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert deeds.open(1) == before
    assert "only shown" in page.message.text()
    find(page, Button, "sheet_reopen").click()
    assert deeds.open(1).is_open
    assert page.keys()[0][0] == "Space"


def test_who_saved_the_head_first_is_not_overwritten(sheets: Sheets, deeds: Acceptances, qtbot: QtBot) -> None:
    page = sheets()
    page.edit_head()
    dialog = find(page, SheetHeadDialog)
    dialog.zone.setText("二层")
    deeds.edit(1, dialog.draft(), deeds.open(1).version)
    dialog.accept()
    assert dialog.isVisible()
    assert deeds.open(1).draft.zone == "二层"
    dialog.reject()


def test_what_was_typed_in_the_head_is_kept_until_it_is_saved(sheets: Sheets, deeds: Acceptances, yard: Yard, qtbot: QtBot) -> None:
    page = sheets()
    page.edit_head()
    dialog = find(page, SheetHeadDialog)
    qtbot.keyClicks(dialog.zone, "upstairs")
    dialog.reject()
    assert [(kept.kind, kept.key, kept.title) for kept in yard.drafts.all()] == [(KIND_SHEET_HEAD, "1", deeds.open(1).number)]
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    page.edit_head()
    again = find(page, SheetHeadDialog)
    assert again.zone.text() == "upstairs"
    again.accept()
    assert (deeds.open(1).draft.zone, yard.drafts.all()) == ("upstairs", [])


def test_what_could_not_be_kept_is_told_again(
    sheets: Sheets, deeds: Acceptances, yard: Yard, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_given: object, **_more: object) -> None:
        raise StoreFull(folder="D:", megabytes=5)

    page = sheets(code="AC-H4")
    with monkeypatch.context() as full:
        full.setattr(page.group, "_writes", replace(doors(yard, deeds), tick=refuse, keep=refuse))
        qtbot.keyClick(focused(), KEYS.Key_Return)
        typed(qtbot, "4.00")
        assert "is full" in page.group.message.text()
        note = find(page, LineEdit, "check_note_AC-H4")
        note.setFocus()
        typed(qtbot, "joint in the hall")
        assert focused() is note
        assert (note.text(), find(page, Cell, "cell_AC-H4_0_p1").text()) == ("joint in the hall", "4.00")
        assert check(deeds, "AC-H4").readings == ()
    typed(qtbot, "")
    assert check(deeds, "AC-H4").note == "joint in the hall"
    cell = find(page, Cell, "cell_AC-H4_0_p1")
    cell.setFocus()
    qtbot.keyClick(cell, KEYS.Key_Return)
    assert check(deeds, "AC-H4").readings[0]["p1"] == "4.00"


@pytest.mark.parametrize(("size", "language"), [((1180, 620), "zh"), ((860, 330), "en")])
def test_a_sheet_fits(sheets: Sheets, qtbot: QtBot, size: tuple[int, int], language: str) -> None:
    page = sheets(size, language, "AC-H4")
    assert page.width() == size[0]
    assert nameless(page) == []
    qtbot.waitUntil(lambda: clipped(page) == [])

"""The print dialog by keys and clicks, with real PDF bytes and a desk in place of printers."""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path
from weakref import ref

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from dealer_crm.domain.errors import DomainError, EditConflict
from dealer_crm.domain.files import FileNotWritable
from dealer_crm.domain.paper_templates import CopyColour
from dealer_crm.domain.print_log import PrintWay
from dealer_crm.domain.printer_profiles import Placement, PrinterProfile
from dealer_crm.domain.printing import FormMissing, PrintChoice, PrinterGone, PrintOutcome, remembered
from dealer_crm.domain.store import StoreFull
from dealer_crm.i18n import Translator, translator
from dealer_crm.ui.printing.dialog import PrintDialog
from dealer_crm.ui.printing.panel import PrintPanel
from dealer_crm.ui.printing.preview import FIT_PAGE, WHOLE
from dealer_crm.ui.shell import MainWindow
from dealer_crm.ui.theme import apply_theme
from dealer_crm.ui.widgets import Label
from tests.ui.checks import clipped, low_contrast, nameless
from tests.ui.finding import find
from tests.ui.printing.desk import Desk
from tests.ui.scripted import ScriptedPrompts

LEFT = Qt.MouseButton.LeftButton
NEEDLE, OFFICE = "Needle at the counter", "Office"


@pytest.fixture
def desk() -> Desk:
    """A shop with two printers."""
    return Desk(NEEDLE, OFFICE)


def opened(window: MainWindow, desk: Desk, qtbot: QtBot, language: str = "en") -> PrintDialog:
    """Open the dialog and wait for its paper."""
    t = translator(language)
    dialog = PrintDialog(t, desk.job(t), desk.doors(), window, window)
    dialog.open()
    qtbot.waitUntil(lambda: dialog.preview.pages() == 2)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def test_enter_prints_and_remembers(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    dialog = opened(window, desk, qtbot)
    outcomes: list[PrintOutcome] = []
    dialog.sent.connect(outcomes.append)
    with qtbot.waitSignal(dialog.finished):
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    sheet, choice = desk.sent[0]
    assert (sheet.key, choice.printer, choice.copies) == ("CONT_241x140", NEEDLE, 1)
    assert choice.copy_names == ("存根", "客户", "回单")
    assert desk.kept == {"delivery": choice}
    assert desk.printed == [choice]
    assert [(one.way, one.record_id, one.pages) for one in desk.noted] == [(PrintWay.PRINTER, 7, 1)]
    assert outcomes == [PrintOutcome(NEEDLE, 1, 1)]


def test_begins_with_what_was_remembered(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    desk.kept["delivery"] = PrintChoice(OFFICE, "A4", 2, ("客户",), with_prices=False, offset_x=15, offset_y=-5)
    dialog = opened(window, desk, qtbot)
    assert dialog.panel.choice() == desk.kept["delivery"]
    assert desk.rendered[-1].paper == "A4"
    assert not desk.rendered[-1].with_prices
    dialog.close()


def test_printer_that_went_away_is_named(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    desk.kept["delivery"] = PrintChoice("Old one", "A4")
    dialog = opened(window, desk, qtbot)
    assert dialog.panel.choice().printer == NEEDLE
    assert "Old one" in dialog.message.text()
    dialog.close()


def test_what_is_chosen_is_rendered_anew(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    dialog = opened(window, desk, qtbot)
    assert dialog.panel.prices
    assert dialog.panel.names
    dialog.panel.prices.click()
    qtbot.waitUntil(lambda: not desk.rendered[-1].with_prices)
    assert dialog.panel.passes
    assert desk.rendered[-1].one_pass
    dialog.panel.passes.buttons()[1].click()
    dialog.panel.names.buttons()[0].click()
    qtbot.waitUntil(lambda: desk.rendered[-1].copy_names == ("客户", "回单"))
    count = len(desk.rendered)
    dialog.panel.offset_x.setFocus()
    dialog.panel.offset_x.selectAll()
    QTest.keyClicks(dialog.panel.offset_x, "2.5")
    assert dialog.panel.choice().offset_x == 25
    qtbot.waitUntil(lambda: dialog.preview.pages() == 2)
    assert len(desk.rendered) == count
    dialog.close()


def test_enter_in_a_field_goes_on_and_prints_at_the_end(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    dialog = opened(window, desk, qtbot)
    dialog.panel.drift.setFocus()
    QTest.keyClick(dialog.panel.drift, Qt.Key.Key_Return)
    assert dialog.focusWidget() is dialog.print_button
    assert desk.sent == []
    dialog.close()


def test_enter_on_another_button_presses_that_one(window: MainWindow, desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    window.__dict__["prompts"] = ScriptedPrompts([tmp_path / "note.pdf"])
    dialog = opened(window, desk, qtbot)
    dialog.save_button.setFocus()
    QTest.keyClick(dialog.save_button, Qt.Key.Key_Return)
    assert desk.sent == []
    assert len(PdfReader(tmp_path / "note.pdf").pages) == 2
    assert "note.pdf" in dialog.message.text()
    assert [one.way for one in desk.noted] == [PrintWay.FILE]
    assert desk.kept == {}
    dialog.close()


def test_printing_before_the_paper_is_made_waits_for_it(window: MainWindow, desk: Desk, qtbot: QtBot, t: Translator) -> None:
    dialog = PrintDialog(t, desk.job(t), desk.doors(), window, window)
    dialog.open()
    dialog.print_button.click()
    assert desk.sent == []
    qtbot.waitUntil(lambda: len(desk.sent) == 1)


def test_what_could_not_be_noted_is_said(window: MainWindow, desk: Desk, qtbot: QtBot, t: Translator) -> None:
    def refuse(_choice: PrintChoice) -> None:
        raise EditConflict(mine=1, theirs=2)

    dialog = PrintDialog(t, replace(desk.job(t), printed=refuse), desk.doors(), window, window)
    dialog.open()
    dialog.print_button.click()
    made = len(desk.rendered)
    qtbot.waitUntil(lambda: "Printed, but not noted: Somebody" in dialog.message.text())
    assert len(desk.sent) == 1
    qtbot.waitUntil(lambda: len(desk.rendered) > made)
    dialog.close()


def test_refusal_keeps_the_dialog(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    dialog = opened(window, desk, qtbot)
    desk.refusal = PrinterGone(printer=NEEDLE)
    dialog.print_button.click()
    note = find(dialog.panel, Label, "note_printer")
    qtbot.waitUntil(lambda: NEEDLE in note.text() + dialog.message.text())
    assert dialog.isVisible()
    assert dialog.print_button.isEnabled()
    assert (desk.kept, desk.printed, desk.noted) == ({}, [], [])
    dialog.close()


def test_a_form_that_is_missing_is_printed_on_purpose_only(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    dialog = opened(window, desk, qtbot)
    desk.refusal = FormMissing(printer=NEEDLE, paper="241 × 140")
    dialog.print_button.click()
    qtbot.waitUntil(lambda: "four steps" in dialog.message.text())
    assert dialog.print_button.text() == "Print anyway"
    assert (desk.kept, desk.printed, desk.noted) == ({}, [], [])
    dialog.panel.paper.setCurrentIndex(1)
    assert dialog.print_button.text() == "Print"
    dialog.panel.paper.setCurrentIndex(0)
    qtbot.waitUntil(lambda: dialog.preview.pages() == 2)
    dialog.print_button.click()
    qtbot.waitUntil(lambda: dialog.print_button.text() == "Print anyway")
    desk.refusal = None
    with qtbot.waitSignal(dialog.finished):
        QTest.keyClick(dialog.print_button, Qt.Key.Key_Return)
    assert desk.sent[0][1].anyway


def test_without_a_printer_the_paper_is_saved(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    window.__dict__["prompts"] = ScriptedPrompts([tmp_path / "note.pdf"])
    dialog = opened(window, Desk(), qtbot)
    assert "no printer" in dialog.message.text()
    assert dialog.print_button.isHidden()
    assert dialog.focusWidget() is dialog.save_button
    QTest.keyClick(dialog.save_button, Qt.Key.Key_Return)
    assert (tmp_path / "note.pdf").exists()
    dialog.close()


def test_paper_that_cannot_be_made_is_said(window: MainWindow, qtbot: QtBot, t: Translator) -> None:
    desk = Desk()
    desk.refusal = PrinterGone(printer="x")
    dialog = PrintDialog(t, desk.job(t), desk.doors(), window, window)
    dialog.open()
    qtbot.waitUntil(lambda: "“x”" in dialog.message.text())
    assert dialog.preview.pages() == 0
    dialog.close()


@pytest.mark.parametrize(("key", "control"), [(Qt.Key.Key_F8, False), (Qt.Key.Key_Return, True), (Qt.Key.Key_P, True)])
def test_keys_print_from_anywhere(window: MainWindow, desk: Desk, qtbot: QtBot, key: Qt.Key, control: bool) -> None:
    dialog = opened(window, desk, qtbot)
    dialog.panel.offset_x.setFocus()
    modifiers = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
    with qtbot.waitSignal(dialog.finished):
        QTest.keyClick(dialog.panel.offset_x, key, modifiers)
    assert len(desk.sent) == 1


def test_ctrl_s_saves_the_paper(window: MainWindow, desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    window.__dict__["prompts"] = ScriptedPrompts([tmp_path / "note.pdf"])
    dialog = opened(window, desk, qtbot)
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert (tmp_path / "note.pdf").exists()
    assert desk.sent == []
    dialog.close()


def test_leafing_zooming_copying(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    dialog = opened(window, desk, qtbot)
    QTest.keyClick(dialog, Qt.Key.Key_PageDown)
    assert dialog.preview.page() == 1
    assert not dialog.preview.next.isEnabled()
    wide = dialog.preview.canvas.image().width()
    dialog.preview.zoom.buttons()[0].click()
    assert dialog.preview.zoom.value() == FIT_PAGE
    assert dialog.preview.canvas.width() <= dialog.preview.area.viewport().width()
    dialog.preview.zoom.buttons()[2].click()
    assert dialog.preview.zoom.value() == WHOLE
    assert dialog.preview.canvas.image().width() != wide
    qtbot.mouseClick(dialog.preview.copy, LEFT)
    assert QGuiApplication.clipboard().image().width() == round(684 / 72 * 144)
    dialog.close()


def test_ruler_page_leaves_everything_as_it_is(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    dialog = opened(window, desk, qtbot)
    dialog.panel.copies.setText("5")
    dialog.panel.ruler.click()
    qtbot.waitUntil(lambda: len(desk.sent) == 1 and dialog.print_button.isEnabled())
    assert desk.sent[0][1].copies == 1
    assert (desk.kept, desk.printed, desk.noted) == ({}, [], [])
    assert dialog.isVisible()
    dialog.close()


def test_another_printer_or_paper_brings_its_own_offsets(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    desk.profile = PrinterProfile().placed("paper", "CONT_241x140", Placement(12, -3, 25, "Tractor"))
    desk.kept["delivery"] = PrintChoice(NEEDLE, "A4", offset_x=7)
    dialog = opened(window, desk, qtbot)
    assert dialog.panel.choice().place == Placement(7)
    dialog.panel.paper.setCurrentIndex(0)
    assert dialog.panel.choice().place == Placement(12, -3, 25, "Tractor")
    assert dialog.panel.offset_x.text() == "1.2"
    dialog.panel.printer.setCurrentIndex(1)
    assert dialog.panel.choice().place == Placement()
    dialog.close()


def test_unknown_form_is_explained(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    desk.knows_form = False
    dialog = opened(window, desk, qtbot)
    assert "24.13" in dialog.panel.hint.steps.text()
    assert "13.97" in dialog.panel.hint.steps.text()
    assert dialog.panel.hint.steps.isVisible()
    dialog.panel.paper.setCurrentIndex(1)
    assert not dialog.panel.hint.isVisible()
    qtbot.waitUntil(lambda: desk.rendered[-1].paper == "A4")
    dialog.close()


@pytest.mark.parametrize("size", [(1366, 690), (1093, 540), (911, 440)])
@pytest.mark.parametrize("look", [("zh", "light"), ("en", "dark")])
@pytest.mark.parametrize("printers", [[NEEDLE], []])
def test_fits_every_window(window: MainWindow, qtbot: QtBot, size: tuple[int, int], look: tuple[str, str], printers: list[str]) -> None:
    language, mode = look
    apply_theme(QGuiApplication.instance(), mode, language=language)  # type: ignore[arg-type]
    window.resize(*size)
    desk = Desk(*printers)
    desk.knows_form = False
    dialog = opened(window, desk, qtbot, language)
    assert dialog.width() <= size[0]
    assert dialog.height() <= size[1]
    assert dialog.preview.area.horizontalScrollBar().maximum() == 0
    dialog.panel.paper.setCurrentIndex(2)
    qtbot.waitUntil(lambda: dialog.preview.canvas.height() > dialog.preview.canvas.width())
    assert dialog.preview.area.horizontalScrollBar().maximum() == 0
    dialog.panel.paper.setCurrentIndex(0)
    qtbot.waitUntil(lambda: clipped(dialog) == [])
    assert nameless(dialog) == []
    assert size[0] < 1_366 or low_contrast(dialog) == []  # in small windows a part of the panel is scrolled out of sight
    dialog.close()


def test_closing_frees_the_dialog_even_while_a_paper_is_made(window: MainWindow, desk: Desk, qtbot: QtBot, t: Translator) -> None:
    dialog = PrintDialog(t, desk.job(t), desk.doors(), window, window)
    gone = ref(dialog)
    dialog.open()
    with qtbot.waitSignal(dialog.destroyed):
        dialog.reject()
        del dialog
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qtbot.waitUntil(lambda: window.runner.running() == 0)
    assert gone() is None or not window.findChildren(PrintDialog)


def test_form_of_a_paper_is_chosen_and_remembered(desk: Desk, qtbot: QtBot) -> None:
    t = translator("en")
    job = replace(desk.job(t), variants=(("", "Whole shop"), ("each", "A page for each person")))
    panel = PrintPanel(t, job, [NEEDLE], desk.doors())
    qtbot.addWidget(panel)
    panel.show_choice(job.choice(PrintChoice(variant="each")))
    assert panel.choice().variant == "each"
    panel.show_choice(job.choice(PrintChoice(variant="staff:9")))
    assert panel.choice().variant == ""
    assert remembered({"day": asdict(PrintChoice(variant="each"))})["day"].variant == "each"


def test_copies_are_leafed_through_on_their_colours(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    dialog = opened(window, desk, qtbot)
    chips = dialog.preview.leaves.chips
    assert [button.text() for button in chips.buttons()] == ["存根 white", "客户 red", "回单 yellow"]
    chips.buttons()[1].click()
    assert chips.value() == 1
    assert dialog.preview.page() == 0
    dialog.close()


def test_text_and_links_are_offered_where_they_exist(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    dialog = opened(window, desk, qtbot)
    assert dialog.preview.text.isHidden()
    assert dialog.panel.looks.isHidden()
    dialog.close()
    asked: list[str] = []
    desk.beside = replace(
        desk.beside,
        before=lambda _job, _variant: "Printed 2 times",
        looks=asked.append,
        text=lambda _pdf, _page: "送货单 SH1",
        missing=lambda _pdf: "𰻞",
    )
    dialog = opened(window, desk, qtbot)
    assert "𰻞" in dialog.message.text()
    assert "2 times" in dialog.panel.said.text()
    dialog.preview.text.click()
    assert QGuiApplication.clipboard().text() == "送货单 SH1"
    assert [one.way for one in desk.noted] == [PrintWay.TEXT]
    dialog.panel.looks.click()
    assert asked == ["delivery"]


@pytest.mark.parametrize("error", [FileNotWritable(file="note.pdf"), StoreFull(folder="/shop")])
def test_a_pdf_that_cannot_be_written_is_said_and_not_noted(
    window: MainWindow, desk: Desk, qtbot: QtBot, tmp_path: Path, error: DomainError
) -> None:
    def refuse(_target: Path, _pdf: bytes) -> None:
        raise error

    window.__dict__["prompts"] = ScriptedPrompts([tmp_path / "note.pdf"])
    t = translator("en")
    dialog = PrintDialog(t, desk.job(t), replace(desk.doors(), save=refuse), window, window)
    dialog.open()
    qtbot.waitUntil(lambda: dialog.preview.pages() == 2)
    dialog.save_button.click()
    assert dialog.message.text()
    assert (desk.noted, desk.printed) == ([], [])
    dialog.close()


@pytest.mark.parametrize("width", [1_500, 1_093])
def test_copies_become_a_list_where_their_names_have_no_room(
    window: MainWindow, desk: Desk, qtbot: QtBot, t: Translator, width: int
) -> None:
    window.resize(width, 540)
    colours = dict.fromkeys(("Stub of ours", "Customer", "Receipt to us"), CopyColour.YELLOW)
    desk.beside = replace(desk.beside, colours=lambda _kind: colours)
    dialog = PrintDialog(t, replace(desk.job(t), copies=tuple(colours)), desk.doors(), window, window)
    dialog.open()
    leaves = dialog.preview.leaves
    qtbot.waitUntil(lambda: leaves.isVisible() or leaves.list.isVisible())
    assert (leaves.isVisible(), leaves.list.isVisible()) == (width > 1_200, width < 1_200)
    assert dialog.width() <= width
    dialog.close()

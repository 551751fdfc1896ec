"""The first day of a shop, through the real window with keys and clicks; at its end everything is taken back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot
from python_calamine import CalamineWorkbook

from dealer_crm.documents.excel.list_workbook import write_list
from dealer_crm.documents.lists import ListColumn
from dealer_crm.services.customer_list import CustomerSpec
from dealer_crm.ui.imports.page import ImportPage
from dealer_crm.ui.printing.dialog import PrintDialog
from dealer_crm.ui.widgets import Button
from tests.app.windows import Running, running
from tests.storage.shops import digest
from tests.ui.finding import find

CONTROL, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
NEW_NUMBER, SAID = "13912340000", "asks for a quote on a heat pump"


@dataclass
class Day:
    """A clock that stands until it is moved."""

    at: datetime = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Return the time."""
        return self.at


class Hands:
    """Types and clicks."""

    def __init__(self, run: Running) -> None:
        self.run = run

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        """Press a key where the focus is; without a desktop nobody gives it back when a dialog has closed."""
        self.run.wait(lambda: QApplication.activeModalWidget() is None)
        if QApplication.activeWindow() is None:
            self.run.window.activateWindow()
            self.run.wait(self.run.window.isActiveWindow)
        focus = QApplication.focusWidget() or self.run.window
        self.run.qtbot.keyClick(focus, key, modifier)

    def type(self, text: str) -> None:
        """Type where the focus is."""
        focus = QApplication.focusWidget()
        assert isinstance(focus, QLineEdit | QPlainTextEdit), focus
        self.run.qtbot.keyClicks(focus, text)

    def click(self, name: str) -> None:
        """Click what has this name and can be seen."""
        self.run.qtbot.mouseClick(self.widget(name), Qt.MouseButton.LeftButton)

    def widget(self, name: str) -> QWidget:
        """Wait for a widget of this name."""

        def seen() -> list[QWidget]:
            found = [widget for widget in self.run.window.findChildren(QWidget, name) if widget.isVisible()]
            return sorted(found, key=lambda widget: not isinstance(widget, QAbstractButton))

        self.run.wait(lambda: bool(seen()))
        return seen()[0]


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """Return a sheet of our own, so that the journey always runs."""
    target = tmp_path / "客户.xlsx"
    headings = ("客户姓名", "联系电话", "小区", "备注")
    rows = [("曾有余", "14200000001", "云上花园", "老客户"), ("尉迟暖", "142 0000 0007", "云上花园", ""), ("单小凡", "14200000002", "", "")]
    write_list(target, [ListColumn(heading) for heading in headings], rows, "Sheet1")
    return target


def bring_in(hands: Hands, sheet: Path) -> int:
    """Go through the import from the first page of a fresh program; return how many came."""
    run = hands.run
    run.answer(sheet)
    hands.click("welcome_import")
    run.wait(lambda: run.window.findChild(ImportPage) is not None)
    page = run.window.findChild(ImportPage)
    assert page is not None
    hands.key(Qt.Key.Key_Return, CONTROL)
    for step in (1, 2, 4):
        run.wait(lambda wanted=step: page.step() == wanted)  # type: ignore[misc]
        hands.key(Qt.Key.Key_Return, CONTROL)
    run.wait(lambda: run.window.pages.page().host.isVisible())
    return run.opened.customer_list.count()


def open_by_initials(hands: Hands) -> str:
    """Find the first customer of the file by how his name sounds, and open him; return his name."""
    run = hands.run
    row = run.opened.customer_list.page(CustomerSpec(sort="number"), 1)[0]
    initials = run.opened.db.pinyin.readings(row.name)[0].initials
    hands.key(Qt.Key.Key_K, CONTROL)
    run.wait(lambda: run.window.top_bar.search.hasFocus())
    hands.type(initials)
    run.wait(lambda: any(hit.text == row.name for hit in run.window.finder.rows.hits))
    while run.window.finder.rows.hits[run.window.finder.rows.current].text != row.name:
        hands.key(Qt.Key.Key_Down)
    hands.key(Qt.Key.Key_Return)
    run.wait(lambda: run.window.pages.page().host.file.customer_id() == row.id)
    return row.name


def change_phone(hands: Hands, customer_id: int) -> None:
    """Open the form, put another number in place of the first, save."""
    hands.key(Qt.Key.Key_F2)
    field = hands.widget("field_phones_1")
    assert isinstance(field, QLineEdit)
    field.setFocus()
    hands.key(Qt.Key.Key_A, CONTROL)
    hands.type(NEW_NUMBER)
    hands.key(Qt.Key.Key_Return, CONTROL)
    lists = hands.run.opened.customer_list
    hands.run.wait(lambda: lists.rows([customer_id])[0].phone == NEW_NUMBER)


def log_call(hands: Hands, customer_id: int) -> None:
    """Log what was said, with tomorrow as the next day."""
    hands.key(Qt.Key.Key_F4)
    words = hands.widget("log_words")
    words.setFocus()
    hands.type(SAID)
    hands.click("log_next_chip_tomorrow")
    words.setFocus()
    hands.key(Qt.Key.Key_Return, CONTROL)
    hands.run.wait(lambda: hands.run.opened.customer_list.rows([customer_id])[0].last_words == SAID)
    hands.run.wait(lambda: hands.run.window.sheet() is None)


def nothing_unsaved(hands: Hands) -> bool:
    """Tell whether no form left a draft behind."""
    return not hands.run.opened.drafts.all()


def paste_picture(hands: Hands, customer_id: int) -> None:
    """Paste what was copied in a messenger."""
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    QGuiApplication.clipboard().setImage(image)
    hands.run.window.pages.page().host.file.timeline.setFocus()
    hands.key(Qt.Key.Key_V, CONTROL)
    kept = hands.run.opened.attachments
    hands.run.wait(lambda: len(kept.of(customer_id)) == 1)
    assert kept.read(kept.of(customer_id)[0].id).startswith(b"\x89PNG")


def see_it_next_morning(hands: Hands, day: Day, name: str) -> None:
    """The next day the call stands on the page of the day."""
    day.at += timedelta(days=1)
    hands.key(Qt.Key.Key_1, CONTROL)
    hands.run.wait(lambda: hands.run.window.page("today") is not None)
    hands.key(Qt.Key.Key_F5)
    agenda = hands.run.opened.agenda
    assert [row.name for row in agenda.day()] == [name]
    board = hands.run.window.page("today").board
    hands.run.wait(lambda: board.current_customer() != 0)
    assert board.current_customer() == agenda.day()[0].customer_id


def let_out(hands: Hands, tmp_path: Path, name: str) -> None:
    """Write the list as a workbook, and the customer's record as a paper."""
    run = hands.run
    book, paper = tmp_path / "list.xlsx", tmp_path / "record.pdf"
    run.answer(paper)
    hands.key(Qt.Key.Key_2, CONTROL)
    hands.key(Qt.Key.Key_P, CONTROL)
    find(run.window, Button, "missing_pass").click()
    preview = find(run.window, PrintDialog)
    run.wait(lambda: preview.preview.pages() > 0)
    preview.save_button.click()
    assert paper.exists()
    preview.reject()
    assert name in PdfReader(paper).pages[0].extract_text()
    run.answer(book)
    run.window.commands.action("export_list").trigger()
    run.wait(book.exists)
    with CalamineWorkbook.from_path(book) as found:
        names = [row[0] for row in found.get_sheet_by_index(0).to_python()]
    assert name in names
    assert len(names) == run.opened.customer_list.count() + 1


def take_everything_back(hands: Hands) -> None:
    """Press Ctrl+Z until nothing is left."""
    history = hands.run.opened.history
    hands.run.window.tabs.setFocus()
    while (step := history.next_undo()) is not None:
        hands.key(Qt.Key.Key_Z, CONTROL)
        hands.run.wait(lambda gone=step: history.next_undo() != gone)  # type: ignore[misc]


def first_day(run: Running, day: Day, sheet: Path, tmp_path: Path) -> None:
    """Do all of it, and look at each station whether it is so."""
    hands = Hands(run)
    before = digest(run.opened.db)
    assert bring_in(hands, sheet) > 0
    name = open_by_initials(hands)
    customer_id: int = run.window.pages.page().host.file.customer_id()
    change_phone(hands, customer_id)
    log_call(hands, customer_id)
    paste_picture(hands, customer_id)
    let_out(hands, tmp_path, name)
    see_it_next_morning(hands, day, name)
    assert nothing_unsaved(hands)
    assert digest(run.opened.db) != before
    take_everything_back(hands)
    assert digest(run.opened.db) == before
    assert run.opened.customer_list.count() == 0


Journey = Callable[..., None]


@pytest.fixture
def journey(qtbot: QtBot, tmp_path: Path) -> Journey:
    """Return the journey on a fresh folder."""

    def go(sheet: Path, **options: Any) -> None:
        day = Day()
        with running(qtbot, tmp_path / "shop", now=day, **options) as run:
            first_day(run, day, sheet, tmp_path)

    return go


@pytest.mark.slow
@pytest.mark.parametrize("language", ["zh", "en"])
def test_first_day_with_a_sheet_of_our_own(journey: Journey, sheet: Path, language: str) -> None:
    journey(sheet, language=language)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["odoo/res.partner.csv", "jsherp/jsherp_customer_template.xls"])
def test_first_day_with_a_real_file(journey: Journey, samples: Path, name: str) -> None:
    journey(samples / name)

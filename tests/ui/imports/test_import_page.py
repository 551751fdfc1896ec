"""The import page: few actions for a clean file, faults mended in place, the same numbers everywhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLabel, QRadioButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from dealer_crm.domain.imports import Choice, Outcome, Target
from dealer_crm.domain.progress import Cancelled
from dealer_crm.i18n import Translator
from dealer_crm.services.customers import Customers
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import Customer
from dealer_crm.ui.imports.file_step import FileStep
from dealer_crm.ui.imports.page import CHECK, COLUMNS, FILE, RESULT, ImportPage
from dealer_crm.ui.imports.room import RoomWithGuest
from dealer_crm.ui.widgets import LineEdit
from tests.ui.checks import clipped, focused, low_contrast, nameless
from tests.ui.conftest import Show
from tests.ui.imports.conftest import Desk
from tests.ui.scripted import ScriptedPrompts

LEFT = Qt.MouseButton.LeftButton


def count(db: Database) -> int:
    with db.read() as session:
        return session.scalar(select(func.count()).select_from(Customer)) or 0


def click(qtbot: QtBot, widget: QWidget) -> None:
    assert widget.isVisible()
    qtbot.mouseClick(widget, LEFT)


def words(page: ImportPage, name: str) -> str:
    label = page.findChild(QLabel, name)
    assert label is not None
    return label.text()


@pytest.fixture
def checked(page: ImportPage, sheet: Path, qtbot: QtBot) -> ImportPage:
    page.open_file(sheet)
    click(qtbot, page.foot.primary)
    assert page.step() == CHECK
    return page


def test_button_of_the_first_step_goes_before_hints_and_picture(t: Translator, show: Show) -> None:
    step = FileStep(t)
    outer = show(step)
    hints = [label for label in step.findChildren(QLabel) if label.objectName().startswith("import_hint")]
    outer.resize(800, 600)
    QApplication.processEvents()
    assert all(hint.isVisible() for hint in hints)
    outer.setMinimumSize(1, 1)
    outer.resize(800, 190)
    QApplication.processEvents()
    assert not any(hint.isVisible() for hint in hints)
    assert step.button.visibleRegion().boundingRect().height() == step.button.sizeHint().height()


def test_clean_file_takes_three_clicks_here(page: ImportPage, desk: Desk, tmp_path: Path, qtbot: QtBot, db: Database) -> None:
    clean = tmp_path / "名单.csv"
    clean.write_text("姓名,手机\n李娜,13801370911\n", "utf-8")
    desk.prompts = ScriptedPrompts([clean])
    click(qtbot, page.file.button)
    assert page.step() == COLUMNS
    click(qtbot, page.foot.primary)
    click(qtbot, page.foot.primary)
    assert page.step() == RESULT
    assert count(db) == 3
    assert desk.titles == ["Reading 名单.csv", "Import 1 row"]


def test_tiles_filter_and_add_up(checked: ImportPage) -> None:
    tiles = checked.check.tiles
    assert words(checked, "import_sums") == "5 + 1 + 2 + 2 = 10 rows"
    assert len(checked.check.model.ids()) == 10
    tiles.set_value(Outcome.ERROR.value)
    assert checked.check.model.ids() == [8, 9]
    tiles.set_value("all")
    assert checked.check.model.ids()[:4] == [8, 9, 11, 12]


def test_filter_searches_and_escape_leaves_it(checked: ImportPage, qtbot: QtBot) -> None:
    checked.commands()["filter"]()
    qtbot.keyClicks(checked.check.filter, "00000317")
    assert checked.check.model.ids() == [11]
    qtbot.keyClick(checked.check.filter, Qt.Key.Key_Escape)
    assert len(checked.check.model.ids()) == 10


def test_faulty_cell_is_mended_in_place(checked: ImportPage, qtbot: QtBot) -> None:
    click(qtbot, checked.check.faulty)
    editor = focused()
    assert isinstance(editor, LineEdit)
    assert editor.text() == "142000017"
    editor.setText("14200000017")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: checked.check.model.row_at(0).outcome is Outcome.NEW)
    assert "Import 7 rows" in checked.foot.primary.accessibleName()
    assert words(checked, "import_sums").startswith("6 + 1 + 2 + 1")
    checked.check.next_faulty()
    assert checked.check.table.current_id() == 9


def test_click_on_a_faulty_cell_begins_to_mend(checked: ImportPage, qtbot: QtBot) -> None:
    table, model = checked.check.table, checked.check.model
    phone = next(i for i, column in enumerate(model.columns) if column.title.startswith("手机"))
    qtbot.mouseClick(table.viewport(), LEFT, pos=table.visualRect(model.index(0, phone)).center())
    editor = focused()
    assert isinstance(editor, LineEdit)
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert model.ids()[0] == 8


def test_duplicate_is_decided_and_the_numbers_follow(checked: ImportPage, qtbot: QtBot) -> None:
    checked.check.table.select_id(11)
    assert words(checked, "import_row_title") == "Row 11: 陈静 is in the file"
    assert words(checked, "import_field_name_sheet") == "陈晶"
    card = checked.findChild(QRadioButton, "import_choice_overwrite")
    assert card is not None
    click(qtbot, card)
    assert "1 overwritten" in checked.foot.words.text()
    click(qtbot, checked.check.panel._all)  # noqa: SLF001 - the button is the panel's own
    assert "2 overwritten" in checked.foot.words.text()
    assert checked.foot.primary.accessibleName() == "Import 8 rows"
    assert "all 2 rows" in checked.check.message.text()


def test_panel_steps_through_rows_of_a_kind_and_opens_files(checked: ImportPage, qtbot: QtBot) -> None:
    checked.check.table.select_id(11)
    with qtbot.waitSignal(checked.customer_requested) as opened:
        checked.check.panel._on_open()  # noqa: SLF001
    assert opened.args == [2]
    checked.check.panel.stepped.emit(1)
    assert checked.check.table.current_id() == 12
    assert words(checked, "import_row_title") == "Row 12 repeats row 3"
    checked.check.panel.stepped.emit(1)
    assert checked.check.table.current_id() == 11


def test_result_says_what_was_written_and_takes_it_back(checked: ImportPage, qtbot: QtBot, db: Database, desk: Desk) -> None:
    click(qtbot, checked.foot.primary)
    assert checked.step() == RESULT
    assert words(checked, "import_result_title") == "6 rows of 业主名单.csv were written"
    assert words(checked, "import_result_words") == "5 new customers, 1 file filled in, 2 rows skipped, 2 faulty rows left out"
    assert count(db) == 7
    click(qtbot, checked.result.undo)
    assert desk.titles[-1] == "Taking the import back…"
    assert count(db) == 2
    assert not checked.result.undo.isVisible()


def test_cancelled_import_stays_at_the_check(checked: ImportPage, desk: Desk, db: Database) -> None:
    class Cancel:
        def step(self, _done: int, _total: int) -> None:
            raise Cancelled

    desk.progress = Cancel()
    checked.foot.primary.click()
    assert count(db) == 2
    assert checked.step() == CHECK


def test_change_of_the_store_meanwhile_is_said(checked: ImportPage, customers: Customers) -> None:
    customers.delete(2)
    checked.foot.primary.click()
    assert checked.step() == CHECK
    assert "compared anew" in checked.message.text()
    assert checked.foot.primary.accessibleName() == "Import 7 rows"


def test_columns_can_be_chosen(page: ImportPage, sheet: Path) -> None:
    page.open_file(sheet)
    area = page.mapping._combos[3]  # noqa: SLF001 - one combo a column
    area.set_value(Target.NOTE)
    area.picked.emit(Target.NOTE)
    assert page.mapping.changed()
    page.foot.primary.click()
    assert (page.step(), page.mapping.targets()[3]) == (CHECK, Target.NOTE)
    page.foot.back.click()
    assert page.step() == COLUMNS
    for index in (0, 1):
        page.mapping._combos[index].set_value(Target.NOTHING)  # noqa: SLF001
    page.foot.primary.click()
    assert page.step() == COLUMNS
    assert "name or phone" in page.message.text()


def test_field_is_filled_by_one_column(page: ImportPage, sheet: Path) -> None:
    page.open_file(sheet)
    combo = page.mapping._combos[2]  # noqa: SLF001
    combo.set_value(Target.NAME)
    combo.picked.emit(Target.NAME)
    assert page.mapping.targets()[0] is Target.KEEP


def test_other_encoding_or_heading_reads_anew(page: ImportPage, sheet: Path, desk: Desk) -> None:
    page.open_file(sheet)
    page.mapping.header.set_value(1)
    page.mapping.header.picked.emit(1)
    assert page.mapping.header.value() == 1
    page.mapping.encoding.set_value("utf-16")
    page.mapping.encoding.picked.emit("utf-16")
    assert "encoding" in page.message.text()
    assert len(desk.titles) == 3


def test_bad_file_says_why_and_stays(page: ImportPage, tmp_path: Path) -> None:
    broken = tmp_path / "x.xlsx"
    broken.write_bytes(b"PK\x03\x04nonsense")
    page.open_file(broken)
    assert page.step() == FILE
    assert "x.xlsx" in page.message.text()


def test_file_can_be_dropped(page: ImportPage, sheet: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(sheet))])
    copy, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPointF(5, 5).toPoint(), copy, data, LEFT, none)
    page.dragEnterEvent(enter)
    assert enter.isAccepted()
    page.dropEvent(QDropEvent(QPointF(5, 5), copy, data, LEFT, none))
    assert page.step() == COLUMNS


def test_faulty_rows_are_saved(checked: ImportPage, desk: Desk, tmp_path: Path) -> None:
    desk.prompts = ScriptedPrompts([tmp_path / "有误.xlsx", None])
    checked.foot.export.click()
    assert (tmp_path / "有误.xlsx").exists()
    assert checked.message.text() == "2 rows were saved as 有误.xlsx."
    checked.foot.export.click()


def test_closing_forgets_what_was_staged(checked: ImportPage, qtbot: QtBot, tmp_path: Path) -> None:
    with qtbot.waitSignal(checked.closed):
        click(qtbot, checked.close_button)
    assert list((tmp_path / "staging").iterdir()) == []


def test_ctrl_enter_goes_on(page: ImportPage, sheet: Path, qtbot: QtBot) -> None:
    page.open_file(sheet)
    qtbot.keyClick(page.foot.primary, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.step() == CHECK
    qtbot.keyClick(page.check.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.step() == RESULT


def test_model_keeps_qts_rules(checked: ImportPage) -> None:
    QAbstractItemModelTester(checked.check.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    checked.check.tiles.set_value(Outcome.NEW.value)
    checked.check.panel.chosen.emit(10, Choice.SKIP)


@pytest.mark.parametrize("size", [(1210, 560), (940, 420), (840, 330)])
@pytest.mark.parametrize("page", [("en", "light"), ("zh", "light"), ("zh", "dark")], indirect=True)
def test_every_step_can_be_read(qtbot: QtBot, page: ImportPage, sheet: Path, size: tuple[int, int]) -> None:
    page.resize(*size)
    for step in (FILE, COLUMNS, CHECK, RESULT):
        if step == COLUMNS:
            page.open_file(sheet)
        elif step > COLUMNS:
            page.foot.primary.click()
        if step == CHECK:
            page.check.table.select_id(11)
        assert page.step() == step
        qtbot.waitUntil(lambda: clipped(page) == [], timeout=1000)
        assert low_contrast(page) == []
        assert nameless(page) == []
        assert page.minimumSizeHint().width() <= size[0]


class _Host(QWidget):
    """A page of a room."""

    title = "Customer files"

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("host")
        self.shown = 0

    def on_shown(self) -> None:
        self.shown += 1

    def reload(self) -> None:
        """Nothing to show."""

    def show_subject(self, _subject: str) -> None:
        """Nobody to show."""

    def commands(self) -> dict[str, object]:
        return {"new": self.on_shown}


class _Guest(_Host):
    """A page that comes and goes."""

    closed = Signal()
    keys_changed = Signal()
    has_primary = True

    def commands(self) -> dict[str, object]:
        return {}


def test_room_lends_its_place(qtbot: QtBot) -> None:
    host, guest = _Host(), _Guest()
    room = RoomWithGuest(host)
    qtbot.addWidget(room)
    room.show()
    assert (room.title, set(room.commands()), room.has_primary, room.keys()) == ("Customer files", {"new"}, False, [])
    room.show_guest(guest)
    assert (room.commands(), room.has_primary, room.guest(), guest.shown) == ({}, True, guest, 1)
    room.show_subject("1")
    assert set(room.commands()) == {"new"}
    room.back_to_guest()
    room.on_shown()
    room.reload()
    with qtbot.waitSignal(room.keys_changed):
        guest.closed.emit()
    assert room.guest() is None
    assert (host.shown, set(room.commands())) == (1, {"new"})

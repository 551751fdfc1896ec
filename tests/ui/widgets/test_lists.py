"""Lists fetch pages, keep their place, remember their columns and speak their rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from dealer_crm.i18n import Translator
from dealer_crm.ui.theme import Tone
from dealer_crm.ui.widgets import (
    Button,
    Chip,
    Column,
    EmptyState,
    Entry,
    FlowRow,
    PagedModel,
    StatCard,
    StatCards,
    SubTabs,
    TableView,
    TimelineView,
)
from dealer_crm.ui.widgets.paged_model import PAGE, places
from tests.ui.conftest import Show


@dataclass(frozen=True)
class Line:
    id: int
    name: str


@dataclass
class Shelf:
    """Stands in for a service and counts what is asked."""

    ids: list[int] = field(default_factory=lambda: list(range(1, 1001)))
    asked: list[int] = field(default_factory=list)
    names: dict[int, str] = field(default_factory=dict)

    def rows(self, ids: Sequence[int]) -> list[Line]:
        self.asked.append(len(ids))
        return [Line(i, self.names.get(i, f"name {i}")) for i in ids if i in self.ids]


COLUMNS = [
    Column("state", "State", lambda row: "", chip=lambda row: Chip("late", Tone.DANGER) if row.id % 2 else None, width=10, sortable=False),
    Column("name", "Name", lambda row: row.name, bold=True, stretch=True, detail=lambda row: "estate", tip=lambda row: row.name),
    Column("phone", "Phone", lambda row: "138 0137 0911", width=14, icon=lambda row: "phone"),
    Column("who", "Who", lambda row: "Li\tXiao", width=10, rank=1),
]


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def model(shelf: Shelf, qtbot: QtBot) -> PagedModel:
    return PagedModel(COLUMNS, lambda: shelf.ids, shelf.rows)


@pytest.fixture
def view(t: Translator, model: PagedModel, show: Show) -> TableView:
    table = TableView(t, model, name="list", label="Customers")
    outer = show(table)
    outer.resize(900, 400)
    model.reload()
    table.setFocus()
    return table


def test_model_keeps_the_rules_of_qt(model: PagedModel, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(model, force_py=True)
    model.reload()
    qtmodeltester.check(model, force_py=True)


def test_only_the_pages_in_view_are_fetched(view: TableView, shelf: Shelf) -> None:
    view.grab()
    assert shelf.asked == [PAGE]
    assert view.select_id(950)
    view.grab()
    assert len(shelf.asked) == 2
    assert max(shelf.asked) <= PAGE


def test_pages_are_given_back(model: PagedModel, shelf: Shelf) -> None:
    shelf.ids = list(range(1, PAGE * 40))
    model.reload()
    for at in range(0, len(shelf.ids), PAGE):
        model.row_at(at)
    asked = len(shelf.asked)
    model.row_at(len(shelf.ids) - 1)
    assert len(shelf.asked) == asked
    model.row_at(0)
    assert len(shelf.asked) == asked + 1


def test_same_ids_keep_the_place_and_show_what_changed(view: TableView, shelf: Shelf, model: PagedModel, qtbot: QtBot) -> None:
    view.select_id(5)
    shelf.names[5] = "changed"
    with qtbot.assertNotEmitted(model.modelReset):
        model.reload()
    assert model.index(4, 1).data() == "changed"
    assert view.current_id() == 5


def test_other_ids_keep_the_record_not_the_line(view: TableView, shelf: Shelf, model: PagedModel) -> None:
    view.select_id(500)
    shelf.ids = [10_000, *shelf.ids]
    model.reload()
    assert view.current_id() == 500
    assert view.selected_ids() == [500]


def test_record_is_selected_even_while_ctrl_is_held(view: TableView, qtbot: QtBot) -> None:
    qtbot.keyPress(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert view.select_id(5)
    assert view.select_id(5)
    assert view.selected_ids() == [5]
    qtbot.keyRelease(view, Qt.Key.Key_A)


def test_several_selected_records_stay_selected(view: TableView, shelf: Shelf, model: PagedModel) -> None:
    view.select_id(3)
    view.selectionModel().select(model.index(6, 0), view.selectionModel().SelectionFlag.Select | view.selectionModel().SelectionFlag.Rows)
    shelf.ids = shelf.ids[1:]
    model.reload()
    assert view.selected_ids() == [3, 7]


def test_record_that_is_gone_is_told(view: TableView, shelf: Shelf, model: PagedModel, qtbot: QtBot) -> None:
    view.select_id(500)
    shelf.ids.remove(500)
    with qtbot.waitSignal(view.current_changed) as told:
        model.reload()
    assert told.args == [0]


def test_patch_fetches_only_what_is_kept(model: PagedModel, shelf: Shelf) -> None:
    model.reload()
    model.row_at(0)
    shelf.names[3] = "patched"
    model.patch([3, 999])
    assert model.row_at(2).name == "patched"
    assert shelf.asked == [PAGE, PAGE]


def test_deleted_row_is_an_empty_line_not_an_error(model: PagedModel, shelf: Shelf) -> None:
    model.reload()
    shelf.ids = shelf.ids[1:]
    assert model.row_at(0) is None
    assert model.index(0, 1).data() is None


def test_keys_open_tick_and_remove(view: TableView, qtbot: QtBot) -> None:
    view.select_id(2)
    with qtbot.waitSignal(view.opened) as opened:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    with qtbot.waitSignal(view.ticked) as ticked:
        qtbot.keyClick(view, Qt.Key.Key_Space)
    with qtbot.waitSignal(view.removed) as removed:
        qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert (opened.args, ticked.args, removed.args) == ([2], [[2]], [[2]])
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.current_id() == 1000
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.current_id() == 1


def test_letters_do_not_fetch_the_whole_list(view: TableView, shelf: Shelf, qtbot: QtBot) -> None:
    before = len(shelf.asked)
    qtbot.keyClicks(view, "zz")
    assert len(shelf.asked) == before


def test_double_click_opens(view: TableView, qtbot: QtBot) -> None:
    view.select_id(1)
    where = view.visualRect(view.currentIndex()).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=where)
    with qtbot.waitSignal(view.opened) as opened:
        qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert opened.args == [1]


def test_copy_is_tabular_text(view: TableView, qtbot: QtBot) -> None:
    view.select_id(1)
    qtbot.keySequence(view, "Ctrl+C")
    assert QGuiApplication.clipboard().text() == "late\tname 1 estate\t138 0137 0911\tLi Xiao"


def test_header_asks_for_another_order(view: TableView, model: PagedModel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(model.sort_changed) as asked:
        view.horizontalHeader().sectionClicked.emit(1)
    assert asked.args == ["name", False]
    with qtbot.waitSignal(model.sort_changed) as asked:
        view.horizontalHeader().sectionClicked.emit(1)
    assert asked.args == ["name", True]
    with qtbot.assertNotEmitted(model.sort_changed):
        view.horizontalHeader().sectionClicked.emit(0)


def test_columns_fill_the_width_and_the_least_important_give_way(view: TableView) -> None:
    shown = sum(view.columnWidth(i) for i in range(4) if not view.isColumnHidden(i))
    assert shown == view.viewport().width()
    view.window().resize(420, 400)
    assert view.isColumnHidden(3)
    view.window().resize(900, 400)
    assert not view.isColumnHidden(3)


def test_columns_share_spare_room_by_weight(t: Translator, shelf: Shelf, show: Show) -> None:
    light, heavy = Column("light", "", lambda row: "", width=1, stretch=1), Column("heavy", "", lambda row: "", width=1, stretch=3)
    table = TableView(t, PagedModel([light, heavy], lambda: shelf.ids, shelf.rows), name="shares")
    show(table).resize(900, 400)
    least = table.arrangement._wanted_width(0)  # noqa: SLF001 - what both have before they share
    spare = table.viewport().width() - 2 * least
    assert table.columnWidth(0) == least + spare // 4
    assert table.columnWidth(1) == least + spare - spare // 4


def test_columns_are_remembered_and_can_be_reset(view: TableView, t: Translator, model: PagedModel, show: Show, qtbot: QtBot) -> None:
    assert view.save_columns() == ""
    with qtbot.waitSignal(view.columns_changed):
        view.horizontalHeader().moveSection(2, 0)
        view.arrangement.set_shown("who", False)
    saved = view.save_columns()
    again = TableView(t, model, name="again")
    show(again).resize(900, 400)
    again.restore_columns(saved)
    assert again.arrangement.shown() == [2, 0, 1]
    again.restore_columns("not json")
    again.restore_columns('[["unknown", 50, true]]')
    assert again.arrangement.shown() == [2, 0, 1]
    again.reset_columns()
    assert again.arrangement.shown() == [0, 1, 2, 3]
    assert again.save_columns() == ""


def test_empty_list_offers_the_next_step(view: TableView, shelf: Shelf, model: PagedModel) -> None:
    empty = EmptyState("No customer yet.", button="New customer")
    view.set_empty(empty)
    assert not empty.isVisible()
    shelf.ids = []
    model.reload()
    assert empty.isVisible()
    assert empty.width() == view.viewport().width()


def test_current_row_that_moves_far_is_still_in_sight(view: TableView, shelf: Shelf, model: PagedModel) -> None:
    shelf.ids = list(range(1, 60))
    model.reload()
    view.select_id(1)
    shelf.ids = [*range(2, 60), 1]
    model.reload()
    assert view.viewport().rect().contains(view.visualRect(view.currentIndex()).center())
    assert view.current_id() == 1


def test_current_row_stays_in_sight_when_the_list_gets_lower(view: TableView, model: PagedModel) -> None:
    """Beside something open the views of a list stand in a line of their own."""
    last = view.rowAt(view.viewport().height() - 1) - 1
    view.select_id(model.ids()[last])
    view.resize(view.width(), view.height() - 3 * view.rowHeight(0))
    assert view.viewport().rect().contains(view.visualRect(view.currentIndex()).center())


def test_who_works_in_the_list_goes_on_at_the_place_of_a_row_that_is_gone(view: TableView, shelf: Shelf, model: PagedModel) -> None:
    view.setFocus()
    view.select_id(2)
    shelf.ids = [1, 3]
    model.reload()
    assert view.current_id() == 3


def test_first_row_is_chosen_as_soon_as_there_is_one(view: TableView, shelf: Shelf, model: PagedModel) -> None:
    shelf.ids = []
    model.reload()
    view.choose_first()
    shelf.ids = [2, 3]
    model.reload()
    assert view.current_id() == 2
    view.select_id(3)
    view.choose_first()
    model.reload()
    assert view.current_id() == 3


def test_current_row_opens_to_its_panel(view: TableView, model: PagedModel) -> None:
    filled: list[int] = []
    panel = FlowRow("panel")
    panel.add(Button("Complete", name="complete"))
    view.set_open_row(panel, lambda row: filled.append(row.id))
    view.select_id(2)
    assert filled[-1] == 2
    assert view.rowHeight(1) > view.rowHeight(0)
    assert panel.isVisible()
    view.select_id(1)
    assert view.rowHeight(1) < view.rowHeight(0)


def test_only_the_current_row_stays_open_when_another_comes_before_it(view: TableView, shelf: Shelf, model: PagedModel) -> None:
    panel = FlowRow("panel")
    panel.add(Button("Complete", name="complete"))
    view.set_open_row(panel, lambda _row: None)
    shelf.ids = [2, 3]
    model.reload()
    view.select_id(2)
    shelf.ids = [1, 2, 3]
    model.reload()
    assert view.rowHeight(0) == view.rowHeight(2) < view.rowHeight(1)


def test_row_menu_is_asked_for_once_by_key_and_mouse(view: TableView, qtbot: QtBot) -> None:
    asked: list[int] = []
    view.menu_requested.connect(lambda row_id, _where: asked.append(row_id))
    view.select_id(3)
    by_key = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), QPoint(0, 0))
    view.contextMenuEvent(by_key)
    assert asked == [3]
    qtbot.keyClick(view, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    view.contextMenuEvent(by_key)
    assert asked == [3, 3]
    view.contextMenuEvent(QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(5, 5), QPoint(5, 5)))
    assert asked == [3, 3, 3]


def test_cells_speak_chip_words_and_detail(model: PagedModel) -> None:
    model.reload()
    spoken = [model.index(0, i).data(Qt.ItemDataRole.AccessibleTextRole) for i in range(2)]
    assert spoken == ["late", "name 1 estate"]
    assert model.index(0, 1).data(Qt.ItemDataRole.ToolTipRole) == "name 1"


def test_places_of_many_ids() -> None:
    assert places([5, 3, 9], [9, 5, 7]) == [0, 2]


def test_cards_filter_and_keep_the_choice(qtbot: QtBot, show: Show) -> None:
    cards = StatCards(name="cards")
    cards.set_cards([StatCard("all", 14, "All", "for today"), StatCard("late", 3, "Overdue", tone=Tone.DANGER)])
    show(cards)
    cards.set_value("all")
    cards.setFocus()
    with qtbot.waitSignal(cards.changed) as changed:
        qtbot.keyClick(cards.focusProxy(), Qt.Key.Key_Right)
    assert changed.args == ["late"]
    cards.set_cards([StatCard("all", 13, "All"), StatCard("late", 2, "Overdue")])
    assert cards.value() == "late"
    cards.set_cards([StatCard("other", 1, "Other")])
    assert cards.value() == ""


def test_cards_say_less_before_they_cut_a_word(show: Show) -> None:
    cards = StatCards(name="cards")
    cards.set_cards([StatCard(f"card_{n}", 25, "Everything due today", short="All") for n in range(6)])
    cards.setFixedWidth(900)
    show(cards)
    assert cards.words()[0] == "All"
    cards.setFixedWidth(1800)
    assert cards.words()[0] == "Everything due today"


def test_timeline_speaks_and_opens(qtbot: QtBot, t: Translator, show: Show, qtmodeltester: ModelTester) -> None:
    line = TimelineView(t, name="timeline")
    show(line)
    entries = [
        Entry(7, "11-08", "16:20", "store", "Visit", "looked at it " * 30, "Li", Tone.INFO),
        Entry(8, "11-05", "10:40", "phone", "Call"),
    ]
    line.set_entries(entries)
    qtmodeltester.check(line.model(), force_py=True)
    assert line.sizeHintForRow(0) > line.sizeHintForRow(1)
    line.setFocus()
    line.setCurrentIndex(line.model().index(1, 0))
    with qtbot.waitSignal(line.opened) as opened:
        qtbot.keyClick(line, Qt.Key.Key_Return)
    assert opened.args == [8]
    line.set_entries(entries[1:])
    assert line.current_id() == 8
    assert line.model().index(0, 0).data() == "11-05 10:40 Call"


def test_sub_tabs_count_and_choose(qtbot: QtBot, show: Show) -> None:
    tabs = SubTabs([("line", "Timeline"), ("files", "Files")], name="tabs")
    show(tabs)
    tabs.set_count("files", 3)
    assert tabs.tabText(1) == "Files 3"
    with qtbot.waitSignal(tabs.changed) as changed:
        tabs.set_value("files")
    assert changed.args == ["files"]

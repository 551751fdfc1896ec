"""The calendar by keys, menu and mouse: the same move three ways, opened, completed, planned; months and filters."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from dealer_crm.domain.agenda import AgendaFilter, AgendaItemFixed, AgendaKind, Place
from dealer_crm.domain.followups import Way
from dealer_crm.i18n import Translator, translator
from dealer_crm.ui.calendar.page import CalendarPage
from dealer_crm.ui.calendar.painting import chip_box, chip_height, date_height, fitting
from dealer_crm.ui.calendar.plan_dialog import PlanDialog
from dealer_crm.ui.shell import MainWindow
from dealer_crm.ui.widgets import Button
from dealer_crm.ui.widgets.paged_model import PAGE
from tests.ui.calendar.month_of import Diary
from tests.ui.checks import clipped, low_contrast, nameless
from tests.ui.finding import find
from tests.ui.today.morning import TODAY, customer, item, step

Key, CTRL, LEFT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.MouseButton.LeftButton
FRIDAY = date(2026, 11, 20)
Show = Callable[[Diary], CalendarPage]


@pytest.fixture
def show(window: MainWindow, t: Translator, qtbot: QtBot) -> Show:
    """Show the calendar of a diary in the window, reloaded by its news."""

    def build(diary: Diary) -> CalendarPage:
        page = CalendarPage(t, diary.reads(), diary.writes())
        diary.changed = page.reload
        window.set_page("calendar", lambda: page)
        window.go("calendar")
        qtbot.waitActive(window).__enter__()
        page.on_shown()
        return page

    return build


def visit_tomorrow() -> Diary:
    """Return a diary with a visit tomorrow (a Thursday), a call today, one that is late, and somebody without a next step."""
    return Diary([step(1, -1, way=Way.VISIT), step(2, 0), step(3, 3)], [customer(7, "朱琳")])


def menu() -> QMenu:
    """Return the menu that is open."""
    found = QApplication.activePopupWidget()
    assert isinstance(found, QMenu)
    return found


def test_today_is_chosen_with_its_first_item(show: Show) -> None:
    page = show(visit_tomorrow())
    assert page.month.hasFocus()
    assert page.month.day == TODAY
    assert page.current_customer() == 102
    assert "1 item" in page.month.accessibleName()


def test_visit_moves_to_friday_by_key(show: Show) -> None:
    diary = visit_tomorrow()
    page = show(diary)
    QTest.keyClick(page.month, Key.Key_Right)
    QTest.keyClick(page.month, Key.Key_Right, CTRL)
    assert diary.moved == [((1,), FRIDAY)]
    assert page.month.day == FRIDAY
    assert page.current_customer() == 101


def test_item_moved_to_a_full_day_stays_chosen_there(show: Show) -> None:
    diary = Diary([step(30, -1), *(step(n, -2) for n in range(1, 20))])
    page = show(diary)
    QTest.keyClick(page.month, Key.Key_Right)
    for _ in range(2):
        QTest.keyClick(page.month, Key.Key_Right, CTRL)
        assert page.current_customer() == 130
    assert [ids for ids, _day in diary.moved] == [(30,), (30,)]


def test_visit_moves_to_friday_by_menu(show: Show) -> None:
    diary = visit_tomorrow()
    page = show(diary)
    QTest.keyClick(page.month, Key.Key_Right)
    page.month.menu_requested.emit(page.month.current(), page.month.anchor())
    next(action for action in menu().actions() if action.objectName() == "item_postpone").trigger()
    assert menu().objectName() == "postpone_menu"
    QTest.keyClick(menu(), Key.Key_Escape)
    page.month.moved.emit(page.month.current(), Place(FRIDAY))
    assert diary.moved == [((1,), FRIDAY)]


def test_visit_moves_to_friday_by_dragging(show: Show) -> None:
    diary = visit_tomorrow()
    page = show(diary)
    start = chip_box(page.month._box(date(2026, 11, 19)), 0).center()  # noqa: SLF001 - where the chip was painted
    end = page.month._box(FRIDAY).center()  # noqa: SLF001
    QTest.mousePress(page.month, LEFT, pos=start)
    QTest.mouseMove(page.month, start + QPoint(30, 0))
    QTest.mouseMove(page.month, end)
    QTest.mouseRelease(page.month, LEFT, pos=end)
    assert diary.moved == [((1,), FRIDAY)]


def test_p_offers_days_and_space_completes(show: Show) -> None:
    diary = visit_tomorrow()
    page = show(diary)
    QTest.keyClick(page.month, Key.Key_P)
    QTest.keyClick(menu(), Key.Key_1)
    assert diary.moved == [((2,), date(2026, 11, 19))]
    QTest.keyClick(page.month, Key.Key_Space)
    assert [row.record_id for row in diary.done] == [2]


def test_enter_opens_an_item_or_the_list_of_a_day(show: Show, qtbot: QtBot) -> None:
    page = show(Diary([step(n, 0) for n in range(1, 20)]))
    with qtbot.waitSignal(page.item_requested):
        QTest.keyClick(page.month, Key.Key_Return)
    for _ in range(10):
        QTest.keyClick(page.month, Key.Key_Down)
        if page.month.current() is None:
            break
    QTest.keyClick(page.month, Key.Key_Return)
    assert page.head.view.value() == "agenda"
    assert page.agenda.current() is not None
    assert page.current_customer() > 100


def test_double_click_lists_a_day_whose_items_find_no_room(show: Show, window: MainWindow) -> None:
    page = show(visit_tomorrow())
    window.resize(911, 440)
    page.month.setFixedHeight(page.month.minimumSizeHint().height())
    QApplication.processEvents()
    assert not fitting(page.month._box(FRIDAY).height())  # noqa: SLF001
    tomorrow = page.month._box(TODAY + timedelta(days=1))  # noqa: SLF001
    QTest.mouseClick(page.month, LEFT, pos=tomorrow.center())
    QTest.mouseDClick(page.month, LEFT, pos=tomorrow.center())
    assert page.head.view.value() == "agenda"
    assert page.current_customer() == 101


def test_a_full_month_shows_every_day_its_first_items_and_its_true_count(show: Show) -> None:
    diary = Diary([step(n, n % 9 - 4) for n in range(1, 200)])
    diary.most = 3
    page = show(diary)
    cells = [cell for cell in page.month._plan.cells if cell.count]  # noqa: SLF001 - what is painted
    assert len(cells) == 9
    assert sum(cell.count for cell in cells) == 199
    assert {len(cell.items) for cell in cells} == {3}
    assert "199 items" in page.side.title.text()
    page.month.choose(FRIDAY)
    page.head.view.set_value("agenda")
    shown = page.agenda.current()
    assert shown is not None
    assert shown.due_on == FRIDAY
    assert page.agenda.view.model().rowCount() == sum(row.due_on >= FRIDAY for row in diary.rows)


def test_only_items_in_sight_are_read_and_at_once(show: Show) -> None:
    diary = Diary([step(n, 4 - n % 9) for n in range(400)])
    page = show(diary)
    page.grab()
    days = [page.month._box(TODAY).height()] * 9  # noqa: SLF001 - how much a day shows
    sight = sum(fitting(height) for height in days)
    assert 0 < sight < 200
    asked = [count for count in diary.read if count > 1 and count != PAGE]
    assert asked
    assert max(asked) <= sight
    diary.read.clear()
    page.grab()
    for _ in range(5):
        QTest.keyClick(page.month, Key.Key_Down)
    assert diary.read == []


def test_months_turn_and_t_leads_back(show: Show) -> None:
    page = show(visit_tomorrow())
    QTest.keyClick(page.month, Key.Key_PageDown)
    assert page.head.title.text() == "Dec 2026"
    QTest.mouseClick(page.head.following, LEFT)
    assert (page.head.title.text(), page.head.note.text()) == ("Jan 2027", "holidays not published yet")
    QTest.keyClick(page.month, Key.Key_T)
    assert (page.head.title.text(), page.month.day) == ("Nov 2026", TODAY)


def test_n_plans_on_the_day_and_asks_for_whom(show: Show) -> None:
    diary = visit_tomorrow()
    page = show(diary)
    QTest.keyClick(page.month, Key.Key_N)
    dialog = find(page.window(), PlanDialog)
    QTest.mouseClick(find(dialog, Button, "plan_accept"), LEFT)
    assert dialog.isVisible()
    dialog.who.set_value(7, "朱琳")
    dialog.way.set_value(Way.SHOP)
    dialog.slot.setText("10:00")
    QTest.mouseClick(find(dialog, Button, "plan_accept"), LEFT)
    (planned,) = diary.planned
    assert (planned.customer_id, planned.day, planned.way, planned.slot) == (7, TODAY, Way.SHOP, "10:00")


def test_overdue_and_waiting_are_always_in_sight(show: Show, qtbot: QtBot) -> None:
    diary = visit_tomorrow()
    page = show(diary)
    assert page.side.current() is not None
    page.side.late.setFocus()
    QTest.keyClick(page.side.late, Key.Key_P)
    QTest.keyClick(menu(), Key.Key_3)
    assert diary.moved == [((3,), date(2026, 11, 23))]
    with qtbot.waitSignal(page.waiting_requested) as asked:
        QTest.mouseClick(page.side.lost_button, LEFT)
    assert asked.args == ["lost"]
    page.window().resize(911, 440)
    assert not page.side.isVisible()
    assert page.head.overdue.isVisible()
    with qtbot.waitSignal(page.waiting_requested) as asked:
        QTest.mouseClick(page.head.overdue, LEFT)
    assert asked.args == ["overdue"]


def test_all_overdue_go_to_monday_with_two_actions(show: Show) -> None:
    diary = Diary([step(1, 3), step(2, 5), item(AgendaKind.COMPLAINT, 3, 1, movable=False)])
    page = show(diary)
    QTest.mouseClick(page.side.all_button, LEFT)
    QTest.keyClick(menu(), Key.Key_3)
    assert diary.moved == [((1, 2), date(2026, 11, 23))]
    assert page.message.text().startswith("1 item")
    page.side.show_overdue([row.item for row in diary.rows], 5_000)
    assert page.side.all_button.accessibleName() == f"Move the first {len(diary.rows)}…"


def test_kinds_and_staff_filter(show: Show) -> None:
    diary = Diary([step(1, 0), item(AgendaKind.DELIVERY, 2)])
    page = show(diary)
    page.side.kinds.chips.set_values(["goods"])
    assert page.current_customer() == 102
    page.side.kinds.chips.set_values([])
    page.head.staff.set_value(3)
    page.head.filter_changed.emit()
    assert diary.asked[-1] == AgendaFilter(3)


def test_refusal_is_told(show: Show) -> None:
    diary = visit_tomorrow()
    page = show(diary)
    diary.refusal = AgendaItemFixed()
    QTest.keyClick(page.month, Key.Key_Space)
    assert page.message.isVisible()


@pytest.mark.parametrize("size", [(1366, 690), (1093, 540), (911, 440)])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_is_cut_faint_or_nameless(window: MainWindow, qtbot: QtBot, language: str, size: tuple[int, int]) -> None:
    diary = Diary([step(n, 4 - n % 9) for n in range(40)], [customer(7, "阿卜杜热依木·买买提艾力江")])
    page = CalendarPage(translator(language), diary.reads(), diary.writes())
    window.resize(*size)
    window.set_page("calendar", lambda: page)
    window.go("calendar")
    for view in ("month", "week", "day", "agenda"):
        page.head.view.set_value(view)
        qtbot.waitUntil(lambda: clipped(page) == [])
        assert nameless(page) == []
        assert low_contrast(page) == []


def test_a_low_day_shows_its_first_item_and_its_count_lists_the_rest(show: Show) -> None:
    page = show(Diary([step(n, -1) for n in range(1, 4)]))
    tomorrow = TODAY + timedelta(days=1)
    page.month.setFixedHeight(page.month._head() + 6 * (date_height() + chip_height() + 2))  # noqa: SLF001 - weeks with room for one item
    QApplication.processEvents()
    box = page.month._box(tomorrow)  # noqa: SLF001
    QTest.mouseClick(page.month, LEFT, pos=chip_box(box, 0).center())
    assert page.current_customer() == 101
    asked: list[date] = []
    page.month.more_requested.connect(asked.append)
    QTest.mouseClick(page.month, LEFT, pos=QPoint(box.center().x(), box.top() + 4))
    assert asked == [tomorrow]

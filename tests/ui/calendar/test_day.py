"""The day by keys and mouse: lanes, times, people; what is planned there; and what a list says to a screen reader."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from dealer_crm.domain.agenda import AgendaFilter, AgendaKind, Place
from dealer_crm.domain.followups import Way
from dealer_crm.domain.planning import AbsenceKind
from dealer_crm.i18n import Translator
from dealer_crm.services.absences import AbsenceRow
from dealer_crm.ui.calendar.day_layout import HALF_HOUR, Spot
from dealer_crm.ui.calendar.day_plan import People, lanes_of
from dealer_crm.ui.calendar.dialogs import DropDialog, SpreadDialog
from dealer_crm.ui.calendar.head import CalendarHead
from dealer_crm.ui.calendar.page import CalendarPage
from dealer_crm.ui.calendar.plan_dialog import PlanDialog
from dealer_crm.ui.shell import MainWindow
from dealer_crm.ui.widgets import Button
from tests.ui.calendar.month_of import Diary
from tests.ui.finding import find
from tests.ui.today.morning import TODAY, customer, step

Key, CTRL, LEFT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.MouseButton.LeftButton
Show = Callable[[Diary, str], CalendarPage]
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def show(window: MainWindow, t: Translator, qtbot: QtBot) -> Show:
    """Show a view of a diary in the window, reloaded by its news."""

    def build(diary: Diary, view: str) -> CalendarPage:
        page = CalendarPage(t, diary.reads(), diary.writes())
        diary.changed = page.reload
        window.set_page("calendar", lambda: page)
        window.go("calendar")
        qtbot.waitActive(window).__enter__()
        page.head.view.set_value(view)
        return page

    return build


def busy() -> Diary:
    """Return a day with a call, two visits of one person at once, and one that is another's."""
    visits = [step(n, 0, way=Way.VISIT, at=time(9 + n // 3), slot=f"{9 + n // 3}:00", staff_id=3) for n in (1, 2)]
    other = step(4, 0, way=Way.VISIT, at=time(14), slot="14:00", staff_id=4, staff="陈师傅")
    return Diary([step(3, 0, staff_id=3), *visits, other], [customer(7, "朱琳")])


def test_lanes_put_what_overlaps_side_by_side() -> None:
    lanes = lanes_of(busy().rows, People([(3, "李晓梅"), (4, "陈师傅")]), "nobody")
    assert [(lane.name, len(lane.band), [(box.column, box.columns) for box in lane.boxes]) for lane in lanes] == [
        ("李晓梅", 1, [(0, 2), (1, 2)]),
        ("陈师傅", 0, [(0, 1)]),
    ]
    chain = [step(n, 0, way=Way.VISIT, at=time(9 + n // 2, 30 * (n % 2)), staff_id=3) for n in range(4)]
    (lane, *_rest) = lanes_of(chain, People([(3, "李晓梅")]), "nobody")
    assert {box.columns for box in lane.boxes} == {2}
    assert [lane.staff_id for lane in lanes_of([step(1, 0)], People([(3, "李晓梅")]), "nobody")] == [3, 0]


def test_keys_move_by_half_an_hour_and_by_a_day(show: Show) -> None:
    diary = busy()
    page = show(diary, "day")
    assert page.hours.hasFocus()
    assert page.current_customer() == 103
    QTest.keyClick(page.hours, Key.Key_Down, CTRL)
    assert diary.placed == [Place(TODAY, time(8, 30))]
    QTest.keyClick(page.hours, Key.Key_Up, CTRL)
    assert diary.placed[-1] == Place(TODAY, time(8))
    QTest.keyClick(page.hours, Key.Key_Right, CTRL)
    assert diary.placed[-1] == Place(TOMORROW)
    assert (page.hours.day, page.current_customer()) == (TOMORROW, 103)


def test_arrows_choose_items_and_lanes_and_letters_turn_views(show: Show) -> None:
    page = show(busy(), "month")
    QTest.keyClick(page.month, Key.Key_D)
    seen = [page.current_customer()]
    for key in (Key.Key_Down, Key.Key_Down, Key.Key_Right):
        QTest.keyClick(page.hours, key)
        seen.append(page.current_customer())
    assert seen == [103, 101, 102, 104]
    QTest.keyClick(page.hours, Key.Key_Right)
    assert page.hours.day == TOMORROW
    QTest.keyClick(page.hours, Key.Key_T)
    assert page.hours.day == TODAY
    for key, view in ((Key.Key_W, "week"), (Key.Key_A, "agenda"), (Key.Key_M, "month")):
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key)
        assert page.view() == view


def drag(page: CalendarPage, start: QPoint, end: QPoint, *, drop: bool = True) -> None:
    """Drag in the day view."""
    view = page.hours.viewport()
    QTest.mousePress(view, LEFT, pos=start)
    QTest.mouseMove(view, start + QPoint(0, 20))
    QTest.mouseMove(view, end)
    if drop:
        QTest.mouseRelease(view, LEFT, pos=end)


def test_dragging_gives_a_time_and_a_person(show: Show) -> None:
    diary = busy()
    page = show(diary, "day")
    layout = page.hours._layout()  # noqa: SLF001 - where things were painted
    end = QPoint(layout.lane_edges(1)[0] + 20, layout.line(10 * 60) + 2)
    drag(page, layout.chip(0, 0).center(), end)
    assert diary.placed == [Place(TODAY, time(10), 4)]
    assert page.current_customer() == 103


def test_a_short_way_and_esc_move_nothing(show: Show) -> None:
    diary = busy()
    page = show(diary, "day")
    layout = page.hours._layout()  # noqa: SLF001
    start = layout.chip(0, 0).center()
    QTest.mousePress(page.hours.viewport(), LEFT, pos=start)
    QTest.mouseMove(page.hours.viewport(), start + QPoint(8, 0))
    QTest.mouseRelease(page.hours.viewport(), LEFT, pos=start + QPoint(8, 0))
    end = QPoint(layout.lane_edges(1)[0] + 20, layout.line(10 * 60) + 2)
    drag(page, start, end, drop=False)
    QTest.keyClick(page.hours, Key.Key_Escape)
    QTest.mouseRelease(page.hours.viewport(), LEFT, pos=end)
    assert diary.placed == []


def test_a_step_is_planned_at_the_place_that_was_clicked(show: Show) -> None:
    diary = busy()
    page = show(diary, "day")
    layout = page.hours._layout()  # noqa: SLF001
    spot = layout.spot(QPoint(layout.lane_edges(1)[0] + 9, layout.line(11 * 60 + HALF_HOUR) + 3))
    assert spot == Spot(1, 690)
    QTest.mouseClick(page.hours.viewport(), LEFT, pos=QPoint(layout.lane_edges(1)[0] + 9, layout.line(690) + 3))
    assert page.hours.here() == Place(TODAY, time(11, 30), 4)
    QTest.keyClick(page.hours, Key.Key_N)
    dialog = find(page.window(), PlanDialog)
    assert (dialog.day.value(), dialog.slot.text()) == (TODAY, "11:30")
    dialog.who.set_value(7, "朱琳")
    QTest.mouseClick(find(dialog, Button, "plan_accept"), LEFT)
    assert [(step.customer_id, step.slot, step.staff_id) for step in diary.planned] == [(7, "11:30", 4)]


def test_what_is_in_the_way_is_said_before_a_step_is_planned(show: Show, qtbot: QtBot) -> None:
    diary = busy()
    diary.away = [AbsenceRow(1, 4, "陈师傅", TOMORROW, TOMORROW, AbsenceKind.LEAVE, "")]
    page = show(diary, "day")
    page.plan(Place(TODAY, time(9, 30), 3), diary.lost[0])
    dialog = find(page.window(), PlanDialog)
    said = "; ".join(f"at the same time as {row.name} (09:00)" for row in diary.rows[1:3])
    qtbot.waitUntil(lambda: dialog.clash.text() == f"Mind: {said}.")
    dialog.slot.setText("11:00")
    qtbot.waitUntil(lambda: dialog.clash.text() == "")
    dialog.staff.set_value(4)
    dialog.day.setFocus()
    dialog.day.edit.selectAll()
    QTest.keyClicks(dialog.day.edit, "+1")
    QTest.keyClick(dialog.day.edit, Key.Key_Tab)
    qtbot.waitUntil(lambda: dialog.clash.text() == "Mind: 陈师傅 is away that day.")
    QTest.mouseClick(find(dialog, Button, "plan_accept"), LEFT)
    assert [(step.day, step.staff_id) for step in diary.planned] == [(TOMORROW, 4)]


def test_what_clashes_is_marked_and_said_after_a_move(show: Show, qtbot: QtBot) -> None:
    diary = Diary([step(n, -1, way=Way.VISIT, at=time(9), slot="9:00", staff_id=3) for n in (1, 2)])
    diary.away = [AbsenceRow(1, 3, "李晓梅", TODAY, TODAY, AbsenceKind.LEAVE, "")]
    page = show(diary, "agenda")
    said = "at the same time as"
    first = page.agenda.view.model().index(0, 0)
    qtbot.waitUntil(lambda: said in str(first.data(Qt.ItemDataRole.AccessibleTextRole)))
    page.month.go(TOMORROW)
    page.head.view.set_value("week")
    QTest.keyClick(page.month, Key.Key_Left, CTRL)
    qtbot.waitUntil(lambda: "away that day" in page.message.text())
    assert diary.placed == [Place(TODAY)]


def test_a_line_of_the_agenda_is_read_as_a_whole(show: Show) -> None:
    page = show(busy(), "agenda")
    view = page.agenda.view
    view.setFocus()
    QTest.keyClick(view, Key.Key_Down)
    line, table = page.agenda.current(), QAccessible.queryAccessibleInterface(view)
    assert line is not None
    assert table is not None
    spoken = table.focusChild().text(QAccessible.Text.Name)
    for part in ("Wed 18 Nov", "9:00", "Visit", line.name, "报价后没回音", "李晓梅", "Today"):
        assert part in spoken


def test_chosen_lines_move_spread_and_go_together(show: Show, qtbot: QtBot) -> None:
    diary = busy()
    page = show(diary, "agenda")
    page.agenda.view.selectAll()
    QTest.keyClick(page.agenda.view, Key.Key_Right, CTRL)
    assert [(sorted(ids), day) for ids, day in diary.moved] == [([1, 2, 3, 4], TOMORROW)]
    page.deeds.spread(diary.rows)
    spread = find(page.window(), SpreadDialog)
    spread.each.setValue(2)
    assert spread.fills.text() == "That fills 2 days."
    QTest.mouseClick(find(spread, Button, "spread_accept"), LEFT)
    assert diary.spread_over == [(4, date(2026, 11, 23), 2)]
    page.deeds.drop(diary.rows[:2])
    drop = find(page.window(), DropDialog)
    QTest.mouseClick(find(drop, Button, "drop_accept"), LEFT)
    assert drop.isVisible()
    drop.reason.setText("搬走了")
    QTest.mouseClick(find(drop, Button, "drop_accept"), LEFT)
    assert [reason for _ids, reason in diary.dropped] == ["搬走了"]
    assert len(diary.rows) == 2


def test_the_community_filters_every_view(show: Show) -> None:
    diary = busy()
    page = show(diary, "week")
    page.head.community.set_value("云上花园")
    page.head.filter_changed.emit()
    page.head.view.set_value("day")
    assert diary.asked[-1] == AgendaFilter(None, "云上花园")
    page.window().resize(911, 440)
    assert page.head.filter.isVisible()
    assert page.head.filter.accessibleName() == "Filter (1)"


def test_what_takes_no_time_says_so_where_it_is_dropped_on_an_hour(show: Show) -> None:
    diary = Diary([step(1, 0, kind=AgendaKind.RECEIVABLE, staff_id=3)])
    page = show(diary, "day")
    layout = page.hours._layout()  # noqa: SLF001
    drag(page, layout.chip(0, 0).center(), QPoint(layout.lane_edges(0)[0] + 20, layout.line(10 * 60) + 2))
    assert diary.placed == []
    assert page.message.text().endswith("it has a day, but no time of day.")
    drag(page, layout.chip(0, 0).center(), QPoint(layout.lane_edges(1)[0] + 20, layout.line(10 * 60) + 2))
    assert [to.staff_id for to in diary.placed] == [4]


def test_views_are_a_menu_where_their_names_find_no_room(t: Translator, qtbot: QtBot) -> None:
    room = QWidget()
    qtbot.addWidget(room)
    head = CalendarHead(t)
    head.setParent(room)
    head.show_waiting(3, 2, shown=True)
    head.resize(head.sizeHint().width() + 400, 40)
    room.show()
    assert (head.view.isVisible(), head.views.isVisible()) == (True, False)
    head.resize(300, 40)
    assert (head.view.isVisible(), head.views.isVisible()) == (False, True)
    head.view.set_value("agenda")
    assert head.views.accessibleName() == "View: Agenda"

"""Today and the calendar in the running program: every step by keys, counted, and taken back with one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dealer_crm.app.news import NewsLink
from dealer_crm.app.opened import Opened
from dealer_crm.domain.agenda import AgendaFilter
from dealer_crm.domain.customers import CustomerDraft, IntentLevel, PhoneDraft, Stage
from dealer_crm.domain.followups import Way
from dealer_crm.domain.premises import PremisesDraft
from dealer_crm.ui.calendar.page import CalendarPage
from dealer_crm.ui.followups.log_sheet import LogSheet
from dealer_crm.ui.today.days import DayDialog
from dealer_crm.ui.today.page import TodayPage
from dealer_crm.ui.widgets import Button, LineEdit
from tests.app.windows import Running, running
from tests.ui.finding import find

NOW = datetime(2026, 11, 18, 2, 12, tzinfo=UTC)
"""A Wednesday."""
TODAY = NOW.astimezone().date()
FRIDAY, MONDAY = date(2026, 11, 20), date(2026, 11, 23)
Key, CTRL, NONE = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier


class Hands:
    """Press keys where the focus is and count them."""

    def __init__(self, run: Running) -> None:
        self.run, self.actions = run, 0

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        """Press a key that counts."""
        self.actions += 1
        self.move(key, modifier)

    def move(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        """Press a key that only moves the focus."""
        target = QApplication.activePopupWidget() or QApplication.focusWidget() or self.run.window
        self.run.qtbot.keyClick(target, key, modifier)


@pytest.fixture
def run(qtbot: QtBot, tmp_path: Path) -> Iterator[Running]:
    """Run the program on a shop with three overdue calls and a visit tomorrow."""
    with running(qtbot, tmp_path / "shop", now=lambda: NOW) as found:
        found.opened.settings.change(first_run_done=True)
        fill(found.opened)
        yield found


def fill(opened: Opened) -> None:
    """File the customers."""
    for n, days in enumerate((-5, -3, -1)):
        opened.customers.create(CustomerDraft(name=f"王{n}", phones=(PhoneDraft(f"1420000000{n}"),)), TODAY + timedelta(days=days), "报价")
    visited = opened.customers.create(CustomerDraft(name="吴芳", stage=Stage.INTENT, intent_level=IntentLevel.A))
    opened.followups.plan([visited], TODAY + timedelta(days=1), "量房", Way.SURVEY, "10:00")


def today_page(run: Running) -> TodayPage:
    """Go to Today and wait for its list."""
    run.window.go("today")
    page = run.window.page("today")
    assert isinstance(page, TodayPage)
    page.reload()
    page.on_shown()
    run.wait(page.board.due.hasFocus)
    return page


def calendar_page(run: Running) -> CalendarPage:
    """Go to the calendar and wait for its days."""
    run.window.go("calendar")
    page = run.window.page("calendar")
    assert isinstance(page, CalendarPage)
    run.wait(page.month.hasFocus)
    return page


def test_all_overdue_go_to_monday_in_four_actions_and_come_back_with_one(run: Running) -> None:
    page, agenda = today_page(run), run.opened.agenda
    hands = Hands(run)
    hands.actions += 1
    page.board.cards.set_value("overdue")
    page.board.due.setFocus()
    hands.press(Key.Key_A, CTRL)
    hands.press(Key.Key_P)
    hands.press(Key.Key_3)
    run.wait(lambda: agenda.overdue() == [])
    assert hands.actions <= 4
    assert len(agenda.range(MONDAY, MONDAY)) == 3
    run.opened.history.undo()
    assert [row.days_late for row in agenda.overdue()] == [5, 3, 1]


def test_tomorrows_visit_goes_to_friday_in_one_action(run: Running) -> None:
    page, agenda = calendar_page(run), run.opened.agenda
    hands = Hands(run)
    hands.move(Key.Key_Right)
    hands.press(Key.Key_Right, CTRL)
    run.wait(lambda: [row.slot for row in agenda.range(FRIDAY, FRIDAY)] == ["10:00"])
    assert hands.actions == 1
    run.wait(lambda: page.month.day == FRIDAY)
    run.opened.history.undo()
    assert agenda.range(FRIDAY, FRIDAY) == []


def test_tomorrows_visit_goes_to_friday_by_postponing(run: Running) -> None:
    calendar_page(run)
    hands = Hands(run)
    hands.move(Key.Key_Right)
    hands.press(Key.Key_P)
    hands.press(Key.Key_4)
    dialog = find(run.window, DayDialog)
    run.qtbot.keyClicks(dialog.field.edit, "1120")
    hands.actions += 1
    run.qtbot.mouseClick(find(dialog, Button, "day_accept"), Qt.MouseButton.LeftButton)
    run.wait(lambda: len(run.opened.agenda.range(FRIDAY, FRIDAY)) == 1)
    assert hands.actions <= 3


def test_one_community_narrows_who_has_no_next_step(run: Running) -> None:
    for name, community in (("赵一", "云上花园"), ("赵二", "梧桐样苑")):
        run.opened.customers.create(CustomerDraft(name=name, stage=Stage.INTENT, premises=(PremisesDraft(community=community),)))
    reads = calendar_page(run)._reads  # noqa: SLF001 - what the page asks
    assert reads.lost(AgendaFilter())[1] == 2
    rows, count = reads.lost(AgendaFilter(community="云上花园"))
    assert ([row.name for row in rows], count) == (["赵一"], 1)


def test_a_confirmation_is_due_today_and_leads_to_the_customer(run: Running) -> None:
    page = today_page(run)
    row = next(row for row in run.opened.agenda.day() if row.source == "confirm_step")
    page.item_requested.emit(row)
    assert run.wiring.rooms.customers_page().current_customer() == row.customer_id


def test_rhythm_is_proposed_and_the_focus_comes_back(run: Running) -> None:
    page = today_page(run)
    customer = run.opened.customer_list.find("吴芳", 1)[0]
    run.wiring.rooms.log(customer.id)
    sheet = run.window.sheet()
    assert isinstance(sheet, LogSheet)
    assert sheet.next.plan().day == date(2026, 11, 23)
    run.qtbot.keyClicks(sheet.words, "ok")
    run.qtbot.keyClick(sheet.words, Key.Key_Return, CTRL)
    run.wait(lambda: run.window.sheet() is None)
    assert page.board.due.hasFocus()
    assert run.opened.customer_list.rows([customer.id])[0].next_on == date(2026, 11, 23)


def test_midnight_under_a_form_keeps_what_is_typed_and_renews_today(qtbot: QtBot, tmp_path: Path) -> None:
    at = [NOW]
    with running(qtbot, tmp_path / "shop", now=lambda: at[0]) as run:
        run.opened.settings.change(first_run_done=True)
        fill(run.opened)
        rows = today_page(run).board.due.model()
        run.wait(lambda: rows.index(0, 0).data() == "5 d overdue")
        run.wiring.rooms.new_customer("13800138000", "赵六")
        at[0] = NOW + timedelta(days=1)
        run.window.findChild(NewsLink).findChild(QTimer).timeout.emit()
        assert find(run.window, LineEdit, "field_name").text() == "赵六"
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        run.wait(lambda: run.opened.customer_list.count() == 5)
        run.window.go("today")
        run.wait(lambda: rows.index(0, 0).data() == "6 d overdue")

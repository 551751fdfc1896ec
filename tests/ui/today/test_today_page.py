"""The morning by keys and clicks: complete, postpone, plan, open, copy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from dealer_crm.domain.agenda import AgendaKind
from dealer_crm.domain.customers import Stage
from dealer_crm.domain.followups import StepNotOpen
from dealer_crm.i18n import Translator, translator
from dealer_crm.services.drafts import KIND_CUSTOMER, Drafts
from dealer_crm.ui.desk.drafts_button import DraftsButton
from dealer_crm.ui.desk.phrases import next_chip
from dealer_crm.ui.shell import MainWindow
from dealer_crm.ui.today.days import DayDialog, postpone_days
from dealer_crm.ui.today.doors import DayPapers
from dealer_crm.ui.today.page import TodayPage
from dealer_crm.ui.widgets import Button
from dealer_crm.ui.widgets.asked import Asked
from dealer_crm.ui.widgets.paged_model import PAGE
from dealer_crm.ui.widgets.stat_cards import StatCards
from tests.ui.checks import clipped, low_contrast, nameless
from tests.ui.finding import find
from tests.ui.today.morning import TODAY, Morning, customer, item, step

Show = Callable[[Morning], TodayPage]
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def show(window: MainWindow, t: Translator, qtbot: QtBot) -> Show:
    """Show the page of a morning in the window, reloaded by its news."""

    def build(morning: Morning) -> TodayPage:
        page = TodayPage(t, morning.reads(), morning.writes())
        morning.changed = page.reload
        window.set_page("today", lambda: page)
        window.go("today")
        qtbot.waitActive(window).__enter__()
        page.on_shown()
        qtbot.waitUntil(lambda: not any(one.waits() for one in page.findChildren(Asked)))
        return page

    return build


def morning_of_three() -> Morning:
    return Morning([step(1, 5), step(2, 3), step(3, 0)], [customer(7, "朱琳"), customer(8, "徐丽")])


def card(page: TodayPage, key: str) -> None:
    find(page, StatCards, "today_cards").set_value(key)


def menu() -> QMenu:
    found = QApplication.activePopupWidget()
    assert isinstance(found, QMenu)
    return found


def test_status_bar_names_only_what_the_current_item_can_do(show: Show, window: MainWindow) -> None:
    page = show(Morning([step(1, 5, completable=False), step(2, 3)]))
    assert "Complete" not in window.status.keys.words()
    page.board.due.select_id(2)
    assert "Complete" in window.status.keys.words()


def test_customer_without_a_next_step_says_why(t: Translator) -> None:
    chips = {stage: next_chip(replace(customer(7, "朱琳"), stage=stage), TODAY, t).text for stage in (Stage.INTENT, Stage.DEAL, Stage.LOST)}
    assert chips == {Stage.INTENT: "No next step", Stage.DEAL: "Order open", Stage.LOST: "Not followed"}


def test_oldest_stands_first_and_has_the_focus(show: Show) -> None:
    page = show(morning_of_three())
    assert page.board.due.hasFocus()
    assert page.board.due.current_id() == 1
    assert page.current_customer() == 101
    assert page.board.cards.value() == "all"


def test_space_completes_and_the_next_row_takes_its_place(show: Show) -> None:
    morning = morning_of_three()
    page = show(morning)
    QTest.keyClick(page.board.due, Qt.Key.Key_Space)
    assert [row.record_id for row in morning.done] == [1]
    assert page.board.due.current_id() == 2
    assert page.board.due_panel.isVisible()
    card(page, "done")
    assert page.board.due.current_id() == 1
    QTest.keyClick(page.board.due, Qt.Key.Key_Space)
    assert len(morning.done) == 1


def test_p_and_1_postpone_to_tomorrow(show: Show) -> None:
    morning = morning_of_three()
    page = show(morning)
    QTest.keyClick(page.board.due, Qt.Key.Key_P)
    QTest.keyClick(menu(), Qt.Key.Key_1)
    assert morning.moved == [((1,), date(2026, 11, 19))]


def test_all_overdue_move_to_monday_in_four_actions_and_one_step(show: Show) -> None:
    morning = morning_of_three()
    page = show(morning)
    card(page, "overdue")
    page.board.due.setFocus()
    QTest.keyClick(page.board.due, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(page.board.due, Qt.Key.Key_P)
    QTest.keyClick(menu(), Qt.Key.Key_3)
    assert morning.moved == [((1, 2), date(2026, 11, 23))]
    assert page.board.is_empty()


def test_another_day_is_typed(show: Show) -> None:
    morning = morning_of_three()
    page = show(morning)
    QTest.keyClick(page.board.due, Qt.Key.Key_P)
    QTest.keyClick(menu(), Qt.Key.Key_4)
    dialog = find(page.window(), DayDialog)
    QTest.mouseClick(find(dialog, Button, "day_accept"), LEFT)
    assert dialog.isVisible()
    QTest.keyClicks(dialog.field.edit, "+5")
    QTest.mouseClick(find(dialog, Button, "day_accept"), LEFT)
    assert morning.moved == [((1,), date(2026, 11, 23))]


def test_enter_opens_and_the_buttons_do_what_they_say(show: Show, qtbot: QtBot) -> None:
    page = show(morning_of_three())
    with qtbot.waitSignal(page.item_requested) as opened:
        QTest.keyClick(page.board.due, Qt.Key.Key_Return)
    assert opened.args is not None
    assert opened.args[0].customer_id == 101
    with qtbot.waitSignal(page.log_requested) as logged:
        QTest.mouseClick(page.board.due_panel.button("today_log"), LEFT)
    assert logged.args == [101]
    QTest.mouseClick(page.board.due_panel.button("today_copy"), LEFT)
    assert QGuiApplication.clipboard().text() == "142 0000 0911"


def test_what_is_to_confirm_has_a_card_and_its_sentence_is_copied_by_m(show: Show) -> None:
    page = show(Morning([step(1, 0), item(AgendaKind.CONFIRM, 2, words="量房")]))
    page.board.cards.set_value("confirm")
    assert page.board.due.model().rowCount() == 1
    assert "WeChat · To confirm: 量房" in page.board.due_panel.words()
    QTest.keyClick(page.board.due, Qt.Key.Key_M)
    assert QGuiApplication.clipboard().text() == "To confirm: 量房"


def test_what_failed_plans_its_job_by_r(show: Show, qtbot: QtBot) -> None:
    page = show(Morning([item(AgendaKind.MEND, 2, words="AC-H4")]))
    with qtbot.waitSignal(page.mend_requested) as asked:
        QTest.keyClick(page.board.due, Qt.Key.Key_R)
    assert asked.args is not None
    assert asked.args[0].kind is AgendaKind.MEND
    assert page.board.due_panel.button("today_mend").isVisible()


def test_ctrl_c_copies_one_phone_but_several_rows(show: Show) -> None:
    page = show(morning_of_three())
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(page.board.due, Qt.Key.Key_C, control)
    assert QGuiApplication.clipboard().text() == "142 0000 0911"
    QTest.keyClick(page.board.due, Qt.Key.Key_A, control)
    assert page.board.due_panel.words() == "3 chosen"
    QTest.keyClick(page.board.due, Qt.Key.Key_C, control)
    assert QGuiApplication.clipboard().text().count("\n") == 2


def test_number_keys_plan_for_customers_without_a_next_step(show: Show) -> None:
    morning = morning_of_three()
    page = show(morning)
    card(page, "lost")
    page.on_shown()
    assert page.current_customer() == 7
    QTest.keyClick(page.board.lost, Qt.Key.Key_2)
    assert morning.planned == [((7,), date(2026, 11, 21))]
    assert page.current_customer() == 8
    QTest.mouseClick(page.board.lost_panel.button("plan_month"), LEFT)
    assert morning.planned[-1] == ((8,), date(2026, 12, 18))
    assert page.board.is_empty()


def test_cards_show_one_kind_each(show: Show) -> None:
    morning = Morning([step(1, 5), item(AgendaKind.DELIVERY, 2), item(AgendaKind.COMPLAINT, 3), item(AgendaKind.MAINTENANCE, 4, 1)])
    page = show(morning)
    model = page.board.due.model()
    for view, count in {"all": 4, "overdue": 2, "today": 2, "delivery": 1, "complaint": 1, "warranty": 1}.items():
        card(page, view)
        assert model.rowCount() == count, view


def test_what_is_settled_elsewhere_is_left_out_and_said(show: Show) -> None:
    morning = Morning([step(1, 5), item(AgendaKind.COMPLAINT, 3, movable=False, completable=False)])
    page = show(morning)
    QTest.keyClick(page.board.due, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(page.board.due, Qt.Key.Key_Space)
    assert [row.record_id for row in morning.done] == [1]
    assert page.message.text().startswith("1 item")
    assert not page.board.due_panel.button("today_complete").isVisible()
    assert page.board.due_panel.button("today_open").isVisible()


def test_only_rows_in_view_are_read(show: Show) -> None:
    morning = Morning([step(n, 400 - n) for n in range(1, 400)])
    page = show(morning)
    assert set(morning.read) == {PAGE}
    assert len(morning.read) <= 2
    morning.read.clear()
    QTest.keyClick(page.board.due, Qt.Key.Key_End)
    assert page.current_customer() == 499
    assert sum(morning.read) <= 2 * PAGE


def test_day_sheet_is_offered_where_it_can_be_made(show: Show) -> None:
    page = show(morning_of_three())
    assert "print_preview" not in page.commands()
    printed: list[str] = []
    page.papers = DayPapers(lambda: printed.append("preview"), lambda: printed.append("now"))
    for command in ("print_preview", "print_now"):
        page.commands()[command]()
    assert printed == ["preview", "now"]


def test_refusal_is_told_and_nothing_is_lost(show: Show) -> None:
    morning = morning_of_three()
    page = show(morning)
    morning.refusal = StepNotOpen()
    QTest.keyClick(page.board.due, Qt.Key.Key_Space)
    assert page.message.isVisible()
    assert len(morning.steps) == 3


def test_empty_day_offers_the_next_step(show: Show, qtbot: QtBot) -> None:
    page = show(Morning(lost=[customer(7, "朱琳")]))
    assert page.has_primary
    QTest.mouseClick(find(page.board.due, Button, "today_empty_button"), LEFT)
    assert page.board.view() == "lost"
    assert not page.has_primary
    card(page, "today")
    with qtbot.waitSignal(page.import_requested):
        QTest.mouseClick(find(page.board.due, Button, "today_empty_import"), LEFT)


def test_drafts_are_told_as_soon_as_there_are_any(qtbot: QtBot, t: Translator, tmp_path: Path) -> None:
    drafts = Drafts(tmp_path, lambda: datetime(2026, 11, 18, tzinfo=UTC))
    page = TodayPage(t, Morning().reads(), Morning().writes(), drafts=DraftsButton(t, drafts))
    qtbot.addWidget(page)
    page.resize(900, 500)
    page.show()
    page.reload()
    button = find(page, Button, "drafts_button")
    assert not button.isVisible()
    for key in ("new-1", "new-2"):
        drafts.save(KIND_CUSTOMER, key, {}, "王芳")
    assert button.isVisible()
    assert button.accessibleName() == "2 drafts"


@pytest.mark.parametrize("size", [(1366, 690), (1093, 540), (911, 440)])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_is_cut_faint_or_nameless(window: MainWindow, language: str, size: tuple[int, int]) -> None:
    long_name = step(4, 0, name="阿卜杜热依木·买买提艾力江", community="云上花园三期御景湾组团", phone="+4915112345678")
    morning = Morning([*(step(i, 9 - i) for i in range(5, 12)), long_name], [customer(7, "朱琳")])
    page = TodayPage(translator(language), morning.reads(), morning.writes())
    window.resize(*size)
    window.set_page("today", lambda: page)
    window.go("today")
    for view in ("all", "lost"):
        card(page, view)
        assert clipped(page) == []
        assert nameless(page) == []
        assert low_contrast(page) == []


@pytest.mark.parametrize("day", [date(2026, 11, 16 + n) for n in range(7)], ids=lambda day: f"{day:%a}")
def test_no_day_is_offered_twice(day: date, t: Translator) -> None:
    days = [to for _words, to in postpone_days(day, t)]
    assert len(set(days)) == 3
    assert all(to > day for to in days)

"""The eight steps: one key ticks and goes on, any order, closing lists what is missing and leads there."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from dealer_crm.domain.complaint_steps import Missing
from dealer_crm.domain.complaints import ComplaintState, LiableParty, Severity, Step8
from dealer_crm.i18n import translator
from dealer_crm.services.complaint_list import ComplaintView
from dealer_crm.services.drafts import KIND_CASE
from dealer_crm.ui.complaints.page import ComplaintsPage
from dealer_crm.ui.complaints.promise_field import read_time
from dealer_crm.ui.shell import MainWindow
from tests.ui.checks import clipped, focused, low_contrast, nameless
from tests.ui.complaints.rig import Desk, open_page, say
from tests.ui.customers.rig import child
from tests.ui.customers.rig import focused as waits_for

Key, LEFT, CTRL = Qt.Key, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def case(page: ComplaintsPage, desk: Desk, qtbot: QtBot) -> ComplaintsPage:
    """A fresh complaint, open at its first step."""
    page.open_record(desk.log())
    assert waits_for(qtbot, page.case.step.fields.words)
    return page


def tick(qtbot: QtBot, words: str = "") -> None:
    """Type what was said and tick by one key."""
    if words:
        say(words)
    qtbot.keyClick(focused(), Key.Key_Return, CTRL)


def test_beside_the_list_only_the_cross_leaves(case: ComplaintsPage) -> None:
    assert case.case.head.leave_button.isVisible()
    assert not case.case.head.back_button.isVisible()


def test_four_keys_tick_four_steps(case: ComplaintsPage, desk: Desk, qtbot: QtBot) -> None:
    for words in ("谢谢您", "", "对不起", "18 点前答复"):
        tick(qtbot, words)
    file = desk.only()
    assert [(int(done.step), done.words, done.staff) for done in file.steps] == [
        (1, "谢谢您", "孙涛"),
        (2, "", "孙涛"),
        (3, "对不起", "孙涛"),
        (4, "18 点前答复", "孙涛"),
    ]
    assert case.case.step.step is Step8.ASK
    assert case.list.model.row_at(0).steps == 4
    assert case.case.rail_words.text() == "Done 4 of 8, in any order"
    assert file.clock.responded_at == desk.now


def test_each_step_asks_only_for_its_own(case: ComplaintsPage) -> None:
    own = {Step8.PROMISE: ["promised_by", "words"], Step8.ASK: ["words", "cause", "liable"], Step8.CORRECT: ["words", "measure"]}
    own[Step8.CONFIRM] = ["words", "satisfaction"]
    own[Step8.PREVENT] = ["prevention", "prevention_staff_id", "prevention_on", "verification"]
    grid = case.case.step.fields.grid
    for step in Step8:
        case.case.go_to(step)
        assert [name for name in grid.names() if grid.field(name).isVisibleTo(grid)] == own.get(step, ["words"])


def test_first_step_of_the_first_case_has_words_only(case: ComplaintsPage) -> None:
    assert not case.case.step.fields.cause.isVisible()
    assert not case.case.step.fields.promised.isVisible()


def test_any_step_may_come_first_and_be_taken_back(case: ComplaintsPage, desk: Desk, qtbot: QtBot) -> None:
    qtbot.mouseClick(child(case, "rail_7"), LEFT)
    tick(qtbot, "满意")
    assert case.case.step.step is Step8.PREVENT
    case.case.go_to(Step8.CONFIRM)
    qtbot.mouseClick(child(case, "step_untick"), LEFT)
    assert desk.only().steps == ()
    assert case.case.step.fields.words.text() == "满意"


def test_words_without_a_tick_come_back(case: ComplaintsPage, desk: Desk, window: MainWindow, qtbot: QtBot) -> None:
    say("刚说到一半")
    case.case.go_to(Step8.ASK)
    qtbot.keyClick(focused(), Key.Key_Escape)
    assert [(row.kind, row.key) for row in desk.drafts.all()] == [(KIND_CASE, "1")]
    again = open_page(desk, window)
    again.open_record(1)
    assert again.case.step.fields.words.text() == "刚说到一半"
    tick(qtbot)
    assert desk.only().steps[0].words == "刚说到一半"
    assert desk.drafts.all() == []


def test_promise_fills_the_wording_and_the_clock(case: ComplaintsPage, desk: Desk, qtbot: QtBot) -> None:
    case.case.go_to(Step8.PROMISE)
    qtbot.mouseClick(child(case, "step_promised_chip_two_hours"), LEFT)
    until = desk.now + timedelta(hours=2)
    words = case.case.step.phrase.words()
    assert f"{until.astimezone():%H:%M}" in words
    qtbot.keyClick(case.window(), Key.Key_C, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert QGuiApplication.clipboard().text() == words
    tick(qtbot)
    assert desk.only().clock.promised_by == until


@pytest.mark.parametrize(("text", "minutes"), [("9", 540), ("18:30", 1110), ("1830", 1110), (" 7：05 ", 425), ("25", None), ("x", None)])
def test_times_are_read_as_typed(text: str, minutes: int | None) -> None:
    assert read_time(text) == (None if minutes is None else timedelta(minutes=minutes))


def test_wording_is_changed_before_it_is_copied(case: ComplaintsPage, qtbot: QtBot) -> None:
    qtbot.mouseClick(child(case, "phrase_change"), LEFT)
    case.case.step.phrase.edit.set_text("谢谢您打电话来")
    qtbot.mouseClick(child(case, "phrase_copy"), LEFT)
    assert QGuiApplication.clipboard().text() == "谢谢您打电话来"


def test_facts_are_kept_without_a_tick(case: ComplaintsPage, desk: Desk, qtbot: QtBot) -> None:
    case.case.go_to(Step8.ASK)
    child(case, "step_cause").setFocus()
    say("三通阀卡住")
    qtbot.mouseClick(child(case, "step_liable_manufacturer"), LEFT)
    qtbot.keyClick(focused(), Key.Key_F8)
    file = desk.only()
    assert (file.cause, file.liable, file.steps) == ("三通阀卡住", LiableParty.MANUFACTURER, ())


def test_closing_lists_what_is_missing_and_leads_there(case: ComplaintsPage, desk: Desk, qtbot: QtBot) -> None:
    qtbot.mouseClick(child(case, "case_close"), LEFT)
    assert desk.only().state is ComplaintState.OPEN
    assert [link.objectName() for link in case.case.closing.links()][2] == "missing_confirmed"
    qtbot.mouseClick(child(case, "missing_liable"), LEFT)
    assert waits_for(qtbot, child(case, "step_liable"))
    qtbot.mouseClick(child(case, "missing_prevention"), LEFT)
    assert case.case.step.step is Step8.PREVENT
    assert waits_for(qtbot, child(case, "step_prevention"))


def test_an_open_list_of_what_is_missing_keeps_the_focus_when_the_case_is_read_anew(case: ComplaintsPage, desk: Desk, qtbot: QtBot) -> None:
    qtbot.mouseClick(child(case, "case_close"), LEFT)
    assert waits_for(qtbot, link := case.case.closing.links()[0])
    case.reload()
    assert focused() is link
    case.case.closing.refresh([Missing.CONFIRMED])
    assert focused().objectName() == "missing_confirmed"


def test_last_step_refuses_beside_the_field(case: ComplaintsPage, desk: Desk, qtbot: QtBot) -> None:
    case.case.go_to(Step8.PREVENT)
    tick(qtbot)
    assert desk.only().steps == ()
    assert waits_for(qtbot, child(case, "step_prevention"))
    say("开机前试阀")
    tick(qtbot)
    assert waits_for(qtbot, child(case, "step_person"))


def test_finished_case_closes_and_opens_again(case: ComplaintsPage, desk: Desk, qtbot: QtBot) -> None:
    desk.finish(1)
    qtbot.mouseClick(child(case, "case_close"), LEFT)
    assert desk.only().state is ComplaintState.CLOSED
    assert case.list.model.ids() == []
    assert case.case.step.record.isVisible()
    assert not case.case.step.tick_button.isVisible()
    desk.history.undo()
    assert desk.only().state is ComplaintState.OPEN
    desk.complaints.close(1)
    qtbot.mouseClick(child(case, "case_reopen"), LEFT)
    assert desk.only().state is ComplaintState.OPEN
    assert case.case.step.tick_button.isVisible()


def test_undo_shows_in_the_open_case(case: ComplaintsPage, desk: Desk, qtbot: QtBot) -> None:
    tick(qtbot)
    desk.history.undo()
    assert case.case.rail_words.text() == "Done 0 of 8, in any order"
    desk.history.undo()
    assert case.case.complaint_id() == 0
    assert not case.panes.is_open()


def test_somebody_else_gets_the_case(case: ComplaintsPage, desk: Desk) -> None:
    case.case.side.tabs.set_value("case")
    staff = case.case.side.facts.staff
    staff.set_value(None)
    staff.activated.emit(0)
    assert desk.only().staff_id is None


def test_list_shows_the_overdue_first_with_words(page: ComplaintsPage, desk: Desk) -> None:
    desk.log("收费没讲清", Severity.NORMAL, 2)
    desk.log("外机滴水", Severity.URGENT)
    desk.now += timedelta(hours=3)
    page.reload()
    rows = [page.list.model.row_at(place) for place in range(2)]
    texts = {column.key: column.text for column in page.list.model.columns}
    assert [(row.words, texts["due"](row), texts["steps"](row)) for row in rows if row] == [
        ("外机滴水", "Overdue 1 h", "0/8"),
        ("收费没讲清", "Still 21 h", "0/8"),
    ]


def test_filter_and_views(page: ComplaintsPage, desk: Desk, window: MainWindow, qtbot: QtBot) -> None:
    one, two = desk.log(), desk.log("收费没讲清", customer_id=2)
    desk.finish(one)
    desk.complaints.close(one)
    assert list(page.list.model.ids()) == [two]
    page.list.set_view(ComplaintView.CLOSED)
    assert list(page.list.model.ids()) == [one]
    page.list.set_view(ComplaintView.ALL)
    qtbot.keyClick(window, Key.Key_F, CTRL)
    qtbot.keyClicks(focused(), "zhaolei")
    qtbot.waitUntil(lambda: list(page.list.model.ids()) == [two])
    qtbot.keyClick(focused(), Key.Key_Return)
    assert page.case.complaint_id() == two


def test_paper_is_asked_for(case: ComplaintsPage, desk: Desk, window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Key.Key_P, CTRL)
    qtbot.keyClick(window, Key.Key_P, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert desk.asked == [("preview", 1), ("print", 1)]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("size", [(1366, 690), (1093, 540), (911, 440)])
def test_case_fits(desk: Desk, window: MainWindow, qtbot: QtBot, size: tuple[int, int], language: str) -> None:
    window.resize(*size)
    page = open_page(desk, window, translator(language))
    page.open_record(desk.log())
    for step in Step8:
        page.case.go_to(step)
        qtbot.waitUntil(lambda: clipped(page) == [])
    page.case.close_case()
    qtbot.waitUntil(lambda: clipped(page) == [])
    assert nameless(page) == []
    assert low_contrast(page.case.head) == []
    assert page.case.step.tick_button.isVisible()

"""A running case: it waits and goes on, the customer is told, those above see it; CLEAR, own wording; two people on one case."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from dealer_crm.domain.complaint_case import Clear, Escalation, WaitFor
from dealer_crm.domain.complaint_steps import Due, StepDraft
from dealer_crm.domain.complaints import ComplaintState, LiableParty, Step8
from dealer_crm.domain.journal import Actor, Role
from dealer_crm.domain.shop import StaffDraft
from dealer_crm.i18n import translator
from dealer_crm.services.complaints import Complaints
from dealer_crm.storage.database import Database
from dealer_crm.ui.complaints.page import ComplaintsPage
from dealer_crm.ui.shell import MainWindow
from dealer_crm.ui.widgets import DateField, LineEdit, TextEdit
from tests.storage.shops import pinyin
from tests.ui.checks import clipped, focused, low_contrast, nameless
from tests.ui.complaints.rig import Desk, open_page, say
from tests.ui.customers.rig import child
from tests.ui.customers.rig import focused as waits_for

Key, LEFT, CTRL = Qt.Key, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier
EMPTY = StepDraft()
Kind = TypeVar("Kind", bound=QWidget)


@pytest.fixture
def case(page: ComplaintsPage, desk: Desk, qtbot: QtBot) -> ComplaintsPage:
    """A fresh complaint, open at its first step; 李娜 works here as well."""
    desk.staff.add_staff(StaffDraft("李娜"))
    page.open_record(desk.log())
    assert waits_for(qtbot, page.case.step.fields.words)
    return page


@pytest.fixture
def other(desk: Desk, case: ComplaintsPage) -> Iterator[Complaints]:
    """李娜 on the same store, by a door of her own: no news of her arrive here."""
    hers = Database(desk.file, pinyin(), desk.clock)
    yield Complaints(hers, lambda: Actor(staff_id=2), desk.clock, desk.trade)
    hers.close()


def dialog() -> QDialog:
    """Return the dialog that is open."""
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible())


def one_of(root: QWidget, kind: type[Kind], name: str) -> Kind:
    """Return a widget of a kind by its name."""
    found = root.findChild(kind, name)
    assert found is not None
    return found


def text(root: QWidget, name: str) -> TextEdit:
    """Return a field of several lines by its name."""
    return one_of(root, TextEdit, name)


def test_it_waits_with_a_reason_and_goes_on(case: ComplaintsPage, desk: Desk, qtbot: QtBot) -> None:
    strip, before = case.case.run.strip, desk.only().clock.respond_by
    qtbot.mouseClick(child(case, "run_wait"), LEFT)
    asked = dialog()
    qtbot.mouseClick(child(asked, "case_wait_save"), LEFT)
    assert asked.isVisible()
    text(asked, "case_wait_words").set_text("三通阀在路上")
    day = desk.now.date() + timedelta(days=3)
    one_of(asked, DateField, "case_wait_day").set_value(day)
    qtbot.mouseClick(child(asked, "case_wait_save"), LEFT)
    file = desk.only()
    waiting = file.parts.waiting
    assert waiting is not None
    assert (waiting.wait_for, waiting.words, waiting.expected_on, file.due_kind) == (WaitFor.FACTORY, "三通阀在路上", day, Due.WAITING)
    assert strip.words().startswith("Waits for the factory: 三通阀在路上")
    assert not strip.wait_button.isVisible()
    qtbot.mouseClick(child(case, "run_again"), LEFT)
    asked = dialog()
    one_of(asked, DateField, "case_again_day").set_value(day + timedelta(days=4))
    qtbot.mouseClick(child(asked, "case_again_save"), LEFT)
    again = desk.only().parts.waiting
    assert again is not None
    assert again.expected_on == day + timedelta(days=4)
    desk.now += timedelta(hours=5)
    qtbot.mouseClick(child(case, "run_resume"), LEFT)
    assert desk.only().clock.respond_by == before + timedelta(hours=5)
    assert strip.wait_button.isVisible()


def test_word_to_the_customer_is_one_click(case: ComplaintsPage, desk: Desk, qtbot: QtBot) -> None:
    qtbot.mouseClick(child(case, "run_told"), LEFT)
    assert desk.only().clock.told_at == desk.now
    assert "told" in case.case.message.text()


def test_only_who_stands_high_enough_has_seen_to_it(case: ComplaintsPage, desk: Desk, qtbot: QtBot) -> None:
    seen = case.case.run.strip.seen_button
    assert not seen.isVisible()
    desk.now += timedelta(hours=13)
    desk.role = Role.SALES
    case.reload()
    assert case.case.run.strip.words().startswith("With the manager since")
    assert not seen.isVisible()
    desk.role = Role.MANAGER
    case.reload()
    qtbot.mouseClick(seen, LEFT)
    asked = dialog()
    text(asked, "case_seen_words").set_text("今晚派人")
    qtbot.mouseClick(child(asked, "case_seen_save"), LEFT)
    row = desk.only().parts.seen[0]
    assert (row.level, row.staff, row.words) == (Escalation.MANAGER, "孙涛", "今晚派人")
    assert case.case.run.strip.words().endswith(": 今晚派人")
    assert not seen.isVisible()


def test_letters_of_clear_are_ticked_and_said(case: ComplaintsPage, desk: Desk, qtbot: QtBot) -> None:
    qtbot.mouseClick(child(case, "clear_l"), LEFT)
    words = one_of(case, LineEdit, "clear_l_words")
    words.setFocus()
    words.setText("听他说了十分钟")
    qtbot.keyClick(words, Key.Key_Return)
    assert [(one.letter, one.staff, one.words) for one in desk.only().parts.clear] == [(Clear.LISTEN, "孙涛", "听他说了十分钟")]
    qtbot.mouseClick(child(case, "clear_l"), LEFT)
    assert desk.only().parts.clear == ()
    assert not words.isVisible()


def test_the_shop_keeps_a_wording_and_puts_it_back(case: ComplaintsPage, desk: Desk, qtbot: QtBot) -> None:
    qtbot.mouseClick(child(case, "phrase_keep"), LEFT)
    asked = dialog()
    text(asked, "own_phrase_en").set_text("{salutation}, thank you for calling. {price}")
    qtbot.mouseClick(child(asked, "own_phrase_save"), LEFT)
    assert asked.isVisible()
    text(asked, "own_phrase_en").set_text("{salutation}, thank you for calling.")
    qtbot.mouseClick(child(asked, "own_phrase_save"), LEFT)
    assert case.case.step.phrase.words() == "张伟, thank you for calling."
    qtbot.mouseClick(child(case, "phrase_keep"), LEFT)
    asked = dialog()
    qtbot.mouseClick(child(asked, "own_phrase_reset"), LEFT)
    qtbot.mouseClick(child(asked, "own_phrase_save"), LEFT)
    assert desk.own.own() == {}
    assert case.case.step.phrase.words() == "Thank you for telling us."


def test_a_wording_that_is_changed_for_the_call_stays_while_news_arrive(case: ComplaintsPage, desk: Desk, qtbot: QtBot) -> None:
    qtbot.mouseClick(child(case, "phrase_change"), LEFT)
    case.case.step.phrase.edit.set_text("谢谢您打电话来")
    desk.log("收费没讲清", customer_id=2)
    assert case.case.step.phrase.words() == "谢谢您打电话来"


def test_what_the_other_one_changed_is_said_and_typing_stays(case: ComplaintsPage, desk: Desk, other: Complaints) -> None:
    case.case.go_to(Step8.ASK)
    child(case, "step_cause").setFocus()
    say("三通阀卡住")
    other.tick(1, Step8.THANK, StepDraft("谢过了"), EMPTY)
    other.note(1, Step8.ASK, StepDraft(liable=LiableParty.MANUFACTURER), EMPTY)
    case.reload()
    assert case.case.news.text() == "李娜 meanwhile: ticked: 1 Say thank you; Liable"
    assert case.case.step.fields.draft() == StepDraft(cause="三通阀卡住", liable=LiableParty.MANUFACTURER)
    case.case.step.tick()
    file = desk.only()
    assert (file.cause, file.liable, desk.asked) == ("三通阀卡住", LiableParty.MANUFACTURER, [])


ANSWERS = [("mine", "我问过了", ""), ("theirs", "她问过了", "她问过了"), (None, "她问过了", "我问过了")]
"""What is answered; which words are saved then, and which stand in the field."""


@pytest.mark.parametrize("told", ANSWERS)
def test_the_same_field_asks_whose_words_hold(
    case: ComplaintsPage, desk: Desk, other: Complaints, told: tuple[str | None, str, str]
) -> None:
    answer, words, shown = told
    case.case.go_to(Step8.ASK)
    say("我问过了")
    other.tick(1, Step8.ASK, StepDraft("她问过了"), EMPTY)
    desk.answers.append(answer)
    case.case.step.tick()
    assert desk.asked == [("Changed by somebody else: 李娜 wrote at this step while you were typing: “她问过了”", 0)]
    assert desk.only().steps[0].words == words
    assert case.case.step.fields.words.text() == shown


def test_own_deeds_and_undo_say_nothing(case: ComplaintsPage, desk: Desk, qtbot: QtBot) -> None:
    qtbot.keyClick(focused(), Key.Key_Return, CTRL)
    desk.history.undo()
    assert case.case.news.text() == ""


def test_the_end_asks_how_content_he_is_and_reopening_says_that_the_clock_goes_on(case: ComplaintsPage, desk: Desk, qtbot: QtBot) -> None:
    desk.finish(1)
    case.case.go_to(Step8.CONFIRM)
    qtbot.mouseClick(child(case, "step_satisfaction_4"), LEFT)
    qtbot.keyClick(focused(), Key.Key_Return, CTRL)
    assert desk.only().satisfaction == 4
    first = desk.only().clock.close_by
    qtbot.mouseClick(child(case, "case_close"), LEFT)
    assert desk.only().state is ComplaintState.CLOSED
    assert not case.case.run.strip.isVisible()
    qtbot.mouseClick(child(case, "case_reopen"), LEFT)
    assert desk.only().clock.close_by == first
    assert "first clock goes on" in case.case.message.text()


@pytest.mark.slow
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("size", [(1366, 690), (1093, 540), (911, 440)])
def test_a_waiting_case_that_went_up_fits(desk: Desk, window: MainWindow, qtbot: QtBot, size: tuple[int, int], language: str) -> None:
    window.resize(*size)
    page = open_page(desk, window, translator(language))
    one = desk.log()
    desk.waiting.pause(one, WaitFor.FACTORY, "三通阀缺货，厂家说两周后才到，已经催过三次" * 2, desk.now.date() + timedelta(days=9))
    desk.now += timedelta(days=20)
    page.open_record(one)
    strip = page.case.run.strip
    qtbot.waitUntil(lambda: clipped(page) == [])
    assert strip.height() <= strip.told_button.height() + 2
    assert nameless(page) == []
    assert low_contrast(strip) == []
    assert page.case.step.tick_button.isVisible()
    page.case.run.strip.set_tiny(True)
    assert not strip.isVisible()
    assert [item.name for item in page.case.run.menu()] == ["menu_run_seen", "menu_run_resume", "menu_run_again", "menu_run_told"]

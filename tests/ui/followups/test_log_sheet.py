"""A call is logged in a few keys, from anywhere, and never lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dealer_crm.domain.customers import IntentLevel
from dealer_crm.domain.followups import Attitude, NextChip, Outcome, Way
from dealer_crm.domain.questions import known_text
from dealer_crm.services.drafts import KIND_FOLLOW_UP
from dealer_crm.services.facts import Verifications
from dealer_crm.services.followups import Proposal
from dealer_crm.services.questions import Asking
from dealer_crm.ui.customers.page import CustomersPage
from dealer_crm.ui.followups.log_sheet import LogDoors, LogSheet
from dealer_crm.ui.shell import MainWindow
from tests.ui.customers.rig import TODAY, Shop, child, focused

Key, LEFT, CTRL = Qt.Key, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def doors(shop: Shop, page: CustomersPage) -> LogDoors:
    """The doors that the wiring makes once."""
    return LogDoors(shop.followups.log, shop.list.find, shop.row, page.next_after, shop.drafts, shop.clock)


def opened(window: MainWindow, doors: LogDoors, customer_id: int = 0, words: str = "") -> LogSheet:
    sheet = LogSheet(window.prompts._t, doors, customer_id, words)  # noqa: SLF001 - the translator of the window
    window.show_sheet(sheet)
    return sheet


def say(qtbot: QtBot, sheet: LogSheet, words: str) -> None:
    assert focused(qtbot, sheet.words)
    qtbot.keyClicks(sheet.words, words)


def test_words_and_one_key_log_the_usual_call(shop: Shop, doors: LogDoors, window: MainWindow, qtbot: QtBot) -> None:
    shop.now += timedelta(minutes=1)
    sheet = opened(window, doors, 1)
    say(qtbot, sheet, "agreed, too dear by 500")
    with qtbot.waitSignal(sheet.logged) as told:
        qtbot.keyClick(sheet.words, Key.Key_Return, CTRL)
    assert told.args == [1]
    file = shop.pages.open(1)
    event = file.timeline[0]
    assert (event.way, event.outcome, event.words) == (Way.PHONE, Outcome.REACHED, "agreed, too dear by 500")
    assert file.line.next_on == TODAY + timedelta(days=3)
    assert window.sheet() is None
    assert shop.drafts.all() == []


def test_nobody_chosen_is_found_and_picked_first(shop: Shop, doors: LogDoors, window: MainWindow, qtbot: QtBot) -> None:
    sheet = opened(window, doors)
    assert focused(qtbot, sheet.who.field)
    qtbot.keyClicks(sheet.who.field, "wf")
    qtbot.keyClick(sheet.who.field, Key.Key_Return)
    say(qtbot, sheet, "hello")
    qtbot.keyClick(sheet.words, Key.Key_Return, CTRL)
    assert shop.list.rows([1])[0].last_words == "hello"


def test_save_without_customer_asks_for_one(shop: Shop, doors: LogDoors, window: MainWindow, qtbot: QtBot) -> None:
    sheet = opened(window, doors, 0, "typed in the quick line")
    qtbot.mouseClick(sheet.save_button, LEFT)
    assert sheet.message.text() == "Choose the customer first."
    qtbot.keyClicks(sheet.who.field, "0376")
    qtbot.keyClick(sheet.who.field, Key.Key_Return)
    assert sheet.words.text() == "typed in the quick line"
    qtbot.mouseClick(sheet.save_button, LEFT)
    assert shop.list.rows([2])[0].last_words == "typed in the quick line"


def test_every_choice_is_saved(shop: Shop, doors: LogDoors, window: MainWindow, qtbot: QtBot) -> None:
    shop.now += timedelta(minutes=1)
    sheet = opened(window, doors, 4)
    for name in ("log_way_visit", "log_outcome_refused", "log_attitude_not_interested", "log_next_chip_date"):
        qtbot.mouseClick(child(sheet, name), LEFT)
    qtbot.keyClicks(child(sheet, "log_next_day_text"), "+40")
    qtbot.keyClicks(child(sheet, "log_next_purpose"), "season")
    qtbot.mouseClick(sheet.save_button, LEFT)
    file = shop.pages.open(4)
    event = file.timeline[0]
    assert (event.way, event.outcome, event.attitude) == (Way.VISIT, Outcome.REFUSED, Attitude.NOT_INTERESTED)
    assert (file.line.next_on, file.line.next_purpose) == (TODAY + timedelta(days=40), "season")


def test_no_answer_needs_no_words_and_has_no_attitude(shop: Shop, doors: LogDoors, window: MainWindow, qtbot: QtBot) -> None:
    sheet = opened(window, doors, 4)
    qtbot.mouseClick(child(sheet, "log_attitude_interested"), LEFT)
    qtbot.mouseClick(child(sheet, "log_outcome_no_answer"), LEFT)
    assert not sheet.attitude.isVisible()
    assert sheet.draft().attitude is None
    qtbot.mouseClick(sheet.save_button, LEFT)
    assert shop.list.rows([4])[0].next_on == TODAY + timedelta(days=3)


def test_reached_without_words_is_refused(shop: Shop, doors: LogDoors, window: MainWindow, qtbot: QtBot) -> None:
    sheet = opened(window, doors, 4)
    qtbot.keyClick(sheet.words, Key.Key_Return, CTRL)
    assert child(sheet, "note_words").property("text") == "Write in a few words what the customer said."
    assert shop.list.rows([4])[0].last_at is None


def test_no_further_contact_needs_a_reason(shop: Shop, doors: LogDoors, window: MainWindow, qtbot: QtBot) -> None:
    sheet = opened(window, doors, 1)
    say(qtbot, sheet, "bought elsewhere")
    qtbot.mouseClick(child(sheet, "log_next_chip_none"), LEFT)
    qtbot.keyClick(sheet.words, Key.Key_Return, CTRL)
    assert "say why there is none" in child(sheet, "note_next").property("text")
    qtbot.keyClicks(child(sheet, "log_next_reason"), "lost")
    qtbot.mouseClick(sheet.save_button, LEFT)
    assert shop.list.rows([1])[0].next_on is None


def test_missing_day_is_asked_for(shop: Shop, doors: LogDoors, window: MainWindow, qtbot: QtBot) -> None:
    sheet = opened(window, doors, 1)
    say(qtbot, sheet, "x")
    qtbot.mouseClick(child(sheet, "log_next_chip_date"), LEFT)
    qtbot.mouseClick(sheet.save_button, LEFT)
    assert child(sheet, "note_next").property("text") == "Choose the day, or another chip."


def test_two_dots_bring_the_last_words(shop: Shop, doors: LogDoors, window: MainWindow, qtbot: QtBot) -> None:
    sheet = opened(window, doors, 1)
    say(qtbot, sheet, "price sent")
    qtbot.keyClick(sheet.words, Key.Key_Return, CTRL)
    sheet = opened(window, doors, 2)
    say(qtbot, sheet, "..")
    assert sheet.words.text() == "price sent"


def test_escape_keeps_what_was_typed(shop: Shop, doors: LogDoors, window: MainWindow, qtbot: QtBot) -> None:
    sheet = opened(window, doors, 1)
    say(qtbot, sheet, "half a")
    qtbot.mouseClick(child(sheet, "log_next_chip_month"), LEFT)
    qtbot.keyClick(sheet.words, Key.Key_Escape)
    assert window.sheet() is None
    assert [(row.kind, row.key, row.title) for row in shop.drafts.all()] == [(KIND_FOLLOW_UP, "1", "王芳")]
    sheet = opened(window, doors, 1)
    assert sheet.words.text() == "half a"
    assert sheet.next.plan().day == TODAY.replace(month=12)


def test_words_without_a_customer_wait_for_one(shop: Shop, doors: LogDoors, window: MainWindow, qtbot: QtBot) -> None:
    sheet = opened(window, doors)
    sheet.words.setFocus()
    say(qtbot, sheet, "called back")
    qtbot.keyClick(sheet.words, Key.Key_Escape)
    assert [(row.key, row.title) for row in shop.drafts.all()] == [("new-call", "called back")]
    sheet = opened(window, doors)
    assert sheet.words.text() == "called back"
    sheet.who.field.setFocus()
    qtbot.keyClicks(sheet.who.field, "wf")
    qtbot.keyClick(sheet.who.field, Key.Key_Return)
    assert sheet.words.text() == "called back"
    qtbot.keyClick(sheet.words, Key.Key_Escape)
    assert [(row.key, row.title) for row in shop.drafts.all()] == [("1", "王芳")]


def test_draft_is_written_after_a_moment(shop: Shop, doors: LogDoors, window: MainWindow, qtbot: QtBot) -> None:
    sheet = opened(window, doors, 1)
    say(qtbot, sheet, "kill me")
    qtbot.waitUntil(lambda: shop.drafts.load(KIND_FOLLOW_UP, "1") is not None, timeout=3000)


def test_untouched_sheet_leaves_nothing(shop: Shop, doors: LogDoors, window: MainWindow, qtbot: QtBot) -> None:
    sheet = opened(window, doors, 1)
    qtbot.mouseClick(sheet.later_button, LEFT)
    assert shop.drafts.all() == []


def test_next_one_follows_the_list(shop: Shop, doors: LogDoors, window: MainWindow, qtbot: QtBot) -> None:
    sheet = opened(window, doors, 1)
    say(qtbot, sheet, "first")
    qtbot.mouseClick(sheet.next_button, LEFT)
    assert sheet.customer_id() == 2
    assert sheet.words.text() == ""
    say(qtbot, sheet, "second")
    qtbot.keyClick(sheet.words, Key.Key_PageDown, CTRL)
    assert [shop.list.rows([one])[0].last_words for one in (1, 2)] == ["first", "second"]


def test_refusal_of_the_store_keeps_the_sheet(shop: Shop, doors: LogDoors, window: MainWindow, qtbot: QtBot) -> None:
    sheet = opened(window, doors, 1)
    say(qtbot, sheet, "x")
    shop.customers.delete(1)
    qtbot.mouseClick(sheet.save_button, LEFT)
    assert "not in the file any more" in sheet.message.text()
    assert sheet.words.text() == "x"


def test_enter_walks_from_words_to_save(shop: Shop, doors: LogDoors, window: MainWindow, qtbot: QtBot) -> None:
    sheet = opened(window, doors, 1)
    assert focused(qtbot, sheet.words)
    sheet.outcome.setFocus()
    qtbot.keyClick(window.focusWidget(), Key.Key_Return)
    qtbot.keyClick(window.focusWidget(), Key.Key_Return)
    assert focused(qtbot, sheet.words)


def test_rhythm_of_the_level_is_the_first_chip_and_chosen(shop: Shop, doors: LogDoors, window: MainWindow, qtbot: QtBot) -> None:
    proposal = Proposal(TODAY + timedelta(days=4), IntentLevel.A, 4)
    sheet = opened(window, replace(doors, proposed=lambda _id: proposal), 1)
    assert (sheet.next.plan().chip, sheet.next.plan().day) == (NextChip.RHYTHM, proposal.due_on)
    assert sheet.next.chips.buttons()[0].accessibleName() == "A: every 4 d"
    say(qtbot, sheet, "agreed")
    qtbot.keyClick(sheet.words, Key.Key_Return, CTRL)
    assert shop.pages.open(1).line.next_on == proposal.due_on


def test_an_appointment_has_a_way_and_a_time(shop: Shop, doors: LogDoors, window: MainWindow, qtbot: QtBot) -> None:
    sheet = opened(window, doors, 1)
    assert not sheet.next.slot.isVisible()
    sheet.next.way.set_value(Way.SURVEY)
    sheet.next.way.picked.emit(Way.SURVEY)
    assert focused(qtbot, sheet.next.slot)
    qtbot.keyClicks(sheet.next.slot, "10:00")
    assert (sheet.draft().next_way, sheet.draft().next_slot) == (Way.SURVEY, "10:00")
    sheet.next.way.set_value(Way.PHONE)
    assert sheet.draft().next_slot == ""


def test_who_is_left_in_peace_needs_a_reason(shop: Shop, doors: LogDoors, window: MainWindow, qtbot: QtBot) -> None:
    sheet = opened(window, doors, 1)
    say(qtbot, sheet, "bought elsewhere")
    qtbot.mouseClick(child(sheet, "log_next_chip_none"), LEFT)
    qtbot.keyClick(sheet.words, Key.Key_Return, CTRL)
    assert window.sheet() is sheet
    qtbot.keyClicks(sheet.next.reason, "bought elsewhere")
    qtbot.keyClick(sheet.words, Key.Key_Return, CTRL)
    assert shop.list.rows([1])[0].at_peace


def test_what_was_asked_is_saved_with_the_call_and_costs_no_key_unasked(
    shop: Shop, doors: LogDoors, window: MainWindow, qtbot: QtBot
) -> None:
    asking = Asking(shop.db, shop.clock)
    sheet = opened(window, replace(doors, questions=asking.of), 1)
    first = asking.of(1)[0]
    assert [fact.question.code for fact in sheet.asked.facts] == [one.code for one in asking.of(1)]
    say(qtbot, sheet, "talked")
    qtbot.keyClick(sheet.words, Key.Key_Tab)
    assert not sheet.asked.isAncestorOf(window.focusWidget())
    sheet.asked.start(1)
    choice = sheet.asked.facts[0].choice
    assert choice is not None
    assert focused(qtbot, choice)
    qtbot.keyClick(choice, Key.Key_Down)
    value = sheet.asked.facts[0].value()
    qtbot.keyClick(choice, Key.Key_Return)
    qtbot.mouseClick(sheet.save_button, LEFT)
    assert value
    assert known_text(shop.customers.draft(1)[0], first.code) == value
    assert Verifications(shop.db).of(1) == {first.code: TODAY}


def test_nobody_is_asked_who_was_not_reached(shop: Shop, doors: LogDoors, window: MainWindow, qtbot: QtBot) -> None:
    sheet = opened(window, replace(doors, questions=Asking(shop.db, shop.clock).of, care_notes=lambda _one: "mind the dog"), 1)
    assert sheet.care.words() == "mind the dog"
    assert sheet.asked.isVisible()
    sheet.asked.facts[0].set_value("x")
    qtbot.mouseClick(child(sheet, "log_outcome_no_answer"), LEFT)
    assert not sheet.asked.isVisible()
    assert sheet.asked.answers() == ()

"""The phone rings: two keys to the history, three to a new file."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dealer_crm.i18n import Translator
from dealer_crm.ui.caller.card import CallerCard, CallerDoors
from dealer_crm.ui.customers.page import CustomersPage
from dealer_crm.ui.shell import MainWindow
from dealer_crm.ui.widgets import Button
from tests.ui.customers.rig import TODAY, Shop, child, focused

Key, LEFT, CTRL = Qt.Key, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def card(t: Translator, shop: Shop, page: CustomersPage, window: MainWindow, qtbot: QtBot) -> CallerCard:
    """The card, opened by F9 as the wiring does."""
    card = CallerCard(t, CallerDoors(shop.list.find, shop.pages.open, shop.followups.log, shop.drafts, shop.clock), window)
    card.new_requested.connect(page.new_customer)
    card.open_requested.connect(page.open_record)
    window.bind("caller", card.ask)
    window.bind("new_customer", page.new_customer)
    qtbot.keyClick(window, Key.Key_F9)
    assert focused(qtbot, card.field)
    return card


def test_number_shows_the_history_at_once(card: CallerCard, shop: Shop, qtbot: QtBot) -> None:
    shop.call(1, "看样机想要白色", TODAY + timedelta(days=2))
    draft, version = shop.customers.draft(1)
    shop.customers.edit(1, replace(draft, care_notes="听力不好"), version)
    qtbot.keyClicks(card.field, "14200000911")
    qtbot.waitUntil(card.contacts.isVisible)
    assert [row.name for row in card.hits.rows()] == ["王芳"]
    assert card.hits.model().index(0, 0).data().endswith("Same number")
    assert card.contacts.texts() == ["看样机想要白色"]
    assert card.care.words() == "听力不好"
    assert child(card, "caller_next").accessibleName() == "Next step Fri 20 Nov"


@pytest.mark.parametrize(
    ("query", "reason"),
    [("0911", "Last digits"), ("0000 09", "Digits within"), ("王", "Name"), ("wf", "By sound"), ("1502", "Address")],
)
def test_each_hit_says_why(card: CallerCard, qtbot: QtBot, query: str, reason: str) -> None:
    card.field.setText(query)
    card.search()
    assert card.hits.rows()[0].name == "王芳"
    assert card.hits.model().index(0, 0).data().endswith(reason)


def test_enter_opens_the_file(card: CallerCard, page: CustomersPage, qtbot: QtBot) -> None:
    qtbot.keyClicks(card.field, "0376")
    qtbot.keyClick(card.field, Key.Key_Return)
    assert page.file.customer_id() == 2
    assert not card.isVisible()


def test_arrows_choose_among_hits(card: CallerCard, page: CustomersPage, qtbot: QtBot) -> None:
    qtbot.keyClicks(card.field, "142")
    qtbot.waitUntil(lambda: len(card.hits.rows()) == 4)
    qtbot.keyClick(card.field, Key.Key_Down)
    second = card.hits.rows()[1]
    assert child(card, "caller_name").property("text") == second.name
    qtbot.mouseClick(card.open_button, LEFT)
    assert page.file.customer_id() == second.id


def test_unknown_number_becomes_a_file_with_one_key(card: CallerCard, page: CustomersPage, qtbot: QtBot) -> None:
    qtbot.keyClicks(card.field, "13900008888")
    qtbot.waitUntil(lambda: "Nobody in the files" in card.nobody.text())
    qtbot.keyClick(card.field, Key.Key_F3)
    assert page.shows_form()
    assert page.form.fields.phones.value()[0].number == "139 0000 8888"


def test_unknown_name_is_kept_as_name(card: CallerCard, page: CustomersPage, qtbot: QtBot) -> None:
    card.field.setText("赵六")
    qtbot.mouseClick(card.new_button, LEFT)
    assert page.form.fields.draft().name == "赵六"


def test_note_is_logged_without_leaving(card: CallerCard, shop: Shop, qtbot: QtBot) -> None:
    qtbot.keyClicks(card.field, "0263")
    qtbot.waitUntil(card.quick.isVisible)
    card.quick.field.setFocus()
    qtbot.keyClicks(card.quick.field, "asks for the price")
    qtbot.keyClick(card.quick.field, Key.Key_Return, CTRL)
    row = shop.list.rows([3])[0]
    assert (row.last_words, row.next_on) == ("asks for the price", TODAY + timedelta(days=8))
    assert card.isVisible()
    assert card.contacts.texts() == ["asks for the price"]


def test_note_without_a_next_day_goes_to_the_sheet(card: CallerCard, qtbot: QtBot) -> None:
    qtbot.keyClicks(card.field, "0911")
    qtbot.waitUntil(card.quick.isVisible)
    qtbot.keyClicks(card.quick.field, "later")
    with qtbot.waitSignal(card.log_requested) as told:
        qtbot.keyClick(card.quick.field, Key.Key_Return)
    assert told.args == [1, "later"]


def test_f4_asks_for_the_sheet(card: CallerCard, qtbot: QtBot) -> None:
    qtbot.keyClicks(card.field, "0911")
    with qtbot.waitSignal(card.log_requested) as told:
        qtbot.keyClick(card.field, Key.Key_F4)
    assert told.args == [1, ""]


def test_unfinished_note_is_kept_when_the_card_closes(card: CallerCard, shop: Shop, qtbot: QtBot) -> None:
    qtbot.keyClicks(card.field, "0911")
    qtbot.waitUntil(card.quick.isVisible)
    qtbot.keyClicks(card.quick.field, "half")
    qtbot.keyClick(card.quick.field, Key.Key_Escape)
    assert not card.isVisible()
    assert [row.key for row in shop.drafts.all()] == ["quick-1"]


def test_closes_by_mouse(card: CallerCard, qtbot: QtBot) -> None:
    qtbot.mouseClick(child(card, "caller_close", Button), LEFT)
    assert card.isHidden()


def test_f9_again_starts_anew(card: CallerCard, window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClicks(card.field, "0911")
    qtbot.keyClick(card.field, Key.Key_F9)
    assert card.field.selectedText() == "0911"
    qtbot.keyClick(card.field, Key.Key_Escape)
    qtbot.keyClick(window, Key.Key_F9)
    assert card.field.text() == ""


@pytest.mark.parametrize(("query", "asked"), [("14200000911", (1, "")), ("13900000000", (0, "13900000000")), ("孙", (0, ""))])
def test_complaint_is_taken_of_who_is_known_or_of_the_number(card: CallerCard, qtbot: QtBot, query: str, asked: tuple[int, str]) -> None:
    card.field.setText(query)
    card.search()
    with qtbot.waitSignal(card.complaint_requested) as told:
        qtbot.mouseClick(card.complaint_button, Qt.MouseButton.LeftButton)
    assert tuple(told.args or ()) == asked
    assert card.isHidden()

"""A quote is typed by keyboard, given, changed in a new version, compared, and made an order."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from dealer_crm.domain.orders import LineDraft, LineGroup
from dealer_crm.domain.quotes import QuoteDraft, QuoteState
from dealer_crm.services.drafts import KIND_QUOTE
from dealer_crm.ui.orders.room import CustomersRoom
from dealer_crm.ui.quotes.compare_dialog import CompareDialog
from dealer_crm.ui.quotes.page import QuotePage
from dealer_crm.ui.shell import MainWindow
from tests.ui.orders.rig import press, write
from tests.ui.quotes.rig import QuoteShop
from tests.ui.scripted import ScriptedPrompts

ENTER, ESC, F8, F12 = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_F8, Qt.Key.Key_F12
AC = LineDraft(name="多联外机", unit="台", price=1_680_000, group=LineGroup.UNITS)
PIPE = LineDraft(name="铜管", unit="米", quantity=40_000, price=6_800, group=LineGroup.PIPES)


def given(shop: QuoteShop, room: CustomersRoom, window: MainWindow) -> QuotePage:
    """Open a quote that the customer has."""
    shop.quotes.create(QuoteDraft(1, (AC, PIPE), expectations="不吵"))
    shop.quotes.give(1)
    window.go("customers", "quote-1")
    page = room.quote_page()
    assert isinstance(page, QuotePage)
    return page


def test_typed_by_keyboard_given_and_made_an_order(
    page: QuotePage, room: CustomersRoom, shop: QuoteShop, window: MainWindow, qtbot: QtBot
) -> None:
    write(qtbot, "v120")
    press(qtbot, ENTER)
    write(qtbot, "2")
    press(qtbot, ENTER, F8)
    file = shop.quotes.open(1)
    assert [(line.name, line.quantity, line.group) for line in file.last.draft.lines] == [("多联外机", 2000, LineGroup.UNITS)]
    assert (file.last.draft.premises_id, file.last.draft.area, file.last.draft.valid_days) == (1, 118_500, 15)
    assert file.last.draft.included.startswith("Included")
    assert page.sheet.sums.value("total") == "¥33,600.00"
    assert not shop.drafts.all()
    qtbot.mouseClick(page.sheet.give_button, Qt.MouseButton.LeftButton)
    assert shop.quotes.open(1).state is QuoteState.GIVEN
    assert page.is_locked()
    assert page.sheet.save_button.isHidden()
    page.sheet.grid.setFocus()
    press(qtbot, F12)
    order = shop.orders.open(1)
    assert order.totals.total == 3_360_000
    assert room.order_page() is not None
    assert shop.quotes.open(1).order_number == order.number


def test_words_that_promise_too_much_are_told_and_stay(page: QuotePage, shop: QuoteShop) -> None:
    fields = page.sheet.fields
    fields.texts["expectations"].setFocus()
    fields.texts["expectations"].insertPlainText("保证终身不漏水")
    note = fields.grid.row("expectations").note.text()  # type: ignore[union-attr]
    assert "“保证”" in note
    assert "as agreed in the contract" in note
    page.sheet.lines.show_lines((AC,))
    assert page.keep()
    assert shop.quotes.open(1).last.draft.expectations == "保证终身不漏水"


def test_a_new_version_is_changed_and_compared(shop: QuoteShop, room: CustomersRoom, window: MainWindow) -> None:
    page = given(shop, room, window)
    page.deeds.new_version()
    assert (page.shown.position if page.shown else 0, page.is_locked()) == (2, False)
    page.sheet.lines.show_lines((*page.sheet.lines.lines()[:1], LineDraft(name="安装", price=50_000, group=LineGroup.LABOUR)))
    page.deeds.compare()
    dialog = page.findChild(CompareDialog)
    assert dialog is not None
    assert "¥19,520.00 → ¥17,300.00, difference -¥2,220.00" in dialog.sums.text()
    assert "1 line stayed the same" in dialog.sums.text()
    dialog.reject()
    page.sheet.head.version_chosen.emit(1)
    assert page.is_locked()
    assert [line.name for line in page.sheet.lines.lines()] == ["多联外机", "铜管"]
    shop.prompts = ScriptedPrompts([False])
    page.deeds.accept()
    assert "This is version 1, not the newest one." in shop.prompts.asked[0][1]
    assert shop.quotes.open(1).open


def test_what_ran_out_says_so_and_is_asked_about(shop: QuoteShop, room: CustomersRoom, window: MainWindow) -> None:
    shop.quotes.create(QuoteDraft(1, (AC,), quoted_on=shop.clock().date().replace(year=2020)))
    shop.quotes.give(1)
    window.go("customers", "quote-1")
    page = room.quote_page()
    assert isinstance(page, QuotePage)
    chip = page.sheet.head.chip.chip()
    assert chip is not None
    assert "Run out on" in chip.text
    shop.prompts = ScriptedPrompts([True])
    page.deeds.accept()
    assert "It ran out on 2020" in shop.prompts.asked[0][1]
    assert shop.orders.open(1).totals.total == 1_680_000


def test_declined_with_a_reason_and_taken_up_again(shop: QuoteShop, room: CustomersRoom, window: MainWindow) -> None:
    page = given(shop, room, window)
    shop.prompts = ScriptedPrompts(["价格高"])
    page.deeds.decline()
    assert shop.quotes.open(1).decline_reason == "价格高"
    assert page.sheet.accept_button.isHidden()
    page.deeds.reopen()
    assert shop.quotes.open(1).state is QuoteState.GIVEN


def test_what_was_typed_waits_as_a_draft(page: QuotePage, room: CustomersRoom, shop: QuoteShop, qtbot: QtBot) -> None:
    write(qtbot, "v120")
    press(qtbot, ENTER)
    press(qtbot, ESC, ESC)
    assert [(row.kind, row.title) for row in shop.drafts.all()] == [(KIND_QUOTE, "王芳")]
    assert room.quote_page() is None
    room.host.drafts.resume_requested.emit(KIND_QUOTE, shop.drafts.all()[0].key)
    again = room.quote_page()
    assert isinstance(again, QuotePage)
    assert again.sheet.lines.lines()[0].name == "多联外机"
    again.discard()
    assert not shop.drafts.all()


@pytest.mark.parametrize("chosen", ["mine", "theirs"])
def test_somebody_saved_meanwhile(chosen: str, shop: QuoteShop, room: CustomersRoom, window: MainWindow) -> None:
    shop.quotes.create(QuoteDraft(1, (AC,)))
    window.go("customers", "quote-1")
    page = room.quote_page()
    assert isinstance(page, QuotePage)
    page.sheet.lines.show_lines((AC, PIPE))
    file = shop.quotes.open(1)
    shop.quotes.edit(file.last.id, replace(file.last.draft, note="theirs"), file.last.stamp)
    shop.prompts = ScriptedPrompts([chosen])
    assert page.keep()
    draft = shop.quotes.open(1).last.draft
    assert (len(draft.lines), draft.note) == ((2, "") if chosen == "mine" else (1, "theirs"))


def test_text_for_a_message(shop: QuoteShop, room: CustomersRoom, window: MainWindow) -> None:
    page = given(shop, room, window)
    page.deeds.copy_text()
    text = QGuiApplication.clipboard().text()
    assert "To pay: ¥19,520.00" in text
    assert "Units ¥16,800.00" in text

"""Money, invoices, promises and the cancel are done from the page of an order, each an undoable step."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from dealer_crm.domain.invoices import InvoiceDraft
from dealer_crm.domain.orders import LineDraft, OrderDraft, OrderState, PayWay
from dealer_crm.domain.pay_plan import PayKind
from dealer_crm.domain.promises import PromiseDraft, PromiseState
from dealer_crm.ui.orders.page import OrderPage
from dealer_crm.ui.orders.room import CustomersRoom
from dealer_crm.ui.shell import MainWindow
from tests.ui.customers.rig import child
from tests.ui.orders.rig import CTRL, OrderShop, focus, press, write
from tests.ui.scripted import ScriptedPrompts

F8 = Qt.Key.Key_F8
ORDER = OrderDraft(
    1, (LineDraft(name="净水器", price=300_000),), promises=(PromiseDraft("送滤芯", date(2026, 12, 1)), PromiseDraft("开票"))
)


@pytest.fixture
def sold(room: CustomersRoom, shop: OrderShop, window: MainWindow) -> OrderPage:
    """The page of a confirmed order of ¥3,000.00."""
    shop.orders.create(ORDER)
    shop.orders.confirm(1)
    window.go("customers", "order-1")
    page = room.order_page()
    assert page is not None
    return page


def dialog(qtbot: QtBot, page: OrderPage, name: str) -> QDialog:
    """Wait for a dialog."""
    qtbot.waitUntil(lambda: any(one.isVisible() and one.isAncestorOf(focus()) for one in page.findChildren(QDialog, name)))
    return next(one for one in page.findChildren(QDialog, name) if one.isVisible())


def click(qtbot: QtBot, page: OrderPage, name: str) -> None:
    """Press a button once it is there."""
    qtbot.waitUntil(lambda: any(one.isVisible() for one in page.findChildren(QWidget, name)))
    qtbot.mouseClick(child(page, name), Qt.MouseButton.LeftButton)


def test_earnest_money_above_a_fifth_is_split(sold: OrderPage, shop: OrderShop, qtbot: QtBot) -> None:
    press(qtbot, Qt.Key.Key_M, mod=CTRL)
    shown = dialog(qtbot, sold, "payment_dialog")
    amount = child(shown, "field_amount")
    assert amount.text() == "600.00"  # type: ignore[attr-defined]
    amount.setFocus()
    amount.selectAll()  # type: ignore[attr-defined]
    write(qtbot, "1000")
    press(qtbot, F8)
    assert "¥600.00" in child(shown, "payment_dialog_message_text").text()  # type: ignore[attr-defined]
    qtbot.mouseClick(child(shown, "payment_dialog_message_action"), Qt.MouseButton.LeftButton)
    paid = shop.orders.open(1).payments
    assert [(row.kind, row.amount) for row in paid] == [(PayKind.EARNEST_MONEY, 60_000), (PayKind.PREPAYMENT, 40_000)]
    assert sold.sheet.sums.value("owed") == "¥2,000.00"
    shop.history.undo()
    assert shop.orders.open(1).payments == ()


def test_cash_of_the_installer_is_handed_in_and_a_slip_taken_out(sold: OrderPage, shop: OrderShop, qtbot: QtBot) -> None:
    sold.deeds.receive()
    shown = dialog(qtbot, sold, "payment_dialog")
    shown.way.set_value(PayWay.CASH)  # type: ignore[attr-defined]
    shown.way.changed.emit(PayWay.CASH)  # type: ignore[attr-defined]
    shown.staff.set_value(1)  # type: ignore[attr-defined]
    shown.staff.picked.emit(1)  # type: ignore[attr-defined]
    assert shown.stays.isChecked()  # type: ignore[attr-defined]
    press(qtbot, F8)
    assert shop.orders.open(1).payments[0].handed_in_on is None
    click(qtbot, sold, "payment_check_1")
    assert shop.orders.open(1).payments[0].handed_in_on is not None
    click(qtbot, sold, "payment_trash_1")
    assert not shop.orders.open(1).payments
    shop.history.undo()
    assert len(shop.orders.open(1).payments) == 1


def test_invoice_is_asked_and_issued(sold: OrderPage, shop: OrderShop, qtbot: QtBot) -> None:
    sold.deeds.ask_invoice()
    dialog(qtbot, sold, "invoice_dialog")
    press(qtbot, F8)
    row = shop.orders.open(1).invoices[0]
    assert (row.title, row.amount, row.issued_on) == ("王芳", 300_000, None)
    click(qtbot, sold, "invoice_edit_1")
    shown = dialog(qtbot, sold, "invoice_dialog")
    child(shown, "field_issued_on_text").setFocus()
    write(qtbot, "1130")
    press(qtbot, F8)
    assert shown.isVisible()
    child(shown, "field_invoice_number").setFocus()
    write(qtbot, "26322")
    press(qtbot, F8)
    assert shop.orders.open(1).invoices[0].issued_on == date(2026, 11, 30)


def test_second_saver_of_an_invoice_keeps_what_the_first_entered(sold: OrderPage, shop: OrderShop, qtbot: QtBot) -> None:
    sold.deeds.ask_invoice()
    dialog(qtbot, sold, "invoice_dialog")
    press(qtbot, F8)
    row = shop.orders.open(1).invoices[0]
    click(qtbot, sold, "invoice_edit_1")
    shown = dialog(qtbot, sold, "invoice_dialog")
    child(shown, "field_invoice_note").setProperty("text", "寄到公司")
    theirs = InvoiceDraft(1, row.title, "91310000MA1", row.amount, row.asked_on, row.number, row.issued_on, row.note)
    shop.invoices.edit(row.id, theirs, row.version)
    press(qtbot, F8)
    saved = shop.orders.open(1).invoices[0]
    assert (saved.tax_number, saved.note) == ("91310000MA1", "寄到公司")


def test_promises_are_kept_and_broken(sold: OrderPage, shop: OrderShop, qtbot: QtBot) -> None:
    qtbot.mouseClick(sold.findChildren(QWidget, "promise_keep")[0], Qt.MouseButton.LeftButton)
    assert [one.state for one in shop.orders.open(1).promises] == [PromiseState.KEPT, PromiseState.OPEN]
    qtbot.waitUntil(lambda: sum(one.isVisible() for one in sold.findChildren(QWidget, "promise_break")) == 1)
    shop.prompts = ScriptedPrompts(["缺货"])
    qtbot.mouseClick(child(sold, "promise_break"), Qt.MouseButton.LeftButton)
    assert shop.orders.open(1).promises[1].state is PromiseState.BROKEN


def test_cancel_keeps_what_is_typed_tells_first_and_wants_a_reason(sold: OrderPage, shop: OrderShop, qtbot: QtBot) -> None:
    sold.sheet.fields.note.setFocus()
    write(qtbot, "押金退了")
    sold.deeds.cancel()
    shown = dialog(qtbot, sold, "cancel_dialog")
    told = child(shown, "cancel_effects").text()  # type: ignore[attr-defined]
    assert "¥3,000.00" in told
    assert "送滤芯" in told
    press(qtbot, F8)
    assert shown.isVisible()
    child(shown, "field_cancel_reason").setFocus()
    write(qtbot, "不装了")
    press(qtbot, F8)
    assert sold.file is not None
    assert (sold.file.state, sold.file.cancel_reason, sold.file.draft.note) == (OrderState.CANCELLED, "不装了", "押金退了")
    assert not sold.sheet.save_button.isVisible()
    shop.history.undo()
    assert shop.orders.open(1).state is OrderState.CONFIRMED
    assert sold.sheet.save_button.isVisible()


def test_delivery_is_asked_for(sold: OrderPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(sold.deliver_requested) as asked:
        qtbot.mouseClick(child(sold, "order_deliver"), Qt.MouseButton.LeftButton)
    assert asked.args == [1]


def test_order_that_was_undone_is_left(sold: OrderPage, room: CustomersRoom, shop: OrderShop) -> None:
    shop.history.undo()
    assert room.order_page() is not None
    shop.history.undo()
    assert room.order_page() is None

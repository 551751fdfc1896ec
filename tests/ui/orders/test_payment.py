"""The dialog of money: what two clerks take at once, and more than is open, is said once and then taken as it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from dealer_crm.domain.orders import LineDraft, OrderDraft
from dealer_crm.domain.pay_plan import PayKind
from dealer_crm.domain.payments import PaymentDraft
from dealer_crm.ui.orders.payment_dialog import PaymentDialog
from dealer_crm.ui.orders.room import CustomersRoom
from dealer_crm.ui.shell import MainWindow
from tests.ui.orders.rig import OrderShop


@pytest.fixture
def take(shop: OrderShop, room: CustomersRoom, window: MainWindow, qtbot: QtBot) -> Callable[[int], PaymentDialog]:
    """Open the dialog on an order of 2,680, with an amount typed."""
    order_id = shop.orders.create(OrderDraft(1, (LineDraft(name="净水器", price=268_000),)))
    shop.orders.confirm(order_id)
    window.go("customers", f"order-{order_id}")

    def opened(amount: int) -> PaymentDialog:
        page = room.order_page()
        assert page is not None
        qtbot.waitUntil(lambda: page.file is not None)
        page.deeds.receive()
        dialog = page.findChild(PaymentDialog)
        assert dialog is not None
        dialog.kind.set_value(PayKind.PROGRESS)
        dialog.amount.set_value(amount)
        return dialog

    return opened


def test_second_press_takes_money_though_a_colleague_took_some_meanwhile(take: Callable[[int], PaymentDialog], shop: OrderShop) -> None:
    dialog = take(100_000)
    shop.payments.receive(PaymentDraft(1, 50_000, PayKind.PROGRESS, order_id=1))
    dialog.accept()
    assert "500.00" in dialog.message.text()
    assert shop.orders.open(1).totals.paid == 50_000
    assert dialog.isVisible()
    dialog.accept()
    assert shop.orders.open(1).totals.paid == 150_000


def test_more_than_is_open_is_asked_about_and_asked_again_of_another_amount(
    take: Callable[[int], PaymentDialog], shop: OrderShop, qtbot: QtBot
) -> None:
    dialog = take(300_000)
    dialog.accept()
    assert dialog.message.isVisible()
    assert shop.orders.open(1).totals.paid == 0
    dialog.amount.selectAll()
    qtbot.keyClicks(dialog.amount, "2900")
    assert not dialog.message.isVisible()
    dialog.accept()
    assert shop.orders.open(1).totals.paid == 0
    dialog.accept()
    assert shop.orders.open(1).totals.paid == 290_000

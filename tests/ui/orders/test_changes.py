"""Change orders and returns from the page of an order: typed, told before, signed, taken back; and undone."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from dealer_crm.domain.change_orders import ChangeState
from dealer_crm.domain.deliveries import HandOver
from dealer_crm.domain.order_returns import ReturnKind
from dealer_crm.domain.orders import CancelSide, LineDraft, OrderDraft, OrderState
from dealer_crm.domain.pay_plan import PayKind
from dealer_crm.domain.payments import PaymentDraft
from dealer_crm.services.deliveries import Deliveries
from dealer_crm.services.trade import Trade
from dealer_crm.ui.orders.cancel_dialog import CancelDialog
from dealer_crm.ui.orders.change_dialog import ChangeDialog, SignDialog
from dealer_crm.ui.orders.page import OrderPage
from dealer_crm.ui.orders.return_dialog import OrderReturnDialog
from dealer_crm.ui.shell import MainWindow
from tests.ui.orders.rig import OrderShop, focus, open_room, press, write

F8 = Qt.Key.Key_F8
LINES = (LineDraft(name="过滤器", unit="台", quantity=2000, price=100_000), LineDraft(name="铜管", unit="米", quantity=10_000, price=5_000))


@pytest.fixture
def sold(shop: OrderShop, window: MainWindow, qtbot: QtBot) -> OrderPage:
    """Return the page of an order that is confirmed and partly paid."""
    order = shop.orders.create(OrderDraft(1, LINES))
    shop.orders.confirm(order)
    shop.payments.receive(PaymentDraft(1, 40_000, PayKind.EARNEST_MONEY, order_id=order))
    room = open_room(shop, window)
    window.go("customers", f"order-{order}")
    page = room.order_page()
    assert page is not None
    qtbot.waitUntil(page.isVisible)
    return page


def shown(qtbot: QtBot, page: QWidget, kind: type[QWidget]) -> QWidget:
    """Return the dialog that is open, once it has the keys."""
    found = next(one for one in page.window().findChildren(kind) if one.isVisible())
    qtbot.waitUntil(lambda: found.isAncestorOf(focus()))
    return found


def test_a_change_is_written_and_signed(sold: OrderPage, shop: OrderShop, qtbot: QtBot) -> None:
    sold.deeds.changes.write()
    dialog = shown(qtbot, sold, ChangeDialog)
    assert isinstance(dialog, ChangeDialog)
    write(qtbot, "加装")
    press(qtbot, Qt.Key.Key_Return)
    write(qtbot, "空开")
    press(qtbot, Qt.Key.Key_Return)
    write(qtbot, "2")
    press(qtbot, Qt.Key.Key_Return)
    write(qtbot, "80")
    assert "+¥160.00" in dialog.effect.text()
    press(qtbot, F8)
    assert not dialog.isVisible()
    assert shop.orders.open(1).totals.total == 250_000
    assert sold.sheet.changes.isVisible()
    sold.deeds.changes.sign(1)
    sign = shown(qtbot, sold, SignDialog)
    assert isinstance(sign, SignDialog)
    sign.by.setText("")
    press(qtbot, F8)
    assert sign.isVisible()
    sign.by.setText("王芳")
    press(qtbot, F8)
    assert shop.orders.open(1).totals.total == 266_000
    assert shop.changes.of_order(1)[0].state is ChangeState.SIGNED
    shop.history.undo()
    assert shop.orders.open(1).totals.total == 250_000


def test_the_money_of_a_cancel_follows_the_side(sold: OrderPage, shop: OrderShop, qtbot: QtBot) -> None:
    sold.deeds.cancel()
    dialog = shown(qtbot, sold, CancelDialog)
    assert isinstance(dialog, CancelDialog)
    assert "keeps ¥400.00" in dialog.told.text()
    dialog.side.set_value(CancelSide.SHOP)
    dialog.side.changed.emit(CancelSide.SHOP)
    assert dialog.kept.value() == -40_000
    assert "beyond what it received" in dialog.told.text()
    dialog.kept.setFocus()
    dialog.kept.selectAll()
    write(qtbot, "0")
    assert "paid back twice" in str(dialog.kept.accessibleDescription())
    dialog.reason.setText("缺货")
    press(qtbot, F8)
    file = shop.orders.open(1)
    assert (file.state, file.totals.total, file.totals.owed) == (OrderState.CANCELLED, 0, -40_000)


def test_goods_come_back_with_what_it_does_told_before(sold: OrderPage, shop: OrderShop, qtbot: QtBot) -> None:
    deliveries = Deliveries(shop.db, shop.actor, shop.clock, Trade())
    deliveries.finish(deliveries.plan(1), HandOver(), "x")
    sold.reload()
    sold.deeds.changes.take_back()
    dialog = shown(qtbot, sold, OrderReturnDialog)
    assert isinstance(dialog, OrderReturnDialog)
    first = next(iter(dialog.quantities.values()))
    first.setFocus()
    write(qtbot, "3")
    assert "2" in dialog.effect.text()
    press(qtbot, F8)
    assert dialog.isVisible()
    first.setFocus()
    first.selectAll()
    write(qtbot, "1")
    dialog.reason.setText("不合适")
    assert "¥1,000.00 less" in dialog.effect.text()
    press(qtbot, F8)
    assert shop.returns.of_order(1)[0].kind is ReturnKind.RETURN
    assert shop.orders.open(1).totals.total == 150_000
    shop.history.undo()
    assert shop.orders.open(1).totals.total == 250_000


def test_what_was_typed_is_there_the_next_time(sold: OrderPage, qtbot: QtBot) -> None:
    sold.deeds.changes.write()
    dialog = shown(qtbot, sold, ChangeDialog)
    assert isinstance(dialog, ChangeDialog)
    write(qtbot, "加装")
    dialog.goods.add_button.click()
    write(qtbot, "空开")
    before = dialog.draft()
    dialog.reject()
    sold.deeds.changes.write()
    again = shown(qtbot, sold, ChangeDialog)
    assert isinstance(again, ChangeDialog)
    assert replace(again.draft(), asked_on=None) == replace(before, asked_on=None)

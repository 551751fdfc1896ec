"""Orders on a real store in a temporary folder, in the room of the customer files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from dealer_crm.domain.journal import Actor, Role
from dealer_crm.i18n import Translator, translator
from dealer_crm.services.change_orders import ChangeOrders
from dealer_crm.services.history import History
from dealer_crm.services.invoices import Invoices
from dealer_crm.services.order_list import OrderList, OrderSpec
from dealer_crm.services.order_returns import OrderReturns
from dealer_crm.services.orders import Orders
from dealer_crm.services.payments import Payments
from dealer_crm.services.products import Products
from dealer_crm.services.promises import Promises
from dealer_crm.services.trade import Trade
from dealer_crm.services.trade_ins import TradeIns
from dealer_crm.ui.customers.page import CustomersPage
from dealer_crm.ui.desk.doors import Memory, TabDoor
from dealer_crm.ui.orders.change_doors import ChangeDoors
from dealer_crm.ui.orders.customer_tab import CustomerOrdersTab
from dealer_crm.ui.orders.doors import OrderDoors, OrderMoney, OrderReads, OrderWrites
from dealer_crm.ui.orders.page import OrderPage
from dealer_crm.ui.orders.room import CustomersRoom
from dealer_crm.ui.orders.trade_in_deeds import ClaimDoors
from dealer_crm.ui.shell import MainWindow
from tests.ui.customers.rig import Shop
from tests.ui.scripted import ScriptedPrompts

NONE, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


class OrderShop(Shop):
    """The shop of the customer pages with products and orders."""

    def __init__(self, folder: Path, source: Path | None = None) -> None:
        super().__init__(folder, source)
        self.role = Role.OWNER
        self.prompts = ScriptedPrompts([])
        self.history = History(self.db, self.actor)
        self.products = Products(self.db, self.actor, self.clock, Trade())
        self.orders = Orders(self.db, self.actor, self.clock)
        self.order_list = OrderList(self.db, self.clock)
        self.payments = Payments(self.db, self.actor, self.clock)
        self.invoices = Invoices(self.db, self.actor, self.clock)
        self.changes = ChangeOrders(self.db, self.actor, self.clock)
        self.returns = OrderReturns(self.db, self.actor, self.clock)
        self.claims = TradeIns(self.db, self.actor, self.clock)
        self.promises = Promises(self.db, self.actor, self.clock)

    def actor(self) -> Actor:
        return Actor(role=self.role)

    def order_doors(self) -> OrderDoors:
        reads = OrderReads(
            self.orders.open,
            self.orders.cancel_effect,
            self.products.find,
            lambda one: self.customers.draft(one)[0],
            self.staff.staff,
            lambda: self.products.sees_cost,
            Trade().pay_presets,
        )
        writes = OrderWrites(self.orders.create, self.orders.edit, self.orders.confirm, self.orders.sign, self.orders.cancel)
        money = OrderMoney(
            self.payments.receive,
            self.payments.warnings,
            self.payments.hand_in,
            self.payments.remove,
            self.invoices.ask,
            self.invoices.edit,
            self.promises.keep,
            self.promises.break_off,
        )
        claims = ClaimDoors(self.claims, Trade().programs())
        prompts = lambda: self.prompts  # noqa: E731
        return OrderDoors(reads, writes, money, self.drafts, prompts, self.clock, changes=self.change_doors(), claims=claims)

    def change_doors(self) -> ChangeDoors:
        changes, returns = self.changes, self.returns
        return ChangeDoors(
            changes.of_order,
            changes.open,
            changes.foresee,
            changes.create,
            changes.edit,
            changes.sign,
            changes.drop,
            returns.of_order,
            returns.returnable,
            returns.effects,
            returns.take,
            self.orders.standing,
        )


def open_room(shop: OrderShop, window: MainWindow, t: Translator | None = None) -> CustomersRoom:
    """Show the room in the window; every commit reloads it, as the wiring does."""
    words = t or translator("en")

    def make() -> CustomerOrdersTab:
        tab = CustomerOrdersTab(words, lambda one: shop.order_list.page(OrderSpec(customer_id=one), 50))
        tab.opened.connect(lambda one: window.go("customers", f"order-{one}"))
        tab.new_requested.connect(lambda one: window.go("customers", f"order-new-{one}"))
        return tab

    def count(customer_id: int) -> int:
        return len(shop.order_list.ids(OrderSpec(customer_id=customer_id)))

    doors = replace(shop.doors(), tabs=(TabDoor("orders", "Orders", make, count),))
    host = CustomersPage(words, doors, window, Memory(lambda key: shop.remembered.get(key, ""), shop.remembered.__setitem__))
    room = CustomersRoom(host, lambda: OrderPage(words, shop.order_doors()))
    host.order_draft_requested.connect(room.resume_order)
    window.set_page("customers", lambda: room)
    window.go("customers")
    shop.db.on_commit.append(lambda news: room.reload())
    return room


def focus() -> QWidget:
    """Return the widget that has the focus."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(qtbot: QtBot, *keys: Qt.Key, mod: Qt.KeyboardModifier = NONE) -> None:
    """Press keys where the focus is."""
    for key in keys:
        qtbot.keyClick(focus(), key, mod)


def write(qtbot: QtBot, text: str) -> None:
    """Type where the focus is; Latin letters by real keys, the rest as an input method commits it."""
    if text.isascii():
        for sign in text:
            qtbot.keyClicks(focus(), sign)
        return
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(focus(), event)

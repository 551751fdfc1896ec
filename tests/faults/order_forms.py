"""Opens the forms that end, change or bind an order, each on an order of its own: sign, change, return, cancel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from dealer_crm.domain.change_orders import ChangeDraft, Difference
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.deliveries import HandOver
from dealer_crm.domain.orders import LineDraft, OrderDraft
from dealer_crm.ui.orders.room import ORDER
from tests.faults.labels import MARK

if TYPE_CHECKING:
    from tests.faults.desk import Desk

CUSTOMER = 4
HOSTILE = f"<b>M&N</b> {MARK}"
PIECES = 5000


def _new_order(desk: Desk, *, delivered: bool = False) -> int:
    """Make an order, brought and handed over where it is asked for."""
    opened = desk.opened
    goods = LineDraft(HOSTILE, price=10_000, quantity=PIECES, category="other")
    one = opened.orders.create(OrderDraft(CUSTOMER, (goods,), ordered_on=local_day(opened.now())))
    opened.orders.confirm(one)
    if delivered:
        delivery = opened.deliveries.plan(one)
        opened.deliveries.sign(delivery, HOSTILE)
        opened.deliveries.finish(delivery, HandOver(HOSTILE), open_reason=HOSTILE)
    return one


def _deeds(desk: Desk, order_id: int) -> Any:
    desk.go("customers", f"{ORDER}{order_id}")
    return desk.stage.window.page("customers").order_page().deeds


def sign(desk: Desk) -> Any:
    """Open the signing of a contract."""
    _deeds(desk, _new_order(desk)).sign()
    return desk.named("sign_dialog")


def change(desk: Desk) -> Any:
    """Open a new change order."""
    _deeds(desk, _new_order(desk)).changes.write()
    return desk.named("change_dialog")


def goods_counted(desk: Desk, root: QWidget) -> None:
    """Say how many of the new goods."""
    desk.named("field_quantity_0", root).insert("1")


def sign_change(desk: Desk) -> Any:
    """Open the signing of a change order."""
    opened, one = desk.opened, _new_order(desk)
    line = opened.orders.open(one).draft.lines[0].id
    assert line is not None
    written = opened.change_orders.create(ChangeDraft(one, HOSTILE, differences=(Difference(line, -1000),)))
    _deeds(desk, one).changes.sign(written)
    return desk.named("sign_change")


def take_back(desk: Desk) -> Any:
    """Open the return of goods that were handed over."""
    _deeds(desk, _new_order(desk, delivered=True)).changes.take_back()
    return desk.named("order_return")


def exchanged(desk: Desk, root: QWidget) -> None:
    """One comes back, and another is delivered instead."""
    desk.choose("field_return_kind", root)
    desk.named("field_back_0", root).insert("1")
    goods_counted(desk, root)


def cancel(desk: Desk) -> Any:
    """Open the end of an order."""
    _deeds(desk, _new_order(desk)).cancel()
    return desk.named("cancel_dialog")

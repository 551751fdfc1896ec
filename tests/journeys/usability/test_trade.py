"""Tasks of the usability script around the goods: order, delivery with its papers, warranty."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from dealer_crm.domain.orders import OrderState
from dealer_crm.services.delivery_list import DeliverySpec
from dealer_crm.services.order_list import OrderSpec
from tests.journeys.usability.clerk import CONTROL, SHIFT, Clerk
from tests.journeys.usability.desks import OFFSET_X, OFFSET_Y, Desk
from tests.journeys.usability.tasks import Task
from tests.journeys.usability.trays import PaperTray, size_mm
from tests.ui.deliveries.yard import copy_picture

Key = Qt.Key
SERIAL = "YL26K000024"


def test_8_order_from_the_customer(desk: Desk) -> None:
    task = Task(desk, "8 order", "customers")
    opened = task.clerk.opened
    known = set(opened.order_list.ids(OrderSpec()))
    with task.at_most(6) as clerk:
        clerk.find("zyy", lambda: clerk.sees("customer_timeline"))
        clerk.key(Key.Key_O, CONTROL | SHIFT)
        clerk.wait(lambda: clerk.sees("cell_goods"))
        type_line(clerk, "P04", "2")
        type_line(clerk, "P12", "1", "350")
        task.look("order")
        clerk.key(Key.Key_F12)
        clerk.wait(lambda: len(opened.order_list.ids(OrderSpec())) == len(known) + 1)
    order = next(iter(set(opened.order_list.ids(OrderSpec())) - known))
    file = opened.orders.open(order)
    assert file.totals.total == 2 * 329_900 + 35_000
    assert file.state is OrderState.CONFIRMED
    assert not [action for action in clerk.counter.actions if action.startswith("click")]
    task.end()


def type_line(clerk: Clerk, product: str, quantity: str, price: str = "") -> None:
    """Type a line of the grid, which goes on by Enter: product, quantity, price."""
    for words in (product, quantity, price):
        if words:
            clerk.type(words)
        clerk.enter()


@pytest.mark.slow
def test_9_deliver_with_checklist_photo_and_note(desk: Desk, tray: PaperTray) -> None:
    task = Task(desk, "9 delivery", "deliveries")
    opened = task.clerk.opened
    delivery = opened.delivery_list.ids(DeliverySpec(words="尉迟暖"))[0]
    wanted = [check.code for check in opened.deliveries.open(delivery).missing]
    (seen,) = [check.code for check in opened.deliveries.open(delivery).missing if check.photo]
    assert len(wanted) == 9
    copy_picture()
    with task.at_most(14) as clerk:
        clerk.go("deliveries")
        clerk.key(Key.Key_Home)
        clerk.enter()
        clerk.wait(lambda: clerk.focus().objectName() == f"check_{wanted[0]}")
        for code in wanted[:-1]:
            go_down_to(clerk, code)
            clerk.key(Key.Key_Space)
            if code == seen:
                clerk.key(Key.Key_V, CONTROL)
                clerk.wait(lambda: seen not in {check.code for check in opened.deliveries.open(delivery).missing})
        go_down_to(clerk, wanted[-1])
        clerk.type("35")
        clerk.enter()
        clerk.wait(lambda: not opened.deliveries.open(delivery).missing)
        task.look("checklist")
        clerk.save()
        clerk.seen("handover_save")
        clerk.save()
        clerk.wait(lambda: opened.deliveries.open(delivery).finished_at is not None)
        clerk.key(Key.Key_P, CONTROL | SHIFT)
        clerk.wait(lambda: tray.is_done(clerk))
    file = opened.deliveries.open(delivery)
    assert (file.photos, file.signed_by) == (1, "尉迟暖")
    assert size_mm(tray.sheet(0)) == (241.3, 139.7, 0)
    assert tray.moved_by() == pytest.approx((OFFSET_X / 10, OFFSET_Y / 10), abs=0.15)
    task.end()


def go_down_to(clerk: Clerk, code: str) -> None:
    """Go down the checklist with arrows, over the end of a group into the next, to an item."""
    for _ in range(30):
        if clerk.focus().objectName() == f"check_{code}":
            return
        clerk.key(Key.Key_Down)
    raise AssertionError(f"{code} is not reached: {clerk.focus().objectName()}")


def test_10_warranty_by_serial_and_its_certificate(desk: Desk, tray: PaperTray) -> None:
    task = Task(desk, "10 warranty", "care")
    with task.at_most(3) as clerk:
        clerk.find(SERIAL, lambda: clerk.sees("machine_answer"))
        assert clerk.seen("machine_answer").accessibleName()
        clerk.key(Key.Key_P, CONTROL | SHIFT)
        clerk.wait(lambda: tray.is_done(clerk))
    task.look("printed")
    assert SERIAL in tray.words(0)
    task.end()

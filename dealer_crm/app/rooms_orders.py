"""Orders in the room of the customer files: the page of one order and the tab of a customer."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from dealer_crm.app.rooms_changes import change_doors
from dealer_crm.app.rooms_claims import claim_doors
from dealer_crm.app.rooms_products import Picking, new_product
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.overpromise import flags
from dealer_crm.services.order_list import OrderRow, OrderSpec
from dealer_crm.ui.orders.customer_tab import CustomerOrdersTab
from dealer_crm.ui.orders.doors import OrderDoors, OrderMoney, OrderReads, OrderWrites
from dealer_crm.ui.orders.page import OrderPage
from dealer_crm.ui.orders.room import CEREMONY, NEW_ORDER, ORDER, CustomersRoom

if TYPE_CHECKING:
    from dealer_crm.app.rooms import Rooms
    from dealer_crm.ui.widgets import Chip

MOST = 200
"""So many orders a customer's file shows."""


def order_page(rooms: Rooms) -> OrderPage:
    """Return the page of an order, not opened yet."""
    page = OrderPage(rooms.t, order_doors(rooms))
    trade = rooms.opened.trade
    page.sheet.fields.promises.set_flags(lambda text: flags(text, trade.too_much()))
    page.deliver_requested.connect(lambda order_id: deliver(rooms, order_id))
    page.delivery_requested.connect(lambda delivery_id: rooms.window.go("deliveries", str(delivery_id)))
    page.install_requested.connect(lambda order_id: rooms.window.go("deliveries", f"new-job-{order_id}"))
    page.site_requested.connect(lambda order_id: rooms.window.go("deliveries", f"site-{order_id}"))
    return page


def order_doors(rooms: Rooms) -> OrderDoors:
    """Return what the page may call."""
    opened = rooms.opened
    orders, payments, invoices, promises = opened.orders, opened.payments, opened.invoices, opened.promises
    picking = Picking(opened)
    reads = OrderReads(
        open=picking.opened(orders.open),
        cancel_effect=orders.cancel_effect,
        products=picking.find,
        customer=picking.customer,
        staff=opened.shop.staff,
        sees_cost=lambda: opened.products.sees_cost,
        presets=opened.trade.pay_presets,
        group_of=opened.trade.group_of,
        new_product=new_product(rooms.t, opened, rooms.window),
    )
    money = OrderMoney(
        payments.receive,
        payments.warnings,
        payments.hand_in,
        payments.remove,
        invoices.ask,
        invoices.edit,
        promises.keep,
        promises.break_off,
    )
    writes = OrderWrites(orders.create, orders.edit, orders.confirm, orders.sign, orders.cancel)
    return OrderDoors(
        reads,
        writes,
        money,
        opened.drafts,
        lambda: rooms.window.prompts,
        opened.now,
        rooms.papers.exporting(),
        hand_on=lambda customer_id, order_id: _hand_on(rooms, customer_id, order_id),
        next_department=lambda order_id: opened.slips.due_after(order_id),
        print_receipt=lambda payment_id: _print_receipt(rooms, payment_id),
        print_order=partial(_print_order, rooms),
        print_statement=partial(_print_statement, rooms),
        print_certificates=partial(_print_certificates, rooms),
        changes=change_doors(rooms),
        claims=claim_doors(rooms),
        jobs=partial(_jobs, rooms),
        ceremony=lambda order_id: rooms.window.go("customers", f"{CEREMONY}{opened.acceptances.ceremony(order_id)}"),
    )


def _jobs(rooms: Rooms, order_id: int) -> list[tuple[str, Chip]]:
    """Return the jobs of an order's site, each in words with its state."""
    from dealer_crm.ui.sites.phrases import job_chip, job_title, team_words

    today = local_day(rooms.opened.now())
    jobs = rooms.opened.sites.open(order_id).jobs
    return [(" · ".join(filter(None, (job_title(job, today, rooms.t), team_words(job)))), job_chip(job, rooms.t)) for job in jobs]


def _print_statement(rooms: Rooms, customer_id: int, order_id: int | None = None) -> None:
    from dealer_crm.app.rooms_money import show_statement

    show_statement(rooms, customer_id, order_id)


def _print_certificates(rooms: Rooms, order_id: int) -> None:
    from dealer_crm.app.batch_jobs import print_certificates

    print_certificates(rooms, order_id)


def _print_receipt(rooms: Rooms, payment_id: int) -> None:
    from dealer_crm.app.rooms_money import receipt_job

    rooms.wiring.printing.preview(receipt_job(rooms, payment_id))


def _print_order(rooms: Rooms, order_id: int, *, at_once: bool = False) -> None:
    from dealer_crm.app.order_jobs import print_order

    print_order(rooms, order_id, at_once=at_once)


def _hand_on(rooms: Rooms, customer_id: int, order_id: int) -> None:
    from dealer_crm.app.rooms_staff import hand_on

    hand_on(rooms, customer_id, order_id)


def customer_orders(rooms: Rooms) -> CustomerOrdersTab:
    """Return the tab of orders in a customer's file."""
    lists = rooms.opened.order_list

    def rows(customer_id: int) -> list[OrderRow]:
        return lists.page(OrderSpec(customer_id=customer_id), MOST)

    tab = CustomerOrdersTab(rooms.t, rows)
    tab.statement_requested.connect(lambda customer_id: _print_statement(rooms, customer_id))
    tab.opened.connect(lambda one: open_order(rooms, one))
    tab.new_requested.connect(lambda customer_id: new_order(rooms, customer_id))
    return tab


def count_orders(rooms: Rooms, customer_id: int) -> int:
    """Return how many orders a customer has."""
    return len(rooms.opened.order_list.ids(OrderSpec(customer_id=customer_id)))


def open_order(rooms: Rooms, order_id: int) -> None:
    """Go to an order."""
    rooms.window.go("customers", f"{ORDER}{order_id}")


def open_order_at(rooms: Rooms, order_id: int, button: str) -> None:
    """Go to an order and to what stands there with this button."""
    open_order(rooms, order_id)
    room = rooms.window.page("customers")
    page = room.order_page() if isinstance(room, CustomersRoom) else None
    if page is not None:
        page.point_at(button)


def return_goods(rooms: Rooms, order_id: int) -> None:
    """Go to an order and ask what of it comes back."""
    open_order(rooms, order_id)
    room = rooms.window.page("customers")
    page = room.order_page() if isinstance(room, CustomersRoom) else None
    if page is not None:
        page.deeds.changes.offer_return()


def new_order(rooms: Rooms, customer_id: int) -> None:
    """Start an order for a customer; without one the files are where to choose him."""
    rooms.window.go("customers", f"{NEW_ORDER}{customer_id}" if customer_id else "")


def deliver(rooms: Rooms, order_id: int) -> None:
    """Go to the room of deliveries with a new delivery of an order."""
    rooms.window.go("deliveries", f"new-{order_id}")

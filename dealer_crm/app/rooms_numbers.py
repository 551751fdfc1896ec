"""Finds records for the search field by the number that stands on their paper."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from dealer_crm.app.rooms_orders import open_order, open_order_at
from dealer_crm.app.rooms_quotes import open_quote
from dealer_crm.services.complaint_list import ComplaintSpec, ComplaintView
from dealer_crm.services.delivery_list import DeliverySpec
from dealer_crm.services.numbered_papers import NumberedPaper, PaperOf
from dealer_crm.services.order_list import OrderSpec
from dealer_crm.services.quote_list import QuoteSpec
from dealer_crm.services.request_list import RequestSpec, RequestView
from dealer_crm.storage import numbers
from dealer_crm.ui.shell import Hit
from dealer_crm.words.figures import money
from dealer_crm.words.labels import label

if TYPE_CHECKING:
    from dealer_crm.app.rooms import Rooms

MOST = 3
CONTRACT = "HT"
"""The contract paper of an order has the order's digits (domain.md 4)."""
PAPERS = {PaperOf.CHANGE: ("file-up", "change"), PaperOf.RETURN: ("undo-2", "return"), PaperOf.PAYMENT: ("wallet", "payment")}
"""The icon of each paper that stands in an order, and how its buttons there are called."""
_NUMBER = re.compile(r"([A-Z]{2})-?(\d{8,})(?:-\d+)?")


def record_hits(rooms: Rooms, query: str) -> list[Hit]:
    """Return the records whose number begins with what is typed; nothing for anything but a number."""
    found = _NUMBER.fullmatch("".join(query.upper().split()))
    asked: dict[str, Callable[[Rooms, str], list[Hit]]] = {
        numbers.QUOTE: _quotes,
        numbers.ORDER: _orders,
        CONTRACT: _orders,
        **{kind.value: partial(_papers, kind) for kind in PaperOf},
        numbers.DELIVERY: _deliveries,
        numbers.JOB: _jobs,
        numbers.REQUEST: _requests,
        numbers.COMPLAINT: _complaints,
    }
    return asked[found[1]](rooms, found[2]) if found and found[1] in asked else []


def _quotes(rooms: Rooms, digits: str) -> list[Hit]:
    rows = rooms.opened.quote_list.page(QuoteSpec(words=f"{numbers.QUOTE}{digits}"), MOST)
    return [Hit(row.number, row.customer, label(row.state, rooms.t), "file-text", partial(open_quote, rooms, row.id)) for row in rows]


def _orders(rooms: Rooms, digits: str) -> list[Hit]:
    rows = rooms.opened.order_list.page(OrderSpec(words=f"{numbers.ORDER}{digits}"), MOST)
    return [Hit(row.number, row.customer, label(row.state, rooms.t), "receipt-text", partial(open_order, rooms, row.id)) for row in rows]


def _papers(kind: PaperOf, rooms: Rooms, digits: str) -> list[Hit]:
    """Return change orders, returns or receipts; one stands in its order, money for none with its customer."""
    icon, _card = PAPERS[kind]
    rows = rooms.opened.numbered_papers.beginning(kind, digits, MOST)
    about = [" · ".join(filter(None, (money(row.amount), row.order_number))) for row in rows]
    return [
        Hit(row.number, row.customer, words, icon, partial(open_numbered, rooms, kind, row)) for row, words in zip(rows, about, strict=True)
    ]


def open_numbered(rooms: Rooms, kind: PaperOf, row: NumberedPaper) -> None:
    """Open where a change order, a return or money stands in its order."""
    if row.order_id is None:
        rooms.window.go("customers", str(row.customer_id))
    else:
        open_order_at(rooms, row.order_id, f"{PAPERS[kind][1]}_printer_{row.id}")


def _deliveries(rooms: Rooms, digits: str) -> list[Hit]:
    lists = rooms.opened.delivery_list
    rows = lists.rows(list(lists.ids(DeliverySpec(words=f"{numbers.DELIVERY}{digits}")))[:MOST])
    return [
        Hit(row.number, row.customer, label(row.state, rooms.t), "truck", partial(rooms.window.go, "deliveries", str(row.id)))
        for row in rows
    ]


def _jobs(rooms: Rooms, digits: str) -> list[Hit]:
    rows, t, go = rooms.opened.job_list.page(MOST, f"{numbers.JOB}{digits}"), rooms.t, rooms.window.go
    about = [f"{label(row.stage, t)} · {label(row.state, t)}" for row in rows]
    return [
        Hit(row.number, row.customer, words, "house", partial(go, "deliveries", f"job-{row.id}"))
        for row, words in zip(rows, about, strict=True)
    ]


def _requests(rooms: Rooms, digits: str) -> list[Hit]:
    rows = rooms.opened.request_list.page(RequestSpec(RequestView.ALL, f"{numbers.REQUEST}{digits}"), MOST)
    go = rooms.window.go
    return [Hit(row.number, row.name, label(row.state, rooms.t), "wrench", partial(go, "care", f"request{row.id}")) for row in rows]


def _complaints(rooms: Rooms, digits: str) -> list[Hit]:
    rows = rooms.opened.complaint_list.page(MOST, spec=ComplaintSpec(ComplaintView.ALL, f"{numbers.COMPLAINT}{digits}"))
    go = rooms.window.go
    return [
        Hit(
            row.number,
            row.customer or rooms.t("Anonymous"),
            label(row.state, rooms.t),
            "message-square-warning",
            partial(go, "complaints", str(row.id)),
        )
        for row in rows
    ]

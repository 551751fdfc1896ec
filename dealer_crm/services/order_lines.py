"""Makes lines, promises and plan of an order equal to its draft, keeping the rows that stay; part of the caller's write."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from dealer_crm.domain.order_sums import LineProgress
from dealer_crm.domain.orders import LineDelivered, LineDraft, QuantityNotPositive
from dealer_crm.domain.pay_plan import NodeDraft
from dealer_crm.domain.products import OTHER_CATEGORY
from dealer_crm.domain.promises import PromiseDraft, PromiseState
from dealer_crm.domain.trade_ins import LineClaimed
from dealer_crm.services.order_reading import LINE_TEXTS, line_draft, lines_of, nodes_of, progress_of
from dealer_crm.storage.database import WriteSession
from dealer_crm.storage.models import ChangeLine, DeliveryLine, OrderLine, PaymentNode, Product, Promise, SalesOrder, TradeIn

PLAIN = (*LINE_TEXTS, "quantity", "price", "list_price", "product_id", "arrival", "arrives_on")


def write_lines(session: WriteSession, order: SalesOrder, wanted: Sequence[LineDraft], *, costs: bool) -> None:
    """Write the lines. Without the right to see `costs` a line keeps its own as long as its product stays; else it takes the product's.

    A line whose goods all came back, or were struck by a change, stays with a quantity of nothing, for those name it.
    Raises LineDelivered where a line would go or shrink below what a delivery holds, LineClaimed where a claim names one that
    would go, QuantityNotPositive for nothing of goods that were never brought.
    """
    known = {line.id: line for line in lines_of(session, order.id)}
    progress = {line.line_id: line for line in progress_of(session, [order.id])[order.id]}
    named = select(Product).where(Product.id.in_({draft.product_id for draft in wanted if draft.product_id}))
    products = {product.id: product for product in session.scalars(named)}
    for position, draft in enumerate(wanted):
        line = known.pop(draft.id, None) if draft.id else None
        product = products.get(draft.product_id) if draft.product_id else None
        if line is None:
            line = OrderLine(order_id=order.id, serials=[])
            session.add(line)
        elif draft.quantity < _bound(progress[line.id]):
            raise LineDelivered(goods=draft.goods, quantity=_shown(progress[line.id]))
        elif not draft.quantity and not _is_named(session, line):
            raise QuantityNotPositive(row=position + 1)
        _set(line, "cost", _cost(line, draft, product, costs=costs))
        _fill(line, draft, position, product)
    session.flush()
    for gone in known.values():
        _take_out(session, gone, progress[gone.id], len(wanted))
    session.flush()


def write_promises(session: WriteSession, order: SalesOrder, wanted: Sequence[PromiseDraft]) -> None:
    """Write the order's open promises; those kept or broken stay as they are."""
    query = select(Promise).where(Promise.order_id == order.id, Promise.state == PromiseState.OPEN)
    known = {promise.id: promise for promise in session.scalars(query)}
    for draft in wanted:
        promise = known.pop(draft.id, None) if draft.id else None
        if promise is None:
            promise = Promise(customer_id=order.customer_id, order_id=order.id, staff_id=order.staff_id)
            session.add(promise)
        _set(promise, "words", draft.words)
        _set(promise, "due_on", draft.due_on)
    for gone in known.values():
        session.delete(gone)
    session.flush()


def write_nodes(session: WriteSession, order: SalesOrder, wanted: Sequence[NodeDraft]) -> None:
    """Write the parts of the plan as they were typed; `order_state.settle` gives them their amounts."""
    known = {node.id: node for node in nodes_of(session, order.id)}
    for position, draft in enumerate(wanted):
        node = known.pop(draft.id, None) if draft.id else None
        if node is None:
            node = PaymentNode(order_id=order.id)
            session.add(node)
        for name in ("kind", "trigger", "share", "fixed", "words"):
            _set(node, name, getattr(draft, name))
        _set(node, "planned_on", draft.due_on)
        _set(node, "position", position)
    for gone in known.values():
        session.delete(gone)
    session.flush()


def _take_out(session: WriteSession, line: OrderLine, progress: LineProgress, after: int) -> None:
    if _bound(progress):
        raise LineDelivered(goods=line_draft(line).goods, quantity=_shown(progress))
    _refuse_claimed(session, line)
    if _is_named(session, line):
        line.quantity, line.position = 0, after + line.position
    else:
        session.delete(line)


def _refuse_claimed(session: WriteSession, line: OrderLine) -> None:
    if session.execute(select(TradeIn.id).where(TradeIn.order_line_id == line.id).limit(1)).first() is not None:
        raise LineClaimed(goods=line_draft(line).goods)


def _is_named(session: WriteSession, line: OrderLine) -> bool:
    """Tell whether a delivery, even one that was refused or called off, a change order or a trade-in names the line."""
    tables = (DeliveryLine, ChangeLine, TradeIn)
    named = (select(table.id).where(table.order_line_id == line.id).limit(1) for table in tables)
    return any(session.execute(query).first() is not None for query in named)


def _bound(progress: LineProgress) -> int:
    """Return how much of a line is delivered or under way."""
    return progress.delivered + progress.planned


def _shown(progress: LineProgress) -> str:
    return f"{_bound(progress) / 1000:g}"


def _fill(line: OrderLine, draft: LineDraft, position: int, product: Product | None) -> None:
    for name in PLAIN:
        _set(line, name, getattr(draft, name))
    if not draft.category:
        _set(line, "category", product.category if product else OTHER_CATEGORY)
    if product and not draft.unit:
        _set(line, "unit", product.unit)
    _set(line, "line_group", draft.group)
    _set(line, "serials", list(draft.serials))
    _set(line, "position", position)


def _cost(line: OrderLine, draft: LineDraft, product: Product | None, *, costs: bool) -> int | None:
    """Return what a line costs: as typed by who sees it, so that nothing typed clears it; a new product brings its own."""
    if costs and draft.cost is not None:
        return draft.cost
    if line.product_id == draft.product_id:
        return None if costs else line.cost
    return product.cost if product else None


def _set(row: Any, name: str, value: object) -> None:
    if getattr(row, name) != value:
        setattr(row, name, value)

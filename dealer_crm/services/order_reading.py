"""Reads one order within a session: its lines, how far they are delivered, its money, and what hangs on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from functools import cache
from typing import Any
from zlib import crc32

from sqlalchemy import Select, bindparam, case, func, select
from sqlalchemy.orm import Session

from dealer_crm.domain.care import VisitState
from dealer_crm.domain.deliveries import OPEN_STATES, DeliveryKind, DeliveryState
from dealer_crm.domain.order_effects import OrderFacts
from dealer_crm.domain.order_sums import Beside, LineProgress, Totals, totals
from dealer_crm.domain.orders import LineDraft, OrderDraft, OrderNotFound, OrderState
from dealer_crm.domain.pay_days import EventDays
from dealer_crm.domain.pay_plan import NodeDraft, PayKind
from dealer_crm.domain.promises import PromiseDraft, PromiseState
from dealer_crm.domain.trade_ins import COUNTED
from dealer_crm.storage.models import (
    Delivery,
    DeliveryLine,
    Equipment,
    EquipmentCoverage,
    Invoice,
    OrderLine,
    OrderReturn,
    Payment,
    PaymentNode,
    Promise,
    SalesOrder,
    TradeIn,
    Visit,
)
from dealer_crm.storage.wholes import Whole

HANDED_OVER = (DeliveryState.SIGNED, DeliveryState.PARTLY)
"""States in which the goods of a delivery are where it says."""
LINE_TEXTS = ("name", "model", "brand", "spec", "unit", "room", "category", "note")
AGREED = (
    "premises_id",
    "promised_on",
    "discount",
    "external_party",
    "external_number",
    "note",
    "rounding",
    "tax_mode",
    "tax_rate",
    "delivery_method",
    "collect",
    "external_code",
    "external_returned_on",
    "signed_on",
    "signed_place",
    "hidden_on",
    "commission_on",
    "work_days",
    "install_months",
    "terms",
    "pains",
    "expectations",
)
"""What an order and its draft have under the same name."""
PLANNED = ("kind", "trigger", "share", "fixed", "words", "id")


def require(session: Session, order_id: int) -> SalesOrder:
    """Return the order's row. Raises OrderNotFound."""
    order = session.get(SalesOrder, order_id)
    if order is None:
        raise OrderNotFound(number=str(order_id))
    return order


def lines_of(session: Session, order_id: int) -> list[OrderLine]:
    """Return the rows of an order's lines, in order."""
    return list(session.scalars(select(OrderLine).where(OrderLine.order_id == order_id).order_by(OrderLine.position, OrderLine.id)))


def line_draft(line: OrderLine, *, with_cost: bool = True) -> LineDraft:
    """Return a line as a draft with its id; the cost only for eyes that may see it."""
    return LineDraft(
        **{name: getattr(line, name) for name in LINE_TEXTS},
        quantity=line.quantity,
        price=line.price,
        cost=line.cost if with_cost else None,
        serials=tuple(line.serials),
        product_id=line.product_id,
        arrival=line.arrival,
        arrives_on=line.arrives_on,
        group=line.line_group,
        list_price=line.list_price,
        id=line.id,
    )


def order_draft(session: Session, order: SalesOrder, *, with_cost: bool) -> OrderDraft:
    """Return the whole order as a draft; ids of lines and promises are kept in it."""
    promises = session.scalars(select(Promise).where(Promise.order_id == order.id).order_by(Promise.id))
    return OrderDraft(
        customer_id=order.customer_id,
        lines=tuple(line_draft(line, with_cost=with_cost) for line in lines_of(session, order.id)),
        **{name: getattr(order, name) for name in AGREED},
        staff_id=order.staff_id,
        ordered_on=order.ordered_on,
        nodes=tuple(node_draft(node) for node in nodes_of(session, order.id)),
        promises=tuple(PromiseDraft(p.words, p.due_on, p.id) for p in promises if p.state is PromiseState.OPEN),
    )


def nodes_of(session: Session, order_id: int) -> list[PaymentNode]:
    """Return the parts of an order's plan of payment, in order."""
    return list(session.scalars(select(PaymentNode).where(PaymentNode.order_id == order_id).order_by(PaymentNode.position, PaymentNode.id)))


def node_draft(node: PaymentNode) -> NodeDraft:
    """Return a part of the plan as a draft with its id."""
    return NodeDraft(**{name: getattr(node, name) for name in PLANNED}, due_on=node.planned_on)


def event_days(session: Session, order: SalesOrder) -> EventDays:
    """Return the days of an order with which parts of its price fall due; accepted = when the last of its deliveries was."""
    latest = select(func.max(Delivery.accepted_on)).where(Delivery.order_id == order.id, Delivery.kind == DeliveryKind.DELIVERY)
    accepted = session.execute(latest).scalar()
    return EventDays(order.signed_on, order.hidden_on, order.commission_on, accepted, order.install_months)


def order_version(session: Session, order_id: int) -> int:
    """Return a figure that changes with the order, its lines, its promises and its plan of payment as it was typed."""
    found = _versions().rows(session.connection(), [order_id])
    seen = [tuple(row) for order, parts in found for row in (order[:2], *parts[0], *parts[1], *parts[2])]
    return crc32(repr(seen).encode())


@cache
def _versions() -> Whole:
    line, promise, order = OrderLine, Promise, SalesOrder.__table__
    lines = select(line.order_id, line.id, line.version).order_by(line.id)
    promises = select(promise.order_id, promise.id, promise.version).order_by(promise.id)
    node = PaymentNode
    nodes = select(node.order_id, node.id, node.kind, node.trigger, node.share, node.fixed, node.planned_on, node.words).order_by(node.id)
    return Whole(select(order.c.id, order.c.version), order.c.id, {"lines": lines, "promises": promises, "nodes": nodes})


def progress_of(session: Session, order_ids: Collection[int]) -> dict[int, tuple[LineProgress, ...]]:
    """Return for each of these orders how far its lines are delivered, in their order."""
    found: dict[int, list[LineProgress]] = defaultdict(list)
    for row in session.execute(_progress(), {"orders": list(order_ids)}):
        found[row.order_id].append(LineProgress(row.id, row.quantity, row.handed, row.planned))
    return {order_id: tuple(found[order_id]) for order_id in order_ids}


@cache
def _progress() -> Select[Any]:
    """Return the question of `progress_of`, made once: that takes longer than to answer it."""
    handed = func.coalesce(func.sum(case((Delivery.state.in_(HANDED_OVER), DeliveryLine.quantity), else_=0)), 0)
    under_way = (Delivery.state.in_(OPEN_STATES)) & (Delivery.kind == DeliveryKind.DELIVERY)
    planned = func.coalesce(func.sum(case((under_way, DeliveryLine.quantity), else_=0)), 0)
    return (
        select(OrderLine.order_id, OrderLine.id, OrderLine.quantity, handed.label("handed"), planned.label("planned"))
        .outerjoin(DeliveryLine, DeliveryLine.order_line_id == OrderLine.id)
        .outerjoin(Delivery, Delivery.id == DeliveryLine.delivery_id)
        .where(OrderLine.order_id.in_(bindparam("orders", expanding=True)))
        .group_by(OrderLine.id)
        .order_by(OrderLine.order_id, OrderLine.position, OrderLine.id)
    )


def paid_of(session: Session, order_id: int, kind: PayKind | None = None) -> int:
    """Return what was received for an order less what was given back, in 分; of one kind of payment where it is given."""
    query = select(func.coalesce(func.sum(Payment.amount), 0)).where(Payment.order_id == order_id)
    return session.execute(query.where(Payment.kind == kind) if kind else query).scalar_one()


def totals_of(session: Session, order: SalesOrder, lines: Sequence[OrderLine] | None = None) -> Totals:
    """Return the sums of an order, whose `lines` may be at hand."""
    drafts = [line_draft(line) for line in (lines_of(session, order.id) if lines is None else lines)]
    return totals(drafts, *beside_of(session, order), kept=kept_of(order))


def beside_of(session: Session, order: SalesOrder) -> tuple[Beside, int]:
    """Return what stands beside the lines of an order, with what the state pays of it and the fees of its returns; and what was paid."""
    paid, subsidy, fees = session.execute(_beside(), {"order": order.id}).one()
    return Beside(order.discount, order.rounding, order.tax_mode, order.tax_rate, subsidy, fees), paid


@cache
def _beside() -> Select[Any]:
    def summed(column: Any, *conditions: Any) -> Any:
        return select(func.coalesce(func.sum(column), 0)).where(*conditions).scalar_subquery()

    one: Any = bindparam("order")
    return select(
        summed(Payment.amount, Payment.order_id == one),
        summed(TradeIn.amount, TradeIn.order_id == one, TradeIn.state.in_(COUNTED)),
        summed(OrderReturn.fee, OrderReturn.order_id == one),
    )


def kept_of(order: SalesOrder) -> int | None:
    """Return what a cancelled order still comes to, None of one that is not cancelled."""
    return (order.kept or 0) if order.state is OrderState.CANCELLED else None


def facts_of(session: Session, order: SalesOrder, line_ids: Iterable[int] | None = None) -> OrderFacts:
    """Return what hangs on an order; machines, coverages and visits only of these lines where they are given."""
    sums = totals_of(session, order)
    deliveries = session.execute(select(Delivery.number, Delivery.state, Delivery.kind).where(Delivery.order_id == order.id)).all()
    is_with_customer = any(line.delivered > 0 for line in progress_of(session, [order.id])[order.id])
    wanted = OrderLine.order_id == order.id
    machines = session.execute(
        select(Equipment.id, Equipment.product, Equipment.model, Equipment.number)
        .join(OrderLine, OrderLine.id == Equipment.order_line_id)
        .where(wanted if line_ids is None else wanted & OrderLine.id.in_(list(line_ids)))
        .where(Equipment.removed_on.is_(None))
    ).all()
    invoices = session.scalars(
        select(Invoice.number).where(Invoice.order_id == order.id, Invoice.issued_on.is_not(None), Invoice.voided_on.is_(None))
    )
    promises = session.scalars(select(Promise.words).where(Promise.order_id == order.id, Promise.state == PromiseState.OPEN))
    return OrderFacts(
        paid=sums.paid,
        owed=sums.owed,
        planned=tuple(d.number for d in deliveries if d.state in OPEN_STATES),
        delivered=tuple(d.number for d in deliveries if d.state in HANDED_OVER and d.kind is DeliveryKind.DELIVERY and is_with_customer),
        equipment=tuple(f"{m.product or m.model} {m.number}" for m in machines),
        coverages=_count(session, EquipmentCoverage, EquipmentCoverage.equipment_id.in_([m.id for m in machines])),
        visits=_visits(session, order.id),
        promises=tuple(promises),
        invoices=tuple(invoices),
    )


def _visits(session: Session, order_id: int) -> int:
    deliveries = select(Delivery.id).where(Delivery.order_id == order_id)
    return _count(session, Visit, Visit.delivery_id.in_(deliveries), Visit.state == VisitState.OPEN)


def _count(session: Session, table: Any, *conditions: Any) -> int:
    return session.execute(select(func.count()).select_from(table).where(*conditions)).scalar_one()


def first_goods(lines: Sequence[tuple[str, str, str]]) -> str:
    """Name the goods of an order in short by (brand, model, name) of its lines: the first, and how many more."""
    if not lines:
        return ""
    brand, model, name = lines[0]
    more = f" +{len(lines) - 1}" if len(lines) > 1 else ""
    return " ".join(filter(None, (brand, name, model))) + more

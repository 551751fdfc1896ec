"""Everything the page of one order shows: lines and how far they are delivered, sums, money, invoices, promises, deliveries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dealer_crm.domain.deliveries import DeliveryKind, DeliveryState
from dealer_crm.domain.invoices import InvoiceKind
from dealer_crm.domain.order_sums import LineProgress, Totals, totals
from dealer_crm.domain.orders import OrderDraft, OrderState, PayWay
from dealer_crm.domain.pay_plan import NodeDraft, PayKind
from dealer_crm.domain.promises import PromiseState
from dealer_crm.services.order_reading import beside_of, kept_of, node_draft, nodes_of, order_draft, order_version, progress_of
from dealer_crm.storage.models import CustomerLine, Delivery, DeliveryLine, Invoice, Payment, Promise, SalesOrder, Staff


@dataclass(frozen=True)
class PaymentRow:
    """Money of the order, below nothing when given back; `handed_in_on` None = still with `staff`."""

    id: int
    number: str
    kind: PayKind
    way: PayWay
    amount: int
    paid_on: date
    receipt_number: str
    handed_in_on: date | None
    staff: str
    note: str


@dataclass(frozen=True)
class InvoiceRow:
    """An invoice asked for, issued once `issued_on` is known."""

    id: int
    version: int
    order_id: int
    title: str
    tax_number: str
    amount: int
    asked_on: date
    number: str
    issued_on: date | None
    note: str
    kind: InvoiceKind = InvoiceKind.NORMAL
    voided_on: date | None = None


@dataclass(frozen=True)
class PromiseRow:
    """What was promised, and what became of it."""

    id: int
    words: str
    due_on: date | None
    state: PromiseState
    note: str


@dataclass(frozen=True)
class OrderDeliveryRow:
    """A delivery or return of the order; `quantity` thousandths in all."""

    id: int
    number: str
    kind: DeliveryKind
    state: DeliveryState
    planned_on: date | None
    quantity: int


@dataclass(frozen=True)
class NodeRow:
    """A part of the plan of payment: what it comes to and what of it is not paid, in 分; due on the day typed, or of its event."""

    draft: NodeDraft
    amount: int
    open: int
    due_on: date | None = None


@dataclass(frozen=True)
class OrderFile:
    """The order as its page shows it; `draft` is what the form edits, saved by `version`."""

    id: int
    number: str
    version: int
    state: OrderState
    customer_id: int
    customer: str
    customer_number: str
    phone: str
    address: str
    staff: str
    draft: OrderDraft
    progress: tuple[LineProgress, ...]
    totals: Totals
    payments: tuple[PaymentRow, ...]
    invoices: tuple[InvoiceRow, ...]
    promises: tuple[PromiseRow, ...]
    deliveries: tuple[OrderDeliveryRow, ...]
    nodes: tuple[NodeRow, ...]
    closed_on: date | None
    cancel_reason: str


def read_file(session: Session, order: SalesOrder, *, with_cost: bool) -> OrderFile:
    """Return the order with all that hangs on it, in one snapshot."""
    draft = order_draft(session, order, with_cost=with_cost)
    customer = session.execute(select(CustomerLine.__table__).where(CustomerLine.customer_id == order.customer_id)).one()
    return OrderFile(
        id=order.id,
        number=order.number,
        version=order_version(session, order.id),
        state=order.state,
        customer_id=order.customer_id,
        customer=customer.name,
        customer_number=customer.number,
        phone=customer.phone,
        address=customer.address,
        staff=session.execute(select(Staff.name).where(Staff.id == order.staff_id)).scalar() or "",
        draft=draft,
        progress=progress_of(session, [order.id])[order.id],
        totals=totals(draft.lines, *beside_of(session, order), kept=kept_of(order)),
        payments=_payments(session, order.id),
        invoices=invoices_of(session, Invoice.order_id == order.id),
        promises=_promises(session, order.id),
        deliveries=_deliveries(session, order.id),
        nodes=tuple(NodeRow(node_draft(node), node.amount, node.open, node.due_on) for node in nodes_of(session, order.id)),
        closed_on=order.closed_on,
        cancel_reason=order.cancel_reason,
    )


def invoices_of(session: Session, *conditions: Any) -> tuple[InvoiceRow, ...]:
    """Return the invoices that meet the conditions, in the order they were asked for."""
    names = ("id", "version", "order_id", "title", "tax_number", "amount", "asked_on", "number", "issued_on", "note", "kind", "voided_on")
    query = select(*(getattr(Invoice, name) for name in names)).where(*conditions).order_by(Invoice.asked_on, Invoice.id)
    return tuple(InvoiceRow(*row) for row in session.execute(query))


def _payments(session: Session, order_id: int) -> tuple[PaymentRow, ...]:
    names = ("id", "number", "kind", "way", "amount", "paid_on", "receipt_number", "handed_in_on")
    columns = [getattr(Payment, name) for name in names]
    query = select(*columns, func.coalesce(Staff.name, ""), Payment.note).outerjoin(Staff, Staff.id == Payment.staff_id)
    found = session.execute(query.where(Payment.order_id == order_id).order_by(Payment.paid_on, Payment.id))
    return tuple(PaymentRow(*tuple(row)) for row in found)


def _promises(session: Session, order_id: int) -> tuple[PromiseRow, ...]:
    query = select(Promise.id, Promise.words, Promise.due_on, Promise.state, Promise.note).where(Promise.order_id == order_id)
    return tuple(PromiseRow(*row) for row in session.execute(query.order_by(Promise.id)))


def _deliveries(session: Session, order_id: int) -> tuple[OrderDeliveryRow, ...]:
    quantity = func.coalesce(func.sum(DeliveryLine.quantity), 0)
    query = (
        select(Delivery.id, Delivery.number, Delivery.kind, Delivery.state, Delivery.planned_on, quantity)
        .outerjoin(DeliveryLine, DeliveryLine.delivery_id == Delivery.id)
        .where(Delivery.order_id == order_id)
        .group_by(Delivery.id)
        .order_by(Delivery.id)
    )
    return tuple(OrderDeliveryRow(*row) for row in session.execute(query))

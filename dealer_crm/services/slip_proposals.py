"""What a new hand-over slip begins with, and when one should be written: from promises, order, delivery and the papers at hand."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dealer_crm.domain.customers import CustomerNotFound
from dealer_crm.domain.deliveries import DeliveryKind
from dealer_crm.domain.journal import Role
from dealer_crm.domain.knowledge import AttachmentKind
from dealer_crm.domain.orders import OrderState
from dealer_crm.domain.planning import Department, SlipState
from dealer_crm.domain.promises import PromiseState
from dealer_crm.domain.slips import LONGEST, PAPERS, SlipDraft, read_papers
from dealer_crm.services.order_reading import HANDED_OVER, require
from dealer_crm.storage.models import Attachment, Customer, Delivery, HandoverSlip, Promise, SalesOrder, Staff

Step = tuple[Department, Department]
SOLD, BUILT = (Department.SALES, Department.INSTALLATION), (Department.INSTALLATION, Department.SERVICE)
_UNDER_WAY = (OrderState.CONFIRMED, OrderState.PREPARING, OrderState.READY)
_ROLES = {
    Department.SALES: Role.SALES,
    Department.INSTALLATION: Role.INSTALLER,
    Department.SERVICE: Role.SERVICE,
    Department.FINANCE: Role.OWNER,
}
"""Who of the shop is proposed for a department."""


def next_slip(session: Session, order_id: int) -> Step | None:
    """Return between which departments an order should be handed on now; None where that was done or it is too early.

    Raises OrderNotFound.
    """
    order = require(session, order_id)
    step = _step(session, order)
    if step is None:
        return None
    told = select(func.count()).where(HandoverSlip.order_id == order_id, HandoverSlip.to_department == step[1])
    return None if session.execute(told).scalar_one() else step


def _step(session: Session, order: SalesOrder) -> Step | None:
    brought = select(func.count()).where(Delivery.order_id == order.id, Delivery.kind == DeliveryKind.DELIVERY)
    if session.execute(brought.where(Delivery.finished_at.is_not(None))).scalar_one():
        return BUILT
    return SOLD if order.state in _UNDER_WAY else None


def proposed(session: Session, asked: tuple[int, int | None, int | None], due_on: date, staff_id: int | None) -> SlipDraft:
    """Return a draft for customer, order and the refused slip that is sent anew. Raises CustomerNotFound, OrderNotFound."""
    customer_id, order_id, again = asked
    customer = session.get(Customer, customer_id)
    if customer is None:
        raise CustomerNotFound(number=str(customer_id))
    refused = session.get(HandoverSlip, again) if again else None
    if refused is not None and refused.state is SlipState.REFUSED:
        return _anew(refused, due_on, staff_id)
    order = require(session, order_id) if order_id else _last_order(session, customer_id)
    giver, receiver = (_step(session, order) if order else None) or SOLD
    return SlipDraft(
        customer_id,
        giver,
        receiver,
        _receiver(session, receiver, order, staff_id),
        due_on,
        from_id=staff_id,
        order_id=order.id if order else None,
        promised=_promised(session, customer_id, order),
        open_points=_open_points(session, order),
        papers=_papers(session, customer_id),
    )


def _anew(slip: HandoverSlip, due_on: date, staff_id: int | None) -> SlipDraft:
    return SlipDraft(
        slip.customer_id,
        slip.from_department,
        slip.to_department,
        slip.to_id,
        due_on,
        from_id=slip.from_id or staff_id,
        order_id=slip.order_id,
        promised=slip.promised,
        open_points=slip.open_points,
        papers=read_papers(slip.papers),
        again=slip.id,
    )


def _last_order(session: Session, customer_id: int) -> SalesOrder | None:
    query = select(SalesOrder).where(SalesOrder.customer_id == customer_id, SalesOrder.state != OrderState.CANCELLED)
    return session.scalars(query.order_by(SalesOrder.ordered_on.desc(), SalesOrder.id.desc()).limit(1)).first()


def _receiver(session: Session, department: Department, order: SalesOrder | None, staff_id: int | None) -> int | None:
    """Return who receives: whoever brings the goods, else the first of the department's trade, never the sender himself."""
    people = select(Staff.id).where(Staff.active, Staff.id != (staff_id or 0))
    if order is not None and department is Department.INSTALLATION:
        crew = select(Delivery.staff_id).where(Delivery.order_id == order.id)
        found = session.execute(people.where(Staff.id.in_(crew)).order_by(Staff.id).limit(1)).scalar()
        if found is not None:
            return found
    return session.execute(people.where(Staff.role == _ROLES[department]).order_by(Staff.id).limit(1)).scalar()


def _promised(session: Session, customer_id: int, order: SalesOrder | None) -> str:
    query = select(Promise.words).where(Promise.customer_id == customer_id, Promise.state == PromiseState.OPEN)
    lines = list(session.scalars(query.order_by(Promise.due_on.is_(None), Promise.due_on, Promise.id)))
    if order is not None and order.note:
        lines.append(order.note)
    return "\n".join(lines)[:LONGEST]


def _open_points(session: Session, order: SalesOrder | None) -> str:
    """Return what stayed open when the goods were handed over."""
    if order is None:
        return ""
    query = select(Delivery.open_reason).where(Delivery.order_id == order.id, Delivery.open_reason != "")
    return "\n".join(session.scalars(query.where(Delivery.state.in_(HANDED_OVER)).order_by(Delivery.id)))[:LONGEST]


def _papers(session: Session, customer_id: int) -> tuple[AttachmentKind, ...]:
    kinds = set(session.scalars(select(Attachment.kind).where(Attachment.customer_id == customer_id).distinct()))
    return tuple(kind for kind in PAPERS if kind in kinds)

"""An order that is given up: what hangs on it, what becomes of its money, and all that falls away with it; part of the caller's write."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from dealer_crm.domain.acceptances import AcceptanceState
from dealer_crm.domain.change_orders import ChangeState
from dealer_crm.domain.deliveries import OPEN_STATES, DeliveryState
from dealer_crm.domain.jobs import JobState, may_become
from dealer_crm.domain.order_cancel import Standing, check_kept, settlement
from dealer_crm.domain.order_effects import OrderFacts
from dealer_crm.domain.orders import CancelSide, OrderDelivered, OrderState, check_change
from dealer_crm.domain.pay_plan import PayKind
from dealer_crm.domain.promises import PromiseState
from dealer_crm.domain.trade_ins import TradeInState
from dealer_crm.services.order_reading import facts_of, nodes_of, paid_of, totals_of
from dealer_crm.services.order_state import move, settle
from dealer_crm.services.trade_in_returns import call_back, counted
from dealer_crm.storage.database import WriteSession
from dealer_crm.storage.models import Acceptance, ChangeOrder, Delivery, Invoice, Job, Promise, SalesOrder


def standing_of(session: Session, order: SalesOrder) -> Standing:
    """Return the money of an order as a settlement needs it."""
    sums = totals_of(session, order)
    return Standing(sums.price, sums.paid, paid_of(session, order.id, PayKind.EARNEST_MONEY), sums.fees)


def cancel_facts(session: Session, order: SalesOrder) -> OrderFacts:
    """Return what hangs on an order that is to be cancelled."""
    claims = counted(session, order.id)
    paid = [one.amount for one in claims if one.state is TradeInState.PAID]
    of_it = (Invoice.order_id == order.id, Invoice.voided_on.is_(None))
    issued = session.scalars(select(Invoice.number).where(*of_it, Invoice.issued_on.is_not(None)))
    wanted = session.scalars(select(Invoice.id).where(*of_it, Invoice.issued_on.is_(None)))
    return replace(
        facts_of(session, order),
        site=tuple(one.number for rows in _waiting(session, order.id) for one in rows),
        changes=tuple(change.number for change in _open_changes(session, order.id)),
        trade_ins=len(claims) - len(paid),
        repay=(len(paid), sum(paid)),
        invoices=tuple(issued),
        wanted=len(wanted.all()),
        plan=sum(node.open > 0 for node in nodes_of(session, order.id)),
    )


def give_up(session: WriteSession, order: SalesOrder, side: CancelSide, kept: int | None, on: date) -> None:
    """Cancel the order; `kept` None = what the law gives on that side.

    Raises OrderDelivered while goods are with the customer, StateRefused, KeptWrong.
    """
    if facts_of(session, order).delivered:
        raise OrderDelivered(number=order.number)
    check_change(order.number, order.state, OrderState.CANCELLED)
    standing = standing_of(session, order)
    order.cancel_side, order.kept = side, settlement(standing, side) if kept is None else kept
    check_kept(standing, order.kept)
    let_go(session, order.id, on)
    _leave_site(session, order)
    move(session, order, OrderState.CANCELLED, on)
    settle(session, order)


def let_go(session: WriteSession, order_id: int, on: date) -> None:
    """End what waits for the order: deliveries, promises, changes, trade-ins, invoices that were asked for."""
    for delivery in session.scalars(select(Delivery).where(Delivery.order_id == order_id, Delivery.state.in_(OPEN_STATES))):
        delivery.state = DeliveryState.CANCELLED
    for promise in session.scalars(select(Promise).where(Promise.order_id == order_id, Promise.state == PromiseState.OPEN)):
        session.delete(promise)
    for change in _open_changes(session, order_id):
        change.state = ChangeState.DROPPED
    call_back(counted(session, order_id), on)
    wanted = (Invoice.order_id == order_id, Invoice.issued_on.is_(None), Invoice.voided_on.is_(None))
    for invoice in session.scalars(select(Invoice).where(*wanted)):
        invoice.voided_on = on
    session.flush()


def _leave_site(session: WriteSession, order: SalesOrder) -> None:
    """Call off the jobs that nobody began, for the reason of the order, and the sheets that are open; who is at work finishes it."""
    jobs, sheets = _waiting(session, order.id)
    for job in jobs:
        job.state, job.reason = JobState.CANCELLED, order.cancel_reason
    for sheet in sheets:
        sheet.state = AcceptanceState.CANCELLED
    session.flush()


def _waiting(session: Session, order_id: int) -> tuple[list[Job], list[Acceptance]]:
    """Return the jobs of an order that can be called off, and its open sheets."""
    jobs = session.scalars(select(Job).where(Job.order_id == order_id).order_by(Job.id))
    sheets = select(Acceptance).where(Acceptance.order_id == order_id, Acceptance.state == AcceptanceState.OPEN).order_by(Acceptance.id)
    return [job for job in jobs if may_become(job.state, JobState.CANCELLED)], list(session.scalars(sheets))


def void_invoices(session: WriteSession, order_id: int, on: date) -> None:
    """Note that the issued invoices of an order were voided or reversed."""
    issued = (Invoice.order_id == order_id, Invoice.issued_on.is_not(None), Invoice.voided_on.is_(None))
    for invoice in session.scalars(select(Invoice).where(*issued)):
        invoice.voided_on = on


def _open_changes(session: Session, order_id: int) -> list[ChangeOrder]:
    query = select(ChangeOrder).where(ChangeOrder.order_id == order_id, ChangeOrder.state == ChangeState.DRAFT)
    return list(session.scalars(query.order_by(ChangeOrder.id)))

"""Money received and given back; cash that an installer took stays with him until he hands it in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from dealer_crm.domain.amounts import figures
from dealer_crm.domain.customers import CustomerNotFound
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.journal import Action, Actor, Subject
from dealer_crm.domain.pay_plan import PayKind
from dealer_crm.domain.payments import (
    EarnestAboveCap,
    HandedInBefore,
    MoreThanOpen,
    PaidMeanwhile,
    PaymentDraft,
    PaymentForOther,
    PaymentNotFound,
    RefundStands,
    RefundTooMuch,
    earnest_warning,
    excess_warning,
    stays_with_staff,
)
from dealer_crm.services.money import free_payment
from dealer_crm.services.order_reading import kept_of, paid_of, require, totals_of
from dealer_crm.services.order_state import renew
from dealer_crm.storage import numbers
from dealer_crm.storage.database import Database, WriteSession
from dealer_crm.storage.models import Customer, OpeningBalance, Payment, SalesOrder, ServiceRequest, Staff


class Payments:
    """Use-cases of payments. One public method is one transaction."""

    def __init__(self, db: Database, actor: Callable[[], Actor], now: Callable[[], datetime]) -> None:
        self._db = db
        self._actor = actor
        self._now = now

    @property
    def _today(self) -> date:
        return local_day(self._now())

    def receive(self, *drafts: PaymentDraft) -> int:
        """Save money that changed hands, in parts where it is for several things, and return the id of the last; refunds below nothing.

        Raises AmountMissing, RefundReasonMissing, CustomerNotFound, OrderNotFound, PaymentForOther, RefundTooMuch, PaidMeanwhile; then
        none is saved.
        """
        checked = [draft.checked() for draft in drafts]
        with self._db.write(self._actor(), Action.CREATE, Subject.PAYMENT) as session:
            for draft in checked:
                _check_meanwhile(session, draft)
            return [self.write(session, draft) for draft in checked][-1]

    def write(self, session: WriteSession, draft: PaymentDraft) -> int:
        """Write money that changed hands as part of the caller's write; `draft` is checked. Raises as `receive`."""
        customer = session.get(Customer, draft.customer_id)
        if customer is None:
            raise CustomerNotFound(number=str(draft.customer_id))
        _check_owner(session, draft)
        _check_refund(session, draft)
        number = numbers.take(session.connection(), numbers.PAYMENT, self._today)[0]
        payment = self._payment(session, draft, number)
        session.add(payment)
        session.flush()
        if draft.order_id is not None:
            renew(session, draft.order_id, self._today)
        session.about(payment.id, f"{number} {customer.name}".strip())
        return payment.id

    def warnings(self, draft: PaymentDraft) -> tuple[MoreThanOpen | EarnestAboveCap, ...]:
        """Say that more is taken than is open, and how 定金 above a fifth of the order's price is to be split; often there is nothing."""
        if draft.kind is PayKind.REFUND or draft.order_id is None:
            return ()
        with self._db.read() as session:
            sums = totals_of(session, require(session, draft.order_id))
            earnest = paid_of(session, draft.order_id, PayKind.EARNEST_MONEY)
        is_earnest = draft.kind is PayKind.EARNEST_MONEY
        found = (excess_warning(draft.amount, sums.owed), earnest_warning(draft.amount, earnest, sums.total) if is_earnest else None)
        return tuple(one for one in found if one is not None)

    def hand_in(self, payment_ids: Iterable[int], on: date | None = None) -> None:
        """Take cash over from whoever has it, as one undoable step. Raises PaymentNotFound, HandedInBefore; then none is taken."""
        on = on or self._today
        with self._db.write(self._actor(), Action.COMPLETE, Subject.PAYMENT) as session:
            for payment_id in payment_ids:
                payment = _require(session, payment_id)
                if payment.handed_in_on is None and on < payment.paid_on:
                    raise HandedInBefore(number=payment.number, day=payment.paid_on.isoformat())
                payment.handed_in_on = payment.handed_in_on or on
                session.about(payment.id, payment.number)

    def remove(self, payment_id: int) -> None:
        """Take a payment out that was written by mistake (its number is listed as 作废). Raises PaymentNotFound, RefundStands."""
        with self._db.write(self._actor(), Action.DELETE, Subject.PAYMENT) as session:
            payment = _require(session, payment_id)
            order_id = payment.order_id
            session.about(payment.id, payment.number)
            session.delete(payment)
            session.flush()
            if payment.amount > 0 and received_for(session, payment) < 0:
                raise RefundStands(number=payment.number)
            if order_id is not None:
                renew(session, order_id, self._today)

    def _payment(self, session: WriteSession, draft: PaymentDraft, number: str) -> Payment:
        staff_id = draft.staff_id or self._actor().staff_id
        person = session.get(Staff, staff_id) if staff_id else None
        paid_on = draft.paid_on or self._today
        stays = stays_with_staff(draft.way, person.role if person else None, draft.with_staff)
        return Payment(
            number=number,
            customer_id=draft.customer_id,
            order_id=draft.order_id,
            request_id=draft.request_id,
            staff_id=staff_id,
            kind=draft.kind,
            way=draft.way,
            amount=draft.signed,
            paid_on=paid_on,
            receipt_number=draft.receipt_number,
            handed_in_on=None if stays else paid_on,
            note=draft.note,
            payer=draft.payer,
            created_at=self._now(),
        )


def _check_owner(session: WriteSession, draft: PaymentDraft) -> None:
    if draft.request_id is not None:
        request = session.get(ServiceRequest, draft.request_id)
        if request is None or request.customer_id != draft.customer_id:
            raise PaymentForOther
    if draft.order_id is not None and require(session, draft.order_id).customer_id != draft.customer_id:
        raise PaymentForOther


def _check_meanwhile(session: WriteSession, draft: PaymentDraft) -> None:
    """Ask who takes money for an order that got some since his form was opened. Raises OrderNotFound, PaidMeanwhile."""
    if draft.order_id is None or draft.expected_paid is None:
        return
    paid = paid_of(session, require(session, draft.order_id).id)
    if paid <= draft.expected_paid:
        return
    query = select(Payment.number, Payment.created_at, Staff.name).outerjoin(Staff, Staff.id == Payment.staff_id)
    last = session.execute(query.where(Payment.order_id == draft.order_id).order_by(Payment.id.desc()).limit(1)).one()
    at = f"{last.created_at.astimezone():%m-%d %H:%M}"
    raise PaidMeanwhile.told(paid, number=last.number, amount=figures(paid - draft.expected_paid), who=last.name or "–", at=at)


def _check_refund(session: WriteSession, draft: PaymentDraft) -> None:
    if draft.kind is not PayKind.REFUND:
        return
    received = max(received_for(session, draft), 0)
    if draft.amount > received:
        raise RefundTooMuch(received=figures(received))


def received_for(session: Session, money: PaymentDraft | Payment) -> int:
    """Return what was received, less what was given back, for what the money is for: the order, the service, or neither.

    What the shop owed the customer before it moved in may be given back too, and what it pays beyond all it received for an order that it
    cannot perform (定金 twice). Below nothing: a refund stands without its money.
    """
    received = _sum(session, Payment.amount, same_money(money))
    if money.order_id is not None:
        order = session.get(SalesOrder, money.order_id)
        return received + max(-((kept_of(order) if order else None) or 0), 0)
    if money.request_id is not None:
        return received
    credit = -_sum(session, OpeningBalance.amount, OpeningBalance.customer_id == money.customer_id)
    return received + max(credit, 0)


def same_money(money: PaymentDraft | Payment) -> Any:
    """Return the condition of all payments for the same: the order, the service, or neither."""
    if money.order_id is not None:
        return Payment.order_id == money.order_id
    if money.request_id is not None:
        return Payment.request_id == money.request_id
    return and_(Payment.customer_id == money.customer_id, free_payment())


def _sum(session: Session, column: Any, *conditions: Any) -> int:
    found: int = session.execute(select(func.coalesce(func.sum(column), 0)).where(*conditions)).scalar_one()
    return found


def _require(session: WriteSession, payment_id: int) -> Payment:
    payment = session.get(Payment, payment_id)
    if payment is None:
        raise PaymentNotFound
    return payment

"""Orders after an undo: those it touched follow their goods and money again, or it is refused; part of the caller's write."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import ColumnElement, String, exists, false, func, select, type_coerce

from dealer_crm.domain.acceptances import AcceptanceState, SheetStage
from dealer_crm.domain.change_orders import ChangeClosed, ChangeState
from dealer_crm.domain.deliveries import OPEN_STATES, DeliveryKind, DeliveryState
from dealer_crm.domain.jobs import JobStage, JobState
from dealer_crm.domain.journal import UndoBlocked
from dealer_crm.domain.order_sums import FIXED
from dealer_crm.domain.orders import ContractSigned, OrderState
from dealer_crm.domain.payments import PaymentDraft, RefundStands
from dealer_crm.domain.quotes import VersionGiven
from dealer_crm.domain.signing import HELD_LINE
from dealer_crm.services.evidence import Gone, refuse_bare
from dealer_crm.services.order_reading import HANDED_OVER, paid_of, progress_of, totals_of
from dealer_crm.services.order_state import check_advance, renew
from dealer_crm.services.payments import received_for, same_money
from dealer_crm.storage.database import WriteSession
from dealer_crm.storage.models import (
    Acceptance,
    ChangeOrder,
    Delivery,
    DeliveryCheck,
    DeliveryLine,
    ExpectationRating,
    Job,
    Payment,
    Quote,
    QuoteVersion,
    SalesOrder,
)
from dealer_crm.storage.rows import Values

Conditions = tuple[ColumnElement[bool], ...]
PARTS = ("order_line", "payment", "payment_node", "delivery", "trade_in", "change_order", "order_return")
"""Tables whose rows name their order."""
SIGNED_WITH = ("change_order", "order_return")
"""Tables whose rows change the goods of a signed contract."""


def settle_orders(session: WriteSession, on: date) -> None:
    """Give each order that was touched the state that follows from its rows of now.

    Raises UndoBlocked where goods would be out for an order that is a draft or cancelled, or more or less than it has,
    RefundStands where money would be given back that was never received,
    AdvanceTooMuch where the state would pay more than the goods come to, ContractSigned, ChangeClosed or VersionGiven where what is
    signed, or what a customer was given, would say something else, and what `refuse_bare` raises where a picture goes.
    """
    _refuse_given_back(session)
    _refuse_reworded(session)
    _refuse_sheetless(session)
    _refuse_marked(session)
    _refuse_bare(session)
    touched = list(dict.fromkeys(_touched(session)))
    for order in session.scalars(select(SalesOrder).where(SalesOrder.id.in_(touched))).all():
        _refuse_torn(session, order)
        _refuse_unbound(session, order)
        _refuse_site(session, order)
        _refuse_unsettled(session, order)
        _refuse_unsigned(session, order)
        renew(session, order.id, on)
        check_advance(session, order)
        _refuse_below_nothing(session, order)


def _refuse_given_back(session: WriteSession) -> None:
    """Raises RefundStands where money goes of which a part was given back later, or a refund comes back to money that is gone."""
    for (table, payment_id), (before, after) in list(session.recorder.changes.items()):
        if table != "payment":
            continue
        gone = before if before and not after and before["amount"] > 0 else None
        back = after if after and not before and after["amount"] < 0 else None
        if row := gone or back:
            scope = PaymentDraft(row["customer_id"], abs(row["amount"]), order_id=row["order_id"], request_id=row["request_id"])
            refund = select(Payment.id).where(Payment.id >= payment_id, same_money(scope), Payment.amount < 0).limit(1)
            if received_for(session, scope) < 0 and session.execute(refund).first() is not None:
                raise RefundStands(number=row["number"])


def _refuse_reworded(session: WriteSession) -> None:
    """Raises ChangeClosed, VersionGiven for lines that would differ from what was signed, or given to the customer, later."""
    changes = session.recorder.changes
    for (table, _), values in list(changes.items()):
        row = next(filter(None, values))
        if table == "change_line" and ("change_order", row["change_id"]) not in changes:
            change = session.get(ChangeOrder, row["change_id"])
            if change is not None and change.state is ChangeState.SIGNED:
                raise ChangeClosed(number=change.number)
        if table == "quote_line" and ("quote_version", row["version_id"]) not in changes:
            version = session.get(QuoteVersion, row["version_id"])
            if version is not None and version.given_on is not None:
                raise VersionGiven(number=session.get_one(Quote, version.quote_id).number, position=version.position)


def _refuse_sheetless(session: WriteSession) -> None:
    """Raises UndoBlocked for the delivery that was planned since, which has none of the items of a sheet that would go."""
    off = AcceptanceState.CANCELLED
    for (table, _), (before, after) in list(session.recorder.changes.items()):
        if table == "acceptance" and before and before["state"] != off and (not after or after["state"] == off):
            query = select(Delivery.number).where(
                Delivery.order_id == before["order_id"],
                type_coerce(Delivery.created_at, String) > before["created_at"],
                Delivery.kind == DeliveryKind.DELIVERY,
                Delivery.state.not_in((DeliveryState.REFUSED, DeliveryState.CANCELLED)),
                ~exists().where(DeliveryCheck.delivery_id == Delivery.id, DeliveryCheck.sheet == before["sheet"]),
            )
            if numbers := session.scalars(query.order_by(Delivery.id)).all():
                raise UndoBlocked(count=len(numbers), latest=numbers[-1])


def _refuse_marked(session: WriteSession) -> None:
    """Raises UndoBlocked where a hand-over would go that the customer gave marks for."""
    for (table, delivery_id), (before, after) in list(session.recorder.changes.items()):
        if table == "delivery" and before and after and before["finished_at"] and not after["finished_at"]:
            marks = select(func.count()).where(ExpectationRating.delivery_id == delivery_id)
            if count := session.execute(marks).scalar_one():
                raise UndoBlocked(count=count, latest=before["number"])


def _refuse_bare(session: WriteSession) -> None:
    """Raises PictureOnSheet and its like where a picture would go that something was closed with since."""
    pictures = [values[0] for (table, _), values in session.recorder.changes.items() if table == "attachment" and not values[1]]
    refuse_bare(session, [Gone.of(row.__getitem__) for row in pictures if row])


def _touched(session: WriteSession) -> Iterable[int]:
    for (table, row_id), values in session.recorder.changes.items():
        for row in filter(None, values):
            if table == "sales_order":
                yield row_id
            elif table in PARTS and row["order_id"] is not None:
                yield row["order_id"]
            elif table == "delivery_line":
                delivery = session.get(Delivery, row["delivery_id"])
                if delivery is not None:
                    yield delivery.order_id


def _refuse_torn(session: WriteSession, order: SalesOrder) -> None:
    """Raises UndoBlocked for the deliveries that would not fit their order any more."""
    carried = (Delivery.kind == DeliveryKind.DELIVERY) & Delivery.state.in_(OPEN_STATES) | Delivery.state.in_(HANDED_OVER)
    query = select(Delivery.number).join(DeliveryLine, DeliveryLine.delivery_id == Delivery.id)
    numbers = list(dict.fromkeys(session.scalars(query.where(Delivery.order_id == order.id, carried).order_by(Delivery.id))))
    lines = progress_of(session, [order.id])[order.id]
    out = any(line.delivered > 0 or line.planned > 0 for line in lines)
    wrong = any(line.delivered < 0 or line.delivered + line.planned > line.ordered for line in lines)
    if numbers and (wrong or (order.state in FIXED and out)):
        raise UndoBlocked(count=len(numbers), latest=numbers[-1])


def _refuse_below_nothing(session: WriteSession, order: SalesOrder) -> None:
    """Raises UndoBlocked where goods would go and the discount on them stay: the shop would owe the customer what nobody paid."""
    if order.state is not OrderState.CANCELLED and totals_of(session, order).price < 0:
        raise UndoBlocked(count=1, latest=order.number)


def _refuse_unbound(session: WriteSession, order: SalesOrder) -> None:
    """Raises UndoBlocked for the changes of an order that would be a draft again, which has none."""
    if order.state is OrderState.DRAFT:
        query = select(ChangeOrder.number).where(ChangeOrder.order_id == order.id, ChangeOrder.state != ChangeState.DROPPED)
        if numbers := session.scalars(query.order_by(ChangeOrder.id)).all():
            raise UndoBlocked(count=len(numbers), latest=numbers[-1])


def _refuse_site(session: WriteSession, order: SalesOrder) -> None:
    """Raises UndoBlocked for the work on a site of an order that would be a draft again, or be given up, and for the ceremony of a
    signing that would not have been.
    """
    if order.state is OrderState.DRAFT:
        jobs: Conditions = (Job.stage != JobStage.SURVEY, Job.state != JobState.CANCELLED)
        sheets: Conditions = (Acceptance.state != AcceptanceState.CANCELLED,)
    elif order.state is OrderState.CANCELLED:
        jobs, sheets = (Job.state.in_((JobState.PLANNED, JobState.CONFIRMED)),), (Acceptance.state == AcceptanceState.OPEN,)
    elif order.signed_on is None:
        jobs = (false(),)
        sheets = (Acceptance.state != AcceptanceState.CANCELLED, Acceptance.stage == SheetStage.CEREMONY)
    else:
        return
    numbers = [
        *session.scalars(select(Job.number).where(Job.order_id == order.id, *jobs).order_by(Job.id)),
        *session.scalars(select(Acceptance.number).where(Acceptance.order_id == order.id, *sheets).order_by(Acceptance.id)),
    ]
    if numbers:
        raise UndoBlocked(count=len(numbers), latest=numbers[-1])


def _refuse_unsettled(session: WriteSession, order: SalesOrder) -> None:
    """Raises RefundStands where more was given back for a cancelled order than was received, and its cancel goes."""
    before, after = session.recorder.changes.get(("sales_order", order.id), (None, None))
    was_cancelled = before and after and before["state"] == OrderState.CANCELLED != after["state"]
    if was_cancelled and paid_of(session, order.id) < 0:
        raise RefundStands(number=order.number)


def _refuse_unsigned(session: WriteSession, order: SalesOrder) -> None:
    """Raises ContractSigned where goods or prices of a signed contract would be others without a change order or a return."""
    changes = session.recorder.changes
    if order.signed_on is None or ("sales_order", order.id) in changes:
        return
    of_order = [(table, values) for (table, _), values in changes.items() if order.id in _orders_named(values)]
    lines = [values for table, values in of_order if table == "order_line"]
    if any(_words(was) != _words(now) for was, now in lines) and not any(table in SIGNED_WITH for table, _ in of_order):
        raise ContractSigned(number=order.number)


def _orders_named(values: Iterable[Values | None]) -> set[int]:
    return {row["order_id"] for row in values if row and row.get("order_id")}


def _words(row: Values | None) -> list[object]:
    """Return what a contract says of a line; a line of nothing may be there or not."""
    return [row.get(name) for name in HELD_LINE if name != "product_id"] if row and row["quantity"] else []

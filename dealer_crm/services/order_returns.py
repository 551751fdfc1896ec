"""Returns and exchanges: goods come back off their order with all that follows, money included, as one step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from sqlalchemy import select

from dealer_crm.domain.dates import local_day
from dealer_crm.domain.journal import Action, Actor, Role, Subject
from dealer_crm.domain.order_effects import EffectLine
from dealer_crm.domain.order_returns import ReturnDraft, ReturnSums, said_goods
from dealer_crm.domain.orders import CancelSide, LineDraft, OrderState
from dealer_crm.domain.pay_plan import PayKind
from dealer_crm.domain.payments import PaymentDraft
from dealer_crm.domain.products import OTHER_CATEGORY
from dealer_crm.services import delivery_returns
from dealer_crm.services.order_cancel import let_go
from dealer_crm.services.order_reading import LINE_TEXTS, line_draft, lines_of, progress_of
from dealer_crm.services.order_reading import require as require_order
from dealer_crm.services.order_state import check_advance, move, renew, settle
from dealer_crm.services.payments import Payments
from dealer_crm.services.return_reading import (
    Returnable,
    ReturnFile,
    ReturnRow,
    effects_of,
    read_file,
    require,
    rows_of,
    serials_going,
    sums_of,
)
from dealer_crm.services.trade_in_returns import call_back
from dealer_crm.storage import numbers
from dealer_crm.storage.database import Database, WriteSession
from dealer_crm.storage.models import Customer, Delivery, OrderLine, OrderReturn, Product, SalesOrder


class OrderReturns:
    """Use-cases of returns. One public method is one transaction."""

    def __init__(self, db: Database, actor: Callable[[], Actor], now: Callable[[], datetime]) -> None:
        self._db = db
        self._actor = actor
        self._now = now
        self._payments = Payments(db, actor, now)

    @property
    def _today(self) -> date:
        return local_day(self._now())

    def take(self, draft: ReturnDraft) -> int:
        """Take goods off their order: the return delivery, machines and care, price, money back and what is delivered instead.

        Return its id. Raises ReturnReasonMissing, NothingComesBack, ReplacementMissing, FeeWrong, RefundWrong, RefundTooMuch,
        OrderNotFound, OrderNotConfirmed, QuantityTooMuch, SerialsNotBack, SerialNotThere, AdvanceTooMuch.
        """
        draft = draft.checked()
        with self._db.write(self._actor(), Action.RETURN, Subject.ORDER) as session:
            order = require_order(session, draft.order_id)
            serials = serials_going(session, draft)
            delivery = delivery_returns.take_back(
                session, order.id, {line_id: -quantity for line_id, quantity in draft.back}, self._now(), draft.serials
            )
            delivery.note, delivery.staff_id = draft.reason, self._actor().staff_id
            sums, claims = sums_of(session, order, draft, serials)
            row = self._row(session, order, draft, delivery, sums)
            call_back(claims, self._today)
            self._take_off(session, order, draft, sums)
            self._bring_instead(session, order, draft)
            self._settle(session, order, draft, sums)
            session.about(order.id, f"{row.number} {_whose(session, order)}".strip())
            return row.id

    def effects(self, draft: ReturnDraft) -> tuple[EffectLine, ...]:
        """Return what a return would do, money first. Raises OrderNotFound, QuantityTooMuch, FeeWrong, NothingComesBack."""
        with self._db.read() as session:
            return effects_of(session, draft)

    def returnable(self, order_id: int) -> tuple[Returnable, ...]:
        """Return the lines of an order of which something is with the customer."""
        with self._db.read() as session:
            there = {line.line_id: line.delivered for line in progress_of(session, [order_id])[order_id] if line.delivered > 0}
            serials = delivery_returns.serials_there(session, there)
            lines = [line_draft(line, with_cost=False) for line in lines_of(session, order_id) if line.id in there]
        return tuple(Returnable(line, there[line.id or 0], serials.get(line.id or 0, ())) for line in lines)

    def of_order(self, order_id: int) -> tuple[ReturnRow, ...]:
        """Return the returns of an order, in order."""
        with self._db.read() as session:
            return rows_of(session, order_id)

    def open(self, return_id: int) -> ReturnFile:
        """Return a return with whose it is. Raises ReturnNotFound."""
        with self._db.read() as session:
            return read_file(session, require(session, return_id))

    def id_of(self, number: str) -> int:
        """Return the id of a return's number. Raises ReturnNotFound."""
        with self._db.read() as session:
            return require(session, number=number).id

    def _row(self, session: WriteSession, order: SalesOrder, draft: ReturnDraft, delivery: Delivery, sums: ReturnSums) -> OrderReturn:
        row = OrderReturn(number=numbers.take(session.connection(), numbers.RETURN, self._today)[0], order_id=order.id)
        row.delivery_id, row.staff_id, row.kind = delivery.id, self._actor().staff_id, draft.kind
        row.reason, row.returned_on = draft.reason, self._today
        row.amount, row.fee, row.note = sums.amount, draft.fee, ", ".join(map(said_goods, draft.lines))
        session.add(row)
        session.flush()
        return row

    def _take_off(self, session: WriteSession, order: SalesOrder, draft: ReturnDraft, sums: ReturnSums) -> None:
        """Bring the lines down; in a return discount and rounding go along in their part."""
        back = dict(draft.back)
        for line in lines_of(session, order.id):
            if line.id in back:
                line.quantity -= back[line.id]
        if (order.discount, order.rounding) != (sums.after.discount, sums.after.rounding):
            order.discount, order.rounding = sums.after.discount, sums.after.rounding
        session.flush()

    def _bring_instead(self, session: WriteSession, order: SalesOrder, draft: ReturnDraft) -> None:
        """Put what an exchange brings at the end of the order; its guarantees begin with its own delivery."""
        position = max((line.position for line in lines_of(session, order.id)), default=-1) + 1
        sees_cost = self._actor().role is Role.OWNER
        for at, line in enumerate(draft.lines, position):
            product = session.get(Product, line.product_id) if line.product_id else None
            session.add(_new_line(order, line, product, at, costs=sees_cost))
        session.flush()

    def _settle(self, session: WriteSession, order: SalesOrder, draft: ReturnDraft, sums: ReturnSums) -> None:
        """Give the order its state and sums, and the customer what he gets at once."""
        if sums.nothing_left:
            let_go(session, order.id, self._today)
            order.cancel_side, order.kept, order.cancel_reason = CancelSide.AGREED, sums.after.total, draft.reason
            move(session, order, OrderState.CANCELLED, self._today)
            settle(session, order)
        else:
            renew(session, order.id, self._today)
            check_advance(session, order)
        if draft.refund:
            money = PaymentDraft(order.customer_id, draft.refund, PayKind.REFUND, draft.way, order.id, note=draft.reason)
            self._payments.write(session, money.checked())


def _whose(session: WriteSession, order: SalesOrder) -> str:
    return session.execute(select(Customer.name).where(Customer.id == order.customer_id)).scalar() or ""


def _new_line(order: SalesOrder, draft: LineDraft, product: Product | None, position: int, *, costs: bool) -> OrderLine:
    line = OrderLine(order_id=order.id, position=position, quantity=draft.quantity, price=draft.price, serials=list(draft.serials))
    for name in LINE_TEXTS:
        setattr(line, name, getattr(draft, name))
    line.category = draft.category or (product.category if product else OTHER_CATEGORY)
    line.unit = draft.unit or (product.unit if product else "")
    line.cost = draft.cost if costs and draft.cost is not None else product.cost if product else None
    line.product_id, line.line_group, line.arrival = draft.product_id, draft.group, draft.arrival
    return line

"""Change orders: written, signed by the customer before the work, only then part of the order; or dropped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import select

from dealer_crm.domain.change_orders import (
    ChangeClosed,
    ChangeDraft,
    ChangeState,
    SignDayMissing,
    SignerMissing,
    change_amount,
)
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.equipment import refuse_ahead
from dealer_crm.domain.errors import EditConflict
from dealer_crm.domain.journal import Action, Actor, Role, Subject
from dealer_crm.domain.orders import OrderClosed, OrderState, StateRefused
from dealer_crm.domain.text import one_line
from dealer_crm.services.change_reading import (
    ChangeFile,
    ChangeRow,
    Foreseen,
    change_draft,
    change_version,
    foreseen,
    read_file,
    require,
    rows_of,
)
from dealer_crm.services.change_writing import into_order, write_lines
from dealer_crm.services.order_reading import beside_of, line_draft, lines_of, progress_of
from dealer_crm.services.order_reading import require as require_order
from dealer_crm.services.order_state import renew_priced
from dealer_crm.storage import numbers
from dealer_crm.storage.database import Database, WriteSession
from dealer_crm.storage.models import ChangeOrder, Customer, SalesOrder

CLOSED = (OrderState.DONE, OrderState.CANCELLED)


class ChangeOrders:
    """Use-cases of change orders. One public method is one transaction."""

    def __init__(self, db: Database, actor: Callable[[], Actor], now: Callable[[], datetime]) -> None:
        self._db = db
        self._actor = actor
        self._now = now

    @property
    def _today(self) -> date:
        return local_day(self._now())

    @property
    def _sees_cost(self) -> bool:
        return self._actor().role is Role.OWNER

    def create(self, draft: ChangeDraft) -> int:
        """Write a change down that nobody signed yet, and return its id; the order stays as it is.

        Raises OrderNotFound, OrderClosed, StateRefused for an order that is a draft and simply edited, and the errors of the draft.
        """
        draft = draft.checked()
        with self._db.write(self._actor(), Action.CREATE, Subject.CHANGE_ORDER) as session:
            order = _changeable(session, draft.order_id)
            number = numbers.take(session.connection(), numbers.CHANGE_ORDER, self._today)[0]
            change = ChangeOrder(number=number, order_id=order.id, state=ChangeState.DRAFT, staff_id=self._actor().staff_id)
            change.asked_on = draft.asked_on or self._today
            session.add(change)
            self._fill(session, order, change, draft)
            return change.id

    def edit(self, change_id: int, draft: ChangeDraft, version: int) -> None:
        """Save a change opened at `version`. Raises ChangeNotFound, ChangeClosed, EditConflict and as `create`."""
        draft = draft.checked()
        with self._db.write(self._actor(), Action.EDIT, Subject.CHANGE_ORDER) as session:
            change = _open(session, change_id)
            theirs = change_version(session, change_id)
            if theirs != version:
                raise EditConflict(mine=version, theirs=theirs)
            order = _changeable(session, change.order_id)
            change.asked_on = draft.asked_on or change.asked_on
            self._fill(session, order, change, draft)

    def sign(self, change_id: int, signed_on: date | None, signed_by: str) -> None:
        """The customer signed: the order has the new goods and figures from now on, and its plan follows.

        Raises ChangeNotFound, ChangeClosed, SignDayMissing, SignerMissing, DayAhead, OrderClosed, StateRefused, LineClaimed,
        AdvanceTooMuch, and as `change_amount`.
        """
        if signed_on is None:
            raise SignDayMissing
        refuse_ahead(signed_on, self._today)
        if not one_line(signed_by):
            raise SignerMissing
        with self._db.write(self._actor(), Action.SIGN, Subject.CHANGE_ORDER) as session:
            change = _open(session, change_id)
            order = _changeable(session, change.order_id)
            change.amount = _amount(session, order, change_draft(session, change))
            change.state, change.signed_on, change.signed_by = ChangeState.SIGNED, signed_on, one_line(signed_by)
            into_order(session, order, change)
            renew_priced(session, order.id, self._today)
            _name(session, change, order)

    def drop(self, change_id: int) -> None:
        """The change is not made. Raises ChangeNotFound, ChangeClosed once it was signed."""
        with self._db.write(self._actor(), Action.DROP, Subject.CHANGE_ORDER) as session:
            change = _open(session, change_id)
            change.state = ChangeState.DROPPED
            _name(session, change, require_order(session, change.order_id))

    def foresee(self, draft: ChangeDraft) -> Foreseen:
        """Return what a change would make of price and working time. Raises OrderNotFound and as `change_amount`."""
        with self._db.read() as session:
            return foreseen(session, require_order(session, draft.order_id), draft)

    def open(self, change_id: int) -> ChangeFile:
        """Return a change with its lines and the prices before and after; costs for the owner only. Raises ChangeNotFound."""
        with self._db.read() as session:
            return read_file(session, require(session, change_id), with_cost=self._sees_cost)

    def draft(self, change_id: int) -> tuple[ChangeDraft, int]:
        """Return a change as a draft with the version to save it by. Raises ChangeNotFound."""
        with self._db.read() as session:
            change = require(session, change_id)
            return change_draft(session, change, with_cost=self._sees_cost), change_version(session, change_id)

    def of_order(self, order_id: int) -> tuple[ChangeRow, ...]:
        """Return the changes of an order, in the order they were asked for."""
        with self._db.read() as session:
            return rows_of(session, order_id)

    def id_of(self, number: str) -> int:
        """Return the id of a change order's number. Raises ChangeNotFound."""
        with self._db.read() as session:
            return require(session, number=number).id

    def _fill(self, session: WriteSession, order: SalesOrder, change: ChangeOrder, draft: ChangeDraft) -> None:
        """Write what was typed; the amount is what it would be today."""
        amount = _amount(session, order, replace(draft, order_id=order.id))
        for name, value in {"reason": draft.reason, "days": draft.days, "discount": draft.discount, "note": draft.note}.items():
            if getattr(change, name) != value:
                setattr(change, name, value)
        if change.amount != amount:
            change.amount = amount
        session.flush()
        write_lines(session, change, draft, costs=self._sees_cost)
        _name(session, change, order)


def _open(session: WriteSession, change_id: int) -> ChangeOrder:
    """Return a change that nobody signed or dropped yet. Raises ChangeNotFound, ChangeClosed."""
    change = require(session, change_id)
    if change.state is not ChangeState.DRAFT:
        raise ChangeClosed(number=change.number)
    return change


def _changeable(session: WriteSession, order_id: int) -> SalesOrder:
    """Return an order that a change may be written for. Raises OrderNotFound, OrderClosed, StateRefused."""
    order = require_order(session, order_id)
    if order.state in CLOSED:
        raise OrderClosed(number=order.number)
    if order.state is OrderState.DRAFT:
        raise StateRefused(number=order.number)
    return order


def _amount(session: WriteSession, order: SalesOrder, draft: ChangeDraft) -> int:
    lines = [line_draft(line) for line in lines_of(session, order.id)]
    return change_amount(lines, beside_of(session, order)[0], progress_of(session, [order.id])[order.id], draft)


def _name(session: WriteSession, change: ChangeOrder, order: SalesOrder) -> None:
    customer = session.execute(select(Customer.name).where(Customer.id == order.customer_id)).scalar() or ""
    session.flush()
    session.about(change.id, f"{change.number} {customer}".strip())

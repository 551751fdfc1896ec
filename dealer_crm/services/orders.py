"""Orders: written, confirmed, watched until their goods arrive, cancelled; an order is saved whole, in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from dealer_crm.domain.customers import CustomerNotFound
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.errors import EditConflict
from dealer_crm.domain.journal import Action, Actor, Role, Subject
from dealer_crm.domain.order_cancel import Standing
from dealer_crm.domain.order_effects import EffectLine, cancel_effect, return_effect
from dealer_crm.domain.orders import (
    Arrival,
    CancelSide,
    LinesMissing,
    OrderClosed,
    OrderDraft,
    OrderNotFound,
    OrderState,
    PremisesForeign,
    ReasonMissing,
    StateRefused,
)
from dealer_crm.domain.signing import SignedBefore, check_held, check_signing
from dealer_crm.domain.text import one_line
from dealer_crm.services.order_cancel import cancel_facts, give_up, standing_of, void_invoices
from dealer_crm.services.order_file import OrderFile, read_file
from dealer_crm.services.order_lines import write_lines, write_nodes, write_promises
from dealer_crm.services.order_reading import AGREED, facts_of, line_draft, lines_of, order_draft, order_version, require
from dealer_crm.services.order_state import move, open_chance, renew, renew_priced, settle
from dealer_crm.storage import numbers
from dealer_crm.storage.database import Database, WriteSession
from dealer_crm.storage.models import Customer, OrderLine, PremisesHolder, SalesOrder

CLOSED = (OrderState.DONE, OrderState.CANCELLED)


class Orders:
    """Use-cases of an order. One public method is one transaction."""

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

    def create(self, draft: OrderDraft) -> int:
        """Save a new order as a draft and return its id. Raises CustomerNotFound, PremisesForeign and the errors of the draft."""
        draft = draft.checked()
        draft = replace(draft, ordered_on=draft.ordered_on or self._today)
        with self._db.write(self._actor(), Action.CREATE, Subject.ORDER) as session:
            if session.get(Customer, draft.customer_id) is None:
                raise CustomerNotFound(number=str(draft.customer_id))
            number = numbers.take(session.connection(), numbers.ORDER, self._today)[0]
            order = SalesOrder(number=number, customer_id=draft.customer_id, state=OrderState.DRAFT)
            _check_house(session, order, draft)
            self._fill(order, draft)
            session.add(order)
            session.flush()
            write_lines(session, order, draft.lines, costs=self._sees_cost)
            write_promises(session, order, draft.promises)
            write_nodes(session, order, draft.nodes)
            settle(session, order)
            _name(session, order)
            return order.id

    def edit(self, order_id: int, draft: OrderDraft, version: int) -> None:
        """Save an order that was opened at `version`. Raises OrderNotFound, OrderClosed, EditConflict, LineDelivered,
        PremisesForeign, ContractSigned, AdvanceTooMuch and the errors of the draft. The day of signing is written by `sign` alone."""
        draft = draft.checked()
        with self._db.write(self._actor(), Action.EDIT, Subject.ORDER) as session:
            order = require(session, order_id)
            theirs = order_version(session, order_id)
            if theirs != version:
                raise EditConflict(mine=version, theirs=theirs)
            _refuse_closed(order)
            _check_house(session, order, draft)
            draft = replace(draft, signed_on=order.signed_on, signed_place=order.signed_place)
            if order.signed_on is not None:
                check_held(order.number, order_draft(session, order, with_cost=False), draft)
            self._fill(order, draft)
            write_lines(session, order, draft.lines, costs=self._sees_cost)
            write_promises(session, order, draft.promises)
            write_nodes(session, order, draft.nodes)
            renew_priced(session, order_id, self._today)
            _name(session, order)

    def confirm(self, order_id: int) -> None:
        """Make a draft binding: the customer's opportunity is won. Raises OrderNotFound, StateRefused, LinesMissing."""
        with self._db.write(self._actor(), Action.CONFIRM, Subject.ORDER) as session:
            order = require(session, order_id)
            if order.state is not OrderState.DRAFT:
                raise StateRefused(number=order.number)
            self._bind(session, order)
            renew(session, order_id, self._today)
            _name(session, order)

    def sign(self, order_id: int, on: date, place: str = "") -> None:
        """Write down that the contract is signed; a draft becomes binding with it. From now on lines and sums change by change orders.

        Raises OrderNotFound, OrderClosed, LinesMissing, SignedBefore, SignedInFuture.
        """
        check_signing(on, self._today)
        with self._db.write(self._actor(), Action.SIGN, Subject.ORDER) as session:
            order = require(session, order_id)
            _refuse_closed(order)
            if order.signed_on is not None:
                raise SignedBefore(number=order.number, day=order.signed_on.isoformat())
            if order.state is OrderState.DRAFT:
                self._bind(session, order)
            order.signed_on, order.signed_place = on, one_line(place)
            renew(session, order_id, self._today)
            _name(session, order)

    def _bind(self, session: WriteSession, order: SalesOrder) -> None:
        """Make a draft binding; its opportunity is won. Raises LinesMissing."""
        if not lines_of(session, order.id):
            raise LinesMissing
        order.opportunity_id = open_chance(session, order.customer_id, self._today).id
        move(session, order, OrderState.CONFIRMED, self._today)

    def set_arrival(self, line_ids: Iterable[int], arrival: Arrival, arrives_on: date | None = None) -> None:
        """Say where the goods of some lines are, and when they will arrive. Raises OrderNotFound, OrderClosed."""
        with self._db.write(self._actor(), Action.EDIT, Subject.ORDER) as session:
            touched: dict[int, None] = {}
            for line_id in line_ids:
                line = session.get(OrderLine, line_id)
                if line is None:
                    raise OrderNotFound(number=str(line_id))
                _refuse_closed(require(session, line.order_id))
                line.arrival, line.arrives_on = arrival, arrives_on
                touched[line.order_id] = None
            for order_id in touched:
                renew(session, order_id, self._today)
                _name(session, require(session, order_id))

    def cancel(
        self, order_id: int, reason: str, side: CancelSide = CancelSide.AGREED, kept: int | None = None, *, void: bool = False
    ) -> None:
        """Cancel an order: what waits for it ends, its total is what is kept of it from now on, payments stay as they are.

        `kept` in 分, below nothing what the shop pays beyond all it received, None = what the law gives (`order_cancel.settlement`).
        `void`: its issued invoices were voided or reversed.
        Raises OrderNotFound, StateRefused, OrderDelivered while goods are with the customer, ReasonMissing, KeptWrong.
        """
        reason = one_line(reason)
        if not reason:
            raise ReasonMissing
        with self._db.write(self._actor(), Action.CANCEL, Subject.ORDER) as session:
            order = require(session, order_id)
            order.cancel_reason = reason
            give_up(session, order, side, kept, self._today)
            if void:
                void_invoices(session, order_id, self._today)
            _name(session, order)

    def standing(self, order_id: int) -> Standing:
        """Return the money of an order as the settlement of a cancel needs it. Raises OrderNotFound."""
        with self._db.read() as session:
            return standing_of(session, require(session, order_id))

    def cancel_effect(self, order_id: int, kept: int = 0) -> tuple[EffectLine, ...]:
        """Return what a cancel that keeps so much would do. Raises OrderNotFound."""
        with self._db.read() as session:
            return cancel_effect(cancel_facts(session, require(session, order_id)), kept)

    def return_effect(self, order_id: int, back: Mapping[int, int]) -> tuple[EffectLine, ...]:
        """Return what taking back these thousandths of lines would do. Raises OrderNotFound."""
        with self._db.read() as session:
            order = require(session, order_id)
            lines = {line.id: line_draft(line) for line in lines_of(session, order_id)}
            return return_effect(facts_of(session, order, back), lines, back)

    def open(self, order_id: int) -> OrderFile:
        """Return the order with all that hangs on it; costs for the owner only. Raises OrderNotFound."""
        with self._db.read() as session:
            return read_file(session, require(session, order_id), with_cost=self._sees_cost)

    def draft(self, order_id: int) -> tuple[OrderDraft, int]:
        """Return the order as a draft with the version to save it by. Raises OrderNotFound."""
        with self._db.read() as session:
            order = require(session, order_id)
            return order_draft(session, order, with_cost=self._sees_cost), order_version(session, order_id)

    def id_of(self, number: str) -> int:
        """Return the id of an order number. Raises OrderNotFound."""
        with self._db.read() as session:
            found = session.execute(select(SalesOrder.id).where(SalesOrder.number == number.strip().upper())).scalar()
        if found is None:
            raise OrderNotFound(number=number)
        return found

    def _fill(self, order: SalesOrder, draft: OrderDraft) -> None:
        values: dict[str, Any] = {name: getattr(draft, name) for name in AGREED}
        values["ordered_on"] = draft.ordered_on or order.ordered_on
        values["staff_id"] = draft.staff_id or order.staff_id or self._actor().staff_id
        for name, value in values.items():
            if getattr(order, name) != value:
                setattr(order, name, value)


def _refuse_closed(order: SalesOrder) -> None:
    if order.state in CLOSED:
        raise OrderClosed(number=order.number)


def _check_house(session: WriteSession, order: SalesOrder, draft: OrderDraft) -> None:
    """Refuse a house that is not and was not the customer's; one that the order has stays."""
    if draft.premises_id is None or draft.premises_id == order.premises_id:
        return
    his = (PremisesHolder.premises_id == draft.premises_id, PremisesHolder.customer_id == order.customer_id)
    if session.execute(select(PremisesHolder.id).where(*his).limit(1)).first() is None:
        raise PremisesForeign


def _name(session: WriteSession, order: SalesOrder) -> None:
    session.about(order.id, label_of(session, order))


def label_of(session: Session, order: SalesOrder) -> str:
    """Return what history calls an order: its number and whose it is."""
    customer = session.get(Customer, order.customer_id)
    return f"{order.number} {customer.name}".strip() if customer else order.number

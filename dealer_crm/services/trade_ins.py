"""Claims of 国补/以旧换新: what the shop advances, the evidence gathered for it, and what became of the claim."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dealer_crm.domain.dates import local_day
from dealer_crm.domain.errors import EditConflict
from dealer_crm.domain.journal import Action, Actor, Subject
from dealer_crm.domain.orders import OrderClosed, OrderState
from dealer_crm.domain.text import one_line
from dealer_crm.domain.trade_ins import (
    COUNTED,
    WAITING,
    ClaimedTwice,
    ClaimForOther,
    EvidenceMissing,
    RefusalWithoutReason,
    RepaidBeforePaid,
    TradeInClosed,
    TradeInDraft,
    TradeInNotFound,
    TradeInState,
    check_amount,
    stored,
)
from dealer_crm.services.order_reading import line_draft, require, totals_of
from dealer_crm.services.order_state import renew
from dealer_crm.services.trade import Trade
from dealer_crm.services.trade_in_reading import ClaimRow, Refusal, TradeInRow, asked_last, claims, draft_of, rows_of
from dealer_crm.services.trade_in_returns import call_back
from dealer_crm.storage.database import Database, WriteSession
from dealer_crm.storage.models import Attachment, Invoice, OrderLine, SalesOrder, TradeIn

COLUMNS = ("program", "energy_label", "old_unit", "old_serial", "new_serial", "invoice_id", "amount", "due_on", "claim_number", "note")
TO_SUBMIT = (TradeInState.COLLECTING, TradeInState.REFUSED)


class TradeIns:
    """Use-cases of claims. One public method is one transaction; the customer owes less by all that was not refused."""

    def __init__(self, db: Database, actor: Callable[[], Actor], now: Callable[[], datetime], trade: Trade | None = None) -> None:
        self._db = db
        self._actor = actor
        self._now = now
        self._trade = trade or Trade()

    @property
    def _today(self) -> date:
        return local_day(self._now())

    def add(self, draft: TradeInDraft) -> int:
        """Begin a claim for an order and return its id; its day is that of the programme where none is given.

        Raises OrderNotFound, OrderClosed of a cancelled order, AdvanceTooMuch, ClaimedTwice and the errors of the draft.
        """
        draft = draft.checked()
        with self._db.write(self._actor(), Action.CREATE, Subject.TRADE_IN) as session:
            order = _standing(session, draft.order_id)
            claim = TradeIn(order_id=order.id, state=TradeInState.COLLECTING)
            _check(session, order, draft, None)
            _fill(claim, draft)
            claim.due_on = draft.due_on or order.ordered_on + timedelta(days=self._trade.program(draft.program).submit_days)
            session.add(claim)
            session.flush()
            self._settle(session, claim)
            return claim.id

    def edit(self, claim_id: int, draft: TradeInDraft, version: int) -> None:
        """Save a claim that was opened at `version`. Raises TradeInNotFound, TradeInClosed of one that was paid, EditConflict, as `add`."""
        draft = draft.checked()
        with self._db.write(self._actor(), Action.EDIT, Subject.TRADE_IN) as session:
            claim = _require(session, claim_id, (*WAITING, TradeInState.REFUSED))
            if claim.version != version:
                raise EditConflict(mine=version, theirs=claim.version)
            _check(session, require(session, claim.order_id), draft, claim_id)
            _fill(claim, draft)
            self._settle(session, claim)

    def tick(self, claim_id: int, code: str, *, is_there: bool) -> None:
        """Say that a piece of evidence is there, or not after all. Raises TradeInNotFound, TradeInClosed."""
        with self._db.write(self._actor(), Action.EDIT, Subject.TRADE_IN) as session:
            claim = _require(session, claim_id, (*WAITING, TradeInState.REFUSED))
            rest = [one for one in claim.evidence if one != code]
            claim.evidence = [code, *rest] if is_there else rest
            self._name(session, claim)

    def submit(self, claim_id: int, number: str = "", why: str = "", on: date | None = None) -> None:
        """Hand a claim in, also one that was refused before; then its answer is waited for.

        Raises TradeInNotFound, TradeInClosed, OrderClosed of a cancelled order, EvidenceMissing unless it is said `why` the claim goes
        without, AdvanceTooMuch.
        """
        on, why = on or self._today, one_line(why)
        with self._db.write(self._actor(), Action.SEND, Subject.TRADE_IN) as session:
            claim = _require(session, claim_id, TO_SUBMIT)
            order = _standing(session, claim.order_id)
            (row,) = rows_of(session, self._trade, TradeIn.id == claim_id)
            if row.missing and not why:
                raise EvidenceMissing(count=len(row.missing))
            _check(session, order, draft_of(claim), claim_id)
            claim.state, claim.submitted_on, claim.paid_on = TradeInState.SUBMITTED, on, None
            claim.due_on = on + timedelta(days=self._trade.program(claim.program).answer_days)
            claim.claim_number = one_line(number) or claim.claim_number
            claim.note = _more(claim.note, why)
            self._settle(session, claim)

    def paid(self, claim_id: int, on: date | None = None) -> None:
        """Write down that the state paid. Raises TradeInNotFound, TradeInClosed."""
        with self._db.write(self._actor(), Action.COMPLETE, Subject.TRADE_IN) as session:
            claim = _require(session, claim_id, (TradeInState.SUBMITTED,))
            claim.state, claim.paid_on = TradeInState.PAID, on or self._today
            self._settle(session, claim)

    def repaid(self, claim_id: int, on: date | None = None) -> None:
        """Write down that what the state paid went back to it. Raises TradeInNotFound, TradeInClosed, RepaidBeforePaid."""
        on = on or self._today
        with self._db.write(self._actor(), Action.COMPLETE, Subject.TRADE_IN) as session:
            claim = _require(session, claim_id, (TradeInState.TO_REPAY,))
            if claim.paid_on is not None and on < claim.paid_on:
                raise RepaidBeforePaid(day=claim.paid_on)
            claim.state, claim.repaid_on = TradeInState.REPAID, on
            self._settle(session, claim)

    def refuse(self, claim_id: int, reason: str) -> None:
        """Write down that a claim came to nothing: from now on the customer owes its amount.

        Raises TradeInNotFound, TradeInClosed, RefusalWithoutReason.
        """
        self._call_back(claim_id, WAITING, reason)

    def want_back(self, claim_id: int, reason: str) -> None:
        """Write down that the state wants back what it paid: from now on the customer owes it. Raises as `refuse`."""
        self._call_back(claim_id, (TradeInState.PAID,), reason)

    def _call_back(self, claim_id: int, states: Iterable[TradeInState], reason: str) -> None:
        reason = one_line(reason)
        if not reason:
            raise RefusalWithoutReason
        with self._db.write(self._actor(), Action.REFUSE, Subject.TRADE_IN) as session:
            claim = _require(session, claim_id, states)
            call_back([claim], self._today)
            claim.note = _more(claim.note, reason)
            self._settle(session, claim)

    def refusal(self, claim_id: int) -> Refusal:
        """Return what a refusal would do to what the customer owes. Raises TradeInNotFound."""
        with self._db.read() as session:
            claim = _found(session, claim_id)
            order = require(session, claim.order_id)
            owed = totals_of(session, order).owed
            counts = order.state is not OrderState.CANCELLED and claim.state in COUNTED
            return Refusal(claim.amount, owed, owed + claim.amount if counts else owed)

    def remove(self, claim_id: int) -> None:
        """Take out a claim written by mistake, before it was handed in; its pictures stay with the customer.

        Raises TradeInNotFound, TradeInClosed.
        """
        with self._db.write(self._actor(), Action.DELETE, Subject.TRADE_IN) as session:
            claim = _require(session, claim_id, (TradeInState.COLLECTING,))
            for picture in session.scalars(select(Attachment).where(Attachment.trade_in_id == claim_id)):
                picture.trade_in_id = None
            self._name(session, claim)
            session.delete(claim)
            renew(session, claim.order_id, self._today)

    def of_order(self, order_id: int) -> tuple[TradeInRow, ...]:
        """Return the claims of an order, the oldest first."""
        with self._db.read() as session:
            return rows_of(session, self._trade, TradeIn.order_id == order_id)

    def open(self, claim_id: int) -> TradeInRow:
        """Return one claim. Raises TradeInNotFound."""
        with self._db.read() as session:
            found = rows_of(session, self._trade, TradeIn.id == claim_id)
        if not found:
            raise TradeInNotFound
        return found[0]

    def open_claims(self) -> tuple[ClaimRow, ...]:
        """Return what the shop has advanced and not got back, and what it has to pay back, the first due first."""
        with self._db.read() as session:
            return claims(session, self._trade)

    def proposed(self, order_id: int, program: str) -> TradeInDraft:
        """Return a new claim for an order: further evidence as the last one of the programme asked for."""
        with self._db.read() as session:
            return TradeInDraft(order_id, program, asked=asked_last(session, program))

    def _settle(self, session: WriteSession, claim: TradeIn) -> None:
        renew(session, claim.order_id, self._today)
        self._name(session, claim)

    def _name(self, session: WriteSession, claim: TradeIn) -> None:
        order = require(session, claim.order_id)
        session.about(claim.id, f"{order.number} {self._trade.program(claim.program).zh}".strip())


def _standing(session: Session, order_id: int) -> SalesOrder:
    """Return an order that something can be claimed for. Raises OrderNotFound, OrderClosed of a cancelled one."""
    order = require(session, order_id)
    if order.state is OrderState.CANCELLED:
        raise OrderClosed(number=order.number)
    return order


def _found(session: Session, claim_id: int) -> TradeIn:
    claim = session.get(TradeIn, claim_id)
    if claim is None:
        raise TradeInNotFound
    return claim


def _require(session: WriteSession, claim_id: int, states: Iterable[TradeInState]) -> TradeIn:
    claim = _found(session, claim_id)
    if claim.state not in states:
        raise TradeInClosed(number=require(session, claim.order_id).number)
    return claim


def _check(session: Session, order: SalesOrder, draft: TradeInDraft, mine: int | None) -> None:
    """Refuse what does not fit the order: a line or an invoice of another, more than is left of the goods, a serial claimed before."""
    line = session.get(OrderLine, draft.line_id) if draft.line_id else None
    invoice = session.get(Invoice, draft.invoice_id) if draft.invoice_id else None
    named = ((draft.line_id, line), (draft.invoice_id, invoice))
    if any(wanted and (found is None or found.order_id != order.id) for wanted, found in named):
        raise ClaimForOther
    others = [TradeIn.order_id == order.id, TradeIn.state.in_(COUNTED), TradeIn.id != (mine or 0)]
    taken = session.execute(select(func.coalesce(func.sum(TradeIn.amount), 0)).where(*others)).scalar_one()
    most = totals_of(session, order).price - taken
    if line is not None:
        of_line = select(func.coalesce(func.sum(TradeIn.amount), 0)).where(*others, TradeIn.order_line_id == line.id)
        most = min(most, line_draft(line).amount - session.execute(of_line).scalar_one())
    check_amount(draft.amount, most)
    _refuse_twice(session, draft, mine)


def _refuse_twice(session: Session, draft: TradeInDraft, mine: int | None) -> None:
    for column, serial in ((TradeIn.old_serial, draft.old_serial), (TradeIn.new_serial, draft.new_serial)):
        query = select(SalesOrder.number).join(TradeIn, TradeIn.order_id == SalesOrder.id)
        found = query.where(column == serial, TradeIn.state.in_(COUNTED), TradeIn.id != (mine or 0)).limit(1)
        if serial and (number := session.execute(found).scalar()):
            raise ClaimedTwice(serial=serial, number=number)


def _fill(claim: TradeIn, draft: TradeInDraft) -> None:
    values = {name: getattr(draft, name) for name in COLUMNS} | {"order_line_id": draft.line_id, "evidence": stored(draft)}
    for name, value in values.items():
        if getattr(claim, name) != value:
            setattr(claim, name, value)


def _more(note: str, words: str) -> str:
    return "\n".join(filter(None, (note, words)))

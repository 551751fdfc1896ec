"""Reads claims of 以旧换新 within a session: those of an order with their evidence, and all that are not paid yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dealer_crm.domain.orders import LineDraft
from dealer_crm.domain.trade_ins import OPEN, Piece, Program, TradeInDraft, TradeInState, asked, missing, pieces_of, there
from dealer_crm.services.trade import Trade
from dealer_crm.storage.models import Attachment, Customer, OrderLine, SalesOrder, TradeIn


@dataclass(frozen=True)
class TradeInRow:
    """A claim with all that it asks for. `goods` is the line it is for, `photos` how many pictures lie with it."""

    id: int
    version: int
    state: TradeInState
    draft: TradeInDraft
    program: Program
    pieces: tuple[Piece, ...]
    missing: tuple[Piece, ...]
    goods: str
    submitted_on: date | None
    paid_on: date | None
    photos: int
    repaid_on: date | None = None


@dataclass(frozen=True)
class ClaimRow:
    """What the shop waits for from the state, or (`TO_REPAY`) has to pay back to it; `due_on` is the day of what is next."""

    id: int
    order_id: int
    number: str
    customer_id: int
    customer: str
    program: Program
    state: TradeInState
    amount: int
    due_on: date | None
    submitted_on: date | None
    claim_number: str


@dataclass(frozen=True)
class Refusal:
    """What a refusal does: the customer owes `amount` again, in 分."""

    amount: int
    owed_before: int
    owed_after: int


def draft_of(claim: TradeIn) -> TradeInDraft:
    """Return a claim as a draft."""
    names = ("order_id", "program", "energy_label", "old_unit", "old_serial", "new_serial")
    more = ("invoice_id", "amount", "due_on", "claim_number", "note")
    return TradeInDraft(
        **{name: getattr(claim, name) for name in (*names, *more)},
        line_id=claim.order_line_id,
        evidence=there(claim.evidence),
        asked=asked(claim.evidence),
    )


def rows_of(session: Session, trade: Trade, *conditions: Any) -> tuple[TradeInRow, ...]:
    """Return the claims that meet the conditions, the oldest first."""
    photos = select(func.count(Attachment.id)).where(Attachment.trade_in_id == TradeIn.id).scalar_subquery()
    line = OrderLine
    query = select(TradeIn, line.brand, line.model, line.name, photos).outerjoin(line, line.id == TradeIn.order_line_id)
    found = session.execute(query.where(*conditions).order_by(TradeIn.id)).all()
    return tuple(_row(claim, trade, _goods(brand, model, name), count) for claim, brand, model, name, count in found)


def _row(claim: TradeIn, trade: Trade, goods: str, photos: int) -> TradeInRow:
    draft, program = draft_of(claim), trade.program(claim.program)
    pieces = pieces_of(program, draft.asked)
    lacking = missing(pieces, draft.evidence)
    return TradeInRow(
        *(claim.id, claim.version, claim.state, draft, program, pieces, lacking),
        *(goods, claim.submitted_on, claim.paid_on, photos, claim.repaid_on),
    )


def _goods(brand: str | None, model: str | None, name: str | None) -> str:
    return LineDraft(brand=brand or "", model=model or "", name=name or "").goods


def claims(session: Session, trade: Trade) -> tuple[ClaimRow, ...]:
    """Return what was advanced and not paid yet, and what is to be paid back to the state, the first due first."""
    order, claim = SalesOrder, TradeIn
    query = (
        select(claim, order.number, order.customer_id, Customer.name)
        .join(order, order.id == claim.order_id)
        .join(Customer, Customer.id == order.customer_id)
        .where(claim.state.in_(OPEN))
        .order_by(claim.due_on.is_(None), claim.due_on, claim.id)
    )
    return tuple(
        ClaimRow(
            row.id,
            row.order_id,
            number,
            customer_id,
            name,
            trade.program(row.program),
            row.state,
            row.amount,
            row.due_on,
            row.submitted_on,
            row.claim_number,
        )
        for row, number, customer_id, name in session.execute(query).all()
    )


def asked_last(session: Session, program: str) -> tuple[str, ...]:
    """Return what the last claim of a programme asked for beyond it."""
    query = select(TradeIn.evidence).where(TradeIn.program == program).order_by(TradeIn.id.desc()).limit(1)
    return asked(session.execute(query).scalar() or ())

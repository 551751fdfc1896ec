"""Claims of 以旧换新 whose goods are gone: what waits comes to nothing, what was paid is to be paid back; part of the caller's write."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from dealer_crm.domain.trade_ins import COUNTED, TradeInState, beyond, called_back
from dealer_crm.services.trade import Trade
from dealer_crm.storage.models import TradeIn


def counted(session: Session, order_id: int) -> list[TradeIn]:
    """Return the claims of an order that the customer owes less by."""
    query = select(TradeIn).where(TradeIn.order_id == order_id, TradeIn.state.in_(COUNTED)).order_by(TradeIn.id)
    return list(session.scalars(query))


def named_by(claims: Iterable[TradeIn], line_ids: Collection[int], serials: Collection[str]) -> list[TradeIn]:
    """Return the claims for these lines, or for machines with these serial numbers."""
    return [one for one in claims if one.order_line_id in line_ids or (one.new_serial and one.new_serial in serials)]


def not_carried(claims: Sequence[TradeIn], going: Collection[TradeIn], price: int) -> list[TradeIn]:
    """Return what the state paid beyond the price that is left, first of claims that name no line, then the newest.

    A claim that waits is never among them: that one is made smaller, or refused, by hand.
    """
    stay = [one for one in claims if one not in going]
    paid = sorted((one for one in stay if one.state is TradeInState.PAID), key=lambda one: (one.order_line_id is not None, -one.id))
    waiting = sum(one.amount for one in stay if one.state is not TradeInState.PAID)
    return paid[: beyond(price - waiting, [one.amount for one in paid])]


def call_back(claims: Iterable[TradeIn], on: date) -> None:
    """Let claims count no more: what was paid is to be paid back within the time of its programme."""
    for claim in claims:
        claim.state = called_back(claim.state)
        if claim.state is TradeInState.TO_REPAY:
            claim.due_on = on + timedelta(days=Trade().program(claim.program).repay_days)

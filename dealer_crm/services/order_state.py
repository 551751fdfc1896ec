"""Brings an order and its opportunity to the state that follows from goods and money; part of the caller's write."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from dealer_crm.domain.customers import IntentLevel, Stage
from dealer_crm.domain.order_sums import Totals, state_after
from dealer_crm.domain.orders import OPEN_STATES, OrderState
from dealer_crm.domain.pay_days import due_days
from dealer_crm.domain.pay_plan import plan_sums
from dealer_crm.domain.trade_ins import COUNTED, check_amount
from dealer_crm.services.order_reading import event_days, lines_of, node_draft, nodes_of, progress_of, require, totals_of
from dealer_crm.storage import numbers
from dealer_crm.storage.database import WriteSession
from dealer_crm.storage.models import Opportunity, OrderLine, SalesOrder, TradeIn

SOLD = tuple(state for state in OPEN_STATES if state is not OrderState.DRAFT)
HANDED_OVER = (OrderState.DELIVERED, OrderState.DONE)


def renew(session: WriteSession, order_id: int, on: date) -> OrderState:
    """Give the order the state that follows from what was delivered, what has arrived and what is owed; return it.

    To be called after every change of its lines, deliveries or payments, in the same write.
    """
    return _renewed(session, order_id, on)[0]


def _renewed(session: WriteSession, order_id: int, on: date) -> tuple[OrderState, Totals]:
    session.flush()
    order = require(session, order_id)
    lines = lines_of(session, order_id)
    progress = progress_of(session, [order_id])[order_id]
    sums = settle(session, order, lines)
    state = state_after(order.state, [line.arrival for line in lines], progress, sums.owed)
    move(session, order, state, on)
    return state, sums


def settle(session: WriteSession, order: SalesOrder, lines: Sequence[OrderLine] | None = None) -> Totals:
    """Write what follows from the order's sums: what stands beside its lines (which may be at hand), and what each part of its
    plan comes to and when it falls due; return them."""
    session.flush()
    sums = totals_of(session, order, lines)
    if order.extra != sums.extra:
        order.extra = sums.extra
    if nodes := nodes_of(session, order.id):
        drafts = [node_draft(node) for node in nodes]
        parts = plan_sums(sums.total, sums.paid, drafts)
        for node, part, day in zip(nodes, parts, due_days(drafts, event_days(session, order)), strict=True):
            if (node.amount, node.open, node.due_on) != (part.amount, part.open, day):
                node.amount, node.open, node.due_on = part.amount, part.open, day
    return sums


def renew_priced(session: WriteSession, order_id: int, on: date) -> OrderState:
    """Renew an order whose price was written anew. Raises AdvanceTooMuch where the state would pay more of it than it comes to."""
    state, sums = _renewed(session, order_id, on)
    check_amount(sums.subsidy, sums.price)
    return state


def check_advance(session: Session, order: SalesOrder) -> None:
    """Raises AdvanceTooMuch where claims that count come to more than is left of the goods."""
    counts = select(TradeIn.id).where(TradeIn.order_id == order.id, TradeIn.state.in_(COUNTED)).limit(1)
    if order.state is not OrderState.CANCELLED and session.execute(counts).first() is not None:
        sums = totals_of(session, order)
        check_amount(sums.subsidy, sums.price)


def move(session: WriteSession, order: SalesOrder, state: OrderState, on: date) -> None:
    """Put the order in a state, with the day it ended and the stage of its opportunity."""
    if order.state is state:
        return
    order.state = state
    order.closed_on = on if state in (OrderState.DONE, OrderState.CANCELLED) else None
    session.flush()
    follow(session, order)


def open_chance(session: WriteSession, customer_id: int, on: date) -> Opportunity:
    """Return the opportunity that an order of the customer answers: the latest that is still to win, else a new one."""
    query = select(Opportunity).where(Opportunity.customer_id == customer_id, Opportunity.closed_on.is_(None))
    won_or_gone = (Stage.BASE, Stage.LOST, Stage.CHURNED, Stage.INVALID)
    chance = session.scalars(query.where(Opportunity.stage.not_in(won_or_gone)).order_by(Opportunity.id.desc()).limit(1)).first()
    if chance is None:
        number = numbers.take(session.connection(), numbers.OPPORTUNITY, on)[0]
        chance = Opportunity(number=number, customer_id=customer_id, stage=Stage.DEAL, intent_level=IntentLevel.O, opened_on=on)
        session.add(chance)
        session.flush()
    return chance


def follow(session: WriteSession, order: SalesOrder) -> None:
    """Give the order's opportunity its stage: 成交 while something is to deliver, 基盘 after; without an order it is open again."""
    chance = session.get(Opportunity, order.opportunity_id) if order.opportunity_id else None
    if chance is None:
        return
    states = set(session.scalars(select(SalesOrder.state).where(SalesOrder.opportunity_id == chance.id)))
    if states.intersection(SOLD):
        _put(chance, Stage.DEAL, IntentLevel.O)
    elif states.intersection(HANDED_OVER):
        _put(chance, Stage.BASE, IntentLevel.D)
    elif chance.stage in (Stage.DEAL, Stage.BASE):
        _put(chance, Stage.INTENT, IntentLevel.N)


def _put(chance: Opportunity, stage: Stage, level: IntentLevel) -> None:
    if (chance.stage, chance.intent_level) != (stage, level):
        chance.stage, chance.intent_level = stage, level

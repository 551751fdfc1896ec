"""Computes once more what stands beside the lines of every order and what each part of its plan comes to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dealer_crm.domain.amounts import line_amount
from dealer_crm.domain.order_sums import Totals
from dealer_crm.domain.orders import OrderState
from dealer_crm.domain.pay_plan import plan_sums
from dealer_crm.domain.trade_ins import COUNTED
from dealer_crm.services.order_reading import node_draft
from dealer_crm.services.order_state import settle
from dealer_crm.storage.database import WriteSession
from dealer_crm.storage.models import OrderLine, OrderReturn, Payment, PaymentNode, SalesOrder, TradeIn

_BESIDE = ("id", "number", "state", "extra", "discount", "rounding", "tax_mode", "tax_rate", "kept")


def wrong_sums(session: Session) -> list[str]:
    """Return the numbers of the orders whose stored figures are not those that follow from their rows."""
    return [row.number for row in _wrong(session)]


def mend_sums(session: WriteSession) -> None:
    """Write the figures as they should be; part of the caller's write."""
    for row in _wrong(session):
        settle(session, session.get_one(SalesOrder, row.id))


def _wrong(session: Session) -> list[Any]:
    """Return the orders that differ; each table is read once, for a shop has many orders."""
    goods: dict[int, int] = defaultdict(int)
    for order_id, quantity, price in session.execute(select(OrderLine.order_id, OrderLine.quantity, OrderLine.price)):
        goods[order_id] += line_amount(quantity, price)
    paid = _by_order(session, Payment.order_id, Payment.amount)
    subsidies = _by_order(session, TradeIn.order_id, TradeIn.amount, TradeIn.state.in_(COUNTED))
    fees = _by_order(session, OrderReturn.order_id, OrderReturn.fee)
    nodes: dict[int, list[PaymentNode]] = defaultdict(list)
    for node in session.scalars(select(PaymentNode).order_by(PaymentNode.position, PaymentNode.id)):
        nodes[node.order_id].append(node)
    found = []
    for row in session.execute(select(*(getattr(SalesOrder, name) for name in _BESIDE)).order_by(SalesOrder.id)).all():
        sums = Totals(
            goods[row.id],
            row.discount,
            paid.get(row.id, 0),
            rounding=row.rounding,
            tax_mode=row.tax_mode,
            tax_rate=row.tax_rate,
            subsidy=subsidies.get(row.id, 0),
            fees=fees.get(row.id, 0),
            kept=(row.kept or 0) if row.state is OrderState.CANCELLED else None,
        )
        if row.extra != sums.extra or _differs(nodes[row.id], sums):
            found.append(row)
    return found


def _differs(nodes: Iterable[PaymentNode], sums: Totals) -> bool:
    nodes = list(nodes)
    parts = plan_sums(sums.total, sums.paid, [node_draft(node) for node in nodes])
    return [(node.amount, node.open) for node in nodes] != [(part.amount, part.open) for part in parts]


def _by_order(session: Session, order_id: Any, amount: Any, *conditions: Any) -> dict[int, int]:
    query = select(order_id, func.sum(amount)).where(order_id.is_not(None), *conditions).group_by(order_id)
    return {one: int(total) for one, total in session.execute(query)}

"""What an order of the sample shop says of its payment: the plan, and what the state pays of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dealer_crm.domain.pay_plan import NodeTrigger, PayKind
from dealer_crm.domain.trade_ins import TradeInState
from dealer_crm.services.demo_telling import Telling, fen
from dealer_crm.storage.database import WriteSession
from dealer_crm.storage.models import OrderLine, PaymentNode, SalesOrder, TradeIn

Entry = Mapping[str, Any]


def write_agreed(session: WriteSession, telling: Telling, order: SalesOrder, lines: Sequence[OrderLine], entry: Entry) -> None:
    """Write the plan and the claims of an order; what they come to is settled by the caller."""
    for position, part in enumerate(entry.get("plan", ())):
        kind, trigger = PayKind(part["kind"]), NodeTrigger(part["trigger"])
        session.add(PaymentNode(order_id=order.id, position=position, kind=kind, trigger=trigger, share=part.get("share")))
    for claim in entry.get("claims", ()):
        line = lines[claim["line"]]
        session.add(
            TradeIn(
                order_id=order.id,
                order_line_id=line.id,
                state=TradeInState.COLLECTING,
                program=claim["program"],
                old_unit=telling.words(claim.get("old_unit", "")),
                amount=fen(claim["amount"]),
                evidence=list(claim.get("evidence", ())),
                due_on=telling.day(claim["due"]),
            )
        )
    session.flush()

"""What was agreed with an order of the sample shop: the signed contract, its plan of payment and changes, what the state pays of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dealer_crm.domain.change_orders import ChangeDraft, ChangeState
from dealer_crm.domain.pay_plan import NodeTrigger, PayKind
from dealer_crm.domain.trade_ins import TradeInState
from dealer_crm.services.change_writing import into_order, write_lines
from dealer_crm.services.demo_lines import ToldLines
from dealer_crm.services.demo_telling import Telling, fen
from dealer_crm.storage import numbers
from dealer_crm.storage.database import WriteSession
from dealer_crm.storage.models import ChangeOrder, OrderLine, PaymentNode, SalesOrder, TradeIn

Entry = Mapping[str, Any]
DAYS = ("signed_on", "hidden_on", "commission_on")
FIGURES = ("work_days", "install_months")
TEXTS = ("signed_place", "pains", "expectations")


def write_agreed(session: WriteSession, telling: Telling, order: SalesOrder, lines: Sequence[OrderLine], entry: Entry) -> None:
    """Write contract, plan and claims of an order; what they come to is settled by the caller."""
    _write_contract(telling, order, entry.get("contract", {}))
    for position, part in enumerate(entry.get("plan", ())):
        kind, trigger = PayKind(part["kind"]), NodeTrigger(part["trigger"])
        fixed = fen(part["fixed"]) if "fixed" in part else None
        node = PaymentNode(order_id=order.id, position=position, kind=kind, trigger=trigger, share=part.get("share"), fixed=fixed)
        session.add(node)
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


def _write_contract(telling: Telling, order: SalesOrder, said: Entry) -> None:
    for name in DAYS:
        if name in said:
            setattr(order, name, telling.day(said[name]))
    for name in FIGURES:
        if name in said:
            setattr(order, name, said[name])
    for name in TEXTS:
        if name in said:
            setattr(order, name, telling.words(said[name]))


def write_changes(session: WriteSession, telling: Telling, order: SalesOrder, lines: ToldLines, entry: Entry) -> None:
    """Write the change orders; what the customer signed is in the order, what he did not sign waits."""
    for said in entry.get("changes", ()):
        asked = telling.day(said["on"])
        number = numbers.take(session.connection(), numbers.CHANGE_ORDER, asked)[0]
        change = ChangeOrder(number=number, order_id=order.id, staff_id=order.staff_id, asked_on=asked)
        wanted = tuple(lines.read(line) for line in said["lines"])
        draft = ChangeDraft(order.id, telling.words(said["reason"]), wanted, days=said.get("days", 0)).checked()
        change.reason, change.days, change.amount = draft.reason, draft.days, sum(line.amount for line in draft.lines)
        session.add(change)
        session.flush()
        write_lines(session, change, draft, costs=True)
        if "signed" in said:
            change.state, change.signed_on, change.signed_by = ChangeState.SIGNED, telling.day(said["signed"]), said["by"]
            into_order(session, order, change)
    session.flush()

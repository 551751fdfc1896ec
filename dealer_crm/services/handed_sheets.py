"""What a hand-over that counted on an acceptance sheet has to do with it afterwards: it is not called off, and opened again it is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dealer_crm.domain.acceptances import INSTALLED, AcceptanceState, SheetHandedOver
from dealer_crm.domain.care import EquipmentState
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.deliveries import TAKEN_STATES, DeliveryKind
from dealer_crm.domain.findings import MEND_DAYS
from dealer_crm.domain.followups import StepState
from dealer_crm.i18n import translator
from dealer_crm.services.delivery_sheets import sheet_codes
from dealer_crm.services.trade import Trade
from dealer_crm.storage.models import Acceptance, Customer, Delivery, DeliveryLine, Equipment, NextStep, OrderLine

LANGUAGES = ("zh", "en")


@dataclass(frozen=True)
class HandedSheet:
    """The latest hand-over of the goods of a sheet: `machines` of them are with the customer, with certificate and guarantees."""

    delivery_id: int
    number: str
    on: date
    machines: int


def handed_of(session: Session, trade: Trade, one: Acceptance) -> HandedSheet | None:
    """Return the latest hand-over that counted on a sheet, None where there was none since the sheet was begun."""
    if one.stage not in INSTALLED:
        return None
    wanted = sheet_codes(session, trade, OrderLine.order_id == one.order_id).get(one.sheet, ())
    over = (
        Delivery.order_id == one.order_id,
        Delivery.kind == DeliveryKind.DELIVERY,
        Delivery.state.in_(TAKEN_STATES),
        Delivery.finished_at >= one.created_at,
    )
    query = select(Delivery.id, Delivery.number, Delivery.finished_at).where(*over)
    if wanted:
        query = query.where(Delivery.id.in_(select(DeliveryLine.delivery_id).where(DeliveryLine.order_line_id.in_(wanted))))
    found = session.execute(query.order_by(Delivery.finished_at.desc(), Delivery.id.desc()).limit(1)).first()
    if found is None:
        return None
    machines = select(func.count()).select_from(Equipment).join(Delivery, Delivery.id == Equipment.delivery_id)
    machines = machines.where(*over, Equipment.state == EquipmentState.IN_USE)
    if wanted:
        machines = machines.where(Equipment.order_line_id.in_(wanted))
    return HandedSheet(found.id, found.number, local_day(found.finished_at), session.execute(machines).scalar_one())


def refuse_handed(session: Session, trade: Trade, one: Acceptance) -> None:
    """Raises SheetHandedOver for a sheet that a hand-over counted on, unless another sheet of its kind stands for the order."""
    handed = handed_of(session, trade, one)
    if handed is None:
        return
    same = (Acceptance.order_id == one.order_id, Acceptance.sheet == one.sheet, Acceptance.zone == one.zone, Acceptance.id != one.id)
    others = select(Acceptance.id).where(*same, Acceptance.state != AcceptanceState.CANCELLED)
    if session.execute(others.limit(1)).first() is None:
        raise SheetHandedOver(number=one.number, delivery=handed.number)


def remind(session: Session, trade: Trade, one: Acceptance, now: datetime, language: str) -> None:
    """Plan that a sheet which was opened again after the hand-over is closed again, with who leads it, else with whose customer it is."""
    if handed_of(session, trade, one) is None:
        return
    customer = session.get_one(Customer, one.customer_id)
    customer.peace_reason = ""
    session.add(
        NextStep(
            customer_id=customer.id,
            staff_id=one.leader_id or customer.owner_id,
            due_on=trade.calendar().add_workdays(local_day(now), MEND_DAYS),
            purpose=_purpose(one, language),
        )
    )


def forget(session: Session, one: Acceptance, now: datetime) -> None:
    """The sheet is closed again: what was planned for that is done."""
    said = [_purpose(one, language) for language in LANGUAGES]
    mine = (NextStep.customer_id == one.customer_id, NextStep.state == StepState.OPEN, NextStep.purpose.in_(said))
    for step in session.scalars(select(NextStep).where(*mine)):
        step.state, step.closed_at = StepState.DONE, now


def _purpose(one: Acceptance, language: str) -> str:
    t = translator(language)
    return t("Close {number} again: it was opened again after the hand-over").format(number=one.number)

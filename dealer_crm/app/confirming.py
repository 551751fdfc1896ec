"""What to write to a customer to confirm an appointment: by the way he likes, in ready wording of the trade."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from dealer_crm.domain.agenda import AgendaKind, AgendaRow, time_of
from dealer_crm.domain.clashes import lasts, occupied
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.followups import Way
from dealer_crm.domain.jobs import JobStage
from dealer_crm.domain.phrases import filled
from dealer_crm.services.agenda_sources.jobs import ASK_JOB, CONFIRM_JOB
from dealer_crm.services.agenda_sources.steps import CONFIRM_DELIVERY, CONFIRM_REQUEST
from dealer_crm.words.labels import label

if TYPE_CHECKING:
    from dealer_crm.app.rooms import Rooms

TOMORROW = timedelta(days=1)


def confirming(rooms: Rooms, row: AgendaRow) -> tuple[str, str]:
    """Return by which way the customer likes to be reached ("" = not known), and the sentence to send."""
    opened, t = rooms.opened, rooms.t
    channel = opened.verifications.preferred_channel(row.customer_id)
    operator = opened.operator.name if opened.operator else row.staff
    day = row.until or row.due_on
    tomorrow = day == local_day(opened.now()) + TOMORROW
    values = {
        "salutation": row.name,
        "shop": opened.shop.shop().name,
        "staff": operator,
        "community": row.community,
        "date": t("tomorrow ({day})").format(day=f"{day:%m-%d}") if tomorrow else f"{day:%m-%d}",
        "slot": row.slot,
        "work": _work(rooms, row),
        "leader": row.staff,
        "people": str(len(row.people)),
        "hours": _hours(row),
    }
    phrase = "survey_appointment" if row.way is Way.SURVEY else "confirm_appointment"
    if row.source == CONFIRM_JOB and tomorrow:
        phrase = "day_before"
    return label(channel, t) if channel else "", filled(opened.trade.phrase(phrase, t.language), values)


def _hours(row: AgendaRow) -> str:
    """Return for how many hours somebody comes where the agreed time says from when to when; else it stays a blank."""
    job = replace(row, kind=AgendaKind.JOB, at=time_of(row.slot))
    return f"{lasts(job) / 60:g}" if "-" in row.slot.replace("\N{EN DASH}", "-") and occupied(job) else ""


def _work(rooms: Rooms, row: AgendaRow) -> str:
    t = rooms.t
    match row.source:
        case source if source == CONFIRM_DELIVERY:
            return t("delivery and installation")
        case source if source == CONFIRM_REQUEST:
            return t("our visit to your home")
        case source if source in (ASK_JOB, CONFIRM_JOB):
            return label(JobStage(row.code), t)
        case _:
            return row.words or t("our appointment")

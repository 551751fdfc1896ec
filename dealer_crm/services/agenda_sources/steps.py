"""Open next steps, and the call the day before each appointment: of a step, a delivery, a service request."""

from __future__ import annotations

from sqlalchemy import FromClause

from dealer_crm.domain.agenda import MEETINGS, AgendaKind
from dealer_crm.domain.care import RequestState
from dealer_crm.domain.deliveries import OPEN_STATES
from dealer_crm.domain.followups import StepState
from dealer_crm.services.agenda_sources.source import Column, Dated, text_of
from dealer_crm.storage.models import Delivery, NextStep, ServiceRequest

_STEP, _DELIVERY, _REQUEST = NextStep.__table__, Delivery.__table__, ServiceRequest.__table__
STEP, CONFIRM_STEP, CONFIRM_DELIVERY, CONFIRM_REQUEST = "step", "confirm_step", "confirm_delivery", "confirm_request"


def _confirmation(name: str, record: FromClause, day: Column, words: Column, *where: Column, way: Column = None) -> Dated:
    """Return the source of the calls before an appointment; once its day has passed there is nothing to confirm."""
    return Dated(
        name=name,
        kind=AgendaKind.CONFIRM,
        record=record,
        day=day,
        customer=record.c.customer_id,
        staff=record.c.staff_id,
        where=where,
        columns={"words": words, "slot": record.c.slot, "until": day, **({} if way is None else {"way": way})},
        lead=1,
        keep=0,
        derived=True,
    )


STEPS = (
    Dated(
        name=STEP,
        kind=AgendaKind.STEP,
        record=_STEP,
        day=_STEP.c.due_on,
        customer=_STEP.c.customer_id,
        staff=_STEP.c.staff_id,
        where=(_STEP.c.state == text_of(StepState.OPEN),),
        columns={"words": _STEP.c.purpose, "slot": _STEP.c.slot, "way": _STEP.c.way},
    ),
    _confirmation(
        CONFIRM_STEP,
        _STEP,
        _STEP.c.due_on,
        _STEP.c.purpose,
        _STEP.c.state == text_of(StepState.OPEN),
        _STEP.c.way.in_(map(text_of, MEETINGS)),
        way=_STEP.c.way,
    ),
    _confirmation(
        CONFIRM_DELIVERY, _DELIVERY, _DELIVERY.c.planned_on, _DELIVERY.c.number, _DELIVERY.c.state.in_(map(text_of, OPEN_STATES))
    ),
    _confirmation(
        CONFIRM_REQUEST,
        _REQUEST,
        _REQUEST.c.appointment_on,
        _REQUEST.c.symptom,
        _REQUEST.c.state == text_of(RequestState.SCHEDULED),
    ),
)

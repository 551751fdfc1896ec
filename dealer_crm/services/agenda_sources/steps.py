"""Open next steps, and the call the day before each appointment: of a step, a delivery, a service request."""

from __future__ import annotations

from typing import Any

from dealer_crm.domain.agenda import MEETINGS, AgendaKind
from dealer_crm.domain.care import RequestState
from dealer_crm.domain.deliveries import OPEN_STATES
from dealer_crm.domain.followups import StepState
from dealer_crm.services.agenda_sources.source import Column, Dated
from dealer_crm.storage.models import Delivery, NextStep, ServiceRequest

STEP, CONFIRM_STEP, CONFIRM_DELIVERY, CONFIRM_REQUEST = "step", "confirm_step", "confirm_delivery", "confirm_request"


def _confirmation(name: str, record: Any, day: Column, words: Column, *where: Column) -> Dated:
    """Return the source of the calls before an appointment; once its day has passed there is nothing to confirm."""
    return Dated(
        name=name,
        kind=AgendaKind.CONFIRM,
        record=record,
        day=day,
        customer=record.customer_id,
        staff=record.staff_id,
        where=where,
        columns={"words": words, "slot": record.slot, "until": day},
        lead=1,
        keep=0,
        derived=True,
    )


STEPS = (
    Dated(
        name=STEP,
        kind=AgendaKind.STEP,
        record=NextStep,
        day=NextStep.due_on,
        customer=NextStep.customer_id,
        staff=NextStep.staff_id,
        where=(NextStep.state == StepState.OPEN,),
        columns={"words": NextStep.purpose, "slot": NextStep.slot, "way": NextStep.way},
    ),
    _confirmation(CONFIRM_STEP, NextStep, NextStep.due_on, NextStep.purpose, NextStep.state == StepState.OPEN, NextStep.way.in_(MEETINGS)),
    _confirmation(CONFIRM_DELIVERY, Delivery, Delivery.planned_on, Delivery.number, Delivery.state.in_(OPEN_STATES)),
    _confirmation(
        CONFIRM_REQUEST,
        ServiceRequest,
        ServiceRequest.appointment_on,
        ServiceRequest.symptom,
        ServiceRequest.state == RequestState.SCHEDULED,
    ),
)

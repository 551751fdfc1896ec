"""What was done on a day: steps and visits made, goods delivered, jobs finished, complaints closed."""

from __future__ import annotations

from sqlalchemy import func

from dealer_crm.domain.agenda import AgendaKind
from dealer_crm.domain.care import VisitState
from dealer_crm.domain.complaints import ComplaintState
from dealer_crm.domain.deliveries import DeliveryState
from dealer_crm.domain.followups import StepState
from dealer_crm.domain.jobs import JobState
from dealer_crm.services.agenda_sources.complaints import WHOSE
from dealer_crm.services.agenda_sources.source import Dated, text_of
from dealer_crm.storage.models import Complaint, Delivery, Job, NextStep, Visit

_STEP, _VISIT, _DELIVERY, _JOB = NextStep.__table__, Visit.__table__, Delivery.__table__, Job.__table__
_CASE = Complaint.__table__
_FIXED = {"movable": False, "completable": False}

DONE = (
    Dated(
        name="step_done",
        kind=AgendaKind.STEP,
        record=_STEP,
        day=_STEP.c.closed_at,
        customer=_STEP.c.customer_id,
        staff=_STEP.c.staff_id,
        where=(_STEP.c.state == text_of(StepState.DONE),),
        columns={"words": _STEP.c.purpose, "way": _STEP.c.way},
        fixed=_FIXED,
        instants=True,
        done=True,
    ),
    Dated(
        name="visit_done",
        kind=AgendaKind.VISIT,
        record=_VISIT,
        day=_VISIT.c.done_at,
        customer=_VISIT.c.customer_id,
        staff=_VISIT.c.staff_id,
        where=(_VISIT.c.state == text_of(VisitState.DONE),),
        columns={"code": _VISIT.c.code},
        fixed=_FIXED,
        instants=True,
        done=True,
    ),
    Dated(
        name="delivery_done",
        kind=AgendaKind.DELIVERY,
        record=_DELIVERY,
        day=_DELIVERY.c.signed_at,
        customer=_DELIVERY.c.customer_id,
        staff=_DELIVERY.c.staff_id,
        where=(_DELIVERY.c.state.in_(map(text_of, (DeliveryState.SIGNED, DeliveryState.PARTLY))),),
        columns={"words": _DELIVERY.c.number, "code": _DELIVERY.c.kind},
        fixed=_FIXED,
        instants=True,
        done=True,
    ),
    Dated(
        name="job_done",
        kind=AgendaKind.JOB,
        record=_JOB,
        day=_JOB.c.finished_at,
        customer=_JOB.c.customer_id,
        staff=_JOB.c.leader_id,
        team=_JOB.c.members,
        where=(_JOB.c.state == text_of(JobState.DONE),),
        columns={"words": _JOB.c.number, "code": _JOB.c.stage},
        fixed=_FIXED,
        instants=True,
        done=True,
    ),
    Dated(
        name="complaint_done",
        kind=AgendaKind.COMPLAINT,
        record=_CASE,
        day=_CASE.c.closed_at,
        customer=WHOSE,
        staff=func.coalesce(_CASE.c.closed_by_id, _CASE.c.staff_id),
        where=(_CASE.c.state == text_of(ComplaintState.CLOSED),),
        columns={"words": _CASE.c.words, "code": _CASE.c.severity},
        fixed=_FIXED,
        instants=True,
        done=True,
        nobodys=True,
    ),
)

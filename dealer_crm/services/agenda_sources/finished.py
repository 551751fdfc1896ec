"""What was done on a day: steps and visits made, goods delivered."""

from __future__ import annotations

from dealer_crm.domain.agenda import AgendaKind
from dealer_crm.domain.care import VisitState
from dealer_crm.domain.deliveries import DeliveryState
from dealer_crm.domain.followups import StepState
from dealer_crm.services.agenda_sources.source import Dated
from dealer_crm.storage.models import Delivery, NextStep, Visit

_DONE = {"movable": False, "completable": False, "done": True}

FINISHED = (
    Dated(
        name="step_done",
        kind=AgendaKind.STEP,
        record=NextStep,
        day=NextStep.closed_at,
        customer=NextStep.customer_id,
        staff=NextStep.staff_id,
        where=(NextStep.state == StepState.DONE,),
        columns={"words": NextStep.purpose, "way": NextStep.way},
        fixed=_DONE,
        instants=True,
    ),
    Dated(
        name="visit_done",
        kind=AgendaKind.VISIT,
        record=Visit,
        day=Visit.done_at,
        customer=Visit.customer_id,
        staff=Visit.staff_id,
        where=(Visit.state == VisitState.DONE,),
        columns={"code": Visit.code},
        fixed=_DONE,
        instants=True,
    ),
    Dated(
        name="delivery_done",
        kind=AgendaKind.DELIVERY,
        record=Delivery,
        day=Delivery.signed_at,
        customer=Delivery.customer_id,
        staff=Delivery.staff_id,
        where=(Delivery.state.in_((DeliveryState.SIGNED, DeliveryState.PARTLY)),),
        columns={"words": Delivery.number, "code": Delivery.kind},
        fixed=_DONE,
        instants=True,
    ),
)

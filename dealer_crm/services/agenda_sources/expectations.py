"""What a hand-over still owes the customer: the two explanations (D), and every expectation that somebody gave a day."""

from __future__ import annotations

from sqlalchemy import and_, case, exists, func, literal_column, or_, select

from dealer_crm.domain.agenda import AgendaKind
from dealer_crm.domain.deliveries import EXPECTATIONS, TAKEN_STATES, DeliveryKind
from dealer_crm.domain.jobs import JobStage, JobState
from dealer_crm.services.agenda_sources.source import Dated, text_of
from dealer_crm.storage.models import Delivery, DeliveryCheck, Job

_CHECK, _DELIVERY, _JOB = DeliveryCheck.__table__, Delivery.__table__, Job.__table__
EXPECTATION = "expectation"
_GOING_ON = and_(_JOB.c.order_id == _DELIVERY.c.order_id, _JOB.c.state != text_of(JobState.CANCELLED))
_ENDS = (
    select(func.max(_JOB.c.planned_on))
    .where(_GOING_ON, _JOB.c.stage == text_of(JobStage.COMMISSIONING))
    .correlate(_DELIVERY)
    .scalar_subquery()
)
"""With jobs on the site the second explanation is due when the equipment is set going, else when the goods come."""
_USUAL = case(
    (_CHECK.c.code == text_of("D1"), _DELIVERY.c.planned_on),
    (exists(literal_column("1")).where(_GOING_ON).correlate(_DELIVERY), _ENDS),
    else_=_DELIVERY.c.planned_on,
)

EXPECTED = (
    Dated(
        name=EXPECTATION,
        kind=AgendaKind.EXPECTATION,
        record=_CHECK,
        joins=(
            (
                _DELIVERY,
                and_(
                    _DELIVERY.c.id == _CHECK.c.delivery_id,
                    _DELIVERY.c.state.in_(map(text_of, TAKEN_STATES)),
                    _DELIVERY.c.finished_at.is_(None),
                    _DELIVERY.c.kind == text_of(DeliveryKind.DELIVERY),
                ),
            ),
        ),
        day=func.coalesce(_CHECK.c.planned_on, _USUAL),
        customer=_DELIVERY.c.customer_id,
        staff=func.coalesce(_CHECK.c.person_id, _DELIVERY.c.staff_id),
        where=(
            _CHECK.c.sheet == text_of(EXPECTATIONS),
            _CHECK.c.result.is_(None),
            or_(_CHECK.c.code.in_((text_of("D1"), text_of("D2"))), _CHECK.c.planned_on.is_not(None)),
        ),
        columns={"zh": _CHECK.c.code + " " + _CHECK.c.zh, "en": _CHECK.c.code + " " + _CHECK.c.en, "record_id": _DELIVERY.c.id},
        fixed={"completable": False},
        derived=True,
    ),
)

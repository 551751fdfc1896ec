"""What failed on a sheet, a job or a delivery and is to be mended by a day: it stands there until it passes."""

from __future__ import annotations

from sqlalchemy import func, select

from dealer_crm.domain.acceptances import AcceptanceState
from dealer_crm.domain.agenda import AgendaKind
from dealer_crm.domain.checklists import CheckResult
from dealer_crm.domain.deliveries import DeliveryState
from dealer_crm.domain.jobs import JobState
from dealer_crm.services.agenda_sources.source import Dated, text_of
from dealer_crm.storage.models import Acceptance, Delivery, DeliveryCheck, Job

_CHECK, _SHEET = DeliveryCheck.__table__, Acceptance.__table__
_DELIVERY, _JOB = Delivery.__table__, Job.__table__
MEND_SHEET, MEND_DELIVERY, MEND_JOB = "mend_sheet", "mend_delivery", "mend_job"
_FAILED = _CHECK.c.result == text_of(CheckResult.FAIL)
_GONE = tuple(map(text_of, (DeliveryState.REFUSED, DeliveryState.CANCELLED)))
_WORDS = {"zh": _CHECK.c.code + " " + _CHECK.c.zh, "en": _CHECK.c.code + " " + _CHECK.c.en}
_LEADER = select(_JOB.c.leader_id).where(_JOB.c.id == _SHEET.c.job_id).correlate(_SHEET).scalar_subquery()

MENDING = (
    Dated(
        name=MEND_SHEET,
        kind=AgendaKind.MEND,
        record=_CHECK,
        joins=((_SHEET, (_SHEET.c.id == _CHECK.c.acceptance_id) & (_SHEET.c.state != text_of(AcceptanceState.CANCELLED))),),
        day=_CHECK.c.due_on,
        customer=_SHEET.c.customer_id,
        staff=func.coalesce(_CHECK.c.person_id, _SHEET.c.leader_id, _LEADER),
        where=(_FAILED,),
        columns={**_WORDS, "record_id": _SHEET.c.id, "code": text_of("acceptance")},
        fixed={"completable": False},
        derived=True,
    ),
    Dated(
        name=MEND_DELIVERY,
        kind=AgendaKind.MEND,
        record=_CHECK,
        joins=((_DELIVERY, (_DELIVERY.c.id == _CHECK.c.delivery_id) & _DELIVERY.c.state.not_in(_GONE)),),
        day=_CHECK.c.due_on,
        customer=_DELIVERY.c.customer_id,
        staff=func.coalesce(_CHECK.c.person_id, _DELIVERY.c.staff_id),
        where=(_FAILED,),
        columns={**_WORDS, "record_id": _DELIVERY.c.id, "code": text_of("delivery")},
        fixed={"completable": False},
        derived=True,
    ),
    Dated(
        name=MEND_JOB,
        kind=AgendaKind.MEND,
        record=_CHECK,
        joins=((_JOB, (_JOB.c.id == _CHECK.c.job_id) & (_JOB.c.state != text_of(JobState.CANCELLED))),),
        day=_CHECK.c.due_on,
        customer=_JOB.c.customer_id,
        staff=func.coalesce(_CHECK.c.person_id, _JOB.c.leader_id),
        where=(_FAILED,),
        columns={**_WORDS, "record_id": _JOB.c.id, "code": text_of("job")},
        fixed={"completable": False},
        derived=True,
    ),
)

"""Open complaints by the deadline that runs: the first answer, the plan or what was promised, then the end."""

from __future__ import annotations

from sqlalchemy import func

from dealer_crm.domain.agenda import AgendaKind
from dealer_crm.domain.complaints import ComplaintState
from dealer_crm.services.agenda_sources.source import Dated, text_of
from dealer_crm.services.complaint_list import due_at
from dealer_crm.storage.models import Complaint

COMPLAINT = "complaint"
_CASE = Complaint.__table__
_LAST = (_CASE.c.promised_by, _CASE.c.plan_by, _CASE.c.respond_by)
"""What stands where no deadline runs any more, so that an open complaint never leaves the agenda."""

COMPLAINTS = (
    Dated(
        name=COMPLAINT,
        kind=AgendaKind.COMPLAINT,
        record=_CASE,
        day=func.coalesce(due_at(), *_LAST),
        customer=_CASE.c.customer_id,
        staff=_CASE.c.staff_id,
        where=(_CASE.c.state == text_of(ComplaintState.OPEN),),
        columns={"words": _CASE.c.words, "code": _CASE.c.severity},
        fixed={"movable": False, "completable": False},
        instants=True,
    ),
)

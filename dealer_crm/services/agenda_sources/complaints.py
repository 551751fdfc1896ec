"""Open complaints by the deadline that runs: the first answer, the plan or what was promised, then the end."""

from __future__ import annotations

from dealer_crm.domain.agenda import AgendaKind
from dealer_crm.domain.complaints import ComplaintState
from dealer_crm.services.agenda_sources.source import Dated, text_of
from dealer_crm.storage.models import Complaint

COMPLAINT = "complaint"
_CASE = Complaint.__table__

COMPLAINTS = (
    Dated(
        name=COMPLAINT,
        kind=AgendaKind.COMPLAINT,
        record=_CASE,
        day=_CASE.c.due_at,
        customer=_CASE.c.customer_id,
        staff=_CASE.c.staff_id,
        where=(_CASE.c.state == text_of(ComplaintState.OPEN),),
        columns={"words": _CASE.c.words, "code": _CASE.c.severity},
        fixed={"movable": False, "completable": False},
        instants=True,
    ),
)

"""Open complaints by their next deadline: the first answer, then what was promised."""

from __future__ import annotations

from sqlalchemy import case, func

from dealer_crm.domain.agenda import AgendaKind
from dealer_crm.domain.complaints import ComplaintState
from dealer_crm.services.agenda_sources.source import Dated
from dealer_crm.storage.models import Complaint

COMPLAINT = "complaint"
_AFTER = func.coalesce(Complaint.promised_by, Complaint.close_by, Complaint.plan_by, Complaint.respond_by)

COMPLAINTS = (
    Dated(
        name=COMPLAINT,
        kind=AgendaKind.COMPLAINT,
        record=Complaint,
        day=case((Complaint.responded_at.is_(None), Complaint.respond_by), else_=_AFTER),
        customer=Complaint.customer_id,
        staff=Complaint.staff_id,
        where=(Complaint.state == ComplaintState.OPEN,),
        columns={"words": Complaint.words, "code": Complaint.severity},
        fixed={"movable": False, "completable": False},
        instants=True,
    ),
)

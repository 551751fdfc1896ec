"""Compensation that waits for a yes or no: of the manager, or of the owner where the manager himself asks or there is none."""

from __future__ import annotations

from sqlalchemy import func, select

from dealer_crm.domain.agenda import AgendaKind
from dealer_crm.domain.journal import Role
from dealer_crm.services.agenda_sources.complaints import WHOSE
from dealer_crm.services.agenda_sources.source import Column, Dated, text_of
from dealer_crm.storage.models import Complaint, ComplaintCost, Staff

COMPENSATION = "compensation"
_CASE, _COST, _STAFF = Complaint.__table__, ComplaintCost.__table__, Staff.__table__


def _first(role: Role, *besides: Column) -> Column:
    found = select(func.min(_STAFF.c.id)).where(_STAFF.c.active, _STAFF.c.role == text_of(role), *besides)
    return found.correlate(_COST).scalar_subquery()


COMPENSATIONS = (
    Dated(
        name=COMPENSATION,
        kind=AgendaKind.APPROVAL,
        record=_COST,
        joins=((_CASE, _CASE.c.id == _COST.c.complaint_id),),
        day=_COST.c.asked_on,
        customer=WHOSE,
        staff=func.coalesce(_first(Role.MANAGER, _STAFF.c.id.is_distinct_from(_COST.c.staff_id)), _first(Role.OWNER)),
        where=(_COST.c.asked_on.is_not(None),),
        columns={"words": _COST.c.words, "amount": _COST.c.amount, "record_id": _CASE.c.id},
        fixed={"movable": False, "completable": False},
        nobodys=True,
    ),
)

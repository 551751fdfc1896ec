"""What machines and their owners want after the sale: service requests, visits, ends of warranty, maintenance."""

from __future__ import annotations

from sqlalchemy import and_, exists, func, literal_column, or_, select

from dealer_crm.domain.agenda import AgendaKind
from dealer_crm.domain.care import EquipmentState, RequestState, VisitState
from dealer_crm.domain.complaints import ComplaintState
from dealer_crm.domain.coverages import CoverageKind
from dealer_crm.services.agenda_sources.source import Dated, text_of
from dealer_crm.storage.models import Complaint, Equipment, EquipmentCoverage, Maintenance, PremisesHolder, ServiceRequest, Visit

_REQUEST, _VISIT, _CARE, _COMPLAINT = ServiceRequest.__table__, Visit.__table__, Maintenance.__table__, Complaint.__table__
_EQUIPMENT, _COVERAGE, _HOLDING = Equipment.__table__, EquipmentCoverage.__table__, PremisesHolder.__table__
REQUEST, REQUEST_NEW, VISIT, MAINTENANCE = "request", "request_new", "visit", "maintenance"
WARRANTY = "warranty_end"
WARNED = (60, 30, 7)
"""So many days before a warranty ends the customer is called; a later call takes the place of one that was not made."""
MAINTENANCE_LEAD = 14
_KINDS = (CoverageKind.WHOLE_UNIT, CoverageKind.PAID_EXT, CoverageKind.INSTALLATION)
_OPEN = (RequestState.OPEN, RequestState.SCHEDULED)
_HOLDER = (
    select(_HOLDING.c.id)
    .where(_HOLDING.c.premises_id == _EQUIPMENT.c.premises_id, _HOLDING.c.to_on.is_(None))
    .order_by(_HOLDING.c.position, _HOLDING.c.id)
    .limit(1)
    .correlate(_EQUIPMENT)
    .scalar_subquery()
)
_HELD = (_HOLDING, _HOLDING.c.id == _HOLDER)
_SOMEBODYS = exists(literal_column("1")).where(_HOLDING.c.premises_id == _EQUIPMENT.c.premises_id, _HOLDING.c.to_on.is_(None))
_CARED_FOR = and_(_EQUIPMENT.c.id == _CARE.c.equipment_id, _EQUIPMENT.c.state == text_of(EquipmentState.IN_USE))
_COMPLAINS = exists(literal_column("1")).where(
    _COMPLAINT.c.customer_id == _VISIT.c.customer_id, _COMPLAINT.c.state == text_of(ComplaintState.OPEN)
)
"""Who complains is asked about that, and about nothing else until it is settled (domain.md 3.5)."""
_MACHINE = func.trim(_EQUIPMENT.c.brand + " " + _EQUIPMENT.c.product + " " + _EQUIPMENT.c.model)


def _warranty(days: int, until: int) -> Dated:
    """Return the source of the call so many days ahead; it is moot once `until` days or fewer are left."""
    standing = and_(_EQUIPMENT.c.id == _COVERAGE.c.equipment_id, _EQUIPMENT.c.state == text_of(EquipmentState.IN_USE))
    return Dated(
        name=f"{WARRANTY}_{days}",
        kind=AgendaKind.WARRANTY_END,
        record=_COVERAGE,
        joins=((_EQUIPMENT, standing), _HELD),
        counted=((_EQUIPMENT, and_(standing, _SOMEBODYS)),),
        day=_COVERAGE.c.end_on,
        customer=_HOLDING.c.customer_id,
        where=(_COVERAGE.c.kind.in_(map(text_of, _KINDS)),),
        columns={"machine": _MACHINE, "code": _COVERAGE.c.kind, "until": _COVERAGE.c.end_on, "record_id": _EQUIPMENT.c.id},
        lead=days,
        keep=until,
        lasting=until == 0,
        derived=True,
    )


CARE = (
    Dated(
        name=REQUEST,
        kind=AgendaKind.REQUEST,
        record=_REQUEST,
        day=_REQUEST.c.appointment_on,
        customer=_REQUEST.c.customer_id,
        staff=_REQUEST.c.staff_id,
        where=(_REQUEST.c.state.in_(map(text_of, _OPEN)),),
        columns={"words": _REQUEST.c.symptom, "slot": _REQUEST.c.slot, "code": _REQUEST.c.kind},
        fixed={"completable": False},
    ),
    Dated(
        name=REQUEST_NEW,
        kind=AgendaKind.REQUEST,
        record=_REQUEST,
        day=_REQUEST.c.reported_at,
        customer=_REQUEST.c.customer_id,
        staff=_REQUEST.c.staff_id,
        where=(_REQUEST.c.state.in_(map(text_of, _OPEN)), _REQUEST.c.appointment_on.is_(None)),
        columns={"words": _REQUEST.c.symptom, "code": _REQUEST.c.kind},
        fixed={"completable": False},
        instants=True,
        timed=False,
    ),
    Dated(
        name=VISIT,
        kind=AgendaKind.VISIT,
        record=_VISIT,
        day=_VISIT.c.due_on,
        customer=_VISIT.c.customer_id,
        staff=_VISIT.c.staff_id,
        where=(_VISIT.c.state == text_of(VisitState.OPEN), or_(_VISIT.c.complaint_id.is_not(None), ~_COMPLAINS)),
        columns={"code": _VISIT.c.code, "slot": _VISIT.c.slot},
    ),
    *(_warranty(days, later + 1) for days, later in zip(WARNED, (*WARNED[1:], -1), strict=True)),
    Dated(
        name=MAINTENANCE,
        kind=AgendaKind.MAINTENANCE,
        record=_CARE,
        joins=((_EQUIPMENT, _CARED_FOR), _HELD),
        counted=((_EQUIPMENT, and_(_CARED_FOR, _SOMEBODYS)),),
        day=_CARE.c.next_on,
        customer=_HOLDING.c.customer_id,
        where=(_CARE.c.active, _CARE.c.by_customer.is_(False)),
        columns={"zh": _CARE.c.zh, "en": _CARE.c.en, "until": _CARE.c.next_on, "record_id": _EQUIPMENT.c.id, "machine": _MACHINE},
        lead=MAINTENANCE_LEAD,
        derived=True,
    ),
)

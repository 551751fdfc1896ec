"""What machines and their owners want after the sale: service requests, visits, ends of warranty, maintenance."""

from __future__ import annotations

from sqlalchemy import and_, exists, func, select

from dealer_crm.domain.agenda import AgendaKind
from dealer_crm.domain.care import EquipmentState, RequestState, VisitState
from dealer_crm.domain.coverages import CoverageKind
from dealer_crm.services.agenda_sources.source import Dated
from dealer_crm.storage.models import Equipment, EquipmentCoverage, Maintenance, PremisesHolder, ServiceRequest, Visit

REQUEST, REQUEST_NEW, VISIT, MAINTENANCE = "request", "request_new", "visit", "maintenance"
WARRANTY = "warranty_end"
WARNED = (60, 30, 7)
"""So many days before a warranty ends the customer is called; a later call takes the place of one that was not made."""
MAINTENANCE_LEAD = 14
_KINDS = (CoverageKind.WHOLE_UNIT, CoverageKind.PAID_EXT, CoverageKind.INSTALLATION)
_OPEN = (RequestState.OPEN, RequestState.SCHEDULED)
_HOLDER = (
    select(PremisesHolder.id)
    .where(PremisesHolder.premises_id == Equipment.premises_id, PremisesHolder.to_on.is_(None))
    .order_by(PremisesHolder.position, PremisesHolder.id)
    .limit(1)
    .correlate(Equipment)
    .scalar_subquery()
)
_HELD = (PremisesHolder, PremisesHolder.id == _HOLDER)
_SOMEBODYS = exists().where(PremisesHolder.premises_id == Equipment.premises_id, PremisesHolder.to_on.is_(None))
_CARED_FOR = and_(Equipment.id == Maintenance.equipment_id, Equipment.state == EquipmentState.IN_USE)
_MACHINE = func.trim(Equipment.brand + " " + Equipment.model + " " + Equipment.product)


def _warranty(days: int, until: int) -> Dated:
    """Return the source of the call so many days ahead; it is moot once `until` days or fewer are left."""
    standing = and_(Equipment.id == EquipmentCoverage.equipment_id, Equipment.state == EquipmentState.IN_USE)
    return Dated(
        name=f"{WARRANTY}_{days}",
        kind=AgendaKind.WARRANTY_END,
        record=EquipmentCoverage,
        joins=((Equipment, standing), _HELD),
        counted=((Equipment, and_(standing, _SOMEBODYS)),),
        day=EquipmentCoverage.end_on,
        customer=PremisesHolder.customer_id,
        where=(EquipmentCoverage.kind.in_(_KINDS),),
        columns={"machine": _MACHINE, "code": EquipmentCoverage.kind, "until": EquipmentCoverage.end_on, "record_id": Equipment.id},
        lead=days,
        keep=until,
        derived=True,
    )


CARE = (
    Dated(
        name=REQUEST,
        kind=AgendaKind.REQUEST,
        record=ServiceRequest,
        day=ServiceRequest.appointment_on,
        customer=ServiceRequest.customer_id,
        staff=ServiceRequest.staff_id,
        where=(ServiceRequest.state.in_(_OPEN),),
        columns={"words": ServiceRequest.symptom, "slot": ServiceRequest.slot, "code": ServiceRequest.kind},
        fixed={"completable": False},
    ),
    Dated(
        name=REQUEST_NEW,
        kind=AgendaKind.REQUEST,
        record=ServiceRequest,
        day=ServiceRequest.reported_at,
        customer=ServiceRequest.customer_id,
        staff=ServiceRequest.staff_id,
        where=(ServiceRequest.state.in_(_OPEN), ServiceRequest.appointment_on.is_(None)),
        columns={"words": ServiceRequest.symptom, "code": ServiceRequest.kind},
        fixed={"completable": False},
        instants=True,
        timed=False,
    ),
    Dated(
        name=VISIT,
        kind=AgendaKind.VISIT,
        record=Visit,
        day=Visit.due_on,
        customer=Visit.customer_id,
        staff=Visit.staff_id,
        where=(Visit.state == VisitState.OPEN,),
        columns={"code": Visit.code},
    ),
    *(_warranty(days, later + 1) for days, later in zip(WARNED, (*WARNED[1:], -1), strict=True)),
    Dated(
        name=MAINTENANCE,
        kind=AgendaKind.MAINTENANCE,
        record=Maintenance,
        joins=((Equipment, _CARED_FOR), _HELD),
        counted=((Equipment, and_(_CARED_FOR, _SOMEBODYS)),),
        day=Maintenance.next_on,
        customer=PremisesHolder.customer_id,
        where=(Maintenance.active, Maintenance.by_customer.is_(False)),
        columns={"zh": Maintenance.zh, "en": Maintenance.en, "until": Maintenance.next_on, "record_id": Equipment.id, "machine": _MACHINE},
        lead=MAINTENANCE_LEAD,
        derived=True,
    ),
)

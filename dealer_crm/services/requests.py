"""Calls for service: taken with their warranty answer, given an appointment, done with words, or cancelled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import select

from dealer_crm.domain.care import (
    AppointmentMissing,
    CancelReasonMissing,
    RequestClosed,
    RequestDone,
    RequestDraft,
    RequestNotFound,
    RequestState,
    WarrantyAnswer,
)
from dealer_crm.domain.customers import CustomerNotFound
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.equipment import MachineNotFound, Verdict, refuse_ahead, verdict
from dealer_crm.domain.journal import Action, Actor, Subject
from dealer_crm.domain.text import one_line
from dealer_crm.domain.visits import VisitTrigger
from dealer_crm.services.coverages import coverages_of, covered, settle
from dealer_crm.services.maintenance import mark_done
from dealer_crm.services.request_list import RUNNING
from dealer_crm.services.trade import Trade
from dealer_crm.services.visit_plan import VisitCause, plan_visits
from dealer_crm.storage import numbers
from dealer_crm.storage.database import Database, WriteSession
from dealer_crm.storage.models import Customer, Equipment, PremisesHolder, ServiceRequest


class Requests:
    """Use-cases of service requests. One public method is one transaction."""

    def __init__(self, db: Database, actor: Callable[[], Actor], now: Callable[[], datetime], trade: Trade) -> None:
        self._db = db
        self._actor = actor
        self._now = now
        self._trade = trade

    def answer(self, equipment_id: int | None) -> Verdict:
        """Return whether a repair of the machine would be free of charge today; without a machine nobody knows."""
        if equipment_id is None:
            return Verdict(WarrantyAnswer.UNKNOWN)
        with self._db.read() as session:
            calendar = self._trade.legal_calendar()
            return verdict([covered(row, calendar) for row in coverages_of(session, equipment_id)], local_day(self._now()))

    def take(self, draft: RequestDraft) -> int:
        """File a call for service with the warranty answer of its day; return its id.

        Raises CustomerMissing, SymptomMissing, CustomerNotFound, MachineNotFound.
        """
        draft = draft.checked()
        now = self._now()
        with self._db.write(self._actor(), Action.CREATE, Subject.REQUEST) as session:
            customer = session.get(Customer, draft.customer_id)
            if customer is None:
                raise CustomerNotFound(number=str(draft.customer_id))
            machine = _machine(session, draft.equipment_id)
            request = ServiceRequest(
                number=numbers.take(session.connection(), numbers.REQUEST, local_day(now))[0],
                customer_id=customer.id,
                premises_id=machine.premises_id if machine else draft.premises_id or _house(session, customer.id),
                equipment_id=draft.equipment_id,
                complaint_id=draft.complaint_id,
                kind=draft.kind,
                state=RequestState.SCHEDULED if draft.appointment_on else RequestState.OPEN,
                warranty=_answer(session, machine, local_day(now)),
                reported_at=now,
                taken_by_id=self._actor().staff_id,
                staff_id=draft.staff_id,
                symptom=draft.symptom,
                appointment_on=draft.appointment_on,
                slot=draft.slot,
                note=draft.note,
            )
            session.add(request)
            session.flush()
            session.about(request.id, customer.name or customer.number)
            return request.id

    def schedule(self, request_id: int, day: date | None, slot: str = "", staff_id: int | None = None) -> None:
        """Give a request its appointment, or another one. Raises AppointmentMissing, RequestNotFound, RequestClosed."""
        if day is None:
            raise AppointmentMissing
        with self._db.write(self._actor(), Action.EDIT, Subject.REQUEST) as session:
            request = _running(session, request_id)
            request.state = RequestState.SCHEDULED
            request.appointment_on, request.slot, request.staff_id = day, one_line(slot), staff_id

    def edit(self, request_id: int, draft: RequestDraft) -> None:
        """Mend what was written down. Raises SymptomMissing, MachineNotFound, RequestNotFound, RequestClosed."""
        draft = draft.checked()
        with self._db.write(self._actor(), Action.EDIT, Subject.REQUEST) as session:
            request = _running(session, request_id)
            if request.equipment_id != draft.equipment_id:
                machine = _machine(session, draft.equipment_id)
                request.equipment_id = draft.equipment_id
                request.premises_id = machine.premises_id if machine else request.premises_id
                request.warranty = _answer(session, machine, local_day(request.reported_at))
            for name in ("kind", "symptom", "appointment_on", "slot", "staff_id", "note"):
                setattr(request, name, getattr(draft, name))
            request.state = RequestState.SCHEDULED if draft.appointment_on else RequestState.OPEN

    def done(self, request_id: int, draft: RequestDone) -> None:
        """Finish a request: days in repair lengthen the statutory periods, care done along is counted on, and a call
        is planned that asks whether all is well.

        Raises WorkMissing, FeeNegative, RepairDaysWrong, DayAhead, RequestNotFound, RequestClosed, MaintenanceNotFound.
        """
        draft = draft.checked()
        refuse_ahead(draft.done_on, local_day(self._now()))
        with self._db.write(self._actor(), Action.FINISH, Subject.REQUEST) as session:
            request = _running(session, request_id)
            request.state = RequestState.DONE
            for name in ("done_on", "work", "cause", "fee", "repair_days"):
                setattr(request, name, getattr(draft, name))
            request.staff_id = request.staff_id or self._actor().staff_id
            machine = _machine(session, request.equipment_id)
            if machine is not None and draft.repair_days:
                session.flush()
                settle(session, machine, self._trade)
            mark_done(session, draft.maintenance_ids, draft.done_on, self._trade)
            cause = VisitCause(request.customer_id, request_id=request.id)
            plan_visits(session, cause, VisitTrigger.SERVICE, draft.done_on, self._trade)
            _name(session, request)

    def cancel(self, request_id: int, reason: str) -> None:
        """Give a request up, with the reason. Raises CancelReasonMissing, RequestNotFound, RequestClosed."""
        reason = one_line(reason)
        if not reason:
            raise CancelReasonMissing
        with self._db.write(self._actor(), Action.CANCEL, Subject.REQUEST) as session:
            request = _running(session, request_id)
            request.state = RequestState.CANCELLED
            request.note = "\n".join(filter(None, (request.note, reason)))

    def draft(self, request_id: int) -> RequestDraft:
        """Return a request as a draft. Raises RequestNotFound."""
        with self._db.read() as session:
            request = session.get(ServiceRequest, request_id)
            if request is None:
                raise RequestNotFound(number=str(request_id))
            names = (name for name in RequestDraft.__dataclass_fields__ if name != "customer_id")
            return replace(RequestDraft(request.customer_id), **{name: getattr(request, name) for name in names})


def _running(session: WriteSession, request_id: int) -> ServiceRequest:
    request = session.get(ServiceRequest, request_id)
    if request is None:
        raise RequestNotFound(number=str(request_id))
    if request.state not in RUNNING:
        raise RequestClosed(number=request.number)
    _name(session, request)
    return request


def _name(session: WriteSession, request: ServiceRequest) -> None:
    customer = session.get(Customer, request.customer_id)
    session.about(request.id, (customer.name or customer.number) if customer else request.number)


def _machine(session: WriteSession, equipment_id: int | None) -> Equipment | None:
    if equipment_id is None:
        return None
    machine = session.get(Equipment, equipment_id)
    if machine is None:
        raise MachineNotFound(number=str(equipment_id))
    return machine


def _answer(session: WriteSession, machine: Equipment | None, on: date) -> WarrantyAnswer:
    return verdict([covered(row) for row in coverages_of(session, machine.id)], on).answer if machine else WarrantyAnswer.UNKNOWN


def _house(session: WriteSession, customer_id: int) -> int | None:
    """Return the customer's first house."""
    query = select(PremisesHolder.premises_id).where(PremisesHolder.customer_id == customer_id, PremisesHolder.to_on.is_(None))
    return session.execute(query.order_by(PremisesHolder.position, PremisesHolder.id).limit(1)).scalar()

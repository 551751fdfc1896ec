"""What the sample shop did after its sales: care, service requests, and calls afterwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from dealer_crm.domain.care import RequestKind, RequestState, VisitState, WarrantyAnswer
from dealer_crm.domain.equipment import verdict
from dealer_crm.domain.followups import Outcome, add_months
from dealer_crm.domain.orders import PayWay
from dealer_crm.domain.pay_plan import PayKind
from dealer_crm.services.coverages import count_care, coverages_of, covered
from dealer_crm.services.demo_machines import last_in_time
from dealer_crm.services.demo_telling import Telling, fen
from dealer_crm.services.trade import Trade
from dealer_crm.storage import numbers
from dealer_crm.storage.database import WriteSession
from dealer_crm.storage.models import (
    Customer,
    Equipment,
    Maintenance,
    Payment,
    PremisesHolder,
    ServiceRequest,
    Visit,
)

Entry = Mapping[str, Any]
OFFICE, FITTER = 4, 3
"""Who takes calls and who goes there, among the staff."""


class CareStories:
    """Writes what came after the sales, inside the caller's write."""

    def __init__(self, session: WriteSession, telling: Telling, trade: Trade, staff_ids: Sequence[int]) -> None:
        self._session, self._telling, self._trade = session, telling, trade
        self._staff = staff_ids

    # care

    def care(self, told: Mapping[str, Mapping[str, int]]) -> None:
        """Say when each piece of care was done last: as told, else always in time."""
        query = select(Maintenance, Equipment).join(Equipment, Equipment.id == Maintenance.equipment_id)
        for care, machine in self._session.execute(query).all():
            due = told.get(machine.serial, {}).get(care.code)
            if due is not None:
                care.last_on = add_months(self._telling.day(due), -care.cycle_months)
            elif machine.commissioned_on is not None:
                cycle = self._trade.cycle(care.code)
                windows = cycle.windows if cycle else ()
                care.last_on = last_in_time(machine.commissioned_on, self._telling.today, care.cycle_months, windows, machine.id)
            count_care(care, machine, self._trade)

    # requests

    def request(self, customer: Customer, entry: Entry, complaint_id: int | None) -> None:
        """Write one request with its payment."""
        telling, day = self._telling, self._telling.day(entry["on"])
        query = select(Equipment).where(Equipment.serial == entry.get("machine", "-")).order_by(Equipment.id).limit(1)
        machine = self._session.scalars(query).first()
        row = ServiceRequest(
            number=numbers.take(self._session.connection(), numbers.REQUEST, day)[0],
            customer_id=customer.id,
            premises_id=machine.premises_id if machine else self._house(customer),
            equipment_id=machine.id if machine else None,
            complaint_id=complaint_id if entry.get("complaint") else None,
            kind=RequestKind(entry["kind"]),
            state=_state(entry),
            warranty=WarrantyAnswer(entry["warranty"]) if "warranty" in entry else self._covered(machine, day),
            reported_at=telling.instant(entry["on"], entry.get("at", "09:40")),
            taken_by_id=self._staff[OFFICE],
            staff_id=self._staff[FITTER],
            symptom=telling.words(entry),
        )
        appointment = entry.get("appointment", entry.get("done"))
        row.appointment_on = telling.day(appointment) if appointment is not None else None
        row.slot, row.fee = entry.get("slot", ""), fen(entry.get("fee", "0"))
        row.done_on = telling.day(entry["done"]) if "done" in entry else None
        row.cause, row.work = telling.words(entry.get("cause", "")), telling.words(entry.get("work", ""))
        row.note = telling.words(entry.get("cancelled", ""))
        self._session.add(row)
        self._session.flush()
        if row.fee:
            self._session.add(self._fee(row, entry))

    def _covered(self, machine: Equipment | None, day: date) -> WarrantyAnswer:
        """Return whether the machine's coverages would have paid for a fault on the day."""
        return verdict(map(covered, coverages_of(self._session, machine.id)), day).answer if machine else WarrantyAnswer.UNKNOWN

    def _fee(self, request: ServiceRequest, entry: Entry) -> Payment:
        """Return the payment; cash of today is still with the fitter."""
        day, way = self._telling.day(entry["done"]), PayWay(entry["way"])
        return Payment(
            number=numbers.take(self._session.connection(), numbers.PAYMENT, day)[0],
            customer_id=request.customer_id,
            request_id=request.id,
            staff_id=self._staff[FITTER],
            kind=PayKind.SERVICE,
            way=way,
            amount=request.fee,
            paid_on=day,
            handed_in_on=day + timedelta(days=1) if way is PayWay.CASH and entry["done"] < 0 else None,
            created_at=self._telling.instant(entry["done"], "16:10"),
        )

    def _house(self, customer: Customer) -> int | None:
        query = select(PremisesHolder.premises_id).where(PremisesHolder.customer_id == customer.id).limit(1)
        found: int | None = self._session.execute(query).scalar()
        return found

    # visits

    def visits(self, told: Mapping[str, Mapping[str, Entry]], well: Entry) -> None:
        """Say how the visits went whose day is past; without a word of the story they went `well`."""
        query = select(Visit, Customer.name).join(Customer, Customer.id == Visit.customer_id).where(Visit.due_on < self._telling.today)
        for visit, name in self._session.execute(query).all():
            story = told.get(name, {}).get(visit.code, {})
            visit.state, visit.done_at = VisitState.DONE, self._reached(visit.due_on)
            visit.outcome = Outcome(story.get("outcome", Outcome.REACHED))
            visit.words = self._telling.words(story or well)
            visit.grade = story.get("grade")
            visit.staff_id = visit.staff_id or self._staff[OFFICE]

    def _reached(self, day: date) -> datetime:
        return self._telling.instant((day - self._telling.today).days, "10:15")


def _state(entry: Entry) -> RequestState:
    if "cancelled" in entry:
        return RequestState.CANCELLED
    if "done" in entry:
        return RequestState.DONE
    return RequestState.SCHEDULED if "appointment" in entry else RequestState.OPEN

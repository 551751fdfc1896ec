"""Machines in the customers' houses: opened whole, filed, changed; what follows from their days is counted in the same write."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from dealer_crm.domain.care import EquipmentState
from dealer_crm.domain.coverages import Coverage, CoverageState, StartBasis, days_left, proof_until, state_of
from dealer_crm.domain.customers import CustomerNotFound
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.equipment import DATE_FIELDS, SHORT, HouseMissing, MachineDraft, MachineNotFound, Verdict, refuse_ahead, verdict
from dealer_crm.domain.errors import EditConflict
from dealer_crm.domain.journal import Action, Actor, Subject
from dealer_crm.services.coverages import cares_of, coverages_of, covered, settle, settle_anew
from dealer_crm.services.equipment_list import MachineList, MachineRow, own_number
from dealer_crm.services.houses import HOUSE_COLUMNS, house_line, house_of
from dealer_crm.services.maintenance import MaintenanceRow, maintenance_row
from dealer_crm.services.request_list import RequestList, RequestRow
from dealer_crm.services.trade import Trade
from dealer_crm.services.visits import VisitList, VisitRow
from dealer_crm.storage import numbers
from dealer_crm.storage.database import Database, WriteSession
from dealer_crm.storage.models import Community, Customer, Equipment, Premises, PremisesHolder

OWN_FIELDS = tuple(name for name in MachineDraft.__dataclass_fields__ if name != "premises_id")


@dataclass(frozen=True)
class CoverageRow:
    """A coverage with where it stands today."""

    id: int
    covered: Coverage
    state: CoverageState
    days_left: int | None
    months: int
    days: int
    note: str


@dataclass(frozen=True)
class HouseRow:
    """A house of a customer, to put a machine in."""

    id: int
    address: str


@dataclass(frozen=True)
class MachineFile:
    """Everything the page of one machine shows. `proof_until`: till then the seller bears the burden of proof (举证期)."""

    line: MachineRow
    draft: MachineDraft
    version: int
    today: date
    verdict: Verdict
    coverages: tuple[CoverageRow, ...]
    missing: tuple[StartBasis, ...]
    proof_until: date | None
    retire_on: date | None
    cares: tuple[MaintenanceRow, ...]
    requests: tuple[RequestRow, ...]
    visits: tuple[VisitRow, ...]
    holders: tuple[tuple[int, str], ...]

    @property
    def id(self) -> int:
        """The machine's id."""
        return self.line.id

    @property
    def certificate(self) -> str:
        """The number of its certificate: its own digits."""
        return self.line.number.replace("SB", "BX", 1)

    @property
    def three_guarantees(self) -> bool:
        """Tell whether the statutory rules of return and exchange hold for it (三包): its certificate says so."""
        return any(row.covered.kind in SHORT for row in self.coverages)


class Machines:
    """Use-cases of machines. One public method is one transaction."""

    def __init__(self, db: Database, actor: Callable[[], Actor], now: Callable[[], datetime], trade: Trade) -> None:
        self._db = db
        self._actor = actor
        self._now = now
        self._trade = trade
        self._list = MachineList(db, now, trade)
        self._requests = RequestList(db, now)
        self._visits = VisitList(db, now, trade)

    def id_of(self, number: str) -> int:
        """Return the id of a number as printed on the machine's card or certificate. Raises MachineNotFound."""
        wanted = own_number(number) or number.strip().upper()
        with self._db.read() as session:
            found = session.execute(select(Equipment.id).where(Equipment.number == wanted)).scalar()
        if found is None:
            raise MachineNotFound(number=number)
        return found

    def open(self, equipment_id: int) -> MachineFile:
        """Return the machine with all that follows from it. Raises MachineNotFound."""
        lines = self._list.rows([equipment_id])
        if not lines:
            raise MachineNotFound(number=str(equipment_id))
        requests, visits = self._requests.of_machine(equipment_id), self._visits.of_machine(equipment_id)
        with self._db.read() as session:
            machine = _require(session, equipment_id)
            return self._file(session, machine, lines[0], requests, visits)

    def _file(
        self, session: Session, machine: Equipment, line: MachineRow, requests: list[RequestRow], visits: list[VisitRow]
    ) -> MachineFile:
        today, calendar = local_day(self._now()), self._trade.legal_calendar()
        rows = [(row, covered(row, calendar)) for row in coverages_of(session, machine.id)]
        waiting = [one.basis for _, one in rows if one.start_on is None]
        return MachineFile(
            line=line,
            draft=draft_of(machine),
            version=machine.version,
            today=today,
            verdict=verdict([one for _, one in rows], today),
            coverages=tuple(
                CoverageRow(row.id, one, state_of(one, today), days_left(one, today), row.months, row.days, row.note) for row, one in rows
            ),
            missing=tuple(dict.fromkeys(waiting)),
            proof_until=proof_until(machine.accepted_on),
            retire_on=line.retire_on,
            cares=tuple(maintenance_row(care, line) for care in cares_of(session, machine.id)),
            requests=tuple(requests),
            visits=tuple(visits),
            holders=_holders(session, machine.premises_id),
        )

    def houses(self, customer_id: int) -> list[HouseRow]:
        """Return the customer's present houses. Raises CustomerNotFound."""
        with self._db.read() as session:
            if session.get(Customer, customer_id) is None:
                raise CustomerNotFound(number=str(customer_id))
            query = (
                select(Premises.id, *HOUSE_COLUMNS)
                .join(PremisesHolder, PremisesHolder.premises_id == Premises.id)
                .outerjoin(Community, Community.id == Premises.community_id)
                .where(PremisesHolder.customer_id == customer_id, PremisesHolder.to_on.is_(None))
                .order_by(PremisesHolder.position, PremisesHolder.id)
            )
            return [HouseRow(row.id, house_line(house_of(row))) for row in session.execute(query)]

    def draft(self, equipment_id: int) -> tuple[MachineDraft, int]:
        """Return the machine as a draft with the version to save it by. Raises MachineNotFound."""
        with self._db.read() as session:
            machine = _require(session, equipment_id)
            return draft_of(machine), machine.version

    def add(self, draft: MachineDraft) -> int:
        """File a machine, sold here or not, with the coverages and the care of its category; return its id.

        Raises HouseMissing, MachineNameMissing, DayAhead.
        """
        today = local_day(self._now())
        draft = draft.checked(today)
        with self._db.write(self._actor(), Action.CREATE, Subject.EQUIPMENT) as session:
            if session.get(Premises, draft.premises_id) is None:
                raise HouseMissing
            number = numbers.take(session.connection(), numbers.EQUIPMENT, today)[0]
            machine = Equipment(number=number, premises_id=draft.premises_id, **{name: getattr(draft, name) for name in OWN_FIELDS})
            machine.installed_on = draft.commissioned_on
            session.add(machine)
            session.flush()
            settle(session, machine, self._trade)
            session.about(machine.id, machine_name(machine))
            return machine.id

    def edit(self, equipment_id: int, draft: MachineDraft, version: int) -> None:
        """Save a machine that was opened at `version`; its coverages and care follow its days.

        Raises MachineNotFound, EditConflict and the errors of the draft.
        """
        draft = draft.checked(local_day(self._now()))
        with self._db.write(self._actor(), Action.EDIT, Subject.EQUIPMENT) as session:
            machine = _require(session, equipment_id)
            if machine.version != version:
                raise EditConflict(mine=version, theirs=machine.version)
            other = machine.category != draft.category
            for name in ("premises_id", *OWN_FIELDS):
                _set(machine, name, getattr(draft, name))
            session.flush()
            (settle_anew if other else settle)(session, machine, self._trade)
            session.about(machine.id, machine_name(machine))

    def set_date(self, equipment_id: int, basis: StartBasis, day: date | None) -> None:
        """Enter a day of the machine's life: coverages that waited for it start. Raises MachineNotFound, DayAhead."""
        refuse_ahead(day, local_day(self._now()))
        with self._db.write(self._actor(), Action.EDIT, Subject.EQUIPMENT) as session:
            machine = _require(session, equipment_id)
            _set(machine, DATE_FIELDS[basis], day)
            settle(session, machine, self._trade)
            session.about(machine.id, machine_name(machine))

    def remove(self, equipment_id: int, on: date) -> None:
        """Say that the machine does not stand there any more; its file stays. Raises MachineNotFound, DayAhead."""
        draft, version = self.draft(equipment_id)
        self.edit(equipment_id, replace(draft, state=EquipmentState.REMOVED, removed_on=on), version)


def draft_of(machine: Equipment) -> MachineDraft:
    """Return the machine as a draft."""
    return MachineDraft(premises_id=machine.premises_id, **{name: getattr(machine, name) for name in OWN_FIELDS})


def machine_name(machine: Any) -> str:
    """Return what a machine is called in history and lists."""
    return " ".join(part for part in (machine.brand, machine.product, machine.model) if part) or machine.number


def _require(session: Session | WriteSession, equipment_id: int) -> Equipment:
    machine = session.get(Equipment, equipment_id)
    if machine is None:
        raise MachineNotFound(number=str(equipment_id))
    return machine


def _set(row: Any, name: str, value: object) -> None:
    if getattr(row, name) != value:
        setattr(row, name, value)


def _holders(session: Session, premises_id: int) -> tuple[tuple[int, str], ...]:
    query = (
        select(Customer.id, Customer.name, Customer.number)
        .join(PremisesHolder, PremisesHolder.customer_id == Customer.id)
        .where(PremisesHolder.premises_id == premises_id, PremisesHolder.to_on.is_(None))
        .order_by(PremisesHolder.position, PremisesHolder.id)
    )
    return tuple((row.id, row.name or row.number) for row in session.execute(query))

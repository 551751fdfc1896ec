"""Writes households in bulk: the rows of every table, with ids and numbers given in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Table, select

from dealer_crm.domain import phones
from dealer_crm.domain.customers import CONSENT_WORDING, PhoneDraft
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.followups import StepState
from dealer_crm.domain.premises import PremisesRole
from dealer_crm.services import demo_machines
from dealer_crm.services.customer_draft import OWN_FIELDS, PLACE_FIELDS, stored_details
from dealer_crm.services.demo_households import Household
from dealer_crm.services.trade import Trade
from dealer_crm.storage import dialect, journal, numbers
from dealer_crm.storage.base import Base
from dealer_crm.storage.database import WriteSession
from dealer_crm.storage.models import (
    Community,
    Contact,
    Customer,
    Equipment,
    EquipmentCoverage,
    FollowUp,
    Maintenance,
    NextStep,
    OpeningBalance,
    Opportunity,
    Phone,
    Premises,
    PremisesHolder,
)

Row = dict[str, Any]


class Sowing:
    """Puts one batch of households into the store, inside the caller's write."""

    def __init__(self, session: WriteSession, staff_ids: Sequence[int], households: Sequence[Household], today: date) -> None:
        self._today = today
        self._trade = Trade()
        self._connection = session.connection()
        self._recorder = session.recorder
        self._staff = staff_ids
        self._households = households
        self._ids = dialect.reserve_ids(self._connection, _table(Customer), len(households))
        self._id_of = {house.draft.name: row_id for row_id, house in zip(self._ids, households, strict=True)}

    def sow(self) -> None:
        """Insert everything; references among the batch's customers are checked at COMMIT."""
        dialect.defer_foreign_keys(self._connection)
        self._insert(Customer, self._customers())
        self._people()
        house_ids = self._houses()
        self._install(house_ids)
        self._insert(Opportunity, self._chances())
        balances = [(row_id, house) for row_id, house in self._pairs() if house.balance]
        self._insert(
            OpeningBalance,
            [{"customer_id": i, "amount": h.balance, "as_of": local_day(h.filed_at), "note": ""} for i, h in balances],
        )
        self._contacts_and_steps()

    def _pairs(self) -> Iterator[tuple[int, Household]]:
        return zip(self._ids, self._households, strict=True)

    def _insert(self, model: type[Base], rows: Sequence[Row]) -> range:
        return journal.insert_many(self._connection, self._recorder, _table(model), rows)

    def _numbers(self, kind: str, days: Sequence[date]) -> list[str]:
        """Return a number for each day, in order, taken a day at a time."""
        taken = {day: iter(numbers.take(self._connection, kind, day, count)) for day, count in sorted(Counter(days).items())}
        return [next(taken[day]) for day in days]

    def _customers(self) -> list[Row]:
        given = self._numbers(numbers.CUSTOMER, [local_day(house.filed_at) for house in self._households])
        return [self._customer(house, number) for house, number in zip(self._households, given, strict=True)]

    def _customer(self, house: Household, number: str) -> Row:
        draft = house.draft
        row = {name: getattr(draft, name) for name in OWN_FIELDS}
        return row | {
            "number": number,
            "owner_id": self._staff[house.owner],
            "referrer_id": self._id_of.get(house.referrer),
            "details": stored_details(draft.details),
            "interests": [interest.value for interest in draft.interests],
            "consent_on": draft.consent_on,
            "consent_wording": CONSENT_WORDING if draft.consent_on else "",
            "created_at": house.filed_at,
        }

    def _people(self) -> None:
        people = [(i, n, contact) for i, house in self._pairs() for n, contact in enumerate(house.draft.contacts)]
        ids = self._insert(
            Contact,
            [{"customer_id": i, "position": n, "name": c.name, "role": c.role, "wechat": c.wechat, "note": c.note} for i, n, c in people],
        )
        rows = [_phone(i, None, n, phone) for i, house in self._pairs() for n, phone in enumerate(house.draft.phones)]
        for contact_id, (customer_id, _, contact) in zip(ids, people, strict=True):
            rows += [_phone(customer_id, contact_id, n, phone) for n, phone in enumerate(contact.phones)]
        self._insert(Phone, rows)

    def _houses(self) -> dict[int, int]:
        """Insert houses with their holders; return the house of each customer."""
        places = [(i, house.draft.premises[0]) for i, house in self._pairs() if house.draft.premises]
        communities = self._communities({place.community for _, place in places})
        rows = [
            {name: getattr(place, name) for name in PLACE_FIELDS}
            | {"community_id": communities.get(place.community), "details": stored_details(place.details)}
            for _, place in places
        ]
        house_ids = dict(zip((i for i, _ in places), self._insert(Premises, rows), strict=True))
        holders = [_holder(house_ids[i], i, to_on=house.left_on) for i, house in self._pairs() if i in house_ids]
        for row_id, house in self._pairs():
            if house.house_of:
                house_ids[row_id] = house_ids[self._id_of[house.house_of]]
                holders.append(_holder(house_ids[row_id], row_id, from_on=local_day(house.filed_at)))
        self._insert(PremisesHolder, holders)
        return house_ids

    def _communities(self, names: set[str]) -> dict[str, int]:
        known = {row.name: row.id for row in self._connection.execute(select(Community.name, Community.id))}
        missing = sorted(names - known.keys() - {""})
        new = self._insert(Community, [{"name": name, "alias": ""} for name in missing])
        return known | dict(zip(missing, new, strict=True))

    def _install(self, house_ids: dict[int, int]) -> None:
        """Insert machines with their coverages and the care they want."""
        placed = [(house_ids[i], machine) for i, house in self._pairs() for machine in house.machines]
        machines = [machine for _, machine in placed]
        given = self._numbers(numbers.EQUIPMENT, [machine.installed_on for machine in machines])
        rows = [
            demo_machines.machine_row(machine) | {"number": number, "premises_id": house_id}
            for number, (house_id, machine) in zip(given, placed, strict=True)
        ]
        ids = self._insert(Equipment, rows)
        self._insert(EquipmentCoverage, list(demo_machines.coverage_rows(ids, machines, self._trade)))
        self._insert(Maintenance, list(demo_machines.care_rows(ids, machines, self._trade, self._today)))

    def _chances(self) -> list[Row]:
        days = [local_day(house.filed_at) for house in self._households]
        given = iter(self._numbers(numbers.OPPORTUNITY, days))
        return [
            {
                "number": next(given),
                "customer_id": row_id,
                "stage": house.draft.stage,
                "intent_level": house.draft.intent_level,
                "opened_on": local_day(house.filed_at),
                "closed_on": house.closed_on,
                "lost_reason": house.lost_reason,
            }
            for row_id, house in self._pairs()
        ]

    def _contacts_and_steps(self) -> None:
        """Insert the calls; each but the last planned the next one, the last one plans what is still open."""
        calls = [(i, house, call) for i, house in self._pairs() for call in house.calls]
        given = self._numbers(numbers.FOLLOW_UP, [local_day(call.at) for _, _, call in calls])
        rows = [
            {
                "number": number,
                "customer_id": row_id,
                "staff_id": self._staff[house.owner],
                "happened_at": call.at,
                "way": call.way,
                "outcome": call.outcome,
                "attitude": call.attitude,
                "words": call.words,
                "no_next_reason": call.no_next_reason,
            }
            for number, (row_id, house, call) in zip(given, calls, strict=True)
        ]
        ids = iter(self._insert(FollowUp, rows))
        steps: list[Row] = []
        for row_id, house in self._pairs():
            steps += self._steps(row_id, house, [next(ids) for _ in house.calls])
        self._insert(NextStep, steps)

    def _steps(self, row_id: int, house: Household, call_ids: list[int]) -> Iterator[Row]:
        base = {"customer_id": row_id, "staff_id": self._staff[house.owner], "purpose": ""}
        done = {"state": StepState.DONE}
        for n in range(1, len(call_ids)):
            at = house.calls[n].at
            planned = {"planned_by_id": call_ids[n - 1], "done_by_id": call_ids[n], "due_on": local_day(at), "closed_at": at}
            yield base | done | planned
        if house.next_on:
            last = call_ids[-1] if call_ids else None
            yield base | {
                "state": StepState.OPEN,
                "purpose": house.next_purpose,
                "planned_by_id": last,
                "done_by_id": None,
                "due_on": house.next_on,
                "closed_at": None,
            }


def _table(model: type[Base]) -> Table:
    table = model.__table__
    assert isinstance(table, Table)
    return table


def _phone(customer_id: int, contact_id: int | None, position: int, phone: PhoneDraft) -> Row:
    return {
        "customer_id": customer_id,
        "contact_id": contact_id,
        "position": position,
        "digits": phone.number,
        "kind": phones.kind(phone.number),
        "label": phone.label,
    }


def _holder(house_id: int, customer_id: int, *, from_on: date | None = None, to_on: date | None = None) -> Row:
    return {
        "premises_id": house_id,
        "customer_id": customer_id,
        "position": 0,
        "role": PremisesRole.OWNER,
        "from_on": from_on,
        "to_on": to_on,
    }

"""Collects what imported rows add to customers' files (phones, houses, machines, contacts, money) and inserts it in bulk."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import Date, Enum, Table, select

from dealer_crm.domain import phones
from dealer_crm.domain.communities import other_names
from dealer_crm.domain.customers import ContactRole
from dealer_crm.domain.details import Holder
from dealer_crm.domain.followups import Outcome, StepState, Way
from dealer_crm.domain.import_details import stored
from dealer_crm.domain.import_merging import CONTACTS, LASTS, MACHINES, PLACES, STEPS, has, home, house, part
from dealer_crm.domain.imports import MACHINE, PLACE, Target, Values
from dealer_crm.domain.premises import PremisesRole
from dealer_crm.storage import journal, numbers
from dealer_crm.storage.database import WriteSession
from dealer_crm.storage.models import (
    Community,
    Contact,
    Equipment,
    FollowUp,
    NextStep,
    OpeningBalance,
    Phone,
    Premises,
    PremisesHolder,
)

_ORDER: tuple[type[Any], ...] = (PremisesHolder, Equipment, Contact, Phone, OpeningBalance, FollowUp, NextStep)
_SERIES = {Equipment: numbers.EQUIPMENT, FollowUp: numbers.FOLLOW_UP}


class Additions:
    """Lines to insert. New houses have no id yet: the n-th one is called -n-1 until `write`."""

    def __init__(self, session: WriteSession, today: date) -> None:
        self._connection = session.connection()
        self._recorder = session.recorder
        self._today = today
        found = self._connection.execute(select(Community.name, Community.alias, Community.id)).all()
        self._communities: dict[str, int] = {name: row.id for row in found for name in other_names(row.alias)}
        self._communities |= {row.name: row.id for row in found}
        self._houses: list[dict[str, Any]] = []
        self._lines: dict[type[Any], list[dict[str, Any]]] = defaultdict(list)

    def add(self, customer_id: int, values: Values, file: Values) -> None:
        """Collect what the row knows and the customer's file (`import_people.known`, {} = new) lacks."""
        self._add_phones(customer_id, values, file)
        new = [name for name in values.get(Target.CONTACT, ()) if not has(file, CONTACTS, name)]
        for position, name in enumerate(new, len(file.get(CONTACTS, ()))):
            self._line(Contact, customer_id, name=name, role=ContactRole.LIAISON, position=position)
        if Target.OPENING in values and Target.OPENING not in file:
            self._line(OpeningBalance, customer_id, amount=values[Target.OPENING], as_of=self._today)
        self._add_house(customer_id, values, file)
        self._add_contacts(customer_id, values, values.get(Target.OWNER) or file.get(Target.OWNER), file)

    def write(self) -> None:
        """Insert everything collected."""
        ids = self.insert(Premises, self._houses)
        for line in (*self._lines[PremisesHolder], *self._lines[Equipment]):
            if line["premises_id"] < 0:
                line["premises_id"] = ids[-line["premises_id"] - 1]
        for model in _ORDER:
            lines = self._lines[model]
            if model in _SERIES:
                self.give_numbers(lines, _SERIES[model])
            self.insert(model, lines)
        self._houses.clear()
        self._lines.clear()

    def insert(self, model: type[Any], lines: list[dict[str, Any]]) -> range:
        """Insert typed lines into the model's table; return their ids."""
        table: Table = model.__table__
        return journal.insert_many(self._connection, self._recorder, table, lines) if lines else range(0)

    def give_numbers(self, lines: list[dict[str, Any]], series: str) -> None:
        """Number the lines in order."""
        if lines:
            for line, number in zip(lines, numbers.take(self._connection, series, self._today, len(lines)), strict=True):
                line["number"] = number

    def community(self, name: str) -> int | None:
        """Return the community of that name, made if it is new; None for ''."""
        if name and name not in self._communities:
            self._communities[name] = self.insert(Community, [{"name": name}])[0]
        return self._communities.get(name)

    def house_line(self, place: Values) -> dict[str, Any]:
        """Return the columns of a house; its community is made if it is new."""
        line = typed(Premises, part(place, (target for target in PLACE if target is not Target.COMMUNITY)))
        if details := stored(place, Holder.PREMISES):
            line["details"] = details
        if Target.COMMUNITY in place:
            line["community_id"] = self.community(place[Target.COMMUNITY.value])
        return line

    def change_house(self, pending: int, line: Mapping[str, Any]) -> None:
        """Change a house that is not written yet."""
        known = self._houses[-pending - 1]
        known.update(with_details(line, known.get("details", {})))

    def _line(self, model: type[Any], customer_id: int, **values: Any) -> None:
        self._lines[model].append({"customer_id": customer_id, **values})

    def _add_phones(self, customer_id: int, values: Values, file: Values) -> None:
        known = [number for number, _ in file.get(Target.PHONE, ())]
        for number, label in values.get(Target.PHONE, ()):
            if number not in known:
                self._line(Phone, customer_id, digits=number, kind=phones.kind(number), label=label, position=len(known))
                known.append(number)

    def _add_house(self, customer_id: int, values: Values, file: Values) -> None:
        place, machine = house(values), part(values, MACHINE)
        if machine and has(file, MACHINES, machine):
            machine = {}
        where = home(values, file) if place else next(iter(file.get(PLACES, ())), None)
        premises_id = where["id"] if where else 0
        if where is None and (place or machine):
            self._houses.append(self.house_line(place))
            premises_id = -len(self._houses)
            position = len(file.get(PLACES, ()))
            holder = {"premises_id": premises_id, "role": PremisesRole.OWNER, "position": position}
            self._line(PremisesHolder, customer_id, **holder)
            file.setdefault(PLACES, []).append({**place, "id": premises_id})
        if machine:
            note = machine.pop(Target.MACHINE_NOTE.value, "")
            self._lines[Equipment].append({**typed(Equipment, machine), "note": note, "premises_id": premises_id})

    def _add_contacts(self, customer_id: int, values: Values, owner: int | None, file: Values) -> None:
        last = [values.get(Target.LAST_ON), values.get(Target.LAST_WORDS, "")]
        if last[0] and not has(file, LASTS, last):
            happened = noon(date.fromisoformat(last[0]))
            way = Way(values.get(Target.LAST_WAY) or Way.PHONE)
            made = {"happened_at": happened, "way": way, "outcome": Outcome.REACHED, "words": last[1]}
            self._line(FollowUp, customer_id, staff_id=owner, **made)
        step = [values.get(Target.NEXT_ON), values.get(Target.NEXT_PURPOSE, "")]
        if step[0] and not has(file, STEPS, step):
            planned = {"due_on": date.fromisoformat(step[0]), "purpose": step[1], "state": StepState.OPEN}
            self._line(NextStep, customer_id, staff_id=owner, **planned)


def typed(model: type[Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """Return staged values (enums by value, ISO days) as the columns of the model want them."""
    line: dict[str, Any] = {}
    for name, value in values.items():
        kind = model.__table__.columns[str(name)].type
        if value is not None and isinstance(kind, Enum) and kind.enum_class:
            value = kind.enum_class(value)
        elif value is not None and isinstance(kind, Date):
            value = date.fromisoformat(value)
        line[str(name)] = value
    return line


def with_details(line: Mapping[str, Any], known: Mapping[str, str]) -> dict[str, Any]:
    """Return the columns of a house with the further fields it had and those it gets."""
    return {**line, "details": {**known, **line["details"]}} if "details" in line else dict(line)


def noon(day: date) -> datetime:
    """Return noon of the local day: no time zone of the shop moves it to another one."""
    return datetime.combine(day, time(12)).astimezone(UTC)

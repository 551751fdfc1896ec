"""Whole customer files as rows of plain values, by the fields an import knows, so that what goes out comes in again."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from operator import itemgetter
from typing import Any

from sqlalchemy import JSON, Boolean, Date, Enum, func, select
from sqlalchemy.orm import Session, aliased

from dealer_crm.documents.lists import ColumnKind, ListColumn, Value
from dealer_crm.domain.customers import Interest
from dealer_crm.domain.details import YES, FormFields, ValueKind
from dealer_crm.domain.import_cells import number_with
from dealer_crm.domain.import_details import DetailTarget, slots
from dealer_crm.domain.imports import Target
from dealer_crm.i18n import Translator
from dealer_crm.services.form_fields import form_fields
from dealer_crm.services.import_layout import heading_of, headings
from dealer_crm.storage import dialect
from dealer_crm.storage.base import UtcDateTime
from dealer_crm.storage.models import Community, Contact, Customer, CustomerLine, Equipment, Phone, Premises, PremisesHolder
from dealer_crm.storage.rows import IDS, Stored
from dealer_crm.words.imports import TARGETS
from dealer_crm.words.labels import label

KINDS = {
    Target.AREA: ColumnKind.AREA,
    Target.OPENING: ColumnKind.MONEY,
    Target.CREATED_ON: ColumnKind.DATE,
    Target.LAST_ON: ColumnKind.DATE,
    Target.NEXT_ON: ColumnKind.DATE,
    Target.INSTALLED_ON: ColumnKind.DATE,
    Target.CONSENT_ON: ColumnKind.DATE,
}
"""Columns that hold more than text."""
PLACE = ("province", "city", "district", "street", "building", "unit", "room", "house_type", "area", "access_notes")
COLUMNS = (
    *(Target(name) for name in ("number", "name", "salutation", "phone", "contact", "wechat", "email", "nature", "party_kind")),
    *(Target(name) for name in ("stage", "intent_level", "source", "referrer", "owner", "interests")),
    *(Target(name) for name in ("province", "city", "district", "street", "community", "building", "unit", "room", "house_type", "area")),
    *(Target(name) for name in ("access_notes", "preferred_channel", "preferred_time", "preferred_frequency", "do_not_disturb")),
    *(Target(name) for name in ("marketing_ok", "consent_on", "care_notes", "note", "credit_code", "created_on", "last_on")),
    *(Target(name) for name in ("last_words", "next_on", "next_purpose", "product", "brand", "model", "serial", "installed_on", "opening")),
)
"""What a whole file consists of, in the order of the sheet."""
BETWEEN = " / "
FURTHER_KINDS = {ValueKind.NUMBER: ColumnKind.NUMBER, ValueKind.DATE: ColumnKind.DATE}


def columns(t: Translator) -> list[ListColumn]:
    """Return the columns that are always there, with the headings that the import understands in both languages."""
    return [ListColumn(t(TARGETS[target]), KINDS.get(target, ColumnKind.TEXT), 14) for target in COLUMNS]


def told_fields(session: Session) -> FormFields:
    """Return the further fields, retired ones too, of which some customer or house says anything."""
    fields, told = form_fields(session), set[str]()
    for table in (Customer.__table__, Premises.__table__):
        told.update(session.execute(dialect.json_keys(table.c.details)).scalars())
    return replace(fields, fields=tuple(one for one in fields.fields if one.code in told))


class _Turn(dict[Any, Value]):
    """What stored values become; each is worked out once."""

    def __init__(self, work: Callable[[Any], Value]) -> None:
        super().__init__()
        self._work = work

    def __missing__(self, stored: Any) -> Value:
        found = self[stored] = self._work(stored)
        return found


class WholeFiles:
    """Gives whole files out row by row, as the store holds them: each value is turned into words once.

    Behind the columns that are always there come those of the further fields that are given.
    """

    def __init__(self, t: Translator, fields: FormFields) -> None:
        self._t = t
        self._further = slots(fields)
        self._reads = [_further_value(one, t) for one in self._further]
        self._blank: list[Value] = [None] * len(self._further)
        turns = dict(_kinds())
        self._turns = [(place, _Turn(self._turn(turns[name]))) for place, name in enumerate(_NAMES) if name in turns]

    def columns(self) -> list[ListColumn]:
        """Return the columns with the headings that the import understands in both languages."""
        found = columns(self._t)
        known = headings(FormFields(tuple(one.known for one in self._further))) if self._further else None
        if known:
            kinds = [FURTHER_KINDS.get(one.known.kind, ColumnKind.TEXT) for one in self._further]
            titles = [heading_of(one, self._t.language, known) for one in self._further]
            found += [ListColumn(title, kind, 14) for title, kind in zip(titles, kinds, strict=True)]
        return found

    def _details(self, his: str, place: str | None) -> list[Value]:
        if his == NOTHING and place in {NOTHING, None}:
            return self._blank
        held = json.loads(his) | json.loads(place or NOTHING)
        return [
            read(held[one.known.code]) if one.known.code in held else None for one, read in zip(self._further, self._reads, strict=True)
        ]

    def rows(self, session: Session, ids: Sequence[int]) -> Iterator[list[Value]]:
        """Yield the rows of these customers, in their order; those that are gone are left out."""
        connection = session.connection()
        found = {row[0]: row for row in _customers().tuples(connection, ids)}
        phones, contacts, places, machines = (_grouped(question.tuples(connection, ids)) for question in _questions())
        for key in ids:
            if key not in found:
                continue
            numbers = _numbers(phones.get(key, ()))
            names = BETWEEN.join(row[1] for row in contacts.get(key, ()) if row[1])
            read = (*found[key], numbers, names, *places.get(key, _NO_PLACE)[0], *machines.get(key, _NO_MACHINE)[0])
            values = list(_ORDERED(read))
            for place, turn in self._turns:
                if (stored := values[place]) is not None:
                    values[place] = turn[stored]
            yield values + self._details(read[_HIS], read[_OF_PLACE]) if self._further else values

    def _turn(self, kind: Any) -> Callable[[Any], Value]:
        """Return how a stored value of this type becomes what the sheet says; few values, so the answers are kept."""
        t = self._t
        if isinstance(kind, Enum):
            values: Any = kind.enum_class
            return lambda stored: label(values(stored), t)
        if isinstance(kind, Boolean):
            return lambda stored: t("Yes") if stored else t("No")
        if isinstance(kind, Date):
            return date.fromisoformat
        if isinstance(kind, JSON):
            return lambda stored: BETWEEN.join(label_of(value, t) for value in json.loads(stored))
        return _local_day


_NAMES = tuple(target.value for target in COLUMNS)
_LINE = ("stage", "intent_level", "owner", "last_words", "next_on", "next_purpose")
_STORED = tuple(name for name in _NAMES if name in Customer.__table__.c)
_CUSTOMER_COLUMNS = ("id", "referrer", *_STORED, *_LINE, "created_on", "last_on", "opening", "details")
_PLACE_COLUMNS = (*PLACE, "community", "details of place")
_MACHINE_COLUMNS = ("product", "brand", "model", "serial", "installed_on")
_READ = (*_CUSTOMER_COLUMNS, "phone", "contact", "id of place", *_PLACE_COLUMNS, "id of machine", *_MACHINE_COLUMNS)
_ORDERED = itemgetter(*map(_READ.index, _NAMES))
"""What puts values that were read into the order of the sheet."""
_HIS, _OF_PLACE = _READ.index("details"), _READ.index("details of place")
NOTHING = "{}"
"""What the store holds where nothing further is known."""
_NO_PLACE: list[Any] = [(None,) * (1 + len(_PLACE_COLUMNS))]
_NO_MACHINE: list[Any] = [(None,) * (1 + len(_MACHINE_COLUMNS))]


def _kinds() -> Iterator[tuple[str, Any]]:
    """Yield the columns whose stored form is not what a reader wants, with their types."""
    instants = (("created_on", CustomerLine.__table__.c.created_at), ("last_on", CustomerLine.__table__.c.last_at))
    tables = ((Customer, _STORED), (CustomerLine, _LINE), (Premises, PLACE), (Equipment, _MACHINE_COLUMNS))
    for name, column in (*((name, table.__table__.c[name]) for table, names in tables for name in names), *instants):
        kind = column.type
        if isinstance(kind, Enum | Boolean | Date | JSON | UtcDateTime):
            yield name, kind


@cache
def _customers() -> Stored:
    referrer = aliased(Customer)
    line = CustomerLine.__table__.c
    query = (
        select(
            Customer.id,
            func.coalesce(referrer.name, ""),
            *(Customer.__table__.c[name] for name in _STORED),
            *(line[name] for name in _LINE),
            Customer.created_at,
            line.last_at,
            func.nullif(line.balance, 0),
            Customer.details,
        )
        .join(CustomerLine, CustomerLine.customer_id == Customer.id)
        .outerjoin(referrer, referrer.id == Customer.referrer_id)
    )
    return Stored(query.where(Customer.id.in_(IDS)))


@cache
def _questions() -> tuple[Stored, ...]:
    """Return what belongs to customers, the customer's id first, one statement a table."""
    held = PremisesHolder.customer_id
    queries: tuple[Any, ...] = (
        select(Phone.customer_id, Phone.digits, func.coalesce(Contact.name, ""), Phone.label)
        .outerjoin(Contact, Contact.id == Phone.contact_id)
        .order_by(Phone.contact_id.is_not(None), Phone.position, Phone.id),
        select(Contact.customer_id, Contact.name).order_by(Contact.position, Contact.id),
        select(held, *(Premises.__table__.c[name] for name in PLACE), func.coalesce(Community.name, ""), Premises.details)
        .join(Premises, Premises.id == PremisesHolder.premises_id)
        .outerjoin(Community, Community.id == Premises.community_id)
        .where(PremisesHolder.to_on.is_(None))
        .order_by(PremisesHolder.position, PremisesHolder.id),
        select(held, *(Equipment.__table__.c[name] for name in _MACHINE_COLUMNS))
        .join(Equipment, Equipment.premises_id == PremisesHolder.premises_id)
        .where(PremisesHolder.to_on.is_(None))
        .order_by(Equipment.installed_on, Equipment.id),
    )
    return tuple(Stored(query.where(query.selected_columns[0].in_(IDS))) for query in queries)


def _grouped(found: Iterable[Any]) -> dict[int, list[Any]]:
    groups: dict[int, list[Any]] = defaultdict(list)
    for row in found:
        groups[row[0]].append(row)
    return groups


def _numbers(found: Iterable[Any]) -> str:
    """Return the numbers of a customer, each once, with whose it is and what it was called."""
    told: dict[str, str] = {}
    for _, number, *words in found:
        if number not in told:
            told[number] = number_with(number, words) if any(words) else number
    return BETWEEN.join(told.values())


def _local_day(stored: str) -> date:
    """Return the day of the shop on which a stored instant lies."""
    return datetime.fromisoformat(stored).replace(tzinfo=UTC).astimezone().date()


def _further_value(target: DetailTarget, t: Translator) -> Callable[[str], Value]:
    """Return how a stored further value becomes what the sheet says."""
    kind, words = target.known.kind, {one.code: one.said(t.language) for one in target.values}
    match kind:
        case ValueKind.NUMBER:
            return number_of
        case ValueKind.DATE:
            return date.fromisoformat
        case ValueKind.YES_NO:
            return lambda stored: t("Yes") if stored == YES else t("No")
        case ValueKind.CHOICE | ValueKind.CHOICES:
            return lambda stored: BETWEEN.join(words.get(code, code) for code in stored.split())
    return str


def number_of(stored: str) -> int | float:
    """Return a stored number, whole where it is: a sheet shows 4, not 4.0."""
    number = float(stored)
    return int(number) if number.is_integer() else number


def label_of(interest: str, t: Translator) -> str:
    """Return what a stored interest is called."""
    return label(Interest(interest), t)


def reached_by(session: Session, ids: Sequence[int]) -> tuple[dict[int, list[str]], dict[int, str]]:
    """Return the numbers and the e-mail address of these customers."""
    numbers: dict[int, list[str]] = defaultdict(list)
    query = select(Phone.customer_id, Phone.digits).where(Phone.customer_id.in_(ids))
    for row in session.execute(query.order_by(Phone.contact_id.is_not(None), Phone.position, Phone.id)):
        numbers[row.customer_id].append(row.digits)
    emails = session.execute(select(Customer.id, Customer.email).where(Customer.id.in_(ids)))
    return numbers, {row.id: row.email for row in emails}

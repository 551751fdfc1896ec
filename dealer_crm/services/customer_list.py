"""The list of customers: which, in what order, and the lines to show; all of it in SQL."""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, select
from sqlalchemy.orm import Session

from dealer_crm.domain.classes import ClassKind
from dealer_crm.domain.customers import Channel, IntentLevel, Nature, PartyKind, Stage
from dealer_crm.domain.dates import day_start, local_day
from dealer_crm.domain.details import FormFields
from dealer_crm.services.customer_fields import BY_KEY, Condition, field_of
from dealer_crm.services.form_fields import form_fields, list_values, values_called
from dealer_crm.storage import search
from dealer_crm.storage.database import Database
from dealer_crm.storage.ids import ids_of
from dealer_crm.storage.models import CustomerClass, CustomerLine

EMPTY = "{}"
"""What a line holds where nothing further is known."""
PLANNED = (Stage.POTENTIAL, Stage.INTENT, Stage.BASE)
"""Stages in which a customer always has a next step, unless he is left in peace; a sale under way has its own dates."""


class CustomerView(StrEnum):
    """The views that stand ready above the list."""

    ALL = "all"
    OVERDUE = "overdue"
    TODAY = "today"
    NO_NEXT_STEP = "no_next_step"
    HOT = "hot"
    NEW = "new"
    DEALS = "deals"
    BASE = "base"
    LOST = "lost"


@dataclass(frozen=True)
class CustomerSpec:
    """One question to the list, used by page, export and command line alike. Empty tuples do not filter."""

    view: CustomerView = CustomerView.ALL
    words: str = ""
    stages: tuple[Stage, ...] = ()
    levels: tuple[IntentLevel, ...] = ()
    sources: tuple[Channel, ...] = ()
    owner_ids: tuple[int, ...] = ()
    communities: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()
    sort: str = "next_on"
    descending: bool = False
    columns: tuple[str, ...] = field(default=("name", "phone", "next_on", "address", "stage", "intent_level", "last_at", "owner"))


@dataclass(frozen=True)
class CustomerRow:
    """One line of the list. `phone` as stored digits, `balance` in 分, instants aware UTC; `details` and `classes` by their codes."""

    id: int
    number: str
    name: str
    phone: str
    community: str
    address: str
    stage: Stage
    intent_level: IntentLevel
    nature: Nature
    party_kind: PartyKind
    source: Channel | None
    owner_id: int | None
    owner: str
    wechat: str
    note: str
    interests: tuple[str, ...]
    marketing_ok: bool
    balance: int
    created_at: datetime
    last_at: datetime | None
    last_words: str
    next_on: date | None
    next_purpose: str
    at_peace: bool = False
    details: Mapping[str, str] = field(default_factory=dict, hash=False)
    classes: Mapping[str, str | int] = field(default_factory=dict, hash=False)


class CustomerList:
    """Questions to the list of customers; every method is one short read."""

    def __init__(self, db: Database, now: Callable[[], datetime]) -> None:
        self._db = db
        self._now = now

    def ids(self, spec: CustomerSpec) -> array[int]:
        """Return the ids of all customers of the view, in its order."""
        with self._db.read() as session:
            return ids_of(session, self._query(spec, _known(session, spec)))

    def rows(self, ids: Sequence[int]) -> list[CustomerRow]:
        """Return the lines of these customers in the same order; ids that are gone are left out."""
        with self._db.read() as session:
            return _rows(session, ids)

    def page(self, spec: CustomerSpec, limit: int, offset: int = 0) -> list[CustomerRow]:
        """Return some lines of the view."""
        with self._db.read() as session:
            ids = list(session.execute(self._query(spec, _known(session, spec)).limit(limit).offset(offset)).scalars())
        return self.rows(ids)

    def count(self, spec: CustomerSpec | None = None) -> int:
        """Return how many customers the view has (None = all)."""
        with self._db.read() as session:
            query = select(func.count()).select_from(CustomerLine)
            if spec:
                query = _joined(query, spec).where(*self._conditions(spec, _known(session, spec)))
            return session.execute(query).scalar_one()

    def counts(self) -> dict[CustomerView, int]:
        """Return the number of customers of each quick view, in one statement."""
        columns = [func.count().filter(and_(True, *self._view(view))).label(view.value) for view in CustomerView]
        with self._db.read() as session:
            row = session.execute(select(*columns).select_from(CustomerLine)).one()
        return {view: getattr(row, view.value) for view in CustomerView}

    def find(self, query: str, limit: int = 50) -> list[CustomerRow]:
        """Return customers that hold every word of the query, best first."""
        with self._db.read() as session:
            return _rows(session, search.find(session.connection(), query, limit, partial(list_values, session)))

    def fields(self) -> FormFields:
        """Return the further fields that lines can show."""
        with self._db.read() as session:
            return form_fields(session)

    def _query(self, spec: CustomerSpec, fields: FormFields | None = None) -> Select[int]:
        known = fields or FormFields()
        column = field_of(spec.sort, known) or BY_KEY["next_on"]
        query = _joined(select(CustomerLine.customer_id), spec).where(*self._conditions(spec, known))
        return query.order_by(column.order(descending=spec.descending), CustomerLine.customer_id)

    def _conditions(self, spec: CustomerSpec, fields: FormFields) -> list[ColumnElement[bool]]:
        conditions = self._view(spec.view)
        words = search.words_of(spec.words, lambda word: values_called(word, fields))
        if words:
            conditions.append(CustomerLine.customer_id.in_(search.anywhere(words)))
        chosen: tuple[tuple[Any, tuple[Any, ...]], ...] = (
            (CustomerLine.stage, spec.stages),
            (CustomerLine.intent_level, spec.levels),
            (CustomerLine.source, spec.sources),
            (CustomerLine.owner_id, spec.owner_ids),
            (CustomerLine.community, spec.communities),
        )
        conditions += [column.in_(values) for column, values in chosen if values]
        for wanted in spec.conditions:
            column = field_of(wanted.key, fields)
            fits = column.fits(wanted) if column else None
            conditions += [] if fits is None else [fits]
        return conditions

    def _view(self, view: CustomerView) -> list[ColumnElement[bool]]:
        today = local_day(self._now())
        conditions: dict[CustomerView, list[ColumnElement[bool]]] = {
            CustomerView.OVERDUE: [CustomerLine.next_on < today],
            CustomerView.TODAY: [CustomerLine.next_on == today],
            CustomerView.NO_NEXT_STEP: waiting(),
            CustomerView.HOT: [CustomerLine.intent_level.in_((IntentLevel.H, IntentLevel.A))],
            CustomerView.NEW: [CustomerLine.created_at >= day_start(today - timedelta(days=7))],
            CustomerView.DEALS: [CustomerLine.stage == Stage.DEAL],
            CustomerView.BASE: [CustomerLine.stage == Stage.BASE],
            CustomerView.LOST: [CustomerLine.stage.in_((Stage.LOST, Stage.CHURNED, Stage.INVALID))],
        }
        return conditions.get(view, [])


def waiting() -> list[ColumnElement[bool]]:
    """Return what makes a customer one without a next step who should have one."""
    return [CustomerLine.next_on.is_(None), CustomerLine.stage.in_(PLANNED), ~CustomerLine.at_peace]


def _asked(spec: CustomerSpec) -> set[str]:
    """Return the columns that a question names beyond those of the line."""
    return {spec.sort, *(one.key for one in spec.conditions)} - BY_KEY.keys()


def _known(session: Session, spec: CustomerSpec) -> FormFields:
    """Return the further fields where the question names one, or words that may mean a value; most questions do not."""
    return form_fields(session) if spec.words or _asked(spec) else FormFields()


def _joined(query: Select[int], spec: CustomerSpec) -> Select[int]:
    """Let a question that names a class see the classes."""
    if _asked(spec).isdisjoint(set(ClassKind)):
        return query
    return query.outerjoin(CustomerClass, CustomerClass.customer_id == CustomerLine.customer_id)


_SHOWN = [one.name for one in fields(CustomerRow) if one.name not in {"id", "classes"}]
_KINDS = [column.name for column in CustomerClass.__table__.c if column.name in set(ClassKind)]
_LINES = (
    select(CustomerLine.customer_id, *(CustomerLine.__table__.c[name] for name in _SHOWN), *(CustomerClass.__table__.c[n] for n in _KINDS))
    .outerjoin(CustomerClass, CustomerClass.customer_id == CustomerLine.customer_id)
    .where(CustomerLine.customer_id.in_(bindparam("ids", expanding=True)))
)
"""The lines of some customers, the columns in the order of `CustomerRow`; made once, for it is asked at every turn of the wheel."""
_INTERESTS, _DETAILS, _CLASSES = 1 + _SHOWN.index("interests"), 1 + _SHOWN.index("details"), 1 + len(_SHOWN)


def _rows(session: Session, ids: Sequence[int]) -> list[CustomerRow]:
    found = {row[0]: _row(row) for row in session.connection().execute(_LINES, {"ids": list(ids)})}
    return [found[key] for key in ids if key in found]


def _row(line: Sequence[Any]) -> CustomerRow:
    values = list(line[:_CLASSES])
    values[_INTERESTS] = tuple(values[_INTERESTS].split())
    values[_DETAILS] = json.loads(values[_DETAILS]) if values[_DETAILS] != EMPTY else {}
    values.append({kind: value for kind, value in zip(_KINDS, line[_CLASSES:], strict=True) if value not in {"", None}})
    return CustomerRow(*values)

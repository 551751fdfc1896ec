"""The list of complaints: the open ones by the deadline that runs, overdue first, then the closed ones."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select

from dealer_crm.domain.complaint_steps import Due
from dealer_crm.domain.complaints import ComplaintLevel, ComplaintState, ComplaintSubtype, Severity
from dealer_crm.domain.details import ListValue
from dealer_crm.services.complaint_topics import topics_of
from dealer_crm.storage import search
from dealer_crm.storage.database import Database
from dealer_crm.storage.ids import ids_of
from dealer_crm.storage.models import Complaint, ComplaintStep, CustomerLine, Staff


class ComplaintView(StrEnum):
    """The views that stand ready above the list."""

    OPEN = "open"
    OVERDUE = "overdue"
    WAITING = "waiting"
    ESCALATED = "escalated"
    UNMATCHED = "unmatched"
    CLOSED = "closed"
    ALL = "all"


@dataclass(frozen=True)
class ComplaintSpec:
    """One question to the list; `words` are looked for in the customer, the number and the complaint. `sort` is a column of the row.

    `topic` is the code of the shop's own third level, `level` one of the three of S3-44.
    """

    view: ComplaintView = ComplaintView.OPEN
    words: str = ""
    customer_id: int = 0
    sort: str = "due"
    descending: bool = False
    topic: str = ""
    level: ComplaintLevel | None = None


@dataclass(frozen=True)
class ComplaintRow:
    """One line. Instants are aware UTC; `due` is the running deadline of kind `due_kind`, both None once it is closed.

    Without a customer `customer_id` is 0, and `customer`, `phone` are those of who complains, both "" for nobody who gave a name.
    `topic` is a code, `topic_name` the value of the list behind it; `waits_since` is set while the case waits.
    """

    id: int
    number: str
    customer_id: int
    customer: str
    phone: str
    subtype: ComplaintSubtype
    topic: str
    severity: Severity
    level: ComplaintLevel
    words: str
    state: ComplaintState
    opened_at: datetime
    closed_at: datetime | None
    due_kind: Due | None
    due: datetime | None
    steps: int
    staff: str
    waits_since: datetime | None = None
    topic_name: ListValue | None = None


class ComplaintList:
    """Questions to the complaints; every method is one short read."""

    def __init__(self, db: Database, now: Callable[[], datetime]) -> None:
        self._db = db
        self._now = now

    def ids(self, spec: ComplaintSpec) -> array[int]:
        """Return the ids of all complaints of the view, in its order."""
        with self._db.read() as session:
            return sum((ids_of(session, query) for query in self._queries(spec)), array("q"))

    def rows(self, ids: Sequence[int]) -> list[ComplaintRow]:
        """Return the lines of these complaints in the same order; ids that are gone are left out."""
        with self._db.read() as session:
            found = {row.id: _row(row) for row in session.execute(_lines().where(Complaint.id.in_(list(ids))))}
            if any(row.topic for row in found.values()):
                topics = topics_of(session)
                found = {one: replace(row, topic_name=topics.get(row.topic)) for one, row in found.items()}
        return [found[one] for one in ids if one in found]

    def page(self, limit: int, offset: int = 0, spec: ComplaintSpec | None = None) -> list[ComplaintRow]:
        """Return some lines of the view; without one, of all complaints."""
        return self.rows(self.ids(spec or ComplaintSpec(ComplaintView.ALL))[offset : offset + limit])

    def count(self, spec: ComplaintSpec | None = None) -> int:
        """Return how many complaints the view has (None = all)."""
        wanted = self._conditions(spec or ComplaintSpec(ComplaintView.ALL))
        with self._db.read() as session:
            return session.execute(select(func.count()).select_from(Complaint).where(*wanted)).scalar_one()

    def counts(self, customer_id: int = 0) -> Mapping[ComplaintView, int]:
        """Return the number of complaints of each view, in one statement; of one customer, or of all."""
        columns = [func.count().filter(and_(True, *self._view(view))).label(view.value) for view in ComplaintView]
        query = select(*columns).select_from(Complaint)
        if customer_id:
            query = query.where(Complaint.customer_id == customer_id)
        with self._db.read() as session:
            row = session.execute(query).one()
        return {view: getattr(row, view.value) for view in ComplaintView}

    def open_of(self, customer_id: int) -> int:
        """Return how many complaints of a customer are open."""
        return self.counts(customer_id)[ComplaintView.OPEN]

    def _queries(self, spec: ComplaintSpec) -> list[Select[int]]:
        """Return the questions whose answers in turn are the list: by deadline what is open, then what is closed, the latest first."""
        query = select(Complaint.id).where(*self._conditions(spec))
        if spec.sort == "customer":
            query = query.outerjoin(CustomerLine, CustomerLine.customer_id == Complaint.customer_id)
        if spec.sort == "due":
            is_open = query.where(Complaint.state == ComplaintState.OPEN).order_by(Complaint.due_at, Complaint.id)
            closed = query.where(Complaint.state == ComplaintState.CLOSED)
            return [is_open, closed.order_by(Complaint.closed_at.desc(), Complaint.id.desc())]
        column = _SORTS[spec.sort]
        return [query.order_by(column.desc() if spec.descending else column.asc(), Complaint.id)]

    def _conditions(self, spec: ComplaintSpec) -> list[ColumnElement[bool]]:
        conditions = self._view(spec.view)
        asked = ((Complaint.customer_id, spec.customer_id), (Complaint.topic, spec.topic), (Complaint.level, spec.level))
        conditions += [column == value for column, value in asked if value]
        words = search.words_of(spec.words)
        if words:
            literal = spec.words.strip()
            conditions.append(
                or_(
                    Complaint.customer_id.in_(search.anywhere(words)),
                    Complaint.complainant.icontains(literal, autoescape=True),
                    Complaint.reporter_phone.icontains(literal, autoescape=True),
                    Complaint.number.icontains(literal, autoescape=True),
                    Complaint.words.icontains(literal, autoescape=True),
                )
            )
        return conditions

    def _view(self, view: ComplaintView) -> list[ColumnElement[bool]]:
        is_open, now = Complaint.state == ComplaintState.OPEN, self._now()
        conditions: dict[ComplaintView, list[ColumnElement[bool]]] = {
            ComplaintView.OPEN: [is_open],
            ComplaintView.OVERDUE: [Complaint.due_at < now],
            ComplaintView.WAITING: [is_open, Complaint.paused_at.is_not(None)],
            ComplaintView.ESCALATED: [is_open, or_(Complaint.manager_at <= now, Complaint.owner_at <= now)],
            ComplaintView.UNMATCHED: [is_open, Complaint.customer_id.is_(None)],
            ComplaintView.CLOSED: [Complaint.state == ComplaintState.CLOSED],
        }
        return conditions.get(view, [])


_SORTS: dict[str, ColumnElement[Any]] = {
    "number": Complaint.number.expression,
    "customer": CustomerLine.sort_key.expression,
    "severity": case({Severity.URGENT: 0, Severity.MAJOR: 1}, value=Complaint.severity, else_=2),
    "opened_at": Complaint.opened_at.expression,
    "state": Complaint.state.expression,
}


def _lines() -> Select[Any]:
    steps = select(func.count()).where(ComplaintStep.complaint_id == Complaint.id).scalar_subquery()
    names = ("id", "number", "subtype", "topic", "severity", "level", "words", "state", "opened_at", "closed_at", "due_kind")
    columns = [Complaint.__table__.c[name] for name in names]
    return (
        select(
            *columns,
            func.coalesce(Complaint.customer_id, 0).label("customer_id"),
            func.coalesce(CustomerLine.name, Complaint.complainant).label("customer"),
            func.coalesce(CustomerLine.phone, Complaint.reporter_phone).label("phone"),
            Complaint.due_at.label("due"),
            Complaint.paused_at.label("waits_since"),
            steps.label("steps"),
            func.coalesce(Staff.name, "").label("staff"),
        )
        .outerjoin(CustomerLine, CustomerLine.customer_id == Complaint.customer_id)
        .outerjoin(Staff, Staff.id == Complaint.staff_id)
    )


def _row(line: Any) -> ComplaintRow:
    return ComplaintRow(**line._mapping)  # noqa: SLF001 - SQLAlchemy's public name for a row's mapping

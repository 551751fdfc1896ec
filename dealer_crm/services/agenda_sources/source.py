"""What a source of the agenda answers, and how one statement answers it for a table with a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Protocol

from sqlalchemy import Integer, Select, and_, bindparam, exists, func, null, or_, select
from sqlalchemy.orm import Session, aliased

from dealer_crm.domain.agenda import AgendaKey, AgendaKind, AgendaRow, Span, time_of
from dealer_crm.domain.dates import day_start, local_day
from dealer_crm.storage.models import AgendaMark, CustomerLine, Staff

Column = Any
"""A mapped attribute or an expression of them; SQLAlchemy has no one type for both."""
ONE_DAY = timedelta(days=1)
EVER, EVER_SINCE = date(1000, 1, 1), datetime(1000, 1, 1, tzinfo=UTC)
ROWS, COUNTS = "rows", "counts"
_LINE = ("number", "name", "phone", "community", "address", "stage", "intent_level", "last_at", "last_words")


class AgendaSource(Protocol):
    """One kind of dated record. Each answer is one statement; words and marks come with it."""

    @property
    def name(self) -> str:
        """Return the name that stands in `agenda_mark.source`."""

    @property
    def kind(self) -> AgendaKind:
        """Return what its rows are."""

    def rows(self, session: Session, span: Span) -> list[AgendaRow]:
        """Return what is due in the span, the oldest first."""

    def overdue(self, session: Session, span: Span) -> list[AgendaRow]:
        """Return what was due before the span's today."""

    def counts(self, session: Session, span: Span) -> dict[date, int]:
        """Return how many are due on each day of the span that has any."""


@dataclass(frozen=True)
class Dated:
    """A source over one table whose `day` (a date, or an instant where `instants`) says when.

    The row is due `lead` days before its day. With `keep` it is moot when less than so many days are left of it. A `derived`
    one is moved and done by `agenda_mark`, any other by the record itself. `columns` are the fields of AgendaRow that differ;
    not `timed` = its instant is no appointment. `counted` are cheaper joins that are enough to count by.
    """

    name: str
    kind: AgendaKind
    record: Any
    day: Column
    customer: Column
    where: tuple[Column, ...]
    staff: Column = None
    joins: tuple[tuple[Any, Column], ...] = ()
    counted: tuple[tuple[Any, Column], ...] = ()
    columns: Mapping[str, Column] = field(default_factory=dict)
    fixed: Mapping[str, Any] = field(default_factory=dict)
    lead: int = 0
    keep: int | None = None
    derived: bool = False
    instants: bool = False
    timed: bool = True

    _made: dict[tuple[str, bool], Select[Any]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def rows(self, session: Session, span: Span) -> list[AgendaRow]:
        """Return what is due in the span, the oldest first."""
        found = session.execute(self._statement(ROWS, span), self._values(span))
        return [self._row(row._mapping, span.today) for row in found]  # noqa: SLF001 - SQLAlchemy's public name

    def overdue(self, session: Session, span: Span) -> list[AgendaRow]:
        """Return what was due before the span's today."""
        return self.rows(session, Span(None, span.today - ONE_DAY, span.today, span.staff_id, span.limit))

    def counts(self, session: Session, span: Span) -> dict[date, int]:
        """Return how many are due on each day of the span that has any."""
        found: dict[date, int] = {}
        for line in session.execute(self._statement(COUNTS, span), self._values(span)):
            due = self._due(line.day, line.moved_to)
            found[due] = found.get(due, 0) + line.n
        return found

    # the statement, made once for each way of asking

    def _statement(self, wanted: str, span: Span) -> Select[Any]:
        key = (wanted, span.staff_id is not None)
        if key not in self._made:
            self._made[key] = self._make(*key)
        return self._made[key]

    def _make(self, wanted: str, of_staff: bool) -> Select[Any]:
        if wanted == ROWS:
            query = self._joined(select(*self._fields()), self.joins, with_line=True).outerjoin(Staff, Staff.id == self._staff())
            query = query.order_by(self.day, self.record.id).limit(bindparam("limit", type_=Integer))
        else:
            moved = self._moved()
            columns = (self.day.label("day"), moved.label("moved_to"), func.count().label("n"))
            joins = self.joins if of_staff else self.counted or self.joins
            query = self._joined(select(*columns), joins, with_line=of_staff).group_by(self.day, moved)
        query = query.where(*self.where, *self._when())
        return query.where(self._staff() == bindparam("staff")) if of_staff else query

    def _joined(self, query: Select[Any], joins: tuple[tuple[Any, Column], ...], *, with_line: bool) -> Select[Any]:
        query = query.select_from(self.record)
        for target, on in joins:
            query = query.join(target, on)
        if with_line:
            query = query.join(CustomerLine, CustomerLine.customer_id == self.customer)
        if self.derived:
            query = query.outerjoin(AgendaMark, self._marked_in(AgendaMark))
        return query

    def _marked_in(self, mark: Any) -> Column:
        return and_(mark.source == self.name, mark.source_id == self.record.id, mark.occurrence == self.day)

    def _staff(self) -> Column:
        return CustomerLine.owner_id if self.staff is None else func.coalesce(self.staff, CustomerLine.owner_id)

    def _moved(self) -> Column:
        return AgendaMark.moved_to if self.derived else null()

    def _fields(self) -> list[Column]:
        common = {
            "source_id": self.record.id,
            "record_id": self.record.id,
            "customer_id": self.customer,
            "day": self.day,
            "moved_to": self._moved(),
            "staff_id": self._staff(),
            "staff": func.coalesce(Staff.name, ""),
        }
        line = {name: getattr(CustomerLine, name) for name in _LINE}
        return [column.label(name) for name, column in {**common, **line, **self.columns}.items()]

    def _when(self) -> list[Column]:
        own = and_(self.day >= bindparam("first"), self.day < bindparam("until"))
        moot = [] if self.keep is None else [self.day >= bindparam("moot")]
        if not self.derived:
            return [own, *moot]
        to = AgendaMark.moved_to
        moved = and_(to.is_not(None), to >= bindparam("moved_first"), to <= bindparam("moved_last"))
        elsewhere = select(AgendaMark.source_id).where(AgendaMark.source == self.name, moved).correlate(None)
        mark = aliased(AgendaMark)
        done = exists().where(self._marked_in(mark), mark.done_at.is_not(None))  # before the joins: nearly all that is past is done
        return [
            or_(own, self.record.id.in_(elsewhere)),
            or_(and_(AgendaMark.moved_to.is_(None), own), moved),
            *moot,
            ~done,
        ]

    def _values(self, span: Span) -> dict[str, Any]:
        """Return what a statement is asked with; `EVER` begins a span that has no beginning, for a range is read by an index."""
        lead = timedelta(days=self.lead)
        first, until = (span.first + lead if span.first else EVER), span.last + lead + ONE_DAY
        return {
            "first": (day_start(first) if span.first else EVER_SINCE) if self.instants else first,
            "until": day_start(until) if self.instants else until,
            "moved_first": span.first or EVER,
            "moved_last": span.last,
            "moot": span.today + timedelta(days=self.keep or 0),
            "staff": span.staff_id,
            "limit": span.limit,
        }

    # the row

    def _due(self, day: date | datetime, moved_to: date | None) -> date:
        own = local_day(day) if isinstance(day, datetime) else day
        return moved_to or own - timedelta(days=self.lead)

    def _row(self, found: Any, today: date) -> AgendaRow:
        values = dict(found)
        day, moved_to = values.pop("day"), values.pop("moved_to")
        occurrence, due = day if self.derived else None, self._due(day, moved_to)
        return AgendaRow(
            kind=self.kind,
            key=AgendaKey(self.name, values.pop("source_id"), occurrence),
            due_on=due,
            days_late=(today - due).days,
            at=self._at(day, values),
            moved=moved_to is not None,
            **values,
            **self.fixed,
        )

    def _at(self, day: date | datetime, values: Mapping[str, Any]) -> time | None:
        if isinstance(day, datetime) and self.timed:
            return day.astimezone().time().replace(second=0, microsecond=0)
        return None if self.lead or not self.timed else time_of(values.get("slot") or "")

"""What a source of the agenda says of a table with a day: which of its rows are due, counted or one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple

from sqlalchemy import (
    Date,
    FromClause,
    Integer,
    Select,
    String,
    and_,
    bindparam,
    exists,
    false,
    func,
    literal_column,
    null,
    or_,
    select,
    type_coerce,
)

from dealer_crm.domain.agenda import AgendaItem, AgendaKey, AgendaKind, AgendaRow, Span, time_of
from dealer_crm.domain.dates import day_start, local_day
from dealer_crm.domain.followups import Way
from dealer_crm.domain.plain_data import ids_read, parsed
from dealer_crm.storage.dialect import held_in, local_day_of
from dealer_crm.storage.models import AgendaMark, CustomerLine

Column = Any
"""A column of a table or an expression of them; SQLAlchemy has no one type for both."""
Joins = tuple[tuple[FromClause, Column], ...]
ONE_DAY, JUST_NOW = timedelta(days=1), timedelta(seconds=1)
EVER, EVER_SINCE = date(1000, 1, 1), datetime(1000, 1, 1, tzinfo=UTC)
LINE, MARK = CustomerLine.__table__, AgendaMark.__table__
_WORDS = ("words", "code", "machine", "zh", "en")
OWN: dict[str, Any] = {
    "record_id": Integer(),
    "slot": String(),
    "staff_id": Integer(),
    **dict.fromkeys(_WORDS, String()),
    "way": String(),
    "until": Date(),
    "amount": Integer(),
    "team": String(),
}
"""Fields of a row that its source gives where it has them; in one statement all sources give all of them, in this order."""
FEW = 8
"""So many items of a source and a day are asked for where a month has too many; no cell shows more of them."""
TOLD = 7
"""So many columns of an answer make the item; from the slot on they wait in it for its row."""


class Narrow(NamedTuple):
    """By what a question is narrowed, so that its statement can be kept: by a person, a community, some kinds (none = all)."""

    staff: bool = False
    community: bool = False
    kinds: frozenset[AgendaKind] = frozenset()

    @property
    def by_customer(self) -> bool:
        """Tell whether the line of each customer has to be read."""
        return self.staff or self.community


@dataclass(frozen=True)
class Dated:
    """A source over one table whose `day` (a date, or an instant where `instants`) says when; `name` stands in `agenda_mark.source`.

    The row is due `lead` days before its day. With `keep` it is moot when less than so many days are left of it; a `lasting` one,
    whose place nothing takes, is not where somebody moved it behind its day. A `derived` one is moved and done by `agenda_mark`,
    any other by the record itself. `columns` are the fields of `OWN` that it has; not `timed` = its instant is no appointment.
    `counted` are cheaper joins that are enough to count by. `team` is a JSON list of further people it belongs to. A `daily` one comes
    on several days, each an item of its own that is not moved. With `nobodys` its customer may be 0, nobody of ours; a `reached` one
    is not there before its instant.
    """

    name: str
    kind: AgendaKind
    record: FromClause
    day: Column
    customer: Column
    where: tuple[Column, ...]
    staff: Column = None
    team: Column = None
    joins: Joins = ()
    counted: Joins = ()
    columns: Mapping[str, Column] = field(default_factory=dict)
    fixed: Mapping[str, Any] = field(default_factory=dict)
    lead: int = 0
    keep: int | None = None
    lasting: bool = False
    derived: bool = False
    instants: bool = False
    timed: bool = True
    done: bool = False
    daily: bool = False
    nobodys: bool = False
    reached: bool = False

    # what is asked; `place` tells in the answer whose row it is

    def counting(self, place: int, *, narrow: Narrow) -> Iterator[Select[Any]]:
        """Give what counts the items of each day: those on their own days, then those that were moved."""
        joins = self.joins if narrow.by_customer else self.counted or self.joins
        for moved in self._ways():
            own = type_coerce(local_day_of(self.day), Date()) if self.instants else self.day
            day = own if moved is None else moved.c.moved_to
            columns = {"place": _number(place), "day": day, "moved": _number(moved is not None), "n": func.count()}
            yield self._asked(columns, moved, joins, narrow=narrow).group_by(day)

    def listing(self, place: int, *, narrow: Narrow, few: bool = False) -> Iterator[Select[Any]]:
        """Give what asks for the items: at most `limit` on their own days, the oldest, or a `few` of each day; and what was moved."""
        for moved in self._ways():
            common = {
                "place": _number(place),
                "source_id": self.record.c.id,
                "customer_id": self.customer,
                "day": self.day,
                "moved_to": type_coerce(null() if moved is None else moved.c.moved_to, Date()),
            }
            mine = {name: column for name, column in (("staff_id", self.staff), ("team", self.team)) if column is not None}
            given = {"record_id": self.record.c.id, **mine, **self.columns}
            own = {name: type_coerce(given.get(name, null()), kind) for name, kind in OWN.items()}
            if moved is None and few:
                yield self._first_of_days({**common, **own}, narrow=narrow)
                continue
            query = self._asked({**common, **own}, moved, self.joins, narrow=narrow)
            if moved is None:
                oldest = query.order_by(self.day).limit(bindparam("limit", type_=Integer()))
                query = select(oldest.subquery(f"part_{place}"))
            yield query

    def _first_of_days(self, columns: Mapping[str, Column], *, narrow: Narrow) -> Select[Any]:
        """Return what asks for the first of each day only: those with a time before the others, as `domain.agenda.order` has them.

        They are chosen by what is enough to count by; all that a row shows is joined to the few.
        """
        slot = self.columns.get("slot", null())
        day = local_day_of(self.day) if self.instants else self.day
        nth = func.row_number().over(partition_by=day, order_by=(func.coalesce(slot, "") == "", slot, self.day, self.record.c.id))
        joins = self.joins if narrow.by_customer else self.counted or self.joins
        chosen = {"chosen": self.record.c.id, "on_day": self.day, "nth": nth}
        first = self._asked(chosen, None, joins, narrow=narrow).subquery(f"first_{self.name}")
        query = select(*(column.label(name) for name, column in columns.items())).select_from(first)
        query = query.join(self.record, self.record.c.id == first.c.chosen).where(first.c.nth <= literal_column(str(FEW)))
        for target, on in self.joins:
            query = query.join(target, on)
        return query.where(self.day == first.c.on_day)

    def _ways(self) -> Iterator[Any]:
        """Give None for rows on their own day, and the marks for those that were moved."""
        yield None
        if self.derived:
            yield MARK.alias()

    def _asked(self, columns: Mapping[str, Column], moved: Any, joins: Joins, *, narrow: Narrow) -> Select[Any]:
        query = select(*(column.label(name) for name, column in columns.items()))
        if moved is None:
            query = query.select_from(self.record).where(*self._on_own_day())
        else:
            query = query.select_from(moved).join(self.record, self._marked_in(moved)).where(*self._moved_into(moved))
        for target, on in joins:
            query = query.join(target, on)
        if narrow.by_customer:
            query = query.join(LINE, LINE.c.customer_id == self.customer, isouter=self.nobodys)
        if narrow.staff:  # never by the index of owners: a person has thousands of customers, and few of them are due
            owner = func.coalesce(*([] if self.staff is None else [self.staff]), LINE.c.owner_id, literal_column("NULL"))
            query = query.where(or_(owner == bindparam("staff"), *self._in_team()))
        if narrow.community:
            query = query.where(LINE.c.community == bindparam("community"))
        return query.where(*self.where)

    def _in_team(self) -> Iterator[Column]:
        if self.team is not None:
            person = held_in(self.team, "of_team")
            yield exists(literal_column("1")).select_from(person).where(person.c.value == bindparam("staff"))

    def _on_own_day(self) -> list[Column]:
        """A mark that says done or moved takes the row out: looked up before the joins, for nearly all that is past is done."""
        own = [self.day >= bindparam(f"first_{self.lead}_{self.keep}"), self.day < bindparam(self._until)]
        if not self.derived:
            return own
        mark = MARK.alias()
        settled = or_(mark.c.done_at.is_not(None), mark.c.moved_to.is_not(None))
        return [*own, ~exists(literal_column("1")).where(self._marked_in(mark), settled)]

    def _moved_into(self, mark: Any) -> list[Column]:
        inside = (mark.c.moved_to >= bindparam("moved_first"), mark.c.moved_to <= bindparam("moved_last"))
        moot = () if self.keep is None else (or_(self.day >= bindparam(f"moot_{self.keep}"), self._moved_behind(mark)),)
        return [mark.c.source == text_of(self.name), *inside, mark.c.done_at.is_(None), *moot]

    def _moved_behind(self, mark: Any) -> Column:
        return mark.c.moved_to > self.day if self.lasting else false()

    def _marked_in(self, mark: Any) -> Column:
        return and_(mark.c.source == text_of(self.name), mark.c.source_id == self.record.c.id, mark.c.occurrence == self.day)

    @property
    def _until(self) -> str:
        return f"until_{self.lead}_reached" if self.reached else f"until_{self.lead}"

    def values(self, span: Span) -> dict[str, Any]:
        """Return what is asked with. A range has one beginning, never two: an index is entered there, be it as early as `EVER`."""
        lead = timedelta(days=self.lead)
        first, until = (span.first + lead if span.first else EVER), span.last + lead + ONE_DAY
        moot = EVER if self.keep is None else span.today + timedelta(days=self.keep)
        return {
            f"first_{self.lead}_{self.keep}": _start(first) if self.instants else max(first, moot),
            self._until: _start(until) if self.instants else until,
            f"moot_{self.keep}": moot,
            "moved_first": span.first or EVER,
            "moved_last": span.last,
            "at_now": span.now or EVER_SINCE,
            "staff": span.staff_id,
            "community": span.community,
            "limit": span.limit,
        } | ({self._until: min(_start(until), span.now + JUST_NOW)} if self.reached and span.now else {})

    # what comes back

    def due(self, day: Any, moved_to: date | None = None) -> date:
        """Return on which day a row is due."""
        own: date = local_day(day) if self.instants else day
        return moved_to or (own - timedelta(days=self.lead) if self.lead else own)

    def item(self, found: Sequence[Any], today: date) -> AgendaItem:
        """Return the item of an answer to `listing`."""
        _place, source_id, customer_id, day, moved_to, record_id, slot = found[:TOLD]
        due = self.due(day, moved_to)
        at = self._at(day, slot) if slot or self.instants else None
        key = AgendaKey(self.name, source_id, day if self.derived or self.daily else None)
        late = (today - due).days
        return AgendaItem(self.kind, key, customer_id, due, late, record_id, at, moved_to is not None, self.done, found)

    def row(self, item: AgendaItem, line: Mapping[str, Any], staff: Mapping[int | None, str]) -> AgendaRow:
        """Return an item with its customer's line and the name of who sees to it: else whoever looks after the customer."""
        slot, own_staff_id, *words, way, until, amount, team = item.told[TOLD - 1 :]
        staff_id = line["owner_id"] if own_staff_id is None else own_staff_id
        values = {**line, **self.fixed, **dict(zip(_WORDS, (text or "" for text in words), strict=True))}
        del values["owner_id"]
        return AgendaRow(
            kind=item.kind,
            key=item.key,
            customer_id=item.customer_id,
            due_on=item.due_on,
            days_late=item.days_late,
            record_id=item.record_id,
            at=item.at,
            moved=item.moved,
            done=item.done,
            staff_id=staff_id,
            staff=staff.get(staff_id, ""),
            slot=slot or "",
            way=Way(way) if way else None,
            until=until,
            amount=amount,
            team=_people(team, staff),
            **values,
        )

    def _at(self, day: date | datetime, slot: str) -> time | None:
        if isinstance(day, datetime) and self.timed:
            return day.astimezone().time().replace(second=0, microsecond=0)
        return None if self.lead or not self.timed else time_of(slot)


def _people(team: str | None, staff: Mapping[int | None, str]) -> tuple[tuple[int, str], ...]:
    return tuple((one, staff[one]) for one in ids_read(parsed(team)) if one in staff)


def text_of(value: str) -> Column:
    """Return a value as a part of the statement.

    SQLite prepares a statement anew at each turn whose partial index hangs on a value that comes from outside.
    """
    return literal_column(f"'{value}'", String())


def _start(day: date) -> datetime:
    return EVER_SINCE if day == EVER else day_start(day)


def _number(value: int) -> Column:
    return literal_column(str(int(value)), Integer())

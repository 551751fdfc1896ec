"""Series (周期计划): made, changed for one step or for the rest, ended; one step of each is open at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select

from dealer_crm.domain.customers import CustomerNotFound
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.errors import EditConflict
from dealer_crm.domain.followups import StepNotOpen, StepState, Way
from dealer_crm.domain.journal import Action, Actor, Subject
from dealer_crm.domain.planning import SeriesState
from dealer_crm.domain.series import (
    EndReasonMissing,
    Occurrence,
    Recurrence,
    SeriesDraft,
    SeriesEnded,
    SeriesNotFound,
    due_of,
    following,
    occurrences,
)
from dealer_crm.domain.text import one_line
from dealer_crm.services.series_steps import add_step, open_step, plan_following, recurrence
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import Database, WriteSession
from dealer_crm.storage.models import Customer, CustomerLine, NextStep, Series

ONE_DAY = timedelta(days=1)
SHOWN = 3
"""So many days are told before a series is planned."""


@dataclass(frozen=True)
class StepDraft:
    """One step of a series as changed for itself."""

    day: date
    purpose: str = ""
    way: Way | None = None
    slot: str = ""


@dataclass(frozen=True)
class SeriesRow:
    """One series of a customer; `next_on` is the day of its open step, None where it ended."""

    id: int
    version: int
    draft: SeriesDraft
    state: SeriesState
    reason: str
    next_on: date | None = None
    step_id: int | None = None
    left_out: int = 0


@dataclass(frozen=True)
class ComingStep:
    """A step that will be planned once those before it are closed; worked out, not stored."""

    series_id: int
    customer_id: int
    name: str
    due_on: date
    purpose: str
    way: Way | None
    slot: str


class SeriesPlans:
    """Use-cases of series. One public method is one transaction."""

    def __init__(self, db: Database, actor: Callable[[], Actor], now: Callable[[], datetime], trade: Trade) -> None:
        self._db = db
        self._actor = actor
        self._now = now
        self._trade = trade

    # questions

    def upcoming(self, what: Recurrence, count: int = SHOWN) -> list[date]:
        """Return the next days of a series that is not planned yet, today included. Raises as `SeriesDraft.checked`."""
        calendar, found = self._trade.calendar(), list[date]()
        what = SeriesDraft(0, what).checked(calendar).what
        after = local_day(self._now()) - ONE_DAY
        while len(found) < count and (one := following(what, after, calendar)) is not None:
            found.append(one.due)
            after = one.due
        return found

    def of(self, customer_id: int) -> list[SeriesRow]:
        """Return the series of a customer, running ones first, then the latest first."""
        ended = Series.state == SeriesState.ENDED
        query = select(Series, NextStep).outerjoin(NextStep, (NextStep.series_id == Series.id) & (NextStep.state == StepState.OPEN))
        with self._db.read() as session:
            found = session.execute(query.where(Series.customer_id == customer_id).order_by(ended, Series.id.desc())).all()
            return [_row(series, step) for series, step in found]

    def coming(self, first: date, last: date, staff_id: int | None = None) -> list[ComingStep]:
        """Return what running series will ask for from a day to a day, the step that stands left out."""
        calendar = self._trade.calendar()
        query = select(Series, CustomerLine.name, CustomerLine.number, func.max(NextStep.occurrence), func.max(NextStep.due_on))
        query = query.join(CustomerLine, CustomerLine.customer_id == Series.customer_id)
        query = query.join(NextStep, (NextStep.series_id == Series.id) & (NextStep.state == StepState.OPEN))
        if staff_id is not None:
            query = query.where(func.coalesce(Series.staff_id, CustomerLine.owner_id) == staff_id)
        found = list[ComingStep]()
        with self._db.read() as session:
            rows = session.execute(query.where(Series.state == SeriesState.RUNNING).group_by(Series.id)).all()
            for series, name, number, occurrence, due_on in rows:
                what, occurred = recurrence(series), occurrence or due_on
                after = max(first, due_of(what, occurred, calendar) + ONE_DAY, due_on + ONE_DAY, local_day(self._now()) + ONE_DAY)
                for one in occurrences(what, after, last, calendar) if after <= last else ():
                    coming = ComingStep(series.id, series.customer_id, name or number, one.due, series.purpose, series.way, series.slot)
                    found.append(coming)
        return sorted(found, key=lambda one: (one.due_on, one.series_id))

    # deeds

    def make(self, draft: SeriesDraft) -> int:
        """Plan a series and its first step, which is not before today; return its id.

        Raises CustomerNotFound and as `SeriesDraft.checked`.
        """
        calendar = self._trade.calendar()
        draft = draft.checked(calendar)
        with self._db.write(self._actor(), Action.CREATE, Subject.SERIES) as session:
            customer = session.get(Customer, draft.customer_id)
            if customer is None:
                raise CustomerNotFound(number=str(draft.customer_id))
            series = Series(customer_id=customer.id, rule="", starts_on=draft.what.starts_on)
            _fill(series, draft)
            session.add(series)
            session.flush()
            add_step(session, series, self._first(series))
            if customer.peace_reason:
                customer.peace_reason = ""
            session.about(series.id, customer.name or customer.number)
            return series.id

    def edit_one(self, step_id: int, draft: StepDraft) -> None:
        """Change one step; the series goes on as it was. Raises StepNotOpen."""
        with self._db.write(self._actor(), Action.EDIT, Subject.NEXT_STEP) as session:
            step = session.get(NextStep, step_id)
            if step is None or step.state is not StepState.OPEN:
                raise StepNotOpen
            step.due_on, step.purpose, step.way, step.slot = draft.day, one_line(draft.purpose), draft.way, one_line(draft.slot)
            _about(session, step.id, step.customer_id)

    def edit_rest(self, series_id: int, draft: SeriesDraft, version: int) -> None:
        """Change the open step and all that follow; what was done stays as it was.

        Raises SeriesNotFound, SeriesEnded, EditConflict and as `SeriesDraft.checked`.
        """
        calendar = self._trade.calendar()
        draft = draft.checked(calendar)
        with self._db.write(self._actor(), Action.EDIT, Subject.SERIES) as session:
            series = _running(session, series_id)
            if series.version != version:
                raise EditConflict(mine=version, theirs=series.version)
            standing = open_step(session, series_id)
            days_change = draft.what != recurrence(series)
            _fill(series, draft)
            standing.purpose, standing.way, standing.slot = series.purpose, series.way, series.slot
            if days_change:
                first = self._first(series)
                standing.due_on, standing.occurrence, standing.left_out, series.made_until = first.due, first.day, 0, first.day

    def skip(self, series_id: int, reason: str = "", version: int | None = None) -> None:
        """Leave out the step that stands and plan the next. Raises SeriesNotFound, SeriesEnded, EditConflict."""
        with self._db.write(self._actor(), Action.DROP, Subject.SERIES) as session:
            series = _running(session, series_id)
            if version is not None and series.version != version:
                raise EditConflict(mine=version, theirs=series.version)
            self._drop(open_step(session, series_id), one_line(reason))
            plan_following(session, [series.customer_id], local_day(self._now()), self._trade.calendar())

    def end(self, series_id: int, reason: str) -> None:
        """End a series; its open step is given up with the reason. Raises SeriesNotFound, SeriesEnded, EndReasonMissing."""
        reason = one_line(reason)
        if not reason:
            raise EndReasonMissing
        with self._db.write(self._actor(), Action.CLOSE, Subject.SERIES) as session:
            series = _running(session, series_id)
            series.state, series.reason = SeriesState.ENDED, reason
            self._drop(open_step(session, series_id), reason)

    def _first(self, series: Series) -> Occurrence:
        """Return the first occurrence from today on. Raises SeriesEnded where the rule has ended before."""
        found = following(recurrence(series), local_day(self._now()) - ONE_DAY, self._trade.calendar())
        if found is None:
            raise SeriesEnded
        return found

    def _drop(self, step: NextStep, reason: str) -> None:
        step.state, step.closed_at = StepState.DROPPED, self._now()
        if reason:
            step.purpose = f"{step.purpose} ({reason})" if step.purpose else reason


def _fill(series: Series, draft: SeriesDraft) -> None:
    what = draft.what
    series.rule, series.starts_on, series.holidays = what.pattern.text(), what.starts_on, what.holidays
    series.season_from, series.season_to = what.season.first, what.season.last
    series.purpose, series.way, series.slot, series.staff_id = draft.purpose, draft.way, draft.slot, draft.staff_id


def _row(series: Series, step: NextStep | None) -> SeriesRow:
    draft = SeriesDraft(series.customer_id, recurrence(series), series.purpose, series.way, series.slot, series.staff_id)
    if step is None:
        return SeriesRow(series.id, series.version, draft, series.state, series.reason)
    return SeriesRow(series.id, series.version, draft, series.state, series.reason, step.due_on, step.id, step.left_out)


def _running(session: WriteSession, series_id: int) -> Series:
    """Return the series and file the entry under its customer's name."""
    series = session.get(Series, series_id)
    if series is None:
        raise SeriesNotFound(number=str(series_id))
    if series.state is not SeriesState.RUNNING:
        raise SeriesEnded
    _about(session, series.id, series.customer_id)
    return series


def _about(session: WriteSession, subject_id: int, customer_id: int) -> None:
    customer = session.get(Customer, customer_id)
    if customer is not None:
        session.about(subject_id, customer.name or customer.number)

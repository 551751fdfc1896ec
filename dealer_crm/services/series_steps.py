"""What follows when a step of a series is closed: the next one, planned in the same write."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import func, select

from dealer_crm.domain.followups import StepState
from dealer_crm.domain.planning import SeriesState
from dealer_crm.domain.series import Occurrence, Pattern, Recurrence, SeasonWindow, SeriesEnded, between, due_of, following, read
from dealer_crm.domain.workdays import WorkCalendar
from dealer_crm.storage.database import WriteSession
from dealer_crm.storage.models import Customer, NextStep, Series, Staff


def recurrence(series: Series) -> Recurrence:
    """Return what decides the days of a series."""
    pattern: Pattern = read(series.rule)
    return Recurrence(pattern, series.starts_on, SeasonWindow(series.season_from, series.season_to), series.holidays)


def plan_following(session: WriteSession, customer_ids: Iterable[int], today: date, calendar: WorkCalendar) -> None:
    """Plan the next step of every running series of the customers that has no open one.

    It comes after today and after the step made last, so that nobody who was away finds a heap; what lies between is left out and
    counted. Steps of a rule that was changed do not count, be they years ahead. A series that has no further day ends.
    """
    session.flush()
    standing = func.count().filter(NextStep.state == StepState.OPEN)
    query = select(Series).join(NextStep, NextStep.series_id == Series.id)
    query = query.where(Series.customer_id.in_(set(customer_ids)), Series.state == SeriesState.RUNNING)
    for series in session.scalars(query.group_by(Series.id).having(standing == 0)).all():
        what = recurrence(series)
        before = due_of(what, series.made_until or today, calendar)
        found = following(what, max(today, before), calendar)
        if found is None:
            series.state = SeriesState.ENDED
        else:
            add_step(session, series, found, left_out=between(what, before, found.due, calendar))


def add_step(session: WriteSession, series: Series, one: Occurrence, left_out: int = 0) -> NextStep:
    """Plan a step of the series: for who sees to it, and once he has left for who looks after the customer."""
    person = session.get(Staff, series.staff_id) if series.staff_id is not None else None
    customer = session.get(Customer, series.customer_id)
    owner_id = customer.owner_id if customer is not None else None
    step = NextStep(
        customer_id=series.customer_id,
        staff_id=person.id if person is not None and person.active else owner_id,
        due_on=one.due,
        purpose=series.purpose,
        way=series.way,
        slot=series.slot,
        series_id=series.id,
        occurrence=one.day,
        left_out=left_out,
    )
    session.add(step)
    session.flush()
    series.made_until = one.day
    return step


def open_step(session: WriteSession, series_id: int) -> NextStep:
    """Return the open step of a series. Raises SeriesEnded where it has none."""
    query = select(NextStep).where(NextStep.series_id == series_id, NextStep.state == StepState.OPEN)
    step = session.scalars(query.order_by(NextStep.occurrence)).first()
    if step is None:
        raise SeriesEnded
    return step


def end_all(session: WriteSession, customer_id: int, reason: str) -> None:
    """End the series of a customer who is left in peace."""
    for series in session.scalars(select(Series).where(Series.customer_id == customer_id, Series.state == SeriesState.RUNNING)):
        series.state, series.reason = SeriesState.ENDED, reason

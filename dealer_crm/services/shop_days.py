"""The shop's own working days: days off and make-up days, years entered, weekly rest and hours; plans on closed days move on."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from dealer_crm.domain.birthdays import FIRST_YEAR, LAST_YEAR, day_name, month_name, moon_day
from dealer_crm.domain.care import VisitState
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.followups import StepState
from dealer_crm.domain.journal import Action, Actor, Subject
from dealer_crm.domain.planning import HolidayRule
from dealer_crm.domain.workdays import DayNote, DaySpan, OwnDays, ShopHours, WorkCalendar
from dealer_crm.services.trade import Trade, holiday_names, work_calendar
from dealer_crm.storage.database import Database, News, WriteSession
from dealer_crm.storage.models import NextStep, Series, Shop, ShopDay, ShopYear, Visit

SHOP_ID = 1
TABLES = frozenset({"shop", "shop_day", "shop_year"})
"""Tables whose news change the working days."""


@dataclass(frozen=True)
class YearDay:
    """A day of a year that differs from its week: published, or (`own`) the shop's."""

    note: DayNote
    own: bool

    @property
    def id(self) -> int:
        """Return the number by which a list knows it."""
        return self.note.day.toordinal()


@dataclass(frozen=True)
class YearDays:
    """The days of a year that differ from their week. `entered` = the shop has said that its holidays are all there."""

    year: int
    days: Sequence[YearDay]
    published: bool
    entered: bool


class ShopDays:
    """Questions and use-cases of working days. What the shop entered is kept in memory: plans ask for it in the middle of writes."""

    def __init__(self, db: Database, actor: Callable[[], Actor], now: Callable[[], datetime]) -> None:
        self._db = db
        self._actor = actor
        self._now = now
        self._own: OwnDays = self._read()
        self._trade = Trade(self.own)
        db.on_commit.append(self._on_news)

    # questions

    def own(self) -> OwnDays:
        """Return what the shop has entered."""
        return self._own

    def hours(self) -> ShopHours:
        """Return when the shop works."""
        return self._own.hours

    def notes(self, first: date, last: date) -> dict[date, DayNote]:
        """Return what a calendar writes beside each day of a span, both ends included."""
        calendar = self._trade.calendar()
        return {day: _note(day, calendar, self._own) for day in DaySpan(first, last).days()}

    def year(self, year: int) -> YearDays:
        """Return the days of a year on which the shop does what its week does not say."""
        calendar, own = self._trade.calendar(), self._own
        special = calendar.holidays | calendar.make_up | set(own.works)
        days = sorted(day for day in special if day.year == year and (day in own.works or self._differs(day, calendar)))
        found = [YearDay(_note(day, calendar, own), day in own.works) for day in days]
        return YearDays(year, found, year in work_calendar().published, year in own.years)

    def _differs(self, day: date, calendar: WorkCalendar) -> bool:
        return calendar.is_workday(day) is (day.weekday() in calendar.rest_days)

    # deeds; each returns how many visits and steps of series went to the next working day

    def set_days(self, spans: Iterable[DaySpan]) -> int:
        """Say of spans of days whether the shop works, as one undoable step. Raises DaysBackwards."""
        wanted = {day: span for span in [one.checked() for one in spans] for day in span.days()}
        with self._db.write(self._actor(), Action.EDIT, Subject.SHOP_DAY) as session:
            kept = {row.day: row for row in session.scalars(select(ShopDay))}
            for day, span in wanted.items():
                row = kept.get(day)
                if row is None:
                    session.add(ShopDay(day=day, works=span.works, name=span.name))
                elif (row.works, row.name) != (span.works, span.name):
                    row.works, row.name = span.works, span.name
            return self._settle(session, wanted)

    def remove(self, days: Collection[date]) -> int:
        """Let the published calendar say of days whether the shop works, as one undoable step."""
        with self._db.write(self._actor(), Action.EDIT, Subject.SHOP_DAY) as session:
            for row in session.scalars(select(ShopDay)):
                if row.day in days:
                    session.delete(row)
            return self._settle(session, days)

    def enter_year(self, year: int, *, entered: bool = True) -> int:
        """Say that the holidays of a year are all there, or not; undoable."""
        with self._db.write(self._actor(), Action.EDIT, Subject.SHOP_DAY) as session:
            row = session.scalars(select(ShopYear).where(ShopYear.year == year)).first()
            if entered and row is None:
                session.add(ShopYear(year=year))
            elif not entered and row is not None:
                session.delete(row)
            session.about(0, str(year))
            return self._settle(session, ())

    def set_hours(self, hours: ShopHours) -> int:
        """Say when the shop works, and on which weekdays not; undoable. Raises HoursBackwards, NoDayOpen."""
        hours = hours.checked()
        with self._db.write(self._actor(), Action.EDIT, Subject.SHOP) as session:
            shop = session.get_one(Shop, SHOP_ID)
            told = (f"{hours.opens_at:%H:%M}", f"{hours.closes_at:%H:%M}", "".join(str(day + 1) for day in sorted(hours.rest_days)))
            if (shop.opens_at, shop.closes_at, shop.rest_days) != told:
                shop.opens_at, shop.closes_at, shop.rest_days = told
            session.about(SHOP_ID, shop.name)
            return self._settle(session, ())

    # inside

    def _settle(self, session: WriteSession, days: Collection[date]) -> int:
        """Move open visits and steps of series from days that are closed now to the next working day."""
        session.flush()
        if days:
            session.about(0, " – ".join(dict.fromkeys(day.isoformat() for day in (min(days), max(days)))))
        before, after = self._trade.calendar(), _own(session).upon(work_calendar())
        moved = 0
        planned: list[Visit | NextStep] = [*self._visits(session), *_steps(session, local_day(self._now()))]
        for row in planned:
            if before.is_workday(row.due_on) and not after.is_workday(row.due_on):
                row.due_on = after.next_workday(row.due_on)
                moved += 1
        return moved

    def _visits(self, session: Session) -> Iterator[Visit]:
        """Give the open visits to come that wait for a working day; who is promised an exact day is called on it."""
        exact = [rule.code for rule in self._trade.visit_rules() if rule.exact]
        query = select(Visit).where(Visit.state == VisitState.OPEN, Visit.due_on >= local_day(self._now()), Visit.code.not_in(exact))
        yield from session.scalars(query)

    def _on_news(self, news: News) -> None:
        if news.kinds & TABLES:
            self._own = self._read()

    def _read(self) -> OwnDays:
        with self._db.read() as session:
            return _own(session)


def _steps(session: Session, today: date) -> Iterator[NextStep]:
    query = select(NextStep).join(Series, Series.id == NextStep.series_id).where(NextStep.state == StepState.OPEN, NextStep.due_on >= today)
    yield from session.scalars(query.where(Series.holidays != HolidayRule.KEEP))


def shop_hours(session: Session) -> ShopHours:
    """Return when the shop works."""
    shop = session.execute(select(Shop.opens_at, Shop.closes_at, Shop.rest_days).where(Shop.id == SHOP_ID)).first()
    return ShopHours() if shop is None else _hours(*shop)


def _own(session: Session) -> OwnDays:
    """Return what the shop has entered, in three short reads."""
    rows: list[Any] = list(session.execute(select(ShopDay.day, ShopDay.works, ShopDay.name)))
    years = frozenset(session.execute(select(ShopYear.year)).scalars())
    return OwnDays({row.day: row.works for row in rows}, {row.day: row.name for row in rows if row.name}, years, shop_hours(session))


def _hours(opens_at: str, closes_at: str, rest_days: str) -> ShopHours:
    """Return the hours; the usual ones where what stands there is none, else the shop could not be opened at all."""
    try:
        opens, closes = (time.fromisoformat(text) for text in (opens_at, closes_at))
        return ShopHours(opens, closes, frozenset(int(digit) - 1 for digit in rest_days))
    except ValueError:
        return ShopHours()


def _note(day: date, calendar: WorkCalendar, own: OwnDays) -> DayNote:
    name_zh, name_en = holiday_names().get(day, ("", ""))
    if day in own.works:
        name_zh = name_en = own.names.get(day, "")
    moon = moon_day(day) if FIRST_YEAR < day.year < LAST_YEAR else None
    lunar_zh = lunar_en = ""
    if moon is not None:
        month = f"{'闰' if moon.leap else ''}{month_name(moon.month)}月"
        lunar_zh = month if moon.day == 1 else day_name(moon.day)
        lunar_en = f"L{moon.month}/{moon.day}"
    return DayNote(day, calendar.is_workday(day), name_zh, name_en, lunar_zh, lunar_en, calendar.provisional(day))

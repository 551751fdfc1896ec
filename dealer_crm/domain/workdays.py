"""Which days the shop works: holidays, days that make up for them, and years whose holidays nobody knows yet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.text import one_line

WEEKEND = frozenset({5, 6})
LONGEST_SPAN = 366
"""So many days are closed or opened at once at most."""


class DaysBackwards(DomainError):
    """The last day of a span lies before its first, or the span is longer than a year."""

    field = "last"


class DaysNotRead(DomainError):
    """A pasted line says no day off and no working day. Parameter: line."""

    field = "days"


class NoDayOpen(DomainError):
    """A shop that is closed on every day of the week works never."""

    field = "rest_days"


class HoursBackwards(DomainError):
    """The shop closes before it opens."""

    field = "closes_at"


@dataclass(frozen=True)
class WorkCalendar:
    """Working days. `make_up` are weekend days on which people work (调休); `published` are the years whose holidays are known.

    In any other year only weekends are free, and what is computed there is provisional.
    """

    holidays: frozenset[date] = frozenset()
    make_up: frozenset[date] = frozenset()
    published: frozenset[int] = frozenset()
    rest_days: frozenset[int] = WEEKEND

    def is_workday(self, day: date) -> bool:
        """Tell whether people work on the day."""
        if day in self.make_up:
            return True
        return day not in self.holidays and day.weekday() not in self.rest_days

    def next_workday(self, day: date) -> date:
        """Return the day itself if people work on it, else the first working day after it."""
        while not self.is_workday(day):
            day += timedelta(days=1)
        return day

    def add_workdays(self, day: date, count: int) -> date:
        """Return the last of `count` working days after the day, which itself is not counted (民法典 §201)."""
        for _ in range(count):
            day = self.next_workday(day + timedelta(days=1))
        return day

    def provisional(self, day: date) -> bool:
        """Tell whether the holidays of the day's year are not published yet."""
        return day.year not in self.published


@dataclass(frozen=True)
class DayNote:
    """What a calendar writes beside a day: whether the shop works, what a holiday or make-up day is called, the lunar date in short."""

    day: date
    works: bool
    name_zh: str = ""
    name_en: str = ""
    lunar_zh: str = ""
    lunar_en: str = ""
    provisional: bool = False


@dataclass(frozen=True)
class DaySpan:
    """Days off, or working days where others rest, both ends included; `name` is what they are called, "" for nothing."""

    first: date
    last: date
    works: bool = False
    name: str = ""

    def checked(self) -> DaySpan:
        """Return the span cleaned. Raises DaysBackwards."""
        if not self.first <= self.last < self.first + timedelta(days=LONGEST_SPAN):
            raise DaysBackwards
        return replace(self, name=one_line(self.name))

    def days(self) -> Iterator[date]:
        """Give each day."""
        return (self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))


@dataclass(frozen=True)
class ShopHours:
    """When the shop works: hours by the wall clock, weekdays on which it is closed (0 = Monday)."""

    opens_at: time = time(8, 30)
    closes_at: time = time(18)
    rest_days: frozenset[int] = WEEKEND

    def checked(self) -> ShopHours:
        """Return the hours. Raises HoursBackwards, NoDayOpen."""
        if self.closes_at <= self.opens_at:
            raise HoursBackwards
        if len(self.rest_days) >= 7:
            raise NoDayOpen
        return self


@dataclass(frozen=True)
class OwnDays:
    """What the shop knows better than the published calendar: its days, the years it has entered, its weekly rest."""

    works: Mapping[date, bool] = field(default_factory=dict)
    names: Mapping[date, str] = field(default_factory=dict)
    years: frozenset[int] = frozenset()
    hours: ShopHours = ShopHours()

    def upon(self, published: WorkCalendar) -> WorkCalendar:
        """Return the days on which the shop works."""
        closed, opened = self._days(works=False), self._days(works=True)
        return WorkCalendar(
            holidays=(published.holidays | closed) - opened,
            make_up=(published.make_up | opened) - closed,
            published=published.published | self.years,
            rest_days=self.hours.rest_days,
        )

    def legal_upon(self, published: WorkCalendar) -> WorkCalendar:
        """Return the legal working days: what the shop has entered counts for years only whose holidays it has entered itself.

        Its own days off and its weekly rest move no deadline that the law sets.
        """
        years = self.years - published.published
        closed, opened = (frozenset(day for day in self._days(works=works) if day.year in years) for works in (False, True))
        return replace(
            published,
            holidays=(published.holidays | closed) - opened,
            make_up=(published.make_up | opened) - closed,
            published=published.published | years,
        )

    def _days(self, *, works: bool) -> frozenset[date]:
        return frozenset(day for day, so in self.works.items() if so is works)


_DAY = r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?"
_WHAT = "休息|休|放假|off|上班|班|补班|work"
_LINE = re.compile(rf"\s*{_DAY}(?:\s*(?:至|到|~|～|—|–|to|\.\.)\s*{_DAY})?[\s,，;；:：]*({_WHAT})[\s,，;；:：]*(.*)", re.IGNORECASE)
_OFF = ("休", "放", "off")


def read_days(text: str) -> list[DaySpan]:
    """Return the spans that pasted lines say, one a line: 2027-01-01 休 元旦; 2027-02-05~2027-02-12 休 春节; 2027-02-14 班.

    Raises DaysNotRead, DaysBackwards.
    """
    return [_span(line) for line in text.splitlines() if line.strip()]


def _span(line: str) -> DaySpan:
    found = _LINE.fullmatch(line)
    if found is None:
        raise DaysNotRead(line=line.strip())
    *numbers, what, name = found.groups()
    try:
        first = date(*map(int, numbers[:3]))
        last = date(*map(int, numbers[3:])) if numbers[3] else first
    except ValueError as error:
        raise DaysNotRead(line=line.strip()) from error
    return DaySpan(first, last, not what.lower().startswith(_OFF), name).checked()

"""Series (周期计划): days that come again by a rule of RFC 5545, within a season of the year, beside the shop's days off.

Days only, no clock and no zone: a day of a series is the same day whatever happens to the hour. Of all that RFC 5545 allows, a rule
is kept only where a sentence can say it; such a sentence is made from `Pattern`, and every rule kept reads back into one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.followups import Way
from dealer_crm.domain.planning import HolidayRule
from dealer_crm.domain.text import one_line
from dealer_crm.domain.workdays import WorkCalendar

if TYPE_CHECKING:
    from dateutil.rrule import rrule

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LAST = -1
"""The last day of a month, or the last of its Mondays."""
FEBRUARY, SHORTEST, LONGEST = 2, 28, 31
MOST_EVERY, MOST_TIMES = 99, 999
YEARS_AHEAD = 10
"""A rule that gives no day within so many years is refused."""
LONGEST_REST = timedelta(days=60)
"""A shop that rests longer than this begins its season anew."""
_TOO_OFTEN = frozenset({"HOURLY", "MINUTELY", "SECONDLY"})
_SUB_DAILY = frozenset({"BYHOUR", "BYMINUTE", "BYSECOND"})
_NTH_DAY = re.compile(r"([+-]?[1-5])(MO|TU|WE|TH|FR|SA|SU)")
_UNTIL = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T\d{6}Z?)?")


class RuleUnknown(DomainError):
    """The text is no rule of RFC 5545, or one for which there is no sentence. Parameter: text."""

    field = "repeat"


class RuleTooOften(DomainError):
    """The rule asks for more than one step a day."""

    field = "repeat"


class RuleWithoutDay(DomainError):
    """The rule, its season and its holidays together leave no day within ten years."""

    field = "repeat"


class WeekdaysMissing(DomainError):
    """A weekly rule names at least one day of the week."""

    field = "repeat"


class SeasonWrong(DomainError):
    """A season needs both its days, each one of the calendar."""

    field = "season"


class SeriesNotFound(DomainError):
    """The series is not there any more. Parameter: number."""


class SeriesEnded(DomainError):
    """The series, or its open step, was ended meanwhile."""


class EndReasonMissing(DomainError):
    """A series is ended only with a reason."""

    field = "reason"


class Every(StrEnum):
    """What is counted from one day of a rule to the next."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


_FREQ = {"DAILY": Every.DAY, "WEEKLY": Every.WEEK, "MONTHLY": Every.MONTH, "YEARLY": Every.YEAR}
_FREQ_OF = {every: freq for freq, every in _FREQ.items()}


@dataclass(frozen=True)
class Pattern:
    """The simple choices behind a rule.

    Weeks have `weekdays` (0 = Monday). Months and years have a `day` of the month, 1 to 31 or `LAST`, or the `nth` (1 to 5, or `LAST`) of
    one weekday; years have their `month`. Where the month has no such day its last one counts, unless the rule is `strict` and leaves the
    month out, as RFC 5545 has it. It ends `until` a day (included) or after `times`, counting every day that the rule gives.
    """

    every: Every = Every.WEEK
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    day: int | None = None
    nth: int | None = None
    month: int | None = None
    strict: bool = False
    until: date | None = None
    times: int | None = None

    def checked(self) -> Pattern:
        """Return it. Raises WeekdaysMissing, RuleUnknown for what no rule says."""
        if self.every is Every.WEEK and not self.weekdays:
            raise WeekdaysMissing
        whole = 1 <= self.interval <= MOST_EVERY and (self.times is None or 1 <= self.times <= MOST_TIMES)
        if not (whole and self._days_fit() and not (self.until and self.times)):
            raise RuleUnknown(text=str(self.interval))
        return self

    def _days_fit(self) -> bool:
        known = all(0 <= one < len(WEEKDAYS) for one in self.weekdays) and len(set(self.weekdays)) == len(self.weekdays)
        if not known or (self.month is not None) != (self.every is Every.YEAR):
            return False
        match self.every:
            case Every.DAY:
                return not self.weekdays and self.day is None and self.nth is None
            case Every.WEEK:
                return self.day is None and self.nth is None
            case _:
                return (self.month or 1) in range(1, 13) and self._day_of_month_fits()

    def _day_of_month_fits(self) -> bool:
        if self.nth is not None:
            return self.day is None and len(self.weekdays) == 1 and (self.nth == LAST or 1 <= self.nth <= 5)
        return not self.weekdays and self.day is not None and (self.day == LAST or 1 <= self.day <= LONGEST)

    def text(self) -> str:
        """Return the rule as RFC 5545 writes it."""
        parts = [f"FREQ={_FREQ_OF[self.every]}"]
        if self.interval > 1:
            parts.append(f"INTERVAL={self.interval}")
        if self.month is not None:
            parts.append(f"BYMONTH={self.month}")
        parts += self._days()
        if self.until is not None:
            parts.append(f"UNTIL={self.until:%Y%m%d}")
        if self.times is not None:
            parts.append(f"COUNT={self.times}")
        return ";".join(parts)

    def _days(self) -> list[str]:
        days = ",".join(f"{self.nth or ''}{WEEKDAYS[one]}" for one in sorted(self.weekdays))
        if days:
            return [f"BYDAY={days}"]
        if self.day is None:
            return []
        if self.day <= SHORTEST or self.strict:
            return [f"BYMONTHDAY={self.day}"]
        return [f"BYMONTHDAY={','.join(map(str, range(SHORTEST, self.day + 1)))}", "BYSETPOS=-1"]


def read(text: str) -> Pattern:
    """Return what a rule says, with or without "RRULE:" before it. Raises RuleUnknown, RuleTooOften."""
    bare = text.strip().upper().removeprefix("RRULE:")
    parts = [part.split("=", 1) for part in bare.split(";")]
    given = {part[0]: part[1] for part in parts if len(part) == 2}
    if given.get("FREQ") in _TOO_OFTEN or _SUB_DAILY & given.keys():
        raise RuleTooOften
    if len(given) != len(parts) or given.get("FREQ") not in _FREQ or given.pop("WKST", "MO") != "MO":
        raise RuleUnknown(text=text)
    try:
        return _pattern(_FREQ[given.pop("FREQ")], given).checked()
    except (ValueError, RuleUnknown, WeekdaysMissing):
        raise RuleUnknown(text=text) from None


def _pattern(every: Every, given: dict[str, str]) -> Pattern:
    """Return the pattern of a rule's parts. Raises ValueError for any that it does not know."""
    interval, times, until = int(given.pop("INTERVAL", "1")), given.pop("COUNT", None), given.pop("UNTIL", None)
    month = given.pop("BYMONTH", None)
    weekdays, nth = _weekdays(given.pop("BYDAY", ""))
    day, strict = _day(given.pop("BYMONTHDAY", ""), given.pop("BYSETPOS", None))
    if given:
        raise ValueError(", ".join(given))
    return Pattern(
        every,
        interval,
        weekdays,
        day,
        nth,
        int(month) if month is not None else None,
        strict,
        _until(until) if until is not None else None,
        int(times) if times is not None else None,
    )


def _weekdays(text: str) -> tuple[tuple[int, ...], int | None]:
    if not text:
        return (), None
    if found := _NTH_DAY.fullmatch(text):
        return (WEEKDAYS.index(found[2]),), int(found[1])
    return tuple(sorted(WEEKDAYS.index(one) for one in text.split(","))), None


def _day(text: str, place: str | None) -> tuple[int | None, bool]:
    days = [int(one) for one in text.split(",")] if text else []
    if place is not None:
        if place != "-1" or days != list(range(SHORTEST, SHORTEST + len(days))) or len(days) < 2:
            raise ValueError(text)
        return days[-1], False
    if len(days) > 1:
        raise ValueError(text)
    return (days[0], days[0] > SHORTEST) if days else (None, False)


def _until(text: str) -> date:
    found = _UNTIL.fullmatch(text)
    if found is None:
        raise ValueError(text)
    return date(int(found[1]), int(found[2]), int(found[3]))


@dataclass(frozen=True)
class SeasonWindow:
    """The part of the year in which days count, both ends included, as "MM-DD"; it may run over New Year. Both "" = the whole year."""

    first: str = ""
    last: str = ""

    def checked(self) -> SeasonWindow:
        """Return it. Raises SeasonWrong."""
        if bool(self.first) != bool(self.last) or not all(map(_is_day, filter(None, (self.first, self.last)))):
            raise SeasonWrong
        return self

    def has(self, day: date) -> bool:
        """Tell whether the day lies in it."""
        if not self.first:
            return True
        at = f"{day:%m-%d}"
        return self.first <= at <= self.last if self.first <= self.last else at >= self.first or at <= self.last


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(f"2024-{text}").strftime("%m-%d") == text
    except ValueError:
        return False


@dataclass(frozen=True)
class Recurrence:
    """Everything that decides on which days a series falls."""

    pattern: Pattern
    starts_on: date
    season: SeasonWindow = field(default_factory=SeasonWindow)
    holidays: HolidayRule = HolidayRule.NEXT


@dataclass(frozen=True)
class Occurrence:
    """A `day` that the rule gave, and the day on which it is `due` once days off are minded."""

    day: date
    due: date


def occurrences(what: Recurrence, first: date, last: date, calendar: WorkCalendar) -> list[Occurrence]:
    """Return what is due from a day to a day, both included; of several that fall due on one day only the first."""
    return [one for one in _from(what, first, last, calendar) if first <= one.due <= last]


def following(what: Recurrence, after: date, calendar: WorkCalendar) -> Occurrence | None:
    """Return the first occurrence that is due after the day; None where there is none within ten years."""
    last = _years_after(max(after, what.starts_on))
    return next((one for one in _from(what, after, last, calendar) if one.due > after), None)


def due_of(what: Recurrence, day: date, calendar: WorkCalendar) -> date:
    """Return when a day of the rule is due."""
    return calendar.next_workday(day) if what.holidays is HolidayRule.NEXT else day


def between(what: Recurrence, after: date, before: date, calendar: WorkCalendar) -> int:
    """Return how many occurrences are due after a day and before another."""
    return len(occurrences(what, after + timedelta(days=1), before - timedelta(days=1), calendar))


def checked(what: Recurrence, calendar: WorkCalendar) -> Recurrence:
    """Return it. Raises RuleUnknown, WeekdaysMissing, SeasonWrong, RuleWithoutDay."""
    what.pattern.checked()
    what.season.checked()
    if following(what, what.starts_on - timedelta(days=1), calendar) is None:
        raise RuleWithoutDay
    return what


def _from(what: Recurrence, first: date, last: date, calendar: WorkCalendar) -> Iterator[Occurrence]:
    """Give the occurrences up to a day, from somewhat before another: what fell on days off may be due only then."""
    before: date | None = None
    for day in _days(what, max(what.starts_on, first - LONGEST_REST), last):
        if not what.season.has(day) or (what.holidays is HolidayRule.SKIP and not calendar.is_workday(day)):
            continue
        due = due_of(what, day, calendar)
        if due != before:
            before = due
            yield Occurrence(day, due)


def _days(what: Recurrence, first: date, last: date) -> Iterator[date]:
    """Give the days of the rule alone. A rule that ends ends by itself; none that does not is followed beyond `last`."""
    for moment in _rule(what, last):
        day = moment.date()
        if day > last:
            return
        if day >= first:
            yield day


def _rule(what: Recurrence, last: date) -> rrule:
    """Return the rule as dateutil knows it; where it never gives a day, that has looked 8,000 years ahead after a fifth of a second."""
    from dateutil import rrule as known  # needed where something comes again

    one = what.pattern
    days = [known.weekdays[at] if one.nth is None else known.weekdays[at](one.nth) for at in one.weekdays]
    clamped = one.day is not None and one.day > SHORTEST and not one.strict
    until = min(one.until or last, last)
    return known.rrule(
        getattr(known, _FREQ_OF[one.every]),
        dtstart=datetime(what.starts_on.year, what.starts_on.month, what.starts_on.day),  # noqa: DTZ001 - days have no zone
        interval=one.interval,
        bymonth=one.month,
        bymonthday=None if one.day is None else list(range(SHORTEST, one.day + 1)) if clamped else one.day,
        bysetpos=-1 if clamped else None,
        byweekday=days or None,
        wkst=known.MO,
        **({"count": one.times} if one.times else {"until": datetime(until.year, until.month, until.day)}),  # noqa: DTZ001
    )


def _years_after(day: date) -> date:
    return date(min(day.year + YEARS_AHEAD, date.max.year), day.month, min(day.day, SHORTEST))


@dataclass(frozen=True)
class SeriesDraft:
    """A series as planned for a customer; each of its steps is planned with `purpose`, `way` and, for a meeting, `slot`."""

    customer_id: int
    what: Recurrence
    purpose: str = ""
    way: Way | None = None
    slot: str = ""
    staff_id: int | None = None

    def checked(self, calendar: WorkCalendar) -> SeriesDraft:
        """Return the draft cleaned. Raises as `checked`."""
        return replace(self, what=checked(self.what, calendar), purpose=one_line(self.purpose), slot=one_line(self.slot))

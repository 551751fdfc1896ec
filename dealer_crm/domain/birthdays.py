"""Birthdays by the sun or the moon: how they are written, what people type, and the day they are kept on in a year."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from dealer_crm.domain.errors import DomainError

FIRST_YEAR, LAST_YEAR = 1900, 2100
"""Years of birth that are believed; the tables of the moon are published for these."""
_LEAP_YEAR = 2000
"""Stands in for a year that was not told: it has a 29 February."""
_LONGEST_MONTH = 30
_JULIAN = 1721425
"""Days between the count of astronomers and that of `date.toordinal`."""


class BirthdayNotRead(DomainError):
    """The text says no birthday. Parameter: text."""

    field = "birthday"


class BirthdayNoSuchDay(BirthdayNotRead):
    """The calendar has no such day: 31 April, 29 February or a leap month in a year without one. Parameter: text."""


class ContactBirthdayNotRead(BirthdayNotRead):
    """The same for a contact of the customer."""

    field = "contacts"


@dataclass(frozen=True)
class Birthday:
    """A day of a month; `year` None where nobody told it, a lunar year for a lunar day; `leap` = in the leap month of that number."""

    month: int
    day: int
    year: int | None = None
    lunar: bool = False
    leap: bool = False

    @property
    def text(self) -> str:
        """The text that is stored: 05-12, 1985-05-12, L08-15, L1985-08-15, and L06-01+ for the leap month."""
        year = f"{self.year:04d}-" if self.year is not None else ""
        return f"{'L' if self.lunar else ''}{year}{self.month:02d}-{self.day:02d}{'+' if self.leap else ''}"


def read(text: str) -> Birthday:
    """Return the birthday that a stored or typed text says.

    Chinese numbers without 日 or 号 mean the lunar calendar, as people say it: 八月十五 is lunar, 八月十五日 is not.
    Raises BirthdayNotRead, BirthdayNoSuchDay.
    """
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).translate(_SIMPLE).lower()
    for reader in (_stored, _spoken, _typed):
        if (found := reader(plain)) is not None:
            if not _exists(found):
                raise BirthdayNoSuchDay(text=text.strip())
            return found
    raise BirthdayNotRead(text=text.strip())


def stored(text: str) -> str:
    """Return what is stored for a typed birthday, "" for nothing. Raises BirthdayNotRead, BirthdayNoSuchDay."""
    return read(text).text if text.strip() else ""


_SIMPLE = str.maketrans("閏農曆陰陽臘號國舊", "闰农历阴阳腊号国旧")
_STORED = re.compile(r"(l?)(?:(\d{4})-)?(\d\d)-(\d\d)(\+?)")
_CALENDAR = re.compile(r"农历|阴历|旧历|lunar|公历|阳历|新历|国历|solar")
_OF_THE_SUN = ("公历", "阳历", "新历", "国历", "solar")
_NUMBER = "〇零一二三四五六七八九"
_ONE = "[一二三四五六七八九]"
_DAY_OF_MOON = f"初(?:十|{_ONE})|十{_ONE}?|二十{_ONE}?|廿{_ONE}?|三十一?|卅一?|{_ONE}"
_SPOKEN = re.compile(
    rf"(?:(?P<year>\d{{4}}|\d\d|[{_NUMBER}]{{4}})年)?(?P<leap>闰)?(?P<month>正|冬|腊|十[一二]?|[一二三四五六七八九])月(?P<day>{_DAY_OF_MOON})(?P<sun>[日号]?)"
)
_ONLY_MOON = re.compile(r"闰|正月|冬月|腊月|初|廿|卅")
_DIGITS = re.compile(
    r"(?P<leap>闰|leap)?(?:(?P<year>\d{4})[-/.年]|(?P<short>\d\d)年)?(?P<leap2>闰)?(?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})[日号]?(?P<plus>\+)?"
)
_MONTHS = {"正": 1, "冬": 11, "腊": 12}
_MONTH_NAMES, _TENS, _ONES = "正二三四五六七八九十冬腊", "初十廿", "一二三四五六七八九十"


def _stored(plain: str) -> Birthday | None:
    if (found := _STORED.fullmatch(plain)) is None:
        return None
    moon, year, month, day, leap = found.groups()
    if leap and not moon:
        return None
    return Birthday(int(month), int(day), int(year) if year else None, bool(moon), bool(leap))


def _spoken(plain: str) -> Birthday | None:
    """Read Chinese numbers: 农历五月十二, 腊月廿三, 闰六月初一, 一九八五年八月十五."""
    said = _CALENDAR.findall(plain)
    found = _SPOKEN.fullmatch(_CALENDAR.sub("", plain))
    if found is None or len(said) > 1:
        return None
    sun = bool(said and said[0] in _OF_THE_SUN)
    if sun and _ONLY_MOON.search(found.group()):
        return None
    lunar = not sun and (bool(said) or not found["sun"] or bool(_ONLY_MOON.search(found.group())))
    month = _MONTHS.get(found["month"]) or _count(found["month"])
    return Birthday(month, _count(found["day"].removeprefix("初")), _year(found["year"]), lunar, bool(found["leap"]))


def _typed(plain: str) -> Birthday | None:
    """Read digits: 5-12, 5/12, 0512, 1985-5-12, 19850512, 85年5月12日, 农历8-15, 农历闰6月1."""
    said = _CALENDAR.findall(plain)
    rest = _CALENDAR.sub("", plain)
    if rest.isdecimal() and len(rest) in (3, 4, 8):
        rest = f"{rest[:4]}-{rest[4:6]}-{rest[6:]}" if len(rest) == 8 else f"{rest[:-2]}-{rest[-2:]}"
    found = _DIGITS.fullmatch(rest)
    if found is None or len(said) > 1:
        return None
    leap = bool(found["leap"] or found["leap2"] or found["plus"])
    sun = bool(said and said[0] in _OF_THE_SUN)
    if leap and sun or found["plus"] and not said:
        return None
    return Birthday(int(found["month"]), int(found["day"]), _year(found["year"] or found["short"]), leap or bool(said and not sun), leap)


def _count(words: str) -> int:
    tens, ten, ones = words.replace("廿", "二十").replace("卅", "三十").rpartition("十")
    unit = _NUMBER.index(ones) - 1 if ones else 0
    return (_NUMBER.index(tens) - 1 if tens else 1) * 10 + unit if ten else unit


def _year(text: str | None) -> int | None:
    """Return a year; two digits mean 1930 to 2029."""
    if text is None:
        return None
    digits = "".join(one if one.isdecimal() else str(max(0, _NUMBER.index(one) - 1)) for one in text)
    year = int(digits)
    return year if len(digits) == 4 else year + (1900 if year >= 30 else 2000)


def _exists(one: Birthday) -> bool:
    if one.year is not None and not FIRST_YEAR <= one.year <= LAST_YEAR:
        return False
    if not one.lunar:
        return _sun_day(one.year or _LEAP_YEAR, one.month, one.day) is not None
    if one.year is None:
        return 1 <= one.month <= 12 and 1 <= one.day <= _LONGEST_MONTH
    lengths = {(month.number, month.leap): month.days for month in _months(one.year)}
    return 1 <= one.day <= lengths.get((one.month, one.leap), 0)


def _sun_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@dataclass(frozen=True)
class _Month:
    number: int
    leap: bool
    days: int
    first: date


@lru_cache(maxsize=64)
def _months(year: int) -> tuple[_Month, ...]:
    """Return the 12 or 13 months of a lunar year with the day each begins on."""
    from lunar_python import LunarYear  # 17 ms, and most shops know few lunar birthdays

    months = LunarYear.fromYear(year).getMonthsInYear()
    return tuple(
        _Month(abs(one.getMonth()), one.getMonth() < 0, one.getDayCount(), date.fromordinal(int(one.getFirstJulianDay()) - _JULIAN))
        for one in months
    )


def kept_on(birthday: Birthday, year: int) -> date:
    """Return the day a birthday is kept on in a year of its own calendar.

    29 February is kept on the 28th in common years. A lunar 30th is kept on the 29th where the month is short. Who was born in a
    leap month keeps it in that month where the year has it, else in the ordinary month of the same number, as everybody else does
    who was born in that one.
    """
    if not birthday.lunar:
        return _sun_day(year, birthday.month, birthday.day) or date(year, birthday.month, 28)
    of_number = [one for one in _months(year) if one.number == birthday.month]
    month = of_number[-1] if birthday.leap else of_number[0]
    return date.fromordinal(month.first.toordinal() + min(birthday.day, month.days) - 1)


def next_on(birthday: Birthday, today: date) -> date:
    """Return the next day the birthday is kept on, today included."""
    days = (kept_on(birthday, year) for year in (today.year - 1, today.year, today.year + 1))
    return next(day for day in days if day >= today)


def moon_day(day: date) -> Birthday:
    """Return the lunar date of a day, with its lunar year."""
    year = day.year if _months(day.year)[0].first <= day else day.year - 1
    month = [one for one in _months(year) if one.first <= day][-1]
    return Birthday(month.number, (day - month.first).days + 1, year, lunar=True, leap=month.leap)


def kept_at(day: date) -> tuple[str, ...]:
    """Return the birthdays that are kept on a day, without their years: 05-12, L08-15, L06-01+. It is `kept_on` the other way round."""
    solar = [(day.month, day.day)]
    if solar == [(2, 28)] and _sun_day(day.year, 2, 29) is None:
        solar.append((2, 29))
    year = day.year if _months(day.year)[0].first <= day else day.year - 1
    months = _months(year)
    month = [one for one in months if one.first <= day][-1]
    last = max(place for place, one in enumerate(months) if one.number == month.number)
    endings = [*([""] if not month.leap else []), *(["+"] if months[last] is month else [])]
    nth = (day - month.first).days + 1
    days = [nth, _LONGEST_MONTH] if nth == month.days < _LONGEST_MONTH else [nth]
    moon = [f"L{month.number:02d}-{one:02d}{ending}" for one in days for ending in endings]
    return (*(f"{number:02d}-{one:02d}" for number, one in solar), *moon)


def month_name(month: int) -> str:
    """Return what the lunar calendar calls a month, without 月."""
    return _MONTH_NAMES[month - 1]


def day_name(day: int) -> str:
    """Return what the lunar calendar calls a day: 初一, 十五, 廿三."""
    tens, ones = divmod(day - 1, 10)
    return ("初十", "二十", "三十")[tens] if ones == 9 else _TENS[tens] + _ONES[ones]

"""A birthday in words, in both calendars: 农历八月十五（今年 9 月 25 日）."""

from __future__ import annotations

from datetime import date

from dealer_crm.domain.birthdays import (
    Birthday,
    BirthdayNoSuchDay,
    BirthdayNotRead,
    ContactBirthdayNotRead,
    day_name,
    month_name,
    moon_day,
    next_on,
    read,
)
from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import N_, Translator

SENTENCES_BIRTHDAYS: dict[type[DomainError], str] = {
    BirthdayNotRead: N_("“{text}” is no birthday. Write it like 5-12, 1985-5-12 or lunar 8-15."),
    BirthdayNoSuchDay: N_("There is no day “{text}”. Look at the month and, for a leap month, at the year."),
    ContactBirthdayNotRead: N_("“{text}” is no birthday. Write it like 5-12, 1985-5-12 or lunar 8-15."),
}


def birthday_words(text: str, today: date, t: Translator) -> str:
    """Write a stored birthday with the day it is kept on next, or the lunar day of birth; what is none stays as it is."""
    try:
        birthday = read(text)
    except BirthdayNotRead:
        return text
    if birthday.lunar:
        day = next_on(birthday, today)
        words = t("{birthday} (this year on {month}-{day})") if day.year == today.year else t("{birthday} (next year on {month}-{day})")
        return words.format(birthday=in_words(birthday, t), month=day.month, day=day.day)
    if birthday.year is None:
        return in_words(birthday, t)
    moon = moon_day(date(birthday.year, birthday.month, birthday.day))
    return t("{birthday} ({moon})").format(
        birthday=in_words(birthday, t), moon=in_words(Birthday(moon.month, moon.day, None, True, moon.leap), t)
    )


def typed_words(text: str, t: Translator) -> str:
    """Write a stored birthday as it may be typed again: 1985-05-12, 农历八月十五; what is none stays as it is."""
    try:
        birthday = read(text)
    except BirthdayNotRead:
        return text
    if not birthday.lunar:
        return text
    return in_words(birthday, t) if t.language == "zh" else t("lunar {day}").format(day=text.removeprefix("L"))


def in_words(birthday: Birthday, t: Translator) -> str:
    """Write a birthday in its own calendar alone."""
    month: int | str = birthday.month
    day: int | str = birthday.day
    if birthday.lunar:
        said = t("lunar leap month {month}, day {day}") if birthday.leap else t("lunar month {month}, day {day}")
        if t.language == "zh":
            month, day = month_name(birthday.month), day_name(birthday.day)
        words = said.format(month=month, day=day)
        return t("{moon} of {year}").format(moon=words, year=birthday.year) if birthday.year is not None else words
    if birthday.year is None:
        return t("{month}-{day}").format(month=month, day=day)
    return t("{year}-{month}-{day}").format(year=birthday.year, month=month, day=day)

"""Birthdays by sun and moon: what people write is read, and kept on the days that were published."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from dealer_crm.domain.birthdays import Birthday, BirthdayNoSuchDay, BirthdayNotRead, kept_on, moon_day, next_on, read, stored
from dealer_crm.domain.customers import ContactDraft, CustomerDraft
from dealer_crm.i18n import translator
from dealer_crm.words.birthdays import birthday_words, typed_words

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("", ""),
        ("5-12", "05-12"),
        ("05-12", "05-12"),
        ("512", "05-12"),
        ("0512", "05-12"),
        ("5/12", "05-12"),
        ("5月12", "05-12"),
        ("5 月 12 号", "05-12"),
        ("2-29", "02-29"),
        ("1985-5-12", "1985-05-12"),
        ("１９８５．５．１２", "1985-05-12"),
        ("19850512", "1985-05-12"),
        ("1985年5月12日", "1985-05-12"),
        ("85年5月12日", "1985-05-12"),
        ("05年5月12日", "2005-05-12"),
        ("公历五月十二", "05-12"),
        ("阳历5-12", "05-12"),
        ("八月十五日", "08-15"),
        ("八月三十一号", "08-31"),
        ("八月十五", "L08-15"),
        ("农历五月十二", "L05-12"),
        ("农历五月十二日", "L05-12"),
        ("農曆 5-12", "L05-12"),
        ("阴历8月15", "L08-15"),
        ("lunar 8/15", "L08-15"),
        ("农历1985-8-15", "L1985-08-15"),
        ("1985年农历八月十五", "L1985-08-15"),
        ("一九八五年八月十五", "L1985-08-15"),
        ("二〇〇五年正月初一", "L2005-01-01"),
        ("正月初一", "L01-01"),
        ("冬月初十", "L11-10"),
        ("十一月三十", "L11-30"),
        ("十二月二十", "L12-20"),
        ("腊月廿三", "L12-23"),
        ("臘月三十", "L12-30"),
        ("二月卅", "L02-30"),
        ("闰六月初一", "L06-01+"),
        ("農曆閏六月初一", "L06-01+"),
        ("农历闰6月1日", "L06-01+"),
        ("1987年闰六月初一", "L1987-06-01+"),
        ("L1987-06-01+", "L1987-06-01+"),
        ("lunar 06-01+", "L06-01+"),
        ("lunar leap 6-1", "L06-01+"),
    ],
)
def test_what_people_write_has_one_text(typed: str, text: str) -> None:
    assert stored(typed) == text
    assert stored(text) == text


@pytest.mark.parametrize("typed", ["abc", "5月", "5", "公历五月初二", "阳历闰六月初一", "05-12+", "农历公历5-12", "属牛"])
def test_what_is_no_birthday_is_refused(typed: str) -> None:
    with pytest.raises(BirthdayNotRead) as told:
        stored(typed)
    assert type(told.value) is BirthdayNotRead
    assert told.value.parameters == {"text": typed}


@pytest.mark.parametrize(
    "typed",
    [
        "2-30",
        "1985",
        "13-1",
        "0-5",
        "1985-2-29",
        "1899-1-1",
        "2101-1-1",
        "农历5-31",
        "农历13-1",
        "1986年闰六月初一",
        "2025年腊月三十",
        "农历1899-1-1",
    ],
)
def test_a_day_that_no_calendar_has_is_refused(typed: str) -> None:
    with pytest.raises(BirthdayNoSuchDay):
        stored(typed)


@pytest.mark.parametrize(
    ("text", "year", "day"),
    [
        ("L01-01", 2020, date(2020, 1, 25)),
        ("L01-01", 2023, date(2023, 1, 22)),
        ("L01-01", 2024, date(2024, 2, 10)),
        ("L01-01", 2025, date(2025, 1, 29)),
        ("L01-01", 2026, date(2026, 2, 17)),
        ("L01-01", 2027, date(2027, 2, 6)),
        ("L01-15", 2025, date(2025, 2, 12)),
        ("L05-05", 2024, date(2024, 6, 10)),
        ("L05-05", 2025, date(2025, 5, 31)),
        ("L05-05", 2026, date(2026, 6, 19)),
        ("L08-15", 2023, date(2023, 9, 29)),
        ("L08-15", 2024, date(2024, 9, 17)),
        ("L08-15", 2025, date(2025, 10, 6)),
        ("L08-15", 2026, date(2026, 9, 25)),
        ("L08-15", 2027, date(2027, 9, 15)),
        ("L09-09", 2025, date(2025, 10, 29)),
        ("L12-08", 2024, date(2025, 1, 7)),
        ("L12-23", 2024, date(2025, 1, 22)),
        ("L12-30", 2024, date(2025, 1, 28)),
        ("L12-30", 2025, date(2026, 2, 16)),
        ("L12-30", 2029, date(2030, 2, 2)),
        ("L02-01+", 2023, date(2023, 3, 22)),
        ("L04-01+", 2020, date(2020, 5, 23)),
        ("L05-01+", 2028, date(2028, 6, 23)),
        ("L06-01+", 2025, date(2025, 7, 25)),
        ("L06-01", 2025, date(2025, 6, 25)),
        ("L06-30+", 2025, date(2025, 8, 22)),
        ("L06-01+", 2026, date(2026, 7, 14)),
        ("L11-01+", 2033, date(2033, 12, 22)),
        ("02-29", 2028, date(2028, 2, 29)),
        ("02-29", 2027, date(2027, 2, 28)),
    ],
)
def test_kept_on_the_day_that_was_published(text: str, year: int, day: date) -> None:
    assert kept_on(read(text), year) == day


@pytest.mark.parametrize(
    ("text", "today", "day"),
    [
        ("11-22", TODAY, TODAY),
        ("11-21", TODAY, date(2027, 11, 21)),
        ("L12-23", date(2026, 1, 5), date(2026, 2, 10)),
        ("L08-15", TODAY, date(2027, 9, 15)),
        ("02-29", date(2027, 3, 1), date(2028, 2, 29)),
        ("L12-30", date(2026, 2, 16), date(2026, 2, 16)),
    ],
)
def test_the_next_one_is_today_or_later(text: str, today: date, day: date) -> None:
    assert next_on(read(text), today) == day


@settings(max_examples=60, deadline=None)
@given(some.dates(date(1930, 1, 1), date(2080, 12, 31)), some.booleans())
def test_a_birthday_is_kept_once_a_year(day: date, by_moon: bool) -> None:
    birthday = moon_day(day) if by_moon else Birthday(day.month, day.day, day.year)
    assert read(birthday.text) == birthday
    again = next_on(birthday, day)
    assert again == day
    assert timedelta(days=353) <= next_on(birthday, day + timedelta(days=1)) - day <= timedelta(days=414)


def test_who_was_born_in_a_leap_month_keeps_one_birthday_in_the_year_that_has_it() -> None:
    leap, plain = read("闰六月初一"), read("六月初一")
    assert (next_on(leap, date(2025, 6, 25)), next_on(plain, date(2025, 6, 25))) == (date(2025, 7, 25), date(2025, 6, 25))
    assert kept_on(leap, 2026) == kept_on(plain, 2026)


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("L08-15", "农历八月十五（明年 9 月 15 日）", "lunar month 8, day 15 (next year on 9-15)"),
        ("L10-20", "农历十月二十（今年 11 月 28 日）", "lunar month 10, day 20 (this year on 11-28)"),
        ("L1987-06-01+", "1987 年农历闰六月初一（明年 7 月 4 日）", "lunar leap month 6, day 1 of 1987 (next year on 7-4)"),
        ("L12-23", "农历腊月廿三（明年 1 月 30 日）", "lunar month 12, day 23 (next year on 1-30)"),
        ("05-12", "5 月 12 日", "5-12"),
        ("1985-05-12", "1985 年 5 月 12 日（农历三月廿三）", "1985-5-12 (lunar month 3, day 23)"),
        ("soon", "soon", "soon"),
    ],
)
def test_both_calendars_are_said(text: str, zh: str, en: str) -> None:
    assert birthday_words(text, TODAY, translator("zh")) == zh
    assert birthday_words(text, TODAY, translator("en")) == en


@pytest.mark.parametrize("text", ["L08-15", "L06-01+", "L1987-06-01+", "L12-23", "L10-20", "05-12", "1985-05-12", "soon", ""])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_a_field_shows_can_be_typed(text: str, language: str) -> None:
    shown = typed_words(text, translator(language))
    assert (stored(shown) if text not in ("soon", "") else shown) == text


def test_file_and_contact_hold_the_one_text() -> None:
    draft = CustomerDraft(name="a", birthday="农历八月十五", contacts=(ContactDraft("b", birthday="85年5月12日"),)).checked()
    assert (draft.birthday, draft.contacts[0].birthday) == ("L08-15", "1985-05-12")


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (CustomerDraft(name="a", birthday="soon"), "birthday"),
        (CustomerDraft(name="a", contacts=(ContactDraft(birthday="5-32"),)), "contacts"),
    ],
)
def test_refusal_names_the_field(draft: CustomerDraft, field: str) -> None:
    with pytest.raises(BirthdayNotRead) as told:
        draft.checked()
    assert told.value.field == field

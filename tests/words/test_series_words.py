"""A rule reads back in words of both languages."""

from __future__ import annotations

from datetime import date

import pytest

from dealer_crm.domain.planning import HolidayRule
from dealer_crm.domain.series import Recurrence, SeasonWindow, read
from dealer_crm.i18n import translator
from dealer_crm.words.series import recurrence_words, rule_words


@pytest.mark.parametrize(
    ("text", "en", "zh"),
    [
        ("FREQ=DAILY", "Every day", "每天"),
        ("FREQ=DAILY;INTERVAL=10;COUNT=3", "Every 10 days, 3 times", "每 10 天，共 3 次"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "Every 2 weeks on Monday", "每 2 周的星期一"),
        ("FREQ=WEEKLY;BYDAY=MO,TH", "Every week on Monday, Thursday", "每周的星期一、星期四"),
        ("FREQ=MONTHLY;BYMONTHDAY=5;UNTIL=20271231", "Every month on day 5, until 2027-12-31", "每月的5 日，到 2027-12-31 为止"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "Every month on the last day", "每月的最后一天"),
        ("FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1", "Every month on day 31 (or the last day)", "每月的31 日（没有这天就在月末）"),
        ("FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO", "Every 3 months on the first Monday", "每 3 个月的第一个星期一"),
        ("FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=5", "Every year on 03-05", "每年的03-05"),
        ("FREQ=YEARLY;BYMONTH=9;BYDAY=-1FR", "Every year on the last Friday of month 9", "每年的9 月最后一个星期五"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1", "Every year on the last day of month 2", "每年的2 月最后一天"),
    ],
)
def test_a_rule_is_said(text: str, en: str, zh: str) -> None:
    assert (rule_words(read(text), translator("en")), rule_words(read(text), translator("zh"))) == (en, zh)


def test_season_and_days_off_are_said() -> None:
    what = Recurrence(read("FREQ=DAILY"), date(2026, 1, 1), SeasonWindow("11-15", "03-15"), HolidayRule.NEXT)
    assert recurrence_words(what, translator("en")) == "Every day, only 11-15 to 03-15, from a day off to the next working day"
    skipping = Recurrence(read("FREQ=DAILY"), date(2026, 1, 1), holidays=HolidayRule.SKIP)
    assert recurrence_words(skipping, translator("zh")) == "每天，休息日略过"

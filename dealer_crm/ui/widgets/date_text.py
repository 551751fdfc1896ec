"""Reads the dates that people type into a date field: t, +3, -1, 1125, 11-25, 周五, fri, 2026-11-25."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

from dealer_crm.domain.dates import YEARS

_WORDS = {"t": 0, "今天": 0, "今日": 0, "today": 0, "明天": 1, "tomorrow": 1, "后天": 2, "昨天": -1, "yesterday": -1}
_WEEKDAY_LETTERS = "一二三四五六日"
_WEEKDAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_FULL = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_SHORT = re.compile(r"(\d{1,2})[-/.月](\d{1,2})[日号]?")
_CHINESE_WEEKDAY = re.compile(r"(下)?(?:周|星期|礼拜)([一二三四五六日天])")


def read_date(text: str, today: date) -> date | None:
    """Return the date meant, or None. A day without a year is the nearest one from half a year back to half a year ahead."""
    plain = unicodedata.normalize("NFKC", text).strip().lower()
    if plain in _WORDS:
        return today + timedelta(days=_WORDS[plain])
    for reader in (_shifted, _weekday, _dated):
        found = reader(plain, today)
        if found:
            return found
    return None


def _shifted(plain: str, today: date) -> date | None:
    if re.fullmatch(r"[+-]\d{1,4}", plain):
        return today + timedelta(days=int(plain))
    return None


def _weekday(plain: str, today: date) -> date | None:
    if found := _CHINESE_WEEKDAY.fullmatch(plain):
        day = _WEEKDAY_LETTERS.index(found.group(2).replace("天", "日"))
        monday = today - timedelta(days=today.weekday())
        if found.group(1):
            return monday + timedelta(days=7 + day)
        return _next(day, today)
    if len(plain) >= 3 and plain[:3] in _WEEKDAY_NAMES and plain.isalpha():
        return _next(_WEEKDAY_NAMES.index(plain[:3]), today)
    return None


def _next(weekday: int, today: date) -> date:
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _dated(plain: str, today: date) -> date | None:
    if plain.isdecimal() and len(plain) == 8:
        return _safe(int(plain[:4]), int(plain[4:6]), int(plain[6:]))
    if found := _FULL.fullmatch(plain):
        return _safe(*map(int, found.groups()))
    if plain.isdecimal() and len(plain) in (3, 4):
        return _nearest(int(plain[:-2]), int(plain[-2:]), today)
    if found := _SHORT.fullmatch(plain):
        return _nearest(int(found.group(1)), int(found.group(2)), today)
    return None


def _nearest(month: int, day: int, today: date) -> date | None:
    candidates = [found for year in (today.year - 1, today.year, today.year + 1) if (found := _safe(year, month, day))]
    return min(candidates, key=lambda one: abs((one - today).days), default=None)


def _safe(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year in YEARS else None
    except ValueError:
        return None

"""What an agreed slot means on the clock: 上午, 9:00-11:00, 下午2点; nothing where the words say no time (expectation A)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

GRACE = 30
"""Who is expected at two o'clock is on time half an hour before and after."""
CALL_AHEAD = timedelta(minutes=30)
"""So long before one arrives the customer is called."""
NOON, MIDNIGHT = 12 * 60, 24 * 60
PARTS: dict[str, tuple[int, int]] = {
    "全天": (8 * 60, 18 * 60),
    "整天": (8 * 60, 18 * 60),
    "all day": (8 * 60, 18 * 60),
    "早上": (7 * 60, 10 * 60),
    "早晨": (7 * 60, 10 * 60),
    "上午": (8 * 60, NOON),
    "morning": (8 * 60, NOON),
    "中午": (11 * 60, 14 * 60),
    "下午": (NOON, 18 * 60),
    "afternoon": (NOON, 18 * 60),
    "noon": (11 * 60, 14 * 60),
    "傍晚": (17 * 60, 19 * 60),
    "晚上": (18 * 60, 21 * 60),
    "evening": (18 * 60, 21 * 60),
}
_NUMERALS = ("十二", "十一", "十", "一", "二", "三", "四", "五", "六", "七", "八", "九")
_VALUES = (12, 11, 10, 1, 2, 3, 4, 5, 6, 7, 8, 9)
_WRITTEN = re.compile(rf"({'|'.join(_NUMERALS)})(?=点|时)")
_RANGE = r"\s*(?:-|至|到|\bto\b|\buntil\b)\s*"
_NO_DATE = r"(?![\d号日月年楼栋幢层人台次件天个./])"
_SHORT = re.compile(rf"(?<![\d.:点时/月年-])(\d{{1,2}}){_RANGE}(?=\d{{1,2}}(?:[点时]|\s*[ap]m\b|{_NO_DATE}(?![:-])))")
_SHORT_END = re.compile(rf"(?<=[点时])({_RANGE})(\d{{1,2}})(?![点时:]){_NO_DATE}")
_HALF_DAY = re.compile(rf"(?<![\d.])(\d{{1,2}}(?::\d{{2}}|点)?(?:{_RANGE})?(?:\d{{1,2}})?(?::\d{{2}}|点)?)\s*([ap])m\b")
_CLOCK = re.compile(r"(?<![\d.:])(\d{1,2})(?:\s*:\s*(\d{2})(?!\d)|\s*[点时](?:(\d{1,2})分?|(半))?)")
_TOKEN = re.compile(rf"(?P<part>{'|'.join(PARTS)})|(?P<clock>{_CLOCK.pattern})")
_BEFORE, _AFTER = re.compile(r"\s*(?:之|以)?前|\s*or before"), re.compile(r"\s*(?:之|以)?后|\s*or (?:after|later)")


@dataclass(frozen=True)
class Window:
    """From when until when, in minutes of the day."""

    first: int
    last: int

    def holds(self, day: date, at: datetime) -> bool:
        """Tell whether an instant lies on the day and within it."""
        local = at.astimezone()
        return local.date() == day and self.first <= local.hour * 60 + local.minute <= self.last


@dataclass(frozen=True)
class _Hour:
    """A time as written: its minutes, where the part of the day begins that it stands in (-1 = none), what stands before it."""

    at: int
    part: int
    between: str

    def of_day(self, after: int = -1) -> int:
        """Return its minutes of the day: two in the afternoon is fourteen, and so is two after ten."""
        late = self.part >= 11 * 60 and self.at < 11 * 60
        return self.at + NOON if late or self.at <= min(after, NOON // 2) else self.at


@lru_cache(maxsize=512)
def window_of(slot: str) -> Window | None:
    """Return what a slot in words means on the clock; None where it says no time, or in a way that nobody can be sure of."""
    text = _plain(slot)
    hours: list[_Hour] = []
    parts: list[tuple[int, int]] = []
    end = 0
    for found in _TOKEN.finditer(text):
        if found.group("part"):
            parts.append(PARTS[found.group("part")])
        else:
            hours.append(_Hour(_minutes(found), parts[-1][0] if parts else -1, text[end : found.start()]))
        end = found.end()
    if hours:
        return _clocked(hours, text[end:])
    return Window(min(one for one, _ in parts), max(one for _, one in parts)) if parts else None


def called_in_time(called_at: datetime, arrived_at: datetime | None) -> bool:
    """Tell whether the customer was called ahead: on the day itself, half an hour before one was there (or is not there yet)."""
    if arrived_at is None:
        return True
    same_day = called_at.astimezone().date() == arrived_at.astimezone().date()
    return same_day and arrived_at - called_at >= CALL_AHEAD


def _clocked(hours: list[_Hour], rest: str) -> Window | None:
    first = hours[0].of_day()
    window = None
    if len(hours) == 1:
        window = _open_ended(first, hours[0].between, rest)
    elif len(hours) == 2 and (not hours[1].between.strip() or re.fullmatch(_RANGE, hours[1].between)):
        window = Window(first, hours[1].of_day(first))
    return window if window and 0 <= window.first < window.last <= MIDNIGHT else None


def _open_ended(at: int, ahead: str, rest: str) -> Window:
    if _BEFORE.match(rest) or re.search(r"\b(?:before|by|until)\s*$", ahead):
        return Window(0, at)
    later = _AFTER.match(rest) or re.search(r"\b(?:after|from)\s*$", ahead)
    return Window(at, MIDNIGHT) if later else Window(max(0, at - GRACE), at + GRACE)


def _plain(slot: str) -> str:
    """Bring the many ways to write a range to one: 9点-11点."""
    text = unicodedata.normalize("NFKC", slot).lower().replace("钟", "").replace("两点", "2点")
    text = re.sub(r"[‐‑–—−―~〜]+", "-", text)
    text = re.sub("-+", "-", text)
    text = _WRITTEN.sub(lambda found: str(_VALUES[_NUMERALS.index(found.group(1))]), text)
    text = _HALF_DAY.sub(lambda found: f"{'下午' if found.group(2) == 'p' else '上午'}{found.group(1)}点", text)
    text = re.sub(r"(:\d{2}|点)点", r"\1", text)
    return _SHORT_END.sub(r"\1\2点", _SHORT.sub(r"\1点-", text))


def _minutes(found: re.Match[str]) -> int:
    hour, colon, after, half = found.groups()[2:]
    return int(hour) * 60 + (30 if half else int(colon or after or 0))

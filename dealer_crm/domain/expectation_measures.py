"""F, G and H after the hand-over: whether we asked in time, how fast we answered, whether we are still in touch (domain.md 1.6)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

IN_TIME = timedelta(days=3)
"""A call after a sale that is made no later than this after its day was made within the plan."""


@dataclass(frozen=True)
class Asked:
    """A planned call: when it was due, when the customer was reached (None = not yet), whether it was left out or not reached."""

    due_on: date
    reached_on: date | None = None
    void: bool = False


@dataclass(frozen=True)
class Answered:
    """Something the customer brought up, and when it got its first answer."""

    at: datetime
    answered_at: datetime | None = None
    open: bool = False


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    count: int = 0
    of: int = 0


@dataclass(frozen=True)
class Speed:
    """How many things were brought up, how many have their answer, after how many hours in the mean, how many are still open."""

    count: int = 0
    answered: int = 0
    hours: float | None = None
    open: int = 0


@dataclass(frozen=True)
class InTouch:
    """H: the last day we spoke or came, how long ago; what he agreed to, what he is interested in."""

    last_on: date | None = None
    days: int | None = None
    consent: bool = False
    news: bool = False
    interests: int = 0


@dataclass(frozen=True)
class Measures:
    """The measured half of F, G and H of one hand-over."""

    asked: Share = Share()
    speed: Speed = Speed()
    touch: InTouch = InTouch()


def asked_in_time(calls: Iterable[Asked], today: date) -> Share:
    """Return how many of the calls that had to be made by today were made in time; one that may still be made does not count yet."""
    due = [call for call in calls if not call.void and (call.reached_on is not None or call.due_on + IN_TIME < today)]
    made = sum(call.reached_on is not None and call.reached_on <= call.due_on + IN_TIME for call in due)
    return Share(made, len(due))


def answer_speed(issues: Sequence[Answered]) -> Speed:
    """Return how fast what the customer brought up was answered."""
    hours = [(one.answered_at - one.at).total_seconds() / 3600 for one in issues if one.answered_at is not None]
    meantime = round(sum(hours) / len(hours), 1) if hours else None
    return Speed(len(issues), len(hours), meantime, sum(one.open for one in issues))


def in_touch(days: Iterable[date], today: date, wishes: tuple[bool, bool, int]) -> InTouch:
    """Return when we were last in touch; `wishes` are consent, news and the number of interests."""
    last = max((day for day in days if day <= today), default=None)
    consent, news, interests = wishes
    return InTouch(last, (today - last).days if last else None, consent, news, interests)

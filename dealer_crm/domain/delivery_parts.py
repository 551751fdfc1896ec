"""The parts in which an order is delivered: with which of them it is handed over, and when the work on the site began."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Part:
    """A delivery of an order that is not handed over yet; `signed_at` None = it is still to come."""

    id: int
    signed_at: datetime | None = None
    planned_on: date | None = None


def is_last(part: Part, others: Iterable[Part]) -> bool:
    """Tell whether a part is the one that the others are handed over with: what is to come last, else what was signed last."""
    return all(_place(part) >= _place(other) for other in others)


def _place(part: Part) -> tuple[bool, float, date, int]:
    signed = part.signed_at.timestamp() if part.signed_at else 0.0
    return part.signed_at is None, signed, date.min if part.signed_at else part.planned_on or date.max, part.id


def begun_on(jobs: Iterable[date], sheets: Iterable[date], goods: Iterable[date]) -> date | None:
    """Return the first day of work on a site: when the first team set to work, else when a sheet says so, else when goods came."""
    return next((first for days in (jobs, sheets, goods) if (first := min(days, default=None)) is not None), None)

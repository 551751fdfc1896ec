"""What the customers' marks of a period say by letter and month, beside what the staff ticked of the same hand-overs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, and_, case, cast, func, select

from dealer_crm.domain.checklists import CheckResult
from dealer_crm.domain.deliveries import EXPECTATIONS
from dealer_crm.domain.marks import LETTERS, LOW, too_few
from dealer_crm.domain.periods import Period
from dealer_crm.storage.database import Database
from dealer_crm.storage.ids import ids_of
from dealer_crm.storage.models import CustomerLine, Delivery, DeliveryCheck, ExpectationRating, Staff

_MONTH: Any = func.strftime("%Y-%m", ExpectationRating.rated_on)


@dataclass(frozen=True)
class LetterSum:
    """One letter in one month (YYYY-MM): how many marks, their sum, how many low ones; ticks of the staff of the same hand-overs."""

    letter: str
    month: str
    count: int
    total: int
    low: int
    ticks: int = 0
    passed: int = 0


@dataclass(frozen=True)
class LetterFigures:
    """A letter, a month, or all of them together."""

    count: int = 0
    total: int = 0
    low: int = 0
    ticks: int = 0
    passed: int = 0

    @property
    def mean(self) -> float | None:
        """Return the customers' mean mark to one place; None of none."""
        return round(self.total / self.count, 1) if self.count else None

    @property
    def few(self) -> bool:
        """Tell whether so few marks say nothing yet."""
        return too_few(self.count)


@dataclass(frozen=True)
class MarkLine:
    """One mark of a customer."""

    id: int
    rated_on: date
    customer_id: int
    customer: str
    delivery_id: int
    number: str
    order_id: int
    letter: str
    score: int
    on_paper: bool
    note: str
    staff: str


@dataclass(frozen=True)
class MarkFilter:
    """Which marks: of a letter, or of a month."""

    letter: str = ""
    month: str = ""


def together(sums: Sequence[LetterSum], letter: str = "", month: str = "") -> LetterFigures:
    """Return the sums of a letter, of a month, or of all, as one."""
    found = [one for one in sums if letter in ("", one.letter) and month in ("", one.month)]
    return LetterFigures(*(sum(getattr(one, name) for one in found) for name in ("count", "total", "low", "ticks", "passed")))


class ExpectationReport:
    """Questions over a period; each is one short read."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def sums(self, period: Period) -> list[LetterSum]:
        """Return the marks of the period by letter and month, in the order of the letters."""
        rating = ExpectationRating
        low = func.sum(case((rating.score <= LOW, 1), else_=0))
        marked = select(rating.letter, _MONTH, func.count(), func.sum(rating.score), low).where(*_within(period))
        with self._db.read() as session:
            found: Sequence[Any] = session.execute(marked.group_by(rating.letter, _MONTH).order_by(rating.letter, _MONTH)).all()
            ticks = {(row[0], row[1]): (row[2], row[3]) for row in session.execute(_ticks(period))}
        return [
            LetterSum(letter, month, count, total, lows, *ticks.get((letter, month), (0, 0)))
            for letter, month, count, total, lows in found
            if letter in LETTERS
        ]

    def ids(self, period: Period, only: MarkFilter = MarkFilter()) -> Sequence[int]:
        """Return the marks of the period, the newest first."""
        rating = ExpectationRating
        query = select(rating.id).where(*_within(period))
        if only.letter:
            query = query.where(rating.letter == only.letter)
        if only.month:
            query = query.where(only.month == _MONTH)
        with self._db.read() as session:
            return ids_of(session, query.order_by(rating.rated_on.desc(), rating.delivery_id.desc(), rating.letter))

    def rows(self, ids: Sequence[int]) -> list[MarkLine]:
        """Return these marks in the same order; ids that are gone are left out."""
        rating = ExpectationRating
        query = (
            select(rating.id, rating.rated_on, rating.customer_id, CustomerLine.name, rating.delivery_id, Delivery.number)
            .add_columns(Delivery.order_id, rating.letter, rating.score, rating.on_paper, rating.note, func.coalesce(Staff.name, ""))
            .join(CustomerLine, CustomerLine.customer_id == rating.customer_id)
            .join(Delivery, Delivery.id == rating.delivery_id)
            .outerjoin(Staff, Staff.id == rating.staff_id)
            .where(rating.id.in_(list(ids)))
        )
        with self._db.read() as session:
            found = {row.id: MarkLine(*row) for row in session.execute(query)}
        return [found[key] for key in ids if key in found]


def _ticks(period: Period) -> Select[str, str, int, int]:
    """Ask what the staff found of the letters that customers marked: how many results, how many of them passed."""
    rating, check = ExpectationRating, DeliveryCheck
    same = and_(check.delivery_id == rating.delivery_id, check.sheet == EXPECTATIONS, func.substr(check.code, 1, 1) == rating.letter)
    told = check.result.in_((CheckResult.PASS, CheckResult.FAIL))
    passed = cast(func.sum(case((check.result == CheckResult.PASS, 1), else_=0)), Integer)
    query = select(rating.letter, _MONTH, func.count(), passed).join(check, same).where(*_within(period), told)
    return query.group_by(rating.letter, _MONTH)


def _within(period: Period) -> tuple[ColumnElement[bool], ...]:
    return ExpectationRating.rated_on >= period.first, ExpectationRating.rated_on <= period.last

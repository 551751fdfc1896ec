"""日结: the drawer counted at the end of a day against what the books say, and what is left in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from dealer_crm.domain.cash import AlreadyClosed, CashCloseDraft, CloseNotFound, DayNotYet, DrawerSums, drawer
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.errors import EditConflict
from dealer_crm.domain.journal import Action, Actor, Subject
from dealer_crm.domain.orders import PayWay
from dealer_crm.storage.database import Database, WriteSession
from dealer_crm.storage.models import CashClose, CustomerLine, Payment, Staff


@dataclass(frozen=True)
class CashCloseRow:
    """A count as it was written down; `expected` is what the books said at that moment."""

    id: int
    version: int
    day: date
    opening: int
    expected: int
    counted: int
    taken_out: int
    staff_id: int | None
    staff: str
    note: str

    @property
    def difference(self) -> int:
        """Return what was too much (above nothing) or missing."""
        return self.counted - self.expected

    @property
    def left(self) -> int:
        """Return what stayed in the drawer."""
        return self.counted - self.taken_out


@dataclass(frozen=True)
class HeldRow:
    """Cash that somebody took by the day and has not handed in."""

    payment_id: int
    number: str
    staff_id: int | None
    staff: str
    customer: str
    amount: int
    paid_on: date


@dataclass(frozen=True)
class CashDay:
    """The drawer on the evening of a day: what should be in it, what is still with people, and the count if there is one.

    `since` is the day of the count before, None where there is none yet: then the drawer begins with what is typed.
    """

    day: date
    sums: DrawerSums
    since: date | None = None
    held: tuple[HeldRow, ...] = ()
    closed: CashCloseRow | None = None

    @property
    def changed_since(self) -> int:
        """Return by how much the books of a counted day have changed after the count; then it is to be counted again."""
        return self.sums.expected - self.closed.expected if self.closed is not None else 0


class CashClosing:
    """Use-cases of the counted drawer. One public method is one transaction."""

    def __init__(self, db: Database, actor: Callable[[], Actor], now: Callable[[], datetime]) -> None:
        self._db, self._actor, self._now = db, actor, now

    def day(self, on: date | None = None) -> CashDay:
        """Return the drawer of a day (None = today)."""
        on = on or local_day(self._now())
        with self._db.read() as session:
            closed = session.execute(_closes().where(CashClose.day == on)).one_or_none()
            row = None if closed is None else CashCloseRow(*closed)
            since, sums = _sums(session, on, None if row is None else row.opening)
            return CashDay(on, sums, since, _held(session, on), row)

    def closes(self, first: date, last: date) -> tuple[CashCloseRow, ...]:
        """Return the counts of these days, the earliest first."""
        with self._db.read() as session:
            return tuple(CashCloseRow(*row) for row in session.execute(_closes().where(CashClose.day.between(first, last))))

    def close(self, draft: CashCloseDraft) -> int:
        """Write down what was counted and return its id. Raises the draft's errors, DayNotYet, AlreadyClosed."""
        draft = draft.checked()
        if draft.day > local_day(self._now()):
            raise DayNotYet(day=draft.day.isoformat())
        with self._db.write(self._actor(), Action.CREATE, Subject.CASH_CLOSE) as session:
            if session.scalars(select(CashClose.id).where(CashClose.day == draft.day)).first() is not None:
                raise AlreadyClosed(day=draft.day.isoformat())
            close = CashClose(day=draft.day)
            self._fill(session, close, draft)
            session.add(close)
            session.flush()
            session.about(close.id, draft.day.isoformat())
            return close.id

    def edit(self, close_id: int, draft: CashCloseDraft, version: int) -> None:
        """Count the same day again; what the books say now counts. Raises the draft's errors, CloseNotFound, EditConflict."""
        draft = draft.checked()
        with self._db.write(self._actor(), Action.EDIT, Subject.CASH_CLOSE) as session:
            close = _require(session, close_id)
            if close.version != version:
                raise EditConflict(mine=version, theirs=close.version)
            self._fill(session, close, draft)
            session.about(close.id, close.day.isoformat())

    def remove(self, close_id: int) -> None:
        """Take a count out that was written by mistake. Raises CloseNotFound."""
        with self._db.write(self._actor(), Action.DELETE, Subject.CASH_CLOSE) as session:
            close = _require(session, close_id)
            session.about(close.id, close.day.isoformat())
            session.delete(close)

    def _fill(self, session: WriteSession, close: CashClose, draft: CashCloseDraft) -> None:
        _since, sums = _sums(session, close.day, draft.opening)
        close.opening, close.expected = sums.opening, sums.expected
        close.counted, close.taken_out, close.note = draft.counted, draft.taken_out, draft.note
        close.staff_id = draft.staff_id or self._actor().staff_id
        close.closed_at = self._now()


def _sums(session: Session, on: date, opening: int | None) -> tuple[date | None, DrawerSums]:
    """Return the day of the count before, and what moved from then on; without one only the day itself counts.

    What an earlier count left is what the drawer begins with; only the first count of all begins with what was typed.
    """
    last = session.execute(_closes().where(CashClose.day < on).order_by(None).order_by(CashClose.day.desc()).limit(1)).one_or_none()
    moved = select(Payment.amount).where(Payment.way == PayWay.CASH, Payment.handed_in_on <= on)
    if last is None:
        return None, drawer(opening or 0, session.scalars(moved.where(Payment.handed_in_on == on)))
    before = CashCloseRow(*last)
    return before.day, drawer(before.left, session.scalars(moved.where(Payment.handed_in_on > before.day)))


def _closes() -> Select[Any]:
    names = ("id", "version", "day", "opening", "expected", "counted", "taken_out", "staff_id")
    query = select(*(getattr(CashClose, name) for name in names), func.coalesce(Staff.name, ""), CashClose.note)
    return query.outerjoin(Staff, Staff.id == CashClose.staff_id).order_by(CashClose.day)


def _held(session: Session, on: date) -> tuple[HeldRow, ...]:
    out = (Payment.way == PayWay.CASH) & (Payment.paid_on <= on) & Payment.handed_in_on.is_(None)
    names: tuple[Any, ...] = (
        Payment.id,
        Payment.number,
        Payment.staff_id,
        func.coalesce(Staff.name, ""),
        CustomerLine.name,
        Payment.amount,
        Payment.paid_on,
    )
    query: Select[Any] = select(*names).join(CustomerLine, CustomerLine.customer_id == Payment.customer_id)
    query = query.outerjoin(Staff, Staff.id == Payment.staff_id).where(out).order_by(Payment.staff_id, Payment.id)
    return tuple(HeldRow(*tuple(row)) for row in session.execute(query))


def _require(session: WriteSession, close_id: int) -> CashClose:
    close = session.get(CashClose, close_id)
    if close is None:
        raise CloseNotFound
    return close

"""Which birthdays are kept on which day: worked out for a year when it is first asked for, and kept in the store."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import insert, select

from dealer_crm.domain.agenda import Span
from dealer_crm.domain.birthdays import FIRST_YEAR, LAST_YEAR, kept_at
from dealer_crm.domain.errors import DomainError
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import CalendarDay


class BirthdayDays:
    """The years that are worked out. A store that cannot be written has those that it had: nobody misses an answer for that."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._known: set[int] = set()

    def provide(self, span: Span) -> None:
        """Work out the years that a question touches; a birthday that is past is of no interest."""
        first = max(span.today, span.first or span.today)
        wanted = {year for year in range(first.year, span.last.year + 1) if FIRST_YEAR < year < LAST_YEAR} - self._known
        for year in sorted(wanted):
            self._known.add(year)
            if self._db.alone and not self._has(year):
                self._work_out(year)

    def _has(self, year: int) -> bool:
        with self._db.read() as session:
            return session.execute(select(CalendarDay.id).where(CalendarDay.day == date(year, 1, 1)).limit(1)).first() is not None

    def _work_out(self, year: int) -> None:
        days = (date(year, 1, 1) + timedelta(days=n) for n in range((date(year + 1, 1, 1) - date(year, 1, 1)).days))
        found = [{"day": day, "birthday": birthday} for day in days for birthday in kept_at(day)]
        try:
            with self._db.derive() as connection:
                connection.execute(insert(CalendarDay), found)
        except DomainError:  # a full or locked disk is told by whoever wants to save; the question is answered without birthdays
            self._known.discard(year)

"""The terms of complaints: as shipped or as the shop sets them, version by version; a running case keeps those it began with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from dealer_crm.domain.complaint_rules import Deadlines
from dealer_crm.domain.complaint_terms import BY_WEIGHT, LONGEST_NOTE, Terms, TermsEdition, TermsNoteTooLong, terms_of
from dealer_crm.domain.complaints import Severity
from dealer_crm.domain.journal import Action, Actor, Subject
from dealer_crm.domain.text import one_line
from dealer_crm.services.complaint_clock import calendar_of, held_terms, shipped_terms
from dealer_crm.services.shop_days import SHOP_ID, shop_hours
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import JournalEntry, JournalRow, OwnClock, Shop, Staff


class ComplaintTerms:
    """Use-cases of the terms. One public method is one transaction; versions are only added."""

    def __init__(self, db: Database, actor: Callable[[], Actor], now: Callable[[], datetime], trade: Trade) -> None:
        self._db = db
        self._actor = actor
        self._now = now
        self._trade = trade

    def terms(self) -> Terms:
        """Return the terms for cases that come now, with the hours at which the shop is open."""
        with self._db.read() as session:
            return held_terms(session, self._trade)

    def editions(self) -> tuple[TermsEdition, ...]:
        """Return every version, the newest first; the shipped one stands last."""
        with self._db.read() as session:
            shipped = replace(shipped_terms(self._trade), hours=shop_hours(session))
            rows = session.scalars(select(OwnClock).order_by(OwnClock.id.desc())).all()
            own = [TermsEdition(terms_of(row.body, shipped), False, row.written_at, _writer(session, row), row.note) for row in rows]
        return (*own, TermsEdition(shipped, shipped=True))

    def preview(self, terms: Terms) -> dict[Severity, Deadlines]:
        """Return the clock of a case of each severity that would come now by these terms."""
        calendar, now = calendar_of(terms, self._trade), self._now()
        return {severity: terms.deadlines(now, severity, calendar) for severity in BY_WEIGHT}

    def save(self, terms: Terms, note: str = "") -> int:
        """Let terms hold for cases that come from now on; return their number, that which holds where nothing changes.

        Raises TermMissing, TermOutOfRange, TermsNoteTooLong.
        """
        wanted, words = terms.checked(), one_line(note)
        if len(words) > LONGEST_NOTE:
            raise TermsNoteTooLong(most=LONGEST_NOTE)
        with self._db.read() as session:
            held = held_terms(session, self._trade)
        if replace(wanted, hours=held.hours, number=held.number) == held:
            return held.number
        with self._db.write(self._actor(), Action.EDIT, Subject.SHOP) as session:
            row = OwnClock(body={}, written_at=self._now(), note=words)
            session.add(row)
            session.flush()
            row.body = replace(wanted, hours=held.hours, number=row.id).plain()
            session.about(SHOP_ID, session.get_one(Shop, SHOP_ID).name)
            return row.id

    def reset(self, note: str = "") -> int:
        """Let the shipped terms hold again, as a new version; return its number. Raises TermsNoteTooLong."""
        return self.save(shipped_terms(self._trade), note)


def _writer(session: Session, row: OwnClock) -> str:
    query = (
        select(Staff.name)
        .join(JournalEntry, JournalEntry.staff_id == Staff.id)
        .join(JournalRow, JournalRow.entry_id == JournalEntry.id)
        .where(JournalRow.table_name == OwnClock.__tablename__, JournalRow.row_id == row.id)
        .order_by(JournalEntry.id)
        .limit(1)
    )
    return session.scalar(query) or ""

"""The shop's own versions of the sheets: written, put back, remembered with who wrote them. Versions are only added."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dealer_crm.domain.checklists import Checklist
from dealer_crm.domain.deliveries import EXPECTATIONS
from dealer_crm.domain.journal import Action, Actor, Subject
from dealer_crm.domain.sheet_bodies import LONGEST, SheetLettersFixed, SheetTooMuch, checked_sheet, plain_sheet
from dealer_crm.domain.sheet_changes import Edition, with_own_sources
from dealer_crm.domain.text import one_line
from dealer_crm.services import sheets
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import Acceptance, DeliveryCheck, JournalEntry, JournalRow, OwnSheet, Staff


class SheetBook:
    """Use-cases of templates. One public method is one transaction; a sheet that is filled keeps the version it was filled from."""

    def __init__(self, db: Database, trade: Trade, actor: Callable[[], Actor], now: Callable[[], datetime]) -> None:
        self._db = db
        self._trade = trade
        self._actor = actor
        self._now = now

    def sheets(self) -> tuple[Edition, ...]:
        """Return every sheet as it holds now, in the order of the data."""
        with self._db.read() as session:
            held = sheets.sheets(session, self._trade)
            return tuple(self._newest(session, sheet) for sheet in held)

    def editions(self, code: str) -> tuple[Edition, ...]:
        """Return every version of a sheet, the newest first; the shipped one stands last. Raises SheetUnknown."""
        shipped = sheets.shipped(self._trade, code)
        with self._db.read() as session:
            rows = session.scalars(select(OwnSheet).where(OwnSheet.code == code).order_by(OwnSheet.id.desc())).all()
            own = [_edition(session, row, sheet) for row in rows if (sheet := sheets.own_sheet(row))]
        return (*own, Edition(shipped, shipped=True))

    def shipped(self, code: str) -> Checklist:
        """Return a sheet as it is shipped. Raises SheetUnknown."""
        return sheets.shipped(self._trade, code)

    def save(self, draft: Checklist, note: str = "") -> int:
        """Write a new version of a sheet and return its number; the number that holds where nothing changed.

        Raises SheetUnknown and what `checked_sheet` raises; SheetLettersFixed where an expectation would be lost.
        """
        shipped = sheets.shipped(self._trade, draft.code)
        wanted = with_own_sources(checked_sheet(replace(draft, stage=shipped.stage)), shipped)
        _keep_letters(wanted, shipped)
        return self._write(wanted, note)

    def reset(self, code: str, note: str = "") -> int:
        """Let the shipped sheet hold again, as a new version; return its number. Raises SheetUnknown."""
        return self._write(sheets.shipped(self._trade, code), note)

    def _write(self, wanted: Checklist, note: str) -> int:
        words = one_line(note)
        if len(words) > LONGEST:
            raise SheetTooMuch(code=words[:20] + "…", most=LONGEST)
        with self._db.read() as session:
            held = sheets.sheet(session, self._trade, wanted.code)
        if replace(wanted, version=held.version) == held:
            return held.version
        with self._db.write(self._actor(), Action.CREATE, Subject.SHEET) as session:
            number = _next_number(session, wanted.code, held.version)
            row = OwnSheet(code=wanted.code, number=number, body=plain_sheet(wanted), written_at=self._now(), note=words)
            session.add(row)
            session.flush()
            session.about(row.id, f"{wanted.zh} {number}")
            return number

    def _newest(self, session: Session, sheet: Checklist) -> Edition:
        query = select(OwnSheet).where(OwnSheet.code == sheet.code, OwnSheet.number == sheet.version)
        row = session.scalars(query).one_or_none()
        return _edition(session, row, sheet) if row else Edition(sheet, shipped=True)


def _edition(session: Session, row: OwnSheet, sheet: Checklist) -> Edition:
    query = (
        select(Staff.name)
        .join(JournalEntry, JournalEntry.staff_id == Staff.id)
        .join(JournalRow, JournalRow.entry_id == JournalEntry.id)
        .where(JournalRow.table_name == OwnSheet.__tablename__, JournalRow.row_id == row.id)
        .order_by(JournalEntry.id)
        .limit(1)
    )
    return Edition(sheet, written_at=row.written_at, by=session.scalar(query) or "", note=row.note)


def _next_number(session: Session, code: str, held: int) -> int:
    """Return a number no version of the sheet ever had, one that was taken back and filled meanwhile included."""
    filled = (
        select(func.max(OwnSheet.number)).where(OwnSheet.code == code),
        select(func.max(DeliveryCheck.sheet_version)).where(DeliveryCheck.sheet == code),
        select(func.max(Acceptance.sheet_version)).where(Acceptance.sheet == code),
    )
    return max(held, *(session.scalar(query) or 0 for query in filled)) + 1


def _keep_letters(wanted: Checklist, shipped: Checklist) -> None:
    if wanted.code != EXPECTATIONS:
        return
    letters, fixed = ({item.code: (item.closes, item.group) for item in sheet.items} for sheet in (wanted, shipped))
    if letters != fixed:
        gone = [code for code in {**fixed, **letters} if letters.get(code) != fixed.get(code)]
        raise SheetLettersFixed(code=", ".join(gone))

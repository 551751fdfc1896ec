"""The sheets that hold now: the newest version the shop wrote, or the shipped one. A filled sheet keeps the version it was filled from."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dealer_crm.domain.acceptances import SheetUnknown
from dealer_crm.domain.checklists import Checklist
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.sheet_bodies import sheet_of
from dealer_crm.services.trade import Trade
from dealer_crm.storage.models import OwnSheet


def sheet(session: Session, trade: Trade, code: str) -> Checklist:
    """Return a sheet as it holds now. Raises SheetUnknown."""
    return next(iter(_held(session, (shipped(trade, code),))))


def sheets(session: Session, trade: Trade) -> tuple[Checklist, ...]:
    """Return every sheet as it holds now, in the order of the data."""
    return _held(session, trade.checklists())


def version_of(session: Session, trade: Trade, code: str) -> int:
    """Return the version of a sheet that holds now. Raises SheetUnknown."""
    return sheet(session, trade, code).version


def shipped(trade: Trade, code: str) -> Checklist:
    """Return a sheet as it is shipped. Raises SheetUnknown."""
    try:
        return trade.checklist(code)
    except KeyError:
        raise SheetUnknown(code=code) from None


def _held(session: Session, usual: tuple[Checklist, ...]) -> tuple[Checklist, ...]:
    newest = select(func.max(OwnSheet.id)).where(OwnSheet.code.in_([one.code for one in usual])).group_by(OwnSheet.code)
    own = {row.code: row for row in session.scalars(select(OwnSheet).where(OwnSheet.id.in_(newest)))}
    return tuple(own_sheet(own[one.code]) or one if one.code in own else one for one in usual)


def own_sheet(row: OwnSheet) -> Checklist | None:
    """Return the sheet of a version; None where it cannot be read (a file from elsewhere): then the shipped one holds."""
    try:
        return sheet_of(row.code, row.number, row.body)
    except DomainError:
        return None

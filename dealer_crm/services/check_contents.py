"""Finds plain data of jobs and sheets that cannot be read whole: broken by hand, or by a file from elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from sqlalchemy import String, select, type_coerce
from sqlalchemy.orm import Session

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.plain_data import ids_read, mapping_read, parsed, rows_read, whole, words_read
from dealer_crm.domain.sheet_bodies import sheet_of
from dealer_crm.domain.sheet_shapes import written_shape
from dealer_crm.storage.models import DeliveryCheck, Job, OwnSheet

NOTHING = ("[]", "{}")
"""What stands where nothing was written."""
OF_SHAPES = {"grid", "steps"}


def _shape_whole(text: str) -> bool:
    found = mapping_read(parsed(text))
    if not found.keys() <= OF_SHAPES:
        return False
    try:
        written_shape(found)
    except (ValueError, TypeError, AttributeError):
        return False
    return whole(text, mapping_read)


KEPT: tuple[tuple[Any, Callable[[str], bool]], ...] = (
    (DeliveryCheck.shape, _shape_whole),
    (DeliveryCheck.readings, lambda text: whole(text, rows_read)),
    (DeliveryCheck.steps, lambda text: whole(text, words_read)),
    (Job.members, lambda text: whole(text, ids_read)),
)
"""Columns of plain data, and what tells whether a text in them is read whole."""


def broken_contents(session: Session) -> list[str]:
    """Return table, row and column of what cannot be read whole."""
    return [one for column, sound in KEPT for one in _broken(session, column, sound)] + _broken_sheets(session)


def _broken(session: Session, column: Any, sound: Callable[[str], bool]) -> list[str]:
    known, table, stored = cache(sound), column.class_, type_coerce(column, String)
    found = session.execute(select(table.id, stored).where(stored.not_in(NOTHING)).order_by(table.id))
    return [f"{table.__tablename__} {row_id} {column.key}" for row_id, text in found if not known(text)]


def _broken_sheets(session: Session) -> list[str]:
    rows = session.execute(select(OwnSheet.id, OwnSheet.code, OwnSheet.number, OwnSheet.body).order_by(OwnSheet.id))
    return [f"own_sheet {row.id} body" for row in rows if not _reads(row.code, row.number, row.body)]


def _reads(code: str, number: int, body: Any) -> bool:
    try:
        sheet_of(code, number, body)
    except DomainError:
        return False
    return True

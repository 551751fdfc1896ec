"""Whom an item of the agenda is about, and who sees to it: read for the items that are shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from dealer_crm.domain.agenda import AgendaItem, AgendaRow
from dealer_crm.storage.models import CustomerLine, Staff

_LINE, _STAFF = CustomerLine.__table__, Staff.__table__
_SHOWN = ("number", "name", "phone", "community", "address", "stage", "intent_level", "last_at", "last_words")
_LINES = select(_LINE.c.customer_id, _LINE.c.owner_id, *(_LINE.c[name] for name in _SHOWN))
_NAMES = select(_STAFF.c.id, _STAFF.c.name)
CHUNK = 500
"""So many customers a statement; SQLite takes no more than so many values at once."""


def with_customers(session: Session, items: Sequence[AgendaItem]) -> list[AgendaRow]:
    """Return the items as rows, in their order."""
    if not items:
        return []
    names = {staff_id: name for staff_id, name in session.execute(_NAMES)}
    lines = dict(_lines(session, {item.customer_id for item in items}))
    rows = []
    for item in items:
        if found := lines.get(item.customer_id):
            owner_id, line = found
            staff_id = item.staff_id or owner_id
            rows.append(AgendaRow(**{**vars(item), **line, "staff_id": staff_id, "staff": names.get(staff_id, "")}))
    return rows


def _lines(session: Session, customer_ids: Iterable[int]) -> Iterator[tuple[int, tuple[int | None, dict[str, Any]]]]:
    wanted = sorted(customer_ids)
    for start in range(0, len(wanted), CHUNK):
        for customer_id, owner_id, *shown in session.execute(_LINES.where(_LINE.c.customer_id.in_(wanted[start : start + CHUNK]))):
            yield customer_id, (owner_id, dict(zip(_SHOWN, shown, strict=True)))

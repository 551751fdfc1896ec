"""Whom an item of the agenda is about, and who sees to it: read for the items that are shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from dealer_crm.domain.agenda import AgendaItem, AgendaRow
from dealer_crm.services.agenda_sources.source import Dated
from dealer_crm.storage.models import CustomerLine, Staff

_LINE, _STAFF = CustomerLine.__table__, Staff.__table__
_SHOWN = ("owner_id", "number", "name", "phone", "community", "address", "stage", "intent_level", "last_at", "last_words")
_LINES = select(_LINE.c.customer_id, *(_LINE.c[name] for name in _SHOWN)).where(_LINE.c.customer_id.in_(bindparam("ids", expanding=True)))
_NAMES = select(_STAFF.c.id, _STAFF.c.name)
CHUNK = 500
"""So many customers a statement; SQLite takes no more than so many values at once."""


def with_customers(session: Session, items: Sequence[AgendaItem], source_of: Callable[[str], Dated]) -> list[AgendaRow]:
    """Return the items as rows, in their order."""
    if not items:
        return []
    staff = {staff_id: name for staff_id, name in session.execute(_NAMES)}
    lines = dict(_lines(session, {item.customer_id for item in items}))
    return [source_of(item.key.source).row(item, line, staff) for item in items if (line := lines.get(item.customer_id))]


def _lines(session: Session, customer_ids: Iterable[int]) -> Iterator[tuple[int, dict[str, Any]]]:
    wanted = sorted(customer_ids)
    for start in range(0, len(wanted), CHUNK):
        for customer_id, *shown in session.execute(_LINES, {"ids": wanted[start : start + CHUNK]}).all():
            yield customer_id, dict(zip(_SHOWN, shown, strict=True))

"""Whom an item of the agenda is about, and who sees to it: read for the items that are shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from dealer_crm.domain.agenda import AgendaItem, AgendaRow
from dealer_crm.domain.customers import IntentLevel, Stage
from dealer_crm.services.agenda_sources.source import Dated
from dealer_crm.storage.models import Complaint, CustomerLine, Staff

_LINE, _STAFF, _CASE = CustomerLine.__table__, Staff.__table__, Complaint.__table__
_SHOWN = ("owner_id", "number", "name", "phone", "community", "address", "stage", "intent_level", "last_at", "last_words")
_LINES = select(_LINE.c.customer_id, *(_LINE.c[name] for name in _SHOWN)).where(_LINE.c.customer_id.in_(bindparam("ids", expanding=True)))
_CASES = select(_CASE.c.id, _CASE.c.number, _CASE.c.complainant, _CASE.c.reporter_phone).where(
    _CASE.c.id.in_(bindparam("ids", expanding=True))
)
_NAMES = select(_STAFF.c.id, _STAFF.c.name)
_NOTHING = dict.fromkeys(_SHOWN, "") | {"owner_id": None, "stage": Stage.POTENTIAL, "intent_level": IntentLevel.N, "last_at": None}
CHUNK = 500
"""So many customers a statement; SQLite takes no more than so many values at once."""


def with_customers(session: Session, items: Sequence[AgendaItem], source_of: Callable[[str], Dated]) -> list[AgendaRow]:
    """Return the items as rows, in their order; of who is nobody's customer with what is known of him."""
    if not items:
        return []
    staff = {staff_id: name for staff_id, name in session.execute(_NAMES)}
    lines = dict(_lines(session, {item.customer_id for item in items if item.customer_id}))
    others = dict(_others(session, {item.record_id for item in items if not item.customer_id}))
    told = ((item, lines.get(item.customer_id) if item.customer_id else others.get(item.record_id)) for item in items)
    return [source_of(item.key.source).row(item, line, staff) for item, line in told if line]


def _lines(session: Session, customer_ids: Iterable[int]) -> Iterator[tuple[int, dict[str, Any]]]:
    for ids in _chunks(customer_ids):
        for customer_id, *shown in session.execute(_LINES, {"ids": ids}).all():
            yield customer_id, dict(zip(_SHOWN, shown, strict=True))


def _others(session: Session, complaint_ids: Iterable[int]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Give who complains without being a customer; who gives no name is called by the number of his complaint."""
    for ids in _chunks(complaint_ids):
        for complaint_id, number, name, phone in session.execute(_CASES, {"ids": ids}).all():
            yield complaint_id, {**_NOTHING, "number": number, "name": name, "phone": phone}


def _chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    wanted = sorted(ids)
    return (wanted[start : start + CHUNK] for start in range(0, len(wanted), CHUNK))

"""Open complaints by the deadline that runs, and those that went up to the manager or the owner until he has seen to them.

A closed one has none of these instants: their indexes hold what is open, and nothing else is asked.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, case, func, select
from sqlalchemy.orm import Session

from dealer_crm.domain.agenda import AgendaKind
from dealer_crm.domain.complaint_case import Escalation
from dealer_crm.domain.journal import Role
from dealer_crm.services.agenda_sources.source import Column, Dated, text_of
from dealer_crm.storage.models import Complaint, Staff

COMPLAINT = "complaint"
ESCALATION_MANAGER, ESCALATION_OWNER = "escalation_manager", "escalation_owner"
OWN = "own"
"""Told of a case that is the owner's from the beginning."""
_CASE, _STAFF = Complaint.__table__, Staff.__table__
WHOSE = func.coalesce(_CASE.c.customer_id, 0)
"""Whose case it is; 0 = of nobody of ours."""


def _first(role: Role) -> Column:
    return select(func.min(_STAFF.c.id)).where(_STAFF.c.active, _STAFF.c.role == text_of(role)).scalar_subquery()


def _gone_up(name: str, level: Escalation, day: Column, staff: Column, own: Column | None = None) -> Dated:
    return Dated(
        name=name,
        kind=AgendaKind.ESCALATION,
        record=_CASE,
        day=day,
        customer=WHOSE,
        staff=staff,
        where=(),
        columns={"words": _CASE.c.words, "code": text_of(level), **({} if own is None else {"zh": own})},
        fixed={"movable": False, "completable": False},
        instants=True,
        nobodys=True,
        reached=True,
    )


COMPLAINTS = (
    Dated(
        name=COMPLAINT,
        kind=AgendaKind.COMPLAINT,
        record=_CASE,
        day=_CASE.c.due_at,
        customer=WHOSE,
        staff=_CASE.c.staff_id,
        where=(),
        columns={"words": _CASE.c.words, "code": _CASE.c.severity},
        fixed={"movable": False, "completable": False},
        instants=True,
        nobodys=True,
    ),
    _gone_up(ESCALATION_MANAGER, Escalation.MANAGER, _CASE.c.manager_at, func.coalesce(_first(Role.MANAGER), _first(Role.OWNER))),
    _gone_up(
        ESCALATION_OWNER,
        Escalation.OWNER,
        _CASE.c.owner_at,
        _first(Role.OWNER),
        case((_CASE.c.owner_at == _CASE.c.opened_at, text_of(OWN)), else_=text_of("")),
    ),
)
_NEXT_UP = [select(func.min(column)).where(column > bindparam("now")) for column in (_CASE.c.manager_at, _CASE.c.owner_at)]


def next_up(session: Session, now: datetime) -> datetime | None:
    """Return when a case goes up next; it stands on no agenda before."""
    found = (session.execute(query, {"now": now}).scalar() for query in _NEXT_UP)
    return min((at for at in found if at is not None), default=None)

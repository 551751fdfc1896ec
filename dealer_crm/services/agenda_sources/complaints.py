"""Open complaints by the deadline that runs, those whose time is half gone, and those that went up until somebody has seen to them.

A closed one has none of these instants: their indexes hold what is open, and nothing else is asked.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, case, func, select, union_all
from sqlalchemy.orm import Session

from dealer_crm.domain.agenda import AgendaKind
from dealer_crm.domain.complaint_case import Escalation
from dealer_crm.domain.journal import Role
from dealer_crm.services.agenda_sources.source import Column, Dated, text_of
from dealer_crm.storage.dialect import local_day_of
from dealer_crm.storage.models import Complaint, Staff

COMPLAINT = "complaint"
OWN = "own"
"""Told of a case that is the owner's from the beginning."""
_CASE, _STAFF = Complaint.__table__, Staff.__table__
WHOSE = func.coalesce(_CASE.c.customer_id, 0)
"""Whose case it is; 0 = of nobody of ours."""


def _first(role: Role) -> Column:
    return select(func.min(_STAFF.c.id)).where(_STAFF.c.active, _STAFF.c.role == text_of(role)).scalar_subquery()


def _gone_up(level: Escalation, staff: Column, own: Column | None = None, where: tuple[Column, ...] = ()) -> Dated:
    return Dated(
        name=f"escalation_{level.value}",
        kind=AgendaKind.ESCALATION,
        record=_CASE,
        day=_CASE.c[f"{level.value}_at"],
        customer=WHOSE,
        staff=staff,
        where=where,
        columns={"words": _CASE.c.words, "code": text_of(level), **({} if own is None else {"zh": own})},
        fixed={"movable": False, "completable": False},
        instants=True,
        nobodys=True,
        reached=True,
    )


_STILL_TIME = (_CASE.c.due_at > bindparam("at_now"), local_day_of(_CASE.c.remind_at) < local_day_of(_CASE.c.due_at))
"""Half of the time is worth a row where the deadline is of a later day: on its own day it stands there itself, and too late it goes up."""

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
    _gone_up(Escalation.REMIND, _CASE.c.staff_id, where=_STILL_TIME),
    _gone_up(Escalation.MANAGER, func.coalesce(_first(Role.MANAGER), _first(Role.OWNER))),
    _gone_up(
        Escalation.OWNER,
        _first(Role.OWNER),
        case((_CASE.c.owner_at == _CASE.c.opened_at, text_of(OWN)), else_=text_of("")),
    ),
)
_MOMENTS = (_CASE.c.remind_at, _CASE.c.manager_at, _CASE.c.owner_at)
_NEXT_OF_EACH = union_all(*(select(func.min(at).label("at")).where(at > bindparam("now")) for at in _MOMENTS)).subquery()
_NEXT_UP = select(func.min(_NEXT_OF_EACH.c.at))


def next_up(session: Session, now: datetime) -> datetime | None:
    """Return when a case goes up next; it stands on no agenda before."""
    found: datetime | None = session.execute(_NEXT_UP, {"now": now}).scalar()
    return found

"""Jobs on a site: on each of their days for everybody of the team, until they are done; before that the time is agreed and told again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Date, String, and_, case, func, literal_column, or_, type_coerce

from dealer_crm.domain.agenda import AgendaKind
from dealer_crm.domain.jobs import JobState
from dealer_crm.services.agenda_sources.source import Column, Dated, text_of
from dealer_crm.storage.dialect import local_day_of
from dealer_crm.storage.models import Job

_JOB = Job.__table__
JOB, JOB_DAY, JOB_WORK, JOB_NEW = "job", "job_day", "job_work", "job_new"
ASK_JOB, CONFIRM_JOB = "ask_job", "confirm_job"
CALL = "call"
"""Stands in `zh` of a job whose customer is still to be called before the team sets out."""
_AHEAD = (JobState.PLANNED, JobState.CONFIRMED)
_LONGEST = 60
"""So many days of a job stand in the calendar."""
_EACH = ",".join(f"{nth:2d}" for nth in range(_LONGEST))
_NTHS = text_of("[") + func.substr(text_of(_EACH), 1, _JOB.c.days * 3 - 1, type_=String()) + text_of("]")
_NTH = func.json_each(_NTHS).table_valued("value", name="nth_day")
"""The days of a job, made of its own length: so that jobs are looked up first, and only their days then."""
_AT_WORK = _JOB.c.state == text_of(JobState.UNDER_WAY)
_BEGUN_ON = func.coalesce(_JOB.c.planned_on, local_day_of(_JOB.c.started_at))


def _day(nth: Column) -> Column:
    return type_coerce(func.date(_BEGUN_ON, func.printf(literal_column("'+%d days'"), nth)), Date())


_LAST = _day(_JOB.c.days - 1)


def _jobs(name: str, kind: AgendaKind, day: Column, where: Sequence[Column], **more: Any) -> Dated:
    called = case((_JOB.c.called_at.is_(None), text_of(CALL)), else_=text_of(""))
    columns = {"words": _JOB.c.number, "slot": _JOB.c.slot, "code": _JOB.c.stage, "zh": called, "until": case((_JOB.c.days > 1, _LAST))}
    return Dated(
        name=name,
        kind=kind,
        record=_JOB,
        day=day,
        customer=_JOB.c.customer_id,
        staff=_JOB.c.leader_id,
        team=_JOB.c.members,
        where=tuple(where),
        columns={**columns, **more.pop("columns", {})},
        **more,
    )


_STANDS = {"movable": False, "completable": False}
_OPEN = _JOB.c.state.in_(map(text_of, _AHEAD))

JOBS = (
    _jobs(JOB, AgendaKind.JOB, _JOB.c.planned_on, [_OPEN], fixed={"completable": False}),
    _jobs(
        JOB_DAY,
        AgendaKind.JOB,
        _day(_NTH.c.value),
        [
            _JOB.c.state.in_(map(text_of, (*_AHEAD, JobState.UNDER_WAY))),
            _JOB.c.days > 1,
            or_(and_(_OPEN, _JOB.c.planned_on.is_not(None), _NTH.c.value > 0), and_(_AT_WORK, _NTH.c.value < _JOB.c.days - 1)),
        ],
        joins=((_NTH, _NTH.c.value < _JOB.c.days),),
        fixed=_STANDS,
        keep=0,
        daily=True,
    ),
    _jobs(JOB_WORK, AgendaKind.JOB, _LAST, [_AT_WORK], fixed=_STANDS),
    _jobs(
        JOB_NEW,
        AgendaKind.JOB,
        _JOB.c.created_at,
        [_OPEN, _JOB.c.planned_on.is_(None)],
        fixed={"completable": False},
        instants=True,
        timed=False,
    ),
    _jobs(
        ASK_JOB,
        AgendaKind.CONFIRM,
        _JOB.c.planned_on,
        [_JOB.c.state == text_of(JobState.PLANNED)],
        columns={"until": _JOB.c.planned_on},
        fixed={"completable": False},
        lead=2,
        keep=0,
        derived=True,
    ),
    _jobs(
        CONFIRM_JOB,
        AgendaKind.CONFIRM,
        _JOB.c.planned_on,
        [_JOB.c.state == text_of(JobState.CONFIRMED)],
        columns={"until": _JOB.c.planned_on},
        lead=1,
        keep=0,
        derived=True,
    ),
)

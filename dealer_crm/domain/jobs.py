"""Installation jobs: the stages of a site, what each may become, and what is refused (domain.md 2.5)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.text import clean, one_line


class JobStage(StrEnum):
    """勘测, 隐蔽安装, 地暖铺设, 主机就位, 调试, 整改, in the order of the work."""

    SURVEY = "survey"
    HIDDEN = "hidden"
    PIPES = "pipes"
    UNITS = "units"
    COMMISSIONING = "commissioning"
    RECTIFY = "rectify"


class JobState(StrEnum):
    """Planned → time agreed → people at work → done; or called off."""

    PLANNED = "planned"
    CONFIRMED = "confirmed"
    UNDER_WAY = "under_way"
    DONE = "done"
    CANCELLED = "cancelled"


OPEN_JOBS = (JobState.PLANNED, JobState.CONFIRMED, JobState.UNDER_WAY)
"""States before the work of a job is over."""

CHANGES: dict[JobState, frozenset[JobState]] = {
    JobState.PLANNED: frozenset({JobState.CONFIRMED, JobState.UNDER_WAY, JobState.DONE, JobState.CANCELLED}),
    JobState.CONFIRMED: frozenset({JobState.PLANNED, JobState.UNDER_WAY, JobState.DONE, JobState.CANCELLED}),
    JobState.UNDER_WAY: frozenset({JobState.DONE}),
    JobState.DONE: frozenset(),
    JobState.CANCELLED: frozenset(),
}
"""Which state may follow which."""

MOST_DAYS = 366
"""A job is not planned for longer."""


class JobNotFound(DomainError):
    """The job was taken back or never planned. Parameter: number."""


class JobClosed(DomainError):
    """The job is past the state in which this can be done. Parameter: number."""


class ReturnedTooMuch(DomainError):
    """More comes back than was taken. Parameter: name."""

    field = "materials"


class MaterialNameless(DomainError):
    """A quantity of material has no name."""

    field = "materials"


class JobDayMissing(DomainError):
    """Nobody agrees to a time that has no day. Parameter: number."""

    field = "planned_on"


class JobsNotYet(DomainError):
    """Before the order is confirmed only the site is surveyed; of a cancelled one there is no work. Parameter: number."""

    field = "stage"


@dataclass(frozen=True)
class MaterialDraft:
    """Material that goes out with a job: `taken` and `returned` in thousandths of `unit`."""

    name: str
    unit: str = ""
    taken: int = 0
    returned: int = 0
    product_id: int | None = None
    note: str = ""

    @property
    def used(self) -> int:
        """Return what stayed on the site, in thousandths."""
        return self.taken - self.returned

    def checked(self) -> MaterialDraft:
        """Return the row cleaned. Raises MaterialNameless, ReturnedTooMuch."""
        name = one_line(self.name)
        if not name:
            raise MaterialNameless
        if not 0 <= self.returned <= self.taken:
            raise ReturnedTooMuch(name=name)
        return replace(self, name=name, unit=one_line(self.unit), note=one_line(self.note))


@dataclass(frozen=True)
class JobDraft:
    """A job as planned. `member_ids` are staff, `crew` names people from outside, `licences` their numbers (证号).

    `access` is how one gets in (None = as the house says), `special` what this household wants kept in mind (None = its care notes).
    `complaint_id` is the case for which a new job mends something; a job keeps its own.
    """

    stage: JobStage = JobStage.HIDDEN
    planned_on: date | None = None
    slot: str = ""
    days: int = 1
    leader_id: int | None = None
    member_ids: tuple[int, ...] = ()
    crew: str = ""
    licences: str = ""
    access: str | None = None
    special: str | None = None
    note: str = ""
    next_stage: JobStage | None = None
    next_on: date | None = None
    materials: tuple[MaterialDraft, ...] = ()
    complaint_id: int | None = None

    def checked(self) -> JobDraft:
        """Return the draft cleaned. Raises MaterialNameless, ReturnedTooMuch."""
        words: dict[str, Any] = {name: one_line(getattr(self, name)) for name in ("slot", "crew", "licences")}
        members = tuple(dict.fromkeys(one for one in self.member_ids if one != self.leader_id))
        materials = tuple(row.checked() for row in self.materials if row.name.strip() or row.taken or row.returned)
        days = min(max(1, self.days), MOST_DAYS)
        return replace(self, note=clean(self.note).strip(), days=days, member_ids=members, materials=materials, **words)


@dataclass(frozen=True)
class AgreedTime:
    """Day and hour as the customer agreed to them."""

    day: date | None
    slot: str = ""


def may_become(state: JobState, wanted: JobState) -> bool:
    """Tell whether a job may go from one state to the other."""
    return wanted in CHANGES[state]


def works_on(planned_on: date | None, days: int) -> tuple[date, ...]:
    """Return the days a job takes, none while it has no day."""
    return () if planned_on is None else tuple(planned_on + timedelta(days=n) for n in range(max(1, days)))


def furthest(stages: Iterable[JobStage]) -> JobStage | None:
    """Return the stage that is furthest in the order of the work; what is mended is no stage of its own."""
    order = list(JobStage)
    return max((one for one in stages if one is not JobStage.RECTIFY), key=order.index, default=None)

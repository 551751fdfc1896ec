"""What the complaints of a period come to: by what they are grouped, how fast and how well they were settled (domain.md 3.4)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import NamedTuple

from dealer_crm.domain.complaint_case import CostKind, Payer
from dealer_crm.domain.complaints import (
    ComplaintChannel,
    ComplaintLevel,
    ComplaintSubtype,
    ComplaintType,
    DissatisfiedType,
    LiableParty,
    Severity,
)
from dealer_crm.domain.details import ListValue

CONTENT = 4
"""From this mark (of 5) on a customer is content at the end."""
P90 = 90
SILENT, GRAVE = 25, 6
"""Behind one who complains so many are dissatisfied and silent, so many of them over something grave: taught (S3-06), not measured."""
LED_BY = "\t"
"""Before the name of the leader of a team that has no name of its own; nothing that is typed begins with it."""
GO_ELSEWHERE = 70
"""Per cent of the dissatisfied who buy elsewhere from then on; taught so as well (S3-06)."""


class Case(NamedTuple):
    """One complaint as the figures see it; instants are aware UTC, `month` is YYYY-MM by the shop's days.

    `team` names who worked on the site last before the complaint came: a team from outside, or `LED_BY` and the leader of one of ours;
    never one person alone.
    `visits` counts the service requests done for it. A clock that stands still (`paused_at`) is not late meanwhile.
    """

    id: int
    opened_at: datetime
    type: ComplaintType
    subtype: ComplaintSubtype
    level: ComplaintLevel
    severity: Severity
    channel: ComplaintChannel
    respond_by: datetime
    topic: str = ""
    dissatisfied: DissatisfiedType | None = None
    liable: LiableParty | None = None
    close_by: datetime | None = None
    responded_at: datetime | None = None
    first_closed_at: datetime | None = None
    closed_at: datetime | None = None
    paused_at: datetime | None = None
    reopened: int = 0
    satisfaction: int | None = None
    category: str = ""
    brand: str = ""
    model: str = ""
    month: str = ""
    team: str = ""
    visits: int = 0


class Cost(NamedTuple):
    """What was spent on a case, in 分; `granted` is False while compensation waits for approval."""

    complaint_id: int
    kind: CostKind
    payer: Payer
    amount: int
    granted: bool = True


class Cut(StrEnum):
    """By what complaints are grouped."""

    SUBTYPE = "subtype"
    TYPE = "type"
    TOPIC = "topic"
    CATEGORY = "category"
    BRAND = "brand"
    MODEL = "model"
    TEAM = "team"
    MONTH = "month"
    LIABLE = "liable"
    SEVERITY = "severity"
    LEVEL = "level"
    CHANNEL = "channel"
    DISSATISFIED = "dissatisfied"


IN_ORDER: Mapping[Cut, Sequence[str]] = {
    Cut.SEVERITY: tuple(Severity),
    Cut.LEVEL: tuple(ComplaintLevel),
    Cut.DISSATISFIED: tuple(DissatisfiedType),
}
"""What keeps an order of its own; months go by time, everything else by how often it was."""


@dataclass(frozen=True)
class Group:
    """Complaints that have something in common; `key` "" = it is not known of them."""

    key: str
    cases: tuple[Case, ...]

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.cases)

    @property
    def ids(self) -> tuple[int, ...]:
        """Which complaints they are."""
        return tuple(one.id for one in self.cases)


def grouped(cases: Iterable[Case], cut: Cut) -> list[Group]:
    """Return the complaints by a cut: each stands in one group.

    The most frequent first, unless the cut has an order of its own; those of which it is not known last.
    """
    found: dict[str, list[Case]] = {}
    for one in cases:
        found.setdefault(str(getattr(one, cut.value) or ""), []).append(one)
    groups = [Group(key, tuple(held)) for key, held in found.items()]
    if cut is Cut.MONTH:
        return sorted(groups, key=lambda one: one.key)
    order = IN_ORDER.get(cut)
    if order is not None:
        return sorted(groups, key=lambda one: order.index(one.key) if one.key else len(order))
    return sorted(groups, key=lambda one: (not one.key, -one.count, one.key))


def at_most(groups: Sequence[Group], most: int) -> tuple[Sequence[Group], Group | None]:
    """Return so many groups at most, and those too rare for it as one, None where all of them fit; what is not known stays."""
    known, unknown = [one for one in groups if one.key], [one for one in groups if not one.key]
    room = most - len(unknown)
    if len(known) <= room:
        return groups, None
    rest = [case for one in known[room - 1 :] for case in one.cases]
    return [*known[: room - 1], *unknown], Group("", tuple(rest))


# shares


class Share(NamedTuple):
    """A part of a whole, and who kept it from being all."""

    part: int
    whole: int
    missed: tuple[int, ...] = ()

    @property
    def per_cent(self) -> float | None:
        """The part in per cent; None of nothing."""
        return 100 * self.part / self.whole if self.whole else None


def _share(cases: Iterable[Case], counts: Callable[[Case], bool], kept: Callable[[Case], bool]) -> Share:
    whole = [one for one in cases if counts(one)]
    missed = tuple(one.id for one in whole if not kept(one))
    return Share(len(whole) - len(missed), len(whole), missed)


def _settled(one: Case) -> datetime | None:
    """Return when a case was closed for the first time: opened again, it was still closed in time."""
    return one.first_closed_at or one.closed_at


def _in_time(done: datetime | None, due: datetime | None) -> bool:
    return done is not None and due is not None and done <= due


def answered_in_time(cases: Iterable[Case], now: datetime) -> Share:
    """Return 及时响应率: answered by the deadline, of all that were answered or should have been by now."""
    return _share(cases, lambda one: one.responded_at is not None or _late(one, one.respond_by, now), _answered)


def _answered(one: Case) -> bool:
    return _in_time(one.responded_at, one.respond_by)


def closed_in_time(cases: Iterable[Case], now: datetime) -> Share:
    """Return 按期办结率: closed by the deadline, of all with one that were closed or should have been by now.

    Urgent cases have no deadline for closing, only the daily word to the customer: they are left out.
    """

    def counts(one: Case) -> bool:
        return one.close_by is not None and (_settled(one) is not None or _late(one, one.close_by, now))

    return _share(cases, counts, lambda one: _in_time(_settled(one), one.close_by))


def _late(one: Case, due: datetime | None, now: datetime) -> bool:
    """Tell whether a deadline passed while the clock ran."""
    return due is not None and due < (one.paused_at or now)


def fixed_first_time(cases: Iterable[Case]) -> Share:
    """Return 一次解决率: never opened again and settled with one service visit at most, of all that were closed at least once."""
    return _share(cases, lambda one: _settled(one) is not None, lambda one: not one.reopened and one.visits <= 1)


def content(cases: Iterable[Case]) -> Share:
    """Return 客户满意率: marks of 4 and 5, of all who gave one at the end."""
    return _share(cases, lambda one: one.satisfaction is not None, lambda one: (one.satisfaction or 0) >= CONTENT)


def repeated(cases: Iterable[Case]) -> Share:
    """Return 重复投诉率: opened again, of all that were closed at least once; `missed` are the ones that were opened again."""
    stayed = _share(cases, lambda one: _settled(one) is not None, lambda one: not one.reopened)
    return Share(stayed.whole - stayed.part, stayed.whole, stayed.missed)


# times


@dataclass(frozen=True)
class Times:
    """How long something took, in hours by day and night; None of nothing. Waiting for customer or factory is part of it."""

    count: int = 0
    median: float | None = None
    p90: float | None = None
    mean: float | None = None


def times_of(hours: Iterable[float]) -> Times:
    """Return middle, 90th percentile (the smallest value that 90 per cent do not exceed) and mean."""
    found = sorted(hours)
    if not found:
        return Times()
    count, half = len(found), len(found) // 2
    median = found[half] if count % 2 else (found[half - 1] + found[half]) / 2
    return Times(count, median, found[-(-count * P90 // 100) - 1], sum(found) / count)


def response_times(cases: Iterable[Case]) -> Times:
    """Return how long customers waited for the first answer."""
    return times_of(_hours(one.opened_at, one.responded_at) for one in cases if one.responded_at)


def closing_times(cases: Iterable[Case]) -> Times:
    """Return how long it took until a case was closed, for good as far as is known."""
    return times_of(_hours(one.opened_at, one.closed_at) for one in cases if one.closed_at)


def _hours(start: datetime, end: datetime | None) -> float:
    return 0.0 if end is None else max((end - start).total_seconds() / 3600, 0.0)


# money and what is taught


class CostGroup(NamedTuple):
    """Costs of a kind, or that one side bears."""

    key: str
    amount: int
    ids: tuple[int, ...]


def costs_by_kind(costs: Iterable[Cost]) -> list[CostGroup]:
    """Return what was spent by kind, the most first; compensation that nobody approved yet is left out."""
    return _summed((one.kind.value, one) for one in costs if one.granted)


def costs_by_payer(costs: Iterable[Cost]) -> list[CostGroup]:
    """Return what was spent by who bears it, the most first; compensation that nobody approved yet is left out."""
    return _summed((one.payer.value, one) for one in costs if one.granted)


def _summed(costs: Iterable[tuple[str, Cost]]) -> list[CostGroup]:
    found: dict[str, list[Cost]] = {}
    for key, one in costs:
        found.setdefault(key, []).append(one)
    groups = [CostGroup(key, sum(one.amount for one in held), tuple({one.complaint_id: 0 for one in held})) for key, held in found.items()]
    return sorted(groups, key=lambda one: (-one.amount, one.key))


class Iceberg(NamedTuple):
    """冰山估算 (S3-06): an estimate by a figure that is taught, never a count."""

    said: int
    silent: int
    grave: int


def iceberg(said: int) -> Iceberg:
    """Return how many are behind those who complained, as it is taught."""
    return Iceberg(said, said * SILENT, said * GRAVE)


@dataclass(frozen=True)
class ComplaintFigures:
    """All complaints that came in a period with what was spent on them, as it stood at `now`.

    `requests` is how many service requests came in it, `topics` what the shop's topics are called, by their codes.
    """

    cases: tuple[Case, ...] = ()
    costs: tuple[Cost, ...] = ()
    requests: int = 0
    now: datetime = datetime(1970, 1, 1, tzinfo=UTC)
    topics: Mapping[str, ListValue] = field(default_factory=dict)

    @property
    def open(self) -> int:
        """How many are open."""
        return sum(one.closed_at is None for one in self.cases)

    @property
    def rate(self) -> float | None:
        """投诉率: complaints for every hundred service requests; None without any request."""
        return 100 * len(self.cases) / self.requests if self.requests else None

    @property
    def spent(self) -> int:
        """What all of it cost, in 分, without what waits for approval."""
        return sum(one.amount for one in self.costs if one.granted)

    @property
    def asked(self) -> int:
        """Compensation in 分 that waits for approval."""
        return sum(one.amount for one in self.costs if not one.granted)

    def groups(self, cut: Cut) -> list[Group]:
        """Return the complaints by a cut."""
        return grouped(self.cases, cut)

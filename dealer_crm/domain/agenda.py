"""What the shop has to do on a day, whatever record asks for it: the rows of the agenda and their order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

from dealer_crm.domain.customers import IntentLevel, Stage
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.followups import Way

DAYLESS = "delivery_new"
"""The source of deliveries that nobody gave a day."""
ENOUGH = 2_000
"""So many rows a source gives at most; who has more due does not read them all."""
LAST_MINUTE = time.max
MEETINGS = (Way.VISIT, Way.SHOP, Way.SITE, Way.SURVEY)
"""A next step with one of these ways is an appointment."""
_CLOCK = re.compile(r"(?<!\d)(\d{1,2})\s*[:：点时]\s*(\d{2})?(半)?")
_PARTS = {"上午": 8, "早": 8, "morning": 8, "中午": 12, "noon": 12, "下午": 14, "afternoon": 14, "晚": 18, "evening": 18}


class AgendaKind(StrEnum):
    """What kind of thing is due; the order is that of a day where no time is set."""

    COMPLAINT = "complaint"
    ESCALATION = "escalation"
    APPROVAL = "approval"
    CONFIRM = "confirm"
    HANDOVER = "handover"
    EXPECTATION = "expectation"
    MEND = "mend"
    DELIVERY = "delivery"
    JOB = "job"
    REQUEST = "request"
    STEP = "step"
    VISIT = "visit"
    PROMISE = "promise"
    QUOTE = "quote"
    CHANGE = "change"
    ORDER = "order"
    MILESTONE = "milestone"
    BIRTHDAY = "birthday"
    RECEIVABLE = "receivable"
    CLAIM = "claim"
    ARRIVAL = "arrival"
    WARRANTY_END = "warranty_end"
    MAINTENANCE = "maintenance"


TIMED = frozenset({AgendaKind.STEP, AgendaKind.VISIT, AgendaKind.DELIVERY, AgendaKind.JOB, AgendaKind.REQUEST})
"""What can have a time of its day; of the others only the day counts."""
RANKS = {kind: rank for rank, kind in enumerate(AgendaKind)}


class AgendaItemGone(DomainError):
    """The record was finished, moved or deleted meanwhile."""


class AgendaItemFixed(DomainError):
    """None of the chosen items can be moved or completed here; each wants its own room."""


class DropReasonMissing(DomainError):
    """What is given up needs a word on why."""

    field = "reason"


@dataclass(frozen=True)
class AgendaFilter:
    """What of the agenda is wanted: of one person, of one community, of some kinds; what is left empty narrows nothing."""

    staff_id: int | None = None
    community: str = ""
    kinds: frozenset[AgendaKind] = frozenset()


@dataclass(frozen=True)
class Place:
    """Where items go: to a day, and where given to a time of it and to a person. What has no time or person of its own ignores that."""

    day: date
    at: time | None = None
    staff_id: int | None = None


@dataclass(frozen=True)
class Span:
    """The days asked for, both included; `first` None = from ever. `staff_id` None = everybody. `today` decides what is moot.

    What only comes when its moment is there is left out after `now` (None = not left out).
    """

    first: date | None
    last: date
    today: date
    staff_id: int | None = None
    limit: int = ENOUGH
    community: str = ""
    kinds: frozenset[AgendaKind] = frozenset()
    now: datetime | None = None


class AgendaKey(NamedTuple):
    """Which item: the record of a source, and for which of its days where it comes again, as a maintenance does.

    A record that holds its own day is one item wherever it is moved: its `occurrence` is None.
    """

    source: str
    source_id: int
    occurrence: date | None


class AgendaItem(NamedTuple):
    """One thing to do, as far as lists and months are made of it. `told` is what its source read of it, for its row.

    `customer_id` 0 = a complaint of somebody who is nobody's customer; `record_id` is the complaint.
    """

    kind: AgendaKind
    key: AgendaKey
    customer_id: int
    due_on: date
    days_late: int
    record_id: int
    at: time | None = None
    moved: bool = False
    done: bool = False
    told: Sequence[Any] = ()


@dataclass(frozen=True)
class AgendaRow:
    """One thing to do for a customer on `due_on`. `record_id` is the record behind it, in the room of `kind`.

    `words` are the record's own; what the trade's data says comes in both languages as `zh`, `en`. `until` is the day it is
    about (the appointment to confirm, the end of the warranty); `amount` in 分; `slot` the time as agreed, `at` as a time.
    `team` are further people that go along, id and name.
    """

    kind: AgendaKind
    key: AgendaKey
    customer_id: int
    number: str
    name: str
    phone: str
    community: str
    address: str
    stage: Stage
    intent_level: IntentLevel
    last_at: datetime | None
    last_words: str
    staff_id: int | None
    staff: str
    due_on: date
    days_late: int
    record_id: int
    at: time | None = None
    slot: str = ""
    words: str = ""
    zh: str = ""
    en: str = ""
    way: Way | None = None
    code: str = ""
    machine: str = ""
    until: date | None = None
    amount: int | None = None
    team: tuple[tuple[int, str], ...] = ()
    movable: bool = True
    completable: bool = True
    moved: bool = False
    done: bool = False

    @property
    def source(self) -> str:
        """Return the name of the source."""
        return self.key.source

    @property
    def people(self) -> tuple[tuple[int, str], ...]:
        """Return everybody who sees to it, id and name."""
        return (*(() if self.staff_id is None else ((self.staff_id, self.staff),)), *self.team)

    @property
    def item(self) -> AgendaItem:
        """Return what a list keeps of it."""
        return AgendaItem(
            self.kind, self.key, self.customer_id, self.due_on, self.days_late, self.record_id, self.at, self.moved, self.done
        )

    def said(self, language: str) -> str:
        """Return the words of the record, else those of the trade's data, in a language (zh or en)."""
        return self.words or (self.zh if language == "zh" else self.en)


def order(item: AgendaItem) -> tuple[date, time, int, int, int, int]:
    """Return the place of an item: by day, then by time; what has no time follows by kind. No two items of a kind share one."""
    return (item.due_on, item.at or LAST_MINUTE, RANKS[item.kind], item.customer_id, item.record_id, item.key.source_id)


def merged(items: Iterable[AgendaItem], limit: int = ENOUGH) -> list[AgendaItem]:
    """Return the items in one order, the longest overdue first."""
    return sorted(items, key=order)[:limit]


@lru_cache(maxsize=512)
def time_of(slot: str) -> time | None:
    """Return when a time in words begins: 10:30, 14点, 下午2点半, 上午; None where it says nothing of the hour."""
    part = next((hour for word, hour in _PARTS.items() if word in slot.lower()), None)
    clock = _CLOCK.search(slot)
    if clock is None:
        return None if part is None else time(part)
    hour = int(clock.group(1))
    if part is not None and part >= 12 and hour < 12:
        hour += 12
    minute = 30 if clock.group(3) else int(clock.group(2) or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None

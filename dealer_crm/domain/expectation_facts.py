"""What the program sees of the eight expectations of a hand-over, each with the reason as data (domain.md 1.5, 1.6)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from dealer_crm.domain.expectations import Fact
from dealer_crm.domain.slots import called_in_time, window_of

RUNNING = 3
"""The digits at the end of a number that count within its day."""


class Why(StrEnum):
    """The reason of an answer; the sentence for it stands in `words/expectations.py`."""

    ALL = "all"
    SOME_NOT = "some_not"
    NONE_YET = "none_yet"
    NO_TIME = "no_time"
    LATE = "late"
    SHORT = "short"
    SERIALS = "serials"
    MODELS = "models"
    UNPRINTED = "unprinted"
    AFTER_HAND_OVER = "after_hand_over"
    NOT_KNOWN = "not_known"
    OPEN = "open"


@dataclass(frozen=True)
class Seen:
    """An answer: `kept` None = the program cannot tell. `count` of `of` are so; `words` name those that are not, or what was found."""

    fact: Fact
    kept: bool | None
    why: Why
    count: int = 0
    of: int = 0
    words: tuple[str, ...] = ()
    on: date | None = None
    value: StrEnum | None = None


@dataclass(frozen=True)
class Arrival:
    """Somebody came, or is to come, to the customer: a delivery or a job, called by its number."""

    number: str
    planned_on: date | None
    slot: str
    agreed_at: datetime | None
    called_at: datetime | None
    arrived_at: datetime | None


@dataclass(frozen=True)
class GoodsLine:
    """A line of goods: what of it is delivered nowhere yet, how many numbers its machines want and have; quantities in thousandths."""

    name: str
    left: int
    wanted: int
    serials: int
    ordered_model: str = ""
    model: str = ""


@dataclass(frozen=True)
class Machines:
    """The machines of a hand-over: their numbers, those whose paper was printed, and how many rows their care plans have."""

    numbers: tuple[str, ...] = ()
    certificates: tuple[str, ...] = ()
    printed: frozenset[str] = field(default_factory=frozenset)
    carded: frozenset[str] = field(default_factory=frozenset)
    plans: int = 0


def slot_agreed(arrivals: Sequence[Arrival]) -> Seen:
    """A: every delivery and job has a time that the customer agreed to."""
    lacking = tuple(one.number for one in arrivals if one.agreed_at is None)
    return _all(Fact.SLOT_AGREED, len(arrivals), lacking)


def called_ahead(arrivals: Sequence[Arrival]) -> Seen:
    """A: he was called half an hour before each of those that have come; one that is to come counts once he was called."""
    due = [one for one in arrivals if one.arrived_at is not None or one.called_at is not None]
    lacking = tuple(one.number for one in due if one.called_at is None or not called_in_time(one.called_at, one.arrived_at))
    return _all(Fact.CALLED_AHEAD, len(due), lacking)


def on_time(arrivals: Sequence[Arrival]) -> Seen:
    """A: each came within its slot; a slot without a time tells nothing."""
    came = [one for one in arrivals if one.arrived_at is not None]
    told = [(one, window_of(one.slot)) for one in came]
    known = [(one, window) for one, window in told if window is not None and one.planned_on is not None]
    late = tuple(one.number for one, window in known if not window.holds(one.planned_on, one.arrived_at))  # type: ignore[arg-type]
    if late:
        return Seen(Fact.ON_TIME, False, Why.LATE, len(known) - len(late), len(came), late)
    if not came:
        return Seen(Fact.ON_TIME, None, Why.NONE_YET)
    timeless = tuple(one.number for one, window in told if window is None or one.planned_on is None)
    return Seen(Fact.ON_TIME, None if timeless else True, Why.NO_TIME if timeless else Why.ALL, len(known), len(came), timeless)


def promises_kept(kept: int, open_words: Sequence[str]) -> Seen:
    """B: no promise of the order is open or broken; none made is none broken."""
    return _all(Fact.PROMISES_KEPT, kept + len(open_words), tuple(open_words), none=True)


def goods_match(lines: Sequence[GoodsLine]) -> Seen:
    """B: everything ordered is on its way or there, every model is that of the order, every machine has its number."""
    wrong = {
        Why.MODELS: tuple(one.name for one in lines if one.ordered_model and one.model and one.model != one.ordered_model),
        Why.SHORT: tuple(one.name for one in lines if one.left > 0),
        Why.SERIALS: tuple(one.name for one in lines if one.serials < one.wanted),
    }
    for why, names in wrong.items():
        if names:
            return Seen(Fact.GOODS_MATCH, False, why, len(lines) - len(names), len(lines), names)
    return Seen(Fact.GOODS_MATCH, True if lines else None, Why.ALL if lines else Why.NONE_YET, len(lines), len(lines))


def certificate(machines: Machines) -> Seen:
    """D1: the certificate of every machine was printed; its number is the word."""
    if not machines.numbers:
        return Seen(Fact.CERTIFICATE, None, Why.AFTER_HAND_OVER)
    lacking = tuple(one for one in machines.certificates if one not in machines.printed)
    done = len(machines.certificates) - len(lacking)
    if lacking:
        return Seen(Fact.CERTIFICATE, False, Why.UNPRINTED, done, len(machines.certificates), lacking)
    return Seen(Fact.CERTIFICATE, True, Why.ALL, done, done, machines.certificates)


def in_runs(numbers: Sequence[str]) -> tuple[str, ...]:
    """Return numbers that follow each other as one: BX20261124001–013 for the papers of thirteen machines."""
    runs: list[list[str]] = []
    for number in numbers:
        head, tail = number[:-RUNNING], number[-RUNNING:]
        last = runs[-1][-1] if runs else ""
        follows = last[:-RUNNING] == head and last[-RUNNING:].isdecimal() and tail.isdecimal() and int(tail) == int(last[-RUNNING:]) + 1
        if follows:
            runs[-1].append(number)
        else:
            runs.append([number])
    return tuple(run[0] if len(run) == 1 else f"{run[0]}–{run[-1][-RUNNING:]}" for run in runs)


def plan_handed(machines: Machines) -> Seen:
    """D2: the machines have care plans, and their cards were printed."""
    if not machines.numbers:
        return Seen(Fact.PLAN_HANDED, None, Why.AFTER_HAND_OVER)
    if not machines.plans:
        return Seen(Fact.PLAN_HANDED, None, Why.NONE_YET)
    lacking = tuple(one for one in machines.numbers if one not in machines.carded)
    done = len(machines.numbers) - len(lacking)
    return Seen(Fact.PLAN_HANDED, not lacking, Why.UNPRINTED if lacking else Why.ALL, done, len(machines.numbers), lacking)


def no_open_issues(numbers: Iterable[str]) -> Seen:
    """G: no complaint, no call for service and no failed item is open."""
    found = tuple(numbers)
    return Seen(Fact.NO_OPEN_ISSUES, not found, Why.OPEN if found else Why.ALL, len(found), len(found), found)


def counted(fact: Fact, count: int, words: tuple[str, ...] = (), on: date | None = None) -> Seen:
    """Return whether there is any of something."""
    return Seen(fact, count > 0, Why.ALL if count else Why.NONE_YET, count, count, words, on)


def valid_sheets(valid: int, open_numbers: Sequence[str]) -> Seen:
    """C: every sheet is valid."""
    return _all(Fact.SHEETS_VALID, valid + len(open_numbers), tuple(open_numbers))


def _all(fact: Fact, of: int, lacking: tuple[str, ...], *, none: bool | None = None) -> Seen:
    if not of:
        return Seen(fact, none, Why.NONE_YET)
    return Seen(fact, not lacking, Why.SOME_NOT if lacking else Why.ALL, of - len(lacking), of, lacking)

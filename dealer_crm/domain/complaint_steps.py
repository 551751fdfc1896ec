"""How a complaint is worked off: what each of the eight steps asks for, which deadline runs, what closing still wants (S3-46)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol

from dealer_crm.domain.complaints import ComplaintLevel, LiableParty, Severity, Step8
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.text import clean

STEP_FIELDS: dict[Step8, tuple[str, ...]] = {
    Step8.PROMISE: ("promised_by",),
    Step8.ASK: ("cause", "liable"),
    Step8.CORRECT: ("measure",),
    Step8.CONFIRM: ("satisfaction",),
    Step8.PREVENT: ("prevention", "prevention_staff_id", "prevention_on", "verification"),
}
"""What is written down beside the words of a step; the other steps have words only."""


MARKS = range(1, 6)
"""How content the customer says he is at the end, 5 the best."""


class SatisfactionOutOfRange(DomainError):
    """How content the customer is, is told from 1 to 5, or not at all."""

    field = "satisfaction"


class StepContested(DomainError):
    """Somebody else wrote something else at the same step meanwhile. Parameters: fields (their names), theirs (StepDraft as it stands)."""


class PreventionMissing(DomainError):
    """Step 8 needs a measure."""

    field = "prevention"


class PreventionPersonMissing(DomainError):
    """Step 8 needs somebody who does it."""

    field = "prevention_staff_id"


class PreventionDayMissing(DomainError):
    """Step 8 needs a day."""

    field = "prevention_on"


class ComplaintUnfinished(DomainError):
    """Something that closing wants is missing. Parameter: missing (tuple of Missing)."""


class Missing(StrEnum):
    """What closing can want, in the order of the steps."""

    CAUSE = "cause"
    LIABLE = "liable"
    CONFIRMED = "confirmed"
    PREVENTION = "prevention"
    PREVENTION_PERSON = "prevention_person"
    PREVENTION_DAY = "prevention_day"
    VERIFICATION = "verification"
    STEP_8 = "step_8"
    OWNER_WORDS = "owner_words"

    @property
    def step(self) -> Step8 | None:
        """The step at which it is given; None for what stands beside the steps."""
        return _STEP_OF.get(self)

    @property
    def field(self) -> str:
        """The field of the step in which it is written; "" for the tick itself."""
        return _FIELD_OF.get(self, "")


_STEP_OF = {
    Missing.CAUSE: Step8.ASK,
    Missing.LIABLE: Step8.ASK,
    Missing.CONFIRMED: Step8.CONFIRM,
    Missing.PREVENTION: Step8.PREVENT,
    Missing.PREVENTION_PERSON: Step8.PREVENT,
    Missing.PREVENTION_DAY: Step8.PREVENT,
    Missing.VERIFICATION: Step8.PREVENT,
    Missing.STEP_8: Step8.PREVENT,
}
_FIELD_OF = {
    Missing.CAUSE: "cause",
    Missing.LIABLE: "liable",
    Missing.PREVENTION: "prevention",
    Missing.PREVENTION_PERSON: "prevention_staff_id",
    Missing.PREVENTION_DAY: "prevention_on",
    Missing.VERIFICATION: "verification",
}


@dataclass(frozen=True)
class StepDraft:
    """One step as worked on; only the fields of `STEP_FIELDS` are taken with it. `promised_by` aware UTC, `satisfaction` 1 to 5."""

    words: str = ""
    promised_by: datetime | None = None
    cause: str = ""
    liable: LiableParty | None = None
    measure: str = ""
    prevention: str = ""
    prevention_staff_id: int | None = None
    prevention_on: date | None = None
    verification: str = ""
    satisfaction: int | None = None

    def cleaned(self) -> StepDraft:
        """Return the draft with its texts cleaned."""
        return replace(
            self,
            words=clean(self.words).strip(),
            cause=clean(self.cause).strip(),
            measure=clean(self.measure).strip(),
            prevention=clean(self.prevention).strip(),
            verification=clean(self.verification).strip(),
        )

    def checked(self, step: Step8) -> StepDraft:
        """Return the draft cleaned, good enough to tick the step.

        Raises SatisfactionOutOfRange, PreventionMissing, PreventionPersonMissing, PreventionDayMissing.
        """
        draft = self.cleaned()
        if draft.satisfaction not in (None, *MARKS):
            raise SatisfactionOutOfRange
        if step is Step8.PREVENT:
            if not draft.prevention:
                raise PreventionMissing
            if draft.prevention_staff_id is None:
                raise PreventionPersonMissing
            if draft.prevention_on is None:
                raise PreventionDayMissing
        return draft


class Case(Protocol):
    """What closing looks at."""

    @property
    def cause(self) -> str: ...
    @property
    def liable(self) -> LiableParty | None: ...
    @property
    def prevention(self) -> str: ...
    @property
    def prevention_staff_id(self) -> int | None: ...
    @property
    def prevention_on(self) -> date | None: ...
    @property
    def verification(self) -> str: ...
    @property
    def severity(self) -> Severity: ...
    @property
    def level(self) -> ComplaintLevel: ...
    @property
    def owner_words(self) -> str: ...


def owner_speaks(severity: Severity, level: ComplaintLevel) -> bool:
    """Tell whether the owner has to say what he thinks before a case is closed: a serious one, or one that others know (domain.md 2.11)."""
    return severity is not Severity.NORMAL or level is ComplaintLevel.THIRD_PARTY


def what_is_missing(case: Case, ticked: frozenset[Step8]) -> list[Missing]:
    """Return what closing still wants: the cause and who is liable (S0-17), the customer's yes (7), prevention (8), the owner's word."""
    given = {
        Missing.CAUSE: bool(case.cause),
        Missing.LIABLE: case.liable is not None,
        Missing.CONFIRMED: Step8.CONFIRM in ticked,
        Missing.PREVENTION: bool(case.prevention),
        Missing.PREVENTION_PERSON: case.prevention_staff_id is not None,
        Missing.PREVENTION_DAY: case.prevention_on is not None,
        Missing.VERIFICATION: bool(case.verification),
        Missing.STEP_8: Step8.PREVENT in ticked,
        Missing.OWNER_WORDS: bool(case.owner_words) or not owner_speaks(case.severity, case.level),
    }
    return [missing for missing in Missing if not given[missing]]


def steps_missing(missing: list[Missing]) -> list[Step8]:
    """Return the steps at which something is missing, each once, in order."""
    return sorted({one.step for one in missing if one.step is not None})


class Due(StrEnum):
    """Which deadline of an open complaint runs."""

    RESPONSE = "response"
    PROMISE = "promise"
    PLAN = "plan"
    CLOSE = "close"
    DAILY = "daily"
    WAITING = "waiting"


DAILY = timedelta(hours=24)
"""So long after the last word an urgent customer hears how it goes."""


@dataclass(frozen=True)
class Clock:
    """The deadlines of a complaint with what was done about them, aware UTC; `planned` = it is written down what is done.

    `told_at` is when the customer last heard how it goes, `waits_until` when somebody asks whether the waiting is over; while the case
    waits no other deadline runs.
    """

    respond_by: datetime
    plan_by: datetime | None = None
    close_by: datetime | None = None
    promised_by: datetime | None = None
    responded_at: datetime | None = None
    planned: bool = False
    told_at: datetime | None = None
    waits_until: datetime | None = None

    def running(self) -> tuple[Due, datetime]:
        """Return the deadline that comes next: the answer, then what was promised or the plan, then the end.

        Where none is set for the end, the customer hears from the shop every day until it is solved (domain.md 3.4).
        """
        if self.waits_until is not None:
            return Due.WAITING, self.waits_until
        if self.responded_at is None:
            return Due.RESPONSE, self.respond_by
        if not self.planned:
            kinds = ((Due.PROMISE, self.promised_by), (Due.PLAN, self.plan_by))
            open_ones = [(until, kind) for kind, until in kinds if until is not None]
            if open_ones:
                until, kind = min(open_ones)
                return kind, until
        if self.close_by is not None:
            return Due.CLOSE, self.close_by
        return Due.DAILY, max(self.told_at or self.responded_at, self.responded_at) + DAILY

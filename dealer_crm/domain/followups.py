"""A contact with a customer and the step that follows it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.text import clean, one_line


class Way(StrEnum):
    """方式 (domain.md 2.2)."""

    PHONE = "phone"
    WECHAT = "wechat"
    SHOP = "shop"
    VISIT = "visit"
    SMS = "sms"
    SITE = "site"
    SURVEY = "survey"
    EVENT = "event"
    EMAIL = "email"
    LETTER = "letter"


class Outcome(StrEnum):
    """结果 (domain.md 2.2)."""

    REACHED = "reached"
    REACHED_VAIN = "reached_vain"
    NO_ANSWER = "no_answer"
    DEAD_NUMBER = "dead_number"
    REFUSED = "refused"
    RESCHEDULED = "rescheduled"


class Attitude(StrEnum):
    """态度 (domain.md 4)."""

    INTERESTED = "interested"
    CONSIDERING = "considering"
    NOT_INTERESTED = "not_interested"
    BOUGHT = "bought"


class NextChip(StrEnum):
    """The quick choices for the next date; `RHYTHM` is what the intent level asks for, `NONE` needs a reason."""

    RHYTHM = "rhythm"
    TOMORROW = "tomorrow"
    THREE_DAYS = "three_days"
    WEEK = "week"
    MONTH = "month"
    DATE = "date"
    NONE = "none"


class StepState(StrEnum):
    """What became of a next step."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class WordsMissing(DomainError):
    """The call needs a word on what was said."""

    field = "words"


class NextStepMissing(DomainError):
    """Neither a next date nor a reason for none was given."""

    field = "next"


class PeaceReasonMissing(DomainError):
    """Nobody is left in peace without a word why."""

    field = "next"


class StepNotOpen(DomainError):
    """The step was done or dropped meanwhile."""


@dataclass(frozen=True)
class StepPlan:
    """A step as planned: with a meeting `way` an appointment at `slot`. `staff_id` sees to it, None = who looks after the customer."""

    due_on: date
    purpose: str = ""
    way: Way | None = None
    slot: str = ""
    staff_id: int | None = None


@dataclass(frozen=True)
class FollowUpDraft:
    """One contact as logged. `happened_at` aware UTC, None = now; `next_on` None needs `no_next_reason`: the customer is then
    left in peace. A note that `keeps_steps` needs neither: later steps stay planned as they are.

    With a `next_way` that means meeting, the next step is an appointment at `next_slot`, its time in words."""

    customer_id: int
    way: Way = Way.PHONE
    outcome: Outcome = Outcome.REACHED
    attitude: Attitude | None = None
    words: str = ""
    next_on: date | None = None
    next_purpose: str = ""
    next_way: Way | None = None
    next_slot: str = ""
    no_next_reason: str = ""
    happened_at: datetime | None = None
    keeps_steps: bool = False

    def checked(self) -> FollowUpDraft:
        """Return the draft cleaned. Raises WordsMissing (only a reached customer has words), NextStepMissing."""
        draft = replace(
            self,
            words=clean(self.words).strip(),
            next_purpose=one_line(self.next_purpose),
            next_slot=one_line(self.next_slot),
            no_next_reason=one_line(self.no_next_reason),
        )
        if draft.outcome is Outcome.REACHED and not draft.words:
            raise WordsMissing
        if draft.next_on is None and not draft.no_next_reason and not draft.keeps_steps:
            raise NextStepMissing
        return draft


def next_date(chip: NextChip, today: date) -> date | None:
    """Return the date a chip stands for; None for `DATE` (chosen), `RHYTHM` (asked for) and `NONE`.

    A month later keeps the day where it exists.
    """
    match chip:
        case NextChip.TOMORROW:
            return today + timedelta(days=1)
        case NextChip.THREE_DAYS:
            return today + timedelta(days=3)
        case NextChip.WEEK:
            return today + timedelta(days=7)
        case NextChip.MONTH:
            return add_months(today, 1)
        case _:
            return None


def add_months(day: date, months: int) -> date:
    """Return the corresponding day `months` later, or the month's last day where there is none (民法典 §202)."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    following = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(day.day, (following - timedelta(days=1)).day))

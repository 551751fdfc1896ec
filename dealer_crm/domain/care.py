"""What happens to machines after the sale: repair calls, visits, maintenance; kinds, drafts and refusals."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.followups import Outcome, Way
from dealer_crm.domain.planning import ReferralWill
from dealer_crm.domain.text import clean, one_line

TRIES = 3
"""How often a visit is tried, each time on another day (domain.md 3.5)."""
UNREACHED = frozenset({Outcome.NO_ANSWER, Outcome.REACHED_VAIN})
BEST_GRADE = 3


class EquipmentState(StrEnum):
    """Whether a machine still stands where it was put."""

    IN_USE = "in_use"
    REMOVED = "removed"


class RequestKind(StrEnum):
    """类型 of a service request (domain.md 2.8)."""

    REPAIR = "repair"
    MAINTENANCE = "maintenance"
    CARTRIDGE = "cartridge"
    CLEANING = "cleaning"
    INSTALLATION = "installation"
    RELOCATION = "relocation"
    INSPECTION = "inspection"
    COMPLAINT = "complaint"


class RequestState(StrEnum):
    """From the call to the end of the work."""

    OPEN = "open"
    SCHEDULED = "scheduled"
    DONE = "done"
    CANCELLED = "cancelled"


class WarrantyAnswer(StrEnum):
    """保内/保外, or what is not known yet."""

    IN = "in"
    OUT = "out"
    UNKNOWN = "unknown"


class VisitState(StrEnum):
    """What became of a visit after the sale; `SKIPPED` while a complaint is open or by the relation's policy."""

    OPEN = "open"
    DONE = "done"
    SKIPPED = "skipped"


class VisitHint(StrEnum):
    """What a grade asks for next: 0 wants a complaint on file, 3 wants to be asked for friends (S1-14)."""

    COMPLAINT = "complaint"
    REFERRAL = "referral"


class RequestNotFound(DomainError):
    """The request was deleted or never existed. Parameter: number."""


class RequestClosed(DomainError):
    """The request was done or cancelled meanwhile. Parameter: number."""


class CustomerMissing(DomainError):
    """Nobody was chosen whom the call, or the machine, is about."""

    field = "customer_id"


class SymptomMissing(DomainError):
    """What is wrong, or wanted, must be written down."""

    field = "symptom"


class AppointmentMissing(DomainError):
    """An appointment needs its day."""

    field = "appointment_on"


class WorkMissing(DomainError):
    """What was done must be written down."""

    field = "work"


class FeeNegative(DomainError):
    """A fee below zero."""

    field = "fee"


class RepairDaysWrong(DomainError):
    """The days in repair are below zero, or more than a year."""

    field = "repair_days"


class CancelReasonMissing(DomainError):
    """A request is given up only with a reason."""

    field = "reason"


class VisitNotOpen(DomainError):
    """The visit was made or skipped meanwhile."""


class VisitWordsMissing(DomainError):
    """Whoever was reached said something, or was at least satisfied to some degree."""

    field = "words"


class GradeUnknown(DomainError):
    """The grade lies outside 0 to 3."""

    field = "grade"


class VisitDayMissing(DomainError):
    """Whoever wants to be called again says when."""

    field = "again_on"


class SkipReasonMissing(DomainError):
    """A visit is skipped only with a reason."""

    field = "reason"


class MaintenanceNotFound(DomainError):
    """The maintenance was taken out of the plan meanwhile."""


@dataclass(frozen=True)
class RequestDraft:
    """A call for service as taken. With an appointment it is scheduled at once; `slot` is its time of day in words."""

    customer_id: int
    kind: RequestKind = RequestKind.REPAIR
    equipment_id: int | None = None
    premises_id: int | None = None
    symptom: str = ""
    appointment_on: date | None = None
    slot: str = ""
    staff_id: int | None = None
    note: str = ""
    complaint_id: int | None = None

    def checked(self) -> RequestDraft:
        """Return the draft cleaned. Raises CustomerMissing, SymptomMissing."""
        slot = one_line(self.slot) if self.appointment_on else ""
        draft = replace(self, symptom=clean(self.symptom).strip(), slot=slot, note=clean(self.note).strip())
        if not draft.customer_id:
            raise CustomerMissing
        if not draft.symptom:
            raise SymptomMissing
        return draft


@dataclass(frozen=True)
class RequestDone:
    """What a request ended with. `fee` in 分; `repair_days` = the machine was away or waited for parts;
    `maintenance_ids` = recurring work that was done along with it."""

    done_on: date
    work: str = ""
    cause: str = ""
    fee: int = 0
    repair_days: int = 0
    maintenance_ids: tuple[int, ...] = ()

    def checked(self) -> RequestDone:
        """Return the draft cleaned. Raises WorkMissing, FeeNegative, RepairDaysWrong."""
        draft = replace(self, work=clean(self.work).strip(), cause=clean(self.cause).strip())
        if not draft.work:
            raise WorkMissing
        if draft.fee < 0:
            raise FeeNegative
        if not 0 <= draft.repair_days <= 366:
            raise RepairDaysWrong
        return draft


@dataclass(frozen=True)
class VisitDone:
    """How a visit went; `grade` 0 to 3, trouble, suggestion and friends only from whoever was reached, `again_on` for whoever wants
    another day. Who names `names` has named friends."""

    outcome: Outcome = Outcome.REACHED
    words: str = ""
    grade: int | None = None
    again_on: date | None = None
    way: Way | None = None
    trouble: str = ""
    suggestion: str = ""
    friends: ReferralWill | None = None
    names: str = ""

    def checked(self) -> VisitDone:
        """Return the draft cleaned. Raises VisitWordsMissing, GradeUnknown, VisitDayMissing."""
        reached = self.outcome is Outcome.REACHED
        again = self.again_on if self.outcome is Outcome.RESCHEDULED else None
        told = self if reached else VisitDone(self.outcome, way=self.way)
        names = one_line(told.names)
        draft = replace(
            told,
            words=clean(self.words).strip(),
            again_on=again,
            trouble=clean(told.trouble).strip(),
            suggestion=clean(told.suggestion).strip(),
            friends=ReferralWill.GAVE_NAMES if names else told.friends,
            names=names,
        )
        if reached and draft.grade is None and not (draft.words or draft.trouble or draft.suggestion):
            raise VisitWordsMissing
        if draft.grade is not None and not 0 <= draft.grade <= BEST_GRADE:
            raise GradeUnknown
        if draft.outcome is Outcome.RESCHEDULED and again is None:
            raise VisitDayMissing
        return draft


def hint_of(grade: int | None) -> VisitHint | None:
    """Return what a grade asks for next."""
    return {0: VisitHint.COMPLAINT, BEST_GRADE: VisitHint.REFERRAL}.get(grade) if grade is not None else None

"""What belongs to a case beside its steps, as pages and papers show it: CLEAR, pauses, costs, who higher up has seen to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from dealer_crm.domain.complaint_case import Clear, CostKind, Escalation, Payer, WaitFor
from dealer_crm.services.complaint_work import WorkRow, order_to_mend, work_of
from dealer_crm.storage.models import Complaint, ComplaintClear, ComplaintCost, ComplaintEscalation, ComplaintPause


@dataclass(frozen=True)
class ClearDone:
    """A letter of CLEAR that was kept. `at` aware UTC."""

    letter: Clear
    at: datetime
    staff: str
    words: str


@dataclass(frozen=True)
class PauseRow:
    """A time in which the case waited; `until_at` None = it waits still. Instants aware UTC."""

    id: int
    wait_for: WaitFor
    words: str
    from_at: datetime
    expected_on: date
    until_at: datetime | None
    staff: str


@dataclass(frozen=True)
class CostRow:
    """What the case cost: `amount` in 分. Compensation nobody approved has no `approved_at`; since `asked_on` it waits for somebody.

    Who decided is `approved_by`, with `refused_at` where he said no, and what he said is `answer`. `asked_by` is who wrote it down.
    """

    id: int
    kind: CostKind
    amount: int
    payer: Payer
    spent_on: date
    words: str
    staff: str
    approved_by: str
    approved_at: datetime | None
    refused_at: datetime | None = None
    asked_on: date | None = None
    answer: str = ""
    asked_by: int | None = None
    version: int = 0

    @property
    def counts(self) -> bool:
        """Tell whether it belongs into sums: compensation once it was approved, all else at once."""
        return self.kind is not CostKind.COMPENSATION or self.approved_at is not None


@dataclass(frozen=True)
class SeenRow:
    """Who higher up has seen to the case, when, and what he decided."""

    id: int
    level: Escalation
    at: datetime
    staff: str
    words: str


@dataclass(frozen=True)
class CaseParts:
    """All of them, each in the order in which it came. To `mend_order_id` a job for the case belongs, None = there is no order."""

    clear: tuple[ClearDone, ...] = ()
    pauses: tuple[PauseRow, ...] = ()
    costs: tuple[CostRow, ...] = ()
    seen: tuple[SeenRow, ...] = ()
    work: tuple[WorkRow, ...] = ()
    mend_order_id: int | None = None

    @property
    def waiting(self) -> PauseRow | None:
        """The pause that has not ended."""
        return next((pause for pause in self.pauses if pause.until_at is None), None)

    @property
    def cost(self) -> int:
        """What the case cost the shop and others, in 分, as far as it counts."""
        return sum(row.amount for row in self.costs if row.counts)


def parts_of(session: Session, complaint_id: int, names: Mapping[int, str]) -> CaseParts:
    """Return the parts of a case; `names` are those of the staff by id."""

    def name(staff_id: int | None) -> str:
        return names.get(staff_id or 0, "")

    clear, pauses, costs, seen = (
        session.scalars(select(ComplaintClear).where(ComplaintClear.complaint_id == complaint_id).order_by(ComplaintClear.id)),
        session.scalars(select(ComplaintPause).where(ComplaintPause.complaint_id == complaint_id).order_by(ComplaintPause.from_at)),
        session.scalars(select(ComplaintCost).where(ComplaintCost.complaint_id == complaint_id).order_by(ComplaintCost.id)),
        session.scalars(select(ComplaintEscalation).filter_by(complaint_id=complaint_id).order_by(ComplaintEscalation.id)),
    )
    return CaseParts(
        tuple(ClearDone(row.letter, row.done_at, name(row.staff_id), row.words) for row in clear),
        tuple(PauseRow(row.id, row.wait_for, row.words, row.from_at, row.expected_on, row.until_at, name(row.staff_id)) for row in pauses),
        tuple(
            CostRow(
                *(row.id, row.kind, row.amount, row.payer, row.spent_on, row.words, name(row.staff_id)),
                name(row.approved_by_id),
                *(row.approved_at, row.refused_at, row.asked_on, row.answer, row.staff_id, row.version),
            )
            for row in costs
        ),
        tuple(SeenRow(row.id, row.level, row.seen_at, name(row.staff_id), row.words) for row in seen),
        work_of(session, complaint_id, names),
        order_to_mend(session, session.get_one(Complaint, complaint_id)),
    )

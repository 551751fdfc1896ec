"""A job that mends what failed at acceptance: which day, who leads, what it has to do (整改, domain.md 2.5 and 2.6)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dealer_crm.domain.jobs import JobDraft, JobStage
from dealer_crm.domain.text import one_line

BETWEEN = "; "


@dataclass(frozen=True)
class ToMend:
    """What failed: in words, by which day it is mended, and who does it, where somebody is named."""

    words: str
    due_on: date | None = None
    person_id: int | None = None


def rectification(base: JobDraft, items: Sequence[ToMend], today: date, there: Collection[int]) -> JobDraft:
    """Return a job that mends these items, on what is known of the order's next job.

    Its day is the first by which something is mended, not one that is past; the first person named who is still `there` leads it.
    """
    due = min((one.due_on for one in items if one.due_on is not None), default=None)
    leader = next((one.person_id for one in items if one.person_id in there), None) or base.leader_id
    return replace(
        base,
        stage=JobStage.RECTIFY,
        planned_on=max(due, today) if due else None,
        slot="",
        days=1,
        leader_id=leader,
        member_ids=tuple(one for one in base.member_ids if one != leader),
        note=BETWEEN.join(filter(None, (one_line(one.words) for one in items))),
        next_stage=None,
        next_on=None,
        materials=(),
    )

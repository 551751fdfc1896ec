"""A repair call, its end, and a call after the sale say what is needed, and no more."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dealer_crm.domain.care import (
    CustomerMissing,
    FeeNegative,
    GradeUnknown,
    RepairDaysWrong,
    RequestDone,
    RequestDraft,
    SymptomMissing,
    VisitDayMissing,
    VisitDone,
    VisitHint,
    VisitWordsMissing,
    WorkMissing,
    hint_of,
)
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.followups import Outcome

DAY = date(2026, 11, 22)
DONE = RequestDone(DAY, work="换三通阀")


@pytest.mark.parametrize(
    ("draft", "refusal"),
    [
        (RequestDraft(1, symptom=" \n"), SymptomMissing),
        (RequestDraft(0, symptom="不热"), CustomerMissing),
        (replace(DONE, work=" "), WorkMissing),
        (replace(DONE, fee=-1), FeeNegative),
        (replace(DONE, repair_days=-1), RepairDaysWrong),
        (replace(DONE, repair_days=367), RepairDaysWrong),
        (VisitDone(), VisitWordsMissing),
        (VisitDone(words="好", grade=4), GradeUnknown),
        (VisitDone(Outcome.RESCHEDULED), VisitDayMissing),
    ],
)
def test_incomplete_draft_is_refused(draft: RequestDraft | RequestDone | VisitDone, refusal: type[DomainError]) -> None:
    with pytest.raises(refusal):
        draft.checked()


@pytest.mark.parametrize(
    ("draft", "kept"),
    [
        (RequestDraft(1, symptom=" 不热 ", slot="上午"), RequestDraft(1, symptom="不热")),
        (
            RequestDraft(1, symptom="不热", appointment_on=DAY, slot=" 上午 "),
            RequestDraft(1, symptom="不热", appointment_on=DAY, slot="上午"),
        ),
        (replace(DONE, cause=" 水垢 ", repair_days=4), replace(DONE, cause="水垢", repair_days=4)),
        (replace(DONE, repair_days=366), replace(DONE, repair_days=366)),
        (replace(DONE, fee=0, repair_days=0), replace(DONE, fee=0, repair_days=0)),
        (VisitDone(grade=0), VisitDone(grade=0)),
        (VisitDone(Outcome.NO_ANSWER, grade=3, again_on=DAY), VisitDone(Outcome.NO_ANSWER)),
        (VisitDone(Outcome.RESCHEDULED, "开会", again_on=DAY), VisitDone(Outcome.RESCHEDULED, "开会", again_on=DAY)),
    ],
)
def test_a_draft_keeps_only_what_belongs_together(
    draft: RequestDraft | RequestDone | VisitDone, kept: RequestDraft | RequestDone | VisitDone
) -> None:
    assert draft.checked() == kept


@pytest.mark.parametrize(("grade", "hint"), [(None, None), (0, VisitHint.COMPLAINT), (1, None), (2, None), (3, VisitHint.REFERRAL)])
def test_the_ends_of_the_scale_ask_for_more(grade: int | None, hint: VisitHint | None) -> None:
    assert hint_of(grade) is hint

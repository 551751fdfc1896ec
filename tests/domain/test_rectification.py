"""Which job mends what failed: its day, its leader, its note."""

from datetime import date

import pytest

from dealer_crm.domain.jobs import JobDraft, JobStage, MaterialDraft
from dealer_crm.domain.rectification import ToMend, rectification

TODAY = date(2026, 11, 23)
BASE = JobDraft(
    stage=JobStage.UNITS,
    planned_on=date(2026, 12, 9),
    slot="9:00",
    days=3,
    leader_id=4,
    member_ids=(5, 6),
    access="东门登记",
    special="午休勿敲门",
    note="带梯子",
    next_stage=JobStage.COMMISSIONING,
    materials=(MaterialDraft("铜管", "米", 1000),),
)


@pytest.mark.parametrize(
    ("due", "day"),
    [
        ((), None),
        ((None,), None),
        ((date(2026, 11, 26),), date(2026, 11, 26)),
        ((None, date(2026, 11, 30), date(2026, 11, 26)), date(2026, 11, 26)),
        ((date(2026, 11, 20),), TODAY),
        ((TODAY,), TODAY),
    ],
)
def test_the_day_is_the_first_by_which_something_is_mended(due: tuple[date | None, ...], day: date | None) -> None:
    assert rectification(BASE, [ToMend("a", one) for one in due], TODAY, ()).planned_on == day


@pytest.mark.parametrize(
    ("people", "leader", "members"),
    [
        ((), 4, (5, 6)),
        ((None,), 4, (5, 6)),
        ((5,), 5, (6,)),
        ((9, 6), 6, (5,)),
        ((9,), 4, (5, 6)),
    ],
)
def test_who_is_named_leads_where_he_is_still_there(people: tuple[int | None, ...], leader: int, members: tuple[int, ...]) -> None:
    draft = rectification(BASE, [ToMend("a", None, one) for one in people], TODAY, (4, 5, 6))
    assert (draft.leader_id, draft.member_ids) == (leader, members)


def test_the_rest_is_what_is_known_of_the_house_and_nothing_of_the_other_job() -> None:
    draft = rectification(BASE, [ToMend("AC-H4 保压：\n掉了 0.1", TODAY), ToMend(" "), ToMend("AC-H2 坡度")], TODAY, ())
    assert (draft.stage, draft.slot, draft.days, draft.materials) == (JobStage.RECTIFY, "", 1, ())
    assert (draft.next_stage, draft.next_on, draft.access, draft.special) == (None, None, "东门登记", "午休勿敲门")
    assert draft.note == "AC-H4 保压： 掉了 0.1; AC-H2 坡度"

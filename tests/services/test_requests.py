"""Repair calls go from the customer's words to the call that asks whether all is well; calls are tried three times."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from dealer_crm.domain.care import (
    AppointmentMissing,
    CancelReasonMissing,
    MaintenanceNotFound,
    RequestClosed,
    RequestDone,
    RequestDraft,
    RequestKind,
    RequestNotFound,
    RequestState,
    SkipReasonMissing,
    VisitDone,
    VisitHint,
    VisitNotOpen,
    VisitState,
    WarrantyAnswer,
)
from dealer_crm.domain.customers import CustomerNotFound
from dealer_crm.domain.equipment import DayAhead, MachineNotFound
from dealer_crm.domain.followups import Outcome, Way
from dealer_crm.domain.journal import Actor
from dealer_crm.domain.visits import UNREACHED_CODE
from dealer_crm.services.request_list import RequestSpec, RequestView
from dealer_crm.services.visits import VisitSpec, VisitView
from dealer_crm.storage.database import Database
from tests.services.conftest import Clock
from tests.services.machines import Care

COLD = RequestDraft(1, symptom="不热，E1")


@pytest.fixture
def care(db: Database, clock: Clock, actor: Callable[[], Actor]) -> Care:
    """Return the room on a store with two customers."""
    return Care(db, clock, actor)


@pytest.fixture
def boiler(care: Care) -> int:
    """Return a boiler in warranty since March."""
    return care.boiler(commissioned_on=date(2026, 3, 2))


def test_a_call_keeps_the_answer_that_was_given(care: Care, boiler: int) -> None:
    with_machine = care.requests.take(replace(COLD, equipment_id=boiler))
    without = care.requests.take(COLD)
    first, second = care.request_list.rows([with_machine, without])
    assert (first.number, first.warranty, first.machine, first.state) == (
        "FW20261122001",
        WarrantyAnswer.IN,
        "暖居 壁挂炉 NJ-L24",
        RequestState.OPEN,
    )
    assert (second.warranty, second.machine, second.address) == (WarrantyAnswer.UNKNOWN, "", "星河湾样 12-1803")
    assert care.requests.answer(boiler).answer is WarrantyAnswer.IN
    assert care.requests.answer(None).answer is WarrantyAnswer.UNKNOWN


def test_refused_call_is_not_filed(care: Care) -> None:
    with pytest.raises(CustomerNotFound):
        care.requests.take(RequestDraft(9, symptom="x"))
    with pytest.raises(MachineNotFound):
        care.requests.take(replace(COLD, equipment_id=9))
    assert not care.request_list.ids(RequestSpec(RequestView.ALL))


def test_appointment_moves_the_call_on_the_list(care: Care, clock: Clock) -> None:
    request = care.requests.take(COLD)
    assert care.request_list.counts()[RequestView.UNSCHEDULED] == 1
    with pytest.raises(AppointmentMissing):
        care.requests.schedule(request, None)
    care.requests.schedule(request, clock.today, " 上午 ")
    row = care.request_list.rows([request])[0]
    assert (row.state, row.appointment_on, row.slot) == (RequestState.SCHEDULED, clock.today, "上午")
    assert list(care.request_list.ids(RequestSpec(RequestView.TODAY))) == [request]
    care.requests.edit(request, replace(care.requests.draft(request), symptom="漏水", appointment_on=None))
    assert care.request_list.rows([request])[0].state is RequestState.OPEN


def test_done_call_lengthens_the_warranty_and_asks_next_day(care: Care, boiler: int, clock: Clock) -> None:
    before = care.machines.open(boiler)
    yearly = next(row for row in before.cares if not row.by_customer)
    request = care.requests.take(replace(COLD, equipment_id=boiler))
    done = RequestDone(clock.today, "换三通阀", "水垢", 12_000, 4, (yearly.id,))
    care.requests.done(request, done)
    after = care.machines.open(boiler)
    old, new = before.coverages[0].covered, after.coverages[0].covered
    assert new.end_on is not None
    assert old.end_on is not None
    assert new.end_on >= old.end_on + timedelta(days=4)
    assert (new.repair_days, after.requests[0].repair_days, after.requests[0].fee) == (4, 4, 12_000)
    assert next(row for row in after.cares if row.id == yearly.id).last_on == clock.today
    assert [(visit.code, visit.due_on, visit.about) for visit in after.visits] == [("after_service", date(2026, 11, 23), "FW20261122001")]
    care.history.undo()
    undone = care.machines.open(boiler)
    assert (undone.coverages, undone.visits, undone.requests[0].state) == (before.coverages, (), RequestState.OPEN)


def test_finished_call_takes_no_more_words(care: Care, clock: Clock) -> None:
    request = care.requests.take(COLD)
    with pytest.raises(DayAhead):
        care.requests.done(request, RequestDone(clock.today + timedelta(days=1), "x"))
    with pytest.raises(MaintenanceNotFound):
        care.requests.done(request, RequestDone(clock.today, "x", maintenance_ids=(9,)))
    with pytest.raises(CancelReasonMissing):
        care.requests.cancel(request, " ")
    care.requests.cancel(request, "自己好了")
    assert care.request_list.rows([request])[0].note == "自己好了"
    with pytest.raises(RequestClosed):
        care.requests.done(request, RequestDone(clock.today, "x"))
    with pytest.raises(RequestClosed):
        care.requests.schedule(request, clock.today)
    with pytest.raises(RequestNotFound):
        care.requests.cancel(9, "x")
    with pytest.raises(RequestNotFound):
        care.requests.draft(9)
    assert care.request_list.counts() == {
        RequestView.OPEN: 0,
        RequestView.UNSCHEDULED: 0,
        RequestView.TODAY: 0,
        RequestView.DONE: 1,
        RequestView.ALL: 1,
    }


def test_a_call_is_found_by_who_what_and_number(care: Care, boiler: int) -> None:
    request = care.requests.take(replace(COLD, equipment_id=boiler, kind=RequestKind.CLEANING))
    care.requests.take(RequestDraft(2, symptom="x"))
    for words in ("张伟", "5b25101207", "FW20261122001"):
        assert list(care.request_list.ids(RequestSpec(words=words))) == [request]
    assert [row.id for row in care.request_list.page(RequestSpec(sort="number", descending=True), 9)] == [request + 1, request]
    assert care.request_list.count(RequestSpec()) == 2


def finished(care: Care) -> int:
    """Return the call that asks after a repair."""
    request = care.requests.take(COLD)
    care.requests.done(request, RequestDone(care.clock.today, "好了"))
    return care.visit_list.ids(VisitSpec())[0]


def test_nobody_reached_is_tried_three_times(care: Care, clock: Clock) -> None:
    visit, days, slots = finished(care), [], list[str]()
    message = False
    for pause in (1, 1.125, 0.875):
        clock.on(pause)
        result = care.visits.done(visit, VisitDone(Outcome.NO_ANSWER))
        days.append(result.again_on)
        slots.append(result.again_at)
        visit, message = result.again_id or visit, result.message
    assert days == [date(2026, 11, 24), date(2026, 11, 25), date(2026, 11, 25)]
    assert slots == ["12:30", "19:00", ""], "at different hours"
    assert care.visit_list.rows([visit])[0].code == UNREACHED_CODE
    assert message
    sent = care.visits.done(visit, VisitDone(Outcome.NO_ANSWER, "已发微信", way=Way.WECHAT))
    assert sent.again_id is None
    rows = care.visit_list.rows(list(care.visit_list.ids(VisitSpec(VisitView.DONE))))
    assert [row.number for row in rows] == ["HF20261122001", "HF20261123001", "HF20261124001", "HF20261125001"]
    assert care.visit_list.counts() == {VisitView.DUE: 0, VisitView.OPEN: 0, VisitView.DONE: 4}


@pytest.mark.parametrize(("grade", "hint"), [(0, VisitHint.COMPLAINT), (2, None), (3, VisitHint.REFERRAL)])
def test_a_grade_says_what_is_next(care: Care, grade: int, hint: VisitHint | None) -> None:
    visit = finished(care)
    assert care.visits.done(visit, VisitDone(grade=grade)).hint is hint
    row = care.visit_list.rows([visit])[0]
    assert (row.state, row.grade, row.asked("en")[:5]) == (VisitState.DONE, grade, "After")
    with pytest.raises(VisitNotOpen):
        care.visits.done(visit, VisitDone(grade=1))
    care.history.undo()
    assert care.visit_list.rows([visit])[0].state is VisitState.OPEN


def test_a_visit_may_be_moved_skipped_or_agreed_anew(care: Care, clock: Clock) -> None:
    visit = finished(care)
    later = clock.today + timedelta(days=5)
    care.visits.postpone([visit], later)
    assert care.visit_list.rows([visit])[0].due_on == later
    result = care.visits.done(visit, VisitDone(Outcome.RESCHEDULED, again_on=later))
    assert result.again_on == later
    assert result.again_id is not None
    with pytest.raises(SkipReasonMissing):
        care.visits.skip(result.again_id, "")
    care.visits.skip(result.again_id, "客户出国")
    assert care.visit_list.rows([result.again_id])[0].words == "客户出国"
    assert list(care.visit_list.ids(VisitSpec(VisitView.DONE, words="张伟", sort="number"))) == [visit, result.again_id]


def test_days_in_repair_count_also_when_the_day_is_entered_later_and_outlive_a_slip(care: Care) -> None:
    boiler, day = care.boiler(), date(2026, 3, 2)

    def ends() -> dict[str, tuple[date | None, int]]:
        return {row.covered.kind.value: (row.covered.end_on, row.covered.repair_days) for row in care.machines.open(boiler).coverages}

    request = care.requests.take(replace(COLD, equipment_id=boiler))
    care.requests.done(request, RequestDone(care.clock.today, "换泵", repair_days=5))
    assert {waiting[1] for waiting in ends().values()} == {0}
    draft, version = care.machines.draft(boiler)
    care.machines.edit(boiler, replace(draft, sold_on=day, invoiced_on=day, delivered_on=day, commissioned_on=day), version)
    later = ends()
    assert later["whole_unit"][1] == 5
    draft, version = care.machines.draft(boiler)
    care.machines.edit(boiler, replace(draft, category="room_ac"), version)
    assert ends()["whole_unit"][1] == 5
    draft, version = care.machines.draft(boiler)
    care.machines.edit(boiler, replace(draft, category="boiler"), version)
    assert ends() == later

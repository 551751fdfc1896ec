"""A case waits and goes on, is told and seen to: every derived column follows, each deed is one step that undo takes back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from dealer_crm.domain.complaint_case import Escalation, WaitFor
from dealer_crm.domain.complaint_steps import Due, StepDraft
from dealer_crm.domain.complaint_waiting import CaseRuns, CaseWaits, WaitDayOutside, WaitWordsMissing
from dealer_crm.domain.complaints import (
    ComplaintLevel,
    ComplaintNotFound,
    ComplaintNotOpen,
    ComplaintState,
    Severity,
    Step8,
)
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.journal import Action, Actor, Subject
from dealer_crm.domain.workdays import DaySpan, ShopHours
from dealer_crm.services.complaint_clock import shipped_terms
from dealer_crm.services.derived_dates import mend_dates
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import Complaint, ComplaintPause, OwnClock
from tests.faults.clocks import in_zone
from tests.services.complaint_room import COLD, HOUR, LEAK, Room
from tests.services.conftest import Clock
from tests.storage.shops import digest


@pytest.fixture
def room(db: Database, clock: Clock) -> Room:
    """Return the shop."""
    return Room(db, clock)


def test_a_case_waits_and_is_due_later_by_as_much(room: Room) -> None:
    one = room.cases.log(COLD)
    before = room.case()
    room.later(hours=2)
    room.waiting.pause(one, WaitFor.FACTORY, " 配件三天后到 ", room.day(3))
    waits = room.case()
    assert (waits.due_kind, waits.paused_at) == (Due.WAITING, room.clock())
    assert waits.due_at is not None
    assert local_day(waits.due_at) == room.day(3)
    assert waits.respond_by == before.respond_by
    room.later(hours=50)
    room.waiting.resume(one)
    after = room.case()
    assert (after.due_kind, after.paused_at, after.due_at) == (Due.RESPONSE, None, after.respond_by)
    for name in ("respond_by", "plan_by", "close_by"):
        assert getattr(after, name) == getattr(before, name) + timedelta(hours=50)
    assert room.wrong() == []


def test_an_answer_is_not_moved_by_what_comes_after_it(room: Room) -> None:
    one = room.cases.log(COLD)
    before = room.case()
    room.later(hours=1)
    room.cases.tick(one, Step8.THANK, StepDraft("谢谢"))
    room.waiting.pause(one, WaitFor.CUSTOMER, "等客户在家", room.day(1))
    room.later(hours=5)
    room.waiting.resume(one)
    after = room.case()
    assert after.respond_by == before.respond_by
    assert after.plan_by == (before.plan_by or before.respond_by) + timedelta(hours=5)
    assert after.due_kind is Due.PLAN


def test_who_asks_in_vain_waits_on(room: Room) -> None:
    one = room.cases.log(COLD)
    room.waiting.pause(one, WaitFor.FACTORY, "等配件", room.day(1))
    room.later(days=1)
    room.waiting.wait_on(one, room.day(4))
    due = room.case().due_at
    assert due is not None
    assert local_day(due) == room.day(4)


@pytest.mark.parametrize(
    ("words", "ahead", "refusal"),
    [("  ", 1, WaitWordsMissing), ("等", -1, WaitDayOutside), ("等", 61, WaitDayOutside)],
)
def test_a_wait_that_says_nothing_or_no_near_day_is_refused(room: Room, words: str, ahead: int, refusal: type[DomainError]) -> None:
    one = room.cases.log(COLD)
    with pytest.raises(refusal):
        room.waiting.pause(one, WaitFor.CUSTOMER, words, room.day(ahead))
    assert room.case().paused_at is None


def test_deeds_that_come_too_late_are_refused(room: Room) -> None:
    one = room.cases.log(COLD)
    with pytest.raises(CaseRuns):
        room.waiting.resume(one)
    with pytest.raises(CaseRuns):
        room.waiting.wait_on(one, room.day(1))
    room.waiting.pause(one, WaitFor.CUSTOMER, "等", room.day(1))
    with pytest.raises(CaseWaits):
        room.waiting.pause(one, WaitFor.FACTORY, "等", room.day(1))
    with pytest.raises(ComplaintNotFound):
        room.waiting.told(9)
    with room.db.write(Actor(), Action.CLOSE, Subject.COMPLAINT) as session:
        session.get_one(Complaint, one).state = ComplaintState.CLOSED
    for late in (room.waiting.told, room.waiting.resume):
        with pytest.raises(ComplaintNotOpen):
            late(one)


def test_word_every_day_moves_the_day_of_the_next(room: Room) -> None:
    one = room.cases.log(LEAK)
    room.cases.tick(one, Step8.CORRECT, StepDraft("已关总阀", measure="换管"))
    assert room.case().due_kind is Due.DAILY
    room.later(hours=20)
    room.waiting.told(one)
    case = room.case()
    assert (case.due_kind, case.due_at) == (Due.DAILY, room.clock() + timedelta(hours=24))
    assert case.remind_at == room.clock() + timedelta(hours=12)


def test_the_first_word_is_the_answer_and_stays_it_when_a_step_is_taken_back(room: Room) -> None:
    one = room.cases.log(LEAK)
    room.later(hours=1)
    room.waiting.told(one)
    answered = room.clock()
    room.later(hours=1)
    room.cases.tick(one, Step8.THANK, StepDraft("谢谢"))
    room.cases.untick(one, Step8.THANK)
    assert room.case().responded_at == answered


def reopened(room: Room, one: int) -> None:
    """Close a case by force and open it again a day later."""
    with room.db.write(Actor(), Action.CLOSE, Subject.COMPLAINT) as session:
        case = session.get_one(Complaint, one)
        case.state, case.closed_at, case.first_closed_at = ComplaintState.CLOSED, room.clock(), room.clock()
    room.later(days=1)
    room.cases.reopen(one)


@pytest.mark.parametrize("severity", list(Severity))
@pytest.mark.parametrize("paused", [0, 7])
def test_reopened_it_keeps_its_first_clock(room: Room, severity: Severity, paused: int) -> None:
    one = room.cases.log(replace(COLD, severity=severity))
    if paused:
        room.waiting.pause(one, WaitFor.CUSTOMER, "等客户", room.day(1))
        room.later(hours=paused)
        room.waiting.resume(one)
    before = room.case()
    reopened(room, one)
    after = room.case()
    assert all(getattr(after, name) == getattr(before, name) for name in ("respond_by", "plan_by", "close_by", "due_kind", "due_at"))
    assert (after.reopened, room.wrong()) == (1, [])


def test_terms_and_days_changed_later_move_no_running_clock(room: Room) -> None:
    room.by_shop_hours()
    one = room.cases.log(COLD)
    room.later(hours=1)
    room.waiting.pause(one, WaitFor.FACTORY, "等配件", room.day(5))
    before = room.case()
    with room.db.write(Actor(), Action.EDIT, Subject.SHOP) as session:
        session.add(OwnClock(body=shipped_terms(room.trade).plain(), written_at=room.clock()))
    room.days.set_hours(ShopHours(time(6), time(23), frozenset()))
    room.days.set_days([DaySpan(room.day(0), room.day(40))])
    assert room.wrong() == []
    room.later(days=4)
    room.waiting.resume(one)
    after, fresh = room.case(), room.cases.log(COLD)
    assert before.close_by is not None
    assert after.close_by is not None
    assert after.close_by > before.close_by
    assert (after.clock["kind"], room.case(fresh).clock["kind"]) == ("shop", "natural")
    room.cases.edit(one, replace(COLD, severity=Severity.NORMAL), after.version)
    assert room.case().clock["kind"] == "shop"
    assert room.case().clock["days"] == before.clock["days"]


@pytest.mark.parametrize("zone", ["UTC", "America/Los_Angeles", "Pacific/Kiritimati"])
def test_a_clock_that_waits_is_the_same_in_another_zone(room: Room, zone: str) -> None:
    with in_zone("Asia/Shanghai"):
        room.by_shop_hours()
        one = room.cases.log(COLD)
        room.waiting.pause(one, WaitFor.FACTORY, "等配件", room.day(2))
        room.later(hours=30)
        room.waiting.resume(one)
        room.waiting.pause(one, WaitFor.FACTORY, "再等", room.day(2))
    with in_zone(zone):
        assert room.wrong() == []


DERIVED = ("respond_by", "plan_by", "close_by", "paused_at", "due_kind", "due_at", "remind_at", "manager_at", "owner_at")
Deed = Callable[[Room], Any]
DEEDS: dict[str, tuple[list[Deed], Deed]] = {
    "pause": ([], lambda room: room.waiting.pause(1, WaitFor.FACTORY, "等配件", room.day(2))),
    "wait_on": (
        [lambda room: room.waiting.pause(1, WaitFor.FACTORY, "等配件", room.day(2))],
        lambda room: room.waiting.wait_on(1, room.day(9)),
    ),
    "resume": ([lambda room: room.waiting.pause(1, WaitFor.FACTORY, "等配件", room.day(2))], lambda room: room.waiting.resume(1)),
    "told": ([], lambda room: room.waiting.told(1)),
    "seen": ([], lambda room: room.waiting.seen(1, Escalation.OWNER, "知道了")),
    "tick": ([], lambda room: room.cases.tick(1, Step8.CORRECT, StepDraft("好", measure="换阀"))),
    "severity": ([], lambda room: room.cases.edit(1, replace(COLD, severity=Severity.NORMAL), room.case().version)),
    "level": ([], lambda room: room.cases.edit(1, replace(COLD, level=ComplaintLevel.THIRD_PARTY), room.case().version)),
}


@pytest.mark.parametrize("name", DEEDS)
def test_each_deed_is_one_step_that_undo_takes_back_and_redo_makes(room: Room, name: str) -> None:
    first, deed = DEEDS[name]
    room.cases.log(COLD)
    for before in first:
        before(room)
    room.later(hours=15)
    as_it_was = digest(room.db)
    deed(room)
    done = digest(room.db)
    assert done != as_it_was
    assert room.wrong() == []
    room.history.undo()
    assert (digest(room.db), room.wrong()) == (as_it_was, [])
    room.history.redo()
    assert (digest(room.db), room.wrong()) == (done, [])


@pytest.mark.parametrize("name", DEEDS)
def test_a_deed_that_breaks_off_leaves_nothing(room: Room, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first, deed = DEEDS[name]
    room.cases.log(COLD)
    for before in first:
        before(room)
    as_it_was = digest(room.db)
    for module in ("complaint_waiting", "complaints"):
        monkeypatch.setattr(f"dealer_crm.services.{module}.settle_clock", _break)
    with pytest.raises(RuntimeError):
        deed(room)
    assert digest(room.db) == as_it_was


def _break(*_told: object) -> None:
    raise RuntimeError


@pytest.mark.parametrize("column", DERIVED)
def test_a_check_finds_each_column_that_is_wrong_and_mends_it(room: Room, column: str) -> None:
    room.cases.log(COLD)
    right = room.case()
    wrong = Due.CLOSE if column == "due_kind" else datetime(2020, 1, 1, tzinfo=room.clock().tzinfo)
    with room.db.write(Actor(), Action.EDIT, Subject.COMPLAINT) as session:
        setattr(session.get_one(Complaint, 1), column, wrong)
    assert room.wrong() == [f"TS20261122001 {column}"]
    with room.db.write(Actor(), Action.REPAIR, Subject.STORE) as session:
        mend_dates(session, room.trade)
    assert room.wrong() == []
    assert getattr(room.case(), column) == getattr(right, column)


def test_two_waits_at_once_that_a_damaged_file_holds_break_nothing(room: Room) -> None:
    room.cases.log(COLD)
    with room.db.write(Actor(), Action.EDIT, Subject.COMPLAINT) as session:
        common = {"complaint_id": 1, "wait_for": WaitFor.FACTORY, "words": "x", "expected_on": room.day(1)}
        session.add_all([ComplaintPause(from_at=room.clock(), **common), ComplaintPause(from_at=room.clock() + HOUR, **common)])
    assert room.wrong() != []
    room.waiting.told(1)
    assert room.wrong() == []


def test_what_is_taken_back_out_of_turn_leaves_the_clock_to_what_stands(room: Room) -> None:
    one = room.cases.log(COLD)
    deeds = []
    for step, draft in ((Step8.THANK, StepDraft("谢谢")), (Step8.ASK, StepDraft("听了"))):
        room.later(hours=1)
        room.cases.tick(one, step, draft)
        deeds.append(room.history.rows(1)[0].id)
    listened = room.clock()
    room.history.undo_entry(deeds[0])
    assert (room.case().responded_at, room.case().due_kind) == (listened, Due.PLAN)
    assert room.wrong() == []


def test_a_plan_taken_back_after_its_step_was_ticked_leaves_the_end_to_run(room: Room) -> None:
    one = room.cases.log(COLD)
    room.waiting.told(one)
    room.cases.note(one, Step8.CORRECT, StepDraft(measure="换件"))
    planned = room.history.rows(1)[0].id
    room.cases.tick(one, Step8.CORRECT, StepDraft("换了", measure="换件"))
    due = room.case().due_at
    undone = room.history.undo_entry(planned).id
    assert (room.case().measure, room.case().due_kind, room.case().due_at) == ("", Due.CLOSE, due)
    assert room.wrong() == []
    room.history.undo_entry(undone)
    assert room.case().measure == "换件"
    assert room.wrong() == []


def test_a_severity_from_before_cases_kept_their_clock_comes_back_with_its_deadlines(room: Room) -> None:
    one = room.cases.log(COLD)
    before = room.case()
    later = {"respond_by": before.opened_at.isoformat(), "plan_by": "", "close_by": ""}
    with room.db.derive() as connection:  # what an upgrade makes of the deadlines that it finds
        connection.execute(update(Complaint).values(clock={"base": later}))
    with room.db.write(Actor(), Action.EDIT, Subject.COMPLAINT) as session:
        case = session.get_one(Complaint, one)
        case.severity, case.respond_by, case.plan_by, case.close_by = Severity.NORMAL, before.opened_at, None, None
    room.history.undo()
    after = room.case()
    assert (after.severity, after.respond_by, after.close_by) == (before.severity, before.respond_by, before.close_by)
    assert room.wrong() == []

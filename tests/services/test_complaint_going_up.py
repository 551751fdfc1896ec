"""A case goes up: to whom, when, until he has seen to it; whoever is nobody's customer stands on the agenda too."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import insert, select

from dealer_crm.domain.agenda import AgendaKind, Span
from dealer_crm.domain.classes import ValueClass
from dealer_crm.domain.complaint_case import Escalation
from dealer_crm.domain.complaint_steps import StepDraft
from dealer_crm.domain.complaint_waiting import OwnerRole, PersonRole
from dealer_crm.domain.complaints import ComplaintLevel, ComplaintState, Severity, Step8
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.journal import Action, Actor, Role, Subject
from dealer_crm.domain.reminders import wall_clock
from dealer_crm.domain.shop import StaffDraft
from dealer_crm.services.agenda_sources.asking import Sources
from dealer_crm.services.agenda_sources.complaints import COMPLAINTS
from dealer_crm.services.reminders import Reminders
from dealer_crm.services.shop import ShopData
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import Complaint, ComplaintEscalation, CustomerClass
from tests.services.complaint_room import COLD, LEAK, Room
from tests.services.conftest import Clock
from tests.services.plans import plan_of, scans

SLOW = replace(COLD, severity=Severity.NORMAL)
"""It has a day for the answer."""


@pytest.fixture
def room(db: Database, clock: Clock) -> Room:
    """Return the shop."""
    return Room(db, clock)


@pytest.mark.parametrize(
    ("after", "told"),
    [
        pytest.param(0, {}, id="nothing yet"),
        pytest.param(119, {}, id="a minute before"),
        pytest.param(120, {"manager": 2}, id="at the end: the manager"),
        pytest.param(179, {"manager": 2}, id="a minute before half beyond"),
        pytest.param(180, {"manager": 2, "owner": 1}, id="half beyond: the owner too"),
        pytest.param(60 * 30, {"manager": 2, "owner": 1}, id="a day later"),
    ],
)
def test_a_case_goes_up(room: Room, after: int, told: dict[str, int]) -> None:
    room.cases.log(LEAK)
    room.later(minutes=after)
    assert {row.code: row.staff_id for row in room.up()} == told
    assert {row.code for row in room.up(2)} == set(told) & {"manager"}
    assert room.up(3) == []


@pytest.mark.parametrize(
    ("hours", "reminded"),
    [
        pytest.param(11, False, id="not half of a day yet"),
        pytest.param(13, True, id="half is gone, the answer is due tomorrow"),
        pytest.param(25, False, id="too late: it goes up instead"),
    ],
)
def test_who_sees_to_it_is_reminded_while_there_is_time(room: Room, hours: int, reminded: bool) -> None:
    room.cases.log(SLOW)
    room.later(minutes=hours * 60)
    found = {row.code: row.staff_id for row in room.up()}
    assert ("remind" in found) is reminded
    assert found.keys() - {"remind"} == (set() if hours < 24 else {"manager"})


def test_an_answer_ends_the_reminder(room: Room) -> None:
    case = room.cases.log(SLOW)
    room.later(minutes=13 * 60)
    assert {row.code for row in room.up()} == {"remind"}
    room.cases.tick(case, Step8.THANK, StepDraft(words="谢谢您直接告诉我们"))
    assert room.up() == []


@pytest.mark.parametrize(
    ("gone", "manager", "owner"),
    [((), 2, 1), ((2,), 1, 1), ((1,), 2, 4), ((1, 2), 4, 4)],
)
def test_it_goes_to_who_is_there(room: Room, gone: tuple[int, ...], manager: int, owner: int) -> None:
    people = ShopData(room.db, room.actor)
    roles = {1: ("罗", Role.OWNER), 2: ("马", Role.MANAGER)}
    for one in gone:
        people.save_staff(one, StaffDraft(*roles[one], active=False))
    room.cases.log(LEAK)
    room.later(hours=4)
    assert {row.code: row.staff_id for row in room.up()} == {"manager": manager, "owner": owner}


def test_what_was_seen_is_off_until_it_goes_up_again(room: Room) -> None:
    one = room.cases.log(LEAK)
    room.later(hours=2)
    room.as_role(2, Role.MANAGER)
    room.waiting.seen(one, Escalation.MANAGER, "马上派人")
    assert room.up() == []
    assert room.case().manager_at is None
    room.later(hours=1)
    assert [row.code for row in room.up()] == ["owner"]
    room.as_role(1, Role.OWNER)
    room.waiting.seen(one, Escalation.OWNER)
    assert room.up() == []
    room.cases.tick(one, Step8.THANK, StepDraft("谢谢"))
    room.later(hours=24)
    assert [row.code for row in room.up()] == ["manager"]
    assert room.wrong() == []


def test_what_the_owner_saw_goes_to_nobody_below(room: Room) -> None:
    one = room.cases.log(LEAK)
    room.later(hours=3)
    room.waiting.seen(one, Escalation.OWNER)
    assert room.up() == []


@pytest.mark.parametrize(
    ("role", "level", "refusal"),
    [
        (Role.SALES, Escalation.MANAGER, PersonRole),
        (Role.SERVICE, Escalation.MANAGER, PersonRole),
        (Role.INSTALLER, Escalation.OWNER, OwnerRole),
        (Role.SALES, Escalation.OWNER, OwnerRole),
        (Role.MANAGER, Escalation.OWNER, OwnerRole),
        (Role.MANAGER, Escalation.MANAGER, None),
        (Role.OWNER, Escalation.MANAGER, None),
        (Role.OWNER, Escalation.OWNER, None),
    ],
)
def test_only_who_stands_high_enough_has_seen_to_it(room: Room, role: Role, level: Escalation, refusal: type[DomainError] | None) -> None:
    one = room.cases.log(LEAK)
    room.as_role(3, role)
    if refusal is None:
        room.waiting.seen(one, level, "知道了")
        return
    with pytest.raises(refusal):
        room.waiting.seen(one, level)
    with room.db.read() as session:
        assert session.execute(select(ComplaintEscalation.id)).first() is None


@pytest.mark.parametrize("third_party", [True, False])
def test_the_owner_sees_to_level_3_and_value_a_himself_at_once(room: Room, third_party: bool) -> None:
    if not third_party:
        with room.db.derive() as connection:
            connection.execute(insert(CustomerClass).values(customer_id=1, value_class=ValueClass.A.value, waiting=0))
    one = room.cases.log(replace(COLD, level=ComplaintLevel.THIRD_PARTY) if third_party else COLD)
    (row,) = room.up()
    assert (row.code, row.staff_id, row.zh) == ("owner", 1, "own")
    room.waiting.seen(one, Escalation.OWNER, "今天上门")
    assert room.up() == []
    later = room.case().owner_at
    assert later is not None
    assert later > room.clock()
    assert room.wrong() == []


def test_whoever_is_nobodys_customer_stands_on_the_agenda_with_what_is_known(room: Room) -> None:
    room.cases.log(replace(LEAK, customer_id=0, complainant="楼下邻居", reporter_phone="13900001111"))
    room.later(hours=3)
    rows = [row for row in room.agenda.day() if row.key.source_id == 1 and row.customer_id == 0]
    assert [(row.kind, row.name, row.phone) for row in rows] == [
        (AgendaKind.COMPLAINT, "楼下邻居", "13900001111"),
        (AgendaKind.ESCALATION, "楼下邻居", "13900001111"),
        (AgendaKind.ESCALATION, "楼下邻居", "13900001111"),
    ]
    assert room.agenda.figures().kinds == {AgendaKind.COMPLAINT: 1, AgendaKind.ESCALATION: 2}
    assert [row.kind for row in room.agenda.day(staff_id=2)] == [AgendaKind.ESCALATION]


@pytest.mark.parametrize(("place", "column"), [(0, "due_at"), (1, "remind_at"), (2, "manager_at"), (3, "owner_at")])
def test_what_is_open_and_what_has_gone_up_are_found_by_their_indexes(room: Room, place: int, column: str) -> None:
    span, alone = Span(None, room.day(0), room.day(0), staff_id=3, now=room.clock()), Sources([COMPLAINTS[place]])

    def ask() -> None:
        with room.db.read() as session:
            alone.items(session, span)
            alone.counts(session, span)

    plan = plan_of(room.db, ask)
    assert scans(plan) == []
    assert sum(f"ix_complaint_{column}" in line for line in plan) == 2


def test_somebody_is_reminded_the_moment_a_case_goes_up(room: Room) -> None:
    reminders = Reminders(room.db, room.clock, room.agenda)
    room.cases.log(LEAK)
    room.later(hours=1, minutes=50)
    case = room.case()
    assert case.manager_at is not None
    assert reminders.look().next_at == wall_clock(case.manager_at)
    room.later(minutes=10)
    assert "escalation_manager" in {one.due.source for one in reminders.look().raised}
    room.clock.at = case.manager_at
    assert reminders.sum().sound


def test_a_closed_case_is_among_what_was_done(room: Room) -> None:
    one = room.cases.log(replace(LEAK, customer_id=0, complainant="楼下邻居"))
    with room.db.write(Actor(), Action.CLOSE, Subject.COMPLAINT) as session:
        case = session.get_one(Complaint, one)
        case.state, case.closed_at, case.closed_by_id = ComplaintState.CLOSED, room.clock(), 3
        case.due_kind = case.due_at = case.remind_at = case.manager_at = case.owner_at = None
    (row,) = room.agenda.done(room.day(0), room.day(0))
    assert (row.kind, row.name, row.staff_id, row.done) == (AgendaKind.COMPLAINT, "楼下邻居", 3, True)
    assert room.agenda.day() == []

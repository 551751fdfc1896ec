"""What gets in each other's way: times of one person, absences, closed days, one customer twice; and how long things take."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta

import pytest

from dealer_crm.domain.agenda import AgendaKind, AgendaRow
from dealer_crm.domain.clashes import Clash, ClashKind, Days, clashes, lasts, on_closed_days, suspects
from dealer_crm.domain.followups import Way
from tests.ui.today.morning import TODAY, item, step


@dataclass(frozen=True)
class Away:
    """Somebody away."""

    staff_id: int
    first_on: date
    last_on: date


def visit(number: int, at: time | None, slot: str = "", staff_id: int | None = 3, **changes: object) -> AgendaRow:
    """Return a visit of today."""
    return step(number, 0, way=Way.VISIT, at=at, slot=slot, staff_id=staff_id, **changes)


@pytest.mark.parametrize(
    ("row", "length"),
    [
        (visit(1, time(9)), 60),
        (visit(1, time(9), "9:00-11:30"), 150),
        (visit(1, time(14), "下午2点-4点"), 120),
        (visit(1, time(14), "14:00-13:00"), 60),
        (visit(1, time(22), "22:00-9:00"), 60),
        (step(1, 0, way=Way.PHONE, at=time(9)), 30),
        (item(AgendaKind.DELIVERY, 1, at=time(9)), 120),
        (item(AgendaKind.COMPLAINT, 1, at=time(17)), 0),
    ],
)
def test_a_time_says_how_long_something_takes_else_its_kind(row: AgendaRow, length: int) -> None:
    assert lasts(row) == length


def test_two_things_of_one_person_at_once_clash() -> None:
    one, other, later = visit(1, time(9)), visit(2, time(9, 30)), visit(3, time(10, 30))
    found = clashes([one, other, later], Days())
    assert set(found) == {one.key, other.key}
    assert found[one.key] == (Clash(ClashKind.TIME, other.name, time(9, 30)),)


@pytest.mark.parametrize(
    "other",
    [
        visit(2, time(9), staff_id=4),
        visit(2, None),
        visit(2, time(9), done=True),
        visit(2, time(8), "上午"),
        visit(2, time(9), due_on=TODAY + timedelta(days=1)),
        item(AgendaKind.COMPLAINT, 2, at=time(9), staff_id=3),
    ],
)
def test_what_is_of_another_person_day_or_hour_does_not(other: AgendaRow) -> None:
    assert clashes([visit(1, time(9)), other], Days()) == {}


def test_absence_closed_day_and_customer_twice_are_told_by_weight() -> None:
    one, other = visit(1, None), visit(2, None, staff_id=4, customer_id=101, staff="陈师傅")
    days = Days([Away(3, TODAY, TODAY)], lambda day: day == TODAY)
    found = clashes([one, other], days)
    assert [clash.kind for clash in found[one.key]] == [ClashKind.AWAY, ClashKind.CLOSED, ClashKind.TWICE]
    assert found[other.key] == (Clash(ClashKind.CLOSED), Clash(ClashKind.TWICE, one.staff))


def test_only_what_may_clash_is_suspected() -> None:
    rows = [visit(1, time(9)), visit(2, time(15)), step(3, 0), step(4, 0, customer_id=103), step(5, 2, at=time(9)), step(6, -1)]
    items = [row.item for row in rows]
    assert {one.record_id for one in suspects(items, Days())} == {1, 2, 3, 4}
    assert {one.record_id for one in suspects(items, Days([Away(9, TODAY, TODAY + timedelta(days=1))]))} == {1, 2, 3, 4, 6}
    assert len(on_closed_days(items, Days(closed=lambda _day: True))) == 5

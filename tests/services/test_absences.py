"""Absences are entered, changed and removed, each step undoable; what cannot be is refused."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from dealer_crm.domain.absences import (
    AbsenceDraft,
    AbsenceEndsFirst,
    AbsenceGone,
    AbsenceNoteTooLong,
    AbsenceOverlaps,
    AbsencePersonMissing,
    AbsenceTooLong,
)
from dealer_crm.domain.errors import EditConflict
from dealer_crm.domain.journal import Actor
from dealer_crm.domain.planning import AbsenceKind
from dealer_crm.domain.shop import StaffDraft
from dealer_crm.services.absences import Absences
from dealer_crm.services.history import History
from dealer_crm.services.shop import ShopData
from dealer_crm.storage.database import Database
from tests.services.conftest import Clock
from tests.storage.shops import digest

MAY = date(2027, 5, 3)


def day(count: int) -> date:
    """Return a day so many after the first of the absence."""
    return MAY + timedelta(days=count)


@pytest.fixture
def absences(db: Database, actor: Callable[[], Actor], clock: Clock) -> Absences:
    """Return the use-cases in a shop of two people."""
    for name in ("李梅", "赵强"):
        ShopData(db, actor).add_staff(StaffDraft(name))
    return Absences(db, actor, clock)


def test_each_step_can_be_taken_back(absences: Absences, db: Database) -> None:
    history, states = History(db, Actor), [digest(db)]
    first = absences.add(AbsenceDraft(1, MAY, day(4), note=" 回老家\n "))
    states.append(digest(db))
    absences.edit(first, replace(absences.of(1)[0].draft(), kind=AbsenceKind.TRAINING, last_on=day(6)))
    states.append(digest(db))
    assert [(row.staff, row.first_on, row.last_on, row.kind, row.note) for row in absences.of(1)] == [
        ("李梅", MAY, day(6), AbsenceKind.TRAINING, "回老家")
    ]
    absences.delete(first)
    assert absences.of(1) == []
    while states:
        history.undo()
        assert digest(db) == states.pop()


def test_days_that_touch_the_asked_ones_are_found(absences: Absences) -> None:
    late = absences.add(AbsenceDraft(2, day(4), day(5)))
    early = absences.add(AbsenceDraft(1, MAY, day(4)))
    assert [row.id for row in absences.between(day(4), day(4))] == [early, late]
    assert [row.id for row in absences.between(day(5), day(9))] == [late]
    assert absences.between(day(6), day(9)) == absences.between(day(-9), day(-1)) == []


def test_what_is_over_is_not_to_come(absences: Absences, clock: Clock) -> None:
    absences.add(AbsenceDraft(1, clock.today - timedelta(days=3), clock.today - timedelta(days=1)))
    running = absences.add(AbsenceDraft(2, clock.today - timedelta(days=3), clock.today))
    assert [row.id for row in absences.coming()] == [running]


@pytest.mark.parametrize(
    ("draft", "error"),
    [
        (AbsenceDraft(7, MAY, MAY), AbsencePersonMissing),
        (AbsenceDraft(1, MAY, day(-1)), AbsenceEndsFirst),
        (AbsenceDraft(1, MAY, day(366)), AbsenceTooLong),
        (AbsenceDraft(1, MAY, MAY, note="长" * 10_000), AbsenceNoteTooLong),
        (AbsenceDraft(2, day(2), day(3)), AbsenceOverlaps),
        (AbsenceDraft(2, day(-9), day(0)), AbsenceOverlaps),
    ],
)
def test_what_is_refused_is_not_written(absences: Absences, db: Database, draft: AbsenceDraft, error: type[Exception]) -> None:
    absences.add(AbsenceDraft(2, MAY, day(2)))
    before = digest(db)
    with pytest.raises(error):
        absences.add(draft)
    assert digest(db) == before


def test_own_days_do_not_stand_against_a_change(absences: Absences) -> None:
    first, other = absences.add(AbsenceDraft(1, MAY, day(2))), absences.add(AbsenceDraft(1, day(5), day(6)))
    mine = absences.of(1)[0].draft()
    absences.edit(first, replace(mine, last_on=day(3)))
    with pytest.raises(EditConflict):
        absences.edit(first, replace(mine, last_on=day(2)))
    with pytest.raises(AbsenceOverlaps):
        absences.edit(other, AbsenceDraft(1, day(3), day(6)))
    absences.delete(first)
    with pytest.raises(AbsenceGone):
        absences.edit(first, mine)

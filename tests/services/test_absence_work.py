"""What lies in the days of an absence goes to a colleague or behind them in one undoable step; what was agreed goes only where chosen."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from dealer_crm.domain.agenda import AgendaItemFixed
from dealer_crm.domain.customers import CustomerDraft
from dealer_crm.domain.followups import Way
from dealer_crm.domain.journal import Actor
from dealer_crm.domain.shop import StaffDraft
from dealer_crm.services.absence_work import AbsenceWork
from dealer_crm.services.agenda import Agenda
from dealer_crm.services.customers import Customers
from dealer_crm.services.followups import FollowUps
from dealer_crm.services.history import History
from dealer_crm.services.shop import ShopData
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import Database
from tests.services.conftest import Clock
from tests.storage.shops import digest

AWAY, HERE = 1, 2
FRIDAY = date(2026, 11, 27)


@pytest.fixture
def work(db: Database, actor: Callable[[], Actor], clock: Clock) -> AbsenceWork:
    """Return the use-cases in a shop where two calls and a visit of somebody lie on one Friday."""
    shop, customers, followups = ShopData(db, actor), Customers(db, actor, clock), FollowUps(db, actor, clock)
    for name in ("李梅", "赵强"):
        shop.add_staff(StaffDraft(name))
    for name in ("王芳", "安居乐", "水清清"):
        customers.create(CustomerDraft(name=name, owner_id=AWAY))
    for customer_id, way in ((1, Way.PHONE), (2, None), (3, Way.VISIT)):
        followups.plan([customer_id], FRIDAY, "谈方案", way)
    return AbsenceWork(db, actor, Agenda(db, actor, clock), Trade())


def names(work: AbsenceWork, staff_id: int, day: date) -> list[str]:
    """Return whose follow-ups somebody has on a day."""
    return sorted(row.name for row in work.inside(staff_id, day, day).rows if row.source == "step")


def test_what_was_agreed_is_told_apart(work: AbsenceWork) -> None:
    found = work.inside(AWAY, FRIDAY, FRIDAY)
    assert sorted(row.name for row in found.free) == ["安居乐", "王芳"]
    assert {row.name for row in found.agreed} == {"水清清"}
    assert found.back_on == FRIDAY + timedelta(days=3)
    assert work.inside(HERE, FRIDAY, FRIDAY).rows == ()


def test_a_colleague_gets_it_on_its_own_day(work: AbsenceWork, db: Database) -> None:
    before = digest(db)
    assert work.give(work.inside(AWAY, FRIDAY, FRIDAY).free, HERE) == 2
    assert names(work, HERE, FRIDAY) == ["安居乐", "王芳"]
    assert names(work, AWAY, FRIDAY) == ["水清清"]
    History(db, Actor).undo_entry(History(db, Actor).rows(1)[0].id)
    assert digest(db) == before


def test_what_another_window_moved_meanwhile_keeps_its_new_day(work: AbsenceWork, db: Database, clock: Clock) -> None:
    seen, later = work.inside(AWAY, FRIDAY, FRIDAY).free, FRIDAY + timedelta(days=7)
    FollowUps(db, Actor, clock).postpone([seen[0].key.source_id], later)
    work.give(seen, HERE)
    assert (names(work, HERE, FRIDAY), names(work, HERE, later)) == ([seen[1].name], [seen[0].name])


def test_it_goes_behind_the_days(work: AbsenceWork, db: Database) -> None:
    before, found = digest(db), work.inside(AWAY, FRIDAY, FRIDAY)
    work.move(found.free, found.back_on)
    assert names(work, AWAY, found.back_on) == ["安居乐", "王芳"]
    History(db, Actor).undo_entry(History(db, Actor).rows(1)[0].id)
    assert digest(db) == before


def test_what_is_nobodys_own_is_not_given(work: AbsenceWork) -> None:
    confirm = [row for row in work.inside(AWAY, FRIDAY - timedelta(days=1), FRIDAY).rows if row.key.occurrence is not None]
    assert confirm
    with pytest.raises(AgendaItemFixed):
        work.give(confirm, HERE)

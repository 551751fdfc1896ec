"""All that somebody sees to goes to colleagues in one undoable step; what is done stays his, and what cannot be is refused."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from dealer_crm.domain.hand_over import HandOverDraft, HandOverToInactive, HandOverToNobody, HandOverToSelf, Held, Split, shares
from dealer_crm.domain.journal import Actor, Role
from dealer_crm.domain.planning import Department
from dealer_crm.domain.progress import Cancelled
from dealer_crm.domain.shop import LastOwner, StaffDraft
from dealer_crm.domain.slips import SlipDraft
from dealer_crm.services.customers import Customers
from dealer_crm.services.hand_over import HandOver
from dealer_crm.services.history import History
from dealer_crm.services.shop import ShopData
from dealer_crm.services.slips import Slips
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import Customer, CustomerLine, FollowUp, Staff
from tests.services.conftest import Clock
from tests.storage.shops import digest


@pytest.fixture
def leaver(sample: Database, actor: Callable[[], Actor], clock: Clock) -> int:
    """Return who of the sample shop has most customers, with a hand-over slip that waits for him."""
    owners = select(func.coalesce(Customer.owner_id, 0)).where(Customer.owner_id.is_not(None)).group_by(Customer.owner_id)
    with sample.read() as session:
        leaver = session.scalars(owners.order_by(func.count().desc()).limit(1)).one()
        customer_id = session.scalars(select(Customer.id).limit(1)).one()
    slip = SlipDraft(customer_id, Department.INSTALLATION, Department.SERVICE, leaver, clock.today + timedelta(days=1))
    Slips(sample, actor, clock).send(slip)
    return leaver


def colleagues(db: Database, leaver: int) -> tuple[int, ...]:
    """Return everybody else who works in the shop."""
    return tuple(person.id for person in ShopData(db, Actor).staff() if person.id != leaver)


def done_by(db: Database, staff_id: int) -> int:
    """Return how many talks somebody held."""
    with db.read() as session:
        return session.execute(select(func.count()).select_from(FollowUp).where(FollowUp.staff_id == staff_id)).scalar_one()


def test_everything_open_goes_over_and_comes_back(sample: Database, leaver: int) -> None:
    hand_over, before, talks = HandOver(sample, Actor), digest(sample), done_by(sample, leaver)
    held = hand_over.preview(leaver)
    assert {kind for kind, count in held.counts.items() if count} >= {Held.CUSTOMERS, Held.STEPS, Held.SLIPS}
    to = colleagues(sample, leaver)[0]
    theirs = hand_over.preview(to)
    done = hand_over.hand_over(HandOverDraft(leaver, (to,)))
    assert done.counts == held.counts
    assert len(done.customer_ids) == held.counts[Held.CUSTOMERS]
    assert not hand_over.preview(leaver).any
    assert hand_over.preview(to).counts == {kind: count + theirs.counts[kind] for kind, count in held.counts.items()}
    assert done_by(sample, leaver) == talks
    with sample.read() as session:
        assert not session.get_one(Staff, leaver).active
        assert session.execute(select(func.count()).where(CustomerLine.owner_id == leaver)).scalar_one() == 0
    History(sample, Actor).undo_entry(History(sample, Actor).rows(1)[0].id)
    assert digest(sample) == before


def test_a_later_change_of_a_customer_survives_the_undo(sample: Database, leaver: int) -> None:
    hand_over = HandOver(sample, Actor)
    told = hand_over.hand_over(HandOverDraft(leaver, colleagues(sample, leaver)[:1])).customer_ids
    entry = History(sample, Actor).rows(1)[0].id
    customers = Customers(sample, Actor, sample.now)
    draft, version = customers.draft(told[0])
    customers.edit(told[0], replace(draft, note="改过"), version)
    History(sample, Actor).undo_entry(entry)
    again, _version = customers.draft(told[0])
    assert (again.note, again.owner_id) == ("改过", leaver)


def test_customers_are_told_with_what_is_open(sample: Database, leaver: int) -> None:
    hand_over = HandOver(sample, Actor)
    done = hand_over.hand_over(HandOverDraft(leaver, colleagues(sample, leaver), Split.EVENLY, leaves=False))
    rows = hand_over.calls(done.customer_ids)
    assert [row.customer_id for row in rows] == list(done.customer_ids)
    names = {person.name for person in ShopData(sample, Actor).staff() if person.id != leaver}
    assert {row.staff for row in rows} <= names
    assert rows[0].matters
    with sample.read() as session:
        assert session.get_one(Staff, leaver).active


class Stopped:
    """A user who cancels at once."""

    def step(self, done: int, total: int) -> None:
        """Cancel."""
        raise Cancelled


def test_a_cancel_changes_nothing(sample: Database, leaver: int) -> None:
    before = digest(sample)
    with pytest.raises(Cancelled):
        HandOver(sample, Actor).hand_over(HandOverDraft(leaver, colleagues(sample, leaver)[:1]), Stopped())
    assert digest(sample) == before


def test_what_is_refused_changes_nothing(db: Database, actor: Callable[[], Actor]) -> None:
    shop, hand_over = ShopData(db, actor), HandOver(db, actor)
    owner = shop.add_staff(StaffDraft("老板", Role.OWNER))
    gone = shop.add_staff(StaffDraft("周走", active=False))
    here = shop.add_staff(StaffDraft("李梅"))
    before = digest(db)
    for draft, error in (
        (HandOverDraft(owner, ()), HandOverToNobody),
        (HandOverDraft(here, (owner, here)), HandOverToSelf),
        (HandOverDraft(here, (gone,)), HandOverToInactive),
        (HandOverDraft(here, (99,)), HandOverToInactive),
        (HandOverDraft(owner, (here,)), LastOwner),
    ):
        with pytest.raises(error):
            hand_over.hand_over(draft)
    assert digest(db) == before


def test_communities_stay_together_and_loads_are_even() -> None:
    customers = [(1, "山"), (2, "水"), (3, "山"), (4, ""), (5, ""), (6, "山"), (7, "水")]
    assert shares(customers, (8, 9), Split.COMMUNITY) == {1: 8, 3: 8, 6: 8, 2: 9, 7: 9, 4: 9, 5: 8}
    evenly = shares(customers, (8, 9), Split.EVENLY)
    assert sorted(evenly.values()) == [8, 8, 8, 8, 9, 9, 9]
    assert set(shares(customers, (8,), Split.COMMUNITY).values()) == {8}

"""Files are saved whole, changed where they changed, and deleted with all that is theirs."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from dealer_crm.domain.customers import (
    ContactDraft,
    ContactRole,
    CustomerDraft,
    CustomerInUse,
    CustomerNotFound,
    IntentLevel,
    NameOrPhoneMissing,
    PhoneDraft,
    ReferrerIsSelf,
    Stage,
)
from dealer_crm.domain.errors import DomainError, EditConflict
from dealer_crm.domain.followups import FollowUpDraft
from dealer_crm.domain.journal import Action, Actor, Subject
from dealer_crm.domain.premises import HouseType, PremisesDraft, RoomMissing
from dealer_crm.services.customer_list import CustomerList, CustomerSpec, CustomerView
from dealer_crm.services.customer_page import CustomerPages
from dealer_crm.services.customers import Customers
from dealer_crm.services.followups import FollowUps
from dealer_crm.services.history import History
from dealer_crm.services.timeline import EventKind
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import JOURNALLED, Customer, Phone, Premises, PremisesHolder
from tests.services.conftest import Clock

FULL = CustomerDraft(
    name="尉迟暖",
    phones=(PhoneDraft("142 0000 0007"), PhoneDraft("0999-8880007", "家里")),
    wechat="yuchi",
    stage=Stage.INTENT,
    intent_level=IntentLevel.A,
    contacts=(ContactDraft("沈佳", ContactRole.DECIDER, (PhoneDraft("14200000107"),)),),
    premises=(PremisesDraft(community="云上花园", building="8", unit="1", room="2201", house_type=HouseType.FLAT, area=136_000),),
)


@pytest.fixture
def customers(db: Database, actor: Callable[[], Actor], clock: Clock) -> Customers:
    """Return the use-cases on an empty store."""
    return Customers(db, actor, clock)


def counted(db: Database) -> dict[str, int]:
    """Return how many rows each table has."""
    with db.read() as session:
        return {m.__tablename__: session.execute(select(func.count()).select_from(m)).scalar_one() for m in JOURNALLED}


def test_what_was_filed_is_read_back(customers: Customers, db: Database, clock: Clock) -> None:
    customer_id = customers.create(FULL)
    draft, version = customers.draft(customer_id)
    assert customers.draft(customer_id)[1] == version
    assert replace(draft, contacts=(), premises=()) == replace(FULL.checked(), contacts=(), premises=())
    assert [(c.name, c.role, c.phones) for c in draft.contacts] == [("沈佳", ContactRole.DECIDER, (PhoneDraft("14200000107"),))]
    assert draft.premises[0].line == "云上花园 8幢1单元2201"
    line = CustomerList(db, clock).page(CustomerSpec(), 1)[0]
    assert (line.number, line.phone, line.address, line.stage) == ("KH20261122001", "14200000007", "云上花园 8-1-2201", Stage.INTENT)


@pytest.mark.parametrize("days", [1, 3])
def test_first_step_is_planned_with_the_file(customers: Customers, db: Database, clock: Clock, days: int) -> None:
    due = clock.today + timedelta(days=days)
    customer_id = customers.create(FULL, due, "量房")
    line = CustomerList(db, clock).rows([customer_id])[0]
    assert (line.next_on, line.next_purpose) == (due, "量房")
    History(db, Actor).undo_entry(1)
    assert sum(counted(db).values()) == 1, "the shop's own row alone is left"


@pytest.mark.parametrize(
    ("draft", "refusal"),
    [
        (CustomerDraft(), NameOrPhoneMissing),
        (CustomerDraft(name=" \u200b".strip("\u200b")), NameOrPhoneMissing),
        (CustomerDraft(name="x", premises=(PremisesDraft(community="云上花园", house_type=HouseType.FLAT),)), RoomMissing),
    ],
)
def test_refused_file_saves_nothing(customers: Customers, db: Database, draft: CustomerDraft, refusal: type[DomainError]) -> None:
    before = counted(db)
    with pytest.raises(refusal):
        customers.create(draft)
    assert counted(db) == before


def test_edit_changes_what_changed_and_keeps_the_rows(customers: Customers, db: Database) -> None:
    customer_id = customers.create(FULL)
    draft, version = customers.draft(customer_id)
    with db.read() as session:
        before = {phone.digits: phone.id for phone in session.scalars(select(Phone))}
    customers.edit(customer_id, replace(draft, phones=(PhoneDraft("13912340000"), *draft.phones[1:])), version)
    with db.read() as session:
        after = {phone.digits: phone.id for phone in session.scalars(select(Phone))}
    assert after.keys() == {"13912340000", "09998880007", "14200000107"}
    assert after["09998880007"] == before["09998880007"]


def test_saving_without_a_change_writes_nothing(customers: Customers, db: Database) -> None:
    customer_id = customers.create(FULL)
    draft, version = customers.draft(customer_id)
    customers.edit(customer_id, draft, version)
    assert customers.draft(customer_id)[1] == version
    assert len(History(db, Actor).rows()) == 1


def test_who_saves_second_is_told(customers: Customers) -> None:
    customer_id = customers.create(FULL)
    draft, version = customers.draft(customer_id)
    customers.edit(customer_id, replace(draft, note="one"), version)
    with pytest.raises(EditConflict):
        customers.edit(customer_id, replace(draft, note="two"), version)
    assert customers.draft(customer_id)[0].note == "one"


def test_a_house_he_leaves_stays_only_while_something_stands_there(customers: Customers, db: Database) -> None:
    customer_id = customers.create(FULL)
    draft, version = customers.draft(customer_id)
    customers.edit(customer_id, replace(draft, premises=()), version)
    with db.read() as session:
        assert session.scalars(select(Premises)).first() is None


def test_referrers_are_kept_while_they_are_named(customers: Customers) -> None:
    first = customers.create(CustomerDraft(name="温暖如"))
    second = customers.create(CustomerDraft(name="查理好", referrer_id=first))
    with pytest.raises(CustomerInUse, match="CustomerInUse"):
        customers.delete(first)
    draft, version = customers.draft(second)
    with pytest.raises(ReferrerIsSelf):
        customers.edit(second, replace(draft, referrer_id=second), version)
    customers.delete(second)
    customers.delete(first)


def test_deleting_takes_all_that_is_his_and_undo_brings_it_back(customers: Customers, db: Database, clock: Clock) -> None:
    history = History(db, Actor)
    customer_id = customers.create(FULL)
    FollowUps(db, Actor, clock).log(FollowUpDraft(customer_id, words="量过房", next_on=clock.today))
    before = counted(db)
    customers.delete(customer_id)
    with db.read() as session:
        assert session.scalars(select(Customer)).first() is None
    history.undo()
    assert counted(db) == before
    assert CustomerList(db, clock).find("yuchi")[0].id == customer_id


def test_deleting_many_is_one_step_or_none(customers: Customers, db: Database, clock: Clock) -> None:
    ids = [customers.create(CustomerDraft(name=f"客户{n}")) for n in range(5)]
    with pytest.raises(CustomerNotFound):
        customers.delete_many([*ids, 999])
    assert CustomerList(db, clock).count() == 5
    customers.delete_many(ids)
    assert CustomerList(db, clock).count() == 0
    assert History(db, Actor).rows(1)[0].label == "客户0, 客户1, 客户2 +2"


@pytest.mark.parametrize("turned", [False, True])
def test_referrer_and_referred_go_together_in_any_order(customers: Customers, db: Database, clock: Clock, turned: bool) -> None:
    first = customers.create(CustomerDraft(name="温暖如"))
    second = customers.create(CustomerDraft(name="查理好", referrer_id=first))
    third = customers.create(CustomerDraft(name="郝客来", referrer_id=second))
    with pytest.raises(CustomerInUse, match="郝客来"):
        customers.delete_many([second, first] if turned else [first, second])
    assert CustomerList(db, clock).count() == 3
    going = [first, second, third, first]
    customers.delete_many(reversed(going) if turned else going)
    assert CustomerList(db, clock).count() == 0
    history = History(db, Actor)
    history.undo_entry(history.rows(1)[0].id)
    assert customers.draft(second)[0].referrer_id == first
    assert customers.draft(third)[0].referrer_id == second


@pytest.mark.parametrize("number", ["KH20261122001", "kh20261122001", " KH20261122001 "])
def test_number_names_one_customer(customers: Customers, number: str) -> None:
    assert customers.id_of(number) == 1 if customers.create(FULL) == 1 else None


@pytest.mark.parametrize("ask", ["draft", "delete"])
def test_who_is_gone_is_refused(customers: Customers, ask: str) -> None:
    with pytest.raises(CustomerNotFound):
        getattr(customers, ask)(7)
    with pytest.raises(CustomerNotFound):
        customers.id_of("KH1")


def test_page_of_a_customer_tells_his_story(customers: Customers, db: Database, clock: Clock) -> None:
    customer_id = customers.create(FULL)
    clock.on(1)
    follow = FollowUps(db, Actor, clock)
    follow.log(FollowUpDraft(customer_id, words="报价了", next_on=clock.today + timedelta(days=3), next_purpose="问答复"))
    page = CustomerPages(db, clock).open(customer_id)
    assert [event.kind for event in page.timeline] == [EventKind.FOLLOW_UP, EventKind.FILED]
    assert page.steps[0].purpose == "问答复"
    with pytest.raises(CustomerNotFound):
        CustomerPages(db, clock).open(99)


def test_views_of_the_list_and_their_counts_agree(customers: Customers, db: Database, clock: Clock) -> None:
    for days, stage in ((-1, Stage.INTENT), (0, Stage.POTENTIAL), (5, Stage.DEAL), (None, Stage.BASE), (None, Stage.LOST)):
        due = None if days is None else clock.today + timedelta(days=days)
        customers.create(CustomerDraft(name=stage.value, stage=stage, intent_level=IntentLevel.A), due)
    lists = CustomerList(db, clock)
    counts = lists.counts()
    assert counts == {view: len(lists.ids(CustomerSpec(view=view))) for view in CustomerView}
    assert (counts[CustomerView.OVERDUE], counts[CustomerView.TODAY], counts[CustomerView.NO_NEXT_STEP], counts[CustomerView.LOST]) == (
        1,
        1,
        1,
        1,
    )
    assert lists.page(CustomerSpec(), 1)[0].stage is Stage.INTENT


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize(
    "key", ["name", "phone", "next_on", "address", "stage", "intent_level", "last_at", "owner", "balance", "created_at"]
)
def test_every_order_shows_everybody_once(customers: Customers, db: Database, clock: Clock, key: str, descending: bool) -> None:
    made = [
        customers.create(CustomerDraft(name=name, phones=(PhoneDraft(phone),))) for name, phone in (("曾", "1"), ("区", "2"), ("", "3"))
    ]
    ids = CustomerList(db, clock).ids(CustomerSpec(sort=key, descending=descending))
    assert sorted(ids) == sorted(made)


@pytest.mark.parametrize(
    "other",
    [
        {"phones": (PhoneDraft("13922220000"),)},
        {"stage": Stage.DEAL},
        {"premises": (PremisesDraft(community="云上花园", room="1803"),)},
        {"contacts": (ContactDraft("李四", ContactRole.PAYER),)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_whatever_somebody_else_saved_is_seen(customers: Customers, other: dict[str, object]) -> None:
    customer_id = customers.create(FULL)
    draft, version = customers.draft(customer_id)
    customers.edit(customer_id, replace(draft, **other), version)  # type: ignore[arg-type]
    with pytest.raises(EditConflict):
        customers.edit(customer_id, replace(draft, note="two"), version)


def test_who_has_moved_out_of_a_house_can_go_too(customers: Customers, db: Database, actor: Callable[[], Actor], clock: Clock) -> None:
    history = History(db, actor)
    house = PremisesDraft(community="云上花园", building="1", room="101")
    customer_id = customers.create(CustomerDraft(name="搬走的人", premises=(house,)))
    with db.write(Actor(), Action.EDIT, Subject.CUSTOMER) as session:
        for holder in session.scalars(select(PremisesHolder).where(PremisesHolder.customer_id == customer_id)):
            holder.to_on = clock.today
    before = counted(db)
    customers.delete(customer_id)
    history.undo()
    assert counted(db) == before

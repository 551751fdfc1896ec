"""Work on a site holds against what happens around it: orders cancelled, houses given up, deeds taken back, goods left at the door."""

from collections.abc import Callable
from datetime import timedelta
from typing import NamedTuple

import pytest
from sqlalchemy import select

from dealer_crm.domain.acceptances import AcceptanceDraft, AcceptanceState, SheetHandedOver
from dealer_crm.domain.expectations import Fact
from dealer_crm.domain.followups import StepState
from dealer_crm.domain.jobs import JobDraft, JobStage, JobState, MaterialDraft
from dealer_crm.domain.journal import Actor, Subject, UndoBlocked
from dealer_crm.domain.marks import MarksDraft
from dealer_crm.domain.order_effects import Effect
from dealer_crm.domain.orders import OrderState
from dealer_crm.domain.products import ProductDraft, ProductInUse
from dealer_crm.domain.sheet_shapes import shape_of
from dealer_crm.services.acceptances import Acceptances
from dealer_crm.services.customers import Customers
from dealer_crm.services.expectations import Expectations
from dealer_crm.services.jobs import Jobs
from dealer_crm.services.orders import Orders
from dealer_crm.services.products import Products
from dealer_crm.services.sites import Sites
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import DeliveryCheck, Equipment, NextStep, Premises, Signature
from tests.services.conftest import Clock
from tests.services.loading import FAIL, PASS, Shop, finish, line, load, order
from tests.services.readings import filled, picture

HIDDEN = "floor_heating_hidden"


class Site(NamedTuple):
    """The use-cases on a shop with one order."""

    shop: Shop
    jobs: Jobs
    sheets: Acceptances
    orders: Orders
    customers: Customers

    def sheets_of(self, delivery_id: int) -> list[str]:
        """Return the sheets that stand in a delivery."""
        return list(dict.fromkeys(group.sheet for group in self.shop.deliveries.open(delivery_id).groups))


@pytest.fixture
def site(db: Database, actor: Callable[[], Actor], clock: Clock) -> Site:
    """Return the shop."""
    shop = load(db, actor, clock)
    return Site(
        shop,
        Jobs(db, actor, clock, Trade()),
        Acceptances(db, actor, clock, Trade()),
        Orders(db, actor, clock),
        Customers(db, actor, clock),
    )


def test_a_cancelled_order_calls_its_site_off_but_not_who_is_at_work(site: Site) -> None:
    waiting, begun = (site.jobs.plan(1, JobDraft(stage=stage)) for stage in (JobStage.UNITS, JobStage.HIDDEN))
    site.jobs.start(begun)
    sheet = site.sheets.begin(1, HIDDEN)
    told = [one.details for one in site.orders.cancel_effect(1) if one.effect is Effect.SITE_CALLED_OFF]
    assert told == [(site.jobs.open(waiting).number, site.sheets.open(sheet).number)]
    site.orders.cancel(1, "不装了")
    assert (site.jobs.open(waiting).state, site.jobs.open(begun).state) == (JobState.CANCELLED, JobState.UNDER_WAY)
    assert (site.jobs.open(waiting).reason, site.sheets.open(sheet).state) == ("不装了", AcceptanceState.CANCELLED)
    site.shop.history.undo()
    assert (site.jobs.open(waiting).state, site.sheets.open(sheet).state) == (JobState.PLANNED, AcceptanceState.OPEN)


def test_a_house_with_work_stays_when_nobody_holds_it_any_more(site: Site) -> None:
    site.jobs.plan(1)
    draft, version = site.customers.draft(1)
    site.customers.edit(1, draft.__class__(name=draft.name, phones=draft.phones), version)
    assert len(site.shop.rows(Premises)) == 1


def test_a_sheet_is_not_taken_back_from_under_a_delivery_planned_since(site: Site, clock: Clock) -> None:
    site.sheets.begin(1, HIDDEN)
    clock.on(1)
    delivery_id = site.shop.deliveries.plan(1)
    begun = site.shop.history.rows(1, subject=Subject.ACCEPTANCE)[0].id
    with pytest.raises(UndoBlocked):
        site.shop.history.undo_entry(begun)
    site.sheets.cancel(1)
    assert HIDDEN in site.sheets_of(delivery_id)


def test_goods_that_stay_behind_take_their_sheet_along(site: Site) -> None:
    delivery_id = site.shop.deliveries.plan(1)
    heating = site.shop.deliveries.open(delivery_id).lines[1]
    site.shop.deliveries.sign(delivery_id, "陈静", {heating.id: 0}, "缺货")
    assert site.sheets_of(delivery_id) == ["expectations", "room_ac", "manners"]
    assert HIDDEN in site.sheets_of(site.shop.deliveries.plan(1))


def test_readings_of_what_failed_do_not_take_it_off_the_agenda(site: Site, clock: Clock) -> None:
    one = site.sheets.begin(1, HIDDEN)
    check = site.sheets.open(one).checks[0]
    picture(site.shop.db, check.id)
    site.sheets.note(check.id, FAIL, "", "漏", due_on=clock.today + timedelta(days=2))
    site.sheets.keep(check.id, "3", [])
    assert [(found.id, found.value) for found in site.sheets.open(one).failed] == [(check.id, "3")]


def test_a_sheet_that_is_opened_again_is_not_signed(site: Site) -> None:
    one = site.sheets.begin(1, HIDDEN)
    for check in site.sheets.open(one).checks:
        picture(site.shop.db, check.id)
        site.sheets.note(
            check.id,
            PASS,
            str((check.low or check.high or 1000) / 1000) if check.unit else "",
            readings=filled(check.grid),
        )
    site.sheets.close(one, "陈静", "a" * 64)
    site.sheets.reopen(one)
    assert site.shop.rows(Signature) == []
    site.shop.history.undo()
    assert len(site.shop.rows(Signature)) == 1


def test_what_is_ticked_on_a_sheet_stands_in_the_history_of_the_customer(site: Site) -> None:
    site.shop.deliveries.plan(1)
    one = site.sheets.begin(1, HIDDEN)
    site.jobs.plan(1)
    with site.shop.db.read() as session:
        ticked = [*session.scalars(select(DeliveryCheck.id).where(DeliveryCheck.delivery_id.is_not(None)).limit(1))]
    site.shop.deliveries.tick(ticked[0], None, note="看过")
    site.sheets.keep(site.sheets.open(one).checks[0].id, "3", [])
    site.jobs.pass_all([check.id for check in site.jobs.open(1).checks][:1])
    said = [row.subject for row in site.shop.history.rows(3, subject=Subject.CUSTOMER, subject_id=1)]
    assert said == [Subject.JOB, Subject.ACCEPTANCE, Subject.DELIVERY]


def test_a_product_that_a_job_took_along_is_in_use(site: Site, actor: Callable[[], Actor], clock: Clock) -> None:
    products = Products(site.shop.db, actor, clock, Trade())
    product_id = products.create(ProductDraft(name="铜管", category="service"))
    site.jobs.plan(1, JobDraft(materials=(MaterialDraft("铜管", "米", 5000, product_id=product_id),)))
    with pytest.raises(ProductInUse):
        products.delete(product_id)


def test_a_hand_over_that_has_marks_is_not_taken_back(site: Site, actor: Callable[[], Actor], clock: Clock) -> None:
    delivery_id = site.shop.deliveries.plan(1)
    finish(site.shop, delivery_id)
    finished = site.shop.history.rows(1)[0].id
    Expectations(site.shop.db, actor, clock, Trade()).rate(delivery_id, MarksDraft(marks={"A": 5}, rated_on=clock.today))
    with pytest.raises(UndoBlocked):
        site.shop.history.undo_entry(finished)
    site.shop.history.undo()
    site.shop.history.undo_entry(finished)


@pytest.mark.parametrize("shape", [{"grid": {"rows": "nope"}}, {"grid": [1]}, {"steps": "x"}, {"grid": {"rows": "room", "labels": 5}}])
def test_an_item_whose_shape_cannot_be_read_is_a_plain_item(shape: dict[str, object]) -> None:
    assert shape_of(shape) == (None, ())


def test_a_confirmation_is_not_taken_back_from_under_work_on_the_site(site: Site) -> None:
    order_id = order(site.shop.db, line("room_ac", 1000), state=OrderState.DRAFT)
    site.jobs.plan(order_id, JobDraft(stage=JobStage.SURVEY))
    site.orders.confirm(order_id)
    confirmed = site.shop.history.rows(1)[0].id
    job = site.jobs.plan(order_id, JobDraft(stage=JobStage.HIDDEN))
    with pytest.raises(UndoBlocked):
        site.shop.history.undo_entry(confirmed)
    site.jobs.cancel(job, "改期")
    site.shop.history.undo_entry(confirmed)


def test_a_cancel_is_not_done_again_over_work_that_was_planned_since(site: Site) -> None:
    site.orders.cancel(1, "不装了")
    site.shop.history.undo()
    taken_back = site.shop.history.rows(1)[0].id
    site.jobs.plan(1)
    with pytest.raises(UndoBlocked):
        site.shop.history.undo_entry(taken_back)


# after the hand-over


def closed_and_handed(site: Site) -> tuple[int, int]:
    """Close the final sheet of the floor heating and hand the goods over; return sheet and delivery."""
    one = site.sheets.begin(1, "floor_heating")
    settle(site, one)
    delivery_id = site.shop.deliveries.plan(1)
    finish(site.shop, delivery_id)
    return one, delivery_id


def settle(site: Site, one: int) -> None:
    """Pass everything on a sheet and close it."""
    for check in site.sheets.open(one).checks:
        picture(site.shop.db, check.id)
        value = str((check.low or check.high or 1000) / 1000) if check.unit else ""
        site.sheets.note(check.id, PASS, value, readings=filled(check.grid))
    site.sheets.close(one, "陈静")


def test_a_sheet_that_a_hand_over_counted_on_is_not_called_off(site: Site, clock: Clock) -> None:
    one, delivery_id = closed_and_handed(site)
    clock.on(1)
    late = site.sheets.begin(1, "floor_heating", AcceptanceDraft(zone="二层"))
    site.sheets.cancel(late)
    site.sheets.reopen(one)
    with pytest.raises(SheetHandedOver) as refused:
        site.sheets.cancel(one)
    number = site.shop.deliveries.open(delivery_id).number
    assert refused.value.parameters == {"number": site.sheets.open(one).number, "delivery": number}


def test_a_sheet_opened_again_after_the_hand_over_is_told_until_it_is_closed(site: Site, actor: Callable[[], Actor], clock: Clock) -> None:
    one, delivery_id = closed_and_handed(site)
    sites, kept = Sites(site.shop.db, clock, Trade()), Expectations(site.shop.db, actor, clock, Trade())
    machines = [row.number for row in site.shop.rows(Equipment)]
    assert (sites.count(), kept.of(delivery_id).facts[Fact.SHEETS_VALID].kept) == (0, True)
    site.sheets.reopen(one)
    handed = site.sheets.open(one).handed
    assert handed is not None
    assert (handed.number, handed.on, handed.machines) == (site.shop.deliveries.open(delivery_id).number, clock.today, 1)
    assert [row.number for row in site.shop.rows(Equipment)] == machines
    assert [row.order_id for row in sites.rows()] == [1]
    assert kept.of(delivery_id).facts[Fact.SHEETS_VALID].kept is False
    number = site.sheets.open(one).number
    (step,) = [row for row in site.shop.rows(NextStep) if number in row.purpose]
    assert (step.state, step.due_on > clock.today) == (StepState.OPEN, True)
    site.sheets.close(one, "陈静")
    assert [row.state for row in site.shop.rows(NextStep) if number in row.purpose] == [StepState.DONE]
    site.shop.history.undo()
    site.shop.history.undo()
    assert [row for row in site.shop.rows(NextStep) if number in row.purpose] == []
    assert site.sheets.open(one).state is AcceptanceState.VALID

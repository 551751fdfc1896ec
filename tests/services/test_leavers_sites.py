"""Who leaves is on no site any more: his places in teams, the sheets he leads and all that he is to mend go over and come back."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from dealer_crm.domain.acceptances import AcceptanceDraft
from dealer_crm.domain.agenda import AgendaKind
from dealer_crm.domain.deliveries import DeliveryDraft, HandOver
from dealer_crm.domain.hand_over import HandOverDraft, Held, team_with
from dealer_crm.domain.jobs import JobDraft, JobStage
from dealer_crm.domain.journal import Actor
from dealer_crm.domain.shop import StaffDraft
from dealer_crm.services.acceptances import Acceptances
from dealer_crm.services.agenda import Agenda
from dealer_crm.services.expectations import Expectations
from dealer_crm.services.hand_over import HandOver as HandsOver
from dealer_crm.services.jobs import Jobs
from dealer_crm.services.shop import ShopData
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import Acceptance, Delivery, DeliveryCheck, Job
from tests.services.conftest import Clock
from tests.services.loading import FAIL, Shop, load
from tests.services.readings import picture

HIDDEN = "floor_heating_hidden"
GOES, STAYS, OTHER = 1, 2, 3


@pytest.mark.parametrize(
    ("members", "leader", "team"),
    [
        ((GOES, OTHER), None, (STAYS, OTHER)),
        ((OTHER, GOES), STAYS, (OTHER,)),
        ((GOES, STAYS), OTHER, (STAYS,)),
        ((OTHER, STAYS), STAYS, (OTHER,)),
        ((), STAYS, ()),
    ],
)
def test_nobody_is_in_a_team_twice(members: tuple[int, ...], leader: int | None, team: tuple[int, ...]) -> None:
    assert team_with(members, GOES, STAYS, leader) == team


@pytest.fixture
def shop(db: Database, actor: Callable[[], Actor], clock: Clock) -> Shop:
    """Return the shop with three people."""
    shop = load(db, actor, clock)
    for name in ("周走", "李留", "王三"):
        ShopData(db, actor).add_staff(StaffDraft(name))
    return shop


def seen(shop: Shop, staff_id: int) -> list[AgendaKind]:
    """Return what the agenda of somebody says of sites, for a fortnight."""
    agenda, today = Agenda(shop.db, Actor, shop.clock), shop.clock.today
    kinds = (AgendaKind.JOB, AgendaKind.MEND, AgendaKind.DELIVERY, AgendaKind.EXPECTATION)
    rows = [*agenda.range(today, today + timedelta(days=14), staff_id)]
    return sorted(row.kind for row in rows if row.kind in kinds)


def fail(shop: Shop, check_id: int, note: Callable[..., object]) -> None:
    """Let an item fail, to be mended in three days."""
    picture(shop.db, check_id)
    note(check_id, FAIL, "", "漏", due_on=shop.clock.today + timedelta(days=3))


def test_all_that_somebody_does_on_sites_goes_over_and_comes_back(shop: Shop) -> None:
    jobs, sheets = Jobs(shop.db, Actor, shop.clock, Trade()), Acceptances(shop.db, Actor, shop.clock, Trade())
    kept, today = Expectations(shop.db, Actor, shop.clock, Trade()), shop.clock.today
    led = jobs.plan(1, JobDraft(planned_on=today, leader_id=GOES, member_ids=(STAYS, OTHER)))
    along = jobs.plan(1, JobDraft(stage=JobStage.UNITS, planned_on=today, leader_id=OTHER, member_ids=(GOES,)))
    done = jobs.plan(1, JobDraft(stage=JobStage.PIPES, leader_id=GOES, member_ids=(STAYS,)))
    delivery_id = shop.deliveries.plan(1, DeliveryDraft(planned_on=today, staff_id=GOES))
    sheet = sheets.begin(1, HIDDEN, AcceptanceDraft(leader_id=GOES, inspector_id=GOES))
    plain = sheets.begin(1, "floor_heating", job_id=done)
    sheets.edit(plain, AcceptanceDraft(), sheets.open(plain).version)
    jobs.finish(done)
    fail(shop, sheets.open(plain).checks[0].id, sheets.note)
    shop.deliveries.sign(delivery_id, "陈静")
    asked = next(row.check_id for row in kept.of(delivery_id).rows if row.code == "E")
    kept.assign(asked, GOES, today + timedelta(days=1))
    fail(shop, next(one.id for one in shop.deliveries.open(delivery_id).checks if one.sheet == "room_ac"), shop.deliveries.tick)
    mine, before = seen(shop, GOES), [shop.rows(table) for table in (Job, Acceptance, DeliveryCheck, Delivery)]
    assert {AgendaKind.JOB, AgendaKind.MEND, AgendaKind.EXPECTATION} <= set(mine)
    over = HandsOver(shop.db, Actor)
    held = over.preview(GOES)
    assert {kind: count for kind, count in held.counts.items() if count} == {
        Held.DELIVERIES: 1,
        Held.JOBS: 1,
        Held.TEAMS: 1,
        Held.SHEETS: 1,
        Held.ITEMS: 2,
    }
    assert over.hand_over(HandOverDraft(GOES, (STAYS,))).counts == held.counts
    assert not over.preview(GOES).any
    assert seen(shop, GOES) == []
    assert seen(shop, STAYS) == mine
    found = {one.id: one for one in shop.rows(Job)}
    assert [(found[one].leader_id, found[one].members) for one in (led, along, done)] == [
        (STAYS, [OTHER]),
        (OTHER, [STAYS]),
        (GOES, [STAYS]),
    ]
    assert (sheets.open(sheet).leader, sheets.open(sheet).inspector) == ("李留", "李留")
    shop.history.undo()
    for table, rows in zip((Job, Acceptance, DeliveryCheck, Delivery), before, strict=True):
        assert [plainly(one) for one in shop.rows(table)] == [plainly(one) for one in rows]


def plainly(row: object) -> dict[str, object]:
    """Return the values of a row without its version."""
    return {name: value for name, value in vars(row).items() if name not in ("version", "_sa_instance_state")}


def test_what_failed_on_a_delivery_long_over_is_mended_by_somebody_else(shop: Shop) -> None:
    delivery_id = shop.deliveries.plan(1, DeliveryDraft(staff_id=GOES))
    fail(shop, next(one.id for one in shop.deliveries.open(delivery_id).checks if one.sheet == "room_ac"), shop.deliveries.tick)
    shop.deliveries.finish(delivery_id, HandOver(), "客户急用")
    over = HandsOver(shop.db, Actor)
    assert over.preview(GOES).counts[Held.ITEMS] == 1
    over.hand_over(HandOverDraft(GOES, (STAYS,)))
    assert seen(shop, STAYS) == [AgendaKind.MEND]
    assert shop.rows(Delivery)[0].staff_id == GOES

"""The timeline of a customer whose house is worked on: sheets, what failed on them, and many pictures told in few lines."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from dealer_crm.domain.acceptances import SheetStage
from dealer_crm.domain.checklists import CheckResult
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.journal import Action, Actor, Subject
from dealer_crm.domain.site_events import SiteDeed, told_again
from dealer_crm.i18n import translator
from dealer_crm.services.acceptances import Acceptances
from dealer_crm.services.jobs import Jobs
from dealer_crm.services.timeline import EventGroup, EventKind, TimelineRow, Timelines
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import Acceptance, Attachment, DeliveryCheck
from dealer_crm.ui.desk.events import title_of, words_of
from tests.services.conftest import Clock
from tests.services.loading import Shop, load
from tests.services.readings import filled, picture

SHEET = "floor_heating_hidden"
SITE = (EventKind.SHEET, EventKind.FINDING)
C, R = Action.CLOSE, Action.REOPEN


@pytest.fixture
def shop(db: Database, actor: Callable[[], Actor], clock: Clock) -> Shop:
    """Return the shop with its order."""
    return load(db, actor, clock)


@pytest.fixture
def sheets(shop: Shop, actor: Callable[[], Actor], clock: Clock) -> Acceptances:
    """Return what is told of."""
    return Acceptances(shop.db, actor, clock, Trade())


def rows(db: Database, events: int = 500, group: EventGroup = EventGroup.ALL) -> tuple[TimelineRow, ...]:
    """Return the newest events."""
    return Timelines(db).page(1, group, events).rows


def deeds(db: Database) -> list[object]:
    """Return what is told of sheets and their items, the oldest first."""
    return [row.state for row in reversed(rows(db)) if row.kind in SITE]


@pytest.mark.parametrize(
    ("actions", "told"),
    [([], []), ([C], [False]), ([C, R], [True, True]), ([C, R, C], [True, True, False]), ([C, R, R], [True, True, True])],
)
def test_the_row_knows_the_last_closing_only(actions: list[Action], told: list[bool]) -> None:
    assert told_again(actions) == told


# sheets


def settle(shop: Shop, sheets: Acceptances, one: int) -> None:
    """Pass everything on a sheet."""
    for found in sheets.open(one).checks:
        picture(shop.db, found.id)
        value = str((found.low or found.high or 1000) / 1000) if found.unit else ""
        sheets.note(found.id, CheckResult.PASS, value, readings=filled(found.grid))


def test_what_becomes_of_a_sheet_is_told_and_what_an_undo_takes_back_is_not(shop: Shop, sheets: Acceptances, clock: Clock) -> None:
    one = sheets.begin(1, SHEET)
    clock.on(1)
    settle(shop, sheets, one)
    sheets.close(one, "陈静")
    assert deeds(shop.db) == [SiteDeed.BEGUN, SiteDeed.VALID]
    newest = next(row for row in rows(shop.db) if row.kind is EventKind.SHEET)
    zh, en = translator("zh"), translator("en")
    assert (title_of(newest, zh), words_of(newest, zh)) == (f"{newest.names[0]} YS20261122001 · 验收合格", "签字人：陈静")
    assert (title_of(newest, en), newest.place) == (f"{newest.names[1]} YS20261122001 · Acceptance passed", f"acceptance-{one}")
    clock.on(1)
    sheets.reopen(one)
    assert deeds(shop.db) == [SiteDeed.BEGUN, SiteDeed.VALID, SiteDeed.REOPENED]
    shop.history.undo()
    assert deeds(shop.db) == [SiteDeed.BEGUN, SiteDeed.VALID]
    shop.history.redo()
    clock.on(1)
    sheets.close(one, "陈静")
    assert deeds(shop.db) == [SiteDeed.BEGUN, SiteDeed.VALID, SiteDeed.REOPENED, SiteDeed.VALID]
    shop.history.undo()
    sheets.cancel(one)
    assert deeds(shop.db) == [SiteDeed.BEGUN, SiteDeed.VALID, SiteDeed.REOPENED, SiteDeed.CALLED_OFF]


def test_a_signing_ceremony_is_held(shop: Shop) -> None:
    with shop.db.write(Actor(), Action.CREATE, Subject.ACCEPTANCE) as session:
        sheet = Acceptance(number="YS1", order_id=1, customer_id=1, created_at=shop.clock(), sheet="signing_ceremony", sheet_version=1)
        sheet.stage, sheet.closed_at, sheet.signed_by = SheetStage.CEREMONY, shop.clock(), "陈静"
        session.add(sheet)
    held = next(row for row in rows(shop.db) if row.state is SiteDeed.HELD)
    assert title_of(held, translator("zh")).endswith("签约仪式 YS1 · 仪式已举行")


def test_what_failed_and_was_mended_is_told_at_its_item(shop: Shop, sheets: Acceptances, actor: Callable[[], Actor], clock: Clock) -> None:
    found = sheets.open(sheets.begin(1, SHEET)).checks[0]
    picture(shop.db, found.id)
    clock.on(1)
    sheets.note(found.id, CheckResult.FAIL, "", "接缝开了", due_on=clock.today)
    (failed,) = [row for row in rows(shop.db, group=EventGroup.SERVICE) if row.kind is EventKind.FINDING]
    assert title_of(failed, translator("zh")) == f"{found.code} {found.zh} · 检查不合格"
    assert (words_of(failed, translator("zh")), failed.place) == ("接缝开了 · YS20261122001", f"acceptance-1:{found.code}")
    clock.on(1)
    sheets.note(found.id, CheckResult.PASS, "", "已贴好", readings=filled(found.grid))
    assert deeds(shop.db) == [SiteDeed.BEGUN, SiteDeed.FAILED, SiteDeed.MENDED]
    jobs = Jobs(shop.db, actor, clock, Trade())
    manner = jobs.open(jobs.plan(1)).checks[0]
    jobs.tick(manner.id, CheckResult.FAIL, "", "没穿鞋套", due_on=clock.today)
    assert [row.place for row in rows(shop.db) if row.state is SiteDeed.FAILED] == [f"job-1:{manner.code}", f"acceptance-1:{found.code}"]
    assert [row.kind for row in rows(shop.db, group=EventGroup.TALKS)] == []


# pictures

OWNED = 100
ALONE = 20


def photographed(shop: Shop, sheets: Acceptances, actor: Callable[[], Actor]) -> None:
    """Add 120 pictures over ten days: of items, of a delivery, a job and a sheet as a whole, of the customer; one stands twice."""
    jobs = Jobs(shop.db, actor, shop.clock, Trade())
    delivery, job, sheet = shop.deliveries.plan(1), jobs.plan(1), sheets.begin(1, SHEET)
    with shop.db.write(Actor(), Action.ATTACH, Subject.ATTACHMENT) as session:
        items = [one.id for one in session.query(DeliveryCheck).filter_by(acceptance_id=sheet)]
        places: list[dict[str, int]] = [{"delivery_id": delivery}, {"job_id": job}, {"acceptance_id": sheet}]
        for n in range(OWNED + ALONE):
            owner = {} if n >= OWNED else places[n % 3] if n % 2 else {"check_id": items[n % len(items)]}
            session.add(_attachment(n, shop.clock() + timedelta(hours=n * 2), owner))
        session.add(_attachment(1, shop.clock() + timedelta(hours=2), places[1]))


def _attachment(n: int, at: datetime, owner: dict[str, int]) -> Attachment:
    return Attachment(customer_id=1, sha256=f"{n:064x}", name=f"{n}.jpg", media_type="image/jpeg", size=1, added_at=at, **owner)


def test_a_hundred_and_twenty_pictures_are_told_by_day_and_place(shop: Shop, sheets: Acceptances, actor: Callable[[], Actor]) -> None:
    photographed(shop, sheets, actor)
    told = [row for row in rows(shop.db) if row.kind is EventKind.ATTACHED]
    grouped, alone = [row for row in told if row.owner], [row for row in told if not row.owner]
    assert (sum(row.count for row in grouped), len(alone)) == (OWNED, ALONE)
    keys = [(row.owner, local_day(row.at)) for row in grouped]
    assert len(set(keys)) == len(keys) < OWNED / 2
    assert {row.place.partition(":")[0] for row in grouped} == {"1", "job-1", "acceptance-1"}
    assert {row.number[:2] for row in grouped} == {"SH", "AZ", "YS"}
    several = next(row for row in grouped if row.owner == "acceptance" and row.count > 1)
    assert title_of(several, translator("zh")) == f"验收单 {several.number}：添加 {several.count} 个附件"
    assert len(rows(shop.db, group=EventGroup.FILES)) == len(told)


@pytest.mark.parametrize("group", [EventGroup.ALL, EventGroup.FILES, EventGroup.SERVICE])
def test_a_longer_page_holds_the_shorter_one_and_nothing_twice(
    shop: Shop, sheets: Acceptances, actor: Callable[[], Actor], group: EventGroup
) -> None:
    photographed(shop, sheets, actor)
    shop.clock.on(3)
    shop.deliveries.sign(1, "陈静")
    whole = rows(shop.db, 500, group)
    assert len({(row.kind, row.id, row.state, row.at) for row in whole}) == len(whole)
    for events in {*range(1, len(whole), 5), len(whole) - 1, len(whole)}:
        page = Timelines(shop.db).page(1, group, events)
        assert (page.rows, page.more) == (whole[:events], events < len(whole))

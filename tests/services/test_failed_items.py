"""What failed on sheets, jobs and deliveries is one list: boards count what pages and papers name; the shop's sheets are a list too."""

from datetime import timedelta

import pytest

from dealer_crm.domain.checklists import CheckResult
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.deliveries import CheckNotFound
from dealer_crm.domain.jobs import JobDraft, JobStage
from dealer_crm.services.acceptance_lines import AcceptanceLines
from dealer_crm.services.failed_items import FailedAt, FailedItems
from dealer_crm.services.site_papers import SitePapers
from dealer_crm.services.sites import Sites
from dealer_crm.services.trade import Trade
from tests.services.conftest import Clock
from tests.services.desk import desk
from tests.services.loading import FAIL, PASS
from tests.services.readings import filled, picture
from tests.services.test_site_holds import Site, site

__all__ = ["site"]
HIDDEN = "floor_heating_hidden"


def failed(site: Site, clock: Clock) -> tuple[int, int, int]:
    """Let an item of a sheet, of a job and of a delivery fail; return the three, what is due first at the end."""
    today = local_day(clock())
    sheet, job, delivery = site.sheets.begin(1, HIDDEN), site.jobs.plan(1), site.shop.deliveries.plan(1)
    on_sheet = site.sheets.open(sheet).checks[0].id
    picture(site.shop.db, on_sheet)
    site.sheets.note(on_sheet, FAIL, "", "盘管有折", due_on=today + timedelta(days=5))
    on_job = site.jobs.open(job).checks[0].id
    site.jobs.tick(on_job, FAIL, "", "没穿鞋套", due_on=today + timedelta(days=4))
    on_delivery = next(check for group in site.shop.deliveries.open(delivery).groups for check in group.checks if not check.unit).id
    picture(site.shop.db, on_delivery)
    site.shop.deliveries.tick(on_delivery, FAIL, "", "外箱破损", due_on=today + timedelta(days=3))
    return on_sheet, on_job, on_delivery


def test_every_item_that_failed_is_counted_and_named_with_its_place(site: Site, clock: Clock) -> None:
    on_sheet, on_job, on_delivery = failed(site, clock)
    db, sites = site.shop.db, Sites(site.shop.db, clock, Trade())
    file = sites.open(1)
    assert [one.check_id for one in file.failed_items] == [on_delivery, on_job, on_sheet]
    assert [one.at for one in file.failed_items] == [FailedAt.DELIVERY, FailedAt.JOB, FailedAt.ACCEPTANCE]
    codes = [one.code for one in file.failed_items]
    assert [one.subject for one in file.failed_items] == [f"1:{codes[0]}", f"job-1:{codes[1]}", f"acceptance-1:{codes[2]}"]
    assert [row.failed for row in sites.rows()] == [file.failed] == [3]
    assert FailedItems(db).of(on_sheet).note == "盘管有折"

    site.jobs.tick(on_job, PASS)
    assert [row.failed for row in sites.rows()] == [sites.open(1).failed] == [2]
    site.jobs.cancel(1, "改期")
    site.sheets.cancel(1)
    assert [one.check_id for one in sites.open(1).failed_items] == [on_delivery]
    with pytest.raises(CheckNotFound):
        FailedItems(db).of(on_sheet)


def test_a_paper_names_what_failed_once(site: Site, clock: Clock) -> None:
    on_sheet, _, _ = failed(site, clock)
    item, db = FailedItems(site.shop.db).of(on_sheet), site.shop.db
    note = f"{item.code} {item.zh}：盘管有折"
    job = site.jobs.plan(1, JobDraft(stage=JobStage.RECTIFY, note=note))
    papers = SitePapers(db, clock, Trade(), desk(db, clock))
    told = papers.dispatch_data(job, "zh").note
    assert told.startswith(note)
    assert told.count("盘管有折") == 1
    assert "没穿鞋套" in told
    assert "外箱破损" in told


def test_machines_without_a_job_want_one(site: Site, clock: Clock) -> None:
    sites = Sites(site.shop.db, clock, Trade())
    assert sites.wants_job(1)
    job = site.jobs.plan(1)
    assert not sites.wants_job(1)
    site.jobs.cancel(job, "改期")
    assert sites.wants_job(1)
    site.orders.cancel(1, "不装了")
    assert not sites.wants_job(1)


def test_the_sheets_of_the_shop_are_a_list(site: Site, clock: Clock) -> None:
    failed(site, clock)
    second = site.sheets.begin(1, "floor_heating")
    lines = AcceptanceLines(site.shop.db, Trade())
    assert list(lines.ids()) == [1, second]
    first = lines.rows([1])[0]
    required = [check for check in site.sheets.open(1).checks if check.required]
    assert (first.number, first.words("zh"), first.failed, first.open_items) == (site.sheets.open(1).number, first.zh, 1, len(required))
    assert first.due_on == site.sheets.open(1).failed[0].due_on
    site.sheets.cancel(second)
    third = site.sheets.begin(1, HIDDEN)
    for one in site.sheets.open(third).checks:
        picture(site.shop.db, one.id)
        value = str((one.low or one.high or 1000) / 1000) if one.unit else ""
        site.sheets.note(one.id, CheckResult.PASS, value, readings=filled(one.grid))
    assert lines.rows([third])[0].open_items == 0
    site.sheets.close(third, "陈静", "")
    assert list(lines.ids()) == [1, third, second]
    assert list(lines.ids(unfinished=True)) == [1]

"""Sites: orders on which work goes on, with their stage, next day and what is open."""

from dataclasses import replace
from datetime import date

import pytest

from dealer_crm.domain.customers import PreferredChannel
from dealer_crm.domain.deliveries import HandOver
from dealer_crm.domain.jobs import JobStage, JobState
from dealer_crm.domain.journal import Action, Actor, Role, Subject
from dealer_crm.domain.orders import OrderNotFound
from dealer_crm.domain.planning import Department, SlipState
from dealer_crm.services.deliveries import Deliveries
from dealer_crm.services.job_list import JobList
from dealer_crm.services.sites import SiteRow, Sites
from dealer_crm.services.slips import Slips
from dealer_crm.services.timeline import EventKind, Timelines
from dealer_crm.services.trade import Trade
from dealer_crm.storage.models import Staff
from tests.services.loading import PASS, line, order
from tests.services.test_jobs import DAY, Team, draft, team

__all__ = ["team"]


def sites(team: Team) -> Sites:
    """Return the questions."""
    return Sites(team.db, team.clock, Trade())


def only(team: Team) -> SiteRow:
    """Return the one site."""
    (row,) = sites(team).rows()
    return row


def test_an_order_with_machines_is_a_site_before_its_first_job_and_material_alone_is_none(team: Team) -> None:
    order(team.db, line("materials", 1000))
    row = only(team)
    assert (row.order_id, row.customer, row.community, row.stage, row.done, row.job_id, row.next_on) == (1, "陈静", "锦样里", *[None] * 4)
    assert sites(team).count() == 1


def test_the_stage_is_that_of_the_next_job_and_late_once_its_day_is_past(team: Team) -> None:
    first = team.jobs.plan(1, draft(team))
    last = team.jobs.plan(1, draft(team, stage=JobStage.UNITS, planned_on=date(2026, 12, 8)))
    team.jobs.agree(first, PreferredChannel.WECHAT)
    row = only(team)
    assert (row.stage, row.done, row.job_id, row.state, row.next_on) == (JobStage.HIDDEN, None, first, JobState.CONFIRMED, DAY)
    assert (row.leader, row.people, row.agreed, row.jobs, row.late) == ("老周", team.people[:2], True, 2, False)
    team.clock.on(5)
    assert only(team).late
    team.jobs.start(first)
    assert not only(team).late
    team.jobs.finish(first)
    row = only(team)
    assert (row.stage, row.done, row.job_id, row.agreed) == (JobStage.UNITS, JobStage.HIDDEN, last, False)
    team.jobs.cancel(last, "改期")
    row = only(team)
    assert (row.stage, row.job_id, row.leader, row.jobs) == (JobStage.HIDDEN, None, "老周", 1)


def test_a_site_opens_with_its_jobs_in_turn_and_its_deliveries(team: Team) -> None:
    later = team.jobs.plan(1, draft(team, planned_on=date(2026, 12, 8)))
    first = team.jobs.plan(1, draft(team))
    Deliveries(team.db, Actor, team.clock, Trade()).plan(1)
    team.jobs.cancel(team.jobs.plan(1, draft(team)), "重复")
    file = sites(team).open(1)
    assert [job.id for job in file.jobs] == [first, later]
    assert (file.stage, file.care_notes, [one.number for one in file.deliveries]) == (
        JobStage.HIDDEN,
        "家有幼儿，午休勿敲门",
        ["SH20261122001"],
    )
    with pytest.raises(OrderNotFound):
        sites(team).open(99)


def test_handed_over_it_is_no_site_any_more_and_service_has_its_slip(team: Team) -> None:
    with team.db.write(Actor(), Action.EDIT, Subject.STAFF) as session:
        session.add(Staff(name="温馨怡", role=Role.SERVICE))
    deliveries = Deliveries(team.db, Actor, team.clock, Trade())
    delivery = deliveries.plan(1)
    deliveries.pass_all([check.id for check in deliveries.open(delivery).checks])
    missing = deliveries.open(delivery).missing
    deliveries.finish(delivery, HandOver(language="zh"), "等燃气开通")
    assert sites(team).rows() == []
    (slip,) = Slips(team.db, Actor, team.clock).of(1)
    assert (slip.to_department, slip.to_staff, slip.state, slip.order_id) == (Department.SERVICE, "温馨怡", SlipState.SENT, 1)
    assert "格力 room_ac KFR-35GW ×2" in slip.promised
    assert slip.open_points.startswith("等燃气开通")
    assert all(check.code in slip.open_points for check in missing)
    assert all(check.result is not PASS for check in missing)
    team.history.undo()
    assert Slips(team.db, Actor, team.clock).of(1) == []
    assert len(sites(team).rows()) == 1


def test_without_anybody_of_service_no_slip_is_written(team: Team) -> None:
    deliveries = Deliveries(team.db, Actor, team.clock, Trade())
    deliveries.finish(deliveries.plan(1), HandOver(), "等燃气开通")
    assert Slips(team.db, Actor, team.clock).of(1) == []


def test_jobs_are_listed_found_by_number_and_told_in_the_timeline(team: Team) -> None:
    late = team.jobs.plan(1, draft(team, planned_on=date(2026, 12, 8)))
    first = team.jobs.plan(1, draft(team))
    over = team.jobs.plan(1, draft(team))
    team.jobs.finish(over)
    lists = JobList(team.db)
    assert list(lists.ids()) == [first, late, over]
    (row,) = lists.page(3, "az20261122002")
    assert (row.number, row.customer, row.team, row.order_number) == ("AZ20261122002", "陈静", "老周 · 小马", "DD0")
    assert lists.page(3, "%") == []
    assert lists.of_day(DAY) == [first, over]
    told = [event for event in Timelines(team.db).page(1).rows if event.kind is EventKind.JOB]
    assert {(event.number, event.state, event.stage) for event in told} >= {("AZ20261122003", JobState.DONE, JobStage.HIDDEN)}


def test_a_site_without_a_day_comes_last(team: Team) -> None:
    order(team.db, line("room_ac", 1000))
    team.jobs.plan(2, replace(draft(team), stage=JobStage.UNITS))
    assert [row.order_id for row in sites(team).rows()] == [2, 1]

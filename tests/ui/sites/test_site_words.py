"""Where a site stands on the board, what can be done with a job, which job is proposed next: tables, without a window."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from dealer_crm.app.rooms_sites import proposed
from dealer_crm.domain.jobs import JobDraft, JobStage, JobState, MaterialDraft
from dealer_crm.domain.orders import OrderState
from dealer_crm.i18n import translator
from dealer_crm.services.job_file import JobFile
from dealer_crm.services.sites import SiteFile, SiteRow
from dealer_crm.ui.sites.job_deeds import JobDeed, deeds_of
from dealer_crm.ui.sites.phrases import HAND_OVER, UNPLANNED, Extra, card_of, column_of, missing_words, site_words, stations, team_of

TODAY = date(2026, 11, 23)
S = JobStage
ROW = SiteRow(
    order_id=7,
    order_number="DD20261101001",
    customer_id=1,
    customer="陈静",
    customer_number="KH1",
    phone="14200000317",
    community="锦样里",
    address="锦样里 7-2-1102",
    goods="多联机 +2",
    promised_on=None,
    stage=None,
    done=None,
    job_id=None,
    job_number="",
    state=None,
    next_on=None,
    slot="",
    days=1,
    agreed=False,
    leader_id=None,
    leader="",
    people=(),
    crew="",
    jobs=0,
    sheets_valid=0,
    sheets=0,
    failed=0,
    deliveries_open=0,
    late=False,
)


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({}, UNPLANNED),
        ({"job_id": 3, "stage": S.HIDDEN, "state": JobState.PLANNED}, "hidden"),
        ({"stage": S.UNITS, "done": S.HIDDEN}, "units"),
        ({"stage": S.COMMISSIONING, "done": S.COMMISSIONING}, HAND_OVER),
        ({"stage": S.UNITS, "done": S.UNITS, "sheets": 2, "sheets_valid": 2}, HAND_OVER),
        ({"stage": S.COMMISSIONING, "done": S.COMMISSIONING, "sheets": 2, "sheets_valid": 1}, "commissioning"),
        ({"stage": S.COMMISSIONING, "done": S.COMMISSIONING, "failed": 1}, "rectify"),
        ({"stage": S.HIDDEN, "done": S.HIDDEN}, "hidden"),
        ({"job_id": 3, "stage": S.COMMISSIONING, "done": S.COMMISSIONING, "failed": 1}, "commissioning"),
    ],
)
def test_a_site_stands_in_the_column_of_its_next_work(changes: dict[str, Any], column: str) -> None:
    assert column_of(replace(ROW, **changes)) == column


def test_a_card_says_day_team_and_what_is_open() -> None:
    row = replace(ROW, job_id=3, stage=S.HIDDEN, state=JobState.CONFIRMED, next_on=TODAY, slot="9:00–12:00", agreed=True, crew="老李班组")
    row = replace(row, leader="郝稳当", leader_id=4, people=(4, 5), sheets=3, sheets_valid=1, failed=2, deliveries_open=1, late=True)
    card = card_of(row, TODAY, translator("en"))
    assert (card.when.text, card.team, card.late) == ("Today 9:00", "郝稳当 +1 老李班组", True)
    assert [mark.text for mark in card.marks] == ["1/3", "2", "1"]
    assert "2 items did not pass" in card.said()
    assert team_of(ROW) == ""
    assert all(word in site_words(row) for word in ("陈静", "1420", "老李", "dd2026"))


ALL = frozenset(JobDeed)


@pytest.mark.parametrize(
    ("state", "called", "first", "without"),
    [
        (JobState.PLANNED, False, JobDeed.AGREE, JobDeed.CALLED),
        (JobState.CONFIRMED, False, JobDeed.CALLED, JobDeed.SHEET),
        (JobState.CONFIRMED, True, JobDeed.START, JobDeed.CALLED),
        (JobState.UNDER_WAY, False, JobDeed.DONE, JobDeed.CALL_OFF),
        (JobState.DONE, False, JobDeed.SIGN, JobDeed.EDIT),
    ],
)
def test_the_first_deed_is_the_next_step(state: JobState, called: bool, first: JobDeed, without: JobDeed) -> None:
    found = deeds_of(state, called=called, offered=ALL)
    assert found[0] is first
    assert without not in found
    assert JobDeed.PRINT not in deeds_of(state, called=called, offered=ALL - {JobDeed.PRINT})


def test_nothing_is_done_with_a_job_that_was_called_off() -> None:
    assert deeds_of(JobState.CANCELLED, called=False, offered=ALL) == ()


def job(stage: JobStage, state: JobState, **more: Any) -> JobFile:
    """Return a job of a stage."""
    draft = JobDraft(stage=stage, leader_id=4, member_ids=(5,), crew="老李班组", materials=(MaterialDraft("铜管", "米", 1000),), **more)
    instants = dict.fromkeys(("agreed_by", "agreed_at", "called_at", "printed_at", "started_at", "finished_at", "signed_at", "channel"))
    if state is JobState.DONE:
        instants["finished_at"] = datetime(2026, 11, 20, 8, tzinfo=UTC)
    words = dict.fromkeys(
        ("phone", "address", "community", "order_number", "seller", "leader_phone", "preferred_time", "signed_by", "reason"), ""
    )
    found: dict[str, Any] = {**instants, **words, "created_at": datetime(2026, 11, 1, tzinfo=UTC), "leader": "郝稳当", "members": ()}
    found |= {"goods": (), "groups": (), "signatures": (), "sheets": (), "photos": 0, "premises_id": None, "draft": draft}
    ids = {"id": 3, "number": "AZ1", "version": 1, "customer_id": 1, "customer": "陈静", "customer_number": "KH1", "order_id": 7}
    return JobFile(state=state, **ids, **found)  # type: ignore[arg-type]


def site(*jobs: JobFile) -> SiteFile:
    """Return a site with these jobs."""
    head = {name: getattr(ROW, name) for name in ("order_id", "order_number", "customer_id", "customer", "customer_number", "phone")}
    place = {name: getattr(ROW, name) for name in ("community", "address", "goods", "promised_on")}
    more: dict[str, Any] = {"care_notes": "中午孩子睡觉", "access": "东门登记", "acceptances": (), "deliveries": (), "jobs": jobs}
    return SiteFile(**head, **place, order_state=OrderState.CONFIRMED, **more)


@pytest.mark.parametrize(
    ("jobs", "stage"),
    [
        ((), S.HIDDEN),
        ((job(S.SURVEY, JobState.DONE),), S.HIDDEN),
        ((job(S.HIDDEN, JobState.DONE, next_stage=S.PIPES, next_on=TODAY),), S.PIPES),
        ((job(S.HIDDEN, JobState.PLANNED),), S.UNITS),
        ((job(S.COMMISSIONING, JobState.DONE),), S.RECTIFY),
    ],
)
def test_the_next_job_is_proposed_with_the_team_of_the_last(jobs: tuple[JobFile, ...], stage: JobStage) -> None:
    draft = proposed(site(*jobs))
    assert draft.stage is stage
    if jobs:
        assert (draft.leader_id, draft.member_ids, draft.crew, draft.materials, draft.slot) == (4, (5,), "老李班组", (), "")
        assert draft.planned_on == jobs[-1].draft.next_on
    else:
        assert (draft.access, draft.special) == ("东门登记", "中午孩子睡觉")


def test_a_site_says_its_stages_and_what_it_still_wants() -> None:
    file = site(job(S.SURVEY, JobState.DONE), job(S.HIDDEN, JobState.UNDER_WAY, planned_on=TODAY))
    shown = stations(file, TODAY, translator("en"))
    assert [(one.done, one.current, one.date) for one in shown[:2]] == [(True, False, "11-20"), (False, True, "11-23")]
    assert len(shown) == len(JobStage) - 1
    assert missing_words(file, Extra(), translator("en")) == ["Hidden installation is not over"]

"""The figures of a period against sums of plain Python over the rows that were written."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from random import Random
from statistics import median
from time import monotonic
from typing import Any

import pytest

from dealer_crm.domain.care import RequestKind, RequestState
from dealer_crm.domain.complaint_case import CostKind, Payer
from dealer_crm.domain.complaint_figures import LED_BY, Cut, answered_in_time, closed_in_time, closing_times, costs_by_payer, response_times
from dealer_crm.domain.complaints import (
    SUBTYPES,
    ComplaintChannel,
    ComplaintLevel,
    ComplaintState,
    ComplaintType,
    Demand,
    LiableParty,
    Severity,
)
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.jobs import JobStage, JobState
from dealer_crm.domain.journal import Action, Actor, Role, Subject
from dealer_crm.domain.orders import OrderState
from dealer_crm.domain.periods import Period
from dealer_crm.services.complaint_report import ComplaintReport
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import Complaint, ComplaintCost, Customer, Equipment, Job, Premises, SalesOrder, ServiceRequest, Staff
from tests.services.conftest import Clock

AUTUMN = Period(date(2026, 9, 1), date(2026, 11, 22))
FIRST = datetime(2026, 8, 20, tzinfo=UTC)
MACHINES = (("ac", "格力", "GMV-H160"), ("boiler", "威能", "L1PB27"), ("ac", "大金", "RPZQ4"))


def row(draw: Random, number: int) -> dict[str, Any]:
    """Return a complaint with whatever may have happened to it."""
    kind = draw.choice(list(ComplaintType))
    came = FIRST + timedelta(minutes=draw.randrange(100 * 24 * 60))
    severity = draw.choice(list(Severity))
    answered = came + timedelta(hours=draw.randrange(40)) if draw.random() < 0.9 else None
    closed = came + timedelta(hours=draw.randrange(400)) if answered and draw.random() < 0.7 else None
    return {
        "number": f"TS{number:09}",
        "opened_at": came,
        "type": kind,
        "subtype": draw.choice(SUBTYPES[kind]),
        "level": draw.choice(list(ComplaintLevel)),
        "severity": severity,
        "channel": draw.choice(list(ComplaintChannel)),
        "words": "主卧不制热",
        "demand": Demand.REPAIR,
        "topic": draw.choice(("", "漏水", "噪音", "不热")),
        "liable": draw.choice((None, *LiableParty)),
        "respond_by": came + timedelta(hours=24),
        "close_by": None if severity is Severity.URGENT else came + timedelta(days=7),
        "responded_at": answered,
        "closed_at": closed,
        "first_closed_at": closed,
        "state": ComplaintState.CLOSED if closed else ComplaintState.OPEN,
        "satisfaction": draw.choice((None, 3, 5)) if closed else None,
        "equipment_id": draw.choice((None, 1, 2, 3)),
    }


def written(db: Database, count: int, seed: int = 11) -> list[dict[str, Any]]:
    """Write a customer, three machines and so many complaints; return them as they were written."""
    draw = Random(seed)
    rows = [row(draw, number) for number in range(count)]
    with db.write(Actor(), Action.CREATE, Subject.COMPLAINT) as session:
        session.add(Customer(id=1, number="KH1", name="张伟", created_at=FIRST))
        session.flush()
        session.add(Premises(id=1))
        session.flush()
        for number, (category, brand, model) in enumerate(MACHINES, 1):
            session.add(Equipment(id=number, number=f"SB{number}", premises_id=1, category=category, brand=brand, model=model))
        session.flush()
        session.add_all(Complaint(**one) for one in rows)
    return rows


def within(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return what came in autumn, counted by hand."""
    return [one for one in rows if AUTUMN.first <= local_day(one["opened_at"]) <= AUTUMN.last]


@pytest.mark.parametrize("seed", [1, 2])
def test_groups_are_what_was_written(db: Database, clock: Clock, seed: int) -> None:
    rows = written(db, 300, seed)
    mine = within(rows)
    figures = ComplaintReport(db, clock).figures(AUTUMN)
    assert 200 < len(mine) == len(figures.cases) < 300
    for name in ("type", "subtype", "topic", "liable", "severity", "level", "channel"):
        counted = Counter(str(one[name] or "") for one in mine)
        assert {one.key: one.count for one in figures.groups(Cut(name))} == counted
    machines = {0: ("", "", ""), **dict(enumerate(MACHINES, 1))}
    for place, cut in enumerate((Cut.CATEGORY, Cut.BRAND, Cut.MODEL)):
        counted = Counter(machines[one["equipment_id"] or 0][place] for one in mine)
        assert {one.key: one.count for one in figures.groups(cut)} == counted
    assert {one.key: one.count for one in figures.groups(Cut.MONTH)} == Counter(f"{local_day(one['opened_at']):%Y-%m}" for one in mine)


@pytest.mark.parametrize("seed", [1, 2])
def test_times_and_shares_are_what_was_written(db: Database, clock: Clock, seed: int) -> None:
    mine = within(written(db, 300, seed))
    figures = ComplaintReport(db, clock).figures(AUTUMN)
    answered = [one for one in mine if one["responded_at"]]
    assert answered_in_time(figures.cases, clock())[:2] == (
        sum(one["responded_at"] <= one["respond_by"] for one in answered),
        len(answered) + sum(not one["responded_at"] and one["respond_by"] < clock() for one in mine),
    )
    limited = [one for one in mine if one["close_by"]]
    closed = [one for one in limited if one["closed_at"]]
    assert closed_in_time(figures.cases, clock())[:2] == (
        sum(one["closed_at"] <= one["close_by"] for one in closed),
        len(closed) + sum(not one["closed_at"] and one["close_by"] < clock() for one in limited),
    )
    first = [(one["responded_at"] - one["opened_at"]) / timedelta(hours=1) for one in answered]
    assert response_times(figures.cases).median == pytest.approx(median(first))
    whole = [(one["closed_at"] - one["opened_at"]) / timedelta(hours=1) for one in mine if one["closed_at"]]
    assert closing_times(figures.cases).mean == pytest.approx(sum(whole) / len(whole))


def test_groups_lead_to_their_rows(db: Database, clock: Clock) -> None:
    written(db, 40)
    report = ComplaintReport(db, clock)
    for one in report.figures(AUTUMN).groups(Cut.SUBTYPE):
        assert {row.subtype.value for row in report.rows(one.ids)} == {one.key}


def test_team_is_named_and_nobody_alone(db: Database, clock: Clock) -> None:
    """Three orders: worked on by a team from outside, by a leader with his people, by one person alone."""
    came = datetime(2026, 10, 5, tzinfo=UTC)
    with db.write(Actor(), Action.CREATE, Subject.COMPLAINT) as session:
        session.add(Customer(id=1, number="KH1", name="张伟", created_at=FIRST))
        session.add_all(Staff(id=number, name=name, role=Role.INSTALLER) for number, name in ((1, "郝稳当"), (2, "孙涛")))
        session.flush()
        session.add_all(
            SalesOrder(id=n, number=f"DD{n}", customer_id=1, state=OrderState.READY, ordered_on=AUTUMN.first) for n in (1, 2, 3)
        )
        session.flush()
        teams: dict[int, dict[str, Any]] = {
            1: {"crew": "鲁班外协队"},
            2: {"leader_id": 1, "members": [2], "crew": "小赵"},
            3: {"leader_id": 2},
        }
        for order, team in teams.items():
            for late in (False, True):
                at = came + timedelta(days=-3 if not late else 3)
                known = {"crew": "后来的队"} if late else team
                job = {"order_id": order, "customer_id": 1, "stage": JobStage.COMMISSIONING, "state": JobState.DONE, "created_at": at}
                session.add(Job(number=f"AZ{order}{late}", started_at=at, **job, **known))
        draw = Random(1)
        for mine in (1, 1, 2, 3, None):
            session.add(Complaint(**row(draw, draw.randrange(10**9)) | {"opened_at": came, "order_id": mine, "equipment_id": None}))
    groups = ComplaintReport(db, clock).figures(AUTUMN).groups(Cut.TEAM)
    assert [(one.key, one.count) for one in groups] == [("鲁班外协队", 2), (f"{LED_BY}郝稳当", 1), ("", 2)]


def test_costs_and_requests_of_the_period(db: Database, clock: Clock) -> None:
    rows = written(db, 30)
    inside = [n for n, one in enumerate(rows, 1) if one in within(rows)]
    outside = next(n for n in range(1, 31) if n not in inside)
    spent = {"spent_on": AUTUMN.first, "kind": CostKind.COMPENSATION, "payer": Payer.SHOP}
    with db.write(Actor(), Action.CREATE, Subject.COMPLAINT) as session:
        session.add(ComplaintCost(complaint_id=inside[0], amount=500, **spent))
        session.add(ComplaintCost(complaint_id=inside[0], amount=70, **spent, asked_on=AUTUMN.first))
        session.add(ComplaintCost(complaint_id=inside[1], amount=9_000, **spent, refused_at=clock()))
        session.add(ComplaintCost(complaint_id=outside, amount=123, **spent))
        for n, state in enumerate((RequestState.DONE, RequestState.DONE, RequestState.OPEN)):
            told = {"customer_id": 1, "kind": RequestKind.REPAIR, "symptom": "不热", "reported_at": clock(), "complaint_id": inside[2]}
            session.add(ServiceRequest(number=f"FW{n}", state=state, **told))
    figures = ComplaintReport(db, clock).figures(AUTUMN)
    assert (figures.spent, figures.asked, figures.requests) == (500, 70, 3)
    assert costs_by_payer(figures.costs) == [("shop", 500, (inside[0],))]
    assert {one.id: one.visits for one in figures.cases if one.visits} == {inside[2]: 2}


def test_empty_period_has_no_figures(db: Database, clock: Clock) -> None:
    figures = ComplaintReport(db, clock).figures(AUTUMN)
    assert (figures.cases, figures.rate, figures.groups(Cut.TOPIC)) == ((), None, [])


@pytest.mark.slow
def test_thirty_thousand_complaints_are_summed_in_a_second(db: Database, clock: Clock) -> None:
    written(db, 30_000)
    report, began = ComplaintReport(db, clock), monotonic()
    figures = report.figures(Period(date(2026, 1, 1), AUTUMN.last))
    assert monotonic() - began < 1.5
    began = monotonic()
    for cut in Cut:
        figures.groups(cut)
    assert monotonic() - began < 0.5

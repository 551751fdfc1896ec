"""What complaints come to: shares, times and groups over tables of cases, each as one would count them by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealer_crm.domain.complaint_case import CostKind, Payer
from dealer_crm.domain.complaint_figures import (
    Case,
    ComplaintFigures,
    Cost,
    Cut,
    answered_in_time,
    at_most,
    closed_in_time,
    closing_times,
    content,
    costs_by_kind,
    costs_by_payer,
    fixed_first_time,
    grouped,
    iceberg,
    repeated,
    response_times,
    times_of,
)
from dealer_crm.domain.complaints import ComplaintChannel, ComplaintLevel, ComplaintSubtype, ComplaintType, Severity

CAME = datetime(2026, 11, 2, 1, tzinfo=UTC)
NOW = CAME + timedelta(days=30)


def case(number: int = 1, **known: Any) -> Case:
    """Return a case that came on 2 November with a day to answer and a week to close; whole hours after that stand for instants."""
    instants = ("respond_by", "close_by", "responded_at", "first_closed_at", "closed_at", "paused_at")
    told: dict[str, Any] = {name: CAME + timedelta(hours=value) if name in instants else value for name, value in known.items()}
    plain = Case(
        number,
        CAME,
        ComplaintType.PRODUCT,
        ComplaintSubtype.QUALITY,
        ComplaintLevel.DIRECT,
        Severity.NORMAL,
        ComplaintChannel.PHONE,
        CAME + timedelta(hours=24),
        close_by=CAME + timedelta(days=7),
    )
    return plain._replace(**told)


@pytest.mark.parametrize(
    ("known", "hours", "found"),
    [
        ({"responded_at": 24}, 30, (1, 1)),
        ({"responded_at": 25}, 30, (0, 1)),
        ({}, 23, (0, 0)),  # there is still time
        ({}, 25, (0, 1)),
        ({"paused_at": 20}, 500, (0, 0)),  # it stands still
        ({"paused_at": 30}, 500, (0, 1)),  # it was late already
    ],
)
def test_answered_in_time(known: dict[str, Any], hours: int, found: tuple[int, int]) -> None:
    share = answered_in_time([case(**known)], CAME + timedelta(hours=hours))
    assert share[:2] == found
    assert share.missed == ((1,) if found == (0, 1) else ())


@pytest.mark.parametrize(
    ("known", "hours", "found"),
    [
        ({"closed_at": 168}, 500, (1, 1)),
        ({"closed_at": 169}, 500, (0, 1)),
        ({"first_closed_at": 100, "closed_at": 400, "reopened": 1}, 500, (1, 1)),  # opened again is repeated, not late
        ({"first_closed_at": 100, "reopened": 1}, 500, (1, 1)),
        ({}, 100, (0, 0)),
        ({}, 200, (0, 1)),
        ({"paused_at": 100}, 900, (0, 0)),
        ({"close_by": 9_999}, 200, (0, 0)),
    ],
)
def test_closed_in_time(known: dict[str, Any], hours: int, found: tuple[int, int]) -> None:
    assert closed_in_time([case(**known)], CAME + timedelta(hours=hours))[:2] == found


def test_urgent_case_without_a_day_to_close_is_left_out() -> None:
    assert closed_in_time([case()._replace(close_by=None, closed_at=NOW)], NOW) == (0, 0, ())


def test_fixed_at_first_repeated_and_content() -> None:
    cases = [
        case(1, closed_at=1, visits=1, satisfaction=5),
        case(2, closed_at=1, visits=2, satisfaction=3),
        case(3, first_closed_at=1, reopened=2),
        case(4),
    ]
    assert fixed_first_time(cases) == (1, 3, (2, 3))
    assert repeated(cases) == (1, 3, (3,))
    assert content(cases) == (1, 2, (2,))
    assert content([case()]).per_cent is None


@pytest.mark.parametrize(
    ("hours", "median", "p90"),
    [((5,), 5, 5), ((1, 3), 2, 3), ((3, 1, 2), 2, 3), (tuple(range(1, 11)), 5.5, 9), (tuple(range(1, 12)), 6, 10), ((0, 0, 100), 0, 100)],
)
def test_times(hours: tuple[float, ...], median: float, p90: float) -> None:
    found = times_of(hours)
    assert (found.count, found.median, found.p90, found.mean) == (len(hours), median, p90, sum(hours) / len(hours))
    assert times_of(()).median is None


@given(st.lists(st.floats(0, 1e6), min_size=1))
def test_ninety_per_cent_do_not_take_longer(hours: list[float]) -> None:
    p90 = times_of(hours).p90
    assert p90 is not None
    assert p90 in hours
    assert sum(one <= p90 for one in hours) >= 0.9 * len(hours)
    assert sum(one < p90 for one in hours) < 0.9 * len(hours)


def test_times_are_hours_from_when_it_came_and_never_below_zero() -> None:
    assert response_times([case(responded_at=3), case(responded_at=-1), case()]).mean == 1.5
    assert closing_times([case(closed_at=48), case(first_closed_at=2)]).median == 48


def test_groups_keep_every_case_once_and_their_order() -> None:
    words = ("漏水", "", "噪音", "漏水", "不热", "漏水")
    cases = [case(n, topic=words[n % 6], severity=tuple(Severity)[n % 3], month=f"2026-{10 + n % 3}") for n in range(12)]
    assert [(one.key, one.count) for one in grouped(cases, Cut.TOPIC)] == [("漏水", 6), ("不热", 2), ("噪音", 2), ("", 2)]
    assert [one.key for one in grouped(cases, Cut.SEVERITY)] == ["normal", "major", "urgent"]
    assert [one.key for one in grouped(cases, Cut.MONTH)] == ["2026-10", "2026-11", "2026-12"]
    for cut in Cut:
        assert sorted(key for one in grouped(cases, cut) for key in one.ids) == list(range(12))


def test_dissatisfied_that_nobody_named_stand_last() -> None:
    found = grouped([case(), case(dissatisfied="angry"), case(dissatisfied="voicer")], Cut.DISSATISFIED)
    assert [one.key for one in found] == ["voicer", "angry", ""]


def test_rest_is_one_group() -> None:
    groups = grouped([case(n, model=f"M{n % 5}") for n in range(10)], Cut.MODEL)
    shown, rest = at_most(groups, 3)
    assert rest is not None
    assert (len(shown), rest.count) == (2, 6)
    assert at_most(groups, 5) == (groups, None)
    unknown = grouped([case(n, model="" if n < 6 else f"M{n}") for n in range(10)], Cut.MODEL)
    shown, rest = at_most(unknown, 4)
    assert rest is not None
    assert ([one.key for one in shown], rest.count) == (["M6", "M7", ""], 2)


def test_costs_are_summed_without_what_waits() -> None:
    costs = (
        Cost(1, CostKind.PARTS, Payer.SHOP, 300),
        Cost(1, CostKind.PARTS, Payer.MANUFACTURER, 200),
        Cost(2, CostKind.COMPENSATION, Payer.SHOP, 9_000, granted=False),
        Cost(2, CostKind.TRIP, Payer.SHOP, 100),
    )
    assert costs_by_kind(costs) == [("parts", 500, (1,)), ("trip", 100, (2,))]
    assert costs_by_payer(costs) == [("shop", 400, (1, 2)), ("manufacturer", 200, (1,))]
    figures = ComplaintFigures((case(), case(2, closed_at=1)), costs, 40)
    assert (figures.spent, figures.asked, figures.open, figures.rate) == (600, 9_000, 1, 5.0)
    assert ComplaintFigures().rate is None


def test_iceberg_is_what_is_taught() -> None:
    assert iceberg(4) == (4, 100, 24)

"""Where a customer is, how he pays, how close the shop is to him and what he costs: every rule at its edges."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from dealer_crm.domain.class_contact_rules import settlement
from dealer_crm.domain.class_facts import Facts, Place, Traits
from dealer_crm.domain.class_places import Earned, band, places
from dealer_crm.domain.class_profile import profile_of
from dealer_crm.domain.class_region import Spot, home_of, region_of, spot
from dealer_crm.domain.class_rules import classify
from dealer_crm.domain.classes import (
    Attention,
    ClassKind,
    CostClass,
    HomeClass,
    RegionClass,
    Relationship,
    ServiceClass,
    Settlement,
    Why,
)
from dealer_crm.domain.customers import Channel
from dealer_crm.domain.premises import HouseType
from dealer_crm.services.trade import Trade

TODAY, LATELY, YEARS_AGO = date(2026, 11, 22), date(2026, 10, 1), date(2023, 1, 5)
RULES = Trade().class_rules()
MIDDLE = Place(rank=10, by_money=10, of=20, gained=970, above_median=True, by_cost=10)
TOP, SECOND = replace(MIDDLE, rank=1), replace(MIDDLE, rank=2, gained=900)
BOUGHT = Facts(deals=(YEARS_AGO,), contribution=100_00, money=500_00)
SHOP = Spot("浙江", "宁波", "鄞州")


def found(kind: ClassKind, facts: Facts, place: Place | None = MIDDLE) -> object:
    """Return the one value of a class, None where it has none."""
    values = classify(facts, place, RULES, TODAY)[kind]
    return values[0].value if values else None


@pytest.mark.parametrize(
    ("parts", "line", "home", "region"),
    [
        (("", "", ""), "", HomeClass.UNKNOWN, RegionClass.UNKNOWN),
        (("", "", ""), "样板路 1 号", HomeClass.UNKNOWN, RegionClass.UNKNOWN),
        (("浙江省", "宁波市", "海曙区"), "", HomeClass.DOMESTIC, RegionClass.LOCAL),
        (("", "宁波", ""), "", HomeClass.DOMESTIC, RegionClass.LOCAL),
        (("浙江省", "杭州市", ""), "", HomeClass.DOMESTIC, RegionClass.OUTSIDE),
        (("", "", "鄞州区"), "", HomeClass.DOMESTIC, RegionClass.LOCAL),
        (("", "", "海曙区"), "", HomeClass.UNKNOWN, RegionClass.UNKNOWN),
        (("江苏省", "", ""), "", HomeClass.DOMESTIC, RegionClass.OUTSIDE),
        (("内蒙古自治区", "", ""), "", HomeClass.DOMESTIC, RegionClass.OUTSIDE),
        (("上海市", "", "浦东新区"), "", HomeClass.DOMESTIC, RegionClass.OUTSIDE),
        (("国外", "", ""), "", HomeClass.ABROAD, RegionClass.OUTSIDE),
        (("", "", ""), "宁波市鄞州区样板路 1 号", HomeClass.DOMESTIC, RegionClass.LOCAL),
        (("", "", ""), "浙江省杭州市西湖区样板路", HomeClass.DOMESTIC, RegionClass.OUTSIDE),
    ],
)
def test_where_an_address_is(parts: tuple[str, str, str], line: str, home: HomeClass, region: RegionClass) -> None:
    there = [spot(*parts, line)]
    assert (home_of(there, SHOP), region_of(there, SHOP)) == (home, region)


def test_one_house_here_makes_him_ours_and_a_shop_without_a_city_cannot_tell() -> None:
    far, near = spot("江苏省", "苏州市", ""), spot("", "宁波市", "")
    assert region_of([far, near], SHOP) is region_of([near, far], SHOP) is RegionClass.LOCAL
    assert region_of([near], Spot()) is RegionClass.UNKNOWN
    assert (home_of([], SHOP), region_of([], SHOP)) == (HomeClass.UNKNOWN, RegionClass.UNKNOWN)
    assert classify(Facts(placed=True), None, RULES, TODAY)[ClassKind.REGION][0].why is Why.SHOP_UNPLACED


@pytest.mark.parametrize(
    ("total", "before", "by_the_end", "way"),
    [
        (100, 100, 100, Settlement.PREPAID),
        (100, 99, 100, Settlement.CASH),
        (100, 0, 100, Settlement.CASH),
        (100, 99, 99, Settlement.CREDIT),
        (0, 0, 0, Settlement.PREPAID),
    ],
)
def test_how_an_order_was_paid(total: int, before: int, by_the_end: int, way: Settlement) -> None:
    assert settlement(total, before, by_the_end) is way


def test_the_latest_hand_over_tells_how_he_pays() -> None:
    ways = ((LATELY, Settlement.CREDIT), (YEARS_AGO, Settlement.PREPAID))
    assert found(ClassKind.SETTLEMENT, Facts(settled=ways)) == found(ClassKind.SETTLEMENT, Facts(settled=ways[::-1])) == Settlement.CREDIT
    assert found(ClassKind.SETTLEMENT, BOUGHT) is None


@pytest.mark.parametrize(
    ("facts", "kind"),
    [
        (Facts(talks=9), None),
        (BOUGHT, Relationship.BASIC),
        (replace(BOUGHT, came=2), Relationship.REACTIVE),
        (replace(BOUGHT, talks=1), Relationship.ACCOUNTABLE),
        (replace(BOUGHT, talks=3), Relationship.ACCOUNTABLE),
        (replace(BOUGHT, talks=4), Relationship.ACCOUNTABLE),
        (replace(BOUGHT, talks=5), Relationship.PROACTIVE),
        (replace(BOUGHT, talks=13), Relationship.PROACTIVE),
        (replace(BOUGHT, talks=13, owned=True), Relationship.PARTNERSHIP),
        (replace(BOUGHT, deals=(TODAY,), talks=1), Relationship.ACCOUNTABLE),
        (replace(BOUGHT, deals=(TODAY,), talks=2), Relationship.PROACTIVE),
    ],
)
def test_the_relationship_as_it_is(facts: Facts, kind: Relationship | None) -> None:
    assert found(ClassKind.RELATIONSHIP, facts) == kind


@pytest.mark.parametrize(
    ("facts", "place", "due"),
    [
        (Facts(), None, None),
        (BOUGHT, TOP, Relationship.PARTNERSHIP),
        (BOUGHT, SECOND, Relationship.PROACTIVE),
        (BOUGHT, MIDDLE, Relationship.REACTIVE),
        (replace(BOUGHT, installed=True), MIDDLE, Relationship.ACCOUNTABLE),
        (replace(BOUGHT, installed=True), SECOND, Relationship.PROACTIVE),
    ],
)
def test_the_relationship_as_it_should_be(facts: Facts, place: Place | None, due: Relationship | None) -> None:
    assert found(ClassKind.RELATIONSHIP_DUE, facts, place) == due


@pytest.mark.parametrize(
    ("facts", "place", "points"),
    [
        (Facts(), None, None),
        (Facts(every_days=2, touched=TODAY - timedelta(days=2)), None, 100),
        (Facts(every_days=2, touched=TODAY - timedelta(days=3)), None, 0),
        (BOUGHT, MIDDLE, None),
        (BOUGHT, TOP, 0),
        (replace(BOUGHT, touched=TODAY - timedelta(days=30)), TOP, 100),
        (replace(BOUGHT, touched=TODAY - timedelta(days=31)), TOP, 0),
        (replace(BOUGHT, grade=2), MIDDLE, 67),
        (replace(BOUGHT, grade=3, promises_kept=1, promises_broken=1), MIDDLE, 80),
        (replace(BOUGHT, grade=0, promises_kept=1, appointments=4, on_time=1, touched=TODAY), TOP, 55),
    ],
)
def test_score_of_what_can_be_known(facts: Facts, place: Place | None, points: int | None) -> None:
    assert found(ClassKind.SCORE, facts, place) == points


def test_a_part_of_the_score_that_is_not_known_is_said_to_be_so() -> None:
    (one,) = classify(replace(BOUGHT, grade=3), MIDDLE, RULES, TODAY)[ClassKind.SCORE]
    assert dict(one.figures) == {"touch": "–", "grade": "30/30", "promises": "–", "service": "–"}


@pytest.mark.parametrize(
    ("cost", "by_cost", "kind"), [(0, 1, CostClass.NONE), (1, 4, CostClass.DRAGS), (1, 5, CostClass.COSTS), (-5, 1, CostClass.NONE)]
)
def test_who_causes_cost(cost: int, by_cost: int, kind: CostClass) -> None:
    assert found(ClassKind.COST, replace(BOUGHT, cost=cost), replace(MIDDLE, by_cost=by_cost)) == kind


def test_cost_is_ranked_against_the_margin_it_eats() -> None:
    rows = [
        Earned(1, 1000, 0, LATELY, cost=0),
        Earned(2, 1000, 0, LATELY, cost=500),
        Earned(3, 100, 0, LATELY, cost=100),
        Earned(4, -50, 0, LATELY, cost=20),
    ]
    assert {one: place.by_cost for one, place in places(rows).items()} == {4: 1, 3: 2, 2: 3, 1: 4}
    assert places(rows) == places(rows[::-1])


@pytest.mark.parametrize(
    ("complaints", "place", "kind"), [(2, TOP, Attention.CHERISH), (1, TOP, None), (2, SECOND, Attention.CHERISH), (2, MIDDLE, None)]
)
def test_top_customers_who_complain(complaints: int, place: Place, kind: Attention | None) -> None:
    assert found(ClassKind.ATTENTION, replace(BOUGHT, complaints_lately=complaints), place) == kind


BEST = Traits(frozenset({7}), frozenset({HouseType.VILLA}), Channel.DESIGNER, "to_20")


def test_who_is_like_the_best_is_a_suitable_customer() -> None:
    profile = profile_of([BEST] * 4 + [replace(BEST, channel=Channel.WALK_IN, budget="")], RULES)
    assert profile.matches(BEST) == profile.matches(replace(BEST, channel=Channel.WALK_IN)) == 4
    assert profile.matches(replace(BEST, channel=None, communities=frozenset({7, 9}))) == 3
    assert profile.matches(Traits()) == profile_of([], RULES).matches(BEST) == 0
    rare = profile_of([BEST] * 5 + [replace(BEST, channel=Channel.WALK_IN)], RULES)
    assert rare.matches(replace(BEST, channel=Channel.WALK_IN)) == 3
    assert [found(ClassKind.SERVICE, Facts(traits=BEST, matches=count), None) for count in (2, 3)] == [
        ServiceClass.ORDINARY,
        ServiceClass.SUITABLE,
    ]
    assert (found(ClassKind.PROFILE, Facts(), None), found(ClassKind.PROFILE, Facts(traits=BEST), None)) == (None, 0)


def test_a_band_tells_all_that_rules_ask_of_a_place() -> None:
    facts = [BOUGHT, replace(BOUGHT, cost=5), replace(BOUGHT, contribution=-5), replace(BOUGHT, deals=(YEARS_AGO, LATELY))]
    seen: dict[tuple[int, str], object] = {}
    for count in (1, 7, 19, 40):
        for place in places([Earned(n, (n * 37) % 101, (n * 53) % 89, LATELY, n % 5) for n in range(count)]).values():
            for index, one in enumerate(facts):
                values = {kind: [it.value for it in its] for kind, its in classify(one, place, RULES, TODAY).items()}
                assert seen.setdefault((index, band(place, RULES)), values) == values

"""Classes of customers: every rule at its edges, and never by the order of the rows."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealer_crm.domain.class_facts import Facts, Place
from dealer_crm.domain.class_places import Earned, places
from dealer_crm.domain.class_rules import Classes, classify
from dealer_crm.domain.classes import (
    AmountClass,
    CareTag,
    ChainTier,
    ClassKind,
    ContributionClass,
    Development,
    Frequency,
    MarketRank,
    OwedState,
    PartyScope,
    Profit,
    Pyramid,
    RelationState,
    ServiceClass,
    Stability,
    TimeClass,
    TradePhase,
    ValueClass,
    Why,
)
from dealer_crm.domain.customers import Nature, PartyKind, Stage
from dealer_crm.services.trade import Trade

TODAY = date(2026, 11, 22)
YEAR_AGO, TWO_YEARS_AGO, THREE_YEARS_AGO = date(2025, 11, 22), date(2024, 11, 22), date(2023, 11, 22)
DAY = timedelta(days=1)
LATELY = date(2026, 10, 1)
RULES = Trade().class_rules()
MIDDLE = Place(rank=10, by_money=10, of=20, gained=970, above_median=True)
BOUGHT = Facts(deals=(LATELY,), contribution=100_00, money=500_00)


def found(kind: ClassKind, facts: Facts, place: Place | None = MIDDLE) -> object:
    """Return the one value of a class, None where it has none."""
    values = classify(facts, place, RULES, TODAY)[kind]
    assert len(values) <= 1
    return values[0].value if values else None


@pytest.mark.parametrize(
    ("deals", "value"),
    [
        ((), TimeClass.FUTURE),
        ((TODAY,), TimeClass.NEW),
        ((YEAR_AGO,), TimeClass.NEW),
        ((YEAR_AGO - DAY,), TimeClass.OLD),
        ((LATELY, TODAY), TimeClass.OLD),
        ((TODAY, TODAY), TimeClass.OLD),
    ],
)
def test_old_new_and_future(deals: tuple[date, ...], value: TimeClass) -> None:
    assert found(ClassKind.TIME, Facts(deals=deals)) == value


@pytest.mark.parametrize(
    ("facts", "value"),
    [
        (Facts(), TradePhase.NONE),
        (Facts(offered=True), TradePhase.UPCOMING),
        (Facts(deals=(LATELY,)), TradePhase.PAST),
        (Facts(deals=(LATELY,), offered=True), TradePhase.UPCOMING),
        (Facts(deals=(LATELY,), offered=True, ordered=True), TradePhase.CURRENT),
    ],
)
def test_phase_of_the_trade(facts: Facts, value: TradePhase) -> None:
    assert found(ClassKind.PHASE, facts) == value


@pytest.mark.parametrize(
    ("facts", "place", "value"),
    [
        (Facts(), None, None),
        (Facts(deals=(LATELY,) * 3), MIDDLE, MarketRank.MAJOR),
        (BOUGHT, replace(MIDDLE, rank=4), MarketRank.MAJOR),
        (BOUGHT, replace(MIDDLE, rank=5), MarketRank.NORMAL),
        (replace(BOUGHT, contribution=0), replace(MIDDLE, rank=1), MarketRank.NORMAL),
        (Facts(deals=(THREE_YEARS_AGO, TWO_YEARS_AGO)), MIDDLE, MarketRank.MAJOR),
        (Facts(deals=(THREE_YEARS_AGO + DAY, TWO_YEARS_AGO)), MIDDLE, MarketRank.NORMAL),
        (Facts(deals=(THREE_YEARS_AGO, TWO_YEARS_AGO - DAY)), MIDDLE, MarketRank.NORMAL),
        (Facts(deals=(TWO_YEARS_AGO - DAY,)), replace(MIDDLE, above_median=False), MarketRank.SPORADIC),
        (Facts(deals=(TWO_YEARS_AGO - DAY,)), MIDDLE, MarketRank.NORMAL),
        (Facts(deals=(TWO_YEARS_AGO,)), replace(MIDDLE, above_median=False), MarketRank.NORMAL),
    ],
)
def test_rank_on_the_market(facts: Facts, place: Place | None, value: MarketRank | None) -> None:
    assert found(ClassKind.MARKET, facts, place) == value


@pytest.mark.parametrize(
    ("facts", "value"),
    [
        (Facts(), RelationState.NONE),
        (Facts(wants=True), RelationState.POTENTIAL),
        (Facts(wants=True, graded=True), RelationState.TARGET),
        (Facts(target=True), RelationState.TARGET),
        (Facts(deals=(LATELY,)), RelationState.ACTUAL),
        (Facts(deals=(TWO_YEARS_AGO,)), RelationState.ACTUAL),
        (Facts(deals=(TWO_YEARS_AGO - DAY,)), RelationState.CHURNED),
        (Facts(deals=(THREE_YEARS_AGO,), touched=TWO_YEARS_AGO), RelationState.ACTUAL),
        (Facts(deals=(THREE_YEARS_AGO,), services=(LATELY,)), RelationState.ACTUAL),
        (Facts(stage=Stage.CHURNED), RelationState.CHURNED),
        (Facts(touched=THREE_YEARS_AGO, wants=True), RelationState.POTENTIAL),
    ],
)
def test_relation_to_the_shop(facts: Facts, value: RelationState) -> None:
    assert found(ClassKind.RELATION, facts) == value


@pytest.mark.parametrize(
    ("nature", "party", "staff", "scope", "tier"),
    [
        (Nature.INDIVIDUAL, PartyKind.END_CUSTOMER, False, PartyScope.CONSUMER, ChainTier.TERMINAL),
        (Nature.INDIVIDUAL, PartyKind.END_CUSTOMER, True, PartyScope.INTERNAL, ChainTier.TERMINAL),
        (Nature.COMPANY, PartyKind.END_CUSTOMER, False, PartyScope.ENTERPRISE, ChainTier.TERMINAL),
        (Nature.SPECIAL_COMPANY, PartyKind.END_CUSTOMER, False, PartyScope.ENTERPRISE, ChainTier.TERMINAL),
        (Nature.GOV, PartyKind.END_CUSTOMER, False, PartyScope.ENTERPRISE, ChainTier.PUBLIC),
        (Nature.COMPANY, PartyKind.DISTRIBUTOR, False, PartyScope.CHANNEL, ChainTier.INTERMEDIATE),
        (Nature.INDIVIDUAL, PartyKind.PARTNER, False, PartyScope.CHANNEL, ChainTier.INTERMEDIATE),
        (Nature.TRADE_PARTNER, PartyKind.END_CUSTOMER, False, PartyScope.CHANNEL, ChainTier.INTERMEDIATE),
        (Nature.COMPANY, PartyKind.SUPPLIER, False, None, None),
        (Nature.COMPANY, PartyKind.COMPETITOR, False, None, None),
    ],
)
def test_scope_and_tier(nature: Nature, party: PartyKind, staff: bool, scope: PartyScope | None, tier: ChainTier | None) -> None:
    facts = Facts(nature=nature, party_kind=party, staff=staff)
    assert (found(ClassKind.SCOPE, facts), found(ClassKind.CHAIN, facts)) == (scope, tier)


@pytest.mark.parametrize(
    ("days", "value"),
    [(-3, OwedState.SHORT), (0, OwedState.SHORT), (90, OwedState.SHORT), (91, OwedState.LONG), (365, OwedState.LONG), (366, OwedState.BAD)],
)
def test_owed_for_so_many_days(days: int, value: OwedState) -> None:
    assert found(ClassKind.OWED, Facts(owed_since=TODAY - timedelta(days=days))) == value


def test_owed_nothing_or_given_up() -> None:
    assert found(ClassKind.OWED, Facts()) == OwedState.NONE
    assert found(ClassKind.OWED, Facts(written_off=True)) == OwedState.BAD


@pytest.mark.parametrize(
    ("contribution", "place", "values"),
    [
        (1, replace(MIDDLE, rank=1, gained=900), (Profit.PROFITABLE, ValueClass.A, Pyramid.GOLD, ContributionClass.VIP)),
        (1, replace(MIDDLE, rank=2, gained=800), (Profit.PROFITABLE, ValueClass.A, Pyramid.SILVER, ContributionClass.CORE)),
        (1, replace(MIDDLE, rank=4, gained=801), (Profit.PROFITABLE, ValueClass.B, Pyramid.SILVER, ContributionClass.ORDINARY)),
        (1, replace(MIDDLE, rank=5, gained=950), (Profit.PROFITABLE, ValueClass.B, Pyramid.IRON, ContributionClass.ORDINARY)),
        (1, replace(MIDDLE, rank=16, gained=951), (Profit.PROFITABLE, ValueClass.C, Pyramid.IRON, ContributionClass.ORDINARY)),
        (1, replace(MIDDLE, rank=17, gained=990), (Profit.PROFITABLE, ValueClass.C, Pyramid.LEAD, ContributionClass.ORDINARY)),
        (0, replace(MIDDLE, rank=1, gained=1000), (Profit.UNPROFITABLE, ValueClass.C, Pyramid.GOLD, ContributionClass.VIP)),
        (-1, replace(MIDDLE, rank=1, gained=1000), (Profit.UNPROFITABLE, ValueClass.C, Pyramid.LEAD, ContributionClass.ORDINARY)),
    ],
)
def test_what_he_brings(contribution: int, place: Place, values: tuple[Profit, ValueClass, Pyramid, ContributionClass]) -> None:
    facts = replace(BOUGHT, contribution=contribution)
    kinds = (ClassKind.PROFIT, ClassKind.VALUE, ClassKind.PYRAMID, ClassKind.CONTRIBUTION)
    assert tuple(found(kind, facts, place) for kind in kinds) == values


@pytest.mark.parametrize(
    ("facts", "points"),
    [
        (Facts(), None),
        (Facts(referrals=9), None),
        (BOUGHT, 0),
        (replace(BOUGHT, deals=(LATELY,) * 2), 13),
        (replace(BOUGHT, deals=(LATELY,) * 4), 40),
        (replace(BOUGHT, deals=(LATELY,) * 9), 40),
        (replace(BOUGHT, referrals=2), 20),
        (replace(BOUGHT, referrals=7), 30),
        (replace(BOUGHT, services_due=4, services_own=3), 15),
        (replace(BOUGHT, services_due=2, services_own=5), 20),
        (replace(BOUGHT, grade=3), 10),
        (replace(BOUGHT, grade=2), 0),
        (Facts(deals=(LATELY,) * 4, referrals=3, services_due=1, services_own=1, grade=3), 100),
    ],
)
def test_loyalty(facts: Facts, points: int | None) -> None:
    assert found(ClassKind.LOYALTY, facts) == points


@pytest.mark.parametrize(
    ("facts", "place", "value"),
    [
        (Facts(), None, ServiceClass.ORDINARY),
        (BOUGHT, replace(MIDDLE, gained=800), ServiceClass.KEY),
        (replace(BOUGHT, deals=(LATELY,) * 3), MIDDLE, ServiceClass.KEY),
        (BOUGHT, replace(MIDDLE, gained=900), ServiceClass.SUITABLE),
        (replace(BOUGHT, referrals=3, services_due=1, services_own=1), MIDDLE, ServiceClass.SUITABLE),
        (replace(BOUGHT, referrals=3, grade=3), MIDDLE, ServiceClass.ORDINARY),
        (BOUGHT, MIDDLE, ServiceClass.ORDINARY),
    ],
)
def test_class_of_service(facts: Facts, place: Place | None, value: ServiceClass) -> None:
    assert found(ClassKind.SERVICE, facts, place) == value


@pytest.mark.parametrize(
    ("facts", "place", "tags"),
    [
        (Facts(), None, []),
        (BOUGHT, MIDDLE, []),
        (BOUGHT, replace(MIDDLE, by_money=4), [CareTag.HEAVY]),
        (replace(BOUGHT, money=0), replace(MIDDLE, by_money=1), []),
        (replace(BOUGHT, deals=(YEAR_AGO - DAY,)), MIDDLE, [CareTag.OLD]),
        (BOUGHT, replace(MIDDLE, gained=1), [CareTag.KEY]),
        (Facts(complaints=1, gap=-1), None, []),
        (Facts(complaints=2), None, [CareTag.FUSSY]),
        (Facts(gap=-2), None, [CareTag.FUSSY]),
        (Facts(complaints=3, gap=-4), None, [CareTag.FUSSY]),
    ],
)
def test_who_gets_more(facts: Facts, place: Place | None, tags: list[CareTag]) -> None:
    assert [one.value for one in classify(facts, place, RULES, TODAY)[ClassKind.CARE]] == tags


@pytest.mark.parametrize(
    ("deals", "services", "value"),
    [
        ((), (LATELY, LATELY), None),
        ((LATELY,), (), Frequency.OCCASIONAL),
        ((LATELY,), (TWO_YEARS_AGO,), Frequency.REGULAR),
        ((LATELY,), (TWO_YEARS_AGO - DAY,), Frequency.OCCASIONAL),
        ((LATELY, TODAY), (), Frequency.REGULAR),
    ],
)
def test_how_often(deals: tuple[date, ...], services: tuple[date, ...], value: Frequency | None) -> None:
    assert found(ClassKind.FREQUENCY, Facts(deals=deals, services=services)) == value


@pytest.mark.parametrize(
    ("rank", "value"), [(4, AmountClass.LARGE), (5, AmountClass.MEDIUM), (10, AmountClass.MEDIUM), (11, AmountClass.SMALL)]
)
def test_how_much(rank: int, value: AmountClass) -> None:
    assert found(ClassKind.AMOUNT, BOUGHT, replace(MIDDLE, by_money=rank)) == value


@pytest.mark.parametrize(
    ("facts", "value"),
    [
        (Facts(grade=3), None),
        (BOUGHT, Stability.UNKNOWN),
        (replace(BOUGHT, grade=1), Stability.STABLE),
        (replace(BOUGHT, grade=1, every_days=30), Stability.UNKNOWN),
        (replace(BOUGHT, grade=1, every_days=30, touched=TODAY - 30 * DAY), Stability.STABLE),
        (replace(BOUGHT, grade=1, every_days=30, touched=TODAY - 31 * DAY), Stability.UNKNOWN),
        (replace(BOUGHT, grade=0), Stability.AT_RISK),
        (replace(BOUGHT, grade=3, complaint_late=True), Stability.AT_RISK),
        (replace(BOUGHT, grade=3, reminders_missed=1), Stability.STABLE),
        (replace(BOUGHT, grade=3, reminders_missed=2), Stability.AT_RISK),
        (Facts(deals=(YEAR_AGO,), grade=1), Stability.STABLE),
        (Facts(deals=(YEAR_AGO - DAY,), grade=1), Stability.AT_RISK),
        (Facts(deals=(TWO_YEARS_AGO - DAY,), grade=0), Stability.CHURNED),
        (replace(BOUGHT, stage=Stage.CHURNED), Stability.CHURNED),
    ],
)
def test_stability(facts: Facts, value: Stability | None) -> None:
    assert found(ClassKind.STABILITY, facts) == value


@pytest.mark.parametrize(
    ("facts", "value"),
    [
        (Facts(wants=True), Development.POTENTIAL),
        (BOUGHT, Development.NEW),
        (replace(BOUGHT, grade=0), Development.NEW),
        (replace(BOUGHT, grade=1), Development.SATISFIED),
        (replace(BOUGHT, grade=1, services=(TODAY,)), Development.KEPT),
        (replace(BOUGHT, deals=(LATELY, TODAY)), Development.OLD),
        (replace(BOUGHT, referrals=3, services_due=1, services_own=1, grade=3), Development.LOYAL),
    ],
)
def test_development(facts: Facts, value: Development) -> None:
    assert found(ClassKind.DEVELOPMENT, facts) == value


def test_who_bought_later_stands_before_his_equal() -> None:
    stand = places([Earned(1, 100, 50, LATELY), Earned(2, 100, 50, TODAY), Earned(3, 300, 10, LATELY), Earned(4, -500, 900, TODAY)])
    assert {one: (place.rank, place.by_money, place.gained) for one, place in stand.items()} == {
        3: (1, 4, 600),
        2: (2, 2, 800),
        1: (3, 3, 1000),
        4: (4, 1, 1000),
    }
    assert [stand[one].above_median for one in (1, 2, 3, 4)] == [True, True, True, False]


@pytest.mark.parametrize(
    ("count", "gold", "silver", "iron", "lead"), [(1, 1, 0, 0, 0), (5, 1, 0, 3, 1), (19, 1, 3, 12, 3), (20, 1, 3, 12, 4)]
)
def test_layers_of_a_small_shop(count: int, gold: int, silver: int, iron: int, lead: int) -> None:
    stand = places([Earned(one, 1000 - one, 10, LATELY) for one in range(count)])
    layers = [found(ClassKind.PYRAMID, replace(BOUGHT, contribution=1000 - one), place) for one, place in stand.items()]
    assert [layers.count(layer) for layer in Pyramid] == [gold, silver, iron, lead]


@pytest.mark.parametrize(
    "row",
    [
        (ClassKind.TIME, Facts(deals=(LATELY, YEAR_AGO)), MIDDLE, Why.DEALS, {"count": 2, "latest": LATELY}),
        (ClassKind.OWED, Facts(owed_since=TODAY), None, Why.OWES_SINCE, {"on": TODAY, "days": 0}),
        (ClassKind.OWED, Facts(owed_since=TODAY + 3 * DAY), None, Why.OWES_SINCE, {"on": TODAY + 3 * DAY, "days": 0}),
        (ClassKind.VALUE, BOUGHT, replace(MIDDLE, rank=4, gained=801), Why.SHARE_OF_GAIN, {"rank": 4, "of": 20, "share": 81}),
        (ClassKind.VALUE, BOUGHT, replace(MIDDLE, rank=4, gained=800), Why.SHARE_OF_GAIN, {"rank": 4, "of": 20, "share": 80}),
        (ClassKind.LOYALTY, replace(BOUGHT, grade=3), MIDDLE, Why.LOYALTY_TOP_GRADE, {"deals": 1, "referrals": 0, "own": 0, "due": 0}),
        (ClassKind.LOYALTY, replace(BOUGHT, grade=2), MIDDLE, Why.LOYALTY, {"deals": 1, "referrals": 0, "own": 0, "due": 0}),
        (ClassKind.SERVICE, replace(BOUGHT, referrals=3, services_due=1, services_own=1), MIDDLE, Why.IS_LOYAL, {"points": 50}),
        (ClassKind.STABILITY, Facts(deals=(YEAR_AGO - DAY,)), MIDDLE, Why.NO_SIGN_SINCE, {"on": YEAR_AGO - DAY}),
        (ClassKind.STABILITY, Facts(deals=(TWO_YEARS_AGO - DAY,)), MIDDLE, Why.NO_SIGN_SINCE, {"on": TWO_YEARS_AGO - DAY}),
        (ClassKind.STABILITY, BOUGHT, MIDDLE, Why.NEVER_GRADED, {}),
        (ClassKind.STABILITY, replace(BOUGHT, grade=2, every_days=3), MIDDLE, Why.OUT_OF_RHYTHM, {}),
        (ClassKind.FREQUENCY, replace(BOUGHT, services=(TODAY,)), MIDDLE, Why.TIMES_LATELY, {"count": 2, "months": 24}),
    ],
)
def test_a_value_says_why(row: tuple[ClassKind, Facts, Place | None, Why, dict[str, object]]) -> None:
    kind, facts, place, why, figures = row
    (said,) = classify(facts, place, RULES, TODAY)[kind]
    assert (said.why, said.figures) == (why, figures)


@pytest.mark.parametrize(
    ("amounts", "above"),
    [((10,), [True]), ((10, 4), [True, False]), ((9, 8, 7), [True, True, False]), ((9, 8, 6, 1), [True, True, False, False])],
)
def test_who_is_above_the_middle(amounts: tuple[int, ...], above: list[bool]) -> None:
    stand = places([Earned(place, amount, 0, LATELY) for place, amount in enumerate(amounts)])
    assert [stand[one].above_median for one in range(len(amounts))] == above


def test_shares_of_a_large_shop_are_never_rounded_up() -> None:
    stand = places([Earned(one, 1000 - one, 10, LATELY) for one in range(199)])
    layers = [found(ClassKind.PYRAMID, replace(BOUGHT, contribution=1), place) for place in stand.values()]
    assert [layers.count(layer) for layer in Pyramid] == [9, 30, 120, 40]


def test_no_buyers_and_no_gain() -> None:
    assert places([]) == {}
    assert places([Earned(1, -5, 0, TODAY)])[1] == Place(rank=1, by_money=1, of=1, gained=1000, above_median=True, by_cost=1)


earned = st.lists(
    st.builds(
        Earned,
        st.integers(1, 40),
        st.integers(-1000, 1000),
        st.integers(0, 1000),
        st.dates(THREE_YEARS_AGO, TODAY),
    ),
    unique_by=lambda one: one.customer_id,
    max_size=40,
)


@given(earned, st.randoms(use_true_random=False))
def test_places_never_depend_on_the_order_of_rows(buyers: list[Earned], chance: random.Random) -> None:
    mixed = list(buyers)
    chance.shuffle(mixed)
    stand = places(buyers)
    assert places(mixed) == stand
    assert sorted(place.rank for place in stand.values()) == list(range(1, len(buyers) + 1))
    assert all(0 <= place.gained <= 1000 for place in stand.values())


days = st.lists(st.dates(THREE_YEARS_AGO, TODAY), max_size=6)


@given(days, days, st.randoms(use_true_random=False))
def test_classes_never_depend_on_the_order_of_deals(deals: list[date], services: list[date], chance: random.Random) -> None:
    def told() -> Classes:
        return classify(replace(BOUGHT, deals=tuple(deals), services=tuple(services)), MIDDLE, RULES, TODAY)

    before = told()
    chance.shuffle(deals)
    chance.shuffle(services)
    assert told() == before
    assert set(before) == set(ClassKind)

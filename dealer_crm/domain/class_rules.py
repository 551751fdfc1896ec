"""The rules by which the records put a customer into classes (domain.md 1.1-1.6, 3.6); each value says why."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from dealer_crm.domain.class_contact_rules import CONTACT_RULES
from dealer_crm.domain.class_facts import ClassRules, Facts, Place
from dealer_crm.domain.class_look import Look, Rule, told
from dealer_crm.domain.classes import (
    AmountClass,
    ByHand,
    CareTag,
    ChainTier,
    Classed,
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
from dealer_crm.domain.customers import Nature, PartyKind

Classes = Mapping[ClassKind, tuple[Classed, ...]]
NOTHING: Mapping[ClassKind, ByHand] = {}


def classify(facts: Facts, place: Place | None, rules: ClassRules, today: date, by_hand: Mapping[ClassKind, ByHand] = NOTHING) -> Classes:
    """Return what the customer is today; `place` is None for whoever never bought. Classes that say nothing of him are empty.

    What is set `by_hand` stands instead of what the rule gives, also for the rules that ask for that class: a value A by hand makes
    a key customer, who gets extra service. Facts never follow: nobody has bought because a class says so.
    """
    look = Look(facts, place, rules, today, (RULES, by_hand))
    return {kind: look.values(kind) for kind in RULES}


def _time(look: Look) -> tuple[Classed, ...]:
    deals = sorted(look.facts.deals)
    if not deals:
        return told(TimeClass.FUTURE, Why.NO_DEAL)
    if len(deals) >= look.rules.old_deals:
        return told(TimeClass.OLD, Why.DEALS, count=len(deals), latest=deals[-1])
    if deals[0] < look.before(look.rules.old_months):
        return told(TimeClass.OLD, Why.FIRST_DEAL_LONG_AGO, on=deals[0], months=look.rules.old_months)
    return told(TimeClass.NEW, Why.FIRST_DEAL_LATELY, on=deals[0], months=look.rules.old_months)


def _phase(look: Look) -> tuple[Classed, ...]:
    facts = look.facts
    if facts.ordered:
        return told(TradePhase.CURRENT, Why.ORDER_RUNS)
    if facts.offered:
        return told(TradePhase.UPCOMING, Why.OFFER_OPEN)
    if facts.latest:
        return told(TradePhase.PAST, Why.ALL_DONE, on=facts.latest)
    return told(TradePhase.NONE, Why.NOTHING_OFFERED)


def _market(look: Look) -> tuple[Classed, ...]:
    facts, rules, place = look.facts, look.rules, look.place
    if place is None or facts.latest is None:
        return ()
    if len(facts.deals) >= rules.major_deals:
        return told(MarketRank.MAJOR, Why.MANY_DEALS, count=len(facts.deals))
    if facts.contribution > 0 and look.among(place.rank, rules.major_share):
        return told(MarketRank.MAJOR, Why.BRINGS_MUCH, rank=place.rank, of=place.of, share=rules.major_share)
    lately = facts.latest >= look.before(rules.recent_months)
    first = min(facts.deals)
    if lately and first <= look.before(rules.major_months):
        return told(MarketRank.MAJOR, Why.LONG_WITH_US, on=first, latest=facts.latest)
    if len(facts.deals) == 1 and not lately and not place.above_median:
        return told(MarketRank.SPORADIC, Why.ONCE_AND_LITTLE, on=facts.latest, months=rules.recent_months)
    return told(MarketRank.NORMAL, Why.NEITHER, count=len(facts.deals))


def _relation(look: Look) -> tuple[Classed, ...]:
    facts, sign = look.facts, look.last_sign()
    if look.churned():
        return told(RelationState.CHURNED, Why.NO_SIGN_SINCE, on=sign) if sign else told(RelationState.CHURNED, Why.SAID_CHURNED)
    if facts.latest:
        return told(RelationState.ACTUAL, Why.BOUGHT, on=facts.latest)
    if facts.graded or facts.target:
        return told(RelationState.TARGET, Why.GRADED if facts.graded else Why.WANTED_BY_US)
    return told(RelationState.POTENTIAL, Why.HAS_A_NEED) if facts.wants else told(RelationState.NONE, Why.NO_NEED_KNOWN)


def _scope(look: Look) -> tuple[Classed, ...]:
    facts = look.facts
    if facts.party_kind in (PartyKind.SUPPLIER, PartyKind.COMPETITOR):
        return ()
    if facts.staff:
        return told(PartyScope.INTERNAL, Why.WORKS_HERE)
    if facts.party_kind is not PartyKind.END_CUSTOMER or facts.nature is Nature.TRADE_PARTNER:
        return told(PartyScope.CHANNEL, Why.SELLS_ON)
    return told(PartyScope.CONSUMER, Why.A_PERSON) if facts.nature is Nature.INDIVIDUAL else told(PartyScope.ENTERPRISE, Why.A_COMPANY)


def _chain(look: Look) -> tuple[Classed, ...]:
    facts = look.facts
    if facts.party_kind in (PartyKind.SUPPLIER, PartyKind.COMPETITOR):
        return ()
    if facts.nature is Nature.GOV:
        return told(ChainTier.PUBLIC, Why.PUBLIC_BODY)
    if facts.party_kind is not PartyKind.END_CUSTOMER or facts.nature is Nature.TRADE_PARTNER:
        return told(ChainTier.INTERMEDIATE, Why.SELLS_ON)
    return told(ChainTier.TERMINAL, Why.USES_IT)


def _owed(look: Look) -> tuple[Classed, ...]:
    facts, rules = look.facts, look.rules
    if facts.written_off:
        return told(OwedState.BAD, Why.WRITTEN_OFF)
    if facts.owed_since is None:
        return told(OwedState.NONE, Why.OWES_NOTHING)
    days = (look.today - facts.owed_since).days
    state = OwedState.SHORT if days <= rules.short_days else OwedState.LONG if days <= rules.long_days else OwedState.BAD
    return told(state, Why.OWES_SINCE, on=facts.owed_since, days=max(0, days))


def _profit(look: Look) -> tuple[Classed, ...]:
    gain = look.facts.contribution
    return () if look.place is None else told(Profit.PROFITABLE if gain > 0 else Profit.UNPROFITABLE, Why.CONTRIBUTION, amount=gain)


def _value(look: Look) -> tuple[Classed, ...]:
    place, rules = look.place, look.rules
    if place is None:
        return ()
    if look.facts.contribution <= 0:
        return told(ValueClass.C, Why.NO_GAIN, amount=look.facts.contribution)
    first = place.rank == 1
    value = (
        ValueClass.A
        if first or place.gained <= rules.value_a * 10
        else ValueClass.B
        if place.gained <= rules.value_b * 10
        else ValueClass.C
    )
    return told(value, Why.SHARE_OF_GAIN, rank=place.rank, of=place.of, share=-(-place.gained // 10))


def _pyramid(look: Look) -> tuple[Classed, ...]:
    place, rules = look.place, look.rules
    if place is None:
        return ()
    if look.facts.contribution < 0:
        return told(Pyramid.LEAD, Why.COSTS_MORE, amount=look.facts.contribution)
    layers = ((rules.gold, Pyramid.GOLD), (rules.silver, Pyramid.SILVER), (rules.iron, Pyramid.IRON))
    layer = next((layer for share, layer in layers if look.among(place.rank, share)), Pyramid.LEAD)
    return told(layer, Why.RANK_OF_ALL, rank=place.rank, of=place.of)


def _contribution(look: Look) -> tuple[Classed, ...]:
    if look.place is None:
        return ()
    if look.only(ClassKind.PYRAMID) == Pyramid.GOLD:
        return told(ContributionClass.VIP, Why.IS_GOLD)
    return (
        told(ContributionClass.CORE, Why.IS_VALUE_A)
        if look.only(ClassKind.VALUE) == ValueClass.A
        else told(ContributionClass.ORDINARY, Why.IS_NEITHER)
    )


def _loyalty(look: Look) -> tuple[Classed, ...]:
    facts = look.facts
    if not facts.deals:
        return ()
    figures = {"deals": len(facts.deals), "referrals": facts.referrals, "own": facts.services_own, "due": facts.services_due}
    return told(look.loyalty(), Why.LOYALTY_TOP_GRADE if facts.grade == 3 else Why.LOYALTY, **figures)


def _service(look: Look) -> tuple[Classed, ...]:
    if look.only(ClassKind.VALUE) == ValueClass.A:
        return told(ServiceClass.KEY, Why.IS_VALUE_A)
    if look.only(ClassKind.MARKET) == MarketRank.MAJOR:
        return told(ServiceClass.KEY, Why.IS_MAJOR)
    if look.only(ClassKind.VALUE) == ValueClass.B:
        return told(ServiceClass.SUITABLE, Why.IS_VALUE_B)
    points = look.loyalty() if look.facts.deals else 0
    if points >= look.rules.suitable_loyalty:
        return told(ServiceClass.SUITABLE, Why.IS_LOYAL, points=points)
    if look.facts.matches >= look.rules.profile_matches:
        return told(ServiceClass.SUITABLE, Why.FITS, count=look.facts.matches, known=len(look.facts.traits.known))
    return told(ServiceClass.ORDINARY, Why.IS_NEITHER)


def _care(look: Look) -> tuple[Classed, ...]:
    facts, place, rules = look.facts, look.place, look.rules
    found: list[Classed] = []
    if place is not None and facts.money > 0 and look.among(place.by_money, rules.large_share):
        found += told(CareTag.HEAVY, Why.SPENDS_MUCH, rank=place.by_money, of=place.of)
    if look.only(ClassKind.TIME) == TimeClass.OLD:
        found += told(CareTag.OLD, Why.IS_OLD, count=len(facts.deals))
    if look.only(ClassKind.SERVICE) == ServiceClass.KEY:
        found += told(CareTag.KEY, Why.IS_KEY)
    if facts.complaints >= rules.fussy_complaints:
        found += told(CareTag.FUSSY, Why.COMPLAINED, count=facts.complaints)
    elif facts.gap is not None and facts.gap <= rules.fussy_gap:
        found += told(CareTag.FUSSY, Why.EXPECTED_MORE, gap=facts.gap)
    return tuple(found)


def _frequency(look: Look) -> tuple[Classed, ...]:
    facts, since = look.facts, look.before(look.rules.recent_months)
    if not facts.deals:
        return ()
    times = sum(day >= since for day in (*facts.deals, *facts.services))
    value = Frequency.REGULAR if times >= look.rules.regular_deals else Frequency.OCCASIONAL
    return told(value, Why.TIMES_LATELY, count=times, months=look.rules.recent_months)


def _amount(look: Look) -> tuple[Classed, ...]:
    place, rules = look.place, look.rules
    if place is None:
        return ()
    large, medium = (look.among(place.by_money, share) for share in (rules.large_share, rules.medium_share))
    value = AmountClass.LARGE if large else AmountClass.MEDIUM if medium else AmountClass.SMALL
    return told(value, Why.RANK_BY_MONEY, rank=place.by_money, of=place.of, amount=look.facts.money)


def _stability(look: Look) -> tuple[Classed, ...]:
    facts, rules, sign = look.facts, look.rules, look.last_sign()
    if not facts.deals:
        return ()
    if look.churned():
        return told(Stability.CHURNED, Why.NO_SIGN_SINCE, on=sign or look.today)
    if facts.complaint_late:
        return told(Stability.AT_RISK, Why.COMPLAINT_LATE)
    if facts.grade == 0:
        return told(Stability.AT_RISK, Why.NOT_SATISFIED)
    if facts.reminders_missed >= rules.missed_reminders:
        return told(Stability.AT_RISK, Why.REMINDERS_MISSED, count=facts.reminders_missed)
    if look.silent_for(rules.risk_months):
        return told(Stability.AT_RISK, Why.NO_SIGN_SINCE, on=sign or look.today)
    within = facts.every_days is None or (facts.touched is not None and (look.today - facts.touched).days <= facts.every_days)
    if within and facts.grade is not None:
        return told(Stability.STABLE, Why.CONTENT_AND_IN_TOUCH, grade=facts.grade)
    return told(Stability.UNKNOWN, Why.NEVER_GRADED if facts.grade is None else Why.OUT_OF_RHYTHM)


def _development(look: Look) -> tuple[Classed, ...]:
    facts, points = look.facts, look.loyalty()
    if not facts.deals:
        return told(Development.POTENTIAL, Why.NO_DEAL)
    if points >= look.rules.loyal:
        return told(Development.LOYAL, Why.IS_LOYAL, points=points)
    if look.only(ClassKind.TIME) == TimeClass.OLD:
        return told(Development.OLD, Why.IS_OLD, count=len(facts.deals))
    if facts.services:
        return told(Development.KEPT, Why.CAME_AGAIN, on=max(facts.services))
    if facts.grade:
        return told(Development.SATISFIED, Why.GRADED_WELL, grade=facts.grade)
    return told(Development.NEW, Why.FIRST_DEAL_LATELY, on=min(facts.deals), months=look.rules.old_months)


RULES: dict[ClassKind, Rule] = {
    ClassKind.TIME: _time,
    ClassKind.PHASE: _phase,
    ClassKind.MARKET: _market,
    ClassKind.RELATION: _relation,
    ClassKind.SCOPE: _scope,
    ClassKind.CHAIN: _chain,
    ClassKind.OWED: _owed,
    ClassKind.PROFIT: _profit,
    ClassKind.VALUE: _value,
    ClassKind.PYRAMID: _pyramid,
    ClassKind.CONTRIBUTION: _contribution,
    ClassKind.LOYALTY: _loyalty,
    ClassKind.SERVICE: _service,
    ClassKind.CARE: _care,
    ClassKind.FREQUENCY: _frequency,
    ClassKind.AMOUNT: _amount,
    ClassKind.STABILITY: _stability,
    ClassKind.DEVELOPMENT: _development,
    **CONTACT_RULES,
}

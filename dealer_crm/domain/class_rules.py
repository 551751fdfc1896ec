"""The rules by which the records put a customer into classes (domain.md 1.1-1.6, 3.6); each value says why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from dealer_crm.domain.class_by_hand import put_over
from dealer_crm.domain.classes import (
    AmountClass,
    ByHand,
    CareTag,
    ChainTier,
    Classed,
    ClassKind,
    ClassRules,
    ContributionClass,
    Development,
    Facts,
    Figure,
    Frequency,
    MarketRank,
    OwedState,
    PartyScope,
    Place,
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
from dealer_crm.domain.followups import add_months

Classes = Mapping[ClassKind, tuple[Classed, ...]]
NOTHING: Mapping[ClassKind, ByHand] = {}
SMALL_SHOP = 20
"""Below so many buyers shares are rounded up, so that somebody is at the top."""


@dataclass(frozen=True)
class Earned:
    """What one buyer brought, in 分, and the day of his latest deal."""

    customer_id: int
    contribution: int
    money: int
    latest: date


def places(buyers: Iterable[Earned]) -> dict[int, Place]:
    """Return where each buyer stands; of two who brought the same, the one who bought later stands before the other."""
    rows = sorted(buyers, key=lambda one: (-one.contribution, -one.latest.toordinal(), one.customer_id))
    spent = sorted(rows, key=lambda one: (-one.money, -one.latest.toordinal(), one.customer_id))
    by_money = {one.customer_id: rank for rank, one in enumerate(spent, 1)}
    gains = list(accumulate(max(0, one.contribution) for one in rows))
    whole = gains[-1] if gains else 0
    middle = _median([one.contribution for one in rows])
    return {
        one.customer_id: Place(
            rank, by_money[one.customer_id], len(rows), -(-1000 * gain // whole) if whole else 1000, one.contribution >= middle
        )
        for rank, (one, gain) in enumerate(zip(rows, gains, strict=True), 1)
    }


def classify(facts: Facts, place: Place | None, rules: ClassRules, today: date, by_hand: Mapping[ClassKind, ByHand] = NOTHING) -> Classes:
    """Return what the customer is today; `place` is None for whoever never bought. Classes that say nothing of him are empty.

    What is set `by_hand` stands instead of what the rule gives, also for the rules that ask for that class: a value A by hand makes
    a key customer, who gets extra service. Facts never follow: nobody has bought because a class says so.
    """
    look = _Look(facts, place, rules, today, by_hand)
    return {kind: look.values(kind) for kind in RULES}


class _Look:
    """A customer on a day, as the rules ask about him."""

    def __init__(
        self, facts: Facts, place: Place | None, rules: ClassRules, today: date, by_hand: Mapping[ClassKind, ByHand] = NOTHING
    ) -> None:
        self.facts, self.place, self.rules, self.today = facts, place if facts.deals else None, rules, today
        self._by_hand = by_hand
        self._known: dict[ClassKind, tuple[Classed, ...]] = {}

    def before(self, months: int) -> date:
        """Return the day so many months ago; what happened on it still counts as within them."""
        return add_months(self.today, -months)

    def last_sign(self) -> date | None:
        """Return the last day on which there was a deal, paid work or an effective contact."""
        days = [*self.facts.deals, *self.facts.services, *([self.facts.touched] if self.facts.touched else [])]
        return max(days, default=None)

    def silent_for(self, months: int) -> bool:
        """Tell whether a buyer gave no sign for longer than this."""
        sign = self.last_sign()
        return bool(self.facts.deals) and sign is not None and sign < self.before(months)

    def churned(self) -> bool:
        """Tell whether he is lost to the shop (§3.6), by the records or because somebody said so."""
        return self.facts.stage is Stage.CHURNED or self.silent_for(self.rules.churn_months)

    def among(self, rank: int, share: int) -> bool:
        """Tell whether a rank lies within the first `share` percent of all buyers."""
        assert self.place is not None
        return rank <= _count(self.place.of, share)

    def loyalty(self) -> int:
        """Return 0-100: repeat deals, people brought, care left to us, and the highest grade (domain.md 1.6)."""
        facts, rules = self.facts, self.rules
        again = min(max(0, len(facts.deals) - 1), rules.cap) * rules.repeat_points / rules.cap
        brought = min(facts.referrals, rules.cap) * rules.referral_points / rules.cap
        served = min(facts.services_own, facts.services_due) * rules.service_points / facts.services_due if facts.services_due else 0
        return int(again + brought + served + (rules.grade_points if facts.grade == 3 else 0) + 0.5)

    def values(self, kind: ClassKind) -> tuple[Classed, ...]:
        """Return a class as it holds, each worked out once."""
        if kind not in self._known:
            self._known[kind] = put_over(kind, RULES[kind](self), self._by_hand.get(kind))
        return self._known[kind]

    def only(self, kind: ClassKind) -> str | int | None:
        """Return the value of another class, None where it has none."""
        found = next(iter(self.values(kind)), None)
        return found.value if found else None


def _is(value: str | int, why: Why, **figures: Figure) -> tuple[Classed]:
    return (Classed(value, why, figures),)


def _time(look: _Look) -> tuple[Classed, ...]:
    deals = sorted(look.facts.deals)
    if not deals:
        return _is(TimeClass.FUTURE, Why.NO_DEAL)
    if len(deals) >= look.rules.old_deals:
        return _is(TimeClass.OLD, Why.DEALS, count=len(deals), latest=deals[-1])
    if deals[0] < look.before(look.rules.old_months):
        return _is(TimeClass.OLD, Why.FIRST_DEAL_LONG_AGO, on=deals[0], months=look.rules.old_months)
    return _is(TimeClass.NEW, Why.FIRST_DEAL_LATELY, on=deals[0], months=look.rules.old_months)


def _phase(look: _Look) -> tuple[Classed, ...]:
    facts = look.facts
    if facts.ordered:
        return _is(TradePhase.CURRENT, Why.ORDER_RUNS)
    if facts.offered:
        return _is(TradePhase.UPCOMING, Why.OFFER_OPEN)
    if facts.latest:
        return _is(TradePhase.PAST, Why.ALL_DONE, on=facts.latest)
    return _is(TradePhase.NONE, Why.NOTHING_OFFERED)


def _market(look: _Look) -> tuple[Classed, ...]:
    facts, rules, place = look.facts, look.rules, look.place
    if place is None or facts.latest is None:
        return ()
    if len(facts.deals) >= rules.major_deals:
        return _is(MarketRank.MAJOR, Why.MANY_DEALS, count=len(facts.deals))
    if facts.contribution > 0 and look.among(place.rank, rules.major_share):
        return _is(MarketRank.MAJOR, Why.BRINGS_MUCH, rank=place.rank, of=place.of, share=rules.major_share)
    lately = facts.latest >= look.before(rules.recent_months)
    first = min(facts.deals)
    if lately and first <= look.before(rules.major_months):
        return _is(MarketRank.MAJOR, Why.LONG_WITH_US, on=first, latest=facts.latest)
    if len(facts.deals) == 1 and not lately and not place.above_median:
        return _is(MarketRank.SPORADIC, Why.ONCE_AND_LITTLE, on=facts.latest, months=rules.recent_months)
    return _is(MarketRank.NORMAL, Why.NEITHER, count=len(facts.deals))


def _relation(look: _Look) -> tuple[Classed, ...]:
    facts, sign = look.facts, look.last_sign()
    if look.churned():
        return _is(RelationState.CHURNED, Why.NO_SIGN_SINCE, on=sign) if sign else _is(RelationState.CHURNED, Why.SAID_CHURNED)
    if facts.latest:
        return _is(RelationState.ACTUAL, Why.BOUGHT, on=facts.latest)
    if facts.graded or facts.target:
        return _is(RelationState.TARGET, Why.GRADED if facts.graded else Why.WANTED_BY_US)
    return _is(RelationState.POTENTIAL, Why.HAS_A_NEED) if facts.wants else _is(RelationState.NONE, Why.NO_NEED_KNOWN)


def _scope(look: _Look) -> tuple[Classed, ...]:
    facts = look.facts
    if facts.party_kind in (PartyKind.SUPPLIER, PartyKind.COMPETITOR):
        return ()
    if facts.staff:
        return _is(PartyScope.INTERNAL, Why.WORKS_HERE)
    if facts.party_kind is not PartyKind.END_CUSTOMER or facts.nature is Nature.TRADE_PARTNER:
        return _is(PartyScope.CHANNEL, Why.SELLS_ON)
    return _is(PartyScope.CONSUMER, Why.A_PERSON) if facts.nature is Nature.INDIVIDUAL else _is(PartyScope.ENTERPRISE, Why.A_COMPANY)


def _chain(look: _Look) -> tuple[Classed, ...]:
    facts = look.facts
    if facts.party_kind in (PartyKind.SUPPLIER, PartyKind.COMPETITOR):
        return ()
    if facts.nature is Nature.GOV:
        return _is(ChainTier.PUBLIC, Why.PUBLIC_BODY)
    if facts.party_kind is not PartyKind.END_CUSTOMER or facts.nature is Nature.TRADE_PARTNER:
        return _is(ChainTier.INTERMEDIATE, Why.SELLS_ON)
    return _is(ChainTier.TERMINAL, Why.USES_IT)


def _owed(look: _Look) -> tuple[Classed, ...]:
    facts, rules = look.facts, look.rules
    if facts.written_off:
        return _is(OwedState.BAD, Why.WRITTEN_OFF)
    if facts.owed_since is None:
        return _is(OwedState.NONE, Why.OWES_NOTHING)
    days = (look.today - facts.owed_since).days
    state = OwedState.SHORT if days <= rules.short_days else OwedState.LONG if days <= rules.long_days else OwedState.BAD
    return _is(state, Why.OWES_SINCE, on=facts.owed_since, days=max(0, days))


def _profit(look: _Look) -> tuple[Classed, ...]:
    gain = look.facts.contribution
    return () if look.place is None else _is(Profit.PROFITABLE if gain > 0 else Profit.UNPROFITABLE, Why.CONTRIBUTION, amount=gain)


def _value(look: _Look) -> tuple[Classed, ...]:
    place, rules = look.place, look.rules
    if place is None:
        return ()
    if look.facts.contribution <= 0:
        return _is(ValueClass.C, Why.NO_GAIN, amount=look.facts.contribution)
    first = place.rank == 1
    value = (
        ValueClass.A
        if first or place.gained <= rules.value_a * 10
        else ValueClass.B
        if place.gained <= rules.value_b * 10
        else ValueClass.C
    )
    return _is(value, Why.SHARE_OF_GAIN, rank=place.rank, of=place.of, share=-(-place.gained // 10))


def _pyramid(look: _Look) -> tuple[Classed, ...]:
    place, rules = look.place, look.rules
    if place is None:
        return ()
    if look.facts.contribution < 0:
        return _is(Pyramid.LEAD, Why.COSTS_MORE, amount=look.facts.contribution)
    layers = ((rules.gold, Pyramid.GOLD), (rules.silver, Pyramid.SILVER), (rules.iron, Pyramid.IRON))
    layer = next((layer for share, layer in layers if look.among(place.rank, share)), Pyramid.LEAD)
    return _is(layer, Why.RANK_OF_ALL, rank=place.rank, of=place.of)


def _contribution(look: _Look) -> tuple[Classed, ...]:
    if look.place is None:
        return ()
    if look.only(ClassKind.PYRAMID) == Pyramid.GOLD:
        return _is(ContributionClass.VIP, Why.IS_GOLD)
    return (
        _is(ContributionClass.CORE, Why.IS_VALUE_A)
        if look.only(ClassKind.VALUE) == ValueClass.A
        else _is(ContributionClass.ORDINARY, Why.IS_NEITHER)
    )


def _loyalty(look: _Look) -> tuple[Classed, ...]:
    facts = look.facts
    if not facts.deals:
        return ()
    figures = {"deals": len(facts.deals), "referrals": facts.referrals, "own": facts.services_own, "due": facts.services_due}
    return _is(look.loyalty(), Why.LOYALTY_TOP_GRADE if facts.grade == 3 else Why.LOYALTY, **figures)


def _service(look: _Look) -> tuple[Classed, ...]:
    if look.only(ClassKind.VALUE) == ValueClass.A:
        return _is(ServiceClass.KEY, Why.IS_VALUE_A)
    if look.only(ClassKind.MARKET) == MarketRank.MAJOR:
        return _is(ServiceClass.KEY, Why.IS_MAJOR)
    if look.only(ClassKind.VALUE) == ValueClass.B:
        return _is(ServiceClass.SUITABLE, Why.IS_VALUE_B)
    points = look.loyalty() if look.facts.deals else 0
    if points >= look.rules.suitable_loyalty:
        return _is(ServiceClass.SUITABLE, Why.IS_LOYAL, points=points)
    return _is(ServiceClass.ORDINARY, Why.IS_NEITHER)


def _care(look: _Look) -> tuple[Classed, ...]:
    facts, place, rules = look.facts, look.place, look.rules
    found: list[Classed] = []
    if place is not None and facts.money > 0 and look.among(place.by_money, rules.large_share):
        found += _is(CareTag.HEAVY, Why.SPENDS_MUCH, rank=place.by_money, of=place.of)
    if look.only(ClassKind.TIME) == TimeClass.OLD:
        found += _is(CareTag.OLD, Why.IS_OLD, count=len(facts.deals))
    if look.only(ClassKind.SERVICE) == ServiceClass.KEY:
        found += _is(CareTag.KEY, Why.IS_KEY)
    if facts.complaints >= rules.fussy_complaints:
        found += _is(CareTag.FUSSY, Why.COMPLAINED, count=facts.complaints)
    elif facts.gap is not None and facts.gap <= rules.fussy_gap:
        found += _is(CareTag.FUSSY, Why.EXPECTED_MORE, gap=facts.gap)
    return tuple(found)


def _frequency(look: _Look) -> tuple[Classed, ...]:
    facts, since = look.facts, look.before(look.rules.recent_months)
    if not facts.deals:
        return ()
    times = sum(day >= since for day in (*facts.deals, *facts.services))
    value = Frequency.REGULAR if times >= look.rules.regular_deals else Frequency.OCCASIONAL
    return _is(value, Why.TIMES_LATELY, count=times, months=look.rules.recent_months)


def _amount(look: _Look) -> tuple[Classed, ...]:
    place, rules = look.place, look.rules
    if place is None:
        return ()
    large, medium = (look.among(place.by_money, share) for share in (rules.large_share, rules.medium_share))
    value = AmountClass.LARGE if large else AmountClass.MEDIUM if medium else AmountClass.SMALL
    return _is(value, Why.RANK_BY_MONEY, rank=place.by_money, of=place.of, amount=look.facts.money)


def _stability(look: _Look) -> tuple[Classed, ...]:
    facts, rules, sign = look.facts, look.rules, look.last_sign()
    if not facts.deals:
        return ()
    if look.churned():
        return _is(Stability.CHURNED, Why.NO_SIGN_SINCE, on=sign or look.today)
    if facts.complaint_late:
        return _is(Stability.AT_RISK, Why.COMPLAINT_LATE)
    if facts.grade == 0:
        return _is(Stability.AT_RISK, Why.NOT_SATISFIED)
    if facts.reminders_missed >= rules.missed_reminders:
        return _is(Stability.AT_RISK, Why.REMINDERS_MISSED, count=facts.reminders_missed)
    if look.silent_for(rules.risk_months):
        return _is(Stability.AT_RISK, Why.NO_SIGN_SINCE, on=sign or look.today)
    within = facts.every_days is None or (facts.touched is not None and (look.today - facts.touched).days <= facts.every_days)
    if within and facts.grade is not None:
        return _is(Stability.STABLE, Why.CONTENT_AND_IN_TOUCH, grade=facts.grade)
    return _is(Stability.UNKNOWN, Why.NEVER_GRADED if facts.grade is None else Why.OUT_OF_RHYTHM)


def _development(look: _Look) -> tuple[Classed, ...]:
    facts, points = look.facts, look.loyalty()
    if not facts.deals:
        return _is(Development.POTENTIAL, Why.NO_DEAL)
    if points >= look.rules.loyal:
        return _is(Development.LOYAL, Why.IS_LOYAL, points=points)
    if look.only(ClassKind.TIME) == TimeClass.OLD:
        return _is(Development.OLD, Why.IS_OLD, count=len(facts.deals))
    if facts.services:
        return _is(Development.KEPT, Why.CAME_AGAIN, on=max(facts.services))
    if facts.grade:
        return _is(Development.SATISFIED, Why.GRADED_WELL, grade=facts.grade)
    return _is(Development.NEW, Why.FIRST_DEAL_LATELY, on=min(facts.deals), months=look.rules.old_months)


RULES: dict[ClassKind, Callable[[_Look], tuple[Classed, ...]]] = {
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
}


def _count(of: int, share: int) -> int:
    """Return how many of `of` are `share` percent; in a small shop at least one."""
    return -(-of * share // 100) if of < SMALL_SHOP else of * share // 100


def _median(amounts: list[int]) -> float:
    """Return the middle of amounts in falling order, 0 where there are none."""
    if not amounts:
        return 0
    half = len(amounts) // 2
    return amounts[half] if len(amounts) % 2 else (amounts[half - 1] + amounts[half]) / 2

"""Rules for where a customer is, how he pays, how closely the shop is in touch with him, and what serving him costs (domain.md 1.6)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from dealer_crm.domain.class_facts import ClassRules
from dealer_crm.domain.class_look import Look, Rule, told
from dealer_crm.domain.classes import (
    Attention,
    Classed,
    ClassKind,
    CostClass,
    HomeClass,
    RegionClass,
    Relationship,
    Settlement,
    ValueClass,
    Why,
)

YEAR_DAYS = 365
MONTH_DAYS = 30
CLOSENESS = tuple(Relationship)
NOT_KNOWN = "–"


def settlement(total: int, before: int, by_the_end: int) -> Settlement:
    """Return how an order was paid, in 分: `before` the goods came, or `by_the_end` of the days after that still count as cash."""
    return Settlement.PREPAID if before >= total else Settlement.CASH if by_the_end >= total else Settlement.CREDIT


def rhythm_days(rules: ClassRules, kind: Relationship) -> int | None:
    """Return how often the shop speaks to a customer of this relationship, None where it waits for him."""
    days = {
        Relationship.ACCOUNTABLE: rules.accountable_days,
        Relationship.PROACTIVE: rules.proactive_days,
        Relationship.PARTNERSHIP: rules.partner_days,
    }
    return days.get(kind)


def _home(look: Look) -> tuple[Classed, ...]:
    home = look.facts.home
    why = {HomeClass.DOMESTIC: Why.IN_CHINA, HomeClass.ABROAD: Why.ABROAD, HomeClass.UNKNOWN: Why.NO_ADDRESS}
    return told(home, why[home])


def _region(look: Look) -> tuple[Classed, ...]:
    region = look.facts.region
    if region is RegionClass.UNKNOWN:
        return told(region, Why.SHOP_UNPLACED if look.facts.placed else Why.NO_ADDRESS)
    return told(region, Why.OUR_CITY if region is RegionClass.LOCAL else Why.ANOTHER_CITY)


def _settlement(look: Look) -> tuple[Classed, ...]:
    latest = max(look.facts.settled, default=None)
    if latest is None:
        return ()
    on, way = latest
    why = {Settlement.PREPAID: Why.PAID_BEFORE, Settlement.CASH: Why.PAID_WITH, Settlement.CREDIT: Why.PAID_AFTER}
    return told(way, why[way], on=on)


def _relationship(look: Look) -> tuple[Classed, ...]:
    """Return the type that is lived: what a partner gets needs somebody who answers for him."""
    facts, rules = look.facts, look.rules
    if not facts.deals:
        return ()
    known = min(YEAR_DAYS, max(MONTH_DAYS, (look.today - min(facts.deals)).days))
    if facts.talks:
        every = known // facts.talks
        close = facts.owned and every <= rules.partner_days
        often = every <= rules.proactive_days and facts.talks > 1
        kind = Relationship.PARTNERSHIP if close else Relationship.PROACTIVE if often else Relationship.ACCOUNTABLE
        return told(kind, Why.TALKED, count=facts.talks, days=known)
    if facts.came:
        return told(Relationship.REACTIVE, Why.CAME_ONLY, count=facts.came)
    return told(Relationship.BASIC, Why.NO_TALK, days=known)


def _due(look: Look) -> tuple[Classed, ...]:
    facts, rules, value = look.facts, look.rules, look.only(ClassKind.VALUE)
    if not facts.deals:
        return ()
    due = rules.due_a if value == ValueClass.A else rules.due_b if value == ValueClass.B else rules.due_c
    floor = Relationship.ACCOUNTABLE
    if facts.installed and CLOSENESS.index(due) < CLOSENESS.index(floor):
        return told(floor, Why.DUE_OWN_WORK)
    return told(due, Why.DUE_BY_VALUE, value=str(value))


def _score(look: Look) -> tuple[Classed, ...]:
    """Return 0-100 of the parts that can be known; a part that cannot does not count for or against."""
    facts, rules = look.facts, look.rules
    promised = facts.promises_kept + facts.promises_broken
    parts: Mapping[str, tuple[float | None, int]] = {
        "touch": (_in_touch(look), rules.touch_score),
        "grade": (None if facts.grade is None else facts.grade / 3, rules.grade_score),
        "promises": (facts.promises_kept / promised if promised else None, rules.promise_score),
        "service": (facts.on_time / facts.appointments if facts.appointments else None, rules.service_score),
    }
    reachable = sum(most for share, most in parts.values() if share is not None)
    if not reachable:
        return ()
    points = sum(share * most for share, most in parts.values() if share is not None)
    figures = {name: NOT_KNOWN if share is None else f"{int(share * most + 0.5)}/{most}" for name, (share, most) in parts.items()}
    return told(int(100 * points / reachable + 0.5), Why.SCORED, **figures)


def _in_touch(look: Look) -> float | None:
    """Tell whether the last talk is within the rhythm: of the intent level, after a purchase that of the relationship that is due."""
    facts = look.facts
    due = look.only(ClassKind.RELATIONSHIP_DUE)
    every = rhythm_days(look.rules, Relationship(str(due))) if due is not None else facts.every_days
    if every is None:
        return None
    return 1.0 if facts.touched is not None and facts.touched >= look.today - timedelta(days=every) else 0.0


def _cost(look: Look) -> tuple[Classed, ...]:
    facts, place = look.facts, look.place
    if place is None:
        return ()
    if facts.cost <= 0:
        return told(CostClass.NONE, Why.CAUSES_NONE)
    drags = look.among(place.by_cost, look.rules.drag_share)
    why = Why.CAUSES_MOST if drags else Why.CAUSES_COST
    return told(CostClass.DRAGS if drags else CostClass.COSTS, why, count=facts.free_visits, amount=facts.cost)


def _profile(look: Look) -> tuple[Classed, ...]:
    known = len(look.facts.traits.known)
    return told(look.facts.matches, Why.FITS, count=look.facts.matches, known=known) if known else ()


def _attention(look: Look) -> tuple[Classed, ...]:
    facts, value = look.facts, look.only(ClassKind.VALUE)
    if value not in (ValueClass.A, ValueClass.B) or facts.complaints_lately < look.rules.fussy_complaints:
        return ()
    return told(Attention.CHERISH, Why.TOP_COMPLAINS, value=str(value), count=facts.complaints_lately)


CONTACT_RULES: dict[ClassKind, Rule] = {
    ClassKind.HOME: _home,
    ClassKind.REGION: _region,
    ClassKind.SETTLEMENT: _settlement,
    ClassKind.RELATIONSHIP: _relationship,
    ClassKind.RELATIONSHIP_DUE: _due,
    ClassKind.SCORE: _score,
    ClassKind.COST: _cost,
    ClassKind.PROFILE: _profile,
    ClassKind.ATTENTION: _attention,
}

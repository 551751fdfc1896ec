"""A customer on a day, as the rules of the classes ask about him."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from dealer_crm.domain.class_by_hand import put_over
from dealer_crm.domain.class_facts import ClassRules, Facts, Place
from dealer_crm.domain.class_places import within
from dealer_crm.domain.classes import ByHand, Classed, ClassKind, Figure, Why
from dealer_crm.domain.customers import Stage
from dealer_crm.domain.followups import add_months

Rule = Callable[["Look"], tuple[Classed, ...]]
Said = tuple[Mapping[ClassKind, Rule], Mapping[ClassKind, ByHand]]
"""What tells a class: the rule of each kind, and what was set by hand."""


class Look:
    """A customer on a day, as the rules ask about him."""

    def __init__(self, facts: Facts, place: Place | None, rules: ClassRules, today: date, said: Said) -> None:
        self.facts, self.place, self.rules, self.today = facts, place if facts.deals else None, rules, today
        self._table, self._by_hand = said
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
        return within(rank, self.place.of, share)

    def loyalty(self) -> int:
        """Return 0-100: repeat deals, people brought, care left to us, and the highest grade (domain.md 1.6)."""
        facts, rules = self.facts, self.rules
        again = min(max(0, len(facts.deals) - 1), rules.cap) * rules.repeat_points / rules.cap
        brought = min(facts.referrals, rules.cap) * rules.referral_points / rules.cap
        served = min(facts.services_own, facts.services_due) * rules.service_points / facts.services_due if facts.services_due else 0
        return int(again + brought + served + (rules.grade_points if facts.grade == 3 else 0) + 0.5)

    def values(self, kind: ClassKind) -> tuple[Classed, ...]:
        """Return a class as it holds, each worked out once."""
        known = self._known.get(kind)
        if known is None:
            computed = self._table[kind](self)
            known = self._known[kind] = put_over(kind, computed, self._by_hand.get(kind)) if self._by_hand else computed
        return known

    def only(self, kind: ClassKind) -> str | int | None:
        """Return the value of another class, None where it has none."""
        found = next(iter(self.values(kind)), None)
        return found.value if found else None


def told(value: str | int, why: Why, /, **figures: Figure) -> tuple[Classed]:
    return (Classed(value, why, figures),)

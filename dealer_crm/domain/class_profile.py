"""The profile of the best customers (S2-08): which community, house type, channel and budget they have, and how well others fit it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from dealer_crm.domain.class_facts import ClassRules, Traits


@dataclass(frozen=True)
class Profile:
    """The values of each trait that are common among the best customers."""

    values: tuple[frozenset[str], ...] = ()

    def matches(self, traits: Traits) -> int:
        """Return in how many traits a customer is like them; what is not known of him never fits."""
        return sum(bool(his & theirs) for his, theirs in zip(traits.parts, self.values, strict=False))


def profile_of(best: Iterable[Traits], rules: ClassRules) -> Profile:
    """Return the profile: a value belongs to it where so many percent of the best of whom the trait is known have it."""
    columns = list(zip(*(one.parts for one in best), strict=True))
    return Profile(tuple(_common(column, rules.profile_share) for column in columns))


def _common(column: tuple[frozenset[str], ...], share: int) -> frozenset[str]:
    known = [values for values in column if values]
    counts = Counter(value for values in known for value in values)
    return frozenset(value for value, count in counts.items() if count * 100 >= share * len(known))

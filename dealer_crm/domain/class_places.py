"""Where each buyer stands among all: by what he brings, spends and costs; and in which bands of the rules that puts him."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from dealer_crm.domain.class_facts import ClassRules, Place

SMALL_SHOP = 20
"""Below so many buyers shares are rounded up, so that somebody is at the top."""
NEVER_GAINS = 1_000_000


@dataclass(frozen=True)
class Earned:
    """What one buyer brought, in 分, what serving him cost, and the day of his latest deal."""

    customer_id: int
    contribution: int
    money: int
    latest: date
    cost: int = 0

    @property
    def burden(self) -> int:
        """Return the cost to serve in thousandths of the margin it is paid from."""
        margin = self.contribution + self.cost
        return 0 if self.cost <= 0 else NEVER_GAINS + self.cost if margin <= 0 else min(NEVER_GAINS, self.cost * 1000 // margin)


def places(buyers: Iterable[Earned]) -> dict[int, Place]:
    """Return where each buyer stands; of two who brought the same, the one who bought later stands before the other."""
    rows = sorted(buyers, key=lambda one: (-one.contribution, -one.latest.toordinal(), one.customer_id))
    by_money = _ranks(sorted(rows, key=lambda one: (-one.money, -one.latest.toordinal(), one.customer_id)))
    by_cost = _ranks(sorted(rows, key=lambda one: (-one.burden, -one.cost, one.customer_id)))
    gains = list(accumulate(max(0, one.contribution) for one in rows))
    whole = gains[-1] if gains else 0
    middle = _median([one.contribution for one in rows])
    found = {}
    for rank, (one, gain) in enumerate(zip(rows, gains, strict=True), 1):
        gained = -(-1000 * gain // whole) if whole else 1000
        key = one.customer_id
        found[key] = Place(rank, by_money[key], len(rows), gained, one.contribution >= middle, by_cost[key])
    return found


def band(place: Place, rules: ClassRules) -> str:
    """Return all that the rules can ask of a place: as long as it stays the same, so do the classes of a customer.

    First of all, market, value A and B, gold, silver and iron, large and medium, the dragging ones, the best, and the middle.
    """
    shares = (rules.major_share, rules.gold, rules.silver, rules.iron, rules.best_share)
    told = [place.rank == 1, place.gained <= rules.value_a * 10, place.gained <= rules.value_b * 10, place.above_median]
    told += [within(place.rank, place.of, share) for share in shares]
    told += [within(place.by_money, place.of, share) for share in (rules.large_share, rules.medium_share)]
    told.append(within(place.by_cost, place.of, rules.drag_share))
    return "".join("1" if one else "0" for one in told)


def within(rank: int, of: int, share: int) -> bool:
    """Tell whether a rank lies within the first `share` percent; in a small shop at least one does."""
    return rank <= (-(-of * share // 100) if of < SMALL_SHOP else of * share // 100)


def best(buyers: Mapping[int, Place], earned: Iterable[Earned], rules: ClassRules) -> list[int]:
    """Return the buyers whose traits others are compared with: the first by contribution, as far as they bring a gain."""
    share = rules.best_share
    return [one.customer_id for one in earned if one.contribution > 0 and within((place := buyers[one.customer_id]).rank, place.of, share)]


def _ranks(rows: Sequence[Earned]) -> dict[int, int]:
    return {one.customer_id: rank for rank, one in enumerate(rows, 1)}


def _median(amounts: list[int]) -> float:
    """Return the middle of amounts in falling order, 0 where there are none."""
    if not amounts:
        return 0
    half = len(amounts) // 2
    return amounts[half] if len(amounts) % 2 else (amounts[half - 1] + amounts[half]) / 2

"""Which changes of class the shop should hear of (S2-01): up or down for good customers, at risk, lost or won back, in need of care."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from dealer_crm.domain.class_by_hand import VALUES
from dealer_crm.domain.classes import ClassKind, Figure, RelationState, Stability, Why

ORDERED = (ClassKind.VALUE, ClassKind.SERVICE, ClassKind.MARKET, ClassKind.PYRAMID)
"""Kinds whose values go from best to least; the first value ever is no news."""
TOLD = {
    ClassKind.STABILITY: frozenset({Stability.AT_RISK.value, Stability.CHURNED.value}),
    ClassKind.RELATION: frozenset({RelationState.CHURNED.value}),
}
"""Kinds of which only some values are news, when a customer comes to them or leaves them."""


class Direction(StrEnum):
    """Whether a change is good for the shop."""

    UP = "up"
    DOWN = "down"


@dataclass(frozen=True)
class ClassNews:
    """One change of one customer, newest of its kind; `why` None where the program does not know the reason (any more)."""

    id: int
    customer_id: int
    customer: str
    kind: ClassKind
    before: str
    after: str
    why: Why | None
    figures: Mapping[str, Figure]
    at: datetime

    @property
    def direction(self) -> Direction:
        """Return whether it is a change for the better."""
        if self.kind in ORDERED:
            order = [one.value for one in VALUES[self.kind]]
            return Direction.UP if order.index(self.after) < order.index(self.before) else Direction.DOWN
        worse = self.kind is ClassKind.ATTENTION or self.after in TOLD.get(self.kind, frozenset())
        return Direction.DOWN if worse else Direction.UP


def is_news(kind: ClassKind, before: str, after: str) -> bool:
    """Tell whether the shop should hear of a change."""
    if kind is ClassKind.ATTENTION:
        return bool(after)
    if kind in ORDERED:
        return bool(before and after)
    return kind in TOLD and bool(before) and bool({before, after} & TOLD[kind])

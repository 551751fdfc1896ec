"""Classes that somebody of the shop sets himself: which may be set, to what, and how they stand over what the rules give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum

from dealer_crm.domain.classes import (
    AmountClass,
    Attention,
    ByHand,
    CareTag,
    ChainTier,
    Classed,
    ClassKind,
    ContributionClass,
    CostClass,
    Development,
    Frequency,
    HomeClass,
    MarketRank,
    OwedState,
    PartyScope,
    Profit,
    Pyramid,
    RegionClass,
    Relationship,
    RelationState,
    ServiceClass,
    Settlement,
    Stability,
    TimeClass,
    TradePhase,
    ValueClass,
    Why,
)
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.text import one_line

VALUES: Mapping[ClassKind, type[StrEnum]] = {
    ClassKind.TIME: TimeClass,
    ClassKind.PHASE: TradePhase,
    ClassKind.MARKET: MarketRank,
    ClassKind.RELATION: RelationState,
    ClassKind.SCOPE: PartyScope,
    ClassKind.CHAIN: ChainTier,
    ClassKind.OWED: OwedState,
    ClassKind.PROFIT: Profit,
    ClassKind.VALUE: ValueClass,
    ClassKind.PYRAMID: Pyramid,
    ClassKind.CONTRIBUTION: ContributionClass,
    ClassKind.SERVICE: ServiceClass,
    ClassKind.CARE: CareTag,
    ClassKind.FREQUENCY: Frequency,
    ClassKind.AMOUNT: AmountClass,
    ClassKind.STABILITY: Stability,
    ClassKind.DEVELOPMENT: Development,
    ClassKind.HOME: HomeClass,
    ClassKind.REGION: RegionClass,
    ClassKind.SETTLEMENT: Settlement,
    ClassKind.RELATIONSHIP: Relationship,
    ClassKind.RELATIONSHIP_DUE: Relationship,
    ClassKind.COST: CostClass,
    ClassKind.ATTENTION: Attention,
}
"""The values of each kind that may be set by hand; what is counted (loyalty, score, fitting the profile) may not."""


class ClassNoteMissing(DomainError):
    """A class that is set by hand needs its reason."""

    field = "note"


class ClassNotInKind(DomainError):
    """The value is none of the kind, or the kind is counted and cannot be set. Parameter: text."""

    field = "value"


class ClassNotByHand(DomainError):
    """The class is not set by hand (any more), so nothing can be taken back."""


def checked(kind: ClassKind, value: str, note: str) -> tuple[str, str]:
    """Return value and note as they are kept: of `CARE` any number of values, each once. Raises ClassNotInKind, ClassNoteMissing."""
    known = [one.value for one in VALUES.get(kind, ())]
    wanted = value.split() if kind is ClassKind.CARE else [value.strip()]
    wrong = next((one for one in wanted if one not in known), None)
    if wrong is not None or not wanted:
        raise ClassNotInKind(text=wrong or value)
    note = one_line(note)
    if not note:
        raise ClassNoteMissing
    return " ".join(one for one in known if one in wanted), note


def put_over(kind: ClassKind, computed: tuple[Classed, ...], said: ByHand | None) -> tuple[Classed, ...]:
    """Return what holds: the value set by hand instead of the computed one; of `CARE` what is set by hand is added.

    A value that the program does not know (any more) is passed over.
    """
    if said is None:
        return computed
    known = {one.value: one for one in VALUES.get(kind, ())}
    values = [known[one] for one in said.value.split() if one in known]
    if not values:
        return computed
    if kind is ClassKind.CARE:
        there = {one.value for one in computed}
        return (*computed, *(Classed(value, Why.BY_HAND, by_hand=said) for value in values if value not in there))
    return (Classed(values[0], Why.BY_HAND, by_hand=replace(said, computed=next(iter(computed), None))),)

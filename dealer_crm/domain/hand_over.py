"""Handing over all that somebody sees to (S4-06): what it is, to whom it goes, and when that is refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dealer_crm.domain.errors import DomainError


class Held(StrEnum):
    """What somebody has in his hands."""

    CUSTOMERS = "customers"
    STEPS = "steps"
    VISITS = "visits"
    REQUESTS = "requests"
    DELIVERIES = "deliveries"
    JOBS = "jobs"
    TEAMS = "teams"
    SHEETS = "sheets"
    ITEMS = "items"
    PROMISES = "promises"
    COMPLAINTS = "complaints"
    ORDERS = "orders"
    QUOTES = "quotes"
    CHANGES = "changes"
    SERIES = "series"
    SLIPS = "slips"


class Split(StrEnum):
    """How customers are shared out: by the places they live in, so that nobody drives across the town, or evenly."""

    COMMUNITY = "community"
    EVENLY = "evenly"


class HandOverToNobody(DomainError):
    """Somebody must take over."""

    field = "to_ids"


class HandOverToSelf(DomainError):
    """Nobody hands over to himself. Parameter: name."""

    field = "to_ids"


class HandOverToInactive(DomainError):
    """Who takes over must work here. Parameter: name."""

    field = "to_ids"


@dataclass(frozen=True)
class HandOverDraft:
    """From whom to whom. With several receivers `split` says how; `leaves`: he works here no more."""

    from_id: int
    to_ids: tuple[int, ...]
    split: Split = Split.COMMUNITY
    leaves: bool = True


def shares(customers: Iterable[tuple[int, str]], to_ids: tuple[int, ...], split: Split) -> dict[int, int]:
    """Return who gets each customer of (id, community): whole communities, the largest first, to who has fewest; or one by one."""
    listed = sorted(customers)
    if len(to_ids) == 1:
        return {customer_id: to_ids[0] for customer_id, _community in listed}
    load = Counter(dict.fromkeys(to_ids, 0))
    groups: dict[object, list[int]] = {}
    for customer_id, community in listed:
        whole = split is Split.COMMUNITY and community
        groups.setdefault(community if whole else customer_id, []).append(customer_id)
    given: dict[int, int] = {}
    for group in sorted(groups.values(), key=lambda ids: (-len(ids), ids[0])):
        receiver = min(to_ids, key=lambda one: (load[one], to_ids.index(one)))
        load[receiver] += len(group)
        given.update(dict.fromkeys(group, receiver))
    return given


def team_with(members: Sequence[int], gone: int, to: int, leader: int | None) -> tuple[int, ...]:
    """Return a team in which somebody takes another's place: nobody is in it twice, and who leads it is none of the others."""
    changed = dict.fromkeys(to if one == gone else one for one in members)
    return tuple(one for one in changed if one != leader)

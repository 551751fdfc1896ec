"""Who sees to which expectation, and when it is due, unless somebody said otherwise (domain.md 1.5)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dealer_crm.domain.journal import Role


@dataclass(frozen=True)
class Team:
    """The people around a hand-over: who brings, who leads the work, who sold, who looks after the customer, who serves."""

    driver: int | None = None
    leader: int | None = None
    seller: int | None = None
    owner: int | None = None
    service: int | None = None


@dataclass(frozen=True)
class Days:
    """The days of a hand-over: the goods come, the work ends, the customer is asked for the first time."""

    goods: date | None = None
    work: date | None = None
    asked: date | None = None


def person_for(code: str, team: Team) -> int | None:
    """Return who sees to an item: A-C who leads or brings, D1 the seller, D2 the fitter, E who knows the customer, F-H the service."""
    brings = (team.leader, team.driver, team.seller, team.owner)
    order: dict[str, tuple[int | None, ...]] = {
        "D1": (team.seller, team.driver, team.owner),
        "D2": brings,
        "E": (team.owner, team.seller),
        "F": (team.service, team.owner, team.seller),
        "G": (team.service, team.owner, team.seller),
        "H": (team.service, team.owner, team.seller),
    }
    return next((one for one in order.get(code, brings) if one is not None), None)


def day_for(code: str, days: Days) -> date | None:
    """Return by when an item is due: A and D1 when the goods come, B, C, D2 and E when the work ends, F-H from the first call on."""
    if code in ("A", "D1"):
        return days.goods
    return days.asked if code in ("F", "G", "H") else days.work


def serving(staff: Iterable[tuple[int, Role]]) -> int | None:
    """Return who serves the shop's customers: the first of the service, None where nobody has that role."""
    return next((key for key, role in staff if role is Role.SERVICE), None)

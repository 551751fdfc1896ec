"""What a signed contract holds fast: goods, quantities and prices, discount, rounding and tax; the rest of an order stays open."""

from __future__ import annotations

from datetime import date
from typing import Any

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.orders import ContractSigned, LineDraft, OrderDraft
from dealer_crm.domain.text import one_line

HELD_LINE = ("product_id", "name", "model", "brand", "spec", "unit", "quantity", "price", "list_price")
HELD_SUMS = ("discount", "rounding", "tax_mode", "tax_rate")


class SignedInFuture(DomainError):
    """Nobody signs on a day that has not come."""

    field = "signed_on"


class SignedBefore(DomainError):
    """The contract is signed already. Parameters: number, day."""

    field = "signed_on"


def check_held(number: str, was: OrderDraft, wanted: OrderDraft) -> None:
    """Refuse what a signed contract does not allow; the lines may stand in another order. Raises ContractSigned."""
    if any(getattr(was, name) != getattr(wanted, name) for name in HELD_SUMS):
        raise ContractSigned(number=number)
    if _held(was) != _held(wanted):
        raise ContractSigned(number=number)


def _held(draft: OrderDraft) -> dict[int, list[tuple[Any, ...]]]:
    """Return what the contract says of each line; a line of nothing, whose goods came back, may stand or not."""
    found: dict[int, list[tuple[Any, ...]]] = {}
    for line in draft.lines:
        if line.quantity or not line.id:
            found.setdefault(line.id or 0, []).append(_words(line))
    return found


def _words(line: LineDraft) -> tuple[Any, ...]:
    values = (getattr(line, name) for name in HELD_LINE)
    return tuple(one_line(value) if isinstance(value, str) else value for value in values)


def check_signing(on: date, today: date) -> None:
    """Raises SignedInFuture."""
    if on > today:
        raise SignedInFuture

"""What an order comes to, what is still to deliver, and the state that follows from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dealer_crm.domain.orders import Arrival, LineDraft, OrderState

FIXED = (OrderState.DRAFT, OrderState.CANCELLED)


@dataclass(frozen=True)
class Totals:
    """The sums of an order, in 分. `cost` None where a line's cost is unknown (or not to be seen)."""

    goods: int = 0
    discount: int = 0
    paid: int = 0
    cost: int | None = None

    @property
    def total(self) -> int:
        """Return what the customer is to pay."""
        return self.goods - self.discount

    @property
    def owed(self) -> int:
        """Return what is still to come; below nothing = the shop holds money of his."""
        return self.total - self.paid

    @property
    def margin(self) -> int | None:
        """Return what the shop earns, None where a cost is unknown."""
        return None if self.cost is None else self.total - self.cost


@dataclass(frozen=True)
class LineProgress:
    """How far a line is delivered, in thousandths; `planned` is under way in deliveries not yet signed."""

    line_id: int
    ordered: int
    delivered: int = 0
    planned: int = 0

    @property
    def undelivered(self) -> int:
        """Return what is still to deliver."""
        return max(self.ordered - self.delivered, 0)

    @property
    def unplanned(self) -> int:
        """Return what no delivery carries yet."""
        return max(self.ordered - self.delivered - self.planned, 0)


def totals(lines: Iterable[LineDraft], discount: int = 0, paid: int = 0) -> Totals:
    """Add an order up."""
    found = list(lines)
    costs = [line.cost for line in found]
    cost = None if not found or None in costs else sum(LineDraft(quantity=x.quantity, price=x.cost or 0).amount for x in found)
    return Totals(sum(line.amount for line in found), discount, paid, cost)


def state_after(state: OrderState, arrivals: Sequence[Arrival], progress: Sequence[LineProgress], owed: int) -> OrderState:
    """Return the state that follows from goods and money; a draft and a cancelled order stay what they are."""
    if state in FIXED:
        return state
    if progress and not any(line.undelivered for line in progress):
        return OrderState.DONE if owed <= 0 else OrderState.DELIVERED
    waiting = [arrival for arrival, line in zip(arrivals, progress, strict=True) if line.undelivered]
    if waiting and all(arrival is Arrival.READY for arrival in waiting):
        return OrderState.READY
    return OrderState.PREPARING if any(arrival is not Arrival.TO_ORDER for arrival in arrivals) else OrderState.CONFIRMED

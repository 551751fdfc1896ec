"""What an order comes to, what is still to deliver, and the state that follows from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from dealer_crm.domain.orders import Arrival, LineDraft, OrderState, TaxMode
from dealer_crm.domain.pay_plan import FULL

FIXED = (OrderState.DRAFT, OrderState.CANCELLED)


@dataclass(frozen=True)
class Beside:
    """What stands beside the lines of an order, in 分 (`tax_rate` in hundredths of a percent).

    `subsidy` is what the shop advances for the state (以旧换新), `fees` what it keeps for goods that came back.
    """

    discount: int = 0
    rounding: int = 0
    tax_mode: TaxMode = TaxMode.INCLUDED
    tax_rate: int = 0
    subsidy: int = 0
    fees: int = 0


@dataclass(frozen=True)
class Totals:
    """The sums of an order, in 分. `cost` None where a line's cost is unknown (or not to be seen).

    `kept` None, or of a cancelled order what it still comes to: above nothing the shop keeps it, below nothing it pays it.
    """

    goods: int = 0
    discount: int = 0
    paid: int = 0
    cost: int | None = None
    rounding: int = 0
    tax_mode: TaxMode = TaxMode.INCLUDED
    tax_rate: int = 0
    subsidy: int = 0
    fees: int = 0
    kept: int | None = None

    @property
    def net(self) -> int:
        """Return the goods less the discount."""
        return self.goods - self.discount

    @property
    def tax(self) -> int:
        """Return the tax, half a 分 up: what comes on top, or what the price holds of it."""
        if self.tax_mode is TaxMode.ADDED:
            return (self.net * self.tax_rate + FULL // 2) // FULL
        whole = FULL + self.tax_rate
        return (self.net * self.tax_rate + whole // 2) // whole if self.tax_mode is TaxMode.INCLUDED else 0

    @property
    def price(self) -> int:
        """Return the price of the contract: goods less discount and rounding, with the tax that comes on top."""
        return self.net + (self.tax if self.tax_mode is TaxMode.ADDED else 0) - self.rounding

    @property
    def total(self) -> int:
        """Return what the customer is to pay."""
        return self.price - self.subsidy + self.fees if self.kept is None else self.kept

    @property
    def extra(self) -> int:
        """Return what the total is more (or, below nothing, less) than the goods; a store adds it to the lines."""
        return self.total - self.goods

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


def totals(lines: Iterable[LineDraft], beside: Beside | int = 0, paid: int = 0, *, kept: int | None = None) -> Totals:
    """Add an order up; a plain figure is its discount."""
    sums = Beside(beside) if isinstance(beside, int) else beside
    found = list(lines)
    costs = [line.cost for line in found]
    cost = None if not found or None in costs else sum(LineDraft(quantity=x.quantity, price=x.cost or 0).amount for x in found)
    return Totals(sum(line.amount for line in found), paid=paid, cost=cost, kept=kept, **asdict(sums))


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

"""What becomes of the money of a cancelled order: 定金 is forfeited or paid back twice, the rest goes back (民法典 §586, §587)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.orders import CancelSide
from dealer_crm.domain.payments import earnest_cap


class KeptWrong(DomainError):
    """More is kept, or paid on top, than the order came to. Parameter: most."""

    field = "kept"


class KeptWarning(StrEnum):
    """What a settlement does that the law, or the customer, may see otherwise; it is said and not refused."""

    BEYOND_EARNEST = "beyond_earnest"
    BEYOND_PAID = "beyond_paid"
    LESS_THAN_TWICE = "less_than_twice"
    SHOP_KEEPS = "shop_keeps"


@dataclass(frozen=True)
class Standing:
    """The money of an order before it is cancelled, in 分: its price, what was paid, how much of that as 定金, and the fees of returns."""

    price: int = 0
    paid: int = 0
    earnest: int = 0
    fees: int = 0

    @property
    def force(self) -> int:
        """Return 定金 that has its effect: what is still there of it, up to a fifth of the price."""
        return max(min(self.earnest, self.paid, earnest_cap(self.price)), 0)

    @property
    def most(self) -> int:
        """Return the most that can be kept, or paid on top."""
        return max(self.price, self.paid, self.fees, 0)


def settlement(standing: Standing, side: CancelSide) -> int:
    """Return what an order comes to after its cancel, in 分: kept above nothing, below nothing what the shop pays beyond all it received.

    The customer backs out: 定金 is forfeited. The shop cannot perform: 定金 goes back twice. Both agree: all goes back.
    Fees of goods that came back before stay, except where the shop is at fault.
    """
    match side:
        case CancelSide.CUSTOMER:
            return standing.force + standing.fees
        case CancelSide.SHOP:
            return -standing.force
        case CancelSide.AGREED:
            return standing.fees


def check_kept(standing: Standing, kept: int) -> None:
    """Refuse a figure that no settlement has. Raises KeptWrong."""
    if abs(kept) > standing.most:
        raise KeptWrong(most=standing.most)


def kept_warnings(standing: Standing, side: CancelSide, kept: int) -> tuple[KeptWarning, ...]:
    """Return what is to be said of a settlement."""
    found = {
        KeptWarning.BEYOND_EARNEST: side is CancelSide.CUSTOMER and kept > standing.force + standing.fees,
        KeptWarning.BEYOND_PAID: kept > max(standing.paid, 0),
        KeptWarning.LESS_THAN_TWICE: side is CancelSide.SHOP and standing.force > 0 and -standing.force < kept <= 0,
        KeptWarning.SHOP_KEEPS: side is CancelSide.SHOP and kept > 0,
    }
    return tuple(warning for warning, is_so in found.items() if is_so)

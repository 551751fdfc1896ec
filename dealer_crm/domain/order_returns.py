"""退货/换货: goods that come back off an order, with what the shop keeps for them."""

from __future__ import annotations

from enum import StrEnum


class ReturnKind(StrEnum):
    """退货, 换货."""

    RETURN = "return"
    EXCHANGE = "exchange"

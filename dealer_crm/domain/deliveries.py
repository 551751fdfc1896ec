"""Names of what happens to a delivery and to each item of its checklist."""

from __future__ import annotations

from enum import StrEnum


class DeliveryKind(StrEnum):
    """Goods out, or goods back (quantities below zero)."""

    DELIVERY = "delivery"
    RETURN = "return"


class DeliveryState(StrEnum):
    """草稿→已打印→已送出→已签收 (部分, 拒收) (domain.md 4)."""

    DRAFT = "draft"
    PRINTED = "printed"
    SENT = "sent"
    SIGNED = "signed"
    PARTLY = "partly"
    REFUSED = "refused"
    CANCELLED = "cancelled"


OPEN_STATES = (DeliveryState.DRAFT, DeliveryState.PRINTED, DeliveryState.SENT)
"""States before the customer has signed or refused."""

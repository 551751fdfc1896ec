"""Names of what happens to an order: its states, how goods arrive, how money comes, what was promised."""

from __future__ import annotations

from enum import StrEnum


class OrderState(StrEnum):
    """草稿→已确认→备货→待交付→已交付→完成 / 取消 (domain.md 4)."""

    DRAFT = "draft"
    CONFIRMED = "confirmed"
    PREPARING = "preparing"
    READY = "ready"
    DELIVERED = "delivered"
    DONE = "done"
    CANCELLED = "cancelled"


OPEN_STATES = (OrderState.DRAFT, OrderState.CONFIRMED, OrderState.PREPARING, OrderState.READY)
"""States before everything is delivered."""


class Arrival(StrEnum):
    """要订/已订/到货/可送: where the goods of a line are."""

    TO_ORDER = "to_order"
    ORDERED = "ordered"
    ARRIVED = "arrived"
    READY = "ready"


class PayWay(StrEnum):
    """现金, 微信, 支付宝, 转账, 刷卡, 平台代收."""

    CASH = "cash"
    WECHAT = "wechat"
    ALIPAY = "alipay"
    TRANSFER = "transfer"
    CARD = "card"
    PLATFORM = "platform"


class PayKind(StrEnum):
    """What a payment is for; 定金 and 订金/预付款 are different in law (domain.md 2.3)."""

    EARNEST_MONEY = "earnest_money"
    PREPAYMENT = "prepayment"
    PROGRESS = "progress"
    BALANCE = "balance"
    SERVICE = "service"
    REFUND = "refund"


class PromiseState(StrEnum):
    """What became of a promise."""

    OPEN = "open"
    KEPT = "kept"
    BROKEN = "broken"

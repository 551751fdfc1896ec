"""What a cancel or a return does to money, goods and care, told before it happens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from dealer_crm.domain.orders import LineDraft


class Effect(StrEnum):
    """One thing that becomes different."""

    MONEY_KEPT = "money_kept"
    MONEY_ON_TOP = "money_on_top"
    MONEY_TO_RETURN = "money_to_return"
    STILL_TO_PAY = "still_to_pay"
    PRICE_FALLS = "price_falls"
    PRICE_RISES = "price_rises"
    FEE_KEPT = "fee_kept"
    REFUND_NOW = "refund_now"
    DEBT_FALLS_AWAY = "debt_falls_away"
    DELIVERIES_CANCELLED = "deliveries_cancelled"
    SITE_CALLED_OFF = "site_called_off"
    DELIVERIES_IN_THE_WAY = "deliveries_in_the_way"
    GOODS_COME_BACK = "goods_come_back"
    GOODS_OFF_ORDER = "goods_off_order"
    EQUIPMENT_REMOVED = "equipment_removed"
    COVERAGES_END = "coverages_end"
    VISITS_DROPPED = "visits_dropped"
    PROMISES_FALL_AWAY = "promises_fall_away"
    INVOICES_TO_VOID = "invoices_to_void"
    INVOICES_FALL_AWAY = "invoices_fall_away"
    CHANGES_DROPPED = "changes_dropped"
    TRADE_INS_REFUSED = "trade_ins_refused"
    TRADE_INS_TO_REPAY = "trade_ins_to_repay"
    PLAN_FALLS_AWAY = "plan_falls_away"
    ORDER_CANCELLED = "order_cancelled"
    GOODS_REPLACED = "goods_replaced"


@dataclass(frozen=True)
class EffectLine:
    """One effect with its figure: how many, or for money how much in 分. `details` names them."""

    effect: Effect
    count: int = 0
    amount: int = 0
    details: tuple[str, ...] = ()


@dataclass(frozen=True)
class OrderFacts:
    """What hangs on an order: money in 分, deliveries and changes by number, machines by name, and how many of the rest.

    `site` are jobs and sheets that wait, by number, `wanted` invoices asked for and not issued, `plan` parts of the plan of payment that
    are open, `repay` how many claims the state paid for these goods, and how much in 分.
    """

    paid: int = 0
    owed: int = 0
    planned: tuple[str, ...] = ()
    site: tuple[str, ...] = ()
    delivered: tuple[str, ...] = ()
    equipment: tuple[str, ...] = ()
    coverages: int = 0
    visits: int = 0
    promises: tuple[str, ...] = ()
    invoices: tuple[str, ...] = ()
    wanted: int = 0
    changes: tuple[str, ...] = ()
    trade_ins: int = 0
    repay: tuple[int, int] = (0, 0)
    plan: int = 0


def cancel_effect(facts: OrderFacts, kept: int = 0) -> tuple[EffectLine, ...]:
    """Return what a cancel that keeps so much does, money first. `DELIVERIES_IN_THE_WAY` means: it is refused until the goods are back."""
    still = max(kept - max(facts.paid, 0), 0)
    return _there(
        EffectLine(Effect.DELIVERIES_IN_THE_WAY, len(facts.delivered), details=facts.delivered),
        EffectLine(Effect.MONEY_KEPT, amount=max(kept, 0)),
        EffectLine(Effect.MONEY_ON_TOP, amount=max(-kept, 0)),
        EffectLine(Effect.MONEY_TO_RETURN, amount=max(facts.paid - kept, 0)),
        EffectLine(Effect.STILL_TO_PAY, amount=still),
        EffectLine(Effect.DEBT_FALLS_AWAY, amount=max(facts.owed - still, 0)),
        EffectLine(Effect.PLAN_FALLS_AWAY, facts.plan if not still else 0),
        EffectLine(Effect.DELIVERIES_CANCELLED, len(facts.planned), details=facts.planned),
        EffectLine(Effect.SITE_CALLED_OFF, len(facts.site), details=facts.site),
        EffectLine(Effect.CHANGES_DROPPED, len(facts.changes), details=facts.changes),
        EffectLine(Effect.TRADE_INS_REFUSED, facts.trade_ins),
        EffectLine(Effect.TRADE_INS_TO_REPAY, facts.repay[0], facts.repay[1]),
        EffectLine(Effect.INVOICES_TO_VOID, len(facts.invoices), details=facts.invoices),
        EffectLine(Effect.INVOICES_FALL_AWAY, facts.wanted),
        EffectLine(Effect.PROMISES_FALL_AWAY, len(facts.promises), details=facts.promises),
    )


def return_effect(facts: OrderFacts, lines: Mapping[int, LineDraft], back: Mapping[int, int]) -> tuple[EffectLine, ...]:
    """Return what taking goods back to deliver them again does. `back` gives the thousandths of each line, above nothing.

    `facts` hold only what belongs to those goods: their machines, coverages and visits. The order, its price and its invoices stay;
    goods that come off it are a return of the order (`order_returns.return_effects`).
    """
    coming = [replace(lines[key], quantity=quantity) for key, quantity in back.items() if quantity]
    worth = sum(line.amount for line in coming)
    return _there(
        EffectLine(Effect.GOODS_COME_BACK, len(coming), worth, tuple(line.goods for line in coming)),
        EffectLine(Effect.EQUIPMENT_REMOVED, len(facts.equipment), details=facts.equipment),
        EffectLine(Effect.COVERAGES_END, facts.coverages),
        EffectLine(Effect.VISITS_DROPPED, facts.visits),
    )


def refused(effects: Sequence[EffectLine]) -> bool:
    """Tell whether the cancel cannot happen yet."""
    return any(line.effect is Effect.DELIVERIES_IN_THE_WAY for line in effects)


def _there(*lines: EffectLine) -> tuple[EffectLine, ...]:
    return tuple(line for line in lines if line.count or line.amount)

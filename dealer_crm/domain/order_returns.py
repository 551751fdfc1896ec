"""退货/换货: goods that come back off an order, what the shop keeps for them, and what that makes of its price."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from dealer_crm.domain.amounts import figures
from dealer_crm.domain.deliveries import QuantityTooMuch, shown_quantity
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.order_effects import Effect, EffectLine, OrderFacts
from dealer_crm.domain.order_sums import Beside, Totals, totals
from dealer_crm.domain.orders import LineDraft, PayWay
from dealer_crm.domain.text import one_line


class ReturnKind(StrEnum):
    """退货, 换货."""

    RETURN = "return"
    EXCHANGE = "exchange"


class ReturnNotFound(DomainError):
    """The return is not in the file any more. Parameter: number."""


class ReturnReasonMissing(DomainError):
    """A return says why the goods come back."""

    field = "reason"


class NothingComesBack(DomainError):
    """A return of nothing, or of less than nothing."""

    field = "lines"


class ReplacementMissing(DomainError):
    """An exchange says what is delivered instead."""

    field = "replacement"


class FeeWrong(DomainError):
    """What is kept for goods is below nothing or more than they are worth. Parameter: worth."""

    field = "fee"


class RefundWrong(DomainError):
    """What is given back with a return is below nothing."""

    field = "refund"


@dataclass(frozen=True)
class ReturnDraft:
    """A return as typed: `back` gives the thousandths of each order line, above nothing; `lines` what an exchange brings instead.

    `fee` is kept for wear or missing parts, `refund` given back at once by `way`, both in 分. The machines with `serials` go first.
    """

    order_id: int
    back: tuple[tuple[int, int], ...] = ()
    kind: ReturnKind = ReturnKind.RETURN
    reason: str = ""
    fee: int = 0
    refund: int = 0
    way: PayWay = PayWay.WECHAT
    serials: tuple[str, ...] = ()
    lines: tuple[LineDraft, ...] = ()

    def checked(self) -> ReturnDraft:
        """Return the draft cleaned. Raises ReturnReasonMissing, NothingComesBack, ReplacementMissing, RefundWrong, the errors of lines."""
        reason = one_line(self.reason)
        if not reason:
            raise ReturnReasonMissing
        back = tuple((line_id, quantity) for line_id, quantity in dict(self.back).items() if quantity)
        if not back or any(quantity < 0 for _line_id, quantity in back):
            raise NothingComesBack
        wanted = self.lines if self.kind is ReturnKind.EXCHANGE else ()
        lines = tuple(replace(line, id=None).checked(row) for row, line in enumerate(wanted, 1) if not line.empty)
        if self.kind is ReturnKind.EXCHANGE and not lines:
            raise ReplacementMissing
        if self.refund < 0:
            raise RefundWrong
        return replace(self, back=back, reason=reason, lines=lines)


@dataclass(frozen=True)
class ReturnSums:
    """What a return makes of an order: its sums before and after, and what the goods are `worth` that come back, in 分.

    `nothing_left`: no goods are in the order any more; it is closed as cancelled and comes to its fees.
    """

    before: Totals
    after: Totals
    worth: int
    nothing_left: bool

    @property
    def amount(self) -> int:
        """Return what comes off the price; below nothing where an exchange makes it more."""
        return self.before.price - self.after.price

    def to_return(self, refund: int) -> int:
        """Return what is to be given back beside what is given back now; below nothing the customer still has to pay it."""
        return self.before.paid - refund - self.after.total


def returned(lines: Sequence[LineDraft], beside: Beside, paid: int, draft: ReturnDraft, gone: int = 0) -> ReturnSums:
    """Return what a return makes of an order with these lines. Raises NothingComesBack, QuantityTooMuch, FeeWrong.

    Goods that go take their part of discount and rounding along, for that is what was paid for them; those of an exchange leave both.
    `gone` of the subsidy was claimed for goods that are gone, or paid for them: it counts no more.
    """
    back = dict(draft.back)
    if not back.keys() <= {line.id for line in lines}:
        raise NothingComesBack
    before, rest = totals(lines, beside, paid), _less(lines, back)
    off = shared_beside(beside, before.goods, totals(rest).goods)
    worth = before.price - totals(rest, off).price
    if not 0 <= draft.fee <= worth:
        raise FeeWrong(worth=figures(worth))
    kept = _capped(beside, totals((*rest, *draft.lines)).goods) if draft.kind is ReturnKind.EXCHANGE else off
    left = (*rest, *draft.lines)
    after = totals(left, replace(kept, fees=beside.fees + draft.fee, subsidy=beside.subsidy - gone), paid)
    nothing_left = not any(line.quantity for line in left)
    if nothing_left:
        after = replace(after, kept=beside.fees + draft.fee)
    return ReturnSums(before, after, worth, nothing_left)


def _less(lines: Iterable[LineDraft], back: Mapping[int, int]) -> tuple[LineDraft, ...]:
    found = []
    for line in lines:
        quantity = back.get(line.id or 0, 0)
        if quantity > line.quantity:
            raise QuantityTooMuch(name=line.goods, left=shown_quantity(line.quantity))
        found.append(replace(line, quantity=line.quantity - quantity))
    return tuple(found)


def shared_beside(beside: Beside, goods: int, left: int) -> Beside:
    """Return discount and rounding of what is left of the goods, half a 分 up."""
    if goods <= 0:
        return beside
    discount, rounding = ((amount * left + goods // 2) // goods for amount in (beside.discount, beside.rounding))
    return _capped(replace(beside, discount=discount, rounding=rounding), left)


def _capped(beside: Beside, goods: int) -> Beside:
    """Return discount and rounding that leave a price of nothing at least."""
    discount = min(beside.discount, goods)
    return replace(beside, discount=discount, rounding=min(beside.rounding, goods - discount))


def return_effects(facts: OrderFacts, sums: ReturnSums, draft: ReturnDraft, goods: Mapping[int, LineDraft]) -> tuple[EffectLine, ...]:
    """Return what a return does, money first; `facts` hold only what belongs to the goods that come back."""
    back = tuple(said_goods(replace(goods[line_id], quantity=quantity)) for line_id, quantity in draft.back)
    more = sums.to_return(draft.refund)
    found = (
        EffectLine(Effect.GOODS_OFF_ORDER, len(back), sums.worth, back),
        EffectLine(Effect.GOODS_REPLACED, len(draft.lines), details=tuple(map(said_goods, draft.lines))),
        EffectLine(Effect.PRICE_FALLS, amount=max(sums.amount, 0)),
        EffectLine(Effect.PRICE_RISES, amount=max(-sums.amount, 0)),
        EffectLine(Effect.FEE_KEPT, amount=draft.fee),
        EffectLine(Effect.REFUND_NOW, amount=draft.refund),
        EffectLine(Effect.MONEY_TO_RETURN, amount=max(more, 0)),
        EffectLine(Effect.STILL_TO_PAY, amount=max(-more, 0)),
        EffectLine(Effect.ORDER_CANCELLED, int(sums.nothing_left)),
        EffectLine(Effect.EQUIPMENT_REMOVED, len(facts.equipment), details=facts.equipment),
        EffectLine(Effect.COVERAGES_END, facts.coverages),
        EffectLine(Effect.VISITS_DROPPED, facts.visits),
        EffectLine(Effect.TRADE_INS_REFUSED, facts.trade_ins),
        EffectLine(Effect.TRADE_INS_TO_REPAY, facts.repay[0], facts.repay[1]),
        EffectLine(Effect.INVOICES_TO_VOID, len(facts.invoices), details=facts.invoices),
    )
    return tuple(line for line in found if line.count or line.amount)


def said_goods(line: LineDraft) -> str:
    """Name goods with how many of them: 风管机 KFR-72 ×2台."""
    words = " ".join(filter(None, (line.brand, line.name, line.model)))
    return f"{words} ×{shown_quantity(line.quantity)}{line.unit}"

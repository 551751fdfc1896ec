"""What a cancel or a return does, one sentence for each effect."""

from __future__ import annotations

from dealer_crm.domain.order_effects import Effect, EffectLine
from dealer_crm.i18n import N_, Translator
from dealer_crm.words.figures import money

SENTENCES: dict[Effect, str] = {
    Effect.MONEY_KEPT: N_("The shop keeps {amount}."),
    Effect.MONEY_ON_TOP: N_("The shop pays {amount} beyond what it received."),
    Effect.MONEY_TO_RETURN: N_("{amount} is to be given back."),
    Effect.STILL_TO_PAY: N_("The customer still has to pay {amount}."),
    Effect.PRICE_FALLS: N_("The order comes to {amount} less."),
    Effect.PRICE_RISES: N_("The order comes to {amount} more."),
    Effect.FEE_KEPT: N_("{amount} is charged for the goods that come back."),
    Effect.REFUND_NOW: N_("{amount} is given back now."),
    Effect.DEBT_FALLS_AWAY: N_("{amount} that is still owed falls away."),
    Effect.DELIVERIES_CANCELLED: N_("Planned deliveries are cancelled: {details}."),
    Effect.SITE_CALLED_OFF: N_("Jobs that nobody began and open acceptance sheets are called off: {details}."),
    Effect.DELIVERIES_IN_THE_WAY: N_("Goods are with the customer ({details}). Take them back first."),
    Effect.GOODS_COME_BACK: N_("Goods worth {amount} come back: {details}. They count as not delivered again."),
    Effect.GOODS_OFF_ORDER: N_("Goods worth {amount} come back and off the order: {details}."),
    Effect.EQUIPMENT_REMOVED: N_("Machines leave the customer's file: {details}."),
    Effect.COVERAGES_END: N_("{count} warranties end."),
    Effect.VISITS_DROPPED: N_("{count} planned calls after the sale are dropped."),
    Effect.PROMISES_FALL_AWAY: N_("Open promises fall away: {details}."),
    Effect.INVOICES_TO_VOID: N_("Issued invoices are to be voided or reversed: {details}."),
    Effect.INVOICES_FALL_AWAY: N_("{count} invoices that were asked for are not issued any more."),
    Effect.CHANGES_DROPPED: N_("Change orders that nobody signed are dropped: {details}."),
    Effect.TRADE_INS_REFUSED: N_("{count} trade-ins are not claimed any more."),
    Effect.TRADE_INS_TO_REPAY: N_("{amount} that the state paid for a trade-in is to be paid back to it."),
    Effect.PLAN_FALLS_AWAY: N_("{count} open parts of the payment plan fall away."),
    Effect.ORDER_CANCELLED: N_("Nothing is left of the order; it is closed as cancelled."),
    Effect.GOODS_REPLACED: N_("To be delivered instead: {details}."),
}
"""Template of each effect."""


def effect_words(line: EffectLine, t: Translator) -> str:
    """Return the sentence of an effect."""
    return t(SENTENCES[line.effect]).format(amount=money(line.amount), count=line.count, details=t(", ").join(line.details))

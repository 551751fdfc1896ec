"""What a cancel or a return does, one sentence for each effect."""

from __future__ import annotations

from dealer_crm.domain.order_effects import Effect, EffectLine
from dealer_crm.i18n import N_, Translator
from dealer_crm.words.figures import money

SENTENCES: dict[Effect, str] = {
    Effect.MONEY_TO_RETURN: N_("{amount} was paid and is to be given back or kept for another order."),
    Effect.EARNEST_TO_SETTLE: N_("{amount} is earnest money: kept if the customer backs out, paid back twice if the shop does."),
    Effect.DEBT_FALLS_AWAY: N_("{amount} that is still owed falls away."),
    Effect.DELIVERIES_CANCELLED: N_("Planned deliveries are cancelled: {details}."),
    Effect.DELIVERIES_IN_THE_WAY: N_("Goods are with the customer ({details}). Take them back first."),
    Effect.GOODS_COME_BACK: N_("Goods worth {amount} come back: {details}. They count as not delivered again."),
    Effect.EQUIPMENT_REMOVED: N_("Machines leave the customer's file: {details}."),
    Effect.COVERAGES_END: N_("{count} warranties end."),
    Effect.VISITS_DROPPED: N_("{count} planned calls after the sale are dropped."),
    Effect.PROMISES_FALL_AWAY: N_("Open promises fall away: {details}."),
    Effect.INVOICES_TO_VOID: N_("Issued invoices are to be voided or reversed: {details}."),
}
"""Template of each effect."""


def effect_words(line: EffectLine, t: Translator) -> str:
    """Return the sentence of an effect."""
    return t(SENTENCES[line.effect]).format(amount=money(line.amount), count=line.count, details=t(", ").join(line.details))

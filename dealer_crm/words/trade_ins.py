"""The sentences for what claims of 以旧换新 refuse."""

from __future__ import annotations

from dealer_crm.domain import trade_ins
from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import N_

SENTENCES_TRADE_INS: dict[type[DomainError], str] = {
    trade_ins.AdvanceMissing: N_("Enter how much the shop advances."),
    trade_ins.AdvanceTooMuch: N_("At most {most} can be advanced: the goods come to no more."),
    trade_ins.ClaimedTwice: N_("Serial number {serial} stands in a claim of order {number} already."),
    trade_ins.ClaimForOther: N_("This line or invoice belongs to another order. Choose one of this order."),
    trade_ins.TooMuchEvidence: N_("A claim asks for at most {most} further pieces of evidence."),
    trade_ins.EvidenceMissing: N_("{count} pieces of evidence are missing. Tick them, or say why the claim goes without."),
    trade_ins.RefusalWithoutReason: N_("Say why the claim was refused: the customer will ask."),
    trade_ins.RepaidBeforePaid: N_("The state paid on {day}: it cannot be paid back before."),
    trade_ins.TradeInNotFound: N_("This claim is not in the file any more."),
    trade_ins.TradeInClosed: N_("The claim of order {number} cannot take this step from the state it is in."),
    trade_ins.LineClaimed: N_("A trade-in claim is for {goods}. Give the claim another line first."),
    trade_ins.InvoiceClaimed: N_("A trade-in claim names this invoice. Take it out there first."),
}
"""Template of each kind."""

"""The sentences for what change orders and returns of an order refuse."""

from __future__ import annotations

from dealer_crm.domain import change_orders as changes
from dealer_crm.domain import order_cancel
from dealer_crm.domain import order_returns as returns
from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import N_

SENTENCES_CHANGES: dict[type[DomainError], str] = {
    changes.ChangeNotFound: N_("Change order {number} is not in the file any more."),
    changes.ChangeClosed: N_("Change order {number} is signed or dropped and stays as it is. Write another one."),
    changes.ChangeReasonMissing: N_("Say why the contract changes."),
    changes.ChangeEmpty: N_("Nothing changes yet. Enter goods, a discount or days."),
    changes.ChangeLineGone: N_("A line that is to change is not in the order any more. Open the change order again."),
    changes.DifferenceTooMuch: N_("The order has only {quantity} of {goods}."),
    changes.ChangeBelowNothing: N_("After this change the price would be less than nothing."),
    changes.ChangeDaysWrong: N_("The days cannot be more than {most}."),
    changes.SignerMissing: N_("Say who signed for the customer."),
    changes.SignDayMissing: N_("Enter the day the customer signed."),
    order_cancel.KeptWrong: N_("Not more can be kept or paid on top than the order came to."),
    returns.ReturnNotFound: N_("Return {number} is not in the file any more."),
    returns.ReturnReasonMissing: N_("Say why the goods come back."),
    returns.NothingComesBack: N_("Enter how much comes back, above zero."),
    returns.ReplacementMissing: N_("Enter what is delivered instead."),
    returns.FeeWrong: N_("The charge is from zero to {worth}, what the goods are worth."),
    returns.RefundWrong: N_("What is given back cannot be less than zero."),
}
"""Template of each kind."""

"""Sentences for what deliveries refuse."""

from __future__ import annotations

from dealer_crm.domain import deliveries, delivery_notes
from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import N_

SENTENCES_DELIVERIES: dict[type[DomainError], str] = {
    deliveries.DeliveryNotFound: N_("Delivery {number} is not in the file any more. It may have been undone."),
    deliveries.DeliveryClosed: N_("Delivery {number} is closed. Undo the last step, or plan another delivery."),
    deliveries.OrderNotConfirmed: N_("Order {number} is a draft or cancelled. Confirm it first, then plan its delivery."),
    deliveries.NothingToDeliver: N_("Nothing of order {number} is left to deliver. Choose another order."),
    deliveries.NothingTaken: N_("Nothing of {number} would be taken. Note the refusal with its reason instead."),
    deliveries.QuantityNegative: N_("{name}: the quantity of a delivery is above zero. Take goods back with a return."),
    deliveries.QuantityPositive: N_("{name}: a return takes back a quantity below zero."),
    deliveries.QuantityTooMuch: N_("{name}: only {left} is left. Enter that or less."),
    deliveries.SerialTwice: N_("The serial number {serial} is on another machine already. Look at both."),
    deliveries.SerialElsewhere: N_("The serial number {serial} stands on {place} already. Look at both."),
    deliveries.SlotMissing: N_("{number} has no day yet. Enter it first, then note that the customer agreed."),
    deliveries.SerialsTooMany: N_("{name}: more serial numbers than the {count} delivered. Remove one, or deliver more."),
    deliveries.SerialsLeft: N_("{name}: {count} taken, but {noted} serial numbers are noted. Say which numbers stay behind."),
    deliveries.SerialsNotBack: N_("{name}: only {count} come back. Choose no more serial numbers than that."),
    deliveries.SerialNotThere: N_("No machine of these goods has the serial number {serial} any more. Open the return again."),
    deliveries.CheckNotFound: N_("This item is not on the sheet any more. Open the delivery again."),
    deliveries.NoteMissing: N_("{code} did not pass: write what was found and what happens next."),
    deliveries.ReasonMissing: N_("Say why. The reason stays with the delivery, with your name."),
    deliveries.ItemsOpen: N_("{count} required items are open: {items}. Close them, or deliver with a reason."),
    deliveries.PremisesMissing: N_("The customer's file has no address yet. Enter it there, then finish the delivery."),
    delivery_notes.NoteIncomplete: N_("{count} lines lack model or specification: {items}. Complete them, or print the note as it is."),
}

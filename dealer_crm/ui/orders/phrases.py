"""How states of orders, of goods and of money are shown, the same in list, file and sheet."""

from __future__ import annotations

from dealer_crm.domain.deliveries import DeliveryState
from dealer_crm.domain.orders import Arrival, OrderState
from dealer_crm.i18n import Translator
from dealer_crm.services.change_reading import Foreseen
from dealer_crm.ui.theme import Tone
from dealer_crm.ui.widgets import Chip
from dealer_crm.words.figures import money
from dealer_crm.words.labels import label

_STATES = {
    OrderState.DRAFT: (Tone.NEUTRAL, "pencil"),
    OrderState.CONFIRMED: (Tone.INFO, "check"),
    OrderState.PREPARING: (Tone.WARN, "clock"),
    OrderState.READY: (Tone.INFO, "truck"),
    OrderState.DELIVERED: (Tone.DONE, "truck"),
    OrderState.DONE: (Tone.DONE, "circle-check"),
    OrderState.CANCELLED: (Tone.NEUTRAL, "circle-x"),
}
_ARRIVALS = {Arrival.TO_ORDER: Tone.NEUTRAL, Arrival.ORDERED: Tone.WARN, Arrival.ARRIVED: Tone.INFO, Arrival.READY: Tone.DONE}


def state_chip(state: OrderState, t: Translator) -> Chip:
    """Return the chip of an order's state."""
    tone, icon = _STATES[state]
    return Chip(label(state, t), tone, icon)


def arrival_chip(arrival: Arrival, t: Translator) -> Chip:
    """Return the chip that says where the goods of a line are."""
    return Chip(label(arrival, t), _ARRIVALS[arrival], "")


def delivery_chip(state: DeliveryState, t: Translator) -> Chip:
    """Return the chip of a delivery's state."""
    done = state in (DeliveryState.SIGNED, DeliveryState.PARTLY)
    gone = state in (DeliveryState.CANCELLED, DeliveryState.REFUSED)
    return Chip(label(state, t), Tone.DONE if done else Tone.NEUTRAL if gone else Tone.INFO, "")


def change_effect(seen: Foreseen, t: Translator) -> str:
    """Say what a change makes of the price of the contract and of the working time."""
    more = seen.after - seen.before
    words = t("Price of the contract: {before} → {after} ({more}).")
    said = words.format(before=money(seen.before), after=money(seen.after), more=f"+{money(more)}" if more > 0 else money(more))
    if seen.days_after is None or seen.days_after == seen.days_before:
        return said
    return said + " " + t("Working time: {before} → {after} days.").format(before=seen.days_before, after=seen.days_after)

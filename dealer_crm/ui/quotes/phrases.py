"""How the state of a quote is shown, the same in list, file and sheet; one that ran out says so in words."""

from __future__ import annotations

from datetime import date

from dealer_crm.domain.quotes import QuoteState, expired
from dealer_crm.i18n import Translator
from dealer_crm.ui.theme import Tone
from dealer_crm.ui.widgets import Chip
from dealer_crm.words.labels import label

_STATES = {
    QuoteState.DRAFT: (Tone.NEUTRAL, "pencil"),
    QuoteState.GIVEN: (Tone.INFO, "check"),
    QuoteState.ACCEPTED: (Tone.DONE, "circle-check"),
    QuoteState.DECLINED: (Tone.NEUTRAL, "circle-x"),
}


def quote_chip(state: QuoteState, valid_until: date, today: date, t: Translator) -> Chip:
    """Return the chip of a quote's state."""
    if state is QuoteState.GIVEN and expired(valid_until, today):
        return Chip(t("Run out on {day}").format(day=f"{valid_until:%m-%d}"), Tone.WARN, "clock")
    tone, icon = _STATES[state]
    return Chip(label(state, t), tone, icon)

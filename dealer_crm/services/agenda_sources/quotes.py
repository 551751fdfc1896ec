"""Quotes that run out with no answer: worth a call while they stand."""

from __future__ import annotations

from dealer_crm.domain.agenda import AgendaKind
from dealer_crm.domain.quotes import ASK_BEFORE, QuoteState
from dealer_crm.services.agenda_sources.source import Dated, text_of
from dealer_crm.storage.models import Quote

_QUOTE = Quote.__table__
QUOTE = "quote"

QUOTES = (
    Dated(
        name=QUOTE,
        kind=AgendaKind.QUOTE,
        record=_QUOTE,
        day=_QUOTE.c.valid_until,
        customer=_QUOTE.c.customer_id,
        staff=_QUOTE.c.staff_id,
        where=(_QUOTE.c.state == text_of(QuoteState.GIVEN),),
        columns={"words": _QUOTE.c.number, "until": _QUOTE.c.valid_until},
        lead=ASK_BEFORE,
        keep=0,
        derived=True,
    ),
)

"""Fills a form that was printed elsewhere with a record, for the command line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from dealer_crm.app.cli import Call
from dealer_crm.app.opened import Opened
from dealer_crm.domain.errors import NotFound
from dealer_crm.domain.overprint import OverprintKindUnsuited
from dealer_crm.domain.printing import PrintChoice

_KINDS: Mapping[str, tuple[str, Callable[[Opened, str], int]]] = {
    "delivery": ("delivery_note", lambda opened, number: opened.deliveries.id_of(number)),
    "receipt": ("receipt", lambda opened, number: opened.receipt_papers.id_of(number)),
    "warranty": ("certificate", lambda opened, number: opened.machines.id_of(number)),
}


def filled(opened: Opened, call: Call, choice: PrintChoice) -> bytes:
    """Return the values of a record on the form of that name.

    Raises OverprintKindUnsuited, OverprintNotFound, OverprintTooLong, NotFound.
    """
    if call.options.what not in _KINDS:
        raise OverprintKindUnsuited(kind=call.options.what)
    if len(call.options.numbers) != 1:
        raise NotFound(number=" ".join(call.options.numbers))
    kind, id_of = _KINDS[call.options.what]
    form = opened.overprint_forms.named(kind, call.options.form)
    record_id = id_of(opened, str(call.options.numbers[0]))
    return opened.overprint_papers.fill(form.id, record_id, replace(choice, variant=form.variant), call.t.language)

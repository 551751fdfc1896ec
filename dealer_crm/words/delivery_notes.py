"""What a delivery note does not say yet, in words."""

from __future__ import annotations

from collections.abc import Iterable

from dealer_crm.domain.delivery_notes import MODEL, SPEC
from dealer_crm.i18n import N_, Translator

NAMES = {MODEL: N_("Model"), SPEC: N_("Specification")}


def lacking_words(lines: Iterable[tuple[str, Iterable[str]]], t: Translator) -> str:
    """Return lines with what each of them lacks: "Copper pipe (Model, Specification) · Bracket (Model)"."""
    comma, whole = t(", "), t("{goods} ({lacks})")
    return " · ".join(whole.format(goods=goods, lacks=comma.join(t(NAMES[name]) for name in names)) for goods, names in lines)

"""What is missing to leave a stage, in words."""

from __future__ import annotations

from dealer_crm.domain.details import FormFields
from dealer_crm.domain.stages import StageFact
from dealer_crm.i18n import Translator


def fact_words(fact: StageFact, fields: FormFields, t: Translator) -> str:
    """Return what a fact is called; a further field by the name that the shop gave it."""
    known = fields.field(fact.code)
    return known.said(t.language) if known is not None and known.own else fact.said(t.language)

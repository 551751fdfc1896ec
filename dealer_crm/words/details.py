"""The value of a further field in words: plain text, a number with its unit, the names of the chosen values."""

from __future__ import annotations

from dealer_crm.domain.customers import CustomerDraft
from dealer_crm.domain.details import BETWEEN, YES, FormField, FormFields, ValueKind, value_of
from dealer_crm.i18n import Translator


def detail_words(one: FormField, fields: FormFields, value: str, t: Translator) -> str:
    """Write a stored value, "" for none; a code that the list lost stays as it is."""
    if not value:
        return ""
    if one.kind is ValueKind.NUMBER:
        return f"{value} {one.unit}".strip()
    if one.kind is ValueKind.YES_NO:
        return t("Yes") if value == YES else t("No")
    if one.kind in (ValueKind.CHOICE, ValueKind.CHOICES):
        said = {known.code: known.said(t.language) for known in fields.values(one.list_code)}
        return " · ".join(said.get(code, code) for code in value.split(BETWEEN))
    return value


PAINS = "pain_points"


def known_pains(fields: FormFields, customer: CustomerDraft, t: Translator) -> str:
    """Return what the file says troubles a customer, in the words of the shop's list."""
    known = fields.field(PAINS)
    return detail_words(known, fields, value_of(customer.details, PAINS), t) if known is not None else ""

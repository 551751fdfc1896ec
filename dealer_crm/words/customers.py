"""What the fields of a customer are called: in the form, the record, the history, the sheets that come in and those that go out."""

from __future__ import annotations

from collections.abc import Mapping

from dealer_crm.i18n import N_, Translator

FIELDS: Mapping[str, str] = {
    "name": N_("Name"),
    "phones": N_("Phone"),
    "salutation": N_("Salutation"),
    "nature": N_("Nature"),
    "party_kind": N_("Party"),
    "wechat": N_("WeChat"),
    "email": N_("E-mail"),
    "credit_code": N_("Credit code"),
    "birthday": N_("Birthday"),
    "target_account": N_("Customer we want"),
    "details": N_("Further fields"),
    "source": N_("Source"),
    "referrer_id": N_("Referred by"),
    "owner_id": N_("Responsible"),
    "stage": N_("Stage"),
    "intent_level": N_("Intent level"),
    "interests": N_("Interests"),
    "preferred_channel": N_("Best channel"),
    "preferred_time": N_("Best time"),
    "preferred_frequency": N_("How often"),
    "do_not_disturb": N_("Do not disturb"),
    "care_notes": N_("Care notes"),
    "note": N_("Note"),
    "consent_on": N_("Agreed to filing"),
    "marketing_ok": N_("Advertising"),
    "contacts": N_("Contacts"),
    "premises": N_("Houses"),
}
"""One text for each field of CustomerDraft."""


def field_label(name: str, t: Translator) -> str:
    """Return what a field of the draft is called."""
    return t(FIELDS[name])

"""What the import calls its fields, results, choices and reasons, and the sentences for what it refuses."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from dealer_crm.domain import imports, phones
from dealer_crm.domain.customers import Channel, IntentLevel, Interest, Nature, PartyKind, PreferredChannel, PreferredFrequency, Stage
from dealer_crm.domain.details import FormFields
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.followups import Way
from dealer_crm.domain.import_details import DetailTarget, Slot
from dealer_crm.domain.imports import Choice, Outcome, Reason, Target
from dealer_crm.domain.premises import HouseType
from dealer_crm.i18n import N_, Translator
from dealer_crm.words.customers import FIELDS
from dealer_crm.words.details import detail_words
from dealer_crm.words.labels import label

_FIELDS = {"phone": "phones", "referrer": "referrer_id", "owner": "owner_id"}
_OTHERS: Mapping[Target, str] = {
    Target.FAMILY_NAME: N_("Family name"),
    Target.GIVEN_NAME: N_("Given name"),
    Target.COMPANY: N_("Company name"),
    Target.CONTACT: N_("Contact person"),
    Target.PROVINCE: N_("Province"),
    Target.CITY: N_("City"),
    Target.DISTRICT: N_("District"),
    Target.STREET: N_("Address"),
    Target.COMMUNITY: N_("Community"),
    Target.BUILDING: N_("Building"),
    Target.UNIT: N_("Unit"),
    Target.ROOM: N_("Room"),
    Target.HOUSE_TYPE: N_("House type"),
    Target.AREA: N_("Area"),
    Target.ACCESS_NOTES: N_("Site access"),
    Target.CREATED_ON: N_("Created on"),
    Target.LAST_ON: N_("Last contact on"),
    Target.LAST_WAY: N_("Way of contact"),
    Target.LAST_WORDS: N_("What was said"),
    Target.NEXT_ON: N_("Next contact on"),
    Target.NEXT_PURPOSE: N_("Next contact for"),
    Target.PRODUCT: N_("Installed machine"),
    Target.BRAND: N_("Brand"),
    Target.MODEL: N_("Model"),
    Target.SERIAL: N_("Serial number"),
    Target.INSTALLED_ON: N_("Installed on"),
    Target.MACHINE_NOTE: N_("Machine note"),
    Target.OPENING: N_("Opening balance"),
    Target.NUMBER: N_("Customer number"),
    Target.KEEP: N_("Keep in the note"),
    Target.NOTHING: N_("Leave out"),
}
TARGETS: Mapping[Target, str] = {target: _OTHERS.get(target) or FIELDS[_FIELDS.get(target, target)] for target in Target}
"""Fields of a customer are called as everywhere, the rest as here."""

KINDS: Mapping[Target, type[StrEnum]] = {
    Target.NATURE: Nature,
    Target.PARTY_KIND: PartyKind,
    Target.STAGE: Stage,
    Target.INTENT_LEVEL: IntentLevel,
    Target.SOURCE: Channel,
    Target.PREFERRED_CHANNEL: PreferredChannel,
    Target.PREFERRED_FREQUENCY: PreferredFrequency,
    Target.INTERESTS: Interest,
    Target.HOUSE_TYPE: HouseType,
    Target.LAST_WAY: Way,
}
"""Fields that hold one of our choices."""

OUTCOMES: Mapping[Outcome, str] = {
    Outcome.ERROR: N_("Faulty"),
    Outcome.DUPLICATE: N_("Duplicate"),
    Outcome.UPDATE: N_("Update"),
    Outcome.NEW: N_("New files"),
    Outcome.SKIP: N_("Nothing new"),
}

CHOICES: Mapping[Choice, str] = {
    Choice.FILL: N_("Fill what is empty"),
    Choice.OVERWRITE: N_("Overwrite with the sheet"),
    Choice.SKIP: N_("Skip"),
    Choice.CREATE: N_("Keep both, new file"),
}

REASONS: Mapping[Reason, str] = {
    Reason.NUMBER: N_("Same customer number as “{name}”"),
    Reason.PHONE_AND_NAME: N_("Same phone and name as “{name}” in the file"),
    Reason.NAME_AND_ROOM: N_("Same name and room as “{name}” in the file"),
    Reason.PHONE_OTHER_NAME: N_("Phone belongs to “{name}” in the file"),
    Reason.ROOM_OTHER_PHONE: N_("Name and room as “{name}” in the file, other phone"),
    Reason.NAME_ONLY: N_("“{name}” is in the file; no phone or room to tell them apart"),
    Reason.SHEET_PHONE_AND_NAME: N_("Same phone and name as row {row} of this sheet"),
    Reason.SHEET_NAME_AND_ROOM: N_("Same name and room as row {row} of this sheet"),
    Reason.SHEET_PHONE: N_("Same phone as “{name}” in row {row} of this sheet"),
    Reason.SHEET_ROOM: N_("Name and room as row {row} of this sheet, other phone"),
    Reason.SHEET_NAME: N_("Same name as row {row}; no phone or room to tell them apart"),
}

SENTENCES_IMPORTS: dict[type[DomainError], str] = {
    imports.PhoneDigitsLost: N_("The digits of {text} are lost. Type the whole number."),
    imports.PhoneLengthWrong: N_("{text} has {digits} digits; a mobile number has 11."),
    imports.DigitsLost: N_("The digits of {text} were rounded. Type the whole number."),
    imports.DateUnreadable: N_("{text} is no date. Write it like 2026-03-01."),
    imports.AmountUnreadable: N_("{text} is no amount. Write digits only."),
    imports.ImportColumnsMissing: N_("No column is taken as name or phone. Choose at least one of them."),
    imports.ImportOutdated: N_("Customers were changed after the check, so the rows were compared anew. Look at them and import again."),
    imports.FileTooDemanding: N_(
        "Reading “{file}” took more memory or time than it may. Copy the customer rows into a new workbook, or split the file."
    ),
}


def target_label(target: Slot, t: Translator) -> str:
    """Return what the field is called."""
    return target.known.said(t.language) if isinstance(target, DetailTarget) else t(TARGETS[target])


def outcome_label(outcome: Outcome, t: Translator) -> str:
    """Return what the result of the check is called."""
    return t(OUTCOMES[outcome])


def choice_label(choice: Choice, t: Translator) -> str:
    """Return what the choice is called."""
    return t(CHOICES[choice])


def reason_text(reason: Reason, name: str, row: int | None, t: Translator) -> str:
    """Say why a row is taken for somebody who is known already."""
    return t(REASONS[reason]).format(name=name or "—", row=row or "")


def value_text(target: Slot, value: object, t: Translator) -> str:
    """Say a staged value; '' for nothing."""
    if value is None or value == "" or value == []:
        return ""
    if isinstance(target, DetailTarget):
        return detail_words(target.known, FormFields(lists={target.known.list_code: target.values}), str(value), t)
    if isinstance(value, bool):
        return t("Yes") if value else t("No")
    if target is Target.PHONE and isinstance(value, list):
        return " / ".join(f"{phones.shown(number)} {words}".strip() for number, words in value)
    kind = KINDS.get(target)
    if kind or isinstance(value, list):
        several = value if isinstance(value, list) else [value]
        return t.context("list", ", ").join(label(kind(str(one)), t) if kind else str(one) for one in several)
    if target is Target.AREA and isinstance(value, int):
        return f"{value / 1000:g} ㎡"
    if target is Target.OPENING and isinstance(value, int):
        return f"¥{value / 100:,.2f}"
    return str(value)


def change_text(target: Slot, before: str, after: str, t: Translator) -> str:
    """Say what was done to a value of the sheet."""
    name = target_label(target, t)
    if not after:
        return t("{field}: “{before}” kept in the note").format(field=name, before=before)
    known = isinstance(target, Target) and target in KINDS and target is not Target.INTERESTS
    shown = label(KINDS[Target(target)](after), t) if known else after
    if not before:
        return t("{field}: taken as {after}").format(field=name, after=shown)
    return t("{field}: {before} → {after}").format(field=name, before=before, after=shown)

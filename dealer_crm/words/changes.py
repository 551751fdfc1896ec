"""What changed of a customer, in one line: which field, from what to what."""

from __future__ import annotations

from typing import Protocol

from dealer_crm.domain.class_by_hand import VALUES
from dealer_crm.domain.classes import ClassKind
from dealer_crm.domain.customers import IntentLevel, Stage
from dealer_crm.i18n import Translator
from dealer_crm.words.customers import field_label
from dealer_crm.words.labels import label

ENUMS = {"stage": Stage, "intent_level": IntentLevel}


class Change(Protocol):
    """One change: a field of the draft, or `class:` with the kind of class; values as they are stored."""

    @property
    def name(self) -> str:
        """Which."""

    @property
    def before(self) -> str:
        """What was, "" for nothing."""

    @property
    def after(self) -> str:
        """What is, "" for nothing."""


def change_words(change: Change, t: Translator) -> str:
    """Return the line: what was added, taken away, or became another."""
    before, after = (_value(change.name, value, t) for value in (change.before, change.after))
    if not before:
        return t("{field}: now {after}").format(field=_field(change.name, t), after=after)
    if not after:
        return t("{field}: {before} no more").format(field=_field(change.name, t), before=before)
    return t("{field}: {before} → {after}").format(field=_field(change.name, t), before=before, after=after)


def _field(name: str, t: Translator) -> str:
    kind, colon, code = name.partition(":")
    if not colon:
        return field_label(kind, t)
    return label(ClassKind(code), t) if code in set(ClassKind) else code


def _value(name: str, value: str, t: Translator) -> str:
    """Return the words of a stored value; one that is no longer known as it is stored."""
    kind, _, code = name.partition(":")
    if kind == "marketing_ok":
        return t("Yes") if value == "yes" else t("No")
    values = VALUES.get(ClassKind(code)) if kind == "class" and code in set(ClassKind) else ENUMS.get(kind)
    return label(values(value), t) if values is not None and value in set(values) else value

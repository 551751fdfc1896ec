"""What is refused where single fields of a record are set by name."""

from __future__ import annotations

from dealer_crm.domain.errors import DomainError


class SettingNotReadable(DomainError):
    """Something else than FIELD=VALUE was given. Parameter: text."""


class SettingFieldUnknown(DomainError):
    """There is no field of that name. Parameter: text."""


class SettingValueUnknown(DomainError):
    """The field cannot hold the value. Parameters: field, text, values (those it can hold, or "")."""


class SettingKindUnknown(DomainError):
    """Records of that kind are not set by name. Parameters: kind, kinds."""


class HousePlaceUnknown(DomainError):
    """The customer has no house at that place. Parameters: number, place, count."""

"""Sentences for what is refused where single fields of a record are set by name."""

from __future__ import annotations

from dealer_crm.domain import setting
from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import N_

SENTENCES_SETTING: dict[type[DomainError], str] = {
    setting.SettingNotReadable: N_('“{text}” is no FIELD=VALUE. Write it like note="rings twice"; an empty value clears the field.'),
    setting.SettingFieldUnknown: N_("There is no field “{text}”. Use its name in the form, or its code."),
    setting.SettingValueUnknown: N_("“{text}” cannot be the value of {field}. {values}"),
    setting.SettingKindUnknown: N_("{kind} cannot be set by name. Choose one of: {kinds}"),
    setting.HousePlaceUnknown: N_("Customer {number} has no house {place}; he has {count}."),
}

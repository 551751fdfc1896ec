"""Sentences for trouble with lists that go out."""

from dealer_crm.domain import exports
from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import N_

SENTENCES_EXPORTS: dict[type[DomainError], str] = {
    exports.ExportKindUnknown: N_("“{file}” does not say what to write. Let the name end in {kinds}."),
}

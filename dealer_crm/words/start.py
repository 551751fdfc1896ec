"""Sentences for trouble at the start."""

from dealer_crm.domain import start
from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import N_

SENTENCES_START: dict[type[DomainError], str] = {
    start.DataMissing: N_("There are no data in {folder}. Open the program once, or make the sample shop with: dealer-crm demo"),
    start.DisplayMissing: N_("There is no display here. The commands work without one: dealer-crm --help"),
}

"""Sentences for trouble with the sample shop."""

from dealer_crm.domain import demo
from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import N_

SENTENCES_DEMO: dict[type[DomainError], str] = {
    demo.ShopNotEmpty: N_("There are customers in {folder} already. Choose an empty folder for the sample shop."),
}

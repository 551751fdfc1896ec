"""Every table of the store, and which of them the journal records."""

from dealer_crm.storage.models.customers import (
    Attachment,
    Community,
    Contact,
    Customer,
    Equipment,
    OpeningBalance,
    Opportunity,
    Phone,
    Premises,
    PremisesHolder,
)
from dealer_crm.storage.models.followups import FollowUp, NextStep
from dealer_crm.storage.models.journal import JournalBulk, JournalEntry, JournalPayload, JournalRow
from dealer_crm.storage.models.lines import CustomerLine, NumberSeries, SearchDoc, SearchKey
from dealer_crm.storage.models.shop import Shop, Staff

JOURNALLED = (
    Shop,
    Staff,
    Community,
    Customer,
    Contact,
    Phone,
    Premises,
    PremisesHolder,
    Equipment,
    Opportunity,
    OpeningBalance,
    FollowUp,
    NextStep,
    Attachment,
)
"""Tables whose changes are recorded, parents before children."""

NOT_JOURNALLED = {
    JournalEntry: "the journal itself",
    JournalRow: "the journal itself",
    JournalPayload: "the journal itself",
    JournalBulk: "the journal itself",
    NumberSeries: "a number is never given twice, so an undo must not give it back",
    CustomerLine: "derived from the recorded rows in the same write; `check --repair` rebuilds it",
    SearchDoc: "derived from the recorded rows in the same write; `check --repair` rebuilds it",
    SearchKey: "derived from the recorded rows in the same write; `check --repair` rebuilds it",
}

__all__ = [
    "JOURNALLED",
    "NOT_JOURNALLED",
    "Attachment",
    "Community",
    "Contact",
    "Customer",
    "CustomerLine",
    "Equipment",
    "FollowUp",
    "JournalBulk",
    "JournalEntry",
    "JournalPayload",
    "JournalRow",
    "NextStep",
    "NumberSeries",
    "OpeningBalance",
    "Opportunity",
    "Phone",
    "Premises",
    "PremisesHolder",
    "SearchDoc",
    "SearchKey",
    "Shop",
    "Staff",
]

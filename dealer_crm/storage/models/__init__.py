"""Every table of the store, and which of them the journal records."""

from dealer_crm.storage.models.care import AgendaMark, EquipmentCoverage, Maintenance, ServiceRequest, Visit
from dealer_crm.storage.models.complaints import Complaint, ComplaintStep
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
from dealer_crm.storage.models.deliveries import Delivery, DeliveryCheck, DeliveryLine
from dealer_crm.storage.models.followups import FollowUp, NextStep
from dealer_crm.storage.models.journal import JournalBulk, JournalEntry, JournalPayload, JournalRow
from dealer_crm.storage.models.lines import CustomerLine, MachineLine, NumberSeries, SearchDoc, SearchKey
from dealer_crm.storage.models.orders import Invoice, OrderLine, Payment, Product, Promise, SalesOrder
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
    Product,
    Opportunity,
    SalesOrder,
    OrderLine,
    Promise,
    Invoice,
    Delivery,
    DeliveryLine,
    DeliveryCheck,
    Equipment,
    EquipmentCoverage,
    Maintenance,
    Complaint,
    ComplaintStep,
    ServiceRequest,
    Payment,
    Visit,
    OpeningBalance,
    FollowUp,
    NextStep,
    AgendaMark,
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
    MachineLine: "derived from the recorded rows in the same write; `check --repair` rebuilds it",
    SearchDoc: "derived from the recorded rows in the same write; `check --repair` rebuilds it",
    SearchKey: "derived from the recorded rows in the same write; `check --repair` rebuilds it",
}

__all__ = [
    "JOURNALLED",
    "NOT_JOURNALLED",
    "AgendaMark",
    "Attachment",
    "Community",
    "Complaint",
    "ComplaintStep",
    "Contact",
    "Customer",
    "CustomerLine",
    "Delivery",
    "DeliveryCheck",
    "DeliveryLine",
    "Equipment",
    "EquipmentCoverage",
    "FollowUp",
    "Invoice",
    "JournalBulk",
    "JournalEntry",
    "JournalPayload",
    "JournalRow",
    "MachineLine",
    "Maintenance",
    "NextStep",
    "NumberSeries",
    "OpeningBalance",
    "Opportunity",
    "OrderLine",
    "Payment",
    "Phone",
    "Premises",
    "PremisesHolder",
    "Product",
    "Promise",
    "SalesOrder",
    "SearchDoc",
    "SearchKey",
    "ServiceRequest",
    "Shop",
    "Staff",
    "Visit",
]

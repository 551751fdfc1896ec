"""Words for what follows a sale: coverages, maintenance, repair calls, visits."""

from __future__ import annotations

from enum import StrEnum

from dealer_crm.domain.care import EquipmentState, RequestKind, RequestState, VisitState, WarrantyAnswer
from dealer_crm.domain.coverages import CoverageKind, Provider, StartBasis
from dealer_crm.i18n import N_

LABELS_CARE: tuple[tuple[StrEnum, str], ...] = (
    (EquipmentState.IN_USE, N_("In use")),
    (EquipmentState.REMOVED, N_("Removed")),
    (RequestKind.REPAIR, N_("Repair call")),
    (RequestKind.MAINTENANCE, N_("Maintenance")),
    (RequestKind.CARTRIDGE, N_("Cartridge change")),
    (RequestKind.CLEANING, N_("Cleaning")),
    (RequestKind.INSTALLATION, N_("Installation")),
    (RequestKind.RELOCATION, N_("Relocation")),
    (RequestKind.INSPECTION, N_("Inspection")),
    (RequestKind.COMPLAINT, N_("Visit after a complaint")),
    (RequestState.OPEN, N_("Not yet scheduled")),
    (RequestState.SCHEDULED, N_("Scheduled")),
    (RequestState.DONE, N_("Done")),
    (RequestState.CANCELLED, N_("Cancelled")),
    (WarrantyAnswer.IN, N_("In warranty")),
    (WarrantyAnswer.OUT, N_("Out of warranty")),
    (WarrantyAnswer.UNKNOWN, N_("Warranty not known")),
    (VisitState.OPEN, N_("To do")),
    (VisitState.DONE, N_("Done")),
    (VisitState.SKIPPED, N_("Skipped")),
    (CoverageKind.RETURN7, N_("Return within 7 days")),
    (CoverageKind.EXCHANGE15, N_("Exchange within 15 days")),
    (CoverageKind.WHOLE_UNIT, N_("Whole unit")),
    (CoverageKind.MAIN_PARTS, N_("Main parts")),
    (CoverageKind.FACTORY_EXT, N_("Manufacturer's extension")),
    (CoverageKind.INSTALLATION, N_("Installation work")),
    (CoverageKind.PIPING, N_("Piping")),
    (CoverageKind.PAID_EXT, N_("Paid extension")),
    (StartBasis.INVOICE, N_("Day of the invoice")),
    (StartBasis.SALE, N_("Day of the sale")),
    (StartBasis.DELIVERY, N_("Day of delivery")),
    (StartBasis.COMMISSIONING, N_("Day of commissioning")),
    (StartBasis.ACCEPTANCE, N_("Day of acceptance")),
    (StartBasis.PRODUCTION, N_("Day of production")),
    (Provider.MANUFACTURER, N_("Manufacturer")),
    (Provider.SHOP, N_("This shop")),
)

TABLES_CARE: dict[str, str] = {
    "equipment_coverage": N_("Coverage"),
    "maintenance": N_("Maintenance"),
    "service_request": N_("Service request"),
    "visit": N_("Call after the sale"),
    "agenda_mark": N_("Note on the agenda"),
}

COLUMNS_CARE: dict[tuple[str, str], str] = {
    ("equipment", "sold_on"): N_("Sold on"),
    ("equipment", "invoiced_on"): N_("Invoiced on"),
    ("equipment", "delivered_on"): N_("Delivered on"),
    ("equipment", "produced_on"): N_("Produced on"),
    ("equipment", "removed_on"): N_("Removed on"),
    ("equipment_coverage", "basis"): N_("Counted from"),
    ("equipment_coverage", "provider"): N_("Who answers"),
    ("equipment_coverage", "months"): N_("Months"),
    ("equipment_coverage", "days"): N_("Days"),
    ("equipment_coverage", "repair_days"): N_("Days of repair added"),
    ("equipment_coverage", "start_on"): N_("Starts on"),
    ("equipment_coverage", "end_on"): N_("Ends on"),
    ("maintenance", "zh"): N_("Work"),
    ("maintenance", "by_customer"): N_("Done by the customer"),
    ("maintenance", "cycle_months"): N_("Every so many months"),
    ("maintenance", "last_on"): N_("Last done on"),
    ("maintenance", "next_on"): N_("Next due on"),
    ("maintenance", "active"): N_("Still planned"),
    ("service_request", "warranty"): N_("Warranty"),
    ("service_request", "reported_at"): N_("Reported at"),
    ("service_request", "taken_by_id"): N_("Taken by"),
    ("service_request", "symptom"): N_("Symptom"),
    ("service_request", "appointment_on"): N_("Appointment on"),
    ("service_request", "done_on"): N_("Done on"),
    ("service_request", "work"): N_("What was done"),
    ("service_request", "fee"): N_("Fee"),
    ("visit", "due_on"): N_("Due on"),
    ("visit", "outcome"): N_("Outcome"),
    ("visit", "grade"): N_("Satisfaction"),
    ("visit", "words"): N_("What was said"),
    ("visit", "done_at"): N_("Done at"),
    ("agenda_mark", "source"): N_("Kind of item"),
    ("agenda_mark", "moved_to"): N_("Moved to"),
    ("agenda_mark", "done_at"): N_("Done at"),
    ("agenda_mark", "reason"): N_("Reason"),
}

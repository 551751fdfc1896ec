"""Words for deliveries and their checklists."""

from __future__ import annotations

from enum import StrEnum

from dealer_crm.domain.checklists import CheckResult
from dealer_crm.domain.deliveries import DeliveryKind, DeliveryState
from dealer_crm.i18n import N_

LABELS_DELIVERIES: tuple[tuple[StrEnum, str], ...] = (
    (DeliveryKind.DELIVERY, N_("Delivery")),
    (DeliveryKind.RETURN, N_("Return")),
    (DeliveryState.DRAFT, N_("Draft")),
    (DeliveryState.PRINTED, N_("Printed")),
    (DeliveryState.SENT, N_("On its way")),
    (DeliveryState.SIGNED, N_("Signed for")),
    (DeliveryState.PARTLY, N_("Partly signed for")),
    (DeliveryState.REFUSED, N_("Delivery refused")),
    (DeliveryState.CANCELLED, N_("Cancelled")),
    (CheckResult.PASS, N_("Passed")),
    (CheckResult.FAIL, N_("Failed")),
    (CheckResult.NA, N_("Does not apply")),
)

TABLES_DELIVERIES: dict[str, str] = {
    "delivery": N_("Delivery"),
    "delivery_line": N_("Line of the delivery"),
    "delivery_check": N_("Item of the checklist"),
}

COLUMNS_DELIVERIES: dict[tuple[str, str], str] = {
    ("delivery", "planned_on"): N_("Planned for"),
    ("delivery", "receiver"): N_("Receiver"),
    ("delivery", "driver"): N_("Driver"),
    ("delivery", "vehicle"): N_("Vehicle"),
    ("delivery", "collect"): N_("Money to collect"),
    ("delivery", "printed_at"): N_("Printed at"),
    ("delivery", "sent_at"): N_("Sent at"),
    ("delivery", "signed_at"): N_("Signed at"),
    ("delivery", "signed_by"): N_("Signed by"),
    ("delivery", "refusal"): N_("Why it was refused"),
    ("delivery", "finished_at"): N_("Finished at"),
    ("delivery", "open_reason"): N_("Why items stayed open"),
    ("delivery", "open_staff_id"): N_("Who let items stay open"),
    ("delivery", "agreed_by"): N_("Time agreed by"),
    ("delivery", "agreed_at"): N_("Time agreed at"),
    ("delivery", "called_at"): N_("Called ahead at"),
    ("delivery", "handed_with_id"): N_("Handed over with"),
    ("delivery_check", "zh"): N_("Item"),
    ("delivery_check", "result"): N_("Result"),
    ("delivery_check", "value"): N_("Measured value"),
    ("delivery_check", "due_on"): N_("To be mended by"),
    ("delivery_check", "done_at"): N_("Checked at"),
    ("delivery_check", "staff_id"): N_("Checked by"),
    ("delivery_check", "readings"): N_("Readings"),
    ("delivery_check", "steps"): N_("Steps"),
    ("delivery_check", "person_id"): N_("Person in charge"),
    ("delivery_check", "planned_on"): N_("Planned for"),
    ("delivery_check", "failed_at"): N_("Failed at"),
    ("delivery_check", "failure"): N_("What was wrong"),
}

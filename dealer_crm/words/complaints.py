"""Words for complaints: the subtypes of the source (S0-16), levels, demands and the eight steps."""

from __future__ import annotations

from enum import StrEnum

from dealer_crm.domain.complaints import (
    ComplaintChannel,
    ComplaintLevel,
    ComplaintState,
    ComplaintSubtype,
    ComplaintType,
    Demand,
    DissatisfiedType,
    LiableParty,
    Severity,
    Step8,
)
from dealer_crm.i18n import N_, Translator

LABELS_COMPLAINTS: tuple[tuple[StrEnum, str], ...] = (
    (ComplaintType.PRODUCT, N_("About the goods")),
    (ComplaintType.SERVICE, N_("About the service")),
    (ComplaintSubtype.QUALITY, N_("Poor quality")),
    (ComplaintSubtype.PRICE, N_("Price too high")),
    (ComplaintSubtype.LABEL_MISMATCH, N_("Not as labelled")),
    (ComplaintSubtype.MANNER, N_("Wrong way of serving")),
    (ComplaintSubtype.ATTITUDE, N_("Poor attitude")),
    (ComplaintSubtype.MISCONDUCT, N_("Misconduct")),
    (ComplaintSubtype.OPERATION, N_("Work badly done")),
    (ComplaintSubtype.POLICY, N_("Service rules")),
    (ComplaintChannel.PHONE, N_("Phone")),
    (ComplaintChannel.WECHAT, N_("WeChat")),
    (ComplaintChannel.SHOP, N_("In the shop")),
    (ComplaintChannel.VISIT, N_("Visit")),
    (ComplaintChannel.CALL_BACK, N_("Found by a call")),
    (ComplaintChannel.HOTLINE_12315, N_("12315 hotline")),
    (ComplaintChannel.CONSUMER_COUNCIL, N_("Consumer council")),
    (ComplaintChannel.MANUFACTURER, N_("Sent by the manufacturer")),
    (ComplaintChannel.MEDIA, N_("Media or internet")),
    (ComplaintChannel.LAWYER, N_("Lawyer's letter")),
    (ComplaintLevel.DIRECT, N_("Level 1: told us")),
    (ComplaintLevel.SILENT, N_("Level 2: tells others")),
    (ComplaintLevel.THIRD_PARTY, N_("Level 3: through a third party")),
    (DissatisfiedType.VOICER, N_("Says so")),
    (DissatisfiedType.PASSIVE, N_("Stays silent")),
    (DissatisfiedType.ANGRY, N_("Is furious")),
    (DissatisfiedType.ACTIVIST, N_("Takes action")),
    (Severity.NORMAL, N_("Ordinary")),
    (Severity.MAJOR, N_("Serious")),
    (Severity.URGENT, N_("Urgent")),
    (Demand.REPAIR, N_("Repair it")),
    (Demand.EXCHANGE, N_("Exchange it")),
    (Demand.RETURN, N_("Take it back")),
    (Demand.COMPENSATION, N_("Compensation")),
    (Demand.APOLOGY, N_("An apology")),
    (Demand.EXPLANATION, N_("An explanation")),
    (Demand.OTHER, N_("Something else")),
    (LiableParty.MANUFACTURER, N_("Manufacturer")),
    (LiableParty.SALES, N_("Our sales")),
    (LiableParty.INSTALLATION, N_("Our installation")),
    (LiableParty.THIRD_PARTY, N_("Third party")),
    (LiableParty.CUSTOMER, N_("The customer's use")),
    (ComplaintState.OPEN, N_("Open case")),
    (ComplaintState.CLOSED, N_("Closed case")),
)

_STEPS: dict[Step8, str] = {
    Step8.THANK: N_("Say thank you"),
    Step8.APPRECIATE: N_("Say why you are glad"),
    Step8.APOLOGIZE: N_("Apologise"),
    Step8.PROMISE: N_("Promise to act at once"),
    Step8.ASK: N_("Ask what you need to know"),
    Step8.CORRECT: N_("Put it right, quickly"),
    Step8.CONFIRM: N_("Ask whether he is content"),
    Step8.PREVENT: N_("Keep it from happening again"),
}

TABLES_COMPLAINTS: dict[str, str] = {"complaint": N_("Complaint"), "complaint_step": N_("Step of the complaint")}

COLUMNS_COMPLAINTS: dict[tuple[str, str], str] = {
    ("complaint", "taken_by_id"): N_("Taken by"),
    ("complaint", "opened_at"): N_("Taken at"),
    ("complaint", "channel"): N_("Came by"),
    ("complaint", "type"): N_("Type"),
    ("complaint", "subtype"): N_("Subtype"),
    ("complaint", "level"): N_("Level of the complaint"),
    ("complaint", "severity"): N_("Severity"),
    ("complaint", "dissatisfied"): N_("How he is dissatisfied"),
    ("complaint", "complainant"): N_("Who complains"),
    ("complaint", "words"): N_("In the customer's words"),
    ("complaint", "demand"): N_("What he wants"),
    ("complaint", "demand_words"): N_("What he wants, in words"),
    ("complaint", "respond_by"): N_("Respond by"),
    ("complaint", "plan_by"): N_("Plan by"),
    ("complaint", "close_by"): N_("Close by"),
    ("complaint", "responded_at"): N_("Responded at"),
    ("complaint", "liable"): N_("Who is liable"),
    ("complaint", "measure"): N_("Measure"),
    ("complaint", "promised_by"): N_("Promised by"),
    ("complaint", "prevention"): N_("Prevention"),
    ("complaint", "prevention_staff_id"): N_("Prevention by whom"),
    ("complaint", "prevention_on"): N_("Prevention by when"),
    ("complaint", "verification"): N_("How it was verified"),
    ("complaint", "external_number"): N_("Number of the case elsewhere"),
    ("complaint", "closed_by_id"): N_("Closed by"),
    ("complaint_step", "step"): N_("Step"),
    ("complaint_step", "done_at"): N_("Done at"),
    ("complaint_step", "words"): N_("What was said"),
}


def step_words(step: Step8, t: Translator) -> str:
    """Return what one of the eight steps is called."""
    return t(_STEPS[step])

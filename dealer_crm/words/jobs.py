"""Words for jobs on a site and acceptance sheets."""

from __future__ import annotations

from enum import StrEnum

from dealer_crm.domain.acceptances import AcceptanceState, SheetStage, SignRole
from dealer_crm.domain.jobs import JobStage, JobState
from dealer_crm.domain.readings import RowsOf
from dealer_crm.i18n import N_

LABELS_JOBS: tuple[tuple[StrEnum, str], ...] = (
    (JobStage.SURVEY, N_("Site survey")),
    (JobStage.HIDDEN, N_("Hidden installation")),
    (JobStage.PIPES, N_("Floor heating pipes")),
    (JobStage.UNITS, N_("Setting the units")),
    (JobStage.COMMISSIONING, N_("Commissioning")),
    (JobStage.RECTIFY, N_("Rectification")),
    (JobState.PLANNED, N_("Job planned")),
    (JobState.CONFIRMED, N_("Time agreed")),
    (JobState.UNDER_WAY, N_("Under way")),
    (JobState.DONE, N_("Job done")),
    (JobState.CANCELLED, N_("Called off")),
    (SheetStage.HIDDEN, N_("Hidden works")),
    (SheetStage.FINAL, N_("Final acceptance")),
    (AcceptanceState.OPEN, N_("Being filled in")),
    (AcceptanceState.VALID, N_("Acceptance passed")),
    (AcceptanceState.CANCELLED, N_("Sheet called off")),
    (SignRole.CUSTOMER, N_("The customer")),
    (SignRole.FITTER, N_("Lead fitter")),
    (SignRole.INSPECTOR, N_("Shop's inspector")),
    (SignRole.DECORATOR, N_("Decorator")),
    (SignRole.SUPERVISOR, N_("Site supervisor")),
    (SignRole.DRIVER, N_("The driver")),
    (SignRole.SHOP, N_("The shop")),
    (RowsOf.ROOM, N_("Room of the house")),
    (RowsOf.LOOP, N_("Loop")),
    (RowsOf.DAY, N_("Day of heating")),
    (RowsOf.UNIT, N_("Machine")),
    (RowsOf.TEST, N_("Test")),
    (RowsOf.PIPE, N_("Pipe")),
    (RowsOf.CARTRIDGE, N_("Cartridge")),
)

TABLES_JOBS: dict[str, str] = {
    "job": N_("Installation job"),
    "job_material": N_("Material of the job"),
    "acceptance": N_("Acceptance sheet"),
    "own_sheet": N_("Template of a checklist"),
    "signature": N_("Signature"),
    "expectation_rating": N_("The customer's mark"),
}

COLUMNS_JOBS: dict[tuple[str, str], str] = {
    ("job", "stage"): N_("Stage"),
    ("job", "planned_on"): N_("Planned for"),
    ("job", "slot"): N_("Time"),
    ("job", "days"): N_("Days"),
    ("job", "leader_id"): N_("Team leader"),
    ("job", "members"): N_("Team"),
    ("job", "crew"): N_("Team from outside"),
    ("job", "licences"): N_("Licences"),
    ("job", "agreed_by"): N_("Time agreed by"),
    ("job", "agreed_at"): N_("Time agreed at"),
    ("job", "called_at"): N_("Called ahead at"),
    ("job", "access"): N_("How to get in"),
    ("job", "special"): N_("What this household wants"),
    ("job", "reason"): N_("Why it was called off"),
    ("job", "printed_at"): N_("Printed at"),
    ("job", "started_at"): N_("Begun at"),
    ("job", "finished_at"): N_("Ended at"),
    ("job", "signed_by"): N_("Signed by"),
    ("job", "signed_at"): N_("Signed on the day"),
    ("job", "next_stage"): N_("Next stage"),
    ("job", "next_on"): N_("Next stage on"),
    ("job_material", "name"): N_("Material"),
    ("job_material", "taken"): N_("Taken along"),
    ("job_material", "returned"): N_("Brought back"),
    ("acceptance", "zone"): N_("Part of the house"),
    ("acceptance", "leader_id"): N_("Lead fitter"),
    ("acceptance", "inspector_id"): N_("Shop's inspector"),
    ("acceptance", "decorator"): N_("Decorator"),
    ("acceptance", "started_on"): N_("Work begun on"),
    ("acceptance", "finished_on"): N_("Work finished on"),
    ("acceptance", "signed_by"): N_("Signed by"),
    ("acceptance", "signed_at"): N_("Signed on the day"),
    ("own_sheet", "number"): N_("Version of the sheet"),
    ("own_sheet", "body"): N_("What stands in it"),
    ("own_sheet", "written_at"): N_("Written at"),
    ("signature", "role"): N_("Who signs as"),
    ("signature", "name"): N_("Name"),
    ("signature", "letter"): N_("Expectation"),
    ("signature", "picture"): N_("Signature"),
    ("signature", "signed_at"): N_("Signed on the day"),
    ("expectation_rating", "letter"): N_("Expectation"),
    ("expectation_rating", "score"): N_("Mark"),
    ("expectation_rating", "rated_on"): N_("Asked on"),
    ("expectation_rating", "on_paper"): N_("Asked on paper"),
}

"""Commands that write papers."""

from __future__ import annotations

from pathlib import Path

from dealer_crm.app.cli import Call
from dealer_crm.app.opened import reading
from dealer_crm.documents.saving import save
from dealer_crm.domain.exports import ExportKindUnknown


def customer(call: Call) -> None:
    """Write one customer's record as a PDF."""
    target: Path = call.options.to.absolute()
    if target.suffix.lower() != ".pdf":
        raise ExportKindUnknown(file=target.name, kinds=".pdf")
    with reading(call.data) as opened:
        customer_id = opened.customers.id_of(call.options.number)
        save(target, opened.records.pdf(customer_id, call.t.language))
    call.report.file(target)

"""Papers of money as they are offered to the printer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dealer_crm.documents.pdf.choices import paper_choices
from dealer_crm.documents.pdf.pages import Paper
from dealer_crm.domain.printing import PrintJob

if TYPE_CHECKING:
    from dealer_crm.app.rooms import Rooms


def receipt_job(rooms: Rooms, payment_id: int) -> PrintJob:
    """Return the receipt, deposit slip or refund slip of a payment. Raises PaymentNotFound."""
    t, opened = rooms.t, rooms.opened
    papers = opened.receipt_papers
    data = papers.data(payment_id, t.language)
    operator = opened.operator.name if opened.operator else ""
    title = t("Receipt {number}").format(number=data.number)
    return PrintJob(
        kind="receipt",
        title=title,
        file_name=" ".join(filter(None, (title, data.customer))),
        papers=paper_choices(t, Paper.CONT_241x140, Paper.A5_LANDSCAPE, Paper.A4),
        render=lambda choice: papers.receipt(payment_id, choice, t.language, operator),
        copies=papers.copy_names(t.language),
        needs=("name", "address", "hotline"),
    )

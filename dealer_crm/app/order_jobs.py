"""Papers of an order as they are offered to the printer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dealer_crm.documents.pdf.choices import paper_choices
from dealer_crm.documents.pdf.pages import Paper
from dealer_crm.domain.printing import PrintJob

if TYPE_CHECKING:
    from dealer_crm.app.rooms import Rooms


def print_order(rooms: Rooms, order_id: int, *, at_once: bool = False) -> None:
    """Show the contract of an order, or print it as last time. Raises OrderNotFound, and why its terms cannot be printed."""
    rooms.opened.contract_papers.check(order_id)
    printing, job = rooms.wiring.printing, contract_job(rooms, order_id)
    (printing.direct if at_once else printing.preview)(job)


def contract_job(rooms: Rooms, order_id: int) -> PrintJob:
    """Return the contract, or by its variant the confirmation of an order. Raises OrderNotFound."""
    t, opened = rooms.t, rooms.opened
    papers, file = opened.contract_papers, opened.orders.open(order_id)
    operator = opened.operator.name if opened.operator else ""
    title = t("Order {number}").format(number=file.number)
    return PrintJob(
        kind="contract",
        title=title,
        file_name=" ".join(filter(None, (title, file.customer))),
        papers=paper_choices(t, Paper.A4, Paper.CONT_241x280),
        render=lambda choice: papers.paper(order_id, choice, t.language, operator),
        copies=opened.desk.copy_names("contract", t.language),
        needs=("name", "address", "credit_code"),
        variants=papers.variants(t.language),
        record_id=order_id,
        number=file.number,
    )

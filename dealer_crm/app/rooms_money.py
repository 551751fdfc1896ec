"""Papers of money as they are offered to the printer, and the drawer that is counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from dealer_crm.app.note_sizes import note_sizes
from dealer_crm.documents.pdf.choices import paper_choices
from dealer_crm.documents.pdf.pages import Paper
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.printing import PrintJob

if TYPE_CHECKING:
    from dealer_crm.app.rooms import Rooms


def count_drawer(rooms: Rooms, on: date) -> None:
    """Show the drawer of a day to be counted."""
    from dealer_crm.ui.reports.drawer_dialog import DrawerDialog, DrawerDoors

    opened = rooms.opened
    closing = opened.cash_closing
    doors = DrawerDoors(
        closing.day,
        closing.close,
        closing.edit,
        opened.payments.hand_in,
        opened.shop.staff,
        opened.drafts,
        opened.operator.id if opened.operator else None,
    )
    DrawerDialog(rooms.t, on, doors, rooms.window).open()


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
        papers=paper_choices(
            t, Paper.CONT_241x140, Paper.CONT_241x93, Paper.CONT_241x280, Paper.A5_LANDSCAPE, Paper.A4, own=note_sizes(opened)
        ),
        render=lambda choice: papers.receipt(payment_id, choice, t.language, operator),
        copies=opened.desk.copy_names("receipt", t.language),
        needs=("name", "address", "hotline"),
        record_id=payment_id,
        number=data.number,
    )


def show_statement(rooms: Rooms, customer_id: int, order_id: int | None = None) -> None:
    """Show the account of a customer, or of one of his orders, before it is printed."""
    rooms.wiring.printing.preview(statement_job(rooms, customer_id, order_id))


def statement_job(rooms: Rooms, customer_id: int, order_id: int | None = None) -> PrintJob:
    """Return the account of a customer, or of one order, until today: all of it, or of this year. Raises CustomerNotFound."""
    from dealer_crm.services.statement import StatementSpec

    t, opened = rooms.t, rooms.opened
    papers = opened.statements
    whole = StatementSpec(customer_id, order_id=order_id)
    year = replace(whole, first=local_day(opened.now()).replace(month=1, day=1))
    operator = opened.operator.name if opened.operator else ""
    data = papers.data(whole, t.language)
    title = t("Statement {name}").format(name=" ".join(filter(None, (data.customer, data.order_number))))
    return PrintJob(
        kind="statement",
        title=title,
        file_name=title,
        papers=paper_choices(t, Paper.A4, Paper.A5_LANDSCAPE, Paper.CONT_241x280),
        render=lambda choice: papers.pdf(year if choice.variant == "year" else whole, choice, t.language, operator),
        needs=("name",),
        variants=(("whole", t("Everything")), ("year", t("This year"))),
        record_id=customer_id,
        number=data.customer_number,
    )

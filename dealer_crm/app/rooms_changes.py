"""Changes and returns of orders: what their dialogs may call, and their papers as they are offered to the printer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dealer_crm.domain.attachments import Belongs
from dealer_crm.ui.desk.doors import Pictures
from dealer_crm.ui.orders.change_doors import ChangeDoors

if TYPE_CHECKING:
    from dealer_crm.app.rooms import Rooms
    from dealer_crm.domain.printing import PrintJob


def change_doors(rooms: Rooms) -> ChangeDoors:
    """Return what the page of an order may call for its changes and returns."""
    opened = rooms.opened
    changes, returns = opened.change_orders, opened.order_returns
    return ChangeDoors(
        changes.of_order,
        changes.open,
        changes.foresee,
        changes.create,
        changes.edit,
        changes.sign,
        changes.drop,
        returns.of_order,
        returns.returnable,
        returns.effects,
        returns.take,
        opened.orders.standing,
        attach=lambda customer_id, order_id, change_id: _attach(rooms, customer_id, order_id, change_id),
        pictures=_pictures(rooms),
        print_change=lambda change_id: rooms.wiring.printing.preview(change_job(rooms, change_id)),
        print_return=lambda return_id: rooms.wiring.printing.preview(return_job(rooms, return_id)),
    )


def _pictures(rooms: Rooms) -> Pictures:
    """Return the pictures of signed papers, asked for by their change."""
    kept = rooms.opened.attachments
    return Pictures(of=lambda one: kept.at(Belongs(change_id=one)), read=kept.read, add=kept.add, remove=kept.remove)


def _attach(rooms: Rooms, customer_id: int, order_id: int, change_id: int) -> None:
    """Ask for a picture of the signed paper and keep it with its change."""
    from dealer_crm.ui.desk.picture_files import content_of

    t = rooms.t
    title = t("Add a picture of the signed paper")
    file = rooms.window.prompts.choose_file(title, t("Pictures and PDF (*.png *.jpg *.jpeg *.webp *.pdf)"))
    if file is not None:
        place = Belongs(order_id=order_id, change_id=change_id)
        rooms.opened.attachments.add(customer_id, file.name, content_of(file), place)


def change_job(rooms: Rooms, change_id: int) -> PrintJob:
    """Return the paper of a change order. Raises ChangeNotFound."""
    from dealer_crm.app.note_sizes import note_sizes
    from dealer_crm.documents.pdf.choices import paper_choices
    from dealer_crm.documents.pdf.pages import Paper
    from dealer_crm.domain.printing import PrintJob

    t, papers = rooms.t, rooms.opened.order_change_papers
    file = rooms.opened.change_orders.open(change_id)
    title = t("Change order {number}").format(number=file.row.number)
    return PrintJob(
        kind="change_order",
        title=title,
        file_name=" ".join(filter(None, (title, file.customer))),
        papers=paper_choices(t, Paper.A5, Paper.A4, Paper.CONT_241x280, own=note_sizes(rooms.opened)),
        render=lambda choice: papers.change_order(change_id, choice, t.language, _operator(rooms)),
        copies=rooms.opened.desk.copy_names("change_order", t.language),
        needs=("name", "address", "hotline"),
        record_id=change_id,
        number=file.row.number,
    )


def return_job(rooms: Rooms, return_id: int) -> PrintJob:
    """Return the slip of a return. Raises ReturnNotFound."""
    from dealer_crm.app.note_sizes import note_sizes
    from dealer_crm.documents.pdf.choices import paper_choices
    from dealer_crm.documents.pdf.pages import Paper
    from dealer_crm.domain.printing import PrintJob

    t, papers = rooms.t, rooms.opened.order_change_papers
    file = rooms.opened.order_returns.open(return_id)
    title = t("Return slip {number}").format(number=file.row.number)
    return PrintJob(
        kind="return_slip",
        title=title,
        file_name=" ".join(filter(None, (title, file.customer))),
        papers=paper_choices(
            t, Paper.CONT_241x140, Paper.CONT_241x93, Paper.CONT_241x280, Paper.A5_LANDSCAPE, Paper.A4, own=note_sizes(rooms.opened)
        ),
        render=lambda choice: papers.return_slip(return_id, choice, t.language, _operator(rooms)),
        copies=rooms.opened.desk.copy_names("return_slip", t.language),
        needs=("name", "address", "hotline"),
        record_id=return_id,
        number=file.row.number,
    )


def _operator(rooms: Rooms) -> str:
    return rooms.opened.operator.name if rooms.opened.operator else ""

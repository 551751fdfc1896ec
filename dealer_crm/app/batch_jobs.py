"""Papers that are printed many at once: the delivery notes of a day, the certificates of an order's machines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dealer_crm.app.rooms import Rooms


def print_notes(rooms: Rooms, day: date) -> None:
    """Show the notes of everything that is planned for a day and not called off, in the order of the day.

    Where some lack model or specification, it is told first, and asked which of them are completed, printed as they are or left out.
    """
    from dealer_crm.app.rooms_deliveries import delivery_doors, note_job
    from dealer_crm.ui.deliveries.notes_dialog import NotesDialog

    t, opened = rooms.t, rooms.opened
    title = t("Delivery notes {day}").format(day=day.isoformat())
    files = [opened.deliveries.open(one) for one in opened.delivery_list.of_day(day)]

    def show(ids: Sequence[int]) -> None:
        rooms.wiring.printing.batch(title, [note_job(rooms, one) for one in ids])

    if not files:
        rooms.window.prompts.tell(title, t("Nothing is planned to be delivered on that day."))
    elif any(file.unsaid for file in files):
        dialog = NotesDialog(t, delivery_doors(rooms), files, rooms.window)
        dialog.picked.connect(show)
        dialog.open()
    else:
        show([file.id for file in files])


def print_certificates(rooms: Rooms, order_id: int) -> None:
    """Show the certificates of all machines of an order."""
    from dealer_crm.app.rooms_care import certificate_job

    t = rooms.t
    title = t("Guarantee certificates {number}").format(number=rooms.opened.orders.open(order_id).number)
    jobs = [certificate_job(rooms, one) for one in rooms.opened.machine_list.of_order(order_id)]
    if jobs:
        rooms.wiring.printing.batch(title, jobs)
    else:
        rooms.window.prompts.tell(title, t("No machine of this order is filed yet: sign a delivery of it first."))

"""Papers that are printed many at once: the delivery notes of a day, the certificates of an order's machines."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dealer_crm.app.rooms import Rooms


def print_notes(rooms: Rooms, day: date) -> None:
    """Show the notes of everything that is planned for a day and not called off, in the order of the day."""
    from dealer_crm.app.rooms_deliveries import note_job

    t = rooms.t
    title = t("Delivery notes {day}").format(day=day.isoformat())
    jobs = [note_job(rooms, one) for one in rooms.opened.delivery_list.of_day(day)]
    if jobs:
        rooms.wiring.printing.batch(title, jobs)
    else:
        rooms.window.prompts.tell(title, t("Nothing is planned to be delivered on that day."))


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

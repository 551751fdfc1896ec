"""Wires the eight expectations: what stands beside the sheet of a delivery, and the customer's marks from anywhere."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from dealer_crm.domain.dates import local_day
from dealer_crm.domain.errors import DomainError
from dealer_crm.services.expectations import Marking
from dealer_crm.ui.expectations.doors import ExpectationDoors, MarkDoors
from dealer_crm.words.errors import sentence

if TYPE_CHECKING:
    from dealer_crm.app.rooms import Rooms

COMPLAIN, STEP = "complain", "step"


def expectation_doors(rooms: Rooms) -> ExpectationDoors:
    """Return what the side of a delivery asks."""
    opened = rooms.opened
    return ExpectationDoors(
        of=lambda one: opened.expectations.of(one),
        assign=lambda check, person, day: opened.expectations.assign(check, person, day),
        as_seen=lambda one: opened.expectations.as_seen(one),
        staff=opened.shop.staff,
        marks=partial(open_marks, rooms),
        today=lambda: local_day(opened.now()),
    )


def open_marks(rooms: Rooms, delivery_id: int) -> QWidget | None:
    """Open the customer's marks of a hand-over; None where it cannot be marked yet."""
    from dealer_crm.ui.expectations.marks_dialog import MarksDialog

    opened = rooms.opened
    try:
        marking = opened.expectations.marking(delivery_id)
    except DomainError as error:
        rooms.window.prompts.tell(rooms.t("The customer's marks A–H"), sentence(error, rooms.t))
        return None
    doors = MarkDoors(lambda one, draft: opened.expectations.rate(one, draft), opened.drafts, opened.now)
    dialog = MarksDialog(rooms.t, doors, marking, rooms.window)
    dialog.low_told.connect(partial(_offer, rooms, marking))
    dialog.open()
    return dialog


def marks_of_customer(rooms: Rooms, customer_id: int) -> QWidget | None:
    """Open the marks of a customer's hand-over; of several the one that is chosen, the newest first."""
    t, found = rooms.t, rooms.opened.expectations.to_mark(customer_id)
    title = t("The customer's marks A–H")
    if not found:
        rooms.window.prompts.tell(title, t("Nothing was handed over to this customer yet. He is asked a week after the hand-over."))
        return None
    chosen = found[0].delivery_id
    if len(found) > 1:
        options = [(one.delivery_id, f"{one.number} {one.finished_on}") for one in found]
        chosen = rooms.window.prompts.ask_choice(title, t("Which hand-over does he speak of?"), options)
    return open_marks(rooms, chosen) if chosen else None


def _offer(rooms: Rooms, marking: Marking, low: tuple[str, ...], words: str) -> None:
    """Offer what helps a customer who is not content: a complaint that is solved, or a next step."""
    t = rooms.t
    text = t("The customer is not content with {letters}: {words}").format(letters=t(", ").join(low), words=words)
    options = [(COMPLAIN, t("Take it down as a complaint")), (STEP, t("Log a contact with a next step")), ("", t("Nothing now"))]
    chosen = rooms.window.prompts.ask_choice(t("What is done about it?"), text, options)
    if chosen == COMPLAIN:
        rooms.window.go("complaints", f"new-{marking.customer_id}")
    elif chosen == STEP:
        rooms.log(marking.customer_id)

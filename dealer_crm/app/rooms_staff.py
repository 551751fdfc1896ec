"""The people of the shop among themselves: slips from one department to the next, absences, and handing over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from dealer_crm.app.agenda_jobs import slip_job
from dealer_crm.app.opened import Opened
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import Translator
from dealer_crm.services.absence_work import AbsenceWork
from dealer_crm.services.drafts import KIND_ANSWER, KIND_SLIP, DraftPlace
from dealer_crm.services.record_names import RecordNames
from dealer_crm.services.shop import StaffRow
from dealer_crm.ui.desk.kept_dialog import KeptDialog
from dealer_crm.ui.staff.absence_doors import AbsenceDoors
from dealer_crm.ui.staff.absences_part import AbsencesPart
from dealer_crm.ui.staff.hand_over_dialog import HandOverDialog
from dealer_crm.ui.staff.hand_over_doors import HandOverDoors
from dealer_crm.ui.staff.slip_dialogs import AnswerDialog, SlipDialog
from dealer_crm.ui.staff.slip_doors import SlipDoors
from dealer_crm.words.errors import sentence

if TYPE_CHECKING:
    from dealer_crm.app.rooms import Rooms


def slip_doors(rooms: Rooms) -> SlipDoors:
    """Return what the dialogs of slips may call."""
    opened, slips, names = rooms.opened, rooms.opened.slips, RecordNames(rooms.opened.db)
    return SlipDoors(
        slip=slips.slip,
        propose=slips.propose,
        send=slips.send,
        accept=slips.accept,
        refuse=slips.refuse,
        settle=slips.settle,
        staff=opened.shop.staff,
        customer=lambda one: names.name_of("customer", one),
        today=lambda: local_day(opened.now()),
        print=lambda one: rooms.wiring.printing.preview(slip_job(rooms, one)),
    )


def hand_on(rooms: Rooms, customer_id: int, order_id: int | None = None, again: int | None = None) -> None:
    """Ask for a slip that hands a customer on."""
    doors = slip_doors(rooms)
    try:
        dialog = SlipDialog(rooms.t, doors, doors.propose(customer_id, order_id, again), _parent(rooms))
    except DomainError as error:
        rooms.window.prompts.tell(rooms.t("Hand on"), sentence(error, rooms.t))
        return
    place = DraftPlace(KIND_SLIP, f"{customer_id}-{order_id or 0}-{again or 0}", doors.customer(customer_id))
    KeptDialog(rooms.t, dialog, rooms.opened.drafts, place)
    dialog.open()


def open_slip(rooms: Rooms, slip_id: int) -> None:
    """Show a slip, to be answered."""
    doors = slip_doors(rooms)
    try:
        page = doors.slip(slip_id)
    except DomainError as error:
        rooms.window.prompts.tell(rooms.t("Hand-over slip"), sentence(error, rooms.t))
        return
    dialog = AnswerDialog(rooms.t, doors, page, _parent(rooms))
    dialog.again_requested.connect(lambda one: hand_on(rooms, page.customer_id, page.order_id, one))
    KeptDialog(rooms.t, dialog, rooms.opened.drafts, DraftPlace(KIND_ANSWER, str(slip_id), page.number))
    dialog.open()


def hand_over(rooms: Rooms, person: StaffRow, parent: QWidget) -> None:
    """Ask to whom somebody hands over all that is open."""
    opened = rooms.opened
    doors = HandOverDoors(
        preview=opened.hand_over.preview,
        hand_over=opened.hand_over.hand_over,
        calls=opened.hand_over.calls,
        staff=opened.shop.staff,
        frame=rooms.window,
        listed=rooms.papers.doors().listed,
    )
    HandOverDialog(rooms.t, doors, person, parent).open()


def absences_part(t: Translator, opened: Opened) -> AbsencesPart:
    """Return absences as a part of the settings."""
    absences = opened.absences
    work = AbsenceWork(opened.db, opened.actor, opened.agenda, opened.trade)
    doors = AbsenceDoors(
        coming=absences.coming,
        add=absences.add,
        edit=absences.edit,
        delete=absences.delete,
        inside=work.inside,
        give=work.give,
        move=work.move,
        staff=lambda: opened.shop.staff(everyone=True),
        today=lambda: local_day(opened.now()),
    )
    return AbsencesPart(t, doors)


def _parent(rooms: Rooms) -> QWidget:
    return rooms.window

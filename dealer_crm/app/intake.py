"""Brings the import up in the room of the customer files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dealer_crm.app.child import ChildRunner
from dealer_crm.app.opened import Opened
from dealer_crm.ui.imports.doors import ImportDoors
from dealer_crm.ui.imports.page import ImportPage
from dealer_crm.ui.imports.room import RoomWithGuest
from dealer_crm.ui.shell import MainWindow

if TYPE_CHECKING:
    from dealer_crm.app.wiring import Wiring


def show_import(wiring: Wiring, window: MainWindow, opened: Opened) -> ImportPage:
    """Let the user choose a file and look at it row by row; an import that is under way comes back."""
    window.go("customers")
    room = window.page("customers")
    assert isinstance(room, RoomWithGuest)
    guest = room.guest(ImportPage)
    if isinstance(guest, ImportPage):
        room.back_to_guest(ImportPage)
        return guest
    page = ImportPage(wiring.t, ImportDoors(opened.imports, ChildRunner(), opened.history.undo_entry), window)
    page.customer_requested.connect(wiring.rooms.open_customer)
    room.show_guest(page)
    return page

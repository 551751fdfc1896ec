"""Opens the history of changes with what it asks of the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dealer_crm.app.opened import Opened
from dealer_crm.services.record_names import RecordNames
from dealer_crm.ui.history.dialog import HistoryDialog
from dealer_crm.ui.history.doors import HistoryDoors
from dealer_crm.ui.shell import MainWindow

if TYPE_CHECKING:
    from dealer_crm.app.wiring import Wiring


def show_history(wiring: Wiring, window: MainWindow, opened: Opened, tab: str) -> HistoryDialog:
    """Show who changed what, or the recycle bin; beside an open file its own history first."""
    history = opened.history
    names = RecordNames(opened.db)
    doors = HistoryDoors(
        history.rows,
        history.changes,
        history.undo_entry,
        history.deleted,
        names.name_of,
        opened.now,
        opened.voids.rows,
        window.run_task,
    )
    dialog = HistoryDialog(wiring.t, doors, window, tab=tab)
    wiring.news.heard.connect(dialog.reload)

    def open_customer(customer_id: int) -> None:
        dialog.reject()
        wiring.rooms.open_customer(customer_id)

    dialog.open_requested.connect(open_customer)
    dialog.open()
    return dialog

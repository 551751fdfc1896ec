"""Loads, bit by bit while nobody waits, what the first page in view did not need."""

from __future__ import annotations

from importlib import import_module

from PySide6.QtCore import QObject, QTimer, Signal

AFTER_MS = 600
"""So long the page that came first is left alone."""
BETWEEN_MS = 40
"""Keys that were pressed meanwhile are answered between two modules."""
MODULES = (
    "dealer_crm.app.rooms_agenda",
    "dealer_crm.app.rooms_customers",
    "dealer_crm.services.customer_page",
    "dealer_crm.ui.customers.file_pane",
    "dealer_crm.ui.followups.log_sheet",
    "dealer_crm.services.duplicates",
    "dealer_crm.ui.customers.form",
    "dealer_crm.services.customers",
    "dealer_crm.ui.caller.card",
    "dealer_crm.ui.shell.prompts",
    "dealer_crm.services.order_list",
    "dealer_crm.ui.orders.sheet",
    "dealer_crm.ui.orders.deeds",
    "dealer_crm.ui.settings.products_part",
    "dealer_crm.app.rooms_orders",
    "dealer_crm.services.orders",
    "dealer_crm.services.complaint_file",
    "dealer_crm.ui.complaints.phrases",
    "dealer_crm.ui.complaints.case_pane",
    "dealer_crm.app.rooms_complaints",
    "dealer_crm.services.complaints",
    "dealer_crm.services.equipment",
    "dealer_crm.ui.care.machine_sheet",
    "dealer_crm.ui.care.page",
    "dealer_crm.app.rooms_care",
    "dealer_crm.services.requests",
    "dealer_crm.services.delivery_list",
    "dealer_crm.app.rooms_numbers",
    "dealer_crm.services.delivery_file",
    "dealer_crm.ui.deliveries.pane",
    "dealer_crm.app.rooms_deliveries",
    "dealer_crm.services.deliveries",
    "dealer_crm.app.rooms_reports",
    "dealer_crm.ui.settings.page",
    "dealer_crm.app.past",
    "dealer_crm.documents.pdf.fonts",
    "dealer_crm.documents.pdf.cells",
    "dealer_crm.documents.pdf.customer_record",
    "dealer_crm.documents.pdf.render",
    "dealer_crm.documents.excel.list_workbook",
    "dealer_crm.services.listings.writing",
    "dealer_crm.services.exports",
    "dealer_crm.documents.readers.vcards",
    "dealer_crm.documents.readers.files",
    "dealer_crm.services.import_compare",
    "dealer_crm.services.imports",
    "dealer_crm.app.intake",
    "dealer_crm.services.class_book",
)
"""What is wanted soonest stands first, parts before what is made of them: a turn should be short. Whoever is faster than this waits for
his own module only."""


class Warming(QObject):
    """One module in each turn; `done` tells that all are there."""

    done = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._left = list(MODULES)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_turn)

    def begin(self) -> None:
        """Begin a moment later."""
        self._timer.start(AFTER_MS)

    def _on_turn(self) -> None:
        import_module(self._left.pop(0))
        if self._left:
            self._timer.start(BETWEEN_MS)
        else:
            self.done.emit()

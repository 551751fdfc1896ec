"""The page Deliveries: the list, and the open delivery beside it or in its place."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from dealer_crm.i18n import Translator
from dealer_crm.ui.deliveries.columns import width_beside
from dealer_crm.ui.deliveries.deeds import DeliveryDeeds, Frame
from dealer_crm.ui.deliveries.doors import DeliveryDoors
from dealer_crm.ui.deliveries.list_pane import delivery_list
from dealer_crm.ui.deliveries.pane import DeliveryPane
from dealer_crm.ui.desk.doors import Memory
from dealer_crm.ui.desk.record_page import RecordPage


class DeliveriesPage(RecordPage):
    """Signals ask the window for what lies outside this page."""

    customer_requested = Signal(int)
    order_requested = Signal(int)
    site_requested = Signal(int)
    install_requested = Signal(int)
    return_requested = Signal(int)
    kinds = frozenset(
        {
            "delivery",
            "delivery_line",
            "delivery_check",
            "signature",
            "sales_order",
            "order_line",
            "payment",
            "customer",
            "premises",
            "phone",
            "attachment",
            "staff",
        }
    )

    def __init__(self, t: Translator, doors: DeliveryDoors, window: Frame, memory: Memory) -> None:
        list_width = width_beside(t, doors.today)
        super().__init__(t, window, delivery_list(t, doors, memory), name="deliveries", share=(list_width, list_width))
        self._doors = doors
        self.title = t("Deliveries")
        self.pane = DeliveryPane(t, doors, lambda: window.prompts)
        self.right.addWidget(self.pane)
        self.deeds = DeliveryDeeds(t, self, doors, window)
        self._listen()

    def _listen(self) -> None:
        self.list.menu_requested.connect(self.deeds.show_menu)
        self.list.new_requested.connect(lambda: self.deeds.new())
        self.panes.narrowed.connect(self.pane.head.set_narrow)
        self.pane.closed.connect(self.close_record)
        self.pane.changed.connect(self.reload_pane)
        self.pane.head.note_requested.connect(self.deeds.preview_note)
        self.pane.head.checklist_requested.connect(self.deeds.preview_checklist)
        self.pane.side.finish_requested.connect(self.deeds.finish)
        self.pane.foot.finish_requested.connect(self.deeds.finish)
        self.pane.side.missing.open_items_requested.connect(self.deeds.finish_with_open_items)
        self.pane.side.money.collected.connect(self.deeds.collect)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.deeds.finish)

    # what a record is

    def record_id(self) -> int:
        """Return which delivery was shown last, 0 for none."""
        return self.pane.delivery_id()

    def show_record(self, record_id: int) -> QWidget:
        """Show a delivery. Raises DeliveryNotFound."""
        file = self._doors.reads.open(record_id)
        self.pane.show_file(file, self.deeds.items(file))
        return self.pane

    def focus_record(self) -> None:
        """Go to the first item that is open."""
        self.pane.focus_start()

    # page protocol

    def reload_pane(self) -> None:
        """Ask again for the open delivery, and for its line in the list."""
        self.reload_record()
        self.list.model.patch([self.record_id()])

    def show_subject(self, subject: str) -> None:
        """Open the delivery of that id, with "12:AC-H4" at an item; plan a new one for "new", of a certain order for "new-12"."""
        record, _colon, item = subject.partition(":")
        if subject == "new" or subject.startswith("new-"):
            order_id = subject.removeprefix("new-")
            self.deeds.new(int(order_id) if order_id.isdecimal() else 0)
        elif record.isdecimal():
            if not self.shows_record(int(record)):
                self.open_record(int(record))
            self.pane.lead_to_code(item)

    def keys(self) -> list[tuple[str, str]]:
        """Return the keys that matter now."""
        t = self._t
        if self.panes.is_open():
            unfinished = self.pane.file is not None and self.pane.file.is_open
            return [
                (t("Space"), t("passed")),
                ("X", t("failed")),
                ("N", t("note")),
                ("Ctrl+V", t("paste a picture")),
                *([("Ctrl+Enter", t("hand over"))] if unfinished else [("Ctrl+P", t("delivery note"))]),
                ("Esc", t("close")),
            ]
        return [("Enter", t("open")), ("Ctrl+N", t("new delivery")), ("Ctrl+P", t("delivery note")), ("Ctrl+F", t("filter"))]

    def commands(self) -> dict[str, Callable[[], object]]:
        """Return what the page answers at the moment."""
        return self.deeds.answered()

    def current_customer(self) -> int:
        """Return whom commands are about, 0 for nobody."""
        if self.panes.is_open() and self.pane.file is not None:
            return self.pane.file.customer_id
        row = self.list.model.row_at(self.list.model.row_of(self.list.table.current_id()))
        return row.customer_id if row is not None else 0

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the delivery, F7 chooses an order, Ctrl+V pastes a picture."""
        if event.key() == Qt.Key.Key_Escape and self.panes.is_open():
            self.close_record()
        elif event.key() == Qt.Key.Key_F7:
            self.deeds.new()
        elif event.matches(QKeySequence.StandardKey.Paste) and self.panes.is_open():
            self.deeds.paste_picture()
        else:
            super().keyPressEvent(event)

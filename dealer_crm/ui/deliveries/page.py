"""The page Deliveries: the list, and the open delivery beside it or in its place."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import Translator
from dealer_crm.ui.deliveries.deeds import DeliveryDeeds, Frame
from dealer_crm.ui.deliveries.doors import DeliveryDoors
from dealer_crm.ui.deliveries.list_pane import delivery_list
from dealer_crm.ui.deliveries.pane import DeliveryPane
from dealer_crm.ui.desk.doors import Memory
from dealer_crm.ui.desk.panes import Panes
from dealer_crm.ui.theme import Space
from dealer_crm.ui.widgets import InlineMessage
from dealer_crm.ui.widgets.painting import advance

FOLLOW_PAUSE_MS = 60
LIST_DIGITS = 37


class DeliveriesPage(QWidget):
    """Signals ask the window for what lies outside this page."""

    customer_requested = Signal(int)
    order_requested = Signal(int)
    keys_changed = Signal()
    kinds = frozenset(
        {
            "delivery",
            "delivery_line",
            "delivery_check",
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
        super().__init__()
        self._t, self._doors, self._frame = t, doors, window
        self.title = t("Deliveries")
        self.setObjectName("deliveries_page")
        self.list = delivery_list(t, doors, memory)
        self.pane = DeliveryPane(t, doors, lambda: window.prompts)
        self.message = InlineMessage(t, name="deliveries_message")
        share = advance("0" * LIST_DIGITS)
        self.panes = Panes(self.list, self.pane, name="delivery_panes", share=(share, share))
        self.deeds = DeliveryDeeds(t, self, doors, window)
        self._follow = QTimer(self)
        self._follow.setSingleShot(True)
        self._follow.setInterval(FOLLOW_PAUSE_MS)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.S)
        box.addWidget(self.message)
        box.addWidget(self.panes, 1)
        self.setFocusProxy(self.list)
        self._listen()

    def _listen(self) -> None:
        self.list.opened.connect(self.open_delivery)
        self.list.current_changed.connect(lambda _id: self._follow.start())
        self.list.menu_requested.connect(self.deeds.show_menu)
        self.list.new_requested.connect(lambda: self.deeds.new())
        self.list.model.modelReset.connect(self.keys_changed)
        self._follow.timeout.connect(self._on_followed)
        self.pane.closed.connect(self.close_delivery)
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

    # page protocol

    @property
    def has_primary(self) -> bool:
        """Tell the window whether a filled button stands on the page."""
        return self.panes.is_open() or not self.list.model.ids()

    def on_shown(self) -> None:
        """Put the focus where the keys of the page work."""
        if not self.panes.is_open():
            self.list.choose_one()
            self.list.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def reload(self) -> None:
        """Ask again for list and delivery."""
        self.list.reload()
        self._reload_open()
        self.keys_changed.emit()

    def reload_pane(self) -> None:
        """Ask again for the open delivery, and for its line in the list."""
        self._reload_open()
        self.list.model.patch([self.pane.delivery_id()])

    def _reload_open(self) -> None:
        if not self.pane.delivery_id() or not self.panes.is_open():
            return
        try:
            self._show(self.pane.delivery_id())
        except DomainError:
            self.close_delivery()

    def _show(self, delivery_id: int) -> None:
        file = self._doors.reads.open(delivery_id)
        self.pane.show_file(file, self.deeds.items(file))

    def show_subject(self, subject: str) -> None:
        """Open the delivery of that id; plan a new one for "new", of a certain order for "new-12"."""
        if subject == "new" or subject.startswith("new-"):
            order_id = subject.removeprefix("new-")
            self.deeds.new(int(order_id) if order_id.isdecimal() else 0)
        elif subject.isdecimal() and not (self.panes.is_open() and int(subject) == self.pane.delivery_id()):
            self.open_delivery(int(subject))

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

    # opening and closing

    def current_customer(self) -> int:
        """Return whom commands are about, 0 for nobody."""
        if self.panes.is_open() and self.pane.file is not None:
            return self.pane.file.customer_id
        row = self.list.model.row_at(self.list.model.row_of(self.list.table.current_id()))
        return row.customer_id if row is not None else 0

    def current_delivery(self) -> int:
        """Return which delivery commands are about: the open one, else the current row; 0 for none."""
        return (self.panes.is_open() and self.pane.delivery_id()) or self.list.table.current_id()

    def open_delivery(self, delivery_id: int) -> None:
        """Open a delivery and put the focus where work goes on."""
        try:
            self._show(delivery_id)
        except DomainError as error:
            self.message.show_error(error)
            return
        self.message.clear()
        self.panes.set_open(True)
        self.list.table.select_id(delivery_id)
        self.pane.focus_start()
        self._frame.visited(str(delivery_id))
        self.keys_changed.emit()

    def close_delivery(self) -> None:
        """Leave the list alone."""
        self.panes.set_open(False)
        self.list.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.keys_changed.emit()

    def _on_followed(self) -> None:
        """Beside the list the current row is what is open."""
        current = self.list.table.current_id()
        beside = self.panes.is_open() and not self.panes.is_narrow() and self.list.table.hasFocus()
        if current and beside and current != self.pane.delivery_id():
            try:
                self._show(current)
            except DomainError as error:
                self.message.show_error(error)
        self.keys_changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the delivery, F7 chooses an order, Ctrl+V pastes a picture."""
        if event.key() == Qt.Key.Key_Escape and self.panes.is_open():
            self.close_delivery()
        elif event.key() == Qt.Key.Key_F7:
            self.deeds.new()
        elif event.matches(QKeySequence.StandardKey.Paste) and self.panes.is_open():
            self.deeds.paste_picture()
        else:
            super().keyPressEvent(event)

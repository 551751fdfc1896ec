"""All quotes and all orders of the shop, by state and person; Enter opens one.

It stands with the customer files, which lend it their place: a quote or an order that is opened from here leads back to it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from dealer_crm.i18n import Translator
from dealer_crm.services.shop import StaffRow
from dealer_crm.ui.desk.doors import ListReads, Memory
from dealer_crm.ui.quotes.sales_lists import SalesList, orders_list, quotes_list
from dealer_crm.ui.theme import Space
from dealer_crm.ui.widgets import Button, Choice, Combo, IconButton, Segments

QUOTES, ORDERS = "quotes", "orders"
"""The two lists, as the exports call them too."""


@dataclass(frozen=True)
class SalesDoors:
    """What the page may ask. `export` writes a list of these ids, `shown` is told which list is in view."""

    quotes: ListReads
    orders: ListReads
    staff: Callable[[], Sequence[StaffRow]]
    today: Callable[[], date]
    open_quote: Callable[[int], object]
    open_order: Callable[[int], object]
    export: Callable[[str, Sequence[int]], object]
    shown: Callable[[str], object]


class SalesPage(QWidget):
    """Both lists share the person they are narrowed to."""

    closed = Signal()
    keys_changed = Signal()
    kinds = frozenset(
        {"quote", "quote_version", "quote_line", "sales_order", "order_line", "payment", "change_order", "order_return", "trade_in"}
        | {"customer", "phone", "premises", "staff"}
    )
    has_primary = False

    def __init__(self, t: Translator, doors: SalesDoors, memory: Memory) -> None:
        super().__init__()
        self._t, self._doors = t, doors
        self.title = t("Quotes and orders")
        self.setObjectName("sales_page")
        self.back_button = IconButton("arrow-left", t("Back to the customers"), name="sales_back", key="Esc")
        choices = (Choice(QUOTES, t("Quotes"), "file-text"), Choice(ORDERS, t("Orders"), "receipt-text"))
        self.which = Segments(choices, name="sales_which", label=self.title)
        self.staff = Combo((Choice(0, t("Everybody")),), name="sales_staff", label=t("Salesperson"))
        self.export_button = Button(t("Export xlsx"), icon="file-spreadsheet", name="sales_export")
        self.lists: dict[str, SalesList] = {
            QUOTES: quotes_list(t, doors.quotes, doors.today, memory),
            ORDERS: orders_list(t, doors.orders, memory),
        }
        self._stack = QStackedWidget()
        self._lay_out()
        self.which.set_value(QUOTES)
        self._listen()
        self.setFocusProxy(self._stack)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        for widget in (self.back_button, self.which, self.staff):
            head.addWidget(widget)
        head.addStretch(1)
        head.addWidget(self.export_button)
        for one in self.lists.values():
            one.new_button.hide()
            self._stack.addWidget(one)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.S)
        box.addLayout(head)
        box.addWidget(self._stack, 1)

    def _listen(self) -> None:
        self.back_button.clicked.connect(self.closed)
        self.which.changed.connect(lambda _which: self._bring())
        self.staff.picked.connect(self._on_staff)
        self.export_button.clicked.connect(self.export)
        self.lists[QUOTES].opened.connect(self._doors.open_quote)
        self.lists[ORDERS].opened.connect(self._doors.open_order)
        for one in self.lists.values():
            one.model.modelReset.connect(self.keys_changed)

    @property
    def shown(self) -> SalesList:
        """The list in view."""
        return self.lists[self.which.value()]

    def show_list(self, which: str) -> None:
        """Show the quotes, or the orders."""
        if which == self.which.value():
            self._bring()
        else:
            self.which.set_value(which)

    def _bring(self) -> None:
        self._stack.setCurrentWidget(self.shown)
        self.on_shown()
        self.keys_changed.emit()

    def _on_staff(self, staff_id: int) -> None:
        for one in self.lists.values():
            one.show_staff(staff_id)

    def export(self) -> None:
        """Write the list as it is shown."""
        self._doors.export(self.which.value(), tuple(self.shown.model.ids()))

    # page protocol

    def on_shown(self) -> None:
        """Ask anew, and put the focus on a line."""
        self.reload()
        self._doors.shown(self.which.value())
        self.shown.choose_one()
        self.shown.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def reload(self) -> None:
        """Show the store as it is now."""
        everybody = Choice(0, self._t("Everybody"))
        self.staff.set_choices([everybody, *(Choice(one.id, one.name) for one in self._doors.staff())])
        self.shown.reload()

    def current_customer(self) -> int:
        """Return whom commands are about, 0 for nobody."""
        found = self.shown
        row = found.model.row_at(found.model.row_of(found.table.current_id()))
        return row.customer_id if row is not None else 0

    def commands(self) -> dict[str, Callable[[], object]]:
        """Return what the page answers."""
        return {"filter": self._filter, "refresh": self.reload, "export_list": self.export}

    def _filter(self) -> None:
        self.shown.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.shown.filter.selectAll()

    def keys(self) -> list[tuple[str, str]]:
        """Return the keys that matter here."""
        t = self._t
        return [("Enter", t("open")), ("Ctrl+F", t("filter")), ("Esc", t("back"))]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads back to the files."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

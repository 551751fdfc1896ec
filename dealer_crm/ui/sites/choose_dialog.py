"""A new job begins with its order: the open ones in a list, found by name, phone, address or number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from dealer_crm.i18n import Translator
from dealer_crm.services.order_list import OrderRow
from dealer_crm.ui.desk.phrases import short_day
from dealer_crm.ui.theme import Tone
from dealer_crm.ui.widgets import Column, Dialog, EmptyState, PagedModel, Role, SearchField, TableView
from dealer_crm.words.labels import label

WIDTH, ROWS_HIGH = 760, 240
Find = Callable[[str], Sequence[OrderRow]]


class ChooseOrderDialog(Dialog):
    """`picked` carries the order."""

    picked = Signal(int)

    def __init__(self, t: Translator, find: Find, today: Callable[[], date], parent: QWidget) -> None:
        super().__init__(t, t("New installation job"), parent, name="choose_order", width=WIDTH)
        self._find, self._today = find, today
        self._orders: dict[int, OrderRow] = {}
        self.filter = SearchField(name="choose_order_filter", placeholder=t("Customer, phone, order"))
        self.filter.setAccessibleName(t("Filter the orders"))
        self.model = PagedModel(self._columns(), self._ids, lambda ids: [self._orders[one] for one in ids], self)
        self.table = TableView(t, self.model, name="choose_order_table", label=t("Orders in progress"))
        self.table.setMinimumHeight(ROWS_HIGH)
        self._none = EmptyState("", icon="wrench", name="choose_order_none")
        self.table.set_empty(self._none)
        self.box.addWidget(self.filter)
        self.box.addWidget(self.table)
        button = self.add_button(t("Go on"), role=Role.PRIMARY, key="Enter", name="choose_order_save", icon="check")
        button.clicked.connect(self.accept)
        self.add_button(t("Cancel"), key="Esc", name="choose_order_cancel").clicked.connect(self.reject)
        self.filter.typed.connect(lambda _text: self._reload())
        self.filter.moved.connect(self._move)
        self.filter.entered.connect(self.accept)
        self.table.opened.connect(lambda _id: self.accept())
        self.finished.connect(self.deleteLater)
        self._reload()
        self.filter.setFocus(Qt.FocusReason.OtherFocusReason)

    def _columns(self) -> list[Column]:
        t = self._t

        def promised(order: OrderRow) -> str:
            return short_day(order.promised_on, self._today()) if order.promised_on else ""

        return [
            Column("customer", t("Customer"), lambda row: row.customer, 10, bold=True, sortable=False),
            Column("goods", t("Goods"), lambda row: row.goods, 22, stretch=True, sortable=False),
            Column("state", t("State"), lambda row: label(row.state, t), 10, sortable=False),
            Column("promised_on", t("Promised"), promised, 9, sortable=False, rank=1),
            Column("address", t("Address"), lambda row: row.address, 18, quiet=True, sortable=False, rank=2),
            Column("number", t("Order"), lambda row: row.number, 16, quiet=True, sortable=False, rank=3),
        ]

    def _ids(self) -> list[int]:
        self._orders = {order.id: order for order in self._find(self.filter.query().strip())}
        return list(self._orders)

    def _reload(self) -> None:
        t, sought = self._t, self.filter.query().strip()
        self._none.set_sentence(t("Nothing fits this search.") if sought else t("No order is in progress. Confirm an order first."))
        self.model.reload()
        ids = self.model.ids()
        if ids and self.table.current_id() not in ids:
            self.table.select_id(ids[0])

    def _move(self, step: int) -> None:
        ids, at = self.model.ids(), self.model.row_of(self.table.current_id())
        if 0 <= at + step < len(ids):
            self.table.select_id(ids[at + step])

    def accept(self) -> None:
        """Go on with the chosen order."""
        order_id = self.table.current_id()
        if not order_id:
            self.message.show_message(self._t("Choose an order."), Tone.INFO)
            return
        super().accept()
        self.picked.emit(order_id)

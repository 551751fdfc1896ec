"""The orders of one customer, as a tab of his file: state, sum, what is owed; Enter opens."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from dealer_crm.i18n import Translator
from dealer_crm.services.order_list import OrderRow
from dealer_crm.ui.desk.doors import FileTab
from dealer_crm.ui.orders.phrases import state_chip
from dealer_crm.ui.theme import Space
from dealer_crm.ui.widgets import Button, Column, EmptyState, PagedModel, TableView
from dealer_crm.ui.widgets.painting import RIGHT
from dealer_crm.words.figures import money


class CustomerOrdersTab(FileTab):
    """`rows` are the orders of a customer, the newest first."""

    opened = Signal(int)
    statement_requested = Signal(int)

    def __init__(self, t: Translator, rows: Callable[[int], Sequence[OrderRow]]) -> None:
        super().__init__("orders_tab", margin=Space.L)
        self._fetch = rows
        self._rows: dict[int, OrderRow] = {}
        self._customer_id = 0
        self.box.setSpacing(Space.S)
        self.new_button = Button(t("New order"), icon="plus", key="Ctrl+Shift+O", name="customer_order_new")
        self.statement_button = Button(t("Statement"), icon="file-text", name="customer_statement")
        self.model = PagedModel(_columns(t), lambda: list(self._rows), lambda ids: [self._rows[one] for one in ids], self)
        self.table = TableView(t, self.model, name="customer_orders", label=t("Orders"))
        self.table.set_empty(EmptyState(t("No orders of this customer yet."), icon="receipt-text", name="customer_orders_none"))
        self.table.setMinimumHeight(60)
        line = QHBoxLayout()
        line.addWidget(self.new_button)
        line.addWidget(self.statement_button)
        line.addStretch(1)
        self.box.addLayout(line)
        self.box.addWidget(self.table, 1)
        self.table.opened.connect(self.opened)
        self.statement_button.clicked.connect(lambda: self.statement_requested.emit(self._customer_id))
        self.new_button.clicked.connect(lambda: self.new_requested.emit(self._customer_id))

    def show_customer(self, customer_id: int) -> None:
        """Show another customer's orders."""
        self._customer_id = customer_id
        self._rows = {row.id: row for row in self._fetch(customer_id)}
        self.model.reload()
        if self._rows and not self.table.current_id():
            self.table.select_id(next(iter(self._rows)))
        self.setFocusProxy(self.table if self._rows else self.new_button)


def _columns(t: Translator) -> list[Column]:
    return [
        Column("number", t("Number"), lambda row: row.number, 15, bold=True, sortable=False, rank=2),
        Column("state", t("State"), lambda _row: "", 12, chip=lambda row: state_chip(row.state, t), sortable=False),
        Column("goods", t("Goods"), lambda row: row.goods, 16, sortable=False, stretch=True),
        Column("ordered_on", t("Ordered on"), lambda row: row.ordered_on.isoformat(), 11, quiet=True, sortable=False, rank=3),
        Column("total", t("To pay"), lambda row: money(row.total), 12, RIGHT, sortable=False),
        Column("owed", t("Still owed"), lambda row: money(row.owed) if row.owed else "", 12, RIGHT, bold=True, sortable=False, rank=1),
    ]

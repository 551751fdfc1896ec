"""The quotes of one customer, as a tab of his file: state, versions, sum, until when they stand; Enter opens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from dealer_crm.i18n import Translator
from dealer_crm.services.quote_list import QuoteRow
from dealer_crm.ui.desk.doors import FileTab
from dealer_crm.ui.quotes.phrases import quote_chip
from dealer_crm.ui.theme import Space
from dealer_crm.ui.widgets import Button, Chip, Column, EmptyState, PagedModel, TableView
from dealer_crm.ui.widgets.painting import RIGHT
from dealer_crm.words.figures import money


class CustomerQuotesTab(FileTab):
    """`rows` are the quotes of a customer, the newest first."""

    opened = Signal(int)

    def __init__(self, t: Translator, rows: Callable[[int], Sequence[QuoteRow]], today: Callable[[], date]) -> None:
        super().__init__("quotes_tab", margin=Space.L)
        self._fetch = rows
        self._rows: dict[int, QuoteRow] = {}
        self._customer_id = 0
        self.box.setSpacing(Space.S)
        self.new_button = Button(t("New quote"), icon="plus", key="Ctrl+Shift+B", name="customer_quote_new")
        self.model = PagedModel(_columns(t, today), lambda: list(self._rows), lambda ids: [self._rows[one] for one in ids], self)
        self.table = TableView(t, self.model, name="customer_quotes", label=t("Quotes"))
        self.table.set_empty(EmptyState(t("No quotes for this customer yet."), icon="file-text", name="customer_quotes_none"))
        self.table.setMinimumHeight(60)
        line = QHBoxLayout()
        line.addWidget(self.new_button)
        line.addStretch(1)
        self.box.addLayout(line)
        self.box.addWidget(self.table, 1)
        self.table.opened.connect(self.opened)
        self.new_button.clicked.connect(lambda: self.new_requested.emit(self._customer_id))

    def show_customer(self, customer_id: int) -> None:
        """Show another customer's quotes."""
        self._customer_id = customer_id
        self._rows = {row.id: row for row in self._fetch(customer_id)}
        self.model.reload()
        if self._rows and not self.table.current_id():
            self.table.select_id(next(iter(self._rows)))
        self.setFocusProxy(self.table if self._rows else self.new_button)


def _columns(t: Translator, today: Callable[[], date]) -> list[Column]:
    def chip(row: QuoteRow) -> Chip:
        return quote_chip(row.state, row.valid_until, today(), t)

    return [
        Column("number", t("Number"), lambda row: row.number, 15, bold=True, sortable=False, rank=2),
        Column("state", t("State"), lambda _row: "", 14, chip=chip, sortable=False),
        Column("goods", t("Goods"), lambda row: row.goods, 16, sortable=False, stretch=True),
        Column("versions", t("Version"), lambda row: str(row.versions), 6, RIGHT, quiet=True, sortable=False, rank=4),
        Column("quoted_on", t("Quoted on"), lambda row: row.quoted_on.isoformat(), 11, quiet=True, sortable=False, rank=3),
        Column("valid_until", t("Valid until"), lambda row: row.valid_until.isoformat(), 11, sortable=False, rank=1),
        Column("total", t("To pay"), lambda row: money(row.total), 12, RIGHT, sortable=False),
    ]

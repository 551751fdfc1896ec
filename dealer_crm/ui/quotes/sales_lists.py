"""The lists of all quotes and of all orders: what tells them apart, and their columns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from dealer_crm.i18n import N_, Translator
from dealer_crm.services.order_list import OrderRow, OrderSpec, OrderView
from dealer_crm.services.quote_list import QuoteRow, QuoteSpec, QuoteView
from dealer_crm.ui.desk.doors import ListReads, Memory
from dealer_crm.ui.desk.list_pane import ListKind, ListPane
from dealer_crm.ui.orders.phrases import state_chip
from dealer_crm.ui.quotes.phrases import quote_chip
from dealer_crm.ui.widgets import Chip, Column
from dealer_crm.ui.widgets.painting import RIGHT
from dealer_crm.words.figures import money

BESIDE = ("customer", "state", "total")
"""What a list shows that has little room."""
QUOTES = ListKind(
    key="all_quotes",
    kept="quotes/columns",
    title=N_("Quotes"),
    views={
        QuoteView.ALL: N_("All"),
        QuoteView.OPEN: N_("Not decided"),
        QuoteView.EXPIRED: N_("Run out"),
        QuoteView.ACCEPTED: N_("Became an order"),
        QuoteView.DECLINED: N_("Declined"),
    },
    everything=QuoteView.ALL,
    spec=QuoteSpec(),
    counted=lambda t, n: t.plural("{n} quote", "{n} quotes", n).format(n=f"{n:,}"),
    empty=N_("No quotes yet. The first one begins in a customer's file with Ctrl+Shift+B."),
    icon="file-text",
)
ORDERS = ListKind(
    key="all_orders",
    kept="orders/columns",
    title=N_("Orders"),
    views={
        OrderView.ALL: N_("All"),
        OrderView.OPEN: N_("Under way"),
        OrderView.DRAFTS: N_("Draft"),
        OrderView.TO_ORDER: N_("Goods to be ordered"),
        OrderView.LATE: N_("Late"),
        OrderView.UNPAID: N_("Not paid up"),
        OrderView.ENDED: N_("Finished or cancelled"),
    },
    everything=OrderView.ALL,
    spec=OrderSpec(),
    counted=lambda t, n: t.plural("{n} order", "{n} orders", n).format(n=f"{n:,}"),
    empty=N_("No orders yet. The first one begins in a customer's file with Ctrl+Shift+O."),
    icon="receipt-text",
)


class SalesList(ListPane):
    """A list that can be narrowed to what one person sells."""

    def narrowed(self) -> bool:
        """Tell whether words or a person leave lines out."""
        return super().narrowed() or bool(self.spec.staff_ids)

    def show_staff(self, staff_id: int) -> None:
        """Show only what this person sells, 0 for everybody."""
        self.show_spec(replace(self.spec, staff_ids=(staff_id,) if staff_id else ()))


def quotes_list(t: Translator, reads: ListReads, today: Callable[[], date], memory: Memory) -> SalesList:
    """Return the list of all quotes."""
    return SalesList(t, QUOTES, reads, lambda beside: _narrow(_quote_columns(t, today), beside=beside), memory)


def orders_list(t: Translator, reads: ListReads, memory: Memory) -> SalesList:
    """Return the list of all orders."""
    return SalesList(t, ORDERS, reads, lambda beside: _narrow(_order_columns(t), beside=beside), memory)


def _narrow(columns: list[Column], *, beside: bool) -> list[Column]:
    if not beside:
        return columns
    return [replace(one, shown=one.key in BESIDE, rank=0, stretch=one.key == "customer") for one in columns]


def _quote_columns(t: Translator, today: Callable[[], date]) -> list[Column]:
    def chip(row: QuoteRow) -> Chip:
        return quote_chip(row.state, row.valid_until, today(), t)

    return [
        Column("customer", t("Customer"), lambda row: row.customer, 10, bold=True),
        Column("state", t("State"), lambda row: chip(row).text, 17, chip=chip, sortable=False),
        Column("goods", t("Goods"), lambda row: row.goods, 18, stretch=True, sortable=False),
        Column("total", t("To pay"), lambda row: money(row.total), 12, RIGHT, sortable=False),
        Column("versions", t("Version"), lambda row: str(row.versions), 6, RIGHT, quiet=True, sortable=False, rank=5),
        Column("quoted_on", t("Quoted on"), lambda row: row.quoted_on.isoformat(), 11, quiet=True, rank=3),
        Column("valid_until", t("Valid until"), lambda row: row.valid_until.isoformat(), 11, rank=2),
        Column("staff", t("Salesperson"), lambda row: row.staff, 9, quiet=True, sortable=False, rank=4),
        Column("number", t("Number"), lambda row: row.number, 15, quiet=True, rank=1),
    ]


def _order_columns(t: Translator) -> list[Column]:
    def chip(row: OrderRow) -> Chip:
        return state_chip(row.state, t)

    def day(row: OrderRow) -> str:
        return row.promised_on.isoformat() if row.promised_on else ""

    return [
        Column("customer", t("Customer"), lambda row: row.customer, 10, bold=True),
        Column("state", t("State"), lambda row: chip(row).text, 12, chip=chip),
        Column("goods", t("Goods"), lambda row: row.goods, 18, stretch=True, sortable=False),
        Column("total", t("To pay"), lambda row: money(row.total), 12, RIGHT),
        Column("owed", t("Still owed"), lambda row: money(row.owed) if row.owed else "", 12, RIGHT, bold=True, rank=1),
        Column("ordered_on", t("Ordered on"), lambda row: row.ordered_on.isoformat(), 11, quiet=True, rank=4),
        Column("promised_on", t("Promised for"), day, 11, rank=3),
        Column("staff", t("Salesperson"), lambda row: row.staff, 9, quiet=True, sortable=False, rank=5),
        Column("number", t("Number"), lambda row: row.number, 15, quiet=True, rank=2),
    ]

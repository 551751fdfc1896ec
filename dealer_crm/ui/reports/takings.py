"""The money of a day or period (日结): by way, by staff, and the cash that is still with somebody."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from datetime import date
from functools import partial

from dealer_crm.domain.cash import DrawerSums
from dealer_crm.domain.periods import Period, Span
from dealer_crm.i18n import Translator
from dealer_crm.services.cash_closing import CashDay
from dealer_crm.services.money import MoneyDay, ReceiptRow
from dealer_crm.ui.reports.doors import ReportDoors, Sheet
from dealer_crm.ui.reports.owed import money
from dealer_crm.ui.reports.report import Deed, Source, joined, rounded, share
from dealer_crm.ui.theme import Tone
from dealer_crm.ui.widgets import Chip, Choice, Column, StatCard
from dealer_crm.ui.widgets.bars import Bar
from dealer_crm.ui.widgets.painting import RIGHT
from dealer_crm.words.labels import label

BY_WAY, BY_STAFF, CASH_OUT = "way", "staff", "cash_out"


class TakingsReport:
    """What came in, by which way and to whom."""

    key, span, dated = "takings", Span.TODAY, True

    def __init__(self, t: Translator, doors: ReportDoors) -> None:
        self._t, self._doors = t, doors
        self._day = MoneyDay(date.min, (), (), (), ())
        self._drawer = CashDay(date.min, DrawerSums())

    def question(self, period: Period) -> Callable[[], tuple[MoneyDay, CashDay]]:
        """Ask for the receipts of a period, and for the drawer and the cash that is out on its last evening."""
        return lambda: (self._doors.money(period), self._doors.drawer(period.last))

    def take(self, _period: Period, found: tuple[MoneyDay, CashDay]) -> None:
        """Speak of these receipts from now on."""
        self._day, self._drawer = found

    def card(self) -> StatCard:
        """Return the sum, and the cash that is not handed in."""
        t, out = self._t, self._day.cash_out_total
        detail = t("cash not handed in {amount}").format(amount=money(out)) if out else t("all cash handed in")
        return StatCard(self.key, money(self._day.total), t("Money taken"), detail, rounded=rounded(self._day.total))

    def groupings(self) -> Sequence[Choice]:
        """By way, by person, or the cash that is out."""
        t = self._t
        return [
            Choice(BY_WAY, t("By way"), "wallet"),
            Choice(BY_STAFF, t("By staff"), "users"),
            Choice(CASH_OUT, t("Cash held"), "receipt-text"),
        ]

    def finding(self, grouping: str) -> str:
        """Say the most important of what the bars show."""
        bars = self.bars(grouping)
        if grouping == CASH_OUT:
            words = self._t("Cash not handed in: {amount}") if bars else self._t("All cash is handed in")
            return words.format(amount=money(self._day.cash_out_total))
        if not bars:
            return self._t("No money was taken in this period")
        return self._t("Money taken: {share} {name}").format(share=share(bars[0].value, self._day.total), name=bars[0].label)

    def bars(self, grouping: str) -> Sequence[Bar]:
        """Return one bar a way or person."""
        if grouping == BY_WAY:
            found = [self._bar(line.way, label(line.way, self._t), line.total, line.count) for line in self._day.by_way]
        elif grouping == BY_STAFF:
            people = [line for line in self._day.by_staff if line.count]
            found = [self._bar((line.staff_id,), self._person(line.staff), line.total, line.count) for line in people]
        else:
            holding = [(line, sum(row.staff_id == line.staff_id for row in self._day.cash_out)) for line in self._day.by_staff]
            found = [self._bar((line.staff_id,), self._person(line.staff), line.with_him, n) for line, n in holding if n]
        return sorted(found, key=lambda bar: -bar.value)

    def _bar(self, key: Hashable, name: str, total: int, count: int) -> Bar:
        receipts = self._t.plural("{n} payment", "{n} payments", count).format(n=count)
        return Bar(key, name, total, money(total), receipts)

    def _person(self, name: str) -> str:
        return name or self._t("Nobody named")

    def columns(self) -> Sequence[Column]:
        """Return receipt, customer, for what, way, amount, staff, handed in."""
        t = self._t
        return [
            Column("day", t("Day"), lambda row: f"{row.paid_on:%m-%d}", width=7, sortable=False),
            Column("number", t("Receipt"), lambda row: row.number, width=14, quiet=True, sortable=False, rank=3),
            Column("customer", t("Customer"), lambda row: row.customer, width=12, bold=True, stretch=True, sortable=False),
            Column("kind", t("For"), self._purpose, width=24, sortable=False, rank=2),
            Column("way", t("Way"), lambda row: label(row.way, t), width=13, sortable=False, rank=1),
            Column("amount", t("Amount (¥)"), lambda row: money(row.amount), width=13, align=RIGHT, bold=True, sortable=False),
            Column("staff", t("Staff"), self._holder, width=17, chip=self._chip, sortable=False),
        ]

    def _purpose(self, row: ReceiptRow) -> str:
        return joined((label(row.kind, self._t), row.order_number))

    def _out(self, row: ReceiptRow) -> bool:
        return any(row.id == one.id for one in self._day.cash_out)

    def _holder(self, row: ReceiptRow) -> str:
        return "" if self._out(row) else self._person(row.staff)

    def _chip(self, row: ReceiptRow) -> Chip | None:
        return Chip(self._t("with {name}").format(name=self._person(row.staff)), Tone.WARN) if self._out(row) else None

    def ids(self, grouping: str, key: Hashable | None) -> Sequence[int]:
        """Return the receipts of a bar."""
        return [row.id for row in self._source_rows(grouping) if key is None or key in (row.way, (row.staff_id,))]

    def _source_rows(self, grouping: str) -> Sequence[ReceiptRow]:
        return self._day.cash_out if grouping == CASH_OUT else self._day.receipts

    def rows(self, ids: Sequence[int]) -> Sequence[ReceiptRow]:
        """Return receipts."""
        known = {row.id: row for row in (*self._day.cash_out, *self._day.receipts)}
        return [known[one] for one in ids if one in known]

    def source(self, row: ReceiptRow) -> Source:
        """Lead to the order, or to the customer."""
        return Source(row.customer_id, row.order_id or 0)

    def deed(self) -> Deed | None:
        """Count the drawer, or see how it was counted."""
        t, closed = self._t, self._drawer.closed
        run = partial(self._doors.count_drawer, self._drawer.day)
        if closed is None:
            return Deed(t("Count the drawer…"), "wallet", run)
        if self._drawer.changed_since:
            return Deed(t("Count the drawer again…"), "triangle-alert", run)
        if closed.difference:
            return Deed(t("Drawer counted: {amount}").format(amount=money(closed.difference)), "circle-alert", run)
        return Deed(t("Drawer counted: it agrees"), "circle-check", run)

    def sheet(self, ids: Sequence[int]) -> Sheet:
        """Return the receipts for a workbook."""
        t = self._t
        titles = (t("Receipt"), t("Customer"), t("Order"), t("For"), t("Way"), t("Staff"), t("Receipt slip"), t("Note"))
        kinds = ((t("Day"), "date"), *((title, "text") for title in titles), (t("Amount (¥)"), "money"), (t("Handed in"), "date"))
        rows = tuple(
            (
                row.paid_on,
                row.number,
                row.customer,
                row.order_number,
                label(row.kind, t),
                label(row.way, t),
                row.staff,
                row.receipt_number,
                row.note,
                row.amount,
                row.handed_in_on,
            )
            for row in self.rows(ids)
        )
        return Sheet(t("Money taken"), kinds, rows)

"""What customers owe, by age: the older the debt, the sooner somebody has to call."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from dealer_crm.domain import phones
from dealer_crm.domain.ageing import AGES, BUCKETS, bucket
from dealer_crm.domain.periods import Period, Span
from dealer_crm.i18n import Translator
from dealer_crm.services.money import Receivable
from dealer_crm.ui.reports.doors import ReportDoors, Sheet
from dealer_crm.ui.reports.report import Deed, Source, joined, share
from dealer_crm.ui.theme import Tone
from dealer_crm.ui.widgets import Chip, Choice, Column, StatCard
from dealer_crm.ui.widgets.bars import Bar
from dealer_crm.ui.widgets.chips import chip_width
from dealer_crm.ui.widgets.painting import RIGHT, advance
from dealer_crm.ui.widgets.typed_fields import number_text

BY_AGE = "age"


@dataclass(frozen=True)
class OwedLine:
    """One debt with a number for the list."""

    id: int
    owed: Receivable


class OwedReport:
    """Speaks of today, whatever the period."""

    key, span, dated = "owed", Span.TODAY, False

    def __init__(self, t: Translator, doors: ReportDoors) -> None:
        self._t, self._doors = t, doors
        self._lines: list[OwedLine] = []
        self._of_age: dict[Hashable, list[OwedLine]] = {}

    def question(self, _period: Period) -> Callable[[], Sequence[Receivable]]:
        """Ask for what is owed now, the oldest first."""
        return self._doors.receivables

    def take(self, _period: Period, found: Sequence[Receivable]) -> None:
        """Speak of these debts from now on."""
        self._lines = [OwedLine(number, line) for number, line in enumerate(found, 1)]
        self._of_age = {age: [] for age in BUCKETS}
        for line in self._lines:
            self._of_age[bucket(line.owed.days)].append(line)

    def card(self) -> StatCard:
        """Return the sum, and how many debts it is made of."""
        count = len(self._lines)
        detail = self._t.plural("{n} open", "{n} open", count).format(n=count)
        return StatCard(self.key, money(self._total()), self._t("Receivables"), detail, Tone.WARN if count else None)

    def groupings(self) -> Sequence[Choice]:
        """By age only."""
        return [Choice(BY_AGE, self._t("By age"), "clock")]

    def finding(self, grouping: str) -> str:
        """Say how much is old."""
        if not self._lines:
            return self._t("Nobody owes anything")
        late = sum(line.owed.owed for line in self._lines if line.owed.days > AGES[0])
        if not late:
            return self._t("Receivables: nothing is older than 30 days")
        return self._t("Receivables: {share} are older than 30 days").format(share=share(late, self._total()))

    def bars(self, grouping: str) -> Sequence[Bar]:
        """Return one bar an age."""
        names = (self._t("up to 30 days"), self._t("31 to 90 days"), self._t("91 days to a year"), self._t("over a year"))
        bars = []
        for age, name in enumerate(names):
            lines = self._of_age[age] if self._lines else []
            total = sum(line.owed.owed for line in lines)
            detail = self._t.plural("{n} open", "{n} open", len(lines)).format(n=len(lines))
            bars.append(Bar(age, name, total, money(total), joined((detail, share(total, self._total())))))
        return bars if self._lines else []

    def columns(self) -> Sequence[Column]:
        """Return customer, order, amount, age."""
        t = self._t
        return [
            Column("customer", t("Customer"), lambda row: row.owed.customer, width=10, bold=True, stretch=True, sortable=False),
            Column("phone", t("Phone"), lambda row: phones.shown(row.owed.phone), width=14, sortable=False, rank=2),
            Column("order", t("Order"), self._order, width=16, sortable=False, rank=1),
            Column("since", t("Owed since"), lambda row: row.owed.since.isoformat(), width=11, sortable=False, rank=3),
            Column("owed", t("Owed (¥)"), lambda row: money(row.owed.owed), width=13, align=RIGHT, bold=True, sortable=False),
            Column("days", t("Days"), self._days, width=self._widest(), chip=self._chip, sortable=False),
        ]

    def _order(self, row: OwedLine) -> str:
        return row.owed.order_number or self._t("from before")

    def _age(self, row: OwedLine) -> str:
        return self._t.plural("{n} day", "{n} days", row.owed.days).format(n=row.owed.days)

    def _days(self, row: OwedLine) -> str:
        return "" if row.owed.days > AGES[0] else self._age(row)

    def _chip(self, row: OwedLine) -> Chip | None:
        if row.owed.days <= AGES[0]:
            return None
        return Chip(self._age(row), Tone.DANGER if row.owed.days > AGES[1] else Tone.WARN)

    def _widest(self) -> int:
        """Return for how many digits the longest usual age needs room."""
        words = self._t.plural("{n} day", "{n} days", 999).format(n=999)
        return -(-chip_width(Chip(words, Tone.DANGER)) // advance("8"))

    def ids(self, grouping: str, key: Hashable | None) -> Sequence[int]:
        """Return the debts of an age."""
        return [line.id for line in (self._lines if key is None else self._of_age.get(key, ()))]

    def rows(self, ids: Sequence[int]) -> Sequence[OwedLine]:
        """Return debts."""
        return [self._lines[number - 1] for number in ids]

    def source(self, row: OwedLine) -> Source:
        """Lead to the order, or to the customer."""
        return Source(row.owed.customer_id, row.owed.order_id or 0)

    def deed(self) -> Deed | None:
        """Nothing is done here."""
        return None

    def sheet(self, ids: Sequence[int]) -> Sheet:
        """Return the debts for a workbook."""
        t = self._t
        titles = (
            (t("Customer"), "text"),
            (t("Phone"), "text"),
            (t("Order"), "text"),
            (t("Owed since"), "date"),
            (t("Days"), "number"),
            (t("Owed (¥)"), "money"),
        )
        rows = tuple(
            (line.owed.customer, line.owed.phone, self._order(line), line.owed.since, line.owed.days, line.owed.owed)
            for line in self.rows(ids)
        )
        return Sheet(t("Receivables"), titles, rows)

    def _total(self) -> int:
        return sum(line.owed.owed for line in self._lines)


def money(amount: int) -> str:
    """Return 分 as "1,234.50"."""
    return number_text(amount, 2)

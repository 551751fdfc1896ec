"""What customers owe, by age, what they are to get back, and what the state has not paid yet."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from dealer_crm.domain import phones
from dealer_crm.domain.ageing import AGES, BUCKETS, bucket
from dealer_crm.domain.periods import Period, Span
from dealer_crm.domain.trade_ins import OPEN, TradeInState
from dealer_crm.i18n import Translator
from dealer_crm.services.money import Receivable
from dealer_crm.services.trade_in_reading import ClaimRow
from dealer_crm.ui.reports.doors import ReportDoors, Sheet
from dealer_crm.ui.reports.report import Deed, Source, joined, rounded, share
from dealer_crm.ui.theme import Tone
from dealer_crm.ui.widgets import Chip, Choice, Column, StatCard
from dealer_crm.ui.widgets.bars import Bar
from dealer_crm.ui.widgets.chips import chip_width
from dealer_crm.ui.widgets.painting import RIGHT, advance
from dealer_crm.ui.widgets.typed_fields import number_text
from dealer_crm.words.labels import label

BY_AGE, GIVE_BACK, STATE = "age", "give_back", "state"


@dataclass(frozen=True)
class Owed:
    """What is open: owed by customers, held in their favour, and advanced for the state, seen on a day."""

    receivables: Sequence[Receivable] = ()
    favours: Sequence[Receivable] = ()
    claims: Sequence[ClaimRow] = ()
    today: date = date.min


@dataclass(frozen=True)
class OwedLine:
    """One open sum with a number for the list, above nothing but where the state is to get it back.

    A claim on the state, or of it, counts its days from when it is due.
    """

    id: int
    customer_id: int
    customer: str
    order_id: int | None
    order_number: str
    amount: int
    since: date | None
    days: int
    phone: str = ""
    claim: ClaimRow | None = None


def _debt(number: int, one: Receivable) -> OwedLine:
    amount = abs(one.owed)
    return OwedLine(number, one.customer_id, one.customer, one.order_id, one.order_number, amount, one.since, one.days, one.phone)


def _claim(number: int, one: ClaimRow, today: date) -> OwedLine:
    late = max((today - one.due_on).days, 0) if one.due_on else 0
    amount = -one.amount if one.state is TradeInState.TO_REPAY else one.amount
    return OwedLine(number, one.customer_id, one.customer, one.order_id, one.number, amount, one.due_on, late, claim=one)


class OwedReport:
    """Speaks of today, whatever the period."""

    key, span, dated = "owed", Span.TODAY, False

    def __init__(self, t: Translator, doors: ReportDoors) -> None:
        self._t, self._doors = t, doors
        self._of: dict[str, list[OwedLine]] = {BY_AGE: [], GIVE_BACK: [], STATE: []}
        self._today = date.min

    def question(self, _period: Period) -> Callable[[], Owed]:
        """Ask for what is open now, the oldest first."""
        doors = self._doors
        return lambda: Owed(doors.receivables(), doors.favours(), doors.claims(), doors.today())

    def take(self, _period: Period, found: Owed) -> None:
        """Speak of these sums from now on."""
        self._today = found.today
        debts = [_debt(number, one) for number, one in enumerate((*found.receivables, *found.favours), 1)]
        owing = len(found.receivables)
        claims = [_claim(number, one, found.today) for number, one in enumerate(found.claims, len(debts) + 1)]
        self._of = {BY_AGE: debts[:owing], GIVE_BACK: debts[owing:], STATE: claims}

    def card(self) -> StatCard:
        """Return what customers owe, and of how many debts it is made."""
        lines = self._of[BY_AGE]
        return StatCard(
            self.key,
            money(_total(lines)),
            self._t("Receivables"),
            self._open(lines),
            Tone.WARN if lines else None,
            rounded=rounded(_total(lines)),
        )

    def groupings(self) -> Sequence[Choice]:
        """What is owed by age, what is to be given back, what the state has to pay."""
        t = self._t
        return [
            Choice(BY_AGE, t("By age"), "clock"),
            Choice(GIVE_BACK, t("To give back"), "undo-2"),
            Choice(STATE, t("From the state"), "receipt-text"),
        ]

    def finding(self, grouping: str) -> str:
        """Say how much it is, and how much of it is old."""
        t, lines = self._t, self._of.get(grouping, [])
        if grouping == GIVE_BACK:
            words = t("To be given back to customers: {amount}") if lines else t("Nothing has to be given back")
            return words.format(amount=money(_total(lines)))
        if grouping == STATE:
            return self._of_state(lines)
        if not grouping:
            return t("Nothing is open here.")
        if not lines:
            return t("Nobody owes anything")
        late = _total(line for line in lines if line.days > AGES[0])
        if not late:
            return t("Receivables: nothing is older than 30 days")
        return t("Receivables: {share} are older than 30 days").format(share=share(late, _total(lines)))

    def _of_state(self, lines: Sequence[OwedLine]) -> str:
        t, back = self._t, -sum(min(line.amount, 0) for line in lines)
        words = t("Advanced, not paid by the state yet: {amount}") if len(lines) else t("The state owes nothing")
        words = words.format(amount=money(_total(lines) + back))
        return t("{words}; to be paid back to it: {amount}").format(words=words, amount=money(back)) if back else words

    def bars(self, grouping: str) -> Sequence[Bar]:
        """Return one bar an age, of claims one a state."""
        lines, t = self._of[grouping], self._t
        if grouping == STATE:
            return [self._bar(state, label(state, t), self._with(grouping, state)) for state in OPEN] if lines else []
        names = (t("up to 30 days"), t("31 to 90 days"), t("91 days to a year"), t("over a year"))
        return [self._bar(age, name, self._with(grouping, age), lines) for age, name in zip(BUCKETS, names, strict=True)] if lines else []

    def _bar(self, key: Hashable, name: str, lines: Sequence[OwedLine], of: Sequence[OwedLine] = ()) -> Bar:
        total = abs(_total(lines))
        count = self._open(lines)
        if key is TradeInState.TO_REPAY:
            count = self._t.plural("{n} not paid back", "{n} not paid back", len(lines)).format(n=len(lines))
        return Bar(key, name, total, money(total), joined((count, share(total, _total(of)))))

    def _with(self, grouping: str, key: Hashable) -> list[OwedLine]:
        return [line for line in self._of[grouping] if key == (line.claim.state if line.claim else bucket(line.days))]

    def _open(self, lines: Sequence[OwedLine]) -> str:
        return self._t.plural("{n} open", "{n} open", len(lines)).format(n=len(lines))

    def columns(self) -> Sequence[Column]:
        """Return customer, order, amount, age."""
        t = self._t
        return [
            Column("customer", t("Customer"), lambda row: row.customer, width=10, bold=True, stretch=True, sortable=False),
            Column("phone", t("Phone"), lambda row: phones.shown(row.phone), width=14, sortable=False, rank=2),
            Column("order", t("Order"), self._order, width=16, sortable=False, rank=1),
            Column("since", t("Since, or due"), lambda row: row.since.isoformat() if row.since else "", width=11, sortable=False, rank=3),
            Column("owed", t("Amount (¥)"), lambda row: money(row.amount), width=13, align=RIGHT, bold=True, sortable=False),
            Column("days", t("Days"), self._days, width=self._widest(), chip=self._chip, sortable=False),
        ]

    def _order(self, row: OwedLine) -> str:
        return row.order_number or self._t("from before")

    def _age(self, row: OwedLine) -> str:
        return self._t.plural("{n} day", "{n} days", row.days).format(n=row.days)

    def _old(self, row: OwedLine) -> bool:
        return row.days > (0 if row.claim else AGES[0])

    def _days(self, row: OwedLine) -> str:
        if not row.claim and (row.since is None or row.since > self._today):
            return self._t("not due yet")
        return "" if self._old(row) or row.claim else self._age(row)

    def _chip(self, row: OwedLine) -> Chip | None:
        if not self._old(row):
            return None
        return Chip(self._age(row), Tone.DANGER if row.claim or row.days > AGES[1] else Tone.WARN)

    def _widest(self) -> int:
        """Return for how many digits the longest usual age needs room."""
        words = self._t.plural("{n} day", "{n} days", 999).format(n=999)
        return -(-chip_width(Chip(words, Tone.DANGER)) // advance("8"))

    def ids(self, grouping: str, key: Hashable | None) -> Sequence[int]:
        """Return the lines of a bar."""
        return [line.id for line in (self._of[grouping] if key is None else self._with(grouping, key))]

    def rows(self, ids: Sequence[int]) -> Sequence[OwedLine]:
        """Return lines."""
        known = {line.id: line for lines in self._of.values() for line in lines}
        return [known[one] for one in ids if one in known]

    def source(self, row: OwedLine) -> Source:
        """Lead to the order, or to the customer."""
        return Source(row.customer_id, row.order_id or 0)

    def deed(self) -> Deed | None:
        """Nothing is done here."""
        return None

    def print_statement(self, row_id: int) -> None:
        """Show the account of the customer behind a line."""
        for row in self.rows([row_id]):
            self._doors.print_statement(row.customer_id)

    def sheet(self, ids: Sequence[int]) -> Sheet:
        """Return the lines for a workbook."""
        t = self._t
        titles = (
            (t("Customer"), "text"),
            (t("Phone"), "text"),
            (t("Order"), "text"),
            (t("Since, or due"), "date"),
            (t("Days"), "number"),
            (t("Amount (¥)"), "money"),
        )
        rows = self.rows(ids)
        cells = tuple((line.customer, line.phone, self._order(line), line.since, line.days, line.amount) for line in rows)
        return Sheet(self._titled(rows), titles, cells)

    def _titled(self, rows: Sequence[OwedLine]) -> str:
        words = {BY_AGE: self._t("Receivables"), GIVE_BACK: self._t("To give back"), STATE: self._t("From the state")}
        shown = next((name for name, lines in self._of.items() if rows and rows[0] in lines), BY_AGE)
        return words[shown]


def _total(lines: Iterable[OwedLine]) -> int:
    return sum(line.amount for line in lines)


def money(amount: int) -> str:
    """Return 分 as "1,234.50"."""
    return number_text(amount, 2)

"""Follow-ups of a period: by staff with their ways, or by way with its people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from functools import partial

from dealer_crm.domain.followups import Way
from dealer_crm.domain.periods import Period, Span
from dealer_crm.i18n import Translator
from dealer_crm.services.reports import ContactFilter, ContactLine, ContactSum
from dealer_crm.ui.reports.doors import ReportDoors, Sheet
from dealer_crm.ui.reports.report import Deed, Source, joined, share
from dealer_crm.ui.widgets import Choice, Column, StatCard
from dealer_crm.ui.widgets.bars import Bar
from dealer_crm.ui.widgets.paged_model import Ids
from dealer_crm.words.labels import label

BY_STAFF, BY_WAY = "staff", "way"


class ContactsReport:
    """Who spoke with customers how often, and by which way."""

    key, span, dated = "contacts", Span.MONTH, True

    def __init__(self, t: Translator, doors: ReportDoors) -> None:
        self._t, self._doors = t, doors
        self._period: Period | None = None
        self._sums: Sequence[ContactSum] = ()

    def question(self, period: Period) -> Callable[[], Sequence[ContactSum]]:
        """Ask for the sums of a period."""
        return partial(self._doors.contacts, period)

    def take(self, period: Period, found: Sequence[ContactSum]) -> None:
        """Speak of these sums from now on."""
        self._period, self._sums = period, found

    def card(self) -> StatCard:
        """Return the number of contacts, and of how many people."""
        t, people = self._t, len({line.staff_id for line in self._sums})
        detail = t.plural("{n} person", "{n} people", people).format(n=people) if people else t("none yet")
        return StatCard(self.key, self._total(), t("Follow-ups"), detail)

    def groupings(self) -> Sequence[Choice]:
        """By person or by way."""
        return [Choice(BY_STAFF, self._t("By staff"), "users"), Choice(BY_WAY, self._t("By way"), "phone")]

    def finding(self, grouping: str) -> str:
        """Name the longest bar and its share."""
        bars = self.bars(grouping)
        if not bars:
            return self._t("No follow-ups in this period")
        words = self._t("Follow-ups: {name} made {share}") if grouping == BY_STAFF else self._t("Follow-ups: {share} by {name}")
        return words.format(name=bars[0].label, share=share(bars[0].value, self._total()))

    def bars(self, grouping: str) -> Sequence[Bar]:
        """Return one bar a person or way, with what it is made of."""
        by_staff = grouping == BY_STAFF
        groups: dict[Hashable, list[ContactSum]] = {}
        for line in self._sums:
            groups.setdefault((line.staff_id,) if by_staff else line.way, []).append(line)
        name, part = (self._person, self._way) if by_staff else (self._way, self._person)
        bars = [self._bar(key, lines, name, part) for key, lines in groups.items()]
        return sorted(bars, key=lambda bar: -bar.value)

    def _bar(self, key: Hashable, lines: Sequence[ContactSum], name: Callable[[ContactSum], str], part: Callable[[ContactSum], str]) -> Bar:
        parts: Counter[str] = Counter()
        for line in lines:
            parts[part(line)] += line.count
        total = parts.total()
        words = f"{total}  {share(total, self._total())}"
        return Bar(key, name(lines[0]), total, words, joined(f"{what} {count}" for what, count in parts.most_common()))

    def columns(self) -> Sequence[Column]:
        """Return day, customer, way, outcome, words, staff."""
        t = self._t
        return [
            Column("at", t("Time"), lambda row: f"{row.happened_at.astimezone():%m-%d %H:%M}", width=12, sortable=False),
            Column("customer", t("Customer"), lambda row: row.customer, width=14, bold=True, sortable=False),
            Column("way", t("Way"), lambda row: label(row.way, t), width=9, sortable=False, rank=2),
            Column("outcome", t("Result"), lambda row: label(row.outcome, t), width=12, sortable=False, rank=1),
            Column("words", t("What was said"), lambda row: row.words, width=24, stretch=True, sortable=False),
            Column("staff", t("Staff"), lambda row: row.staff, width=9, quiet=True, sortable=False, rank=3),
        ]

    def ids(self, grouping: str, key: Hashable | None) -> Ids | Callable[[], Ids]:
        """Ask for the contacts of a bar."""
        if self._period is None:
            return ()
        only = ContactFilter()
        if isinstance(key, Way):
            only = ContactFilter(way=key)
        elif isinstance(key, tuple):
            only = ContactFilter(by_staff=True, staff_id=key[0])
        return partial(self._doors.contact_ids, self._period, only)

    def rows(self, ids: Sequence[int]) -> Sequence[ContactLine]:
        """Return contacts."""
        return self._doors.contact_rows(ids)

    def source(self, row: ContactLine) -> Source:
        """Lead to the customer."""
        return Source(row.customer_id)

    def deed(self) -> Deed | None:
        """Nothing is done here."""
        return None

    def sheet(self, ids: Sequence[int]) -> Sheet:
        """Return the contacts for a workbook."""
        t = self._t
        titles = ((t("Time"), "datetime"), (t("Staff"), "text"), (t("Way"), "text"), (t("Customer"), "text"), (t("Result"), "text"))
        rows = tuple(
            (
                row.happened_at.astimezone().replace(tzinfo=None),
                row.staff,
                label(row.way, t),
                row.customer,
                label(row.outcome, t),
                row.words,
            )
            for row in self.rows(ids)
        )
        return Sheet(t("Follow-ups"), (*titles, (t("What was said"), "text")), rows)

    def _total(self) -> int:
        return sum(line.count for line in self._sums)

    def _person(self, line: ContactSum) -> str:
        return line.staff or self._t("Nobody named")

    def _way(self, line: ContactSum) -> str:
        return label(line.way, self._t)

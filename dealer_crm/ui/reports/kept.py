"""The eight expectations as the customers marked them: by letter, by month, and beside what the staff ticked."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import partial

from dealer_crm.domain.marks import LETTERS, LOW
from dealer_crm.domain.periods import Period, Span
from dealer_crm.i18n import Translator
from dealer_crm.services.expectation_report import LetterFigures, LetterSum, MarkFilter, MarkLine, together
from dealer_crm.ui.reports.doors import ReportDoors, Sheet
from dealer_crm.ui.reports.report import Deed, Source, joined, share
from dealer_crm.ui.theme import Tone
from dealer_crm.ui.widgets import Choice, Column, StatCard
from dealer_crm.ui.widgets.bars import Bar
from dealer_crm.ui.widgets.paged_model import Ids
from dealer_crm.ui.widgets.painting import RIGHT
from dealer_crm.words.expectations import mark_words

BY_LETTER, BY_MONTH, BY_BOTH = "letter", "month", "both"
SHOWN_MONTHS = 6


class KeptReport:
    """What the customers say of A to H, with how many said it; fewer than five are said to be too few."""

    key, span, dated = "expectations", Span.YEAR, True

    def __init__(self, t: Translator, doors: ReportDoors) -> None:
        self._t, self._doors = t, doors
        self._period: Period | None = None
        self._sums: Sequence[LetterSum] = ()

    def question(self, period: Period) -> Callable[[], Sequence[LetterSum]]:
        """Ask for the marks of a period by letter and month."""
        return partial(self._doors.marks, period)

    def take(self, period: Period, found: Sequence[LetterSum]) -> None:
        """Speak of these marks from now on."""
        self._period, self._sums = period, found

    def card(self) -> StatCard:
        """Return the mean mark, and how many low ones there are."""
        t, whole = self._t, together(self._sums)
        if not whole.count:
            return StatCard(self.key, "–", t("Expectations kept"), t("nobody marked yet"), short=t("A–H"))
        detail = t.plural("{n} mark", "{n} marks", whole.count).format(n=whole.count)
        low = t("{n} low").format(n=whole.low) if whole.low else ""
        tone = Tone.WARN if whole.low else None
        return StatCard(self.key, f"{whole.mean}", t("Expectations kept"), joined((detail, low)), tone, t("A–H"))

    def groupings(self) -> Sequence[Choice]:
        """By letter, by month, or the customers beside the staff."""
        t = self._t
        return [
            Choice(BY_LETTER, t("By letter"), "list-checks"),
            Choice(BY_MONTH, t("By month"), "calendar-days"),
            Choice(BY_BOTH, t("Ticks and marks"), "users"),
        ]

    def finding(self, grouping: str) -> str:
        """Name what customers are least content with, or where the staff sees it otherwise."""
        t, whole = self._t, together(self._sums)
        if not whole.count:
            return t("No customer gave marks in this period")
        enough = {letter: one for letter, one in self._letters().items() if not one.few}
        if not enough:
            return t("Too few marks to say anything: {n}").format(n=whole.count)
        letter = min(enough, key=lambda one: enough[one].mean or 0)
        mean = enough[letter].mean
        if grouping == BY_BOTH and enough[letter].ticks:
            words = t("{letter}: the staff ticked {share}, customers gave {mean} of 5")
            ticked = share(enough[letter].passed, enough[letter].ticks)
            return words.format(letter=mark_words(letter, t), share=ticked, mean=mean)
        return t("Lowest: {letter}, {mean} of 5").format(letter=mark_words(letter, t), mean=mean)

    def bars(self, grouping: str) -> Sequence[Bar]:
        """Return one bar a letter or month, as long as its mean mark."""
        if grouping == BY_MONTH:
            months = sorted({one.month for one in self._sums}, reverse=True)
            return [self._bar((month,), month, together(self._sums, month=month), self._by_letter(month)) for month in months]
        return [
            self._bar(letter, mark_words(letter, self._t), one, self._detail(grouping, letter)) for letter, one in self._letters().items()
        ]

    def _letters(self) -> dict[str, LetterFigures]:
        found = {letter: together(self._sums, letter) for letter in LETTERS}
        return {letter: one for letter, one in found.items() if one.count}

    def _bar(self, key: Hashable, name: str, one: LetterFigures, detail: str) -> Bar:
        t = self._t
        count = t("n={n}").format(n=one.count)
        words = joined((f"{one.mean}", count, t("too few") if one.few else ""))
        return Bar(key, name, round((one.mean or 0) * 10), words, detail)

    def _detail(self, grouping: str, letter: str) -> str:
        t, one = self._t, together(self._sums, letter)
        if grouping == BY_BOTH:
            ticked = share(one.passed, one.ticks)
            return t("staff ticked {share} of {n}").format(share=ticked, n=one.ticks) if one.ticks else t("no result of the staff")
        months = sorted({each.month for each in self._sums if each.letter == letter}, reverse=True)[:SHOWN_MONTHS]
        return joined(f"{month[2:]}: {together(self._sums, letter, month).mean}" for month in months)

    def _by_letter(self, month: str) -> str:
        return joined(f"{letter} {one.mean}" for letter in LETTERS if (one := together(self._sums, letter, month)).count)

    def columns(self) -> Sequence[Column]:
        """Return day, customer, letter, mark, his words, how, staff."""
        t = self._t
        return [
            Column("on", t("Day"), lambda row: row.rated_on.isoformat(), width=10, sortable=False, rank=2),
            Column("customer", t("Customer"), lambda row: row.customer, width=12, bold=True, sortable=False),
            Column("letter", t("Expectation"), lambda row: mark_words(row.letter, t), width=14, sortable=False),
            Column("mark", t("Mark"), self._mark, width=7, align=RIGHT, sortable=False),
            Column("note", t("In his words"), lambda row: row.note, width=18, stretch=True, sortable=False),
            Column("how", t("How asked"), self._how, width=11, sortable=False, quiet=True, rank=4),
            Column("staff", t("Staff"), lambda row: row.staff, width=8, quiet=True, sortable=False, rank=3),
        ]

    def _mark(self, row: MarkLine) -> str:
        return self._t("{mark} low").format(mark=row.score) if row.score <= LOW else str(row.score)

    def _how(self, row: MarkLine) -> str:
        return self._t("From his paper") if row.on_paper else self._t("On the phone")

    def ids(self, grouping: str, key: Hashable | None) -> Ids | Callable[[], Ids]:
        """Ask for the marks of a bar."""
        if self._period is None:
            return ()
        only = MarkFilter(letter=key) if isinstance(key, str) else MarkFilter(month=key[0]) if isinstance(key, tuple) else MarkFilter()
        return partial(self._doors.mark_ids, self._period, only)

    def rows(self, ids: Sequence[int]) -> Sequence[MarkLine]:
        """Return marks."""
        return self._doors.mark_rows(ids)

    def source(self, row: MarkLine) -> Source:
        """Lead to the order of the hand-over."""
        return Source(row.customer_id, row.order_id)

    def deed(self) -> Deed | None:
        """Show the part on paper."""
        if self._period is None or not self._sums:
            return None
        return Deed(self._t("Print"), "printer", partial(self._doors.print_marks, self._period))

    def sheet(self, ids: Sequence[int]) -> Sheet:
        """Return the marks for a workbook."""
        t = self._t
        titles = ((t("Day"), "date"), (t("Customer"), "text"), (t("Delivery"), "text"), (t("Expectation"), "text"), (t("Mark"), "number"))
        more = ((t("In his words"), "text"), (t("How asked"), "text"), (t("Staff"), "text"))
        rows = tuple(
            (row.rated_on, row.customer, row.number, mark_words(row.letter, t), row.score, row.note, self._how(row), row.staff)
            for row in self.rows(ids)
        )
        return Sheet(t("Expectations kept"), (*titles, *more), rows)

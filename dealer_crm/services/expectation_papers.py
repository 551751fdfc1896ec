"""The customers' marks of a period on paper: one line a letter, what the customers say beside what the staff ticked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dealer_crm.domain.marks import LETTERS
from dealer_crm.domain.periods import Period
from dealer_crm.i18n import Translator, translator
from dealer_crm.services.expectation_report import ExpectationReport, LetterFigures, LetterSum, together
from dealer_crm.services.list_papers import ListPapers, ListQuestion, ShownColumn
from dealer_crm.words.expectations import mark_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dealer_crm.domain.printing import PrintChoice

MONTHS = 4


@dataclass(frozen=True)
class LetterRow:
    """One letter with its figures and its mean of each month, the latest last."""

    letter: str
    figures: LetterFigures
    months: tuple[tuple[str, float], ...]


def letter_rows(sums: Sequence[LetterSum]) -> list[LetterRow]:
    """Return one row a letter that was marked."""
    rows = []
    for letter in LETTERS:
        figures = together(sums, letter)
        if figures.count:
            months = sorted({one.month for one in sums if one.letter == letter})
            rows.append(LetterRow(letter, figures, tuple((month, together(sums, letter, month).mean or 0) for month in months)))
    return rows


class ExpectationPapers:
    """Nothing is changed."""

    def __init__(self, report: ExpectationReport, lists: ListPapers) -> None:
        self._report, self._lists = report, lists

    def paper(self, period: Period, choice: PrintChoice, language: str, printed_by: str = "") -> bytes:
        """Return the marks of a period as a PDF."""
        t = translator(language)
        sums = self._report.sums(period)
        found = letter_rows(sums)
        whole = together(sums)
        words = t("{first} to {last}").format(first=period.first.isoformat(), last=period.last.isoformat())
        if whole.count:
            mean = t("Mean {mean} of 5, n={n}").format(mean=whole.mean, n=whole.count)
            words = f"{words}  {mean}"
        question = ListQuestion(
            t("Expectations kept"), words, _columns(t), range(len(found)), lambda ids: [found[at] for at in ids if at < len(found)]
        )
        return self._lists.listed(question, choice, language, printed_by)


def _columns(t: Translator) -> tuple[ShownColumn, ...]:
    def mean(row: LetterRow) -> str:
        return t("{mean} (too few)").format(mean=row.figures.mean) if row.figures.few else f"{row.figures.mean}"

    def ticked(row: LetterRow) -> str:
        figures = row.figures
        return t("{count} of {of}").format(count=figures.passed, of=figures.ticks) if figures.ticks else "–"

    def trend(row: LetterRow) -> str:
        return "  ".join(f"{month[2:]} {value}" for month, value in row.months[-MONTHS:])

    return (
        ShownColumn(t("Expectation"), lambda row: mark_words(row.letter, t), width=16),
        ShownColumn(t("Marks"), lambda row: str(row.figures.count), right=True, width=7),
        ShownColumn(t("Mean mark"), mean, right=True, width=12),
        ShownColumn(t("Low marks"), lambda row: str(row.figures.low), right=True, width=8),
        ShownColumn(t("Ticked by the staff"), ticked, right=True, width=12),
        ShownColumn(t("By month"), trend, width=28),
    )

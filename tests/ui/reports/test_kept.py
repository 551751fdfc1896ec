"""The customers' marks as a report: by letter, by month, beside the ticks of the staff."""

from datetime import date

from dealer_crm.domain.periods import Period
from dealer_crm.i18n import translator
from dealer_crm.services.expectation_report import LetterSum
from dealer_crm.ui.reports.kept import BY_BOTH, BY_LETTER, BY_MONTH, KeptReport
from tests.ui.reports.books import Books

AUTUMN = Period(date(2026, 10, 1), date(2026, 11, 21))


def report(books: Books) -> KeptReport:
    """Return the report with the answer of the books."""
    found = KeptReport(translator("en"), books.doors())
    found.take(AUTUMN, found.question(AUTUMN)())
    return found


def test_letters_say_how_many_said_so() -> None:
    kept = report(Books())
    assert (kept.card().number, kept.card().detail) == ("4.0", "8 marks · 1 low")
    assert [(bar.key, bar.words) for bar in kept.bars(BY_LETTER)] == [("A", "4.5 · n=6"), ("C", "2.5 · n=2 · too few")]
    assert kept.finding(BY_LETTER) == "Lowest: A Convenient time, 4.5 of 5"


def test_months_and_ticks_stand_beside() -> None:
    books = Books()
    books.marks.append(LetterSum("A", "2026-10", 1, 3, 0, 1, 0))
    kept = report(books)
    assert [(bar.label, bar.detail) for bar in kept.bars(BY_MONTH)] == [("2026-11", "A 4.5 · C 2.5"), ("2026-10", "A 3.0")]
    assert kept.bars(BY_LETTER)[0].detail == "26-11: 4.5 · 26-10: 3.0"
    assert kept.finding(BY_BOTH) == "A Convenient time: the staff ticked 86%, customers gave 4.3 of 5"


def test_nobody_marked_yet() -> None:
    books = Books()
    books.marks = []
    kept = report(books)
    assert (kept.card().number, kept.finding(BY_LETTER), kept.deed()) == ("–", "No customer gave marks in this period", None)


def test_lines_lead_to_the_order_and_out_to_a_workbook() -> None:
    books = Books()
    kept = report(books)
    ids = kept.ids(BY_LETTER, "C")
    assert callable(ids)
    rows = kept.rows(list(ids()))
    assert [(kept.source(row).order_id, row.note) for row in rows] == [(72, "外壳有划痕")]
    assert kept.sheet([2]).rows[0][3:6] == ("C No defect, clean", 1, "外壳有划痕")
    deed = kept.deed()
    assert deed is not None
    deed.run()
    assert books.printed_marks == [AUTUMN]

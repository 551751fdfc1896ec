"""Figures of reports, told or written as a paper."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from dealer_crm.app.cli import Call
from dealer_crm.app.opened import Opened, reading
from dealer_crm.documents.saving import save
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.exports import ExportKindUnknown
from dealer_crm.domain.periods import between
from dealer_crm.domain.printing import PrintChoice
from dealer_crm.services.expectation_papers import letter_rows
from dealer_crm.words.expectations import mark_words

if TYPE_CHECKING:
    from dealer_crm.documents.pdf.complaint_report import KeyFigure

A_YEAR = timedelta(days=365)


def tell(call: Call) -> None:
    """Tell a report. Raises ExportKindUnknown."""
    with reading(call.data) as opened:
        REPORTS[call.options.what](opened, call)


def _cash(opened: Opened, call: Call) -> None:
    """Tell the drawer of a day and what came in by each way, or write the account of the day as a PDF."""
    on = call.options.on or local_day(opened.now())
    target = call.options.to
    if target is not None and target.suffix.lower() != ".pdf":
        raise ExportKindUnknown(file=target.name, kinds=".pdf")
    drawer, day = opened.cash_closing.day(on), opened.money.day(on)
    closed = drawer.closed
    figures = {
        "opening": drawer.sums.opening,
        "came_in": drawer.sums.came_in,
        "given_back": drawer.sums.given_back,
        "expected": drawer.sums.expected,
        "held": sum(row.amount for row in drawer.held),
        "counted": None if closed is None else closed.counted,
        "difference": None if closed is None else closed.difference,
        "taken_out": None if closed is None else closed.taken_out,
        "changed_since": drawer.changed_since,
    }
    shown = {name: None if amount is None else amount / 100 for name, amount in figures.items()}
    call.report.keys["drawer"] = {"day": on.isoformat(), **shown}
    ways = [{"way": line.way.value, "count": line.count, "amount": line.total / 100} for line in day.by_way]
    lines = [{"name": name, "amount": amount} for name, amount in shown.items() if amount is not None]
    call.report.listing([*lines, *({"name": one["way"], "amount": one["amount"]} for one in ways)], len(lines) + len(ways))
    if target is not None:
        save(target.absolute(), opened.money_papers.money_sheet(on, PrintChoice(paper="A4"), call.t.language))
        call.report.file(target.absolute())


def _expectations(opened: Opened, call: Call) -> None:
    """Tell the customers' marks by letter since a day, or write them as a PDF; without a day those of a year."""
    last = call.options.last or local_day(opened.now())
    period = between(call.options.first or last - A_YEAR, last)
    target = call.options.to
    if target is not None and target.suffix.lower() != ".pdf":
        raise ExportKindUnknown(file=target.name, kinds=".pdf")
    rows = [
        {
            "letter": row.letter,
            "words": mark_words(row.letter, call.t),
            "marks": row.figures.count,
            "mean": row.figures.mean,
            "low": row.figures.low,
            "few": row.figures.few,
            "ticks": row.figures.ticks,
            "passed": row.figures.passed,
            "months": " ".join(f"{month}={mean}" for month, mean in row.months),
        }
        for row in letter_rows(opened.expectation_report.sums(period))
    ]
    call.report.listing(rows, len(rows))
    if target is not None:
        save(target.absolute(), opened.expectation_papers.paper(period, PrintChoice(paper="A4"), call.t.language))
        call.report.file(target.absolute())


def _complaints(opened: Opened, call: Call) -> None:
    """Tell the figures of complaints since a day, or write the report as .pdf or .xlsx; without a day that of the month so far."""
    last = call.options.last or local_day(opened.now())
    period = between(call.options.first or last.replace(day=1), last)
    target, papers, language = call.options.to, opened.complaint_report_papers, call.t.language
    makes: dict[str, Callable[[], bytes]] = {
        ".pdf": lambda: papers.paper(period, PrintChoice(paper="A4"), language),
        ".xlsx": lambda: papers.workbook(period, language),
    }
    if target is not None and target.suffix.lower() not in makes:
        raise ExportKindUnknown(file=target.name, kinds=" ".join(makes))
    rows = [
        {"figure": one.code, "words": one.label, "value": _plain(one), "part": one.part, "whole": one.whole}
        for one in papers.data(period, language).figures
    ]
    call.report.keys["period"] = {"first": period.first.isoformat(), "last": period.last.isoformat()}
    call.report.listing(rows, len(rows))
    if target is not None:
        save(target.absolute(), makes[target.suffix.lower()]())
        call.report.file(target.absolute())


def _plain(figure: KeyFigure) -> float | None:
    """Return a figure as a number: money in 元, a share as a part of 1, times in hours."""
    if figure.value is None:
        return None
    return round(figure.value / 100 if figure.kind == "money" else figure.value, 4)


REPORTS: dict[str, Callable[[Opened, Call], None]] = {"cash": _cash, "complaints": _complaints, "expectations": _expectations}
"""By the name of a report, what tells it."""

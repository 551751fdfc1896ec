"""The complaints of a period as a paper and as a workbook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from dealer_crm.domain import complaint_figures as sums
from dealer_crm.domain.charts import WHOLE, Bars, Pareto
from dealer_crm.domain.complaint_figures import Case, ComplaintFigures, Cut, Share
from dealer_crm.domain.complaints import ComplaintLevel
from dealer_crm.domain.progress import NoProgress, Progress
from dealer_crm.domain.reminders import wall_clock
from dealer_crm.i18n import Translator, translator
from dealer_crm.services.complaint_list import ComplaintRow
from dealer_crm.services.complaint_report import ComplaintReport
from dealer_crm.services.paper_desk import PaperDesk
from dealer_crm.services.trade import Trade
from dealer_crm.words.complaint_report import FIGURES, Figure, cut_words, group_words

if TYPE_CHECKING:
    from dealer_crm.documents.pdf.complaint_report import CaseLine, ChartBlock, ComplaintReportData, KeyFigure
    from dealer_crm.domain.periods import Period
    from dealer_crm.domain.printing import PrintChoice

CUTS = (Cut.TYPE, Cut.SUBTYPE, Cut.TOPIC, Cut.CATEGORY, Cut.MODEL, Cut.TEAM, Cut.LIABLE)
"""By what a Pareto chart is drawn, in this order; the months follow."""
CHUNK = 500


class ComplaintReportPapers:
    """Nothing is changed. The libraries of papers and workbooks are imported when the first one is made."""

    def __init__(self, report: ComplaintReport, trade: Trade, desk: PaperDesk) -> None:
        self._report, self._trade, self._desk = report, trade, desk

    def paper(self, period: Period, choice: PrintChoice, language: str, printed_by: str = "", progress: Progress | None = None) -> bytes:
        """Return the report as a PDF. Raises Cancelled."""
        from dealer_crm.documents.pdf.complaint_report import complaint_report

        setup = self._desk.setup("complaint_report", choice, language, printed_by)
        return complaint_report(self.data(period, language, progress), setup)

    def workbook(self, period: Period, language: str, progress: Progress | None = None) -> bytes:
        """Return the report as a workbook with charts. Raises Cancelled, CellTooLong."""
        from dealer_crm.documents.excel.complaint_workbook import complaint_workbook

        return complaint_workbook(self.data(period, language, progress), language)

    def data(self, period: Period, language: str, progress: Progress | None = None) -> ComplaintReportData:
        """Return what both say; `progress` hears of every piece of the cases. Raises Cancelled."""
        from dealer_crm.documents.pdf.complaint_report import ComplaintReportData

        found = self._report.figures(period)
        words = _Words(translator(language), found, lambda code: self._trade.category(code).said(language))
        return ComplaintReportData(
            self._desk.head(),
            period.first,
            period.last,
            figures=tuple(_figures(found, words.t)),
            charts=tuple(_charts(found, words)),
            cases=tuple(self._cases(found, words, progress or NoProgress())),
            silent=sums.iceberg(len(found.cases)).silent,
        )

    def _cases(self, found: ComplaintFigures, words: _Words, progress: Progress) -> Iterator[CaseLine]:
        costs = Counter[int]()
        for cost in found.costs:
            costs[cost.complaint_id] += cost.amount if cost.granted else 0
        cases = sorted(found.cases, key=lambda one: (one.opened_at, one.id))
        for start in range(0, len(cases), CHUNK):
            progress.step(start, len(cases))
            piece = cases[start : start + CHUNK]
            rows = {row.id: row for row in self._report.rows([one.id for one in piece])}
            yield from (_line(one, rows[one.id], costs[one.id], words) for one in piece if one.id in rows)
        progress.step(len(cases), len(cases))


@dataclass(frozen=True)
class _Words:
    """Names of groups in a language, as the analysis on the screen says them."""

    t: Translator
    figures: ComplaintFigures
    category: Callable[[str], str]

    def of(self, cut: Cut, key: str) -> str:
        """Return what a group of a cut is called."""
        return group_words(cut, key, self.figures.topics, self.category, self.t)

    def known(self, cut: Cut, key: str) -> str:
        """Return the same, and "" for what is not known."""
        return self.of(cut, key) if key else ""


# figures


def _figures(found: ComplaintFigures, t: Translator) -> Iterator[KeyFigure]:
    from dealer_crm.documents.pdf.complaint_report import FigureKind, KeyFigure

    count, hours, money, cases = FigureKind.COUNT, FigureKind.HOURS, FigureKind.MONEY, found.cases
    note = t.context("paper", "{n} not closed").format(n=found.open) if found.open else ""
    level_3 = sum(one.level is ComplaintLevel.THIRD_PARTY for one in cases)
    shares = {
        Figure.ANSWERED: sums.answered_in_time(cases, found.now),
        Figure.CLOSED: sums.closed_in_time(cases, found.now),
        Figure.FIXED: sums.fixed_first_time(cases),
        Figure.CONTENT: sums.content(cases),
        Figure.REPEATED: sums.repeated(cases),
    }
    yield KeyFigure("complaints", t.context("paper", "Complaints"), count, len(cases), note=note)
    yield _share("rate", t.context("paper", "Of service requests"), Share(len(cases), found.requests))
    yield KeyFigure("third_party", t.context("paper", "Through a third party"), count, level_3)
    yield KeyFigure("cost", t.context("paper", "Cost of complaints"), money, found.spent)
    for figure, share in shares.items():
        yield _share(figure.value, t(FIGURES[figure][0]), share)
    yield KeyFigure("answer_hours", t.context("paper", "First answer, median"), hours, sums.response_times(cases).median)
    yield KeyFigure("closing_hours", t.context("paper", "Until closed, mean"), hours, sums.closing_times(cases).mean)
    yield KeyFigure("compensation", t.context("paper", "Compensation to be approved"), money, found.asked)


def _share(code: str, words: str, one: Share) -> KeyFigure:
    from dealer_crm.documents.pdf.complaint_report import FigureKind, KeyFigure

    value = None if one.per_cent is None else one.per_cent / WHOLE
    return KeyFigure(code, words, FigureKind.SHARE, value, one.part, one.whole)


# charts


def _charts(found: ComplaintFigures, words: _Words) -> Iterator[ChartBlock]:
    for block in (*(_pareto(cut, found, words) for cut in CUTS), _months(found, words.t)):
        if block is not None:
            yield block


def _pareto(cut: Cut, found: ComplaintFigures, words: _Words) -> ChartBlock | None:
    """Return the chart of a cut, what is not known last; None where nothing is known by it."""
    from dealer_crm.documents.pdf.complaint_report import ChartBlock

    groups = found.groups(cut)
    if not any(one.key for one in groups):
        return None
    labels = tuple(words.of(cut, one.key) for one in groups)
    unknown = sum(not one.key for one in groups)
    chart = Pareto(labels, tuple(one.count for one in groups), words.t.context("paper", "Cases"), trailing=unknown)
    return ChartBlock(cut.value, cut_words(cut, words.t), chart)


def _months(found: ComplaintFigures, t: Translator) -> ChartBlock | None:
    """Return the complaints of each month with the share that was closed in time; None of a single month."""
    from dealer_crm.documents.pdf.complaint_report import ChartBlock

    by_month = {one.key: one.cases for one in found.groups(Cut.MONTH)}
    months = _between(min(by_month), max(by_month)) if by_month else []
    if len(months) < 2:
        return None
    shares = tuple(sums.closed_in_time(by_month.get(one, ()), found.now).per_cent for one in months)
    bars = Bars(tuple(months), tuple(len(by_month.get(one, ())) for one in months), shares, t.context("paper", "Cases"), "%")
    return ChartBlock(Cut.MONTH.value, cut_words(Cut.MONTH, t), bars, t(FIGURES[Figure.CLOSED][0]), t("Month"))


def _between(first: str, last: str) -> list[str]:
    """Return every month (YYYY-MM) from the first to the last."""
    start, end = (int(one[:4]) * 12 + int(one[5:7]) - 1 for one in (first, last))
    return [f"{number // 12:04d}-{number % 12 + 1:02d}" for number in range(start, end + 1)]


# cases


def _line(one: Case, row: ComplaintRow, cost: int, words: _Words) -> CaseLine:
    from dealer_crm.documents.pdf.complaint_report import CaseLine

    product = " ".join(part for part in (one.brand, one.model) if part)
    return CaseLine(
        row.number,
        wall_clock(one.opened_at),
        row.customer,
        kind=words.of(Cut.TYPE, one.type),
        subtype=words.of(Cut.SUBTYPE, one.subtype),
        topic=words.known(Cut.TOPIC, one.topic),
        product=product or words.known(Cut.CATEGORY, one.category),
        team=words.known(Cut.TEAM, one.team),
        severity=words.of(Cut.SEVERITY, one.severity),
        level=words.of(Cut.LEVEL, one.level),
        channel=words.of(Cut.CHANNEL, one.channel),
        liable=words.known(Cut.LIABLE, one.liable or ""),
        answered_at=one.responded_at and wall_clock(one.responded_at),
        answer_hours=_hours(one.opened_at, one.responded_at),
        closed_at=one.closed_at and wall_clock(one.closed_at),
        closing_hours=_hours(one.opened_at, one.closed_at),
        reopened=one.reopened,
        satisfaction=one.satisfaction,
        cost=cost,
        words=row.words,
    )


def _hours(start: datetime, end: datetime | None) -> float | None:
    return None if end is None else max((end - start).total_seconds() / 3600, 0.0)

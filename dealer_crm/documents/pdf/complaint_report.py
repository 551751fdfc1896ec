"""The complaints of a period (投诉分析月报): the figures of domain.md 3.4, Pareto charts with their tables, and the cases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from functools import partial

from dealer_crm.documents.pdf import figures
from dealer_crm.documents.pdf.chart_piece import chart_piece, inks_of
from dealer_crm.documents.pdf.copies import in_copies
from dealer_crm.documents.pdf.frames import Heading
from dealer_crm.documents.pdf.grids import Column, Slot
from dealer_crm.documents.pdf.kit import Sheet
from dealer_crm.documents.pdf.looks import TIGHT
from dealer_crm.documents.pdf.pages import PageSetup, ShopHead
from dealer_crm.documents.pdf.pen import Align
from dealer_crm.documents.pdf.signing import SignBox
from dealer_crm.domain.charts import Bars, Pareto
from dealer_crm.i18n import Translator, translator
from dealer_crm.words.complaint_report import time_words

ACROSS = 4
"""Figures side by side."""
MOST_BARS = 12
"""More causes than these are one bar together on paper; the table has them all."""
FEW = 5
"""A share of fewer is said to be one of too few."""
CHART_HEIGHT = 150.0
NUMBER = "TS20261128888"


class FigureKind(StrEnum):
    """How a key figure is written."""

    COUNT = "count"
    SHARE = "share"
    HOURS = "hours"
    MONEY = "money"


@dataclass(frozen=True)
class KeyFigure:
    """One figure by its code: a count, a share (0 to 1, `part` of `whole`), hours, or 分; None where nothing is known.

    `note` stands beside it.
    """

    code: str
    label: str
    kind: FigureKind
    value: float | None
    part: int | None = None
    whole: int | None = None
    note: str = ""


@dataclass(frozen=True)
class ChartBlock:
    """One chart: by what (its code on the print desk), what a bar is, and the bars, complete; `line` names the line over bars.

    `head` stands above their names where that is not the title.
    """

    code: str
    title: str
    chart: Pareto | Bars
    line: str = ""
    head: str = ""

    @property
    def column(self) -> str:
        """What stands above the names in its table."""
        return self.head or self.title


@dataclass(frozen=True)
class CaseLine:
    """One complaint, labels in the language of the paper, wall clock; times in hours, `cost` in 分.

    `answered`, `settled` are None while it is not.
    """

    number: str
    came_at: datetime
    customer: str = ""
    kind: str = ""
    subtype: str = ""
    topic: str = ""
    product: str = ""
    team: str = ""
    severity: str = ""
    level: str = ""
    channel: str = ""
    liable: str = ""
    answered_at: datetime | None = None
    answer_hours: float | None = None
    closed_at: datetime | None = None
    closing_hours: float | None = None
    reopened: int = 0
    satisfaction: int | None = None
    cost: int = 0
    words: str = ""


@dataclass(frozen=True)
class ComplaintReportData:
    """What paper and workbook say. `silent` is how many are taught to be dissatisfied behind those who complained (S3-06)."""

    shop: ShopHead
    first: date
    last: date
    figures: tuple[KeyFigure, ...] = ()
    charts: tuple[ChartBlock, ...] = ()
    cases: tuple[CaseLine, ...] = ()
    silent: int = 0

    @property
    def period(self) -> str:
        """From which day to which."""
        return f"{figures.day(self.first)} – {figures.day(self.last)}"


def complaint_report(data: ComplaintReportData, page: PageSetup) -> bytes:
    """Render the report of a period; same data, same bytes."""
    return in_copies(page, partial(_built, data))


def _built(data: ComplaintReportData, page: PageSetup) -> Sheet:
    t = translator(page.language)
    sheet = Sheet(page, Heading(t.context("paper", "Complaints of the period"), data.period, data.shop), look=TIGHT)
    sheet.gap(4)
    _figures(sheet, data)
    if not data.cases:
        sheet.paragraph(t.context("paper", "No complaint came in this period."))
    for block in data.charts:
        if sheet.shows(f"by_{block.code}"):
            _chart(sheet, block)
    if data.cases and sheet.shows("cases"):
        _cases(sheet, data.cases)
    signs = {"drawn_up": SignBox(t.context("paper", "Drawn up by")), "owner": SignBox(t.context("paper", "Shop owner"))}
    sheet.signatures(signs, t("Date ____ - __ - __"))
    return sheet


# figures


def _figures(sheet: Sheet, data: ComplaintReportData) -> None:
    t = sheet.t
    slots = [Slot(one.label, figure_words(one, t), bold=True, aside=_aside(one, t)) for one in data.figures]
    slots += [Slot("")] * (-len(slots) % ACROSS)
    rows = [slots[at : at + ACROSS] for at in range(0, len(slots), ACROSS)]
    if rows:
        sheet.slots(rows, (1,) * ACROSS)
    if data.silent and sheet.shows("iceberg"):
        sheet.add_note(iceberg_words(data, t))


def iceberg_words(data: ComplaintReportData, t: Translator) -> str:
    """Return the estimate that is taught, said to be one."""
    words = t.context("paper", "Taught, not counted: behind {n} who complained stand about {silent} who are dissatisfied and say nothing.")
    return words.format(n=len(data.cases), silent=data.silent)


def figure_words(figure: KeyFigure, t: Translator) -> str:
    """Return a figure as it is read; – where nothing is known."""
    if figure.value is None:
        return "–"
    if figure.kind is FigureKind.SHARE:
        return f"{100 * figure.value:.0f}%"
    if figure.kind is FigureKind.HOURS:
        return time_words(figure.value, t)
    return figures.yuan(round(figure.value)) if figure.kind is FigureKind.MONEY else f"{figure.value:,.0f}"


def _aside(figure: KeyFigure, t: Translator) -> str:
    """Return what a share is of; of too few it says so."""
    parts = [figure.note]
    if figure.whole:
        parts.insert(0, f"{figure.part}/{figure.whole}")
        if figure.kind is FigureKind.SHARE and figure.whole < FEW:
            parts.append(t.context("paper", "few"))
    return " · ".join(part for part in parts if part)


# charts


def few_bars(pareto: Pareto, most: int, others: str) -> Bars:
    """Return so many bars at most, the most frequent cause first; the least frequent ones are the last one together, named `others`."""
    bars = pareto.bars()
    if len(bars.labels) <= most:
        return bars
    kept = most - 1
    return replace(
        bars,
        labels=(*bars.labels[:kept], others),
        values=(*bars.values[:kept], sum(bars.values[kept:])),
        line=(*bars.line[:kept], bars.line[-1]),
    )


def vital_few(pareto: Pareto) -> int:
    """Return how many causes, from the first, come to 80 per cent; 0 where that is all of them."""
    few = pareto.vital()
    return few if few < len(pareto.values) else 0


def _chart(sheet: Sheet, block: ChartBlock) -> None:
    t, chart = sheet.t, block.chart
    if not chart.values:
        return
    sheet.section(block.title)
    sheet.seen(*chart.labels)
    inks = inks_of(sheet.look)
    if isinstance(chart, Pareto):
        shown = few_bars(chart, MOST_BARS, t.context("paper", "The others"))
        sheet.add(chart_piece(shown, sheet.edges, CHART_HEIGHT, inks, min(vital_few(chart), len(shown.labels))))
        _pareto_table(sheet, block, chart)
    else:
        sheet.add(chart_piece(chart, sheet.edges, CHART_HEIGHT, inks))
        _bar_table(sheet, block, chart)


def _pareto_table(sheet: Sheet, block: ChartBlock, chart: Pareto) -> None:
    t, together = sheet.t, chart.cumulative()
    total = sum(chart.values)
    columns = [
        Column(t.context("paper", "#"), 0.1, fits="88", align=Align.RIGHT, small=True),
        Column(block.column, 5, small=True),
        Column(chart.unit, 0.1, fits="8,888", align=Align.RIGHT, small=True),
        Column(t.context("paper", "Share"), 0.1, fits="100.0%", align=Align.RIGHT, small=True),
        Column(t.context("paper", "Together"), 0.1, fits="100.0%", align=Align.RIGHT, small=True),
    ]
    rows = [
        (str(number), chart.labels[one], f"{chart.values[one]:,.10g}", f"{100 * chart.values[one] / total:.1f}%", f"{up_to:.1f}%")
        for number, (one, up_to) in enumerate(zip(chart.order(), together, strict=True), 1)
    ]
    sheet.table(columns, rows)
    few = vital_few(chart)
    if few:
        words = t.plural(
            "Dark: the first {n} of {of} comes to {share}% of all.", "Dark: the first {n} of {of} come to {share}% of all.", few
        )
        sheet.add_note(words.format(n=few, of=len(rows), share=f"{together[few - 1]:.0f}"))


def _bar_table(sheet: Sheet, block: ChartBlock, chart: Bars) -> None:
    columns = [Column(block.column, 5, small=True), Column(chart.unit, 0.1, fits="8,888", align=Align.RIGHT, small=True)]
    if chart.line:
        columns.append(Column(f"■ {block.line}", 0.1, fits=f"■ {block.line}", align=Align.RIGHT, small=True))
    lines = chart.line or (None,) * len(chart.labels)
    found = zip(chart.labels, chart.values, lines, strict=True)
    rows = [
        (name, f"{value:,.10g}", "–" if line is None else f"{line:,.1f}{chart.line_unit}")[: len(columns)] for name, value, line in found
    ]
    sheet.table(columns, rows)


# cases


def _cases(sheet: Sheet, cases: tuple[CaseLine, ...]) -> None:
    t = sheet.t
    sheet.section(t.context("paper", "Cases of the period"), t.plural("{n} complaint", "{n} complaints", len(cases)).format(n=len(cases)))
    days = [when for one in cases for when in (one.came_at, one.closed_at) if when]
    day, sample = (
        (figures.short_day, figures.SAMPLE_SHORT_DAY) if len({one.year for one in days}) == 1 else (figures.day, figures.SAMPLE_DAY)
    )
    costs = max((figures.money(one.cost) for one in cases), key=len, default="")
    columns = sheet.columns(
        {
            "number": Column(t("Number"), 0.1, fits=NUMBER, small=True),
            "came": Column(t.context("paper", "Came on"), 0.1, fits=sample, small=True),
            "customer": Column(t.context("paper", "Customer"), 2, small=True),
            "about": Column(t.context("paper", "About"), 3.4, small=True),
            "product": Column(t("Product"), 2.4, small=True),
            "severity": Column(t.context("paper", "Severity"), 1, small=True),
            "liable": Column(t("Liable"), 1.8, small=True),
            "closed": Column(t.context("paper", "Closed on"), 0.1, fits=sample, small=True),
            "cost": Column(t.context("paper", "Spent"), 0.1, fits=costs, align=Align.RIGHT, small=True),
        }
    )
    sheet.table(list(columns.values()), [[_cells(one, day, t)[code] for code in columns] for one in cases])


def _cells(one: CaseLine, day: Callable[[date | None], str], t: Translator) -> dict[str, str]:
    return {
        "number": one.number,
        "came": day(one.came_at),
        "customer": one.customer or t.context("paper", "no name"),
        "about": "·".join(part for part in (one.subtype, one.topic) if part),
        "product": one.product,
        "severity": one.severity,
        "liable": one.liable,
        "closed": day(one.closed_at) or t.context("paper", "open"),
        "cost": figures.money(one.cost) if one.cost else "",
    }

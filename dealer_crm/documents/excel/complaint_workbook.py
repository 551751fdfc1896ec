"""The complaints of a period as a workbook: an overview, every case, and each chart on a sheet of its own."""

from __future__ import annotations

import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.chart.data_source import AxDataSource, StrRef
from openpyxl.chart.title import title_maker
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from dealer_crm.documents.excel.cells import BOLD, HEAD, LABEL, LINE, TITLE, put, timeless
from dealer_crm.documents.excel.list_workbook import sheet_name
from dealer_crm.documents.lists import ColumnKind, ListColumn, Row, titles
from dealer_crm.documents.pdf.complaint_report import (
    CaseLine,
    ChartBlock,
    ComplaintReportData,
    FigureKind,
    KeyFigure,
    iceberg_words,
)
from dealer_crm.domain.charts import WHOLE, Bars, Pareto
from dealer_crm.i18n import Translator, translator

CHARTED = 20
"""So many rows are drawn; the sheet has them all."""
PER_CENT, HOURS = "0.0%", "0.0"
_FILLS = {"bars": "7B8794", "line": "1F2933"}
_TEXT, _NUMBER, _MONEY = ColumnKind.TEXT, ColumnKind.NUMBER, ColumnKind.MONEY
_TOP = Alignment(vertical="top", wrap_text=True)
_SIZE = (22, 11)
"""Of a chart, in cm."""


def complaint_workbook(data: ComplaintReportData, language: str) -> bytes:
    """Return the workbook; same data, same bytes. Raises CellTooLong."""
    t = translator(language)
    book = Workbook()
    overview = book.active
    assert isinstance(overview, Worksheet)
    overview.title = sheet_name(t.context("paper", "Overview"))
    _overview(overview, data, t)
    _cases(book.create_sheet(sheet_name(t.context("paper", "Every case"))), data.cases, t)
    for block in data.charts:
        if block.chart.values:
            _chart(book.create_sheet(sheet_name(block.title)), block, t)
    target = io.BytesIO()
    book.save(target)
    return timeless(target.getvalue())


def _overview(sheet: Worksheet, data: ComplaintReportData, t: Translator) -> None:
    put(sheet, (1, 1), _TEXT, t.context("paper", "Complaints of the period")).font = TITLE
    put(sheet, (2, 1), _TEXT, " · ".join(part for part in (data.shop.name, data.period) if part)).font = LABEL
    columns = (
        ListColumn(t.context("paper", "Figure"), _TEXT, 34),
        ListColumn(t.context("paper", "Value"), _NUMBER, 16),
        ListColumn(t.context("paper", "Part"), _NUMBER, 10),
        ListColumn(t.context("paper", "Of"), _NUMBER, 10),
        ListColumn(t.context("paper", "Note"), _TEXT, 40),
    )
    _head(sheet, 4, columns)
    for row, figure in enumerate(data.figures, 5):
        _figure(sheet, row, figure)
    if data.silent:
        put(sheet, (6 + len(data.figures), 1), _TEXT, iceberg_words(data, t)).font = LABEL
    _set_up(sheet, 4, columns)


def _figure(sheet: Worksheet, row: int, figure: KeyFigure) -> None:
    put(sheet, (row, 1), _TEXT, figure.label)
    money = figure.kind is FigureKind.MONEY
    value = put(sheet, (row, 2), _MONEY if money else _NUMBER, figure.value)
    if figure.kind in (FigureKind.SHARE, FigureKind.HOURS):
        value.number_format = PER_CENT if figure.kind is FigureKind.SHARE else HOURS
    put(sheet, (row, 3), _NUMBER, figure.part)
    put(sheet, (row, 4), _NUMBER, figure.whole)
    put(sheet, (row, 5), _TEXT, figure.note)


def _cases(sheet: Worksheet, cases: Sequence[CaseLine], t: Translator) -> None:
    columns = _case_columns(t)
    names = _head(sheet, 1, columns)
    for row, one in enumerate(cases, 2):
        for number, (column, value) in enumerate(zip(columns, _case_row(one), strict=True), 1):
            cell = put(sheet, (row, number), column.kind, value, names[number - 1])
            cell.alignment = _TOP
            if isinstance(value, float):
                cell.number_format = HOURS
    _set_up(sheet, 1, columns)
    if cases:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(cases) + 1}"


def _case_columns(t: Translator) -> tuple[ListColumn, ...]:
    moment = ColumnKind.DATETIME
    return (
        ListColumn(t("Number"), _TEXT, 17),
        ListColumn(t.context("paper", "Came on"), moment, 17),
        ListColumn(t.context("paper", "Customer"), _TEXT, 14),
        ListColumn(t.context("paper", "Type"), _TEXT, 16),
        ListColumn(t("Subtype"), _TEXT, 18),
        ListColumn(t.context("paper", "Topic"), _TEXT, 12),
        ListColumn(t("Product"), _TEXT, 22),
        ListColumn(t("Team that installed"), _TEXT, 14),
        ListColumn(t.context("paper", "Severity"), _TEXT, 9),
        ListColumn(t.context("paper", "Level"), _TEXT, 18),
        ListColumn(t("Came by"), _TEXT, 14),
        ListColumn(t("Liable"), _TEXT, 14),
        ListColumn(t.context("paper", "Answered"), moment, 17),
        ListColumn(t.context("paper", "Hours to the answer"), _NUMBER, 12),
        ListColumn(t.context("paper", "Closed on"), moment, 17),
        ListColumn(t.context("paper", "Hours to the close"), _NUMBER, 12),
        ListColumn(t.context("paper", "Opened again"), _NUMBER, 9),
        ListColumn(t.context("paper", "Mark 1–5"), _NUMBER, 9),
        ListColumn(t.context("paper", "Spent"), _MONEY, 12),
        ListColumn(t.context("paper", "Own words"), _TEXT, 44),
    )


def _case_row(one: CaseLine) -> Row:
    times = (one.answered_at, one.answer_hours, one.closed_at, one.closing_hours)
    about = (one.kind, one.subtype, one.topic, one.product, one.team, one.severity, one.level, one.channel, one.liable)
    return (one.number, one.came_at, one.customer, *about, *times, one.reopened, one.satisfaction, one.cost, one.words)


# charts


def _chart(sheet: Worksheet, block: ChartBlock, t: Translator) -> None:
    chart = block.chart
    bars = chart.bars() if isinstance(chart, Pareto) else chart
    shares = isinstance(chart, Pareto)
    columns = [
        ListColumn(t.context("paper", "#"), _NUMBER, 6),
        ListColumn(block.column, _TEXT, 28),
        ListColumn(bars.unit, _NUMBER, 10),
    ]
    if shares:
        columns.append(ListColumn(t.context("paper", "Share"), _NUMBER, 10))
    if bars.line:
        columns.append(ListColumn(t.context("paper", "Together") if shares else block.line, _NUMBER, 14))
    names = _head(sheet, 1, columns)
    for row in range(len(bars.values)):
        _bar(sheet, row, bars, names, shares=shares)
    _set_up(sheet, 1, columns)
    sheet.add_chart(_drawn(sheet, block, bars, len(columns)), f"{get_column_letter(len(columns) + 2)}2")


def _bar(sheet: Worksheet, row: int, bars: Bars, names: Sequence[str], *, shares: bool) -> None:
    at = row + 2
    put(sheet, (at, 1), _NUMBER, row + 1)
    put(sheet, (at, 2), _TEXT, bars.labels[row], names[1]).alignment = _TOP
    put(sheet, (at, 3), _NUMBER, bars.values[row])
    if shares:
        put(sheet, (at, 4), _NUMBER, bars.values[row] / sum(bars.values)).number_format = PER_CENT
    line = bars.line[row] if bars.line else None
    if line is not None:
        per_cent = bars.line_unit == "%"
        cell = put(sheet, (at, 5 if shares else 4), _NUMBER, line / WHOLE if per_cent else line)
        cell.number_format = PER_CENT if per_cent else "General"


def _drawn(sheet: Worksheet, block: ChartBlock, bars: Bars, across: int) -> BarChart:
    """Return the native chart of the first rows: bars, and over them the line on an axis of its own at the right."""
    last = min(len(bars.values), CHARTED) + 1
    names = AxDataSource(strRef=StrRef(Reference(sheet, min_col=2, min_row=2, max_row=last)))
    drawn = BarChart()
    drawn.type, drawn.gapWidth = "col", 50
    drawn.title = title = title_maker(block.title)
    drawn.width, drawn.height = _SIZE
    drawn.add_data(Reference(sheet, min_col=3, min_row=1, max_row=last), titles_from_data=True)
    drawn.series[0].cat = names
    drawn.series[0].graphicalProperties.solidFill = _FILLS["bars"]
    drawn.y_axis.number_format = "0"
    drawn.y_axis.scaling.min = 0
    drawn.x_axis.delete = drawn.y_axis.delete = False
    drawn.legend.position = "b"
    title.overlay = drawn.legend.overlay = False
    if bars.top:
        drawn.y_axis.scaling.max = bars.top
    if bars.line:
        line = _line(Reference(sheet, min_col=across, min_row=1, max_row=last), bars)
        line.series[0].cat = names
        drawn += line
    return drawn


def _line(values: Reference, bars: Bars) -> LineChart:
    line = LineChart()
    line.add_data(values, titles_from_data=True)
    line.y_axis.axId = 200
    line.y_axis.crosses = "max"
    line.y_axis.majorGridlines = None
    line.y_axis.delete = False
    if bars.line_unit == "%":
        line.y_axis.number_format = "0%"
        line.y_axis.scaling.min, line.y_axis.scaling.max = 0, 1
    drawn = line.series[0]
    drawn.graphicalProperties.line.solidFill = _FILLS["line"]
    drawn.marker.symbol = "square"
    drawn.smooth = False
    return line


# sheets


def _head(sheet: Worksheet, row: int, columns: Sequence[ListColumn]) -> list[str]:
    """Write the titles of a table and return them."""
    names = titles(columns)
    for number, name in enumerate(names, 1):
        cell = put(sheet, (row, number), _TEXT, name)
        cell.font, cell.fill, cell.border = BOLD, HEAD, LINE
        cell.alignment = _TOP
    return names


def _set_up(sheet: Worksheet, head: int, columns: Sequence[ListColumn]) -> None:
    """Hold the head in view, give the columns their widths, and let it be printed on A4 lying."""
    for number, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    sheet.freeze_panes = f"A{head + 1}"
    sheet.print_title_rows = f"{head}:{head}"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    foot = sheet.oddFooter
    if foot is not None and foot.right is not None:
        foot.right.text = "&P / &N"
    sheet.sheet_view.showGridLines = False

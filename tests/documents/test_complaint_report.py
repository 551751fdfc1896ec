"""The complaints of a period on paper and as a workbook, read back: figures, charts with their tables, every case."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from dealer_crm.documents.excel.complaint_workbook import complaint_workbook
from dealer_crm.documents.pdf.chart_piece import planned
from dealer_crm.documents.pdf.complaint_report import ComplaintReportData, complaint_report, few_bars, figure_words
from dealer_crm.documents.pdf.looks import TIGHT
from dealer_crm.documents.pdf.pages import Paper
from dealer_crm.domain.chart_layout import Rect
from dealer_crm.domain.charts import Bars, Pareto
from dealer_crm.domain.printer_profiles import Technique
from dealer_crm.i18n import translator
from tests.documents.complaints import REPORT, TOPICS, case
from tests.documents.reading import assert_apart, colours, page_words, words
from tests.documents.records import SETUP

HOSTILE = ("=1+1", "<b>fett</b>", "长" * 200, "😀 emoji", "\u202e\x07@SUM(A1)", "-2+3")
BAD = replace(
    REPORT,
    charts=tuple(replace(one, chart=Pareto(HOSTILE, (6, 5, 4, 3, 2, 1), "件")) for one in REPORT.charts[:1]),
    cases=tuple(replace(case(n), customer=one, topic=one, product=one, words=one) for n, one in enumerate(HOSTILE)),
)


def book(data: ComplaintReportData) -> dict[str, Worksheet]:
    found = load_workbook(io.BytesIO(complaint_workbook(data, "zh")))
    return {sheet.title: sheet for sheet in found.worksheets}


def values(sheet: Worksheet, row: int) -> list[Any]:
    return [cell.value for cell in sheet[row]]


# paper


def test_the_paper_says_figures_charts_with_tables_and_every_case() -> None:
    pages = page_words(complaint_report(REPORT, SETUP))
    assert all(f"第{n}/{len(pages)}页" in page for n, page in enumerate(pages, 1))
    assert "2026-11-01–2026-11-30" in pages[0]
    said = ("及时响应率", "18/21", "86%", "2/3", "¥12,345.00", "服务作业不当", "42.9%", "525")
    assert [one for one in said if one not in pages[0]] == []
    text = "".join(pages)
    assert all(one.number in text for one in REPORT.cases)


def test_what_is_dark_stands_below_the_table_with_its_true_share() -> None:
    assert "81%" in words(complaint_report(replace(REPORT, charts=REPORT.charts[:1]), SETUP))


def test_a_month_without_complaints_says_so_and_draws_nothing() -> None:
    text = words(complaint_report(ComplaintReportData(REPORT.shop, REPORT.first, REPORT.last), replace(SETUP, language="en")))
    assert "Nocomplaintcameinthisperiod." in text
    assert "Casesoftheperiod" not in text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_typed_stands_on_it_as_typed_and_over_nothing(language: str) -> None:
    pdf = complaint_report(BAD, replace(SETUP, language=language))
    text = words(pdf)
    assert "=1+1" in text
    assert "<b>fett</b>" in text
    assert "长" * 20 in text
    assert_apart(pdf, Paper.A4)


def test_needles_strike_outlines_only() -> None:
    assert colours(complaint_report(REPORT, replace(SETUP, technique=Technique.NEEDLE))) == set()


def test_few_bars_keep_the_sum_and_the_others_stand_last() -> None:
    many = Pareto(tuple(f"{n}" for n in range(30)), tuple(range(30)), "x")
    bars = few_bars(many, 12, "others")
    assert (len(bars.labels), bars.labels[0], bars.labels[-1]) == (12, "29", "others")
    assert sum(bars.values) == sum(many.values)
    assert bars.line[-1] == pytest.approx(100)
    assert few_bars(Pareto(("a",), (1,)), 12, "others").labels == ("a",)


def test_names_without_room_are_numbers_of_the_table() -> None:
    room = Rect(0, 0, 500, 150)
    assert [one.lines for one in planned(Bars(TOPICS, (1,) * 5), room, TIGHT.label).names] == [(one,) for one in TOPICS]
    long = planned(Bars(tuple("长" * 200 for _one in range(3)), (3, 2, 1)), room, TIGHT.label)
    assert [one.lines for one in long.names] == [("1",), ("2",), ("3",)]


def test_a_figure_is_read_by_its_kind() -> None:
    t = translator("en")
    assert [figure_words(one, t) for one in REPORT.figures[3:11]] == ["¥12,345.00", "86%", "82%", "88%", "67%", "6%", "3.2 h", "–"]


# workbook


def test_the_workbook_has_an_overview_every_case_and_a_sheet_for_each_chart() -> None:
    sheets = book(REPORT)
    assert list(sheets)[2:] == [block.title for block in REPORT.charts]
    overview, cases = list(sheets.values())[:2]
    assert [overview.freeze_panes, cases.freeze_panes, sheets["按子类"].freeze_panes] == ["A5", "A2", "A2"]
    assert values(overview, 5)[:2] == ["投诉", 21]
    assert values(overview, 9)[:4] == ["及时响应率", 18 / 21, 18, 21]
    assert (overview["B9"].number_format, overview["B8"].number_format, overview["B8"].value) == ("0.0%", "#,##0.00", 12_345)
    assert (cases.max_row, cases.auto_filter.ref) == (22, "A1:T22")
    row = values(cases, 3)
    assert row[:3] == ["TS20261103001", datetime(2026, 11, 3, 9, 30), "陈静1"]  # noqa: DTZ001
    assert row[12:19] == [datetime(2026, 11, 3, 11, 30), 2, datetime(2026, 11, 6, 9, 30), 72, 0, 5, 120]  # noqa: DTZ001
    assert cases.column_dimensions["T"].width == 44


def test_charts_are_native_and_draw_the_cells() -> None:
    sheets = book(REPORT)
    sheet = sheets["按子类"]
    assert values(sheet, 2) == [1, "服务作业不当", 9, *[pytest.approx(9 / 21)] * 2]
    assert (sheet["D2"].number_format, sheet["E2"].number_format) == ("0.0%", "0.0%")
    (chart,) = sheet._charts  # type: ignore[attr-defined]  # noqa: SLF001 - openpyxl has no other way
    bars, line = chart._charts  # noqa: SLF001
    assert bars.series[0].val.numRef.f == "'按子类'!$C$2:$C$7"
    assert bars.series[0].cat.strRef.f == "'按子类'!$B$2:$B$7"
    assert line.series[0].val.numRef.f == "'按子类'!$E$2:$E$7"
    assert (bars.y_axis.scaling.max, line.y_axis.scaling.max) == (21, 1)
    assert all(len(one._charts) == 1 for one in list(sheets.values())[2:])  # type: ignore[attr-defined]  # noqa: SLF001
    month = values(sheets["按月"], 2)
    assert month == [1, "2026-09", 12, 0.825]


def test_only_the_first_rows_are_drawn_and_all_are_listed() -> None:
    many = Pareto(tuple(f"产品{n}" for n in range(300)), tuple(range(300, 0, -1)), "件")
    sheet = book(replace(REPORT, charts=(replace(REPORT.charts[0], chart=many),)))["按子类"]
    assert sheet.max_row == 301
    assert sheet._charts[0].series[0].val.numRef.f.endswith("$C$2:$C$21")  # type: ignore[attr-defined]  # noqa: SLF001


def test_nothing_typed_becomes_a_formula() -> None:
    for sheet in book(BAD).values():
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", (sheet.title, cell.coordinate)
                assert not isinstance(cell.value, str) or cell.data_type == "s"
    texts = {cell.value for sheet in book(BAD).values() for row in sheet.iter_rows() for cell in row}
    assert {"=1+1", "<b>fett</b>", "长" * 200, "😀 emoji"} <= texts


def test_the_same_report_gives_the_same_bytes_and_an_empty_one_opens() -> None:
    assert complaint_workbook(REPORT, "en") == complaint_workbook(REPORT, "en")
    assert len(book(ComplaintReportData(REPORT.shop, REPORT.first, REPORT.last))) == 2

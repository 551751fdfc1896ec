"""A record as a workbook, read back: real days and amounts, text that stays text."""

from __future__ import annotations

import io
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from dealer_crm.documents.excel.record_workbook import RecordSheet, RecordTable, RecordValue, record_workbook
from dealer_crm.documents.lists import ColumnKind, ListColumn
from dealer_crm.domain.files import CellTooLong
from dealer_crm.domain.text import clean
from tests.documents.hostile import strings

LINES = RecordTable(
    "货物",
    (
        ListColumn("品名", width=20),
        ListColumn("序列号", width=18),
        ListColumn("数量", ColumnKind.AREA, 9),
        ListColumn("金额", ColumnKind.MONEY, 14),
        ListColumn("装机日", ColumnKind.DATE, 12),
    ),
    (("多联机室外机", "003A26110482", 1000, 1_860_000, date(2026, 11, 21)), ("铜管", "", 46_500, 10**9, None)),
)
RECORD = RecordSheet(
    "送货 SH20261121003",
    "送货单 SH20261121003",
    "暖居暖通设备商行",
    (
        RecordValue("客户", "陈静 女士"),
        RecordValue("电话", "014200000317"),
        RecordValue("日期", date(2026, 11, 21), ColumnKind.DATE),
        RecordValue("打印", datetime(2026, 11, 21, 13, 5), ColumnKind.DATETIME),  # noqa: DTZ001
        RecordValue("应收", 298_000, ColumnKind.MONEY),
        RecordValue("备注", "=HYPERLINK(0)"),
    ),
    (LINES,),
)


def sheet_of(content: bytes) -> Worksheet:
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    assert isinstance(sheet, Worksheet)
    return sheet


def test_labels_values_and_tables_stand_below_each_other() -> None:
    sheet = sheet_of(record_workbook([RECORD]))
    assert (sheet.title, sheet["A1"].value, sheet["A2"].value) == ("送货 SH20261121003", "送货单 SH20261121003", "暖居暖通设备商行")
    values = {sheet.cell(row, 1).value: sheet.cell(row, 2) for row in range(4, 10)}
    assert [values["电话"].value, values["电话"].data_type, values["电话"].number_format] == ["014200000317", "s", "@"]
    assert [values["日期"].value, values["日期"].number_format] == [datetime(2026, 11, 21), "yyyy-mm-dd"]  # noqa: DTZ001
    assert [values["应收"].value, values["应收"].number_format] == [2980, "#,##0.00"]
    assert [values["备注"].value, values["备注"].data_type] == ["=HYPERLINK(0)", "s"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=11)]
    assert rows[0][0] == "货物"
    assert rows[1] == ["品名", "序列号", "数量", "金额", "装机日"]
    assert rows[2] == ["多联机室外机", "003A26110482", 1, 18_600, datetime(2026, 11, 21)]  # noqa: DTZ001
    assert rows[3] == ["铜管", None, 46.5, 10_000_000, None]
    assert sheet.column_dimensions["D"].width == 14


def test_the_same_record_gives_the_same_bytes() -> None:
    assert record_workbook([RECORD]) == record_workbook([RECORD])
    assert load_workbook(io.BytesIO(record_workbook([RECORD, RECORD]))).sheetnames == ["送货 SH20261121003", "送货 SH202611210031"]
    assert len(load_workbook(io.BytesIO(record_workbook([]))).worksheets) == 1


def test_text_too_long_for_a_cell_is_refused_by_name() -> None:
    with pytest.raises(CellTooLong) as refused:
        record_workbook([RecordSheet("x", "x", values=(RecordValue("备注", "长" * 40_000),))])
    assert refused.value.parameters["column"] == "备注"


def test_nothing_typed_becomes_a_formula(corpora: Path) -> None:
    texts = [text[:2000] for text in strings(corpora)]
    table = RecordTable("t", (ListColumn("a"), ListColumn("b")), tuple((text, text) for text in texts))
    sheet = sheet_of(
        record_workbook([RecordSheet("x", texts[0], values=tuple(RecordValue(text, text) for text in texts), tables=(table,))])
    )
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.quotePrefix for cell in cells)
    assert {str(cell.value).replace("\r\n", "\n") for cell in cells} >= {
        clean(text).replace("\r\n", "\n") for text in texts[:50] if clean(text)
    }

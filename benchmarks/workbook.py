"""The workbook that import and export are measured with: customers by 25 columns, as an export writes them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

from dealer_crm.app.opened import Opened
from dealer_crm.app.papers import write_list as write_export
from dealer_crm.documents.excel.list_workbook import write_list
from dealer_crm.documents.lists import ListColumn
from dealer_crm.domain.progress import NoProgress
from dealer_crm.i18n import translator
from dealer_crm.services import whole_files
from dealer_crm.services.customer_list import CustomerSpec
from dealer_crm.services.exports import ExportOrder

NAMES = (
    *("name", "phone", "wechat", "nature", "party_kind", "stage", "intent_level", "source", "interests"),
    *("province", "city", "district", "community", "building", "unit", "room", "house_type", "area"),
    *("note", "marketing_ok", "consent_on", "created_on", "last_words", "next_on", "next_purpose"),
)


def everybody(opened: Opened, target: Path) -> int:
    """Write everybody with every field, as the menu does; return how many."""
    return write_export(opened, ExportOrder(target, "zh", CustomerSpec(sort="number"), whole=True), NoProgress())


def to_import(opened: Opened, target: Path, rows: int) -> int:
    """Write the first customers by 25 columns; return how many columns."""
    t = translator("zh")
    places = [n for n, one in enumerate(whole_files.COLUMNS) if one.value in NAMES]
    columns: list[ListColumn] = [whole_files.columns(t)[n] for n in places]
    whole = target.with_name("whole.xlsx")
    if not whole.exists():
        everybody(opened, whole)
    cells = cells_of(whole, rows)[1:]
    return write_list(target, columns, ([_plain(row[n]) for n in places] for row in cells), "客户") and len(columns)


def cells_of(path: Path, rows: int) -> list[list[Any]]:
    """Return the heading and the first rows of a workbook."""
    sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0)
    return [list(row) for row, _ in zip(sheet.iter_rows(), range(rows + 1), strict=False)]


def _plain(value: Any) -> Any:
    """Return a cell as the writer takes it: whole thousandths of an area, dates as they are, else text."""
    if isinstance(value, float):
        return round(value * 1000)
    return value if isinstance(value, date) else str(value)

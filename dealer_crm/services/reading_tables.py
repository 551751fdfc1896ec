"""What was read at the items of a sheet, as papers and workbooks show it: a table for each item that is read row by row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from dealer_crm.domain.reading_rules import ROW, cells_out, limits_said, numbers_of, shown, totals
from dealer_crm.domain.readings import Column, Formula, Grid
from dealer_crm.i18n import Translator, translator
from dealer_crm.services.check_rows import CheckRow
from dealer_crm.words.labels import label

if TYPE_CHECKING:
    from dealer_crm.documents.excel.record_workbook import RecordSheet
    from dealer_crm.documents.lists import Row, Value
    from dealer_crm.documents.pdf.reading_grids import GridBlock, GridCell, GridColumn

_PLAIN = re.compile(r"[-−]?\d{1,12}(?:\.\d{1,6})?")
"""What stands in a workbook as a number: the whole of it is one."""
Reading = Mapping[str, str]


def blocks_of(checks: Iterable[CheckRow], language: str) -> tuple[GridBlock, ...]:
    """Return the tables of all items that have one, in their order."""
    t = translator(language)
    return tuple(_block(check, check.grid, t) for check in checks if check.grid is not None)


def rows_of(check: CheckRow, grid: Grid, language: str) -> list[dict[str, str]]:
    """Return what was read, or before that the rows that the table begins with."""
    if check.readings:
        return [dict(row) for row in check.readings]
    named = [{ROW: zh if language == "zh" else en} for zh, en in grid.labels]
    return named or [{} for _row in range(grid.least)]


def _block(check: CheckRow, grid: Grid, t: Translator) -> GridBlock:
    from dealer_crm.documents.pdf.reading_grids import GridBlock, GridRow

    rows, last = rows_of(check, grid, t.language), _last_rows(check)
    out = cells_out(grid, rows)
    written = []
    for at, row in enumerate(rows):
        name = row.get(ROW, "")
        cells = (_cell(grid, one, (row, last.get(name, {})), (at, one.code) in out) for one in grid.columns)
        written.append(GridRow(name, tuple(cells)))
    return GridBlock(
        code=check.code,
        title=check.words(t.language),
        rows_of=label(grid.rows, t),
        columns=tuple(_column(column, t.language) for column in grid.columns),
        rows=tuple(written),
        sums=tuple(_sums(grid, rows, t.language)) if check.readings else (),
        note=_note(grid, t),
        last_on=check.last.on.isoformat() if check.last and check.last.readings and check.last.on else "",
    )


def _last_rows(check: CheckRow) -> dict[str, Reading]:
    return {row.get(ROW, ""): row for row in check.last.readings} if check.last else {}


def _cell(grid: Grid, column: Column, read: tuple[Reading, Reading], out: bool) -> GridCell:  # noqa: FBT001
    from dealer_crm.documents.pdf.reading_grids import GridCell

    now, last = (_value(grid, column, row) for row in read)
    return GridCell(now, last, out)


def _value(grid: Grid, column: Column, row: Reading) -> str:
    return shown(numbers_of(grid, row).get(column.code)) if column.formula else row.get(column.code, "")


def _column(column: Column, language: str) -> GridColumn:
    from dealer_crm.documents.pdf.reading_grids import GridColumn

    limits = limits_said(column.low, column.high)
    return GridColumn(column.said(language), column.unit, limits, worked_out=column.formula is not None, words=column.words)


def _sums(grid: Grid, rows: list[dict[str, str]], language: str) -> Iterable[str]:
    named = {column.code: column for column in grid.columns}
    for code, total in totals(grid, rows).items():
        yield " ".join(filter(None, (named[code].said(language), shown(total), named[code].unit)))


def _note(grid: Grid, t: Translator) -> str:
    """Return by which rule a pressure hold is worked out, for those who do it by hand."""
    if not any(column.formula is Formula.HOLD_LOST for column in grid.columns):
        return ""
    return t.context(
        "paper",
        "A tight system shows (P1 + 0.1013) × (273.15 + t2) ÷ (273.15 + t1) − 0.1013 MPa at last; 0.02 MPa more or less is what a "
        "gauge can tell.",
    )


def readings_book(title: str, subtitle: str, checks: Iterable[CheckRow], t: Translator) -> list[RecordSheet]:
    """Return the readings of a sheet for a workbook: all items, then each table of readings on a sheet of its own."""
    every = tuple(checks)
    gridded = [_grid_sheet(title, check, check.grid, t) for check in every if check.grid is not None]
    return [_items_sheet(title, subtitle, every, t), *gridded]


def _items_sheet(title: str, subtitle: str, checks: tuple[CheckRow, ...], t: Translator) -> RecordSheet:
    from dealer_crm.documents.excel.record_workbook import RecordSheet, RecordTable
    from dealer_crm.documents.lists import ColumnKind, ListColumn

    text, day = ColumnKind.TEXT, ColumnKind.DATE
    columns = (
        ListColumn(t.context("paper", "Code"), text, 10),
        ListColumn(t.context("paper", "Inspected"), text, 30),
        ListColumn(t.context("paper", "Standard"), text, 30),
        ListColumn(t.context("paper", "Measured"), ColumnKind.NUMBER, 12),
        ListColumn(t.context("paper", "Unit"), text, 8),
        ListColumn(t.context("paper", "Result"), text, 10),
        ListColumn(t.context("paper", "Remark"), text, 24),
        ListColumn(t.context("paper", "Due"), day, 12),
        ListColumn(t.context("paper", "Failed before"), text, 24),
        ListColumn(t.context("paper", "Noted on"), day, 12),
    )
    table = RecordTable(t.context("paper", "All items"), columns, tuple(_item(check, t) for check in checks))
    return RecordSheet(f"{title} {t.context('paper', 'All items')}", title, subtitle, tables=(table,))


def _item(check: CheckRow, t: Translator) -> Row:
    done = check.done_at.astimezone().date() if check.done_at else None
    result = label(check.result, t) if check.result else ""
    said = (check.code, check.words(t.language), check.standard(t.language), number_or_words(check.value), check.unit)
    return (*said, result, check.note, check.due_on, check.failure, done)


def _grid_sheet(title: str, check: CheckRow, grid: Grid, t: Translator) -> RecordSheet:
    from dealer_crm.documents.excel.record_workbook import RecordSheet, RecordTable
    from dealer_crm.documents.lists import ColumnKind, ListColumn

    titles = (" ".join(filter(None, (column.said(t.language), column.unit))) for column in grid.columns)
    columns = (ListColumn(label(grid.rows, t), ColumnKind.TEXT, 18), *(ListColumn(one, ColumnKind.NUMBER, 14) for one in titles))
    rows = tuple(
        (row.get(ROW, ""), *(_book_value(grid, column, row) for column in grid.columns)) for row in rows_of(check, grid, t.language)
    )
    what = f"{check.code} {check.words(t.language)}"
    return RecordSheet(f"{check.code} {title}", what, title, tables=(RecordTable(what, columns, rows),))


def _book_value(grid: Grid, column: Column, row: Reading) -> Value:
    value = _value(grid, column, row)
    return value if column.words else number_or_words(value)


def number_or_words(text: str) -> Value:
    """Return what was read as a number where all of it is one, else as it was written."""
    plain = text.strip()
    return float(plain.replace("−", "-")) if _PLAIN.fullmatch(plain) else text

"""Readings row by row on paper: one table for each item, empty rows to write in, what was read the last time small below each value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dealer_crm.documents.pdf.cells import Noted
from dealer_crm.documents.pdf.grids import Column, Row
from dealer_crm.documents.pdf.kit import Sheet
from dealer_crm.documents.pdf.pen import Align
from dealer_crm.i18n import Translator

_ACROSS = 8
"""More columns stand in a second table below, with the names of the rows again."""
_WRITTEN = 20.0
_NUMBER = "8888.8"


@dataclass(frozen=True)
class GridColumn:
    """A column as it is headed: its limits in words, whether it is worked out of others, whether it takes words."""

    title: str
    unit: str = ""
    limits: str = ""
    worked_out: bool = False
    words: bool = False


@dataclass(frozen=True)
class GridCell:
    """What was read, what was read there the last time, and whether it is out of its limits."""

    value: str = ""
    last: str = ""
    out: bool = False


@dataclass(frozen=True)
class GridRow:
    """A row with a cell for each column; without a name it is to be filled by hand."""

    name: str = ""
    cells: tuple[GridCell, ...] = ()


@dataclass(frozen=True)
class GridBlock:
    """A table of readings of one item; `rows_of` says what a row stands for, `sums` what is added up, `note` how it is judged."""

    code: str
    title: str
    rows_of: str
    columns: tuple[GridColumn, ...] = ()
    rows: tuple[GridRow, ...] = ()
    sums: tuple[str, ...] = ()
    note: str = ""
    last_on: str = ""


def to_fill(block: GridBlock, spare: int = 2) -> GridBlock:
    """Return a table with nothing read: its rows by name, and some more to write in; what was read the last time stays."""
    bare = (GridCell(),) * len(block.columns)
    rows = [replace(row, cells=tuple(GridCell(last=cell.last) for cell in row.cells)) for row in block.rows if row.name]
    return replace(block, rows=(*rows, *[GridRow("", bare)] * spare), sums=())


def add_grids(sheet: Sheet, blocks: Sequence[GridBlock]) -> None:
    """Add the tables of readings, each under its code and what it is about."""
    if blocks:
        t = sheet.t
        sheet.section(t.context("paper", "Readings"), t.context("paper", "= worked out of the columns before it, * out of its limits"))
    for number, block in enumerate(blocks):
        if number:
            sheet.gap(6)
        _add(sheet, block)


def _add(sheet: Sheet, block: GridBlock) -> None:
    t = sheet.t
    last = t.context("paper", "small: read on {day}").format(day=block.last_on) if block.last_on else ""
    sheet.paragraph("    ".join(filter(None, (f"{block.code}  {block.title}", last))))
    for start in range(0, max(len(block.columns), 1), _ACROSS):
        end = start + _ACROSS
        columns = [Column(block.rows_of, 1.5, small=True), *(_column(one) for one in block.columns[start:end])]
        rows: list[Row] = [[row.name, *(_cell(cell) for cell in row.cells[start:end])] for row in block.rows]
        sheet.table(columns, rows, least=_WRITTEN)
    for text in filter(None, (_summed(block.sums, t), block.note)):
        sheet.add_note(text)


def _column(column: GridColumn) -> Column:
    title = "\n".join(filter(None, (f"= {column.title}" if column.worked_out else column.title, column.unit, column.limits)))
    align = Align.LEFT if column.words else Align.RIGHT
    return Column(title, 1.3 if column.words else 1, fits="" if column.words else _NUMBER, align=align, small=True)


def _cell(cell: GridCell) -> Noted:
    return Noted(f"* {cell.value}" if cell.out and cell.value else cell.value, f"({cell.last})" if cell.last else "")


def _summed(sums: Sequence[str], t: Translator) -> str:
    return t.context("paper", "Sum: {sums}").format(sums=t.context("paper", ", ").join(sums)) if sums else ""

"""Grids of labels and values, and tables: rows as high as their longest cell, lines that meet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from dealer_crm.documents.pdf.fonts import width
from dealer_crm.documents.pdf.pen import FILL, INK, LABEL, Align, Ink, Pen
from dealer_crm.documents.pdf.pieces import Grid, Piece
from dealer_crm.documents.pdf.wrapping import lines

PAD = 5.0


@dataclass(frozen=True)
class Field:
    """A label and what belongs to it; an empty value leaves room to write."""

    label: str
    value: str = ""
    bold: bool = False


@dataclass(frozen=True)
class Column:
    """A column of a table: its title, its share of the width, how its values stand, a value that must fit on one line."""

    title: str
    share: float
    fits: str = ""
    align: Align = Align.LEFT
    bold: bool = False


@dataclass(frozen=True)
class Look:
    """Inks and grounds of one paper; needle printers get neither grey nor fills."""

    value: Ink = Ink()
    label: Ink = Ink(size=8.5, colour=LABEL, leading=11.5)
    fill: str = FILL
    above: float = 3.6
    section_gap: float = 9
    label_share: float = 0.135
    most_lines: int = 24


TIGHT = Look(value=Ink(leading=13.6), above=2.4, section_gap=5)
NEEDLE = Look(value=Ink(size=10, leading=13), label=Ink(size=9, colour=INK, leading=12), fill="", above=2.4, section_gap=4)


@dataclass(frozen=True)
class _Cell:
    """Lines that stand in one cell of one row."""

    edges: tuple[float, float]
    lines: list[str]
    ink: Ink
    align: Align = Align.LEFT
    filled: bool = False


def field_grid(rows: Sequence[Sequence[Field]], edges: tuple[float, float], look: Look) -> list[Piece]:
    """Return a grid with one or two fields a row; all rows share the same column lines."""
    left, right = edges
    label = (right - left) * look.label_share
    middle = left + (right - left) / 2
    grid = Grid(left, right)
    pieces: list[Piece] = []
    for fields in rows:
        starts = [left] if len(fields) == 1 else [left, middle]
        cells: list[_Cell] = []
        for start, end, field in zip(starts, [*starts[1:], right], fields, strict=True):
            cells.append(_cell((start, start + label), field.label, look.label, filled=True))
            cells.append(_cell((start + label, end), field.value, replace(look.value, bold=field.bold)))
        pieces += _row(cells, grid, look)
    return _kept_together(pieces, 0)


def table(columns: Sequence[Column], rows: Sequence[Sequence[str]], edges: tuple[float, float], look: Look) -> list[Piece]:
    """Return a table with a grey head; the head is repeated on every page it reaches."""
    ends = list(accumulate(_widths(columns, edges[1] - edges[0], look), initial=edges[0]))
    spans = list(zip(ends, ends[1:], strict=False))
    grid = Grid(edges[0], edges[1])
    head = [_cell(span, column.title, look.label, column.align, filled=True) for span, column in zip(spans, columns, strict=True)]
    grid.head.extend(_row(head, grid, look))
    body: list[Piece] = []
    for row in rows:
        cells = [
            _cell(span, text, replace(look.value, bold=column.bold), column.align)
            for span, column, text in zip(spans, columns, row, strict=True)
        ]
        body += _row(cells, grid, look)
    return _kept_together([*grid.head, *body], len(grid.head))


def _widths(columns: Sequence[Column], room: float, look: Look) -> list[float]:
    """Give a column at least what its longest usual value needs; the others share the rest."""
    total = sum(column.share for column in columns)
    needs = [width(column.fits, look.value.size, bold=column.bold) + 2 * PAD + 0.5 if column.fits else 0.0 for column in columns]
    fixed = [need > room * column.share / total for need, column in zip(needs, columns, strict=True)]
    rest = room - sum(need for need, is_fixed in zip(needs, fixed, strict=True) if is_fixed)
    shares = sum(column.share for column, is_fixed in zip(columns, fixed, strict=True) if not is_fixed)
    return [need if is_fixed else rest * column.share / shares for need, is_fixed, column in zip(needs, fixed, columns, strict=True)]


def _cell(edges: tuple[float, float], text: str, ink: Ink, align: Align = Align.LEFT, *, filled: bool = False) -> _Cell:
    return _Cell(edges, lines(text, edges[1] - edges[0] - 2 * PAD, ink.size, bold=ink.bold), ink, align, filled)


def _row(cells: list[_Cell], grid: Grid, look: Look) -> list[Piece]:
    """Return one piece, or several where a cell is too long to stand on one page."""
    most = max(len(cell.lines) for cell in cells)
    return [
        _piece([replace(cell, lines=cell.lines[start : start + look.most_lines]) for cell in cells], grid, look)
        for start in range(0, most, look.most_lines)
    ]


def _piece(cells: list[_Cell], grid: Grid, look: Look) -> Piece:
    height = max(len(cell.lines) * cell.ink.leading for cell in cells) + 2 * look.above
    first = max(cell.ink.drop for cell in cells)

    def draw(pen: Pen, y: float) -> None:
        pen.line((grid.left, y), (grid.right, y))
        for cell in cells:
            left, right = cell.edges
            if cell.filled and look.fill:
                pen.fill((left, y - height, right - left, height), look.fill)
            if right < grid.right - 0.01:
                pen.line((right, y), (right, y - height))
            x = left + PAD + (right - left - 2 * PAD) * cell.align.value
            for number, text in enumerate(cell.lines):
                pen.text((x, y - look.above - first - number * cell.ink.leading), text, cell.ink, cell.align)

    return Piece(height, draw, grid=grid)


def _kept_together(pieces: list[Piece], head: int) -> list[Piece]:
    """Glue the head to the first row, the first row to the second and the last but one to the last."""
    for index, piece in enumerate(pieces[:-1]):
        piece.glued = index <= head or index == len(pieces) - 2
    return pieces

"""Grids of labels and values, and tables: rows as high as their longest cell, lines that meet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import accumulate, pairwise

from dealer_crm.documents.pdf.cells import (
    Cell,
    Content,
    Drawn,
    Edges,
    Noted,
    Ticks,
    captioned_cell,
    content_width,
    drawn_cell,
    labelled_cell,
    noted_cell,
    text_cell,
    ticks_cell,
    with_aside,
)
from dealer_crm.documents.pdf.fonts import width
from dealer_crm.documents.pdf.looks import PAD, Look
from dealer_crm.documents.pdf.pen import Align, Ink
from dealer_crm.documents.pdf.pieces import Grid, Piece
from dealer_crm.documents.pdf.rows import kept_together, open_rows, ruled_row
from dealer_crm.domain.printing import PaperTooSmall

_FEWEST = 2
_LONGEST_NUMBER = 24
"""What is longer in a column of numbers is none, and may be broken."""
_WHOLE_TITLE = 6
"""So many Chinese characters of a title stand on one line."""


@dataclass(frozen=True)
class Field:
    """A label and what belongs to it; an empty value leaves room to write, at least so many `lines`."""

    label: str
    value: Content = ""
    bold: bool = False
    lines: int = 1


@dataclass(frozen=True)
class Column:
    """A column of a table: its title, its share of the width, how its values stand, a value that must fit on one line.

    `small` values are set smaller; `middle` ones stand in the middle of a high row, a bold one larger.
    """

    title: str
    share: float
    fits: Content = ""
    align: Align = Align.LEFT
    bold: bool = False
    small: bool = False
    middle: bool = False


@dataclass(frozen=True)
class Band:
    """A row of one text across the whole table, which heads the rows below it."""

    text: str


Row = Sequence[Content] | Band


@dataclass(frozen=True)
class Slot:
    """A label with its value in a grid that borrows its lines from a table; `span` counts columns, `aside` stands at the right.

    A value that is not at the left has no label.
    """

    label: str
    value: str = ""
    span: int = 1
    bold: bool = False
    aside: str = ""
    align: Align = Align.LEFT


def field_grid(rows: Sequence[Sequence[Field]], edges: Edges, look: Look) -> list[Piece]:
    """Return a grid with one or two fields a row; all rows share the same column lines."""
    left, right = edges
    label = (right - left) * look.label_share
    middle = left + (right - left) / 2
    grid = Grid(left, right)
    pieces: list[Piece] = []
    for fields in rows:
        starts = [left] if len(fields) == 1 else [left, middle]
        cells: list[Cell] = []
        for start, end, field in zip(starts, [*starts[1:], right], fields, strict=True):
            cells.append(text_cell((start, start + label), field.label, look.label, filled=True))
            cells.append(_content((start + label, end), field.value, replace(look.value, bold=field.bold), look))
        least = max(field.lines for field in fields) * look.value.leading + 2 * look.above
        pieces += ruled_row(cells, grid, replace(look, least=least))
    return kept_together(pieces, 0)


def slot_grid(rows: Sequence[Sequence[Slot]], edges: Sequence[float], look: Look, *, above: bool = False) -> list[Piece]:
    """Return a grid whose cells span the columns between the given lines; labels stand beside or above the values."""
    grid = Grid(edges[0], edges[-1])
    return kept_together([piece for slots in rows for piece in slot_row(slots, edges, grid, look, above=above)], len(rows))


def slot_row(slots: Sequence[Slot], edges: Sequence[float], grid: Grid, look: Look, *, above: bool = False) -> list[Piece]:
    """Return one row of slots that belongs to the given grid."""
    return ruled_row(_slots(slots, edges, look, above=above), grid, look)


def open_slots(rows: Sequence[Sequence[Slot]], edges: Sequence[float], look: Look) -> list[Piece]:
    """Return labels with their values below them, without lines."""
    return [piece for slots in rows for piece in open_rows(_slots(slots, edges, look, above=True, outdented=True), look)]


def table(columns: Sequence[Column], rows: Sequence[Row], edges: Edges, look: Look) -> list[Piece]:
    """Return a table with a grey head; the head is repeated on every page it reaches. No number is broken."""
    grid = Grid(*edges)
    ends = column_edges([_with_longest(column, number, rows) for number, column in enumerate(columns)], edges, look)
    grid.head.extend(head_row(columns, ends, grid, look))
    body: list[Piece] = []
    for row in rows:
        pieces = table_row(columns, row, ends, grid, look)
        if isinstance(row, Band):
            pieces[-1].glued = True
        body += pieces
    bands = [piece for piece in body if piece.glued]
    found = kept_together([*grid.head, *body], len(grid.head))
    for piece in bands:
        piece.glued = True
    return found


def head_row(columns: Sequence[Column], ends: Sequence[float], grid: Grid, look: Look) -> list[Piece]:
    """Return the row of the columns' titles."""
    look = replace(look, least=0)
    cells = [
        text_cell(span, column.title, look.label, column.align, filled=True) for span, column in zip(pairwise(ends), columns, strict=True)
    ]
    return ruled_row(cells, grid, look)


def table_row(columns: Sequence[Column], row: Row, ends: Sequence[float], grid: Grid, look: Look) -> list[Piece]:
    """Return one row of a table."""
    if isinstance(row, Band):
        label = replace(look.label, bold=True)
        return ruled_row([text_cell((ends[0], ends[-1]), row.text, label, filled=True)], grid, replace(look, least=0))
    cells = [_column_cell(span, column, content, look) for span, column, content in zip(pairwise(ends), columns, row, strict=True)]
    return ruled_row(cells, grid, look)


def column_edges(columns: Sequence[Column], edges: Edges, look: Look) -> list[float]:
    """Return the lines between the columns, outer edges included."""
    return list(accumulate(_widths(columns, edges[1] - edges[0], look), initial=edges[0]))


def shared_edges(shares: Sequence[float], edges: Edges) -> list[float]:
    """Return lines at the given shares of the width, outer edges included."""
    step = (edges[1] - edges[0]) / sum(shares)
    return list(accumulate((share * step for share in shares), initial=edges[0]))


def _slots(slots: Sequence[Slot], edges: Sequence[float], look: Look, *, above: bool, outdented: bool = False) -> list[Cell]:
    cells: list[Cell] = []
    start = 0
    for slot in slots:
        span = (edges[start] - (PAD if outdented else 0), edges[start + slot.span])
        cells.append(with_aside(span, slot.aside, look.label, partial(_slot, slot=slot, look=look, above=above)))
        start += slot.span
    return cells


def _slot(span: Edges, slot: Slot, look: Look, *, above: bool) -> Cell:
    if slot.align is not Align.LEFT:
        return text_cell(span, slot.value, replace(look.value, bold=slot.bold), slot.align)
    return (captioned_cell if above else labelled_cell)(span, slot.label, slot.value, look, bold=slot.bold)


def _column_cell(span: Edges, column: Column, content: Content, look: Look) -> Cell:
    ink = replace(_ink(column, look), bold=column.bold)
    cell = _content(span, content, ink, look, column.align)
    return replace(cell, middle=True) if column.middle else cell


def _content(span: Edges, content: Content, ink: Ink, look: Look, align: Align = Align.LEFT) -> Cell:
    if isinstance(content, Ticks):
        return ticks_cell(span, content, look)
    if isinstance(content, Noted):
        return noted_cell(span, content, (ink, look.label), align)
    if isinstance(content, Drawn):
        return drawn_cell(span, content, look)
    return text_cell(span, content, ink, align)


def _ink(column: Column, look: Look) -> Ink:
    if column.middle and column.bold:
        return replace(look.value, size=look.value.size + 4, leading=look.value.leading + 5)
    return look.small if column.small else look.value


def _with_longest(column: Column, number: int, rows: Sequence[Row]) -> Column:
    """Return a column of numbers as one that fits the longest of them."""
    if column.align is not Align.RIGHT or not isinstance(column.fits, str):
        return column
    contents = [row[number] for row in rows if not isinstance(row, Band)]
    texts = [one.text if isinstance(one, Noted) else one for one in contents if isinstance(one, str | Noted)]
    return replace(column, fits=max([column.fits, *texts], key=len))


def _need(column: Column, look: Look) -> float:
    """Return the least width: no word of the title, no short Chinese one and nothing that must fit may be broken."""
    parts = column.title.split() if column.title.isascii() else [column.title[:_WHOLE_TITLE]]
    words = max((width(part, look.label.size) for part in parts), default=0.0)
    return max(content_width(column.fits, _ink(column, look), look.small, bold=column.bold), words) + 2 * PAD + 0.5


def _widths(columns: Sequence[Column], room: float, look: Look) -> list[float]:
    """Give a column at least what its longest usual value needs; the others share the rest.

    Where that is more than the room, titles and words are broken, numbers only in small columns. Raises PaperTooSmall.
    """
    needs = [_need(column, look) for column in columns]
    wanted = sum(needs)
    fixed: set[int] = set()
    while wanted < room and len(fixed) < len(columns):
        rest = room - sum(needs[index] for index in fixed)
        shares = sum(column.share for index, column in enumerate(columns) if index not in fixed)
        widths = [needs[i] if i in fixed else rest * column.share / shares for i, column in enumerate(columns)]
        short = {index for index, (given, need) in enumerate(zip(widths, needs, strict=True)) if given < need} - fixed
        if not short:
            return widths
        fixed |= short
    return _squeezed([_least(column, look) for column in columns], needs, room)


def _least(column: Column, look: Look) -> float:
    """Return the width below which a column cannot be read: its numbers whole where they are not small, of words some characters."""
    ink, fits = _ink(column, look), column.fits
    if isinstance(fits, Ticks):
        fits = replace(fits, choices=(max(fits.choices, key=lambda choice: width(choice[0], look.small.size)),), across=0)
    broken = column.small or isinstance(fits, str) and len(fits) > _LONGEST_NUMBER
    numbers = 0.0 if broken else content_width(fits, ink, look.small, bold=column.bold)
    return max(numbers, _FEWEST * ink.size) + 2 * PAD + 0.5


def _squeezed(least: Sequence[float], needs: Sequence[float], room: float) -> list[float]:
    """Return the least widths and what is left, by what each column needs above its least."""
    left = room - sum(least)
    if left < 0:
        raise PaperTooSmall
    more = [max(need - one, 0.0) for need, one in zip(needs, least, strict=True)]
    return [one + left * above / max(sum(more), 1) for one, above in zip(least, more, strict=True)]

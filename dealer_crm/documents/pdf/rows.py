"""Rows of cells as pieces of a page: as high as their highest cell, cut where they are longer than a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dealer_crm.documents.pdf.cells import Cell
from dealer_crm.documents.pdf.looks import Look
from dealer_crm.documents.pdf.pen import Pen
from dealer_crm.documents.pdf.pieces import Grid, Piece


def ruled_row(cells: Sequence[Cell], grid: Grid, look: Look) -> list[Piece]:
    """Return one piece, or several where a cell is too long to stand on one page."""
    most = max(len(cell.lines) for cell in cells)
    if most <= look.most_lines:
        return [_ruled(cells, grid, look)]
    return [
        _ruled([replace(cell, lines=cell.lines[start : start + look.most_lines]) for cell in cells], grid, look)
        for start in range(0, most, look.most_lines)
    ]


def open_row(cells: Sequence[Cell], look: Look) -> Piece:
    """Return a row without lines round it."""
    height = max(cell.height for cell in cells) + look.above

    def draw(pen: Pen, y: float) -> None:
        for cell in cells:
            cell.drawn(pen, y - look.above / 2)

    return Piece(height, draw, glued=True)


def open_rows(cells: Sequence[Cell], look: Look) -> list[Piece]:
    """Return a row without lines round it, in several pieces where a cell is too long to stand on one page."""
    most = max(len(cell.lines) for cell in cells)
    starts = range(0, max(most, 1), look.most_lines)
    return [open_row([replace(cell, lines=cell.lines[start : start + look.most_lines]) for cell in cells], look) for start in starts]


def kept_together(pieces: list[Piece], head: int) -> list[Piece]:
    """Glue the head to the first row, the first row to the second and the last but one to the last."""
    for index, piece in enumerate(pieces[:-1]):
        piece.glued = index <= head or index == len(pieces) - 2
    return pieces


def _ruled(cells: Sequence[Cell], grid: Grid, look: Look) -> Piece:
    first = max((cell.lines[0].ink.drop for cell in cells if cell.lines), default=0.0)
    shifts = [first - cell.lines[0].ink.drop if cell.lines else 0.0 for cell in cells]
    height = max(max(shift + cell.height for shift, cell in zip(shifts, cells, strict=True)) + 2 * look.above, look.least)

    def draw(pen: Pen, y: float) -> None:
        pen.line((grid.left, y), (grid.right, y))
        for shift, cell in zip(shifts, cells, strict=True):
            left, right = cell.edges
            if cell.filled and look.fill:
                pen.fill((left, y - height, right - left, height), look.fill)
            if right < grid.right - 0.01:
                pen.line((right, y), (right, y - height))
            cell.drawn(pen, y - ((height - cell.height) / 2 if cell.middle else look.above + shift))

    return Piece(height, draw, grid=grid)

"""What a paper is made of, from top to bottom, and where a page ends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from dealer_crm.documents.pdf.pen import Pen

Draw = Callable[[Pen, float], None]
_HAIR = 0.01


@dataclass(frozen=True, eq=False)
class Grid:
    """Rows that share one frame; `head` is repeated where the grid goes on on another page."""

    left: float
    right: float
    head: list[Piece] = field(default_factory=list)


@dataclass(eq=False)
class Piece:
    """Something of a known height that is never cut; `draw(pen, y)` gets its upper edge.

    A `glued` piece stays on the page of the next one. A `gap` vanishes at the top of a page. A `break_` ends its page.
    """

    height: float
    draw: Draw
    glued: bool = False
    gap: bool = False
    break_: bool = False
    grid: Grid | None = None


def gap(height: float, *, glued: bool = False) -> Piece:
    """Return empty room."""
    return Piece(height, lambda _pen, _y: None, glued=glued, gap=True)


def page_break() -> Piece:
    """Return the end of a page."""
    return Piece(0, lambda _pen, _y: None, break_=True)


def paginated(pieces: list[Piece], first_room: float, room: float) -> list[list[Piece]]:
    """Fill pages in order; what is glued moves on together unless it is longer than a page."""
    pages: list[list[Piece]] = []
    page: list[Piece] = []
    left = first_room
    for piece in pieces:
        if piece.break_:
            pages.append(page)
            page, left = [], room
            continue
        if piece.height > left + _HAIR and page:
            kept, carried = _cut(page)
            following = _continued([*carried, piece])
            if carried and sum(each.height for each in following) > room:
                kept, following = page, _continued([piece])
            pages.append(kept)
            page = following
            left = room - sum(each.height for each in page)
            continue
        if page or not piece.gap:
            page.append(piece)
            left -= piece.height
    return [*pages, page] if page or not pages else pages


def _cut(page: list[Piece]) -> tuple[list[Piece], list[Piece]]:
    """Return what stays and what is glued to the piece that did not fit."""
    end = len(page)
    while end and page[end - 1].glued:
        end -= 1
    return (page[:end], page[end:]) if end else (page, [])


def _continued(pieces: list[Piece]) -> list[Piece]:
    """Begin a page with the pieces: without gaps above, under the head of their grid."""
    start = next((i for i, piece in enumerate(pieces) if not piece.gap), len(pieces))
    rest = pieces[start:]
    grid = rest[0].grid if rest else None
    if grid is None or rest[0] in grid.head:
        return rest
    return [*grid.head, *rest]


def draw_page(page: list[Piece], pen: Pen, top: float) -> float:
    """Draw the pieces downwards from `top`, then the frames of their grids; return the lower edge."""
    y = top
    frames: list[tuple[Grid, float, float]] = []
    for piece in page:
        piece.draw(pen, y)
        if piece.grid is not None:
            if frames and frames[-1][0] is piece.grid and frames[-1][2] == y:
                frames[-1] = (piece.grid, frames[-1][1], y - piece.height)
            else:
                frames.append((piece.grid, y, y - piece.height))
        y -= piece.height
    for grid, upper, lower in frames:
        pen.frame((grid.left, lower, grid.right - grid.left, upper - lower))
    return y

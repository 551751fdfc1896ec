"""What stands in one cell of a grid: lines of text, a label with its value, boxes to tick."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from dealer_crm.documents.pdf.fonts import printable, width
from dealer_crm.documents.pdf.looks import PAD, Look
from dealer_crm.documents.pdf.pen import Align, Ink, Pen
from dealer_crm.documents.pdf.pictures import signature
from dealer_crm.documents.pdf.wrapping import lines
from dealer_crm.domain.printing import PaperTooSmall

Edges = tuple[float, float]
BOX = 8.2
"""The side of a box to tick."""
_AFTER_BOX = 4.0
_BETWEEN_TICKS = 11.0
_AFTER_LABEL = 6.0
_BEFORE_ASIDE = 8.0
_LEAST_BESIDE = 0.4
_SIGNED = 64.0, 24.0
"""The room of a signature in a row."""
_FEWEST = 3
"""So many characters stand beside a label or on the line of an aside."""


@dataclass(frozen=True)
class Ticks:
    """Boxes with their words, ticked or to be ticked, under a title if there is one; `across` columns or one after the other."""

    choices: tuple[tuple[str, bool], ...]
    title: str = ""
    across: int = 0

    @property
    def texts(self) -> tuple[str, ...]:
        """Every text in it."""
        return (self.title, *(words for words, _ in self.choices))


@dataclass(frozen=True)
class Noted:
    """A value with a small grey word below it, such as what was read there the last time."""

    text: str = ""
    note: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """Both."""
        return (self.text, self.note)


@dataclass(frozen=True)
class Drawn:
    """A signature as it was drawn; what is no picture leaves the cell empty, to be signed by hand."""

    picture: bytes = field(repr=False)

    @property
    def texts(self) -> tuple[str, ...]:
        """No words."""
        return ()


Content = str | Ticks | Noted | Drawn


@dataclass(frozen=True)
class Line:
    """One line of a cell; `draw` gets its baseline."""

    ink: Ink
    draw: Callable[[Pen, float], None]


@dataclass(frozen=True)
class Cell:
    """Lines that stand in one cell of one row, at its top or in its middle."""

    edges: Edges
    lines: list[Line]
    filled: bool = False
    middle: bool = False

    @property
    def height(self) -> float:
        """Height of the lines."""
        return sum(line.ink.leading for line in self.lines)

    def drawn(self, pen: Pen, top: float) -> None:
        """Draw the lines downwards."""
        for line in self.lines:
            line.draw(pen, top - line.ink.drop)
            top -= line.ink.leading


def text_cell(edges: Edges, text: str, ink: Ink, align: Align = Align.LEFT, *, filled: bool = False) -> Cell:
    """Return a cell of running text."""
    left, right = edges
    room = right - left - 2 * PAD
    if room < ink.size and any(width(character, ink.size, bold=ink.bold) > room for character in printable(text)):
        raise PaperTooSmall
    x = left + PAD + room * align.value
    found = lines(text, room, ink.size, bold=ink.bold)
    return Cell(edges, [_written(x, line, ink, align) for line in found], filled)


def labelled_cell(edges: Edges, label: str, value: str, look: Look, *, bold: bool = False) -> Cell:
    """Return a cell whose value follows its label on the same line; further lines stand below the value.

    Where the label leaves little room the value stands below it.
    """
    ink = replace(look.value, bold=bold)
    if label and edges[1] - edges[0] - 2 * PAD - width(label, look.label.size) - _AFTER_LABEL < _FEWEST * ink.size:
        return captioned_cell(edges, label, value, look, bold=bold)
    start = edges[0] + PAD + width(label, look.label.size) + (_AFTER_LABEL if label else 0)
    written = [_written(start, line, ink) for line in lines(value, edges[1] - PAD - start, ink.size, bold=bold)]
    caption = _written(edges[0] + PAD, label, look.label)
    first = Line(ink, _both(caption.draw, written[0].draw))
    return Cell(edges, [first, *written[1:]])


def captioned_cell(edges: Edges, label: str, value: str, look: Look, *, bold: bool = False) -> Cell:
    """Return a cell whose value stands below its label."""
    caption = text_cell(edges, label, look.label)
    return Cell(edges, caption.lines + text_cell(edges, value, replace(look.value, bold=bold)).lines)


def ticks_cell(edges: Edges, ticks: Ticks, look: Look) -> Cell:
    """Return a cell of boxes, on fixed columns where `across` says how many."""
    title = text_cell(edges, ticks.title, replace(look.value, bold=True)).lines if ticks.title else []
    start, room = edges[0] + PAD, edges[1] - edges[0] - 2 * PAD
    boxes = _in_columns(ticks, start, room, look.small) if ticks.across else _flowing(ticks, start, room, look.small)
    return Cell(edges, title + boxes)


def noted_cell(edges: Edges, noted: Noted, inks: tuple[Ink, Ink], align: Align = Align.LEFT) -> Cell:
    """Return a cell with a word below its value; `inks` are those of both."""
    written = text_cell(edges, noted.text, inks[0], align)
    return replace(written, lines=written.lines + text_cell(edges, noted.note, inks[1], align).lines) if noted.note else written


def drawn_cell(edges: Edges, drawn: Drawn, look: Look) -> Cell:
    """Return a cell with a signature."""
    room = min(edges[1] - edges[0] - 2 * PAD, _SIGNED[0]), _SIGNED[1]
    picture = signature(drawn.picture, room, needles=not look.fill)
    if picture is None:
        return text_cell(edges, "", look.value)
    x, ink = edges[0] + PAD, replace(look.value, leading=_SIGNED[1])

    def draw(pen: Pen, y: float) -> None:
        pen.picture((x, y + ink.drop - picture.height, picture.width, picture.height), picture.image)

    return Cell(edges, [Line(ink, draw)])


def content_width(content: Content, ink: Ink, small: Ink, *, bold: bool = False) -> float:
    """Return the width that the content takes on one line, or its boxes where they stand."""
    if isinstance(content, str):
        return width(content, ink.size, bold=bold) if content else 0.0
    if isinstance(content, Drawn):
        return _SIGNED[0]
    if isinstance(content, Noted):
        return max(width(content.text, ink.size, bold=bold), width(content.note, small.size))
    boxes = [BOX + _AFTER_BOX + width(words, small.size) for words, _ in content.choices]
    return (max(boxes) + 6) * content.across if content.across else sum(boxes) + _BETWEEN_TICKS * (len(boxes) - 1)


def box(pen: Pen, x: float, middle: float, *, ticked: bool) -> None:
    """Draw a box to tick; fonts are not asked for one."""
    low = middle - BOX / 2
    pen.frame((x, low, BOX, BOX), 0.7)
    if ticked:
        pen.polyline([(x + 1.6, middle), (x + 3.4, low + 1.8), (x + BOX - 1.4, low + BOX - 1.8)], 1.2)


def _in_columns(ticks: Ticks, start: float, room: float, ink: Ink) -> list[Line]:
    """Fill columns of equal width row by row; words too long for one line go on below themselves."""
    step = room / ticks.across
    found: list[Line] = []
    for first in range(0, len(ticks.choices), ticks.across):
        stacks = [
            _tick_lines(start + number * step, step - 6, choice, ink)
            for number, choice in enumerate(ticks.choices[first : first + ticks.across])
        ]
        for depth in range(max(map(len, stacks))):
            found.append(Line(ink, _all([stack[depth].draw for stack in stacks if depth < len(stack)])))
    return found


def _flowing(ticks: Ticks, start: float, room: float, ink: Ink) -> list[Line]:
    """Put boxes side by side as long as there is room."""
    found: list[Line] = []
    row: list[Line] = []
    x = start
    for choice in ticks.choices:
        need = BOX + _AFTER_BOX + width(choice[0], ink.size)
        if row and x + need > start + room:
            found.append(Line(ink, _all([line.draw for line in row])))
            row, x = [], start
        stack = _tick_lines(x, max(start + room - x, 0), choice, ink)
        if len(stack) > 1:
            found += stack
            continue
        row += stack
        x += need + _BETWEEN_TICKS
    return [*found, Line(ink, _all([line.draw for line in row]))] if row else found


def _tick_lines(x: float, room: float, choice: tuple[str, bool], ink: Ink) -> list[Line]:
    words, ticked = choice
    beside = x + BOX + _AFTER_BOX
    written = [_written(beside, line, ink) for line in lines(words, room - BOX - _AFTER_BOX, ink.size)]

    def draw_box(pen: Pen, y: float) -> None:
        box(pen, x, y + ink.size * 0.36, ticked=ticked)

    return [Line(ink, _both(draw_box, written[0].draw)), *written[1:]]


def _written(x: float, text: str, ink: Ink, align: Align = Align.LEFT) -> Line:
    return Line(ink, lambda pen, y: pen.text((x, y), text, ink, align))


def with_aside(edges: Edges, text: str, ink: Ink, make: Callable[[Edges], Cell]) -> Cell:
    """Return the cell that `make` gives, with a text at the right end of its first line, or below it where it takes too much room."""
    if not text:
        return make(edges)
    taken = width(printable(text), ink.size) + _BEFORE_ASIDE
    if edges[1] - edges[0] - 2 * PAD - taken < (edges[1] - edges[0]) * _LEAST_BESIDE:
        cell = make(edges)
        return replace(cell, lines=cell.lines + text_cell(edges, text, ink, Align.RIGHT).lines)
    cell = make((edges[0], edges[1] - taken))
    aside = _written(edges[1] - PAD, text, ink, Align.RIGHT)
    first = Line(cell.lines[0].ink, _both(cell.lines[0].draw, aside.draw))
    return replace(cell, edges=edges, lines=[first, *cell.lines[1:]])


def _both(first: Callable[[Pen, float], None], second: Callable[[Pen, float], None]) -> Callable[[Pen, float], None]:
    return _all([first, second])


def _all(strokes: list[Callable[[Pen, float], None]]) -> Callable[[Pen, float], None]:
    def draw(pen: Pen, y: float) -> None:
        for stroke in strokes:
            stroke(pen, y)

    return draw

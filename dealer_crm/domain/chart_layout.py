"""Where everything of a chart stands in a rectangle: the same places for the window and for paper. Y runs downwards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, sqrt
from typing import NamedTuple

from dealer_crm.domain.charts import WHOLE, Bars, Lines, Pareto, Scale, scale_of

BAR_SHARE, WIDEST_BAR, GAP = 0.64, 64.0, 4.0
TICK_LINES, MOST_TICKS = 2.4, 6
ABOVE, FEWEST_LINES = 1.25, 5
"""Lines of text that stand above the highest bar, and without which there are no names below."""
DEEPEST, WIDEST_GUTTER = 0.4, 0.3
"""Of height and width, that turned names and the numbers of one axis may take."""
SLANT = sqrt(0.5)
TURNED = 45
ELLIPSIS = "…"


class Rect(NamedTuple):
    """A rectangle by its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Where it ends at the right."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Where it ends below."""
        return self.y + self.height


class Point(NamedTuple):
    """A place."""

    x: float
    y: float


@dataclass(frozen=True)
class Pen:
    """How text is written: how wide it is, how high a line is, and how a number of an axis looks."""

    measure: Callable[[str], float]
    line_height: float
    write: Callable[[float], str] = lambda value: f"{value:,.10g}"


class Tick(NamedTuple):
    """A number beside an axis, and at which height its line is."""

    value: float
    words: str
    y: float


class Name(NamedTuple):
    """A name under its place, as many lines as it takes.

    Straight ones are centred on `x`, their first line begins at `y`. `turned` ones are a single line that rises at 45°; its upper right
    corner is (x, y).
    """

    place: int
    lines: tuple[str, ...]
    x: float
    y: float
    turned: bool = False


class Bar(NamedTuple):
    """A bar, and the whole column that belongs to it; `words` are its value, centred, their upper edge at `words_y`, "" without room.

    `inside` = they stand on the bar, where the line would cross them above it.
    """

    place: int
    box: Rect
    slot: Rect
    words: str = ""
    words_y: float = 0.0
    inside: bool = False


@dataclass(frozen=True)
class Plan:
    """Everything of a chart with its place. `mark` is the height of the line across; `lines` has the points of each line.

    Points that are not `joined` are measures beside the bars, one for each.
    """

    plot: Rect
    zero: float
    ticks: tuple[Tick, ...]
    right_ticks: tuple[Tick, ...]
    slots: tuple[Rect, ...]
    bars: tuple[Bar, ...]
    lines: tuple[tuple[Point | None, ...], ...]
    names: tuple[Name, ...]
    mark: float | None = None
    joined: bool = True

    def at(self, x: float, y: float) -> int | None:
        """Return which place somebody points at, None outside of all."""
        return next((n for n, one in enumerate(self.slots) if one.x <= x < one.right and one.y <= y <= one.bottom), None)


def lay_out(chart: Bars | Lines | Pareto, room: Rect, pen: Pen) -> Plan:
    """Return where everything stands; nothing stands outside of the room."""
    shown = chart.bars() if isinstance(chart, Pareto) else chart
    left, right = _scales(shown, int(room.height / (TICK_LINES * pen.line_height)))
    unit = shown.line_unit if isinstance(shown, Bars) else ""
    count = len(shown.labels)
    plot = _across(room, pen, [pen.write(one) for one in left.ticks], [pen.write(one) + unit for one in right.ticks] if right else [])
    slot = plot.width / count if count else plot.width
    names = _names(shown.labels, [plot.x + slot * (n + 0.5) for n in range(count)], room, pen)
    above = min(pen.line_height * ABOVE, room.height)
    plot = Rect(plot.x, room.y + above, plot.width, max(room.height - above - _depth(names, pen), 0.0))
    slots = tuple(Rect(plot.x + n * slot, plot.y, slot, plot.height) for n in range(count))
    lines = _lines(shown, left, right, slots)
    return Plan(
        plot=plot,
        zero=_height(0, left, plot),
        ticks=_ticks(left, plot, pen.write),
        right_ticks=_ticks(right, plot, lambda value: pen.write(value) + unit) if right else (),
        slots=slots,
        bars=_bars(shown, left, slots, pen, lines[0] if lines else ()) if isinstance(shown, Bars) else (),
        lines=lines,
        names=tuple(one._replace(y=plot.bottom + GAP) for one in names),
        mark=_height(shown.mark, right, plot) if isinstance(shown, Bars) and right and shown.mark is not None else None,
        joined=not (isinstance(shown, Bars) and shown.same_scale),
    )


def _across(room: Rect, pen: Pen, left: Sequence[str], right: Sequence[str]) -> Rect:
    """Return the room without what the numbers of the axes take at its sides."""
    most = room.width * WIDEST_GUTTER
    before, after = (min(max((pen.measure(one) for one in words), default=0.0) + GAP, most) for words in (left, right))
    after = max(after, min(pen.line_height / 2, most))
    return Rect(room.x + before, room.y, room.width - before - after, room.height)


def _scales(chart: Bars | Lines, room: int) -> tuple[Scale, Scale | None]:
    most = max(1, min(room, MOST_TICKS))
    if isinstance(chart, Lines):
        return scale_of([value for one in chart.series for value in one.values], most), None
    left = scale_of((*chart.values, *chart.line) if chart.same_scale else chart.values, most, chart.top)
    if not chart.line or chart.same_scale:
        return left, None
    if chart.line_unit == "%" and all(one is None or 0 <= one <= WHOLE + 1e-6 for one in chart.line):
        return left, scale_of((WHOLE,), 5 if most >= 5 else 2, WHOLE)
    return left, scale_of(chart.line, most)


def _height(value: float, scale: Scale, plot: Rect) -> float:
    return plot.bottom - scale.share(value) * plot.height


def _ticks(scale: Scale, plot: Rect, write: Callable[[float], str]) -> tuple[Tick, ...]:
    return tuple(Tick(one, write(one), _height(one, scale, plot)) for one in scale.ticks)


# bars and lines


def _bars(chart: Bars, scale: Scale, slots: Sequence[Rect], pen: Pen, line: Sequence[Point | None]) -> tuple[Bar, ...]:
    found = []
    for index, (value, slot) in enumerate(zip(chart.values, slots, strict=True)):
        width = min(slot.width * BAR_SHARE, WIDEST_BAR)
        upper, lower = sorted((_height(value, scale, slot), _height(0, scale, slot)))
        bar = Bar(index, Rect(slot.x + (slot.width - width) / 2, upper, width, lower - upper), slot)
        found.append(_with_words(bar, pen.write(value), pen, line[index] if index < len(line) else None))
    return tuple(found)


def _with_words(bar: Bar, words: str, pen: Pen, crossing: Point | None) -> Bar:
    """Write the value above the bar; where the line passes there on it, else above the line; nowhere without room."""
    wide, above = pen.measure(words), bar.box.y - pen.line_height
    if crossing is None or not above - GAP < crossing.y < bar.box.y + GAP:
        fits = wide <= bar.slot.width and pen.line_height <= bar.slot.height
        return bar._replace(words=words, words_y=above) if fits else bar
    if wide <= bar.box.width and pen.line_height + 2 * GAP <= bar.box.height:
        return bar._replace(words=words, words_y=min(bar.box.y + 2 * GAP, bar.box.bottom - pen.line_height), inside=True)
    over = crossing.y - pen.line_height - GAP
    fits = wide <= bar.slot.width and pen.line_height <= bar.slot.height and over >= bar.slot.y - pen.line_height * ABOVE
    return bar._replace(words=words, words_y=over) if fits else bar


def _lines(chart: Bars | Lines, left: Scale, right: Scale | None, slots: Sequence[Rect]) -> tuple[tuple[Point | None, ...], ...]:
    if isinstance(chart, Lines):
        return tuple(_points(one.values, left, slots) for one in chart.series)
    return (_points(chart.line, right or left, slots),) if chart.line else ()


def _points(values: Sequence[float | None], scale: Scale, slots: Sequence[Rect]) -> tuple[Point | None, ...]:
    return tuple(
        None if value is None else Point(slot.x + slot.width / 2, _height(value, scale, slot))
        for value, slot in zip(values, slots, strict=True)
    )


# names


def _names(labels: Sequence[str], middle: Sequence[float], room: Rect, pen: Pen) -> tuple[Name, ...]:
    """Return the names as they fit: straight, in two lines, or turned and shortened; of too many every second, third … one."""
    if room.height < FEWEST_LINES * pen.line_height or not labels:
        return ()
    slot = middle[1] - middle[0] if len(middle) > 1 else 2 * min(middle[0] - room.x, room.right - middle[0])
    pairs = [in_two(one, slot - GAP, pen.measure) for one in labels]
    if all(pairs) and slot > GAP:
        return tuple(Name(n, one, middle[n], 0.0) for n, one in enumerate(pairs))
    every = max(1, ceil(pen.line_height * SLANT / max(slot, 0.01) * 1.6))
    deepest = room.height * DEEPEST / SLANT - pen.line_height
    names = []
    for n in range(0, len(labels), every):
        x = middle[n] - pen.line_height * SLANT / 2
        words = shortened(labels[n], min(deepest, (x - room.x) / SLANT), pen.measure)
        if words and x + pen.line_height * SLANT <= room.right:
            names.append(Name(n, (words,), x, 0.0, turned=True))
    return tuple(names)


def _depth(names: Sequence[Name], pen: Pen) -> float:
    """Return how much of the height the names take."""
    if any(one.turned for one in names):
        return GAP + max((pen.measure(one.lines[0]) + pen.line_height) * SLANT for one in names)
    return GAP + max((len(one.lines) for one in names), default=0) * pen.line_height


def in_two(text: str, room: float, measure: Callable[[str], float]) -> tuple[str, ...]:
    """Return the text as one or two lines that fit, broken between words or Chinese signs; () where it does not fit."""
    if measure(text) <= room:
        return (text,)
    breaks = [n for n in range(1, len(text)) if text[n] == " " or not (text[n].isascii() and text[n - 1].isascii())]
    pairs = [(text[:n].strip(), text[n:].strip()) for n in breaks]
    fits = [one for one in pairs if max(measure(one[0]), measure(one[1])) <= room]
    return min(fits, key=lambda one: abs(measure(one[0]) - measure(one[1])), default=())


def shortened(text: str, room: float, measure: Callable[[str], float]) -> str:
    """Return the text, or as much of its beginning as fits with … after it; "" where not even that fits."""
    if measure(text) <= room:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if measure(text[:middle].rstrip() + ELLIPSIS) <= room else (low, middle - 1)
    return text[:low].rstrip() + ELLIPSIS if low else ""

"""How a day of a month or a week is painted: date line, items, how many more there are, who is away."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from dealer_crm.domain.agenda import AgendaItem, AgendaKey, AgendaRow
from dealer_crm.i18n import Translator
from dealer_crm.ui.calendar.plan import Cell
from dealer_crm.ui.desk.phrases import MONTHS
from dealer_crm.ui.theme import Tokens, Type, line_height, tokens_of
from dealer_crm.ui.today.items import begins, clock, icon_of, tone_of
from dealer_crm.ui.today.lines import called
from dealer_crm.ui.widgets.painting import RIGHT, Style, advance, icon_side, paint_box, paint_icon, paint_ring, paint_text
from dealer_crm.words.agenda import kind_words, matter

PAD, GAP = 4, 1
CLASH, AWAY = "circle-alert", "user"


def date_height() -> int:
    """Return the height of the line with the date."""
    return line_height() + 1


def chip_height(lines: int = 1) -> int:
    """Return the height of one item."""
    return lines * line_height(Type.CAPTION) + 2


def fitting(height: int, lines: int = 1) -> int:
    """Return how many items a cell of this height shows; none where there is only room for the date and the count."""
    return max(0, (height - date_height()) // (chip_height(lines) + GAP))


def room_of(cell: Cell, height: int, lines: int = 1) -> int:
    """Return for how many items a cell has room: one line less where somebody is away, if that leaves any."""
    whole = fitting(height, lines)
    return fitting(height - chip_height(), lines) if cell.facts.away and whole > 1 else whole


def shown_of(cell: Cell, height: int, lines: int = 1) -> int:
    """Return how many items a cell shows: all, or one less than fit, above the line that counts the rest.

    Where one fits, it is shown: the count beside the date tells of the rest.
    """
    room = room_of(cell, height, lines)
    return len(cell.items) if len(cell.items) <= room and cell.count <= room else room if room < 2 else room - 1


def counts_below(cell: Cell, height: int, lines: int = 1) -> bool:
    """Tell whether a cell of this height has a line of its own for the rest."""
    return room_of(cell, height, lines) > 1


def chip_box(box: QRect, place: int, lines: int = 1) -> QRect:
    """Return where the item at a place stands in the box of its day."""
    top = box.top() + date_height() + place * (chip_height(lines) + GAP)
    return QRect(box.left() + PAD, top, box.width() - 2 * PAD, chip_height(lines))


@dataclass(frozen=True)
class CellLook:
    """What of a cell depends on the keys: whether it is today, chosen, a place to drop on, and which of its items is chosen.

    `high` is the height of the lowest cell: one more pixel shows no more items in one week than in another.
    """

    today: bool = False
    chosen: bool = False
    target: bool = False
    place: int = -1
    focus: bool = False
    high: int = 0
    lines: int = 1


class CellPainter:
    """Paints the cells of one grid; `clashing` are the items that get in each other's way."""

    def __init__(self, t: Translator, widget: QWidget, painter: QPainter, row_of: Callable[[AgendaItem], AgendaRow | None]) -> None:
        self._t, self._painter, self._row_of = t, painter, row_of
        self._tokens: Tokens = tokens_of(widget)
        self.clashing: Collection[AgendaKey] = ()

    def cell(self, box: QRect, cell: Cell, look: CellLook) -> None:
        """Paint one day."""
        tokens = self._tokens
        quiet = not cell.inside or cell.facts.closed
        fill = tokens.selection if look.target else tokens.alt if quiet else tokens.surface
        self._painter.fillRect(box, QColor(fill))
        self._painter.fillRect(QRect(box.right(), box.top(), 1, box.height()), QColor(tokens.hairline))
        self._painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), QColor(tokens.hairline))
        if look.today:
            paint_ring(self._painter, box.adjusted(0, 0, -1, -1), tokens.accent, 1, 0)
        self._date(QRect(box.left() + PAD, box.top() + 1, box.width() - 2 * PAD, date_height()), cell, look)
        shown = shown_of(cell, look.high, look.lines)
        for place, item in enumerate(cell.items[:shown]):
            if row := self._row_of(item):
                chip = chip_box(box, place, look.lines)
                self._chip(chip, row, two=look.lines > 1)
                if look.focus and place == look.place:
                    paint_ring(self._painter, chip.adjusted(-1, -1, 1, 1), tokens.accent, 2, 4)
        if cell.count > shown and counts_below(cell, look.high, look.lines):
            self._more(chip_box(box, shown, look.lines), cell.count - shown, ring=look.focus and look.place >= shown)
        if cell.facts.away and room_of(cell, look.high, look.lines) < fitting(look.high, look.lines):
            self._away(QRect(box.left() + PAD, box.bottom() - chip_height(), box.width() - 2 * PAD, chip_height()), cell)

    def _date(self, box: QRect, cell: Cell, look: CellLook) -> None:
        t, tokens, day = self._t, self._tokens, cell.day
        text = t("{day} {month}").format(day=day.day, month=t(MONTHS[day.month - 1])) if day.day == 1 else str(day.day)
        kind = Type.STRONG if cell.inside else Type.BODY
        width = advance(text, kind)
        below = counts_below(cell, look.high, look.lines)
        count = t.plural("{n} item", "{n} items", cell.count).format(n=cell.count)
        counted = cell.inside and cell.count > (1 if fitting(look.high, look.lines) else 0)
        if look.today:
            named = f"{text} {t('Today')}"
            both = advance(named, Type.STRONG) + advance(count, Type.CAPTION) + 20
            text = text if counted and not below and both > box.width() else named
            width = advance(text, Type.STRONG) + 12
            paint_box(self._painter, QRect(box.left(), box.top() + 1, width, box.height() - 3), tokens.accent, radius=box.height() / 2)
            paint_text(self._painter, QRect(box.left() + 6, box.top(), width - 6, box.height() - 1), text, tokens.on_accent, Type.STRONG)
        else:
            colour = tokens.text if cell.inside else tokens.text2
            paint_text(self._painter, QRect(box.left() + 2, box.top(), width, box.height()), text, colour, kind)
        if look.chosen and look.focus and (look.place < 0 or (look.place >= shown_of(cell, look.high, look.lines) and not below)):
            paint_ring(self._painter, box.adjusted(-2, 0, 2, -1), tokens.accent)
        rest = QRect(box.left() + width + 8, box.top(), box.width() - width - 8, box.height())
        self._notes(rest, cell, (count, str(cell.count)) if counted else ())

    def _notes(self, box: QRect, cell: Cell, counts: Collection[str]) -> None:
        """Write beside the date what fits: whether people work, how many items there are, then what the day is called."""
        tokens, left, right, facts = self._tokens, box.left(), box.right(), cell.facts
        note = self._t.context("calendar", "closed") if facts.rest else self._t.context("calendar", "works") if facts.make_up else ""
        if note:
            width = advance(note, Type.CAPTION)
            paint_text(self._painter, QRect(left, box.top(), width, box.height()), note, tokens.text2, Type.CAPTION)
            left += width + 6
        if words := next((words for words in counts if advance(words, Type.CAPTION) < right - left), ""):
            at = QRect(left, box.top(), right - left, box.height())
            paint_text(self._painter, at, words, tokens.text2, Style(Type.CAPTION, RIGHT))
            right -= advance(words, Type.CAPTION) + 6
        for words in facts.names:
            if advance(words, Type.CAPTION) <= right - left:
                paint_text(self._painter, QRect(left, box.top(), right - left, box.height()), words, tokens.text2, Type.CAPTION)
                break

    def _chip(self, box: QRect, row: AgendaRow, *, two: bool) -> None:
        tokens = self._tokens
        tone = tokens.tone(tone_of(row))
        if not row.done:
            paint_box(self._painter, box, tone.bg, radius=3)
        side, high = icon_side(Type.CAPTION) - 2, chip_height() - 1 if two else box.height()
        paint_icon(
            self._painter,
            icon_of(row),
            tokens.text2 if row.done else tone.fg,
            QPointF(box.left() + 4, box.top() + (high - side) / 2),
            side,
        )
        line = QRect(box.left() + side + 8, box.top(), box.width() - side - 11, high)
        if row.key in self.clashing:
            mark = QPointF(line.right() - side + 1, line.top() + (high - side) / 2)
            paint_icon(self._painter, CLASH, tokens.warn.fg, mark, side)
            line.setRight(line.right() - side - 3)
        if two:
            self._two_lines(line, row)
        else:
            self._one_line(line, row)

    def _one_line(self, box: QRect, row: AgendaRow) -> None:
        """Write kind and name, and at the right end when; the name alone where that is all that fits."""
        tokens = self._tokens
        when = self._t("late") if row.days_late > 0 and not row.done else "" if row.done else clock(row)
        name, room = f"{kind_words(row, self._t)} {called(row.name, row.number)}", box.width()
        if when and advance(name, Type.CAPTION) + advance(when, Type.CAPTION) + 6 <= room:
            colour = tokens.tone(tone_of(row)).fg if row.days_late > 0 else tokens.text2
            paint_text(self._painter, box, when, colour, Style(Type.CAPTION, RIGHT))
            room -= advance(when, Type.CAPTION) + 6
        if advance(name, Type.CAPTION) > room:
            name = called(row.name, row.number)
        ink = tokens.text2 if row.done else tokens.text
        paint_text(self._painter, QRect(box.left(), box.top(), room, box.height()), name, ink, Type.CAPTION)

    def _two_lines(self, box: QRect, row: AgendaRow) -> None:
        """Write when and with whom, and below it what is to be done."""
        tokens, high = self._tokens, line_height(Type.CAPTION)
        when = self._t("late") if row.days_late > 0 and not row.done else begins(row)
        name = f"{when} {called(row.name, row.number)}".strip()
        paint_text(self._painter, box, name, tokens.text2 if row.done else tokens.text, Type.CAPTION)
        words = " ".join(part for part in (kind_words(row, self._t), matter(row, self._t)) if part)
        paint_text(self._painter, QRect(box.left(), box.top() + high, box.width(), high), words, tokens.text2, Type.CAPTION)

    def _away(self, box: QRect, cell: Cell) -> None:
        """Say quietly who is not there."""
        side = icon_side(Type.CAPTION) - 2
        names = self._t.context("list", ", ").join(cell.facts.away)
        words = self._t("Away: {names}").format(names=names)
        words = words if advance(words, Type.CAPTION) <= box.width() - side - 8 else names
        paint_icon(self._painter, AWAY, self._tokens.text2, QPointF(box.left() + 4, box.top() + (box.height() - side) / 2), side)
        paint_text(self._painter, box.adjusted(side + 8, 0, 0, 0), words, self._tokens.text2, Type.CAPTION)

    def _more(self, box: QRect, count: int, *, ring: bool) -> None:
        words = self._t.plural("{n} more", "{n} more", count).format(n=count)
        box.setHeight(min(box.height(), chip_height()))
        paint_text(self._painter, box.adjusted(4, 0, 0, 0), words, self._tokens.accent, Type.CAPTION)
        if ring:
            paint_ring(self._painter, box, self._tokens.accent)

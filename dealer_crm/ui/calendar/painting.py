"""How a day of the month is painted: date line, items, how many more there are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from dealer_crm.domain.agenda import AgendaItem, AgendaRow
from dealer_crm.i18n import Translator
from dealer_crm.ui.calendar.plan import Cell
from dealer_crm.ui.desk.phrases import MONTHS
from dealer_crm.ui.theme import Tokens, Type, line_height, tokens_of
from dealer_crm.ui.today.items import clock, icon_of, tone_of
from dealer_crm.ui.today.lines import called
from dealer_crm.ui.widgets.painting import RIGHT, Style, advance, icon_side, paint_box, paint_icon, paint_ring, paint_text
from dealer_crm.words.agenda import kind_words

PAD, GAP = 4, 1


def date_height() -> int:
    """Return the height of the line with the date."""
    return line_height() + 1


def chip_height() -> int:
    """Return the height of one item."""
    return line_height(Type.CAPTION) + 2


def fitting(height: int) -> int:
    """Return how many lines of items a cell of this height shows; none where there is only room for the date and the count."""
    return max(0, (height - date_height()) // (chip_height() + GAP))


def shown_of(cell: Cell, height: int) -> int:
    """Return how many items a cell shows: all, or one less than fit, above the line that counts the rest.

    Where one fits, it is shown: the count beside the date tells of the rest.
    """
    room = fitting(height)
    return len(cell.items) if len(cell.items) <= room and cell.count <= room else room if room < 2 else room - 1


def counts_below(height: int) -> bool:
    """Tell whether a cell of this height has a line of its own for the rest."""
    return fitting(height) > 1


def chip_box(box: QRect, place: int) -> QRect:
    """Return where the item at a place stands in the box of its day."""
    top = box.top() + date_height() + place * (chip_height() + GAP)
    return QRect(box.left() + PAD, top, box.width() - 2 * PAD, chip_height())


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


class CellPainter:
    """Paints the cells of one grid."""

    def __init__(self, t: Translator, widget: QWidget, painter: QPainter, row_of: Callable[[AgendaItem], AgendaRow | None]) -> None:
        self._t, self._painter, self._row_of = t, painter, row_of
        self._tokens: Tokens = tokens_of(widget)

    def cell(self, box: QRect, cell: Cell, look: CellLook) -> None:
        """Paint one day."""
        tokens = self._tokens
        quiet = not cell.inside or cell.day.weekday() >= 5
        fill = tokens.selection if look.target else tokens.alt if quiet else tokens.surface
        self._painter.fillRect(box, QColor(fill))
        self._painter.fillRect(QRect(box.right(), box.top(), 1, box.height()), QColor(tokens.hairline))
        self._painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), QColor(tokens.hairline))
        if look.today:
            paint_ring(self._painter, box.adjusted(0, 0, -1, -1), tokens.accent, 1, 0)
        self._date(QRect(box.left() + PAD, box.top() + 1, box.width() - 2 * PAD, date_height()), cell, look)
        shown = shown_of(cell, look.high)
        for place, item in enumerate(cell.items[:shown]):
            if row := self._row_of(item):
                self._chip(chip_box(box, place), row, ring=look.focus and place == look.place)
        if cell.count > shown and counts_below(look.high):
            self._more(chip_box(box, shown), cell.count - shown, ring=look.focus and look.place >= shown)

    def _date(self, box: QRect, cell: Cell, look: CellLook) -> None:
        t, tokens, day = self._t, self._tokens, cell.day
        text = t("{day} {month}").format(day=day.day, month=t(MONTHS[day.month - 1])) if day.day == 1 else str(day.day)
        kind = Type.STRONG if cell.inside else Type.BODY
        colour = tokens.text if cell.inside else tokens.text2
        width = advance(text, kind)
        count = t.plural("{n} item", "{n} items", cell.count).format(n=cell.count)
        counted = cell.inside and cell.count > (1 if fitting(look.high) else 0)
        if look.today:
            named = f"{text} {t('Today')}"
            both = advance(named, Type.STRONG) + advance(count, Type.CAPTION) + 20
            squeezed = counted and not counts_below(look.high) and both > box.width()
            text = text if squeezed else named
            width = advance(text, Type.STRONG) + 12
            paint_box(self._painter, QRect(box.left(), box.top() + 1, width, box.height() - 3), tokens.accent, radius=box.height() / 2)
            paint_text(self._painter, QRect(box.left() + 6, box.top(), width - 6, box.height() - 1), text, tokens.on_accent, Type.STRONG)
        else:
            paint_text(self._painter, QRect(box.left() + 2, box.top(), width, box.height()), text, colour, kind)
        if look.chosen and look.focus and (look.place < 0 or (look.place >= shown_of(cell, look.high) and not counts_below(look.high))):
            paint_ring(self._painter, box.adjusted(-2, 0, 2, -1), tokens.accent)
        note = t.context("calendar", "closed") if cell.rest else t.context("calendar", "works") if cell.make_up else ""
        left = box.left() + width + 8
        if note:
            paint_text(self._painter, QRect(left, box.top(), advance(note, Type.CAPTION), box.height()), note, tokens.text2, Type.CAPTION)
            left += advance(note, Type.CAPTION) + 6
        for words in (count, str(cell.count)) if counted else ():
            if advance(words, Type.CAPTION) < box.right() - left:
                paint_text(self._painter, box, words, tokens.text2, Style(Type.CAPTION, RIGHT))
                break

    def _chip(self, box: QRect, row: AgendaRow, *, ring: bool) -> None:
        tokens = self._tokens
        tone = tokens.tone(tone_of(row))
        if not row.done:
            paint_box(self._painter, box, tone.bg, radius=3)
        side = icon_side(Type.CAPTION) - 2
        at = QPointF(box.left() + 4, box.top() + (box.height() - side) / 2)
        paint_icon(self._painter, icon_of(row), tokens.text2 if row.done else tone.fg, at, side)
        when = self._t("late") if row.days_late > 0 and not row.done else "" if row.done else clock(row)
        left, right = box.left() + side + 8, box.right() - 3
        name = f"{kind_words(row, self._t)} {called(row.name, row.number)}"
        room = right - left
        if when and advance(name, Type.CAPTION) + advance(when, Type.CAPTION) + 6 <= room:
            width = advance(when, Type.CAPTION)
            colour = tone.fg if row.days_late > 0 else tokens.text2
            paint_text(self._painter, QRect(right - width, box.top(), width, box.height()), when, colour, Style(Type.CAPTION, RIGHT))
            room -= width + 6
        if advance(name, Type.CAPTION) > room:
            name = called(row.name, row.number)
        paint_text(self._painter, QRect(left, box.top(), room, box.height()), name, tokens.text2 if row.done else tokens.text, Type.CAPTION)
        if ring:
            paint_ring(self._painter, box.adjusted(-1, -1, 1, 1), tokens.accent, 2, 4)

    def _more(self, box: QRect, count: int, *, ring: bool) -> None:
        words = self._t.plural("{n} more", "{n} more", count).format(n=count)
        paint_text(self._painter, box.adjusted(4, 0, 0, 0), words, self._tokens.accent, Type.CAPTION)
        if ring:
            paint_ring(self._painter, box, self._tokens.accent)

"""Paints the rows of a list: their grounds first, then each column from above, chip, icon, words and grey detail."""

from __future__ import annotations

from typing import Any, NamedTuple

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QTableView, QWidget

from dealer_crm.ui.theme import Tokens, Type, line_of, tokens_of, width_of
from dealer_crm.ui.widgets.chips import paint_chip
from dealer_crm.ui.widgets.paged_model import Column, PagedModel
from dealer_crm.ui.widgets.painting import advance, colour_of, icon_side, paint_box, paint_icon, share_before

CELL_PAD, BAR = 8, 3
DETAIL_GAP, DETAIL_LEAST = 12, 24


class Placed(NamedTuple):
    """A row in view and where it begins."""

    row: Any
    top: int


class RowPainter:
    """Belongs to one view of a PagedModel.

    Qt would come to Python once for each cell, with an option and an index to unpack each time, and a font and a pen to set.
    """

    def __init__(self, view: QTableView, model: PagedModel) -> None:
        self._view, self._model = view, model

    def paint(self, painter: QPainter, area: QRect) -> None:
        """Paint what of the rows lies in an area of the viewport."""
        view, tokens = self._view, tokens_of(self._view)
        rows = self._paint_grounds(painter, area, tokens)
        height = view.verticalHeader().defaultSectionSize()
        for n, column in enumerate(self._model.columns):
            left, width = view.columnViewportPosition(n), view.columnWidth(n)
            if width and left <= area.right() and left + width > area.left():
                cells = ColumnPainter(painter, column, QRect(left + CELL_PAD, 0, width - 2 * CELL_PAD, height), tokens)
                cells.paint(rows)

    def _paint_grounds(self, painter: QPainter, area: QRect, tokens: Tokens) -> list[Placed]:
        view, model, header = self._view, self._model, self._view.horizontalHeader()
        chosen, current, rows = view.selectionModel(), view.currentIndex().row(), []
        at, left, width = view.rowAt(max(0, area.top())), -header.offset(), header.length()
        top, bottom, count = view.rowViewportPosition(at), area.bottom(), model.rowCount()
        while 0 <= at < count and top <= bottom:
            height = view.rowHeight(at)
            selected = chosen.isSelected(model.index(at, 0))
            ground = tokens.selection if selected else tokens.alt if at % 2 else tokens.surface
            painter.fillRect(left, top, width, height, colour_of(ground))
            if selected and at == current:
                painter.fillRect(left, top, BAR, height, colour_of(tokens.accent if _has_focus_within(view) else tokens.border))
            if (row := model.row_at(at)) is not None:
                rows.append(Placed(row, top))
            top, at = top + height, at + 1
        return rows


class ColumnPainter:
    """Paints the cells of one column. `box` is the room of the words in a row that begins at 0."""

    def __init__(self, painter: QPainter, column: Column, box: QRect, tokens: Tokens) -> None:
        self._painter, self._column, self._tokens = painter, column, tokens
        self._box, self._left, self._right = box, box.x(), box.x() + box.width()
        self._middle = box.height() / 2
        self._kind = Type.STRONG if column.bold else Type.BODY
        self._ink = colour_of(tokens.text2 if column.quiet else tokens.text)
        self._marked = bool(column.chip or column.icon or column.faulty)

    def paint(self, rows: list[Placed]) -> None:
        """Paint the cells of these rows."""
        painter, column = self._painter, self._column
        painter.setPen(self._ink)
        for row, top in rows:
            left, text = self._left, column.text(row)
            if self._marked:
                left, text = self._paint_marks(row, top, text)
            if not text or left >= self._right:
                continue
            if column.detail and (detail := column.detail(row)):
                self._paint_with_detail(left, top, text, detail)
            elif column.alarming and column.alarming(row):
                painter.setPen(colour_of(self._tokens.danger.fg))
                self._paint_text(left, top, text, self._right - left)
                painter.setPen(self._ink)
            else:
                self._paint_text(left, top, text, self._right - left)

    def _paint_text(self, left: int, top: int, text: str, room: int, kind: Type | None = None) -> None:
        line = line_of(text, kind or self._kind, room)
        share = share_before(self._column.align) if kind is None else 0
        begin = left + share * (room - width_of(line.text, self._kind)) if share else left
        self._painter.setFont(line.font)
        self._painter.drawStaticText(QPointF(begin, top + self._middle - line.height / 2), line.glyphs)

    def _paint_with_detail(self, left: int, top: int, text: str, detail: str) -> None:
        width = min(self._right - left, advance(text, self._kind) + 1)
        self._paint_text(left, top, text, width)
        left += width + DETAIL_GAP
        if self._right - left > DETAIL_LEAST:
            self._painter.setPen(colour_of(self._tokens.text2))
            self._paint_text(left, top, detail, self._right - left, Type.CAPTION)
            self._painter.setPen(self._ink)

    def _paint_marks(self, row: Any, top: int, text: str) -> tuple[int, str]:
        """Paint frame, chip and icon; return where the words begin, and which are left to say."""
        column, tokens, box = self._column, self._tokens, self._box.translated(0, top)
        left = self._left
        if column.faulty and column.faulty(row):
            paint_box(self._painter, box.adjusted(2 - CELL_PAD, 3, CELL_PAD - 2, -3), tokens.surface, tokens.danger.fg)
        if column.chip and (chip := column.chip(row)):
            left = paint_chip(self._painter, box, chip, tokens).right() + 1 + CELL_PAD
            text = "" if text == chip.text else text
        if column.icon and (name := column.icon(row)):
            paint_icon(self._painter, name, tokens.text2, QPointF(left, top + self._middle - icon_side() / 2))
            left += icon_side() + 6
        self._painter.setPen(self._ink)
        return left, text


def _has_focus_within(view: QWidget) -> bool:
    focused: QWidget | None = view.window().focusWidget()
    return focused is view or (focused is not None and view.isAncestorOf(focused))

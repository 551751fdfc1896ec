"""Paints the cells of a list: chip, icon, words, grey detail; selected rows with an accent bar."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QSize
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from dealer_crm.ui.theme import Tokens, Type, row_height, tokens_of
from dealer_crm.ui.widgets.chips import chip_width, paint_chip
from dealer_crm.ui.widgets.paged_model import Column, PagedModel, Role
from dealer_crm.ui.widgets.painting import Style, advance, colour_of, icon_side, paint_icon, paint_text

CELL_PAD, BAR = 8, 3


class RowDelegate(QStyledItemDelegate):
    """For TableView and PagedModel."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look: tuple[int, Tokens | None] = (0, None)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Paint ground and content of one cell."""
        view, rect, tokens = option.widget, option.rect, self._tokens(option.palette)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, colour_of(tokens.selection if selected else tokens.alt if index.row() % 2 else tokens.surface))
        height = rect.height()
        if isinstance(view, QTableView):
            height = min(height, view.verticalHeader().defaultSectionSize())
            if selected and view.horizontalHeader().visualIndex(index.column()) == _first_shown(view):
                self._paint_bar(painter, view, rect, index, tokens)
        column, row = _cell(index)
        if column is not None and row is not None:
            self._paint_content(painter, QRect(rect.x() + CELL_PAD, rect.y(), rect.width() - 2 * CELL_PAD, height), column, row, tokens)

    def _tokens(self, palette: QPalette) -> Tokens:
        """Return the look; asked for every cell, so the last answer is kept."""
        key, tokens = self._look
        if tokens is None or key != palette.cacheKey():
            tokens = tokens_of(palette)
            self._look = (palette.cacheKey(), tokens)
        return tokens

    def _paint_bar(
        self, painter: QPainter, view: QTableView, rect: QRect, index: QModelIndex | QPersistentModelIndex, tokens: Tokens
    ) -> None:
        if view.currentIndex().row() == index.row():
            colour = tokens.accent if _has_focus_within(view) else tokens.border
            painter.fillRect(QRect(rect.x(), rect.y(), BAR, rect.height()), colour_of(colour))

    def _paint_content(self, painter: QPainter, rect: QRect, column: Column, row: object, tokens: Tokens) -> None:
        left = rect.x()
        text = column.text(row)
        if column.chip and (chip := column.chip(row)):
            left = paint_chip(painter, rect, chip, tokens).right() + 1 + CELL_PAD
            text = "" if text == chip.text else text
        if column.icon and (name := column.icon(row)):
            paint_icon(painter, name, tokens.text2, QPointF(left, rect.y() + (rect.height() - icon_side()) / 2))
            left += icon_side() + 6
        kind = Type.STRONG if column.bold else Type.BODY
        colour = tokens.text2 if column.quiet else tokens.text
        room = rect.right() - left + 1
        if text and room > 0:
            detail = column.detail(row) if column.detail else ""
            width = min(room, advance(text, kind) + 1) if detail else room
            paint_text(painter, QRect(left, rect.y(), width, rect.height()), text, colour, Style(kind, column.align))
            left += width + 12
            if detail and rect.right() - left > 24:
                paint_text(painter, QRect(left, rect.y(), rect.right() - left + 1, rect.height()), detail, tokens.text2, Type.CAPTION)

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Answer a double click on a column's edge: the width of this cell."""
        column, row = _cell(index)
        if column is None or row is None:
            return QSize(2 * CELL_PAD, row_height())
        chip = column.chip(row) if column.chip else None
        width = advance(column.text(row), Type.STRONG if column.bold else Type.BODY) + 2 * CELL_PAD + 2
        width += icon_side() + 6 if column.icon else 0
        width += advance(column.detail(row), Type.CAPTION) + 12 if column.detail else 0
        return QSize(max(width, chip_width(chip) + 2 * CELL_PAD if chip else 0), row_height())


def _cell(index: QModelIndex | QPersistentModelIndex) -> tuple[Column | None, Any]:
    """Return column and row of a cell; of the program's own models without the way through Qt."""
    model = index.model()
    if isinstance(model, PagedModel):
        return model.columns[index.column()], model.row_at(index.row())
    column = index.data(Role.COLUMN)
    return (column if isinstance(column, Column) else None), index.data(Role.ROW)


def _first_shown(view: QTableView) -> int:
    header = view.horizontalHeader()
    return next((i for i in range(header.count()) if not header.isSectionHidden(header.logicalIndex(i))), 0)


def _has_focus_within(view: QWidget) -> bool:
    focused: QWidget | None = view.window().focusWidget()
    return focused is view or (focused is not None and view.isAncestorOf(focused))

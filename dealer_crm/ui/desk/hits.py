"""A short list of customers found while typing, each line with the reason why it is there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from dealer_crm.domain import phones
from dealer_crm.domain.text import fold
from dealer_crm.i18n import Translator
from dealer_crm.services.customer_list import CustomerRow
from dealer_crm.ui.desk.phrases import name_of
from dealer_crm.ui.theme import Type, row_height, tokens_of
from dealer_crm.ui.widgets.painting import RIGHT, Style, advance, paint_text

Index = QModelIndex | QPersistentModelIndex
PAD, GAP, BAR, NARROW = 12, 16, 3, 480


def why(query: str, row: CustomerRow, t: Translator) -> str:
    """Say by what a customer answers to the query."""
    words, number = fold(query), phones.digits(query)
    place = words and words in fold(f"{row.community} {row.address}")
    if number and len(number) >= 3 and not any(c.isalpha() for c in words) and not (place and number not in row.phone):
        return _why_number(number, row.phone, t)
    if words and words in fold(row.name):
        return t("Name")
    if place:
        return t("Address")
    if words.replace(" ", "").isascii() and words.replace(" ", "").isalpha():
        return t("By sound")
    return t("In the file")


def _why_number(number: str, phone: str, t: Translator) -> str:
    if phone == number:
        return t("Same number")
    if phone.endswith(number):
        return t("Last digits")
    return t("Digits within") if number in phone else t("Other number")


class _Hits(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[tuple[CustomerRow, str]] = []

    def set_lines(self, lines: list[tuple[CustomerRow, str]]) -> None:
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, reason = self.lines[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return " ".join(part for part in (name_of(row), phones.shown(row.phone), row.address, reason) if part)
        return (row, reason) if role == Qt.ItemDataRole.UserRole else None


class _HitDelegate(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, reason = index.data(Qt.ItemDataRole.UserRole)
        tokens, rect = tokens_of(option.palette), option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(tokens.selection))
            painter.fillRect(QRect(rect.x(), rect.y(), BAR, rect.height()), QColor(tokens.accent))
        left, right = rect.x() + PAD, rect.right() - PAD
        narrow = rect.width() < NARROW
        number = advance("000 0000 0000") + 2
        reason_width = advance(reason, Type.CAPTION) + 2
        if right - left - reason_width > 64 + number + 2 * GAP:
            at_right = QRect(right - reason_width, rect.y(), reason_width, rect.height())
            paint_text(painter, at_right, reason, tokens.text2, Style(Type.CAPTION, RIGHT))
            right -= reason_width + PAD
        for text, kind, width, colour in (
            (name_of(row), Type.STRONG, 64 if narrow else 96, tokens.text),
            (phones.shown(row.phone), Type.BODY, number, tokens.text),
            (row.address, Type.BODY, right, tokens.text2),
        ):
            room = min(width, right - left)
            if room > 40:
                paint_text(painter, QRect(left, rect.y(), room, rect.height()), text, colour, kind)
            left += width + GAP

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(200, row_height())


class HitList(QListView):
    """As high as its lines; the search field keeps the focus and moves the choice."""

    picked = Signal(int)
    current_changed = Signal(int)

    def __init__(self, t: Translator, *, name: str, most: int = 5) -> None:
        super().__init__()
        self._t, self.most = t, most
        self._hits = _Hits()
        self.setObjectName(name)
        self.setAccessibleName(t("Customers found"))
        self.setModel(self._hits)
        self.setItemDelegate(_HitDelegate(self))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.show_rows("", ())

    def show_rows(self, query: str, rows: Sequence[CustomerRow]) -> None:
        """Show the customers found for a query, the first one chosen."""
        self._hits.set_lines([(row, why(query, row, self._t)) for row in rows[: self.most]])
        self.setFixedHeight(row_height() * len(self._hits.lines))
        self.setVisible(bool(self._hits.lines))
        if self._hits.lines:
            self.setCurrentIndex(self._hits.index(0))

    def rows(self) -> list[CustomerRow]:
        """Return the customers shown."""
        return [row for row, _ in self._hits.lines]

    def current_row(self) -> CustomerRow | None:
        """Return the chosen customer."""
        at = self.currentIndex().row()
        return self._hits.lines[at][0] if 0 <= at < len(self._hits.lines) else None

    def choose_next(self, step: int) -> None:
        """Choose the line `step` further."""
        at = self.currentIndex().row() + step
        if 0 <= at < len(self._hits.lines):
            self.setCurrentIndex(self._hits.index(at))

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell who is chosen now."""
        super().currentChanged(current, previous)
        row = self.current_row()
        self.current_changed.emit(row.id if row else 0)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click picks."""
        super().mouseReleaseEvent(event)
        row = self.current_row()
        if row and self.indexAt(event.position().toPoint()).isValid():
            self.picked.emit(row.id)

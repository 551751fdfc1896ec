"""What happened with a customer, newest first, as a list that screen readers can walk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from dealer_crm.i18n import Translator
from dealer_crm.ui.theme import Tone, Type, font_of, line_height, metrics_of, tokens_of
from dealer_crm.ui.widgets.painting import RIGHT, Style, advance, icon_side, paint_icon, paint_text

Index = QModelIndex | QPersistentModelIndex
PAD, CIRCLE, GAP, MOST_LINES = 8, 26, 12, 6


@dataclass(frozen=True)
class Entry:
    """One event. `day` and `time` are words already."""

    id: int
    day: str
    time: str
    icon: str
    title: str
    words: str = ""
    staff: str = ""
    tone: Tone | None = None


class _Entries(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.entries: tuple[Entry, ...] = ()

    def set_entries(self, entries: Sequence[Entry]) -> None:
        self.beginResetModel()
        self.entries = tuple(entries)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return " ".join(part for part in (entry.day, entry.time, entry.title, entry.words, entry.staff) if part)
        return entry if role == Qt.ItemDataRole.UserRole else None


class _EntryDelegate(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry = index.data(Qt.ItemDataRole.UserRole)
        tokens = tokens_of(option.palette)
        rect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(tokens.selection))
        left = rect.x() + PAD
        line = line_height()
        top = rect.y() + 4
        paint_text(painter, QRect(left, top, _date_width(), line), entry.day, tokens.text, Type.STRONG)
        paint_text(painter, QRect(left, top + line, _date_width(), line), entry.time, tokens.text2, Type.CAPTION)
        left += _date_width() + GAP
        self._paint_circle(painter, QRect(left, top + 2, CIRCLE, CIRCLE), entry, option, last=index.row() == index.model().rowCount() - 1)
        left += CIRCLE + GAP
        right = rect.right() - PAD
        staff = min(advance(entry.staff, Type.CAPTION) + 2, 120)
        paint_text(painter, QRect(right - staff, top, staff, line), entry.staff, tokens.text2, Style(Type.CAPTION, RIGHT))
        paint_text(painter, QRect(left, top, right - staff - left - 8, line), entry.title, tokens.text, Type.STRONG)
        painter.setFont(font_of(Type.BODY))
        painter.setPen(QColor(tokens.text))
        words = QRect(left, top + line + 1, right - left, rect.bottom() - top - line)
        painter.save()
        painter.setClipRect(words)
        painter.drawText(words, int(Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere), entry.words)
        painter.restore()

    def _paint_circle(self, painter: QPainter, circle: QRect, entry: Entry, option: QStyleOptionViewItem, *, last: bool) -> None:
        tokens = tokens_of(option.palette)
        pair = tokens.tone(entry.tone or Tone.NEUTRAL)
        if not last:
            painter.fillRect(
                QRect(circle.center().x(), circle.bottom() + 1, 1, option.rect.bottom() - circle.bottom() + 6), QColor(tokens.hairline)
            )
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(pair.bg))
        painter.drawEllipse(circle)
        painter.restore()
        colour = pair.fg if entry.tone else tokens.text2
        paint_icon(painter, entry.icon, colour, QPointF(circle.x() + (CIRCLE - icon_side()) / 2, circle.y() + (CIRCLE - icon_side()) / 2))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        entry: Entry = index.data(Qt.ItemDataRole.UserRole)
        view = option.widget
        width = view.viewport().width() if isinstance(view, QListView) else 400
        room = max(80, width - 2 * PAD - _date_width() - CIRCLE - 2 * GAP)
        metrics = metrics_of(Type.BODY)
        flags = int(Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere)
        words = metrics.boundingRect(QRect(0, 0, room, 10_000), flags, entry.words).height() if entry.words else 0
        return QSize(width, max(54, line_height() + min(words, MOST_LINES * line_height()) + 16))


def _date_width() -> int:
    return max(advance("00-00", Type.STRONG), advance("2026-00", Type.CAPTION)) + 4


class TimelineView(QListView):
    """Enter and double click open an entry."""

    opened = Signal(int)

    def __init__(self, t: Translator, *, name: str) -> None:
        super().__init__()
        self._entries = _Entries()
        self.setObjectName(name)
        self.setAccessibleName(t("Timeline"))
        self.setModel(self._entries)
        self.setItemDelegate(_EntryDelegate(self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    def set_entries(self, entries: Sequence[Entry]) -> None:
        """Show these; the current one stays current if it is still there."""
        current = self.current_id()
        self._entries.set_entries(entries)
        for row, entry in enumerate(self._entries.entries):
            if entry.id == current:
                self.setCurrentIndex(self._entries.index(row))

    def entries(self) -> tuple[Entry, ...]:
        """Return what is shown."""
        return self._entries.entries

    def current_id(self) -> int:
        """Return the id of the current entry, or 0."""
        index = self.currentIndex()
        return self._entries.entries[index.row()].id if index.isValid() else 0

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_id():
            self.opened.emit(self.current_id())
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click opens."""
        super().mouseDoubleClickEvent(event)
        if self.indexAt(event.position().toPoint()).isValid():
            self.opened.emit(self.current_id())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the words anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

"""The products found while a cell is typed into; a child of the window, because popups keep input methods out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from dealer_crm.i18n import Translator
from dealer_crm.services.products import ProductRow
from dealer_crm.ui.theme import Type, row_height, tokens_of
from dealer_crm.ui.widgets.painting import RIGHT, Style, advance, paint_text
from dealer_crm.words.figures import money

Index = QModelIndex | QPersistentModelIndex
PAD, BAR, WIDEST, NARROWEST = 10, 3, 560, 480


class _Found(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.rows: list[ProductRow | str] = []

    def set_rows(self, rows: Sequence[ProductRow | str]) -> None:
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row if isinstance(row, str) else f"{row.title} {row.draft.spec} {money(row.price)}"
        return row if role == Qt.ItemDataRole.UserRole else None


class _Painter(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: ProductRow | str = index.data(Qt.ItemDataRole.UserRole)
        tokens, rect = tokens_of(option.palette), option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(tokens.selection))
            painter.fillRect(QRect(rect.x(), rect.y(), BAR, rect.height()), QColor(tokens.accent))
        inner = rect.adjusted(PAD, 0, -PAD, 0)
        if isinstance(row, str):
            paint_text(painter, inner, row, tokens.accent, Type.STRONG)
            return
        price = money(row.price)
        width = advance(price) + 4
        paint_text(painter, QRect(inner.right() - width, rect.y(), width, rect.height()), price, tokens.text, Style(Type.BODY, RIGHT))
        room = inner.width() - width - PAD
        title = min(advance(row.title, Type.STRONG) + 4, room)
        paint_text(painter, QRect(inner.x(), rect.y(), title, rect.height()), row.title, tokens.text, Type.STRONG)
        rest = QRect(inner.x() + title + PAD, rect.y(), room - title - PAD, rect.height())
        if rest.width() > 24:
            words = " · ".join(filter(None, (row.draft.spec, row.draft.code)))
            paint_text(painter, rest, words, tokens.text2, Type.CAPTION)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(200, row_height())


class ProductHits(QListView):
    """Stands under the cell; the cell keeps the focus and moves the choice."""

    picked = Signal()

    def __init__(self, t: Translator, parent: QWidget) -> None:
        super().__init__(parent)
        self._found = _Found()
        self._t, self._typed = t, ""
        self.offers_new = False
        self.setObjectName("product_hits")
        self.setAccessibleName(t("Products found"))
        self.setModel(self._found)
        self.setItemDelegate(_Painter(self))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setProperty("framed", "true")
        self.hide()

    def show_rows(self, rows: Sequence[ProductRow], *, choose: bool, typed: str = "") -> None:
        """Show products; the first one is chosen where the text looks for one rather than says something of its own.

        Below them a new product of what was `typed` is offered where one can be made; it is never chosen by itself.
        """
        self._typed = typed
        new = [self._t("New product “{name}”…").format(name=typed)] if typed and self.offers_new else []
        self._found.set_rows([*rows, *new])
        self.setCurrentIndex(self._found.index(0) if rows and choose else QModelIndex())

    def product(self) -> ProductRow | None:
        """Return the chosen product while the list is in view."""
        row = self._row()
        return None if isinstance(row, str) else row

    def wanted(self) -> str:
        """Return what a new product is to be called where that is chosen, else ""."""
        return self._typed if isinstance(self._row(), str) else ""

    def _row(self) -> ProductRow | str | None:
        at = self.currentIndex().row()
        return self._found.rows[at] if self.isVisible() and 0 <= at < len(self._found.rows) else None

    def step(self, by: int) -> None:
        """Choose the line `by` further."""
        at = min(max(self.currentIndex().row() + by, 0), len(self._found.rows) - 1)
        if at >= 0:
            self.setCurrentIndex(self._found.index(at))

    def place(self, cell: QRect) -> None:
        """Stand under the cell (in the parent's places), or above it where there is no room; hidden without lines."""
        parent = self.parentWidget()
        count = len(self._found.rows)
        if not count or parent is None:
            self.hide()
            return
        below = parent.height() - cell.bottom() - 4
        above = cell.top() - 4
        under = below >= min(count, 4) * row_height() or below >= above
        height = min(count * row_height() + 4, max(below if under else above, row_height() + 4))
        width = min(max(cell.width(), NARROWEST), WIDEST, parent.width() - 8)
        left = min(cell.x(), parent.width() - width - 4)
        self.setGeometry(left, cell.bottom() + 1 if under else cell.top() - height - 1, width, height)
        self.show()
        self.raise_()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click picks."""
        super().mouseReleaseEvent(event)
        if self.indexAt(event.position().toPoint()).isValid():
            self.picked.emit()

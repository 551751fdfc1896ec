"""Column titles of a list, with the arrow right behind the words, and what ends their line over the scroll bar."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QSizePolicy, QWidget

from dealer_crm.ui.theme import Type, row_height, tokens_of
from dealer_crm.ui.widgets.paged_model import PagedModel
from dealer_crm.ui.widgets.painting import LEFT, Style, advance, paint_icon, paint_text
from dealer_crm.ui.widgets.row_painter import CELL_PAD

HEADER = 26


class Header(QHeaderView):
    """Column titles with the arrow right behind the words."""

    def __init__(self, name: str) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setObjectName(f"{name}_header")
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(40)

    def sizeHint(self) -> QSize:
        """As high as a caption needs."""
        return QSize(super().sizeHint().width(), max(HEADER, round(row_height() * 0.8)))

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:  # noqa: N802 - Qt's name
        """Paint one title."""
        tokens = tokens_of(self)
        model = self.model()
        painter.fillRect(rect, self.palette().window())
        painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), self.palette().mid())
        if not isinstance(model, PagedModel) or logical >= len(model.columns):
            return
        column = model.columns[logical]
        box = rect.adjusted(CELL_PAD, 0, -CELL_PAD, -1)
        arrow = 16 if model.sort_key == column.key else 0
        paint_text(painter, box.adjusted(0, 0, -arrow, 0), column.title, tokens.text2, Style(Type.LABEL, column.align))
        if arrow:
            end = min(advance(column.title, Type.LABEL) + 4, box.width() - 12) if column.align == LEFT else box.width() - 12
            where = QPoint(box.x() + end, box.y() + (box.height() - 12) // 2).toPointF()
            paint_icon(painter, "arrow-down" if model.descending else "arrow-up", tokens.text2, where, 12)


class HeaderEnd(QWidget):
    """The ground of the titles goes on over the scroll bar, which begins with the rows."""

    def __init__(self, header: Header) -> None:
        super().__init__()
        self._header = header
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As high as the titles, where there are any."""
        return QSize(0, 0 if self._header.isHidden() else self._header.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground and line."""
        painter, rect = QPainter(self), self.rect()
        painter.fillRect(rect, self.palette().window())
        painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), self.palette().mid())

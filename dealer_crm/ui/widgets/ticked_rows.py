"""The ticks of a list as the ticks of a form look: a box, a tick, the colours of the theme."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from dealer_crm.ui.theme import tokens_of
from dealer_crm.ui.widgets.choosing import MARK
from dealer_crm.ui.widgets.painting import paint_box, paint_icon


class TickedRows(QStyledItemDelegate):
    """Paints the box of a row anew; an item that cannot be ticked away has a pale one."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Paint the row as Qt does, then its box."""
        super().paint(painter, option, index)
        view = option.widget
        if not isinstance(view, QWidget):
            return
        self.initStyleOption(option, index)
        room = view.style().subElementRect(QStyle.SubElement.SE_ItemViewItemCheckIndicator, option, view)
        box = QRect(0, 0, MARK, MARK)
        box.moveCenter(room.center())
        tokens = tokens_of(view)
        fixed = not index.flags() & Qt.ItemFlag.ItemIsUserCheckable
        ticked = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) is Qt.CheckState.Checked
        painter.fillRect(room.united(box), tokens.selection if option.state & QStyle.StateFlag.State_Selected else tokens.surface)
        if fixed:
            paint_box(painter, box, tokens.window, tokens.hairline, radius=3)
        elif ticked:
            paint_box(painter, box, tokens.accent, tokens.accent, radius=3)
        else:
            paint_box(painter, box, tokens.surface, tokens.border, radius=3)
        if ticked:
            paint_icon(painter, "check", tokens.disabled if fixed else tokens.on_accent, QPointF(box.x() + 2, box.y() + 2), 12)

"""The field of a line's group: letters, a number or a piece of its name find it; F7 shows them all."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QWidget

from dealer_crm.i18n import Translator
from dealer_crm.ui.orders.cell_field import CellField
from dealer_crm.ui.orders.line_typing import groups_like
from dealer_crm.ui.theme import row_height
from dealer_crm.words.labels import label

WIDEST = 280


class GroupField(CellField):
    """The list stands over `sheet`; the field keeps the focus and moves the choice. `taken` when a group was clicked."""

    taken = Signal()

    def __init__(self, t: Translator, sheet: QWidget, title: str, parent: QWidget) -> None:
        super().__init__("group", title, parent)
        self._t = t
        self.hits = QListWidget(sheet)
        self.hits.setObjectName("group_hits")
        self.hits.setAccessibleName(title)
        self.hits.setProperty("framed", "true")
        self.hits.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hits.setUniformItemSizes(True)
        self.hits.hide()
        self.hits.itemClicked.connect(lambda _item: self._on_clicked())
        self.textEdited.connect(lambda _text: self.look())

    def look(self, *, everything: bool = False) -> None:
        """Show the groups that the text may mean, the first one chosen."""
        found = groups_like("" if everything else self.query(), self._t)
        self.hits.clear()
        for group in found:
            self.hits.addItem(label(group, self._t))
        for at in range(self.hits.count()):
            self.hits.item(at).setSizeHint(QSize(WIDEST, row_height()))
        self.hits.setCurrentRow(0)
        self._place(len(found))

    def _place(self, count: int) -> None:
        sheet = self.hits.parentWidget()
        if not count or sheet is None:
            self.hits.hide()
            return
        cell = QRect(self.mapTo(sheet, self.rect().topLeft()), self.size())
        below, above, wanted = sheet.height() - cell.bottom() - 4, cell.top() - 4, count * row_height() + 4
        under = below >= min(wanted, 4 * row_height()) or below >= above
        height = min(wanted, max(below if under else above, row_height() + 4))
        width = min(max(cell.width(), WIDEST), sheet.width() - 8)
        left = min(cell.x(), sheet.width() - width - 4)
        self.hits.setGeometry(left, cell.bottom() + 1 if under else cell.top() - height - 1, width, height)
        self.hits.show()
        self.hits.raise_()

    def answers(self, event: QKeyEvent) -> bool:
        """Move in the list, open it, close it; tell whether the key was for it."""
        key, shown = event.key(), self.hits.isVisible()
        if key == Qt.Key.Key_F7:
            self.look(everything=True)
        elif shown and key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            step = 1 if key == Qt.Key.Key_Down else -1
            self.hits.setCurrentRow(min(max(self.hits.currentRow() + step, 0), self.hits.count() - 1))
        elif shown and key == Qt.Key.Key_Escape:
            self.hits.hide()
        else:
            return False
        return True

    def take(self) -> None:
        """Keep the group that is chosen, if the list is open."""
        item = self.hits.currentItem()
        if self.hits.isVisible() and item is not None:
            self.setText(item.text())
        self.hits.hide()

    def close_list(self) -> None:
        """Take the list away with the field."""
        self.hits.hide()
        self.hits.deleteLater()

    def _on_clicked(self) -> None:
        self.take()
        self.taken.emit()

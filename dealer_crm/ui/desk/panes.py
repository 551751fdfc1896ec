"""The list alone, list and file side by side, or one in place of the other where the window is narrow."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from dealer_crm.ui.theme import Space

WINDOW_FROM, PAGE_FROM = 1008, 760
SHARE = (308, 400)
"""How narrow and how wide a list beside something open is, in pixels."""
ANY_WIDTH = 16777215


class Panes(QWidget):
    """`narrowed` tells when the ways change."""

    narrowed = Signal(bool)

    def __init__(self, list_pane: QWidget, file_pane: QWidget, *, name: str, share: tuple[int, int] = SHARE) -> None:
        super().__init__()
        self.setObjectName(name)
        self._narrowest, self._widest = share
        self._list, self._file = list_pane, file_pane
        self._narrow = self._opened = False
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.M)
        box.addWidget(list_pane, 1)
        box.addWidget(file_pane, 1)
        self._arrange()

    def is_narrow(self) -> bool:
        """Tell whether only one of both has room."""
        return self._narrow

    def is_open(self) -> bool:
        """Tell whether a file is open."""
        return self._opened

    def set_open(self, opened: bool) -> None:
        """Bring a file up, or leave the list alone."""
        self._opened = opened
        self._arrange()

    def parts(self) -> list[QWidget]:
        """Return what is in view of both."""
        return [part for part in (self._list, self._file) if not part.isHidden()]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose between the ways."""
        super().resizeEvent(event)
        narrow = self.window().width() < WINDOW_FROM or self.width() < PAGE_FROM
        changed, self._narrow = narrow != self._narrow, narrow
        self._arrange()
        if changed:
            self.narrowed.emit(narrow)

    def _arrange(self) -> None:
        beside = self._opened and not self._narrow
        share = min(max(self._narrowest, self.width() // 3), self._widest)
        self._list.setMinimumWidth(share if beside else 0)
        self._list.setMaximumWidth(share if beside else ANY_WIDTH)
        self._list.setVisible(not (self._opened and self._narrow))
        self._file.setVisible(self._opened)

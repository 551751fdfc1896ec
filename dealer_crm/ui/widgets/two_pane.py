"""List and detail side by side, or one at a time with a way back where the window is narrow."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dealer_crm.i18n import Translator
from dealer_crm.ui.theme import Space
from dealer_crm.ui.widgets.buttons import Button

SIDE_BY_SIDE_FROM = 760


class TwoPane(QWidget):
    """`show_detail` matters only where it is narrow; `narrowed` tells when that changes."""

    narrowed = Signal(bool)

    def __init__(self, t: Translator, list_pane: QWidget, detail_pane: QWidget, *, name: str, threshold: int = SIDE_BY_SIDE_FROM) -> None:
        super().__init__()
        self.setObjectName(name)
        self._list, self._detail, self._threshold = list_pane, detail_pane, threshold
        self._narrow = False
        self._wants_detail = False
        self.list_share = 318
        self.back_button = Button(t("Back"), icon="arrow-left", key="Esc", name=f"{name}_back")
        self.back_button.clicked.connect(self.show_list)
        self.back_button.hide()
        right = QVBoxLayout()
        right.setSpacing(Space.S)
        right.addWidget(self.back_button)
        right.addWidget(detail_pane, 1)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.M)
        box.addWidget(list_pane)
        box.addLayout(right, 1)

    def is_narrow(self) -> bool:
        """Tell whether only one of both is shown."""
        return self._narrow

    def show_detail(self) -> None:
        """Bring the detail up."""
        self._wants_detail = True
        self._arrange()

    def show_list(self) -> None:
        """Bring the list up and the focus into it."""
        self._wants_detail = False
        self._arrange()
        if self._narrow:
            self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose between both ways."""
        super().resizeEvent(event)
        narrow = self.width() < self._threshold
        if narrow != self._narrow:
            self._narrow = narrow
            self._arrange()
            self.narrowed.emit(narrow)
        elif not narrow:
            self._list.setFixedWidth(self._list_width())

    def _list_width(self) -> int:
        return min(max(self.list_share, self.width() * 2 // 5), 460) if self.width() > 900 else self.list_share

    def _arrange(self) -> None:
        if self._narrow:
            self._list.setMinimumWidth(0)
            self._list.setMaximumWidth(16777215)
        else:
            self._list.setFixedWidth(self._list_width())
        self._list.setVisible(not self._narrow or not self._wants_detail)
        self._detail.setVisible(not self._narrow or self._wants_detail)
        self.back_button.setVisible(self._narrow and self._wants_detail)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the list where it is narrow."""
        if event.key() == Qt.Key.Key_Escape and self._narrow and self._wants_detail:
            self.show_list()
        else:
            super().keyPressEvent(event)

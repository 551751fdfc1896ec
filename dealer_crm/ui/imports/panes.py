"""Rows and panel side by side; where it is narrow the panel takes the place of the rows and gives it back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dealer_crm.i18n import Translator
from dealer_crm.ui.theme import Space
from dealer_crm.ui.widgets import Button

NARROW_BELOW, PANEL_FROM, PANEL_TO = 860, 330, 380


class CheckPanes(QWidget):
    """`show_panel` matters only where it is narrow. `only_panel` tells whether the rows are out of view, `returned` that they are back."""

    only_panel = Signal(bool)
    returned = Signal()

    def __init__(self, t: Translator, rows: QWidget, panel: QWidget) -> None:
        super().__init__()
        self.setObjectName("import_panes")
        self._rows, self._panel = rows, panel
        self._narrow = self._wants_panel = False
        self.back_button = Button(t("Back"), icon="arrow-left", key="Esc", name="button_back_to_rows")
        self.back_button.clicked.connect(self.show_rows)
        right = QVBoxLayout()
        right.setSpacing(Space.S)
        right.addWidget(self.back_button)
        right.addWidget(panel, 1)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.M)
        box.addWidget(rows, 1)
        box.addLayout(right)
        self._arrange()

    def show_panel(self) -> None:
        """Bring the panel up."""
        self._wants_panel = True
        self._arrange()
        if self._narrow:
            self.back_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_rows(self) -> None:
        """Bring the rows up again."""
        self._wants_panel = False
        self._arrange()
        self.returned.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose between both ways."""
        super().resizeEvent(event)
        self._narrow = self.width() < NARROW_BELOW
        self._arrange()

    def _arrange(self) -> None:
        if self._narrow:
            self._panel.setMinimumWidth(0)
            self._panel.setMaximumWidth(16777215)
        else:
            self._panel.setFixedWidth(min(PANEL_TO, max(PANEL_FROM, self.width() // 3)))
        self._rows.setVisible(not (self._narrow and self._wants_panel))
        self._panel.setVisible(not self._narrow or self._wants_panel)
        self.back_button.setVisible(self._narrow and self._wants_panel)
        self.only_panel.emit(self._narrow and self._wants_panel)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc gives the rows back."""
        if event.key() == Qt.Key.Key_Escape and self._narrow and self._wants_panel:
            self.show_rows()
        else:
            super().keyPressEvent(event)

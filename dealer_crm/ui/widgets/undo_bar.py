"""The bar that says what was just done and offers to undo it; it stays until the next change."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from dealer_crm.i18n import Translator
from dealer_crm.ui.theme import Space, tokens_of
from dealer_crm.ui.widgets.buttons import Button, IconButton
from dealer_crm.ui.widgets.painting import paint_box
from dealer_crm.ui.widgets.text import ElidedLabel


class UndoBar(QWidget):
    """Hidden until `show_undo`; has no timer. `told` says whether it has something to say.

    Tab passes Undo over: what vanishes hands the focus on as Tab would, and a space would then take back what was just done. Ctrl+Z, F6
    and the mouse reach it.
    """

    undo_requested = Signal()
    told = Signal(bool)

    def __init__(self, t: Translator) -> None:
        super().__init__()
        self.setObjectName("undo_bar")
        self._label = ElidedLabel("", name="undo_bar_text")
        self.button = Button(t("Undo"), icon="undo-2", key="Ctrl+Z", name="undo_bar_undo")
        close = IconButton("x", t("Close this message"), name="undo_bar_close")
        box = QHBoxLayout(self)
        box.setContentsMargins(Space.M, Space.XS, Space.XS, Space.XS)
        box.setSpacing(Space.M)
        box.addWidget(self._label)
        box.addWidget(self.button)
        box.addStretch(1)
        box.addWidget(close)
        self.setFocusProxy(self.button)
        self.button.clicked.connect(self.undo_requested)
        self.button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        close.clicked.connect(self.dismiss)
        self.hide()

    def text(self) -> str:
        """Return what was done."""
        return self._label.text()

    def show_undo(self, sentence: str) -> None:
        """Say what was done."""
        self._label.setText(sentence)
        self.setAccessibleName(sentence)
        self.show()
        self.told.emit(True)

    def dismiss(self) -> None:
        """Say nothing any more."""
        self._label.setText("")
        self.hide()
        self.told.emit(False)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a quiet bar."""
        tokens = tokens_of(self)
        paint_box(QPainter(self), self.rect(), tokens.info.bg, tokens.hairline)

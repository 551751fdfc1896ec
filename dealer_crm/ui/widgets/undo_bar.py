"""The bar that says what was just done and offers to undo it; it stays until the next change."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from dealer_crm.i18n import Translator
from dealer_crm.ui.theme import Space, tokens_of
from dealer_crm.ui.widgets.buttons import Button, IconButton
from dealer_crm.ui.widgets.painting import paint_box
from dealer_crm.ui.widgets.text import ElidedLabel


class UndoBar(QWidget):
    """Hidden until `show_undo`; has no timer. `fallen_on` tells that the focus came because what had it vanished, not by a key.

    The signal of the application that tells of focus would bring widgets while they are destroyed; that cost Python its hold on others.
    """

    undo_requested = Signal()
    fallen_on = Signal()

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
        self.button.installEventFilter(self)
        close.clicked.connect(self.dismiss)
        self.hide()

    def text(self) -> str:
        """Return what was done."""
        return self._label.text()

    def show_undo(self, sentence: str) -> None:
        """Say what was done. Undo becomes the next stop of Tab."""
        self._label.setText(sentence)
        self.setAccessibleName(sentence)
        self.show()
        focused: QWidget | None = self.window().focusWidget()
        if focused is not None and focused is not self.button and focused.focusPolicy() & Qt.FocusPolicy.TabFocus:
            QWidget.setTabOrder(focused, self.button)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What vanishes hands the focus on as Tab would: the stop before Undo is the one that had it."""
        if isinstance(event, QFocusEvent) and event.gotFocus() and event.reason() is Qt.FocusReason.TabFocusReason:
            before: QWidget | None = self.button.previousInFocusChain()
            if before is not None and not before.isVisible():
                self.fallen_on.emit()
        return super().eventFilter(watched, event)

    def dismiss(self) -> None:
        """Say nothing any more."""
        self._label.setText("")
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a quiet bar."""
        tokens = tokens_of(self)
        paint_box(QPainter(self), self.rect(), tokens.info.bg, tokens.hairline)

"""A card in the middle of the window over a scrim; a child widget, because input methods avoid popups."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget
from shiboken6 import isValid

from dealer_crm.ui.theme import Space, tokens_of
from dealer_crm.ui.widgets.body import Foot, ScrollBody
from dealer_crm.ui.widgets.buttons import Button
from dealer_crm.ui.widgets.painting import paint_box

SCRIM_ALPHA = 110


class _Panel(QFrame):
    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        paint_box(QPainter(self), self.rect(), tokens.surface, tokens.border, radius=10)


class OverlayCard(QWidget):
    """Fill `box`, add buttons, then `open_card`."""

    closed = Signal()

    def __init__(self, window: QWidget, *, name: str, width: int = 676) -> None:
        super().__init__(window)
        self._wanted = width
        self._before: QWidget | None = None
        self.setObjectName(name)
        self.panel = _Panel(self)
        self.panel.setObjectName(f"{name}_panel")
        self._body = ScrollBody(f"{name}_body", margin=20)
        self.box = self._body.box
        self.foot = Foot(name, margin=20)
        outer = QVBoxLayout(self.panel)
        outer.setContentsMargins(1, 1, 1, Space.S)
        outer.setSpacing(0)
        outer.addWidget(self._body, 1)
        outer.addWidget(self.foot)
        window.installEventFilter(self)
        self.hide()

    def add_button(self, button: Button, *, right: bool = False) -> Button:
        """Append a button below the scrolled part."""
        return self.foot.add(button, right=right)

    def open_card(self, focus: QWidget | None = None) -> None:
        """Show the card and put the focus into it."""
        self._before = QApplication.focusWidget()
        self.refit()
        self.show()
        self.raise_()
        (focus or self.panel).setFocus(Qt.FocusReason.OtherFocusReason)

    def close_card(self) -> None:
        """Hide the card; the focus goes back where it was."""
        if self.isHidden():
            return
        self.hide()
        before, self._before = self._before, None
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()

    def refit(self) -> None:
        """Fit the card to window and content."""
        self.setGeometry(self.window().rect())
        width = min(self._wanted, self.width() - 2 * Space.L)
        foot = self.foot.sizeHint().height() if self.foot.buttons else 0
        height = min(self._body.height_at(width) + foot + Space.S + 4, self.height() - 2 * Space.L)
        top = max(Space.L, min(84, (self.height() - height) // 2))
        self.panel.setGeometry(QRect((self.width() - width) // 2, top, width, height))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the window's size."""
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self.refit()
        return super().eventFilter(watched, event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Keep Tab inside the card."""
        inside = [
            w for w in self.panel.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.isVisible() and w.isEnabled()
        ]
        focused = QApplication.focusWidget()
        if not inside:
            return False
        at = inside.index(focused) if focused in inside else -1
        inside[(at + (1 if forward else -1)) % len(inside)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_card()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the card closes nothing: what was typed would be lost."""
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Dim the window."""
        tokens = tokens_of(self)
        colour = QColor("#000000" if tokens.dark else tokens.text)
        colour.setAlpha(SCRIM_ALPHA)
        QPainter(self).fillRect(self.rect(), colour)

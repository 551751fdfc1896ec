"""The striped line that says that this is the sample shop, with one click to leave it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPolygon
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from dealer_crm.i18n import Translator
from dealer_crm.ui.theme import Space, Type, control_height, line_height, tokens_of
from dealer_crm.ui.widgets.buttons import Button, Role
from dealer_crm.ui.widgets.text import Ink, Label, set_tip

STRIPE, THIN, LOW_BELOW_LINES, LIMITLESS = 12, 6, 17, 16777215


def is_low(height: int) -> bool:
    """Tell whether a window of this height (px) has no line to give away at today's text size."""
    return height < LOW_BELOW_LINES * control_height()


class _WayOut(Button):
    """No higher than the words of the menu beside it."""

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), line_height() + 2)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class DemoBanner(QWidget):
    """Hidden on real data. In a low window only the stripes are left; the way out stands in `corner`, at the end of the menu."""

    leave_requested = Signal()

    def __init__(self, t: Translator) -> None:
        super().__init__()
        self.setObjectName("demo_banner")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(t("Sample shop: nothing here is real."))
        self._on = self._low = False
        label = Label(t("Sample shop: nothing here is real."), Type.STRONG, tone=Ink.WARN, name="demo_text")
        button = Button(t("Leave the sample shop"), icon="log-out", name="demo_leave_button")
        self.corner = _WayOut(t("Leave the sample shop"), role=Role.QUIET, icon="log-out", name="demo_leave_corner")
        set_tip(self.corner, t("Sample shop: nothing here is real."))
        for way_out in (button, self.corner):
            way_out.clicked.connect(self.leave_requested)
        self._words = (label, button)
        box = QHBoxLayout(self)
        box.setContentsMargins(Space.M, 2, Space.M, 2)
        box.setSpacing(Space.M)
        box.addStretch(1)
        box.addWidget(label)
        box.addWidget(button)
        box.addStretch(1)
        self._arrange()

    def set_on(self, *, on: bool) -> None:
        """Show it, or hide it."""
        self._on = on
        self._arrange()

    def fit(self, height: int) -> None:
        """Choose between the line and the stripes for a height of the window."""
        low = is_low(height)
        if low != self._low:
            self._low = low
            self._arrange()

    def _arrange(self) -> None:
        self.setVisible(self._on)
        self.corner.setVisible(self._on and self._low)
        for widget in self._words:
            widget.setVisible(not self._low)
        self.setMinimumHeight(THIN if self._low else 0)
        self.setMaximumHeight(THIN if self._low else LIMITLESS)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint quiet stripes at both ends; the words stand on plain ground."""
        tokens = tokens_of(self)
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens.warn.bg))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        colour = QColor(tokens.warn.fg)
        colour.setAlpha(28)
        painter.setBrush(colour)
        high = self.height()
        words = self._words[0]
        quiet = (self.width(), 0) if self._low else (words.x() - Space.L, self.width() - words.x() + Space.L)
        for x in range(-high, self.width() + high, 2 * STRIPE):
            if x + STRIPE + high < quiet[0] or x > quiet[1]:
                painter.drawPolygon(
                    QPolygon([QPoint(x, high), QPoint(x + STRIPE, high), QPoint(x + STRIPE + high, 0), QPoint(x + high, 0)])
                )

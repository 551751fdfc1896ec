"""The striped line that says that this is the sample shop, with one click to leave it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPolygon
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from dealer_crm.i18n import Translator
from dealer_crm.ui.theme import Space, Type, tokens_of
from dealer_crm.ui.widgets.buttons import Button
from dealer_crm.ui.widgets.text import Ink, Label

STRIPE = 12


class DemoBanner(QWidget):
    """Hidden on real data."""

    leave_requested = Signal()

    def __init__(self, t: Translator) -> None:
        super().__init__()
        self.setObjectName("demo_banner")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(t("Sample shop: nothing here is real."))
        label = Label(t("Sample shop: nothing here is real."), Type.STRONG, tone=Ink.WARN, name="demo_text")
        button = Button(t("Leave the sample shop"), icon="log-out", name="demo_leave_button")
        button.clicked.connect(self.leave_requested)
        box = QHBoxLayout(self)
        box.setContentsMargins(Space.M, 2, Space.M, 2)
        box.setSpacing(Space.M)
        box.addStretch(1)
        box.addWidget(label)
        box.addWidget(button)
        box.addStretch(1)
        self.hide()

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
        words = self.findChild(Label)
        quiet = (words.x() - Space.L, self.width() - words.x() + Space.L) if words else (0, 0)
        for x in range(-high, self.width() + high, 2 * STRIPE):
            if x + STRIPE + high < quiet[0] or x > quiet[1]:
                painter.drawPolygon(
                    QPolygon([QPoint(x, high), QPoint(x + STRIPE, high), QPoint(x + STRIPE + high, 0), QPoint(x + high, 0)])
                )

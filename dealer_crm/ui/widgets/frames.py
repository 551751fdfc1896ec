"""Boxes that hold others or say one thing: cards, facts, badges and empty states."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from dealer_crm.ui.theme import Space, Tone, Type, line_height, tokens_of
from dealer_crm.ui.widgets.buttons import Button, Role
from dealer_crm.ui.widgets.painting import CENTRE, Style, advance, paint_box, paint_icon, paint_text
from dealer_crm.ui.widgets.text import Ink, Label

LINE = 72
"""Digits that a sentence of an empty list takes before it breaks."""


class Card(QFrame):
    """Surface with a hairline border."""

    def __init__(self, name: str = "", *, margin: int = Space.M, spacing: int = Space.S) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("card", "true")
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(margin, margin, margin, margin)
        self.box.setSpacing(spacing)


class FactBox(QWidget):
    """A caption and one bold fact below it."""

    def __init__(self, title: str, value: str = "", *, tone: Tone | None = None, name: str = "") -> None:
        super().__init__()
        self._title, self._value, self._tone = title, value, tone
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._announce()

    def set_value(self, value: str, tone: Tone | None = None) -> None:
        """Show another fact."""
        self._value, self._tone = value, tone
        self._announce()
        self.updateGeometry()
        self.update()

    def value(self) -> str:
        """Return what is shown."""
        return self._value

    def _announce(self) -> None:
        self.setAccessibleName(f"{self._title} {self._value}")

    def sizeHint(self) -> QSize:
        """Both lines with 10 px around."""
        width = max(advance(self._title, Type.CAPTION), advance(self._value, Type.STRONG)) + 22
        return QSize(width, line_height(Type.CAPTION) + line_height(Type.STRONG) + 6)

    def minimumSizeHint(self) -> QSize:
        """May shrink to the caption."""
        return QSize(advance(self._title, Type.CAPTION) + 22, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the box, the caption, the fact."""
        tokens = tokens_of(self)
        painter = QPainter(self)
        paint_box(painter, self.rect(), tokens.alt, tokens.hairline, radius=4)
        inner = self.rect().adjusted(10, 3, -10, -3)
        top = line_height(Type.CAPTION)
        paint_text(painter, QRect(inner.x(), inner.y(), inner.width(), top), self._title, tokens.text2, Type.CAPTION)
        colour = tokens.tone(self._tone).fg if self._tone else tokens.text
        paint_text(painter, QRect(inner.x(), inner.y() + top, inner.width(), inner.height() - top), self._value, colour, Type.STRONG)


class Badge(QWidget):
    """A small round count; nothing at zero. A quiet one is no alarm."""

    def __init__(self, name: str = "", *, quiet: bool = False) -> None:
        super().__init__()
        self.setObjectName(name)
        self._count, self._quiet = 0, quiet
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def count(self) -> int:
        """Return the number shown."""
        return self._count

    def set_count(self, count: int) -> None:
        """Show another number."""
        self._count = count
        self.setVisible(count > 0)
        self.updateGeometry()
        self.update()

    def words(self) -> str:
        """Return the number as painted."""
        return "99+" if self._count > 99 else str(self._count)

    def sizeHint(self) -> QSize:
        """Round for one digit, a pill for more."""
        height = line_height(Type.CAPTION) + 2
        return QSize(max(height, advance(self.words(), Type.CAPTION) + 10), height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the pill."""
        tokens = tokens_of(self)
        painter = QPainter(self)
        fill, ink = (tokens.neutral.bg, tokens.neutral.fg) if self._quiet else (tokens.danger.fg, tokens.on_accent)
        paint_box(painter, self.rect(), fill, radius=self.height() / 2)
        paint_text(painter, self.rect(), self.words(), ink, Style(Type.CAPTION, CENTRE))


class _Picture(QWidget):
    """A large quiet icon."""

    def __init__(self, icon: str, size: int = 40) -> None:
        super().__init__()
        self._icon, self._size = icon, size
        self.setFixedSize(size, size)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the icon."""
        paint_icon(QPainter(self), self._icon, tokens_of(self).placeholder, QPoint(0, 0).toPointF(), self._size)


class EmptyState(QWidget):
    """What an empty list says: one sentence and the next step."""

    clicked = Signal()

    def __init__(self, sentence: str, *, icon: str = "", button: str = "", key: str = "", name: str = "empty") -> None:
        super().__init__()
        self.setObjectName(name)
        box = QVBoxLayout(self)
        box.setAlignment(Qt.AlignmentFlag.AlignCenter)
        box.setSpacing(Space.M)
        self._picture = _Picture(icon) if icon else None
        if self._picture is not None:
            box.addWidget(self._picture, alignment=Qt.AlignmentFlag.AlignHCenter)
        self.sentence = Label(sentence, tone=Ink.TEXT2, name=f"{name}_sentence", wrap=True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        box.addWidget(self.sentence)
        self.button: Button | None = None
        if button:
            self.button = Button(button, role=Role.PRIMARY, key=key, name=f"{name}_button")
            self.button.clicked.connect(self.clicked)
            box.addWidget(self.button, alignment=Qt.AlignmentFlag.AlignHCenter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the picture out where words and buttons need its room."""
        super().resizeEvent(event)
        self._fit_sentence()
        if self._picture is not None:
            self._picture.show()
            self._picture.setVisible(self.height() >= self.sizeHint().height())

    def _fit_sentence(self) -> None:
        """Break the sentence only where it is wider than the room, or than one likes to read."""
        self.sentence.setMinimumWidth(min(advance(self.sentence.text()) + 2, LINE * advance("8"), max(0, self.width() - 2 * Space.L)))

    def set_sentence(self, sentence: str) -> None:
        """Say something else."""
        self.sentence.setText(sentence)
        self._fit_sentence()

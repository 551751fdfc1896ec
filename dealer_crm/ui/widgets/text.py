"""Labels: plain text always, in the inks of the look."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QSystemTrayIcon, QWidget

from dealer_crm.ui.theme import Tokens, Type, font_of, tokens_of
from dealer_crm.ui.widgets.painting import advance, shortened


class Ink(Enum):
    """What a text is written in."""

    TEXT = "text"
    TEXT2 = "text2"
    ACCENT = "accent"
    DISABLED = "disabled"
    DANGER = "danger"
    DONE = "done"
    INFO = "info"
    WARN = "warn"

    def colour(self, tokens: Tokens) -> str:
        """Return the colour in a look."""
        value = getattr(tokens, self.value)
        return str(value if isinstance(value, str) else value.fg)


class Label(QLabel):
    """A text of the program or of the user; never interpreted as markup."""

    def __init__(
        self,
        text: str = "",
        kind: Type = Type.BODY,
        *,
        tone: Ink = Ink.TEXT,
        name: str = "",
        wrap: bool = False,
    ) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setObjectName(name)
        self.setWordWrap(wrap)
        self._kind, self._ink = kind, tone
        self.setFont(font_of(kind))
        self.setText(text)
        if wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)

    def set_ink(self, ink: Ink) -> None:
        """Write in another colour."""
        self._ink = ink
        self.update()

    def ink_colour(self) -> str:
        """Return the colour that the text is painted in."""
        tokens = tokens_of(self)
        return self._ink.colour(tokens) if self.isEnabled() else tokens.disabled

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.ApplicationFontChange:
            self.setFont(font_of(self._kind))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint with the pen of the ink; selectable labels and pictures are Qt's business."""
        if not self.text() or self.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setPen(QColor(self.ink_colour()))
        flags = int(self.alignment())
        flags |= int(Qt.TextFlag.TextWordWrap) if self.wordWrap() else 0
        flags |= int(Qt.TextFlag.TextShowMnemonic) if self.has_buddy() else 0
        painter.drawText(self.contentsRect(), flags, self.shown_text())

    def has_buddy(self) -> bool:
        """Tell whether the label names a field; only then `&` marks an access key."""
        return isinstance(self.buddy(), QWidget)

    def shown_text(self) -> str:
        """Return what stands in the box."""
        return self.text()


class ElidedLabel(Label):
    """One line that gives way: shortened with …, the whole text in the tooltip."""

    def __init__(self, text: str = "", kind: Type = Type.BODY, *, tone: Ink = Ink.TEXT, name: str = "") -> None:
        super().__init__(text, kind, tone=tone, name=name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """May shrink to a few characters."""
        return QSize(min(advance(self.text(), self._kind), advance("中中中", self._kind)), super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        """Ask for the whole text."""
        return QSize(advance(" ".join(self.text().split()), self._kind) + 1, super().sizeHint().height())

    def shown_text(self) -> str:
        """Return the shortened text."""
        return shortened(self.text(), self.font(), self.contentsRect().width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Offer the whole text as tooltip while it is shortened."""
        super().resizeEvent(event)
        set_tip(self, self.text() if self.shown_text() != self.text() else "")


def heading(text: str, name: str = "") -> Label:
    """Return the title of a page or card."""
    return Label(text, Type.TITLE, name=name)


def section(text: str, name: str = "") -> Label:
    """Return the title of a part of a page."""
    return Label(text, Type.SECTION, name=name)


def set_tip(widget: QWidget | QSystemTrayIcon, text: str) -> None:
    """Give a tooltip, whatever its text looks like."""
    widget.setToolTip(tip_text(text))


def tip_text(text: str) -> str:
    """Return a text as a tooltip takes it: escaped where Qt would guess at markup."""
    if "<" not in text and "&" not in text:
        return text
    from html import escape  # brings the names of all signs; few tips need it

    return f"<span>{escape(text)}</span>".replace("\n", "<br>")


class HLine(QFrame):
    """A hairline."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill the one pixel."""
        QPainter(self).fillRect(self.rect(), QColor(tokens_of(self).hairline))


class VLine(QFrame):
    """A hairline between two panes."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill the one pixel."""
        QPainter(self).fillRect(self.rect(), QColor(tokens_of(self).hairline))

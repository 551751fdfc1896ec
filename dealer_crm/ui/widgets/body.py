"""The scrolled middle and the row of buttons that dialogs, sheets and cards share."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from dealer_crm.ui.theme import Space
from dealer_crm.ui.widgets.buttons import Button, Role
from dealer_crm.ui.widgets.follow_focus import FocusFollower


class ScrollBody(QScrollArea):
    """Scrolls up and down when its content is higher than the room, and to whatever gets the focus; never sideways."""

    def __init__(self, name: str, margin: int = Space.L) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.inner = inner = QWidget()
        inner.setObjectName(f"{name}_inner")
        inner.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self.box = QVBoxLayout(inner)
        self.box.setContentsMargins(margin, margin, margin, margin)
        self.box.setSpacing(Space.M)
        self.setWidget(inner)
        inner.setAutoFillBackground(False)
        self._given = 0
        self.verticalScrollBar().rangeChanged.connect(self._on_range)
        self._follower = FocusFollower(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the focus in sight where the room becomes less."""
        super().resizeEvent(event)
        if event.size().height() < event.oldSize().height():
            self._follower.look_again()

    def _on_range(self, _least: int, most: int) -> None:
        """Give the bar the room of the right margin: what is scrolled keeps its width and ends where things outside do."""
        margins = self.box.contentsMargins()
        whole = margins.right() + self._given
        self._given = min(self.verticalScrollBar().sizeHint().width(), whole) if most else 0
        margins.setRight(whole - self._given)
        self.box.setContentsMargins(margins)

    def sizeHint(self) -> QSize:
        """Ask for the whole content."""
        hint = self.inner.sizeHint()
        width = max(hint.width(), self.width() if self.isVisible() else 0)
        return QSize(hint.width() + 2, self.height_at(width) + 2)

    def height_at(self, width: int) -> int:
        """Return how high the content is at a width; Qt scrolls below its least height, for which words wrap as early as they can."""
        inner = self.inner
        if not inner.hasHeightForWidth():
            return inner.sizeHint().height()
        return max(inner.heightForWidth(width), inner.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Keep the width, give way in height."""
        return QSize(self.inner.minimumSizeHint().width() + 14, 48)


class Foot(QWidget):
    """The buttons below the scrolled part: primary first, the way out at the right."""

    def __init__(self, name: str, margin: int = Space.L) -> None:
        super().__init__()
        self.setObjectName(f"{name}_foot")
        self.buttons: list[Button] = []
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(margin, Space.S, margin, Space.S)
        self._box.setSpacing(Space.S)
        self._box.addStretch(1)
        self._at_left = 0
        self._whole: dict[Button, tuple[str, str]] = {}
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the buttons would be cut, leave out their keys, and then their icons."""
        super().resizeEvent(event)
        for keys, icons in ((True, True), (False, True), (False, False)):
            for button, (key, icon) in self._whole.items():
                button.set_key(key if keys else "")
                button.set_icon(icon if icons else "")
            if self.sizeHint().width() <= self.width():
                return

    def add(self, button: Button, *, right: bool = False) -> Button:
        """Append a button at the left group or at the right end."""
        if right:
            self._box.addWidget(button)
        else:
            self._box.insertWidget(self._at_left, button)
            self._at_left += 1
        self.buttons.append(button)
        self._whole[button] = (button.key, button.picture)
        self.show()
        return button

    def primary(self) -> Button | None:
        """Return the filled button."""
        return next((button for button in self.buttons if button.role is Role.PRIMARY), None)

    def press_primary(self) -> None:
        """Press the filled button, if it can be pressed."""
        button = self.primary()
        if button and button.isEnabled():
            button.click()


def save_keys(owner: QWidget, foot: Foot) -> None:
    """Let Ctrl+Enter, F8 and Ctrl+S press the filled button of a dialog or sheet."""
    for keys in ("Ctrl+Return", "Ctrl+Enter", "F8", "Ctrl+S"):
        shortcut = QShortcut(QKeySequence(keys), owner)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(foot.press_primary)

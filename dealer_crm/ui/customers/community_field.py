"""A field for the community of an address: names that are known are offered while one types, also by other names and by initials."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QShowEvent

from dealer_crm.ui.theme import Space
from dealer_crm.ui.widgets import Card, LineEdit, Role
from dealer_crm.ui.widgets.buttons import Button

MOST = 5


class CommunityField(LineEdit):
    """`names` answers what was typed. Down chooses among the names that lie below, Enter takes the chosen one.

    Letters alone are no name here, so the first name that they mean is chosen at once. Nothing is taken that nobody chose. The names lie
    over the form, in the window itself: a popup would keep input methods out, and rows that move would be hit by mistake.
    """

    def __init__(self, *, name: str, placeholder: str = "") -> None:
        super().__init__(name=name, placeholder=placeholder)
        self.names: Callable[[str], Sequence[str]] = lambda _words: ()
        self._chosen = -1
        self._offered: list[Button] = []
        self._list: Card | None = None
        self.textEdited.connect(self._offer)

    def offered(self) -> list[str]:
        """Return the names that are offered now."""
        return [button.text() for button in self._offered]

    def _offer(self, text: str) -> None:
        words = text.strip()
        names = [one for one in self.names(words) if one != words][:MOST] if words else []
        self._show(names)
        if names and words.isascii() and words.isalpha():
            self._choose(0)

    def _show(self, names: Sequence[str]) -> None:
        if self._list is not None:
            self._list.hide()
            self._list.deleteLater()
        self._chosen, self._offered, self._list = -1, [], None
        if names:
            self._list = self._laid(names)

    def _laid(self, names: Sequence[str]) -> Card:
        """Return the names in a card that hangs below the field."""
        card = Card(f"{self.objectName()}_names", margin=Space.XS, spacing=0)
        card.setParent(self.window())
        card.setAutoFillBackground(True)
        for at, one in enumerate(names):
            button = Button(one, role=Role.QUIET, name=f"{self.objectName()}_name_{at}")
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _on=False, one=one: self._take(one))
            card.box.addWidget(button, alignment=Qt.AlignmentFlag.AlignLeft)
            self._offered.append(button)
        corner = self.mapTo(self.window(), QPoint(0, self.height() + 2))
        wanted = card.sizeHint()
        above = corner.y() + wanted.height() > self.window().height()
        top = corner.y() - self.height() - 4 - wanted.height() if above else corner.y()
        card.setGeometry(corner.x(), max(0, top), max(self.width(), wanted.width()), wanted.height())
        card.show()
        card.raise_()
        return card

    def _choose(self, at: int) -> None:
        self._chosen = at % len(self._offered) if self._offered else -1
        for place, button in enumerate(self._offered):
            button.set_icon("chevron-right" if place == self._chosen else "")

    def _take(self, name: str) -> None:
        self._show(())
        self.setText(name)
        self.textEdited.emit(name)
        self._show(())

    def showEvent(self, event: QShowEvent) -> None:
        """See keys before the form does."""
        super().showEvent(event)
        self.removeEventFilter(self)
        self.installEventFilter(self)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The names go with the focus."""
        super().focusOutEvent(event)
        self._show(())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up, Down, Esc and Enter belong to the names while some are offered."""
        if self._offered and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._on_key(event)
        return super().eventFilter(watched, event)

    def _on_key(self, event: QKeyEvent) -> bool:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        match event.key():
            case Qt.Key.Key_Down if plain:
                self._choose(self._chosen + 1)
            case Qt.Key.Key_Up if plain:
                self._choose(self._chosen - 1)
            case Qt.Key.Key_Escape:
                self._show(())
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if plain and self._chosen >= 0:
                self._take(self._offered[self._chosen].text())
            case _:
                return False
        return True

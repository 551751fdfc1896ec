"""The second line of the current row: a few words at the left, worded buttons at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from dealer_crm.ui.theme import Space, control_height
from dealer_crm.ui.widgets import Button, ElidedLabel, Ink

WORDS = 150


@dataclass(frozen=True)
class PanelDeed:
    """A button of the line. Where room is short, those with the highest `rank` leave first; 0 always stays."""

    name: str
    text: str
    icon: str
    key: str
    run: Callable[[], object]
    rank: int = 0


class RowPanel(QWidget):
    """Placed by the list below its current row. `starts` answers where words and buttons would like to start."""

    def __init__(self, name: str, deeds: Sequence[PanelDeed], starts: Callable[[], tuple[int, int]]) -> None:
        super().__init__()
        self.setObjectName(name)
        self._starts = starts
        self._say: Callable[[], str] = str
        self._ranks: dict[Button, int] = {}
        self._wanted: set[str] = {deed.name for deed in deeds}
        self._words = ElidedLabel("", tone=Ink.TEXT2, name=f"{name}_words")
        self._words.setParent(self)
        for deed in deeds:
            button = Button(deed.text, icon=deed.icon, key=deed.key, name=deed.name)
            button.setParent(self)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _on=False, run=deed.run: run())
            self._ranks[button] = deed.rank

    def button(self, name: str) -> Button:
        """Return a button by its name. Raises KeyError."""
        for button in self._ranks:
            if button.objectName() == name:
                return button
        raise KeyError(name)

    def fill(self, say: Callable[[], str], wanted: Sequence[str] | None = None) -> None:
        """Show other words, asked for again at every width, and only these buttons (None = all)."""
        self._say = say
        names = {button.objectName() for button in self._ranks}
        self._wanted = names if wanted is None else set(wanted)
        self.arrange()

    def words(self) -> str:
        """Return what is said."""
        return self._words.text()

    def sizeHint(self) -> QSize:
        """One line of buttons with a little air below."""
        return QSize(400, control_height() + 6)

    def minimumSizeHint(self) -> QSize:
        """Any width will do."""
        return QSize(0, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place everything again."""
        super().resizeEvent(event)
        self.arrange()

    def arrange(self) -> None:
        """Put the buttons under their column where they fit, else to the right; hide what finds no room."""
        self._words.setText(self._say())
        left, right = self._starts()
        end = self.width() - Space.S
        fitting = self._fitting(end - left - WORDS)
        widths = [button.sizeHint().width() for button in fitting]
        total = sum(widths) + Space.S * max(0, len(widths) - 1)
        x = max(left, min(right, end - total)) if self._words.text() else min(right, end - total)
        self._words.setGeometry(left, 0, max(0, x - left - Space.M), control_height())
        for button, width in zip(fitting, widths, strict=True):
            button.setGeometry(x, 0, width, control_height())
            x += width + Space.S
        for button in self._ranks:
            button.setVisible(button in fitting)

    def _fitting(self, room: int) -> list[Button]:
        shown = [button for button in self._ranks if button.objectName() in self._wanted]
        while sum(button.sizeHint().width() + Space.S for button in shown) > room:
            leaving = max(shown, key=lambda button: self._ranks[button], default=None)
            if leaving is None or not self._ranks[leaving]:
                break
            shown.remove(leaving)
        return shown

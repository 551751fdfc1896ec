"""A clerk at the window: keys, words and clicks as a person makes them, counted."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget

from dealer_crm.app.opened import Opened
from tests.app.windows import Running
from tests.journeys.usability.counting import ActionCounter

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
PATIENCE_MS = 8_000
ROOM_KEYS = {
    name: Qt.Key(Qt.Key.Key_1 + place)
    for place, name in enumerate(("today", "customers", "calendar", "deliveries", "care", "complaints", "reports", "settings"))
}


class Clerk:
    """Sees only the window: no method of a page is called, only keys, input methods and the mouse."""

    def __init__(self, run: Running, counter: ActionCounter | None = None) -> None:
        self.run = run
        self.counter = counter or ActionCounter()

    @property
    def opened(self) -> Opened:
        """The open folder, to look at what was written."""
        return self.run.opened

    def wait(self, true: Callable[[], bool]) -> None:
        """Wait until something is so."""
        self.run.qtbot.waitUntil(true, timeout=PATIENCE_MS)

    # keys and words

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        """Press a key where the focus is."""
        self.wake()
        self.run.qtbot.keyClick(self.focus(), key, modifier)

    def wake(self) -> None:
        """Have the dialog that is open, or else the window, in front: without a desktop nobody else sees to it."""
        front = QApplication.activeModalWidget() or self.run.window
        if not front.isActiveWindow():
            front.activateWindow()
            self.wait(front.isActiveWindow)

    def enter(self, modifier: Qt.KeyboardModifier = NONE) -> None:
        """Press Enter, with Ctrl to save."""
        self.key(Qt.Key.Key_Return, modifier)

    def save(self) -> None:
        """Press Ctrl+Enter."""
        self.enter(CONTROL)

    def tab(self, times: int = 1) -> None:
        """Go on to the next field."""
        for _ in range(times):
            self.key(Qt.Key.Key_Tab)

    def type(self, text: str) -> None:
        """Type: what has keys by keys, Chinese words as an input method commits them."""
        self.wake()
        if text.isascii():
            for letter in text:
                self.run.qtbot.keyClick(self.focus(), letter)
            return
        composing, done = QInputMethodEvent(text[:1], []), QInputMethodEvent()
        done.setCommitString(text)
        for event in (composing, done):
            QApplication.sendEvent(self.focus(), event)

    def focus(self) -> QWidget:
        """Return the widget that gets the keys."""
        found: QWidget = QApplication.focusWidget() or self.run.window
        return found

    # mouse

    def click(self, name: str) -> None:
        """Click the middle of what has this name and can be seen."""
        widget = self.seen(name)
        self.run.qtbot.mouseClick(widget, LEFT, NONE, widget.rect().center())

    def click_at(self, widget: QWidget, place: QPoint) -> None:
        """Click a place."""
        self.run.qtbot.mouseClick(widget, LEFT, NONE, place)

    def seen(self, name: str) -> QWidget:
        """Wait for a visible widget of this name, in a dialog or in the window."""

        def found() -> list[QWidget]:
            roots = [QApplication.activeModalWidget() or self.run.window, self.run.window]
            return [one for root in roots for one in root.findChildren(QWidget, name) if one.isVisible() and one.isEnabled()]

        self.wait(lambda: bool(found()))
        return found()[0]

    def sees(self, name: str) -> bool:
        """Tell whether something of this name can be seen now."""
        return any(one.isVisible() for one in self.run.window.findChildren(QWidget, name))

    # rooms

    def go(self, room: str) -> None:
        """Go to a room by its key."""
        self.key(ROOM_KEYS[room], CONTROL)
        self.wait(lambda: bool(self.run.window.pages.key() == room))

    def find(self, words: str, shown: Callable[[], bool]) -> None:
        """Look for something with Ctrl+K, take the first hit, and wait until it is shown."""
        self.key(Qt.Key.Key_K, CONTROL)
        self.wait(lambda: bool(self.run.window.top_bar.search.hasFocus()))
        self.type(words)
        self.wait(lambda: bool(self.run.window.finder.rows.hits) and self.run.window.finder.rows.isVisible())
        self.enter()
        self.wait(shown)

    def home(self) -> None:
        """Begin where every task begins: on the page of the day."""
        self.go("today")

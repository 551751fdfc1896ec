"""A clerk at the window: keys, words and clicks as a person makes them, counted."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from dealer_crm.app.opened import Opened
from tests.app.windows import Running
from tests.journeys.usability.counting import ActionCounter

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
PATIENCE_MS, NOTCH = 8_000, 120
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

    def settle(self) -> None:
        """Wait until the window has its answers and everything stands where it stays."""
        QApplication.processEvents()
        self.wait(lambda: not self.run.window.runner.asked())
        QApplication.processEvents()

    # keys and words

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        """Press a key where the focus is."""
        self.wake()
        self.run.qtbot.keyClick(self.focus(), key, modifier)

    def wake(self) -> None:
        """Have the dialog that is open, or else the window, in front: without a desktop nobody else sees to it.

        Which one that is, is asked anew at each look: a dialog may open or close while one waits.
        """

        def awake() -> bool:
            front: QWidget = QApplication.activeModalWidget() or self.run.window
            if QApplication.activePopupWidget() or (front.isActiveWindow() and QGuiApplication.focusWindow() == front.windowHandle()):
                return True
            front.activateWindow()
            return False

        self.wait(awake)

    def enter(self, modifier: Qt.KeyboardModifier = NONE) -> None:
        """Press Enter, with Ctrl to save."""
        self.key(Qt.Key.Key_Return, modifier)

    def save(self) -> None:
        """Press Ctrl+Enter."""
        self.enter(CONTROL)

    def leave(self, dialog: str) -> None:
        """Close a dialog with Esc, if it is open."""
        if (front := QApplication.activeModalWidget()) and front.objectName() == dialog:
            self.key(Qt.Key.Key_Escape)
            self.wait(lambda: QApplication.activeModalWidget() is None)

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
        found: QWidget = QApplication.activePopupWidget() or QApplication.focusWidget() or self.run.window
        return found

    def tab_to(self, name: str) -> None:
        """Go on with Tab until something of this name has the focus."""
        for _ in range(20):
            if self.focus().objectName() == name:
                return
            self.tab()
        raise AssertionError(f"Tab does not lead to {name}: {self.focus().objectName()}")

    # mouse

    def click(self, name: str) -> None:
        """Click the middle of what can be seen of a widget, scrolled to with the wheel; whatever covers it gets the click instead."""
        widget = self.seen(name)
        for _ in range(40):
            if widget.visibleRegion().boundingRect().size() == widget.size():
                break
            if not self._roll(widget):
                if not widget.visibleRegion().isEmpty():
                    break
                QTest.qWait(25)  # a dialog that has just opened is not laid out yet
        place = widget.visibleRegion().boundingRect().center()
        on_top = widget.window().childAt(widget.mapTo(widget.window(), place))
        assert on_top is widget or (on_top and widget.isAncestorOf(on_top)), f"{name} cannot be clicked: {on_top}"
        self.click_at(widget, place)

    def _roll(self, widget: QWidget) -> bool:
        """Turn the wheel by one notch towards a widget; False where that moves nothing."""
        area: QWidget | None = widget.parentWidget()
        while area and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if not isinstance(area, QScrollArea):
            return False
        view, bar = area.viewport(), area.verticalScrollBar()
        before, above = bar.value(), widget.mapTo(view, QPoint()).y() < 0
        window = view.window()
        at = view.mapTo(window, QPoint(2, view.height() // 2))
        QTest.wheelEvent(window.windowHandle(), QPointF(at), QPoint(0, NOTCH if above else -NOTCH))
        QApplication.processEvents()
        return bool(bar.value() != before)

    def click_at(self, widget: QWidget, place: QPoint) -> None:
        """Click a place, as the window gets it from the desktop."""
        window = widget.window()
        QTest.mouseClick(window.windowHandle(), LEFT, NONE, widget.mapTo(window, place))
        QApplication.processEvents()

    def drag(self, widget: QWidget, start: QPoint, end: QPoint) -> None:
        """Drag from a place to another with the left button."""
        window = widget.window()
        handle, first, last = window.windowHandle(), widget.mapTo(window, start), widget.mapTo(window, end)
        QTest.mousePress(handle, LEFT, NONE, first)
        for part in range(1, 5):
            QTest.mouseMove(handle, first + (last - first) * part / 4)
            QApplication.processEvents()
        QTest.mouseRelease(handle, LEFT, NONE, last)

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

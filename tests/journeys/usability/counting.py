"""Counts what a clerk does: key chords and clicks; typed text, and Enter and Tab inside fields, are free."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from dealer_crm.ui.widgets import FormGrid, SearchField

Key = Qt.Key
MODIFIERS = {Key.Key_Control, Key.Key_Shift, Key.Key_Alt, Key.Key_Meta, Key.Key_AltGr}
MOVES = {Key.Key_Up, Key.Key_Down, Key.Key_Left, Key.Key_Right, Key.Key_Tab, Key.Key_Backtab, Key.Key_Home, Key.Key_End}
ENTERS = {Key.Key_Return, Key.Key_Enter}
PRESSES = {QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick}
CHORD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class ActionCounter(QObject):
    """Watches the whole application while it is in use as a context; `actions` names what was counted, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.actions: list[str] = []
        self._pressed = 0

    def __enter__(self) -> ActionCounter:
        _application().installEventFilter(self)
        return self

    def __exit__(self, *_error: object) -> None:
        _application().removeEventFilter(self)

    @property
    def count(self) -> int:
        """Return how many actions there were."""
        return len(self.actions)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note a press where it arrives first: what passes it on to its parents is no second one."""
        kind = event.type()
        if kind is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _arrives(watched) and counts(event):
            self.actions.append(QKeySequence(event.keyCombination()).toString())
        elif kind in PRESSES and isinstance(event, QMouseEvent) and isinstance(watched, QWidget) and event.timestamp() != self._pressed:
            self._pressed = event.timestamp()
            self.actions.append(f"click {watched.objectName()}")
        return False


def counts(event: QKeyEvent) -> bool:
    """Tell whether a key is an action: a chord, a function key, or a key that does something outside of fields.

    Enter in a search field of its own opens what was found: that counts too; in a form it goes on. Arrows and Tab only move.
    """
    key = Key(event.key())
    if key in MODIFIERS:
        return False
    if event.modifiers() & CHORD or Key.Key_F1 <= key <= Key.Key_F35:
        return True
    field = QApplication.focusWidget()
    if isinstance(field, SearchField) and not _in_form(field):
        return key in ENTERS or key == Key.Key_Escape
    if isinstance(field, QLineEdit | QPlainTextEdit | QTextEdit):
        return key == Key.Key_Escape
    return key not in MOVES and not _is_typed_into(field, event.text())


def _in_form(widget: QWidget) -> bool:
    above = widget.parentWidget()
    while above is not None and not isinstance(above, FormGrid):
        above = above.parentWidget()
    return above is not None


def _is_typed_into(widget: QWidget | None, text: str) -> bool:
    """Tell whether a figure goes into the field that stands in the widget."""
    return text.isdigit() and widget is not None and any(one.isVisible() for one in widget.findChildren(QLineEdit))


def _arrives(watched: QObject) -> bool:
    return watched is (QApplication.activePopupWidget() or QApplication.focusWidget() or QApplication.activeWindow())


def _application() -> QCoreApplication:
    found = QCoreApplication.instance()
    assert found is not None
    return found

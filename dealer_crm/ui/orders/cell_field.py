"""The field of one cell of the order lines: knows what an input method holds, and leaves Ctrl+Z to the lines where it has no use for it."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from dealer_crm.ui.widgets.inputs import LineEdit


class CellField(LineEdit):
    """The field of one cell; `composing` while an input method holds letters."""

    def __init__(self, key: str, title: str, parent: QWidget) -> None:
        super().__init__(name=f"cell_{key}")
        self.setParent(parent)
        self.setAccessibleName(title)
        self._preedit = ""

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Remember what is being composed."""
        self._preedit = event.preeditString()
        super().inputMethodEvent(event)

    def query(self) -> str:
        """Return the text with what is being composed."""
        return self.text() + self._preedit

    def composing(self) -> bool:
        """Tell whether an input method holds unfinished letters."""
        return bool(self._preedit)

    def event(self, event: QEvent) -> bool:
        """Ctrl+Z in a field where nothing was typed yet is for the lines, not for the window."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self.steps(event):
            event.accept()
            return True
        return super().event(event)

    def steps(self, event: QKeyEvent) -> bool:
        """Tell whether a key asks for a step back or forth that the field has not."""
        key = QKeySequence.StandardKey
        return event.matches(key.Undo) and not self.isUndoAvailable() or event.matches(key.Redo) and not self.isRedoAvailable()

"""Text fields: Ctrl+Z reaches the window when there is nothing to undo, composed text counts as typed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from dealer_crm.ui.theme import Type, control_height, line_height, tokens_of
from dealer_crm.ui.widgets.painting import RIGHT, Style, advance, icon_side, paint_icon, paint_text

_UNDO, _REDO = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo


def passes_on(event: QEvent, *, can_undo: bool, can_redo: bool) -> bool:
    """Tell whether this key is an undo or redo that the field has no use for."""
    if not isinstance(event, QKeyEvent):
        return False
    return (event.matches(_UNDO) and not can_undo) or (event.matches(_REDO) and not can_redo)


def read_only(field: QLineEdit) -> None:
    """Let a field be read and copied from with the mouse, never typed into."""
    field.setReadOnly(True)
    field.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    field.setPlaceholderText("")


def mark_wrong(widget: QWidget, wrong: bool) -> None:
    """Draw the border of a field red, or normal again."""
    if bool(widget.property("wrong")) != wrong:
        widget.setProperty("wrong", wrong)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.update()


class LineEdit(QLineEdit):
    """One line, with an optional icon at the left and a quiet hint at the right."""

    def __init__(self, *, name: str, placeholder: str = "", icon: str = "", hint: str = "", chars: int = 0) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setPlaceholderText(placeholder)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._icon, self._hint, self._chars = icon, hint, chars
        self._fit()

    def set_hint(self, hint: str) -> None:
        """Change the quiet words at the right."""
        self._hint = hint
        self._fit()

    def hint(self) -> str:
        """Return the quiet words at the right."""
        return self._hint

    def _fit(self) -> None:
        left = icon_side() + 8 if self._icon else 0
        right = advance(self._hint, Type.CAPTION) + 8 if self._hint else 0
        self.setTextMargins(left, 0, right, 0)
        if self._chars:
            self.setMaximumWidth(advance("8" * self._chars) + 24 + left + right)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As high as other controls; a short field has room for a date beside its quiet words at any size of the text."""
        margins = self.textMargins()
        few = advance("8" * min(self._chars, 12)) + 24 + margins.left() + margins.right()
        width = min(self.maximumWidth(), max(160, few, advance(self.placeholderText()) + 24))
        return QSize(width, control_height())

    def minimumSizeHint(self) -> QSize:
        """May become narrow."""
        return QSize(48, control_height())

    def changeEvent(self, event: QEvent) -> None:
        """Make room again at another text size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and hasattr(self, "_chars"):
            self._fit()

    def event(self, event: QEvent) -> bool:
        """Leave undo to the window where the field has nothing to undo."""
        if event.type() is QEvent.Type.ShortcutOverride and passes_on(
            event, can_undo=self.isUndoAvailable(), can_redo=self.isRedoAvailable()
        ):
            event.ignore()
            return False
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Add icon and hint."""
        super().paintEvent(event)
        if not (self._icon or self._hint):
            return
        tokens = tokens_of(self)
        painter = QPainter(self)
        if self._icon:
            paint_icon(painter, self._icon, tokens.text2, QPointF(9, (self.height() - icon_side()) / 2))
        if self._hint:
            paint_text(painter, QRect(0, 0, self.width() - 9, self.height()), self._hint, tokens.text2, Style(Type.CAPTION, RIGHT))


class TextEdit(QPlainTextEdit):
    """Several lines of plain text; Tab leaves the field."""

    def __init__(self, *, name: str, placeholder: str = "", lines: int = 3) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self._lines = lines
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        """Return what stands in the field."""
        return self.toPlainText()

    def set_text(self, text: str) -> None:
        """Replace it; not undoable. Typing goes on behind it."""
        self.setPlainText(text)
        self.moveCursor(QTextCursor.MoveOperation.End)

    def sizeHint(self) -> QSize:
        """Ask for the wanted number of lines."""
        return QSize(200, line_height() * self._lines + 18)

    def minimumSizeHint(self) -> QSize:
        """Keep that height."""
        return QSize(60, self.sizeHint().height())

    def event(self, event: QEvent) -> bool:
        """Leave undo to the window where the field has nothing to undo."""
        document = self.document()
        if event.type() is QEvent.Type.ShortcutOverride and passes_on(
            event, can_undo=document.isUndoAvailable(), can_redo=document.isRedoAvailable()
        ):
            event.ignore()
            return False
        return super().event(event)


class SearchField(LineEdit):
    """Filters while one types, also while pinyin is still being composed; Enter waits for the end of composing."""

    typed = Signal(str)
    entered = Signal()
    escaped = Signal()
    moved = Signal(int)

    def __init__(self, *, name: str, placeholder: str = "", hint: str = "", icon: str = "search") -> None:
        super().__init__(name=name, placeholder=placeholder, icon=icon, hint=hint)
        self._preedit = ""
        self._last = ""
        self.textChanged.connect(self._tell)

    def query(self) -> str:
        """Return the text, with what is being composed at its place."""
        text, at = self.text(), self.cursorPosition()
        return text[:at] + self._preedit + text[at:]

    def composing(self) -> bool:
        """Tell whether an input method holds unfinished letters."""
        return bool(self._preedit)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Listen to the letters that `textChanged` does not report."""
        self._preedit = event.preeditString()
        super().inputMethodEvent(event)
        self._tell()

    def _tell(self) -> None:
        query = self.query()
        if query != self._last:
            self._last = query
            self.typed.emit(query)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn Enter, Esc, Up and Down into signals; while composing they belong to the input method."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if self.composing():
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif event.key() in steps and event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier:
            self.moved.emit(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

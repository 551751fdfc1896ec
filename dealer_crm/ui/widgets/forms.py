"""A form: rows in reading order, Enter moves on, errors stand beside their field."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import Translator
from dealer_crm.ui.theme import Space, Tone, Type
from dealer_crm.ui.widgets.buttons import Button, Role
from dealer_crm.ui.widgets.form_row import FormRow, inner_fields
from dealer_crm.ui.widgets.inputs import SearchField
from dealer_crm.ui.widgets.painting import advance
from dealer_crm.ui.widgets.segments import Segments
from dealer_crm.ui.widgets.text import section

LABELS_LEFT_FROM, PAIR_DIGITS, LABEL_DIGITS = 440, 72, 15
"""Widths from which labels stand at the left and two fields share a line, and up to which the column of labels grows."""
_QUIET_REASONS = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.MenuBarFocusReason)
Field = TypeVar("Field", bound=QWidget)


class FormGrid(QWidget):
    """Add rows from top to bottom; Tab follows the same order."""

    edited = Signal(str)
    left = Signal(str)
    submitted = Signal()

    def __init__(self, t: Translator, *, name: str = "form", labels_left: bool | None = None) -> None:
        super().__init__()
        self.setObjectName(name)
        self._t, self._labels_left = t, labels_left
        self._rows: dict[str, FormRow] = {}
        self._lines: list[QBoxLayout] = []
        self._folds: list[_Fold] = []
        self._last: QAbstractButton | None = None
        self._reserved: Sequence[str] = ()
        self._together = False
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(Space.S)

    # building

    def add(self, name: str, label: str, field: Field, *, required: bool = False, beside: bool = False) -> Field:
        """Append a row; `beside` puts it right of the one before where there is room."""
        row = FormRow(name, label, field, required=required)
        if beside and self._lines:
            self._lines[-1].addWidget(row, 1, Qt.AlignmentFlag.AlignTop)
        else:
            line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
            line.setSpacing(Space.M)
            line.addWidget(row, 1, Qt.AlignmentFlag.AlignTop)
            self._box.addLayout(line)
            self._lines.append(line)
        self._rows[name] = row
        for widget in inner_fields(field):
            widget.installEventFilter(self)
        row.edited.connect(lambda: self._on_edited(name))
        if not self._together:
            self.arrange(self.width())
        return field

    def add_wide(self, widget: QWidget) -> None:
        """Append something that is no field, over the whole width."""
        self._box.addWidget(widget)

    def add_heading(self, text: str) -> None:
        """Start a part of the form."""
        self._box.addWidget(section(text))

    @contextmanager
    def together(self) -> Iterator[None]:
        """Lay out once for all rows that are added meanwhile."""
        self._together = True
        try:
            yield
        finally:
            self._together = False
            self.arrange(self.width())

    def remove(self, name: str) -> None:
        """Take a row away; where it shared a line, the other stays."""
        row = self._rows.pop(name)
        row.hide()
        row.deleteLater()

    def reserve(self, labels: Sequence[str]) -> None:
        """Keep room for labels of rows that follow later, so that no field moves then."""
        self._reserved = labels

    def add_section(self, name: str, title: str, opened: bool = False, fill: Callable[[FormGrid], None] | None = None) -> FormGrid:
        """Append a part that folds away; add its rows to the form that is returned, errors still come here.

        `fill` is called with it before it is shown, each time it opens: what takes long to build waits until then.
        """
        inner = FormGrid(self._t, name=f"section_{name}", labels_left=self._labels_left)
        fold = _Fold(name, title, inner, fill)
        fold.set_opened(opened)
        inner.edited.connect(self.edited)
        inner.left.connect(self.left)
        inner.submitted.connect(self.submitted)
        self._folds.append(fold)
        self._box.addWidget(fold)
        return inner

    def set_last(self, button: QAbstractButton) -> None:
        """Enter on the last field goes to this button; a second Enter presses it."""
        self._last = button

    def fold_all(self) -> None:
        """Close every part."""
        for fold in self._folds:
            fold.set_opened(False)

    def go_to(self, name: str) -> bool:
        """Open the part of a field and put the focus there; False when there is no such field."""
        row = self.row(name)
        if row is None:
            return False
        self._unfold(row)
        row.field.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def open_section(self, name: str) -> None:
        """Open a part."""
        for fold in self._folds:
            if fold.name == name:
                fold.set_opened(True)

    def set_section_visible(self, name: str, visible: bool) -> None:
        """Show or hide a part with its title."""
        for fold in self._folds:
            if fold.name == name:
                fold.setVisible(visible)

    # asking and telling

    def row(self, name: str) -> FormRow | None:
        """Return the row of a field, also of a folded part."""
        own = self._rows.get(name)
        return own or next((row for fold in self._folds if (row := fold.inner.row(name))), None)

    def field(self, name: str) -> QWidget:
        """Return the field of that name. Raises KeyError."""
        row = self.row(name)
        if row is None:
            raise KeyError(name)
        return row.field

    def names(self) -> list[str]:
        """Return the names of all fields in reading order."""
        return list(self._rows) + [name for fold in self._folds for name in fold.inner.names()]

    def set_row_visible(self, name: str, visible: bool) -> None:
        """Show or hide a row with its label."""
        if row := self.row(name):
            row.setVisible(visible)

    def focus_first(self) -> None:
        """Put the focus where typing starts; in a row of choices to the one that is chosen."""
        if stops := self._stops():
            home = stops[0].parentWidget()
            chosen = home.focusProxy() if isinstance(home, Segments) else None
            (chosen or stops[0]).setFocus(Qt.FocusReason.TabFocusReason)

    def show_error(self, error: DomainError) -> bool:
        """Put the sentence under its field and go there; False when the form has no such field."""
        from dealer_crm.words.errors import sentence  # the words of every subject: not before the first paint

        row = self.row(error.field) if error.field else None
        if row is None:
            return False
        self._unfold(row)
        row.set_note(sentence(error, self._t), Tone.DANGER)
        row.field.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def show_field_note(self, name: str, text: str, tone: Tone | None = None) -> None:
        """Say something under a field; "" says nothing."""
        if row := self.row(name):
            row.set_note(text, tone)

    def clear_errors(self) -> None:
        """Remove all notes."""
        for name in self.names():
            self.show_field_note(name, "")

    def _unfold(self, row: FormRow) -> None:
        for fold in self._folds:
            if fold.isAncestorOf(row):
                fold.set_opened(True)

    # behaviour

    def _on_edited(self, name: str) -> None:
        self._rows[name].set_note("")
        self.edited.emit(name)

    def _stops(self) -> list[QWidget]:
        rows = [self.row(name) for name in self.names()]
        stops = [widget for row in rows if row for widget in inner_fields(row.field)[:1]]
        return [widget for widget in stops if widget.isVisibleTo(self) and widget.isEnabled()]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes on, Shift+Enter back, Ctrl+Enter saves; leaving a field is told."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and isinstance(watched, QWidget):
            return self._on_key(watched, event)
        if isinstance(event, QFocusEvent) and event.type() is QEvent.Type.FocusOut and event.reason() not in _QUIET_REASONS:
            for name, row in self._rows.items():
                if isinstance(watched, QWidget) and row.isAncestorOf(watched):
                    self.left.emit(name)
        return False

    def _on_key(self, watched: QWidget, event: QKeyEvent) -> bool:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return False
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if modifiers == Qt.KeyboardModifier.ControlModifier:
            self.submitted.emit()
            return True
        several_lines = isinstance(watched, QPlainTextEdit) and not modifiers
        composing = isinstance(watched, SearchField) and watched.composing()
        if several_lines or composing:
            return False
        self._outermost().move_on(watched, -1 if modifiers == Qt.KeyboardModifier.ShiftModifier else 1)
        return True

    def _outermost(self) -> FormGrid:
        form, parent = self, self.parentWidget()
        while parent:
            form = parent if isinstance(parent, FormGrid) else form
            parent = parent.parentWidget()
        return form

    def move_on(self, widget: QWidget, step: int) -> None:
        """Go to the next or previous field; after the last one to the button of `set_last`."""
        stops = self._stops()
        here = next((i for i, stop in enumerate(stops) if stop is widget or _same_field(stop, widget)), -1)
        target = here + step
        if here < 0 or target < 0:
            return
        if target < len(stops):
            stops[target].setFocus(Qt.FocusReason.TabFocusReason)
        elif self._last:
            self._last.setFocus(Qt.FocusReason.TabFocusReason)

    # places

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose where labels stand, and whether two fields share a line."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.arrange(self.width())

    def arrange(self, width: int) -> None:
        """Lay the rows out for a width, which a dialog knows before it is shown."""
        left = width >= LABELS_LEFT_FROM if self._labels_left is None else self._labels_left
        widest = self._outermost().widest_label() + 2
        for row in self._rows.values():
            row.set_side(left, widest)
        pairs = width >= PAIR_DIGITS * advance("8")
        for line in self._lines:
            line.setDirection(QBoxLayout.Direction.LeftToRight if pairs else QBoxLayout.Direction.TopToBottom)
        self.updateGeometry()

    def widest_label(self) -> int:
        """Return the width of the longest label, those of folded parts too: every field of a form starts at one line."""
        texts = [*(row.label.text() for row in self._rows.values()), *self._reserved]
        most = LABEL_DIGITS * advance("8")
        own = min(most, max((advance(text, Type.LABEL) for text in texts), default=0))
        return max([own, *(fold.inner.widest_label() for fold in self._folds)])


class _Fold(QWidget):
    """A title that opens and closes a part of a form."""

    def __init__(self, name: str, title: str, inner: FormGrid, fill: Callable[[FormGrid], None] | None) -> None:
        super().__init__()
        self.name, self.inner, self._fill = name, inner, fill
        self.button = Button(title, role=Role.QUIET, name=f"fold_{name}")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.S)
        box.addWidget(self.button)
        box.addWidget(inner)
        self.button.clicked.connect(lambda: self.set_opened(self.inner.isHidden()))

    def set_opened(self, opened: bool) -> None:
        """Show or hide the part."""
        if opened and self._fill is not None:
            self._fill(self.inner)
        self.inner.setVisible(opened)
        self.button.set_icon("chevron-down" if opened else "chevron-right")


def _same_field(stop: QWidget, widget: QWidget) -> bool:
    parent = stop.parentWidget()
    return parent is not None and parent is widget.parentWidget() and not isinstance(parent, FormRow)

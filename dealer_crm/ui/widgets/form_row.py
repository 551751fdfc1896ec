"""One line of a form: label, field and what there is to say about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QBoxLayout,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from dealer_crm.ui.theme import Space, Tone, Type, control_height
from dealer_crm.ui.widgets.inputs import mark_wrong
from dealer_crm.ui.widgets.painting import advance
from dealer_crm.ui.widgets.segments import MultiSegments, Segments
from dealer_crm.ui.widgets.text import Ink, Label

LIMITLESS = 16777215
_NOTE_INKS = {Tone.DANGER: Ink.DANGER, Tone.WARN: Ink.WARN, Tone.DONE: Ink.DONE, Tone.INFO: Ink.INFO}


class FormRow(QWidget):
    """Label above or left of its field, a note below it."""

    edited = Signal()

    def __init__(self, name: str, label: str, field: QWidget, *, required: bool = False) -> None:
        super().__init__()
        self.setObjectName(f"row_{name}")
        self.name, self.field = name, field
        words = f"{label} *" if required else label
        self.label = Label(words.replace("&", "&&"), Type.LABEL, tone=Ink.TEXT2, name=f"label_{name}")
        self.note = Label("", Type.CAPTION, tone=Ink.DANGER, name=f"note_{name}", wrap=True)
        self.note.hide()
        self._name_field(label)
        below = QVBoxLayout()
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(2)
        below.addLayout(_at_left(field))
        below.addWidget(self.note)
        self._box = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(Space.XS)
        self._box.addWidget(self.label)
        self._box.addLayout(below, 1)
        watch(field, self._tell)

    def _tell(self, *_values: object) -> None:
        self.edited.emit()

    def _name_field(self, label: str) -> None:
        if isinstance(self.field, Segments | MultiSegments):
            self.field.set_label(label)
        for widget in inner_fields(self.field):
            if not widget.accessibleName():
                widget.setAccessibleName(label)
        self.label.setBuddy(self.field)

    def set_side(self, left: bool, width: int) -> None:
        """Put the label left of the field, `width` wide and on two lines where it must, or above it."""
        long = left and advance(self.label.text(), Type.LABEL) > width
        self.label.setWordWrap(long)
        self._box.setDirection(QBoxLayout.Direction.LeftToRight if left else QBoxLayout.Direction.TopToBottom)
        self._box.setSpacing(Space.M if left else 1)
        self._box.setAlignment(self.label, Qt.AlignmentFlag.AlignTop if left else Qt.AlignmentFlag(0))
        self.label.setFixedWidth(width) if left else self.label.setFixedWidth(LIMITLESS)
        if left:
            self.label.setFixedHeight(max(control_height(), self.label.heightForWidth(width) if long else 0))
        else:
            self.label.setMinimumSize(0, 0)
            self.label.setMaximumSize(LIMITLESS, LIMITLESS)
        self.label.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        self._box.invalidate()
        self.updateGeometry()

    def set_note(self, text: str, tone: Tone | None = None) -> None:
        """Say something under the field; "" says nothing."""
        self.note.set_ink(_NOTE_INKS.get(tone, Ink.TEXT2) if tone else Ink.TEXT2)
        self.note.setText(text)
        self.note.setVisible(bool(text))
        self.field.setAccessibleDescription(text)
        for widget in inner_fields(self.field):
            mark_wrong(widget, bool(text) and tone is Tone.DANGER)


def _at_left(field: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setContentsMargins(0, 0, 0, 0)
    line.addWidget(field, 100)
    if field.maximumWidth() < LIMITLESS:
        line.addStretch(1)
    return line


def inner_fields(field: QWidget) -> list[QWidget]:
    """Return the widgets of a field that take the focus, in order."""
    if field.focusPolicy() & Qt.FocusPolicy.TabFocus:
        return [field]
    return [child for child in field.findChildren(QWidget) if child.focusPolicy() & Qt.FocusPolicy.TabFocus]


def watch(field: QWidget, slot: Callable[..., object]) -> None:
    """Call `slot` on every change of a field, whatever kind it is."""
    for widget in (field, *field.findChildren(QWidget)):
        if isinstance(widget, QLineEdit | QPlainTextEdit):
            widget.textChanged.connect(slot)
        elif isinstance(widget, QComboBox):
            widget.currentIndexChanged.connect(slot)
        elif isinstance(widget, QAbstractSpinBox):
            widget.editingFinished.connect(slot)
        elif isinstance(widget, QAbstractButton) and widget.isCheckable():
            widget.toggled.connect(slot)

"""What stands in the fields of a form, as values that a file can hold, and put back later; also what is no value yet."""

from __future__ import annotations

from enum import Enum
from typing import Any, Protocol, runtime_checkable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from dealer_crm.ui.widgets.choosing import Combo
from dealer_crm.ui.widgets.forms import FormGrid
from dealer_crm.ui.widgets.segments import MultiSegments, Segments

Content = dict[str, list[Any]]
"""By the name of a row, what each part of its field holds."""


@runtime_checkable
class Holds(Protocol):
    """A field that knows by itself how it is written down."""

    def held(self) -> Any:
        """Return what stands in the field."""

    def hold(self, content: Any) -> None:
        """Show it again; what does not fit is left out."""


def content_of(form: FormGrid) -> Content:
    """Return what stands in each field."""
    return {name: [_held(part) for part in _parts(form.field(name))] for name in form.names()}


def fill(form: FormGrid, content: Content) -> None:
    """Put back what stood in these fields; a field that is not there any more, or holds something else now, stays as it is."""
    for name in form.names():
        kept = content.get(name)
        parts = _parts(form.field(name))
        if isinstance(kept, list) and len(kept) == len(parts):
            for part, one in zip(parts, kept, strict=True):
                _hold(part, one)


def _parts(field: QWidget) -> list[QWidget]:
    if isinstance(field, Holds | QLineEdit | QPlainTextEdit | Combo | Segments | MultiSegments):
        return [field]
    children = field.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return [part for child in children for part in _parts(child)]


def _held(part: QWidget) -> Any:
    if isinstance(part, Holds):
        return part.held()
    if isinstance(part, QLineEdit):
        return part.text()
    if isinstance(part, QPlainTextEdit):
        return part.toPlainText()
    if isinstance(part, MultiSegments):
        return [_plain(value) for value in part.values()]
    return _plain(part.value()) if isinstance(part, Combo | Segments) else None


def _hold(part: QWidget, content: Any) -> None:
    if isinstance(part, Holds):
        part.hold(content)
    elif isinstance(part, QLineEdit):
        part.setText(str(content))
    elif isinstance(part, QPlainTextEdit):
        part.setPlainText(str(content))
    elif isinstance(part, MultiSegments):
        part.set_values([value for value in part.offered() if _plain(value) in content] if isinstance(content, list) else [])
    elif isinstance(part, Combo | Segments):
        for value in part.offered():
            if _plain(value) == content:
                part.set_value(value)


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, Enum) else value

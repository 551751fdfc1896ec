"""What a look at a screen finds: cut words, nameless controls, faint text."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontInfo, QFontMetrics, QImage
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication, QLabel, QLineEdit, QWidget

from dealer_crm.ui.theme.tokens import contrast
from dealer_crm.ui.widgets.buttons import Button
from dealer_crm.ui.widgets.text import ElidedLabel, Label


def focused() -> QWidget:
    """Return the widget with the focus; there has to be one."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def visible(root: QWidget) -> list[QWidget]:
    """Return the widget and everything in it that can be seen."""
    return [widget for widget in [root, *root.findChildren(QWidget)] if widget.isVisible()]


def clipped(root: QWidget) -> list[str]:
    """Return the labels and buttons whose words do not fit."""
    found = []
    for widget in visible(root):
        if isinstance(widget, QLabel) and not isinstance(widget, ElidedLabel) and widget.text():
            metrics = QFontMetrics(widget.font())
            flags = int(Qt.TextFlag.TextWordWrap) if widget.wordWrap() else 0
            box = metrics.boundingRect(widget.contentsRect(), flags, widget.text())
            if box.width() > widget.width() + 1 or box.height() > widget.height() + 4:
                found.append(f"{widget.objectName()}: {widget.text()}")
        elif isinstance(widget, Button) and widget.width() < widget.sizeHint().width():
            found.append(f"{widget.objectName()}: {widget.accessibleName()}")
    return found


def nameless(root: QWidget) -> list[str]:
    """Return what takes the focus and has no name for screen readers."""
    found = []
    for widget in visible(root):
        focusable = widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.focusProxy() is None
        if not focusable or isinstance(widget, QAbstractScrollArea) and widget.focusPolicy() == Qt.FocusPolicy.NoFocus:
            continue
        text = widget.text() if isinstance(widget, QAbstractButton) else ""
        placeholder = widget.placeholderText() if isinstance(widget, QLineEdit) else ""
        if not (widget.accessibleName() or text or placeholder):
            found.append(f"{type(widget).__name__} {widget.objectName()}")
    return found


def low_contrast(root: QWidget) -> list[str]:
    """Return the labels whose ink is too faint on the ground that was really painted; what is scrolled out of sight has none."""
    picture = root.grab().toImage()
    found = []
    for label in visible(root):
        if isinstance(label, Label) and label.text() and label.isEnabled() and not label.visibleRegion().isEmpty():
            ratio = contrast(label.ink_colour(), _ground(picture, root, label))
            if ratio < 4.5:
                found.append(f"{label.objectName()} {label.text()}: {ratio:.1f}")
    return found


def _ground(picture: QImage, root: QWidget, label: QWidget) -> str:
    shown = label.visibleRegion().boundingRect()
    corner = label.mapTo(root, shown.topLeft()) if label is not root else shown.topLeft()
    seen: Counter[str] = Counter()
    for x in range(corner.x(), min(picture.width(), corner.x() + shown.width()), 2):
        for y in range(corner.y(), min(picture.height(), corner.y() + shown.height()), 2):
            seen[picture.pixelColor(x, y).name()] += 1
    return seen.most_common(1)[0][0] if seen else "#ffffff"


def foreign_fonts(root: QWidget) -> list[str]:
    """Return the widgets that resolve to SimSun or another bitmap-like face."""
    return [w.objectName() for w in visible(root) if "simsun" in QFontInfo(w.font()).family().casefold()]


def grab(widget: QWidget, path: Path) -> None:
    """Save a picture."""
    path.parent.mkdir(parents=True, exist_ok=True)
    widget.grab().save(str(path))

"""A field that is no wider than what goes into it, at the left of its row."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget


class Narrow(QWidget):
    """Wraps a field of limited width; the rest of the row stays free."""

    def __init__(self, field: QWidget) -> None:
        super().__init__()
        self.field = field
        self.setObjectName(f"{field.objectName()}_row")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(field, 1)
        box.addStretch(0)
        self.setFocusProxy(field)

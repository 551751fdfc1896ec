"""A field for a folder: typed, or chosen with a button."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from dealer_crm.i18n import Translator
from dealer_crm.ui.theme import Space
from dealer_crm.ui.widgets import Button, LineEdit


class FolderField(QWidget):
    """`changed` comes when a folder was chosen; typing is told by the form."""

    changed = Signal()

    def __init__(self, t: Translator, choose: Callable[[], Path | None], *, name: str, placeholder: str = "") -> None:
        super().__init__()
        self.setObjectName(name)
        self._choose = choose
        self.edit = LineEdit(name=f"{name}_text", placeholder=placeholder, chars=48)
        self.button = Button(t("Choose…"), icon="folder-open", name=f"{name}_choose")
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.S)
        box.addWidget(self.edit, 1)
        box.addWidget(self.button)
        box.addStretch(0)
        self.setFocusProxy(self.edit)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.button.clicked.connect(self._on_choose)

    def text(self) -> str:
        """Return the folder as it stands in the field."""
        return self.edit.text()

    def set_text(self, folder: str) -> None:
        """Show a folder, without telling anybody."""
        self.edit.setText(folder)

    def _on_choose(self) -> None:
        folder = self._choose()
        if folder is not None:
            self.edit.setText(str(folder))
            self.changed.emit()

"""Picks one of many fields: the part of the form first, then the field in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from dealer_crm.i18n import Translator
from dealer_crm.ui.theme import Space
from dealer_crm.ui.widgets import Button, Choice, Combo

Groups = Mapping[str, Sequence[Choice]]


class FieldPicker(QWidget):
    """Two boxes and a button; `picked` tells the key of the field."""

    picked = Signal(str)

    def __init__(self, t: Translator, groups: Groups, action: str, *, name: str) -> None:
        super().__init__()
        self._groups = groups
        self.setObjectName(name)
        self._parts = Combo([Choice(part, part) for part in groups], name=f"{name}_part", label=t("Part of the form"))
        self._fields = Combo(name=f"{name}_field", label=t("Field"))
        self._add = Button(action, icon="plus", name=f"{name}_add")
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.S)
        box.addWidget(self._parts, 2)
        box.addWidget(self._fields, 3)
        box.addWidget(self._add)
        self._parts.currentIndexChanged.connect(lambda _index: self._show_part())
        self._add.clicked.connect(self._on_add)
        self.setFocusProxy(self._parts)
        self._show_part()

    def set_groups(self, groups: Groups) -> None:
        """Offer other fields; the part stays."""
        part, self._groups = self._parts.value(), groups
        self._parts.set_choices([Choice(one, one) for one in groups])
        self._parts.set_value(part)
        self._show_part()
        self.setVisible(bool(groups))

    def focus_fields(self) -> None:
        """Go to the fields of the part."""
        self._fields.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_part(self) -> None:
        self._fields.set_choices(self._groups.get(self._parts.value() or "", ()))

    def _on_add(self) -> None:
        if key := self._fields.value():
            self.picked.emit(key)

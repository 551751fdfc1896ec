"""The views that stand ready above a list: a row of chips, or a box where there is no room for them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from dealer_crm.ui.widgets import Choice, Combo, Segments


class ViewPicker(QWidget):
    """Chips are `{name}_views_{value}`, the box is `{name}_quick`."""

    picked = Signal(object)

    def __init__(self, choices: Sequence[Choice], *, name: str, label: str) -> None:
        super().__init__()
        self._label = label
        self._chips = Segments(choices, name=f"{name}_views", label=label, joined=True)
        self._box = Combo(choices, name=f"{name}_quick", label=label)
        self._box.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._chips)
        row.addWidget(self._box)
        self._chips.changed.connect(self.picked)
        self._box.picked.connect(self.picked)

    def width_of_chips(self) -> int:
        """Return how much room the chips need beside each other, in pixels."""
        return self._chips.sizeHint().width()

    def set_boxed(self, boxed: bool, *, wide: bool) -> None:
        """Show the box in place of the chips; `wide` chips take the whole width."""
        had_focus = self._has_focus()
        across = QSizePolicy.Policy.Expanding if wide else QSizePolicy.Policy.Maximum
        self._chips.setSizePolicy(across, QSizePolicy.Policy.Fixed)
        self._chips.setVisible(not boxed)
        self._box.setVisible(boxed)
        self.setFocusProxy(self._box if boxed else self._chips)
        if had_focus:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_choices(self, choices: Sequence[Choice], value: Any) -> None:
        """Word the views anew and choose one; the focus stays."""
        if [button.text() for button in self._chips.buttons()] != [choice.text.replace("&", "&&") for choice in choices]:
            had_focus = self._has_focus()
            self._chips.set_choices(choices)
            self._chips.set_label(self._label)
            self._box.set_choices(choices)
            self.set_value(value)
            if had_focus:
                self.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.set_value(value)

    def set_value(self, value: Any) -> None:
        """Choose a view; tells nobody."""
        self._chips.set_value(value)
        self._box.set_value(value)

    def _has_focus(self) -> bool:
        focused: QWidget | None = self.window().focusWidget()  # the stub says that there always is one
        return focused is not None and self.isAncestorOf(focused)

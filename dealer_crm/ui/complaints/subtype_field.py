"""What a complaint is about: the eight subtypes of the source as chips under their two types (S0-16)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dealer_crm.domain.complaints import SUBTYPES, ComplaintSubtype
from dealer_crm.i18n import Translator
from dealer_crm.ui.theme import Space, Type
from dealer_crm.ui.widgets import Choice, Ink, Label, Segments
from dealer_crm.words.labels import label


class SubtypeField(QWidget):
    """One click chooses type and subtype together."""

    changed = Signal(object)

    def __init__(self, t: Translator, *, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._rows: list[Segments] = []
        self._settling = False
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.XS)
        for kind, subtypes in SUBTYPES.items():
            row = Segments([Choice(one, label(one, t)) for one in subtypes], name=f"{name}_{kind.value}")
            row.set_label(label(kind, t))
            row.changed.connect(lambda value, row=row: self._on_changed(row, value))
            box.addWidget(Label(label(kind, t), Type.CAPTION, tone=Ink.TEXT2, name=f"{name}_{kind.value}_title"))
            box.addWidget(row)
            self._rows.append(row)
        self.setFocusProxy(self._rows[0])

    def value(self) -> ComplaintSubtype | None:
        """Return the subtype, None while nothing is chosen."""
        return next((value for row in self._rows if (value := row.value()) is not None), None)

    def set_value(self, value: ComplaintSubtype | None) -> None:
        """Choose a subtype, or nothing."""
        self._settling = True
        for row in self._rows:
            row.set_value(value)
        self._settling = False

    def _on_changed(self, row: Segments, value: ComplaintSubtype) -> None:
        if self._settling:
            return
        self._settling = True
        for other in self._rows:
            if other is not row:
                other.set_value(None)
        self._settling = False
        self.setFocusProxy(row)
        self.changed.emit(value)

"""The customer's further houses, each with all its fields."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dealer_crm.domain.premises import PremisesDraft
from dealer_crm.i18n import Translator
from dealer_crm.ui.customers.place_fields import PlaceFields
from dealer_crm.ui.theme import Space
from dealer_crm.ui.widgets import Button, FormGrid, IconButton, Role, section


class _House(QWidget):
    def __init__(self, t: Translator, n: int) -> None:
        super().__init__()
        self.fields = PlaceFields(t, prefix=f"house{n}_")
        self.form = FormGrid(t, name=f"house_{n}")
        self.fields.add_essentials(self.form)
        self.form.add(f"house{n}_house_type", t("House type"), self.fields.house_type)
        self.fields.add_details(self.form)
        self.remove = IconButton("trash-2", t("Remove house {n}").format(n=n), name=f"house_{n}_remove")
        head = QHBoxLayout()
        head.addWidget(section(t("House {n}").format(n=n)))
        head.addStretch(1)
        head.addWidget(self.remove)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, Space.S, 0, 0)
        box.setSpacing(Space.S)
        box.addLayout(head)
        box.addWidget(self.form)


class PlacesField(QWidget):
    """From the second house on."""

    edited = Signal()
    left = Signal()

    def __init__(self, t: Translator, *, name: str) -> None:
        super().__init__()
        self._t = t
        self._houses: list[_House] = []
        self.setObjectName(name)
        self.more = Button(t("Add a house"), role=Role.QUIET, icon="plus", name=f"{name}_more")
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(Space.S)
        self._box.addWidget(self.more, alignment=Qt.AlignmentFlag.AlignLeft)
        self.more.clicked.connect(self._on_more)

    def value(self) -> tuple[PremisesDraft, ...]:
        """Return the houses as typed."""
        return tuple(house.fields.value() for house in self._houses)

    def set_value(self, places: tuple[PremisesDraft, ...]) -> None:
        """Show these houses."""
        while self._houses:
            self._free(self._houses.pop())
        for place in places:
            self._add().fields.set_value(place)

    def complain(self) -> bool:
        """Show what cannot be saved; True when there was something."""
        return any(house.fields.complain() for house in self._houses)

    def _add(self) -> _House:
        house = _House(self._t, len(self._houses) + 2)
        house.form.edited.connect(lambda _name: self.edited.emit())
        house.form.left.connect(lambda _name: self.left.emit())
        house.remove.clicked.connect(lambda: self._on_remove(house))
        self._houses.append(house)
        self._box.insertWidget(len(self._houses) - 1, house)
        house.show()
        return house

    def _free(self, house: _House) -> None:
        house.hide()
        self._box.removeWidget(house)
        house.deleteLater()

    def _on_more(self) -> None:
        self._add().form.focus_first()

    def _on_remove(self, house: _House) -> None:
        self._houses.remove(house)
        self._free(house)
        self.more.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

"""The customer's further houses, each with all its fields."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dealer_crm.domain.details import FormFields, Section
from dealer_crm.domain.premises import PremisesDraft
from dealer_crm.i18n import Translator
from dealer_crm.ui.customers.place_fields import PlaceFields
from dealer_crm.ui.theme import Space, Tone
from dealer_crm.ui.widgets import Button, FormGrid, IconButton, Role, section
from dealer_crm.words.errors import sentence


class _House(QWidget):
    def __init__(self, t: Translator, today: Callable[[], date], n: int) -> None:
        super().__init__()
        self._t, self._more = t, f"house{n}_more"
        self.fields = PlaceFields(t, today, prefix=f"house{n}_")
        self.form = FormGrid(t, name=f"house_{n}")
        self.fields.add_essentials(self.form)
        self.form.add(f"house{n}_house_type", t("House type"), self.fields.house_type)
        self.fields.add_details(self.form)
        self.form.add_section(self._more, t("Decoration and what is there now"), fill=lambda form: self.fields.details.fill(form, Section))
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

    def complain(self) -> bool:
        """Show what cannot be saved; True when there was something."""
        if self.fields.complain():
            return True
        error = self.fields.details.refused()
        if error is None:
            return False
        self.form.open_section(self._more)
        row = self.fields.details.row_name(str(error.parameters["code"]))
        self.form.show_field_note(row, sentence(error, self._t), Tone.DANGER)
        self.form.field(row).setFocus(Qt.FocusReason.OtherFocusReason)
        return True


class PlacesField(QWidget):
    """From the second house on."""

    edited = Signal()
    left = Signal()

    def __init__(self, t: Translator, today: Callable[[], date], *, name: str) -> None:
        super().__init__()
        self._t, self._today = t, today
        self._known = FormFields()
        self.communities: Callable[[str], Sequence[str]] = lambda _words: ()
        self._houses: list[_House] = []
        self.setObjectName(name)
        self.more = Button(t("Add a house"), role=Role.QUIET, icon="plus", name=f"{name}_more")
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(Space.S)
        self._box.addWidget(self.more, alignment=Qt.AlignmentFlag.AlignLeft)
        self.more.clicked.connect(self._on_more)

    def set_fields(self, fields: FormFields) -> None:
        """Take the further fields as the shop has them now."""
        self._known = fields
        for house in self._houses:
            house.fields.details.set_fields(fields)

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
        return any(house.complain() for house in self._houses)

    def _add(self) -> _House:
        house = _House(self._t, self._today, len(self._houses) + 2)
        house.fields.details.set_fields(self._known)
        house.fields.community.names = self.communities
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

"""The fields of one house: community and number, what kind of house, what an installer must know."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from dealer_crm.domain.details import Holder
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.premises import HouseType, PremisesDraft, PremisesRole
from dealer_crm.i18n import Translator
from dealer_crm.ui.customers.community_field import CommunityField
from dealer_crm.ui.customers.form_details import DetailFields
from dealer_crm.ui.theme import Space, Tone
from dealer_crm.ui.widgets import AreaField, Choice, Combo, FormGrid, LineEdit, TextEdit
from dealer_crm.ui.widgets.painting import advance
from dealer_crm.words.errors import sentence
from dealer_crm.words.labels import label


class HouseNumber(QWidget):
    """Building, unit and room on one line."""

    def __init__(self, t: Translator, *, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        words = (("building", t("Building"), t("bldg")), ("unit", t("Unit"), t("unit")), ("room", t("Room"), t("room")))
        self._fields: dict[str, LineEdit] = {}
        self._hints = {key: hint for key, _, hint in words}
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.XS)
        for key, spoken, _hint in words:
            field = LineEdit(name=f"{name}_{key}")
            field.setAccessibleName(spoken)
            self._fields[key] = field
            box.addWidget(field, 1)
        self.setFocusProxy(self._fields["building"])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the unit behind the number, or in its place while it is empty where there is no room for both."""
        super().resizeEvent(event)
        behind = self.width() // 3 >= max(map(advance, self._hints.values())) + advance("8888") + 24
        for key, field in self._fields.items():
            field.set_hint(self._hints[key] if behind else "")
            field.setPlaceholderText("" if behind else self._hints[key])

    def texts(self) -> dict[str, str]:
        """Return building, unit and room as typed."""
        return {key: field.text() for key, field in self._fields.items()}

    def show_place(self, place: PremisesDraft) -> None:
        """Show the three of a house."""
        for key, field in self._fields.items():
            field.setText(getattr(place, key))

    def focus_room(self) -> None:
        """Go to the last of the three."""
        self._fields["room"].setFocus(Qt.FocusReason.OtherFocusReason)


class PlaceFields:
    """Adds the rows of a house to one or two forms and ties them to a PremisesDraft.

    `prefix` keeps the rows of a second house apart from those of the first. `details` are drawn by whoever knows the parts of the form.
    """

    def __init__(self, t: Translator, today: Callable[[], date], *, prefix: str = "") -> None:
        self._t, self._prefix = t, prefix
        self.details = DetailFields(t, Holder.PREMISES, today, prefix=prefix)
        self._kept = PremisesDraft()
        none = Choice(None, t("Not said"))
        self.community = CommunityField(name=f"field_{prefix}community", placeholder=t("Community or village"))
        self.number = HouseNumber(t, name=f"field_{prefix}room")
        self.house_type = Combo([none, *(Choice(kind, label(kind, t)) for kind in HouseType)], name=f"field_{prefix}house_type")
        self.role = Combo([Choice(role, label(role, t)) for role in PremisesRole], name=f"field_{prefix}role")
        self._lines = {key: LineEdit(name=f"field_{prefix}{key}") for key in ("province", "city", "district")}
        self._lines["street"] = LineEdit(name=f"field_{prefix}street")
        self.area = AreaField(name=f"field_{prefix}area")
        self._texts = {key: TextEdit(name=f"field_{prefix}{key}", lines=2) for key in ("access_notes", "note")}
        self._texts["access_notes"].setPlaceholderText(t("Parking, lift, key, dog, working hours of the estate"))
        self.form: FormGrid | None = None
        self._details: FormGrid | None = None

    def add_essentials(self, form: FormGrid) -> None:
        """Add community and number, one beside the other."""
        t = self._t
        self.form = form
        form.add(f"{self._prefix}community", t("Community"), self.community)
        form.add(f"{self._prefix}room", t("Door"), self.number, beside=True)

    def add_details(self, form: FormGrid) -> None:
        """Add what may follow later."""
        t, prefix = self._t, self._prefix
        self._details = form
        form.add(f"{prefix}province", t("Province"), self._lines["province"])
        form.add(f"{prefix}city", t("City"), self._lines["city"], beside=True)
        form.add(f"{prefix}district", t("District"), self._lines["district"])
        form.add(f"{prefix}area", t("Area"), self.area, beside=True)
        form.add(f"{prefix}street", t("Street"), self._lines["street"])
        form.add(f"{prefix}role", t("Customer is"), self.role)
        form.add(f"{prefix}access_notes", t("Access"), self._texts["access_notes"])
        form.add(f"{prefix}place_note", t("House note"), self._texts["note"])

    def value(self) -> PremisesDraft:
        """Return the house as typed; what the form does not show is kept."""
        texts: dict[str, Any] = {key: field.text() for key, field in (self._lines | self._texts).items()} | self.number.texts()
        return replace(
            self._kept,
            community=self.community.text(),
            house_type=self.house_type.value(),
            role=self.role.value(),
            area=self.area.value(),
            details=self.details.value(),
            **texts,
        )

    def set_value(self, place: PremisesDraft) -> None:
        """Show a house."""
        self._kept = place
        self.community.setText(place.community)
        self.house_type.set_value(place.house_type)
        self.role.set_value(place.role)
        self.area.set_value(place.area)
        self.number.show_place(place)
        self.details.set_value(place.details)
        for key, field in self._lines.items():
            field.setText(getattr(place, key))
        for key, area in self._texts.items():
            area.set_text(getattr(place, key))

    def raw(self) -> str:
        """Return the text of the area while it is no number, "" otherwise."""
        return "" if self.area.is_valid() else self.area.text()

    def show_raw(self, text: str) -> None:
        """Show again what was typed and is no number."""
        if text:
            self.area.setText(text)

    def complain(self) -> bool:
        """Show what cannot be saved beside its field; True when there was something."""
        if not self.area.is_valid() and self._details:
            self._details.show_field_note(f"{self._prefix}area", self._t("Write the area as a number, for example 96.5."), Tone.DANGER)
            self.area.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        try:
            self.value().checked()
        except DomainError as error:
            return self._complain_of(error)
        return False

    def _complain_of(self, error: DomainError) -> bool:
        row = self.form.row(f"{self._prefix}{error.field}") if self.form else None
        if row is None:
            return False
        row.set_note(sentence(error, self._t), Tone.DANGER)
        if error.field == "room":
            self.number.focus_room()
        else:
            row.field.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

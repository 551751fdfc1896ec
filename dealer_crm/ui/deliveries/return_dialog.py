"""Goods taken back: how much of each line, which machines and why; what that does is said before it happens."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from dealer_crm.domain.deliveries import PIECE, QuantityNegative
from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import Translator
from dealer_crm.services.delivery_file import DeliveryFile
from dealer_crm.services.drafts import KIND_RETURN, DraftPlace
from dealer_crm.ui.deliveries.doors import DeliveryDoors
from dealer_crm.ui.desk.kept_dialog import KeptDialog
from dealer_crm.ui.widgets import Choice, Dialog, FormGrid, Ink, Label, LineEdit, MultiSegments, NumberField, Role
from dealer_crm.words.order_effects import effect_words

WIDTH = 620


class ReturnDialog(Dialog):
    """`taken_back` carries the id of the return. Stays open when it is refused."""

    taken_back = Signal(int)

    def __init__(self, t: Translator, doors: DeliveryDoors, file: DeliveryFile, parent: QWidget) -> None:
        super().__init__(t, t("Take back, deliver again"), parent, name="take_back", width=WIDTH)
        self._doors, self._file = doors, file
        self.form = self._grid = FormGrid(t, name="take_back_form")
        self._there = doors.reads.serials_there([line.order_line_id for line in file.lines])
        self.serials: dict[int, MultiSegments] = {}
        self.quantities = {line.order_line_id: self._quantity(place) for place, line in enumerate(file.lines)}
        self.reason = self._grid.add("reason", t("Reason"), LineEdit(name="take_back_reason"), required=True)
        words = t("The order keeps these goods and they are delivered again. What he no longer wants, or swaps: Return or exchange.")
        self.box.addWidget(Label(words, tone=Ink.TEXT2, name="take_back_meaning", wrap=True))
        self._effect = Label("", name="take_back_effect", wrap=True)
        self.box.addWidget(self.form)
        self.box.addWidget(self._effect)
        button = self.add_button(t("Take back"), role=Role.PRIMARY, key="Ctrl+Enter", name="take_back_save", icon="undo-2")
        button.clicked.connect(self.accept)
        self.add_button(t("Later"), key="Esc", name="take_back_cancel").clicked.connect(self.reject)
        self.finished.connect(self.deleteLater)
        self._show_effect()
        KeptDialog(t, self, doors.drafts, DraftPlace(KIND_RETURN, str(file.id), file.number))

    def _quantity(self, place: int) -> NumberField:
        line = self._file.lines[place]
        name = "lines" if place == 0 else f"line_{place}"
        words = " ".join(filter(None, (line.name, line.model)))
        field = self._grid.add(name, words, NumberField(name=f"take_back_{name}", decimals=3, unit=line.unit))
        field.set_value(line.quantity)
        field.changed.connect(lambda _value: self._show_effect())
        if self._there.get(line.order_line_id):
            self._offer_serials(line.order_line_id, name, field)
        return field

    def _offer_serials(self, line_id: int, name: str, quantity: NumberField) -> None:
        """Let the machines be chosen, the newest as long as nobody chooses others."""
        there = self._there[line_id]
        label = self._t("Serial numbers that come back")
        choice = MultiSegments([Choice(serial, serial) for serial in there], name=f"take_back_{name}_serials", label=label)
        self.serials[line_id] = self._grid.add(f"{name}_serials", label, choice)

        def choose(_value: object = None) -> None:
            choice.set_values(there[: max(quantity.value() or 0, 0) // PIECE])

        choose()
        quantity.changed.connect(choose)

    def back(self) -> dict[int, int]:
        """Return what comes back, above nothing."""
        return {line_id: field.value() or 0 for line_id, field in self.quantities.items() if field.value()}

    def _named(self, taken: Collection[int]) -> list[str]:
        return [serial for line_id, choice in self.serials.items() if line_id in taken for serial in choice.values()]

    def _show_effect(self) -> None:
        back = {line_id: quantity for line_id, quantity in self.back().items() if quantity > 0}
        lines = self._doors.reads.return_effect(self._file.order_id, back) if back else ()
        self._effect.setText("\n".join(effect_words(line, self._t) for line in lines))

    def accept(self) -> None:
        """Take back; the dialog stays open where that is refused."""
        self._grid.clear_errors()
        back = self.back()
        try:
            if any(quantity < 0 for quantity in back.values()):
                raise QuantityNegative(name=self._t("Take back"))
            taken = {line_id: -quantity for line_id, quantity in back.items()}
            delivery_id = self._doors.writes.take_back(self._file.order_id, taken, self.reason.text(), self._named(taken))
        except DomainError as error:
            self.show_error(error)
        else:
            super().accept()
            self.taken_back.emit(delivery_id)

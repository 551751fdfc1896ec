"""A planned delivery changed: when, to whom, by whom, how much money, and how much of each line goes along."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QWidget

from dealer_crm.domain.deliveries import DeliveryDraft, DeliveryLineDraft
from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import Translator
from dealer_crm.services.delivery_file import DeliveryFile
from dealer_crm.services.drafts import KIND_DELIVERY, DraftPlace
from dealer_crm.ui.deliveries.doors import DeliveryDoors
from dealer_crm.ui.desk.kept_dialog import KeptDialog
from dealer_crm.ui.desk.second_save import save_both
from dealer_crm.ui.widgets import Choice, Combo, DateField, Dialog, FormGrid, LineEdit, MoneyField, NumberField, PhoneEdit, Role

WIDTH = 720


class EditDialog(Dialog):
    """Stays open when it is refused. A line with the quantity 0 stays for another delivery."""

    def __init__(self, t: Translator, doors: DeliveryDoors, file: DeliveryFile, parent: QWidget) -> None:
        super().__init__(t, t("Edit the delivery"), parent, name="edit_delivery", width=WIDTH)
        self._doors, self._file = doors, file
        self.form = self._grid = FormGrid(t, name="edit_delivery_form")
        self._build()
        self.box.addWidget(self.form)
        button = self.add_button(t("Save"), role=Role.PRIMARY, key="Ctrl+Enter", name="edit_delivery_save")
        button.clicked.connect(self.accept)
        self.add_button(t("Later"), key="Esc", name="edit_delivery_cancel").clicked.connect(self.reject)
        self.finished.connect(self.deleteLater)
        KeptDialog(t, self, doors.drafts, DraftPlace(KIND_DELIVERY, str(file.id), file.number))

    def _build(self) -> None:
        t, draft, form = self._t, self._file.draft, self._grid
        self.day = form.add("planned_on", t("Day"), DateField(t, self._doors.today, name="edit_delivery_day"))
        self.day.set_value(draft.planned_on)
        self.slot = form.add("slot", t("Hour"), LineEdit(name="edit_delivery_slot", chars=12), beside=True)
        self.receiver = form.add("receiver", t("Receiver"), LineEdit(name="edit_delivery_receiver", chars=20))
        self.phone = form.add("phone", t("Phone"), PhoneEdit(t, name="edit_delivery_phone"), beside=True)
        self.phone.set_value(draft.phone)
        self.address = form.add("address", t("Address"), LineEdit(name="edit_delivery_address"))
        people = [Choice(None, t("nobody yet")), *(Choice(one.id, one.name) for one in self._doors.reads.staff())]
        self.staff = form.add("staff_id", t("Installer in charge"), Combo(people, name="edit_delivery_staff"))
        self.staff.set_value(draft.staff_id)
        self.driver = form.add("driver", t("Driver"), LineEdit(name="edit_delivery_driver", chars=14), beside=True)
        self.collect = form.add("collect", t("To collect"), MoneyField(name="edit_delivery_collect"))
        self.collect.set_value(draft.collect)
        self.vehicle = form.add("vehicle", t("Vehicle"), LineEdit(name="edit_delivery_vehicle", chars=14), beside=True)
        self.note = form.add("note", t("Note"), LineEdit(name="edit_delivery_note"))
        for name in ("slot", "receiver", "address", "driver", "vehicle", "note"):
            getattr(self, name).setText(getattr(draft, name))
        form.add_heading(t("Goods on this delivery"))
        self.quantities = {line.order_line_id: self._quantity(place) for place, line in enumerate(self._file.lines)}

    def _quantity(self, place: int) -> NumberField:
        line = self._file.lines[place]
        name = "lines" if place == 0 else f"line_{place}"
        words = " ".join(filter(None, (line.name, line.model)))
        field = self._grid.add(name, words, NumberField(name=f"edit_delivery_{name}", decimals=3, unit=line.unit))
        field.set_value(line.quantity)
        return field

    def draft(self) -> DeliveryDraft:
        """Return the delivery as typed."""
        known = {line.order_line_id: line for line in self._file.draft.lines}
        lines = [
            replace(known.get(order_line_id, DeliveryLineDraft(order_line_id, 0)), quantity=field.value() or 0)
            for order_line_id, field in self.quantities.items()
            if field.value() != 0
        ]
        return DeliveryDraft(
            planned_on=self.day.value(),
            slot=self.slot.text(),
            receiver=self.receiver.text(),
            phone=self.phone.value(),
            address=self.address.text(),
            premises_id=self._file.draft.premises_id,
            staff_id=self.staff.value(),
            driver=self.driver.text(),
            vehicle=self.vehicle.text(),
            collect=self.collect.value(),
            note=self.note.text(),
            lines=tuple(lines),
        )

    def accept(self) -> None:
        """Save; the dialog stays open where that is refused."""
        self._grid.clear_errors()
        try:
            opened = (self._file.draft, self._file.version)
            save_both(partial(self._doors.writes.edit, self._file.id), self.draft(), opened, self._read)
        except DomainError as error:
            self.show_error(error)
        else:
            super().accept()

    def _read(self) -> tuple[DeliveryDraft, int]:
        file = self._doors.reads.open(self._file.id)
        return file.draft, file.version

"""The machines at a customer's houses."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from dealer_crm.i18n import Translator
from dealer_crm.services.customer_page import EquipmentRow
from dealer_crm.ui.theme import Space, Type
from dealer_crm.ui.widgets import Card, Ink, Label
from dealer_crm.ui.widgets.body import ScrollBody


class MachinesTab(ScrollBody):
    """One card for each machine, the newest first."""

    def __init__(self, t: Translator) -> None:
        super().__init__("machines_tab", margin=Space.L)
        self._t = t
        self._cards: list[QWidget] = []
        self.box.setSpacing(Space.S)
        self._none = Label(t("No machines are known yet. An import brings them in."), tone=Ink.TEXT2, wrap=True)
        self.box.addWidget(self._none)
        self.box.addStretch(1)

    def show_machines(self, machines: Sequence[EquipmentRow]) -> None:
        """Show other machines."""
        for card in self._cards:
            card.hide()
            card.deleteLater()
        self._cards = [self._card(machine) for machine in machines]
        for place, card in enumerate(self._cards):
            self.box.insertWidget(place, card)
        self._none.setVisible(not machines)

    def _card(self, machine: EquipmentRow) -> Card:
        t = self._t
        card = Card(f"machine_{machine.number}", spacing=Space.XS)
        title = " ".join(part for part in (machine.brand, machine.product, machine.model) if part) or machine.number
        head = QHBoxLayout()
        head.addWidget(Label(title, Type.STRONG, wrap=True), 1)
        head.addWidget(Label(machine.number, Type.CAPTION, tone=Ink.TEXT2), alignment=Qt.AlignmentFlag.AlignTop)
        card.box.addLayout(head)
        installed = t("Installed {date}").format(date=machine.installed_on.isoformat()) if machine.installed_on else ""
        serial = t("Serial {number}").format(number=machine.serial) if machine.serial else ""
        if facts := " · ".join(part for part in (serial, installed) if part):
            card.box.addWidget(Label(facts, tone=Ink.TEXT2, wrap=True))
        if machine.note:
            card.box.addWidget(Label(machine.note, wrap=True))
        return card

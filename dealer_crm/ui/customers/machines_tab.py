"""The machines at a customer's houses, each with its warranty in one sentence and a way to take a repair call."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dealer_crm.i18n import Translator
from dealer_crm.services.customer_page import EquipmentRow
from dealer_crm.ui.theme import Space, Type
from dealer_crm.ui.widgets import Button, Card, FlowRow, Ink, Label
from dealer_crm.ui.widgets.body import ScrollBody


class MachinesTab(ScrollBody):
    """One card for each machine, the newest first. `answer` says of a machine whether a repair is free of charge."""

    opened = Signal(int)
    repair_requested = Signal(int, object)
    new_requested = Signal(int)

    def __init__(self, t: Translator) -> None:
        super().__init__("machines_tab", margin=Space.L)
        self._t = t
        self._customer_id = 0
        self._cards: list[QWidget] = []
        self.answer: Callable[[int], str] | None = None
        self.box.setSpacing(Space.S)
        self._none = Label(t("No machines are known yet. An import or a delivery brings them in."), tone=Ink.TEXT2, wrap=True)
        self.new_button = Button(t("New machine"), icon="plus", name="machines_new")
        self.repair_button = Button(t("Repair call"), icon="wrench", name="machines_repair")
        buttons = FlowRow("machines_buttons")
        buttons.add(self.repair_button)
        buttons.add(self.new_button)
        self.box.addWidget(self._none)
        self.box.addWidget(buttons)
        self.box.addStretch(1)
        self.new_button.clicked.connect(lambda: self.new_requested.emit(self._customer_id))
        self.repair_button.clicked.connect(lambda: self.repair_requested.emit(self._customer_id, None))

    def show_machines(self, machines: Sequence[EquipmentRow], customer_id: int = 0) -> None:
        """Show the machines of another customer."""
        self._customer_id = customer_id
        for card in self._cards:
            card.hide()
            card.deleteLater()
        self._cards = [self._card(machine) for machine in machines]
        for place, card in enumerate(self._cards):
            self.box.insertWidget(place, card)
        self._none.setVisible(not machines)

    def _card(self, machine: EquipmentRow) -> Card:
        t = self._t
        card = Card(f"machine_{machine.number}", margin=Space.S)
        title = " ".join(part for part in (machine.brand, machine.product, machine.model) if part) or machine.number
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Label(title, Type.STRONG, wrap=True))
        if self.answer is not None:
            words.addWidget(Label(self.answer(machine.id), wrap=True, name=f"machine_answer_{machine.id}"))
        installed = t("Installed {date}").format(date=machine.installed_on.isoformat()) if machine.installed_on else ""
        serial = t("Serial {number}").format(number=machine.serial) if machine.serial else ""
        facts = " · ".join(part for part in (machine.number, serial, installed) if part)
        words.addWidget(Label(facts, Type.CAPTION, tone=Ink.TEXT2, wrap=True))
        if machine.note:
            words.addWidget(Label(machine.note, wrap=True))
        line = QHBoxLayout()
        line.setContentsMargins(Space.XS, 0, 0, 0)
        line.setSpacing(Space.S)
        line.addLayout(words, 1)
        for button in self._buttons(machine):
            line.addWidget(button, alignment=Qt.AlignmentFlag.AlignTop)
        card.box.addLayout(line)
        return card

    def _buttons(self, machine: EquipmentRow) -> tuple[Button, Button]:
        opened = Button(self._t("Open"), icon="shield-check", name=f"machine_open_{machine.id}")
        repair = Button(self._t("Repair call"), icon="wrench", name=f"machine_repair_{machine.id}")
        opened.clicked.connect(partial(self.opened.emit, machine.id))
        repair.clicked.connect(lambda: self.repair_requested.emit(self._customer_id, machine.id))
        return opened, repair

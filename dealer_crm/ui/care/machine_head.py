"""The head of a machine's page: what it is, whose it is, where it stands, and what can be done."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dealer_crm.domain import phones
from dealer_crm.i18n import Translator
from dealer_crm.services.equipment import MachineFile
from dealer_crm.ui.care.phrases import machine_name, state_chip, warranty_chip
from dealer_crm.ui.theme import Space, Type
from dealer_crm.ui.widgets import Button, FlowRow, IconButton, Ink, MenuButton, Role
from dealer_crm.ui.widgets.flow import show_chips
from dealer_crm.ui.widgets.text import ElidedLabel


class MachineHead(QWidget):
    """Shows a MachineFile; its buttons are wired by the pane."""

    def __init__(self, t: Translator) -> None:
        super().__init__()
        self._t = t
        self.back_button = Button(t("Back"), icon="arrow-left", key="Esc", name="machine_back")
        self.close_button = IconButton("x", t("Close this machine"), name="machine_close", key="Esc")
        self._name = ElidedLabel("", Type.TITLE, name="machine_name")
        self._chips = FlowRow("machine_chips", Space.XS)
        self._facts = ElidedLabel("", tone=Ink.TEXT2, name="machine_facts")
        self._where = ElidedLabel("", tone=Ink.TEXT2, name="machine_where")
        self.repair_button = Button(t("Repair call"), role=Role.PRIMARY, icon="wrench", key="Ctrl+N", name="machine_repair")
        self.print_button = Button(t("Print certificate"), icon="printer", key="Ctrl+P", name="machine_print")
        self.care_button = Button(t("Maintenance done"), icon="check", name="machine_care_done")
        self.edit_button = Button(t("Edit"), icon="pencil", key="F2", name="machine_edit")
        self.more_button = MenuButton(t("More"), icon="ellipsis", name="machine_more")
        self._buttons = FlowRow("machine_buttons")
        self._lay_out()

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(Space.M)
        first.addWidget(self.back_button)
        first.addWidget(self._name)
        first.addWidget(self._chips, 1, Qt.AlignmentFlag.AlignVCenter)
        first.addWidget(self.close_button)
        for button in (self.repair_button, self.print_button, self.care_button, self.edit_button, self.more_button):
            self._buttons.add(button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.XS)
        box.addLayout(first)
        box.addWidget(self._facts)
        box.addWidget(self._where)
        box.addSpacing(Space.XS)
        box.addWidget(self._buttons)

    def set_narrow(self, narrow: bool) -> None:
        """Show the way back to a hidden list, or the cross beside a visible one."""
        self.back_button.setVisible(narrow)
        self.close_button.setVisible(not narrow)

    def set_compact(self, compact: bool) -> None:
        """Leave the buttons to their keys, and the way back to its icon, where a sheet takes the room."""
        self.back_button.set_wordless(compact)
        self._buttons.setVisible(not compact)
        self._where.setVisible(not compact)

    def show_file(self, file: MachineFile, today: date) -> None:
        """Show another machine."""
        t, line, draft = self._t, file.line, file.draft
        self._name.setText(machine_name(line))
        warranty, state = warranty_chip(line, today, t), state_chip(line, today, t)
        show_chips(self._chips, [warranty] if warranty == state else [warranty, state])
        serial = t("Serial {number}").format(number=line.serial) if line.serial else t("No serial number")
        since = t("Set up {date}").format(date=draft.commissioned_on.isoformat()) if draft.commissioned_on else ""
        self._facts.setText(" · ".join(filter(None, (serial, draft.spec, since, line.number))))
        names = ", ".join(name for _, name in file.holders) or line.name
        self._where.setText(" · ".join(filter(None, (names, phones.shown(line.phone), line.address, line.room))))
        self.print_button.set_label(t("Print guarantee certificate") if file.three_guarantees else t("Print warranty card"))
        self.care_button.setEnabled(bool(file.cares))

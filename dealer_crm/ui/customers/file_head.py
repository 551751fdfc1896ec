"""The head of a customer's file: who, how to reach him, what to mind, what to do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dealer_crm.domain import phones
from dealer_crm.domain.customers import PhoneDraft, PreferredFrequency
from dealer_crm.i18n import Translator
from dealer_crm.services.customer_page import CustomerFile
from dealer_crm.ui.desk.care_notes import CareNotes
from dealer_crm.ui.desk.phrases import interests, name_of, step_chip
from dealer_crm.ui.theme import Space, Tone, Type
from dealer_crm.ui.widgets import Button, Chip, FlowRow, IconButton, Ink, Label, MenuButton, MenuItem, tag
from dealer_crm.ui.widgets.flow import show_chips
from dealer_crm.ui.widgets.text import ElidedLabel
from dealer_crm.words.labels import label, level_short

MOST_PHONES = 3


def chips_of(file: CustomerFile, today: date, t: Translator) -> list[Chip]:
    """Return what must be seen first: overdue, do not disturb, stage, level, interests."""
    line, draft = file.line, file.draft
    chips = [step_chip(line.next_on, today, t)] if line.next_on and line.next_on <= today else []
    if draft.do_not_disturb or draft.preferred_frequency is PreferredFrequency.NEVER:
        chips.append(Chip(t("Do not disturb"), Tone.POSTPONED))
    chips.append(tag(label(line.stage, t)))
    chips += [tag(level_short(line.intent_level, t))] if level_short(line.intent_level, t) else []
    return chips + [tag(words) for value in line.interests[:3] if (words := interests((value,), t))]


class FileHead(QWidget):
    """Shows a CustomerFile; its buttons are wired by the file pane."""

    copied = Signal(str)

    def __init__(self, t: Translator, today: Callable[[], date]) -> None:
        super().__init__()
        self._t, self._today = t, today
        self.back_button = Button(t("Back"), icon="arrow-left", key="Esc", name="customer_back")
        self.close_button = IconButton("x", t("Close this file"), name="customer_close", key="Esc")
        self._name = ElidedLabel("", Type.TITLE, name="customer_name")
        self._chips = FlowRow("customer_chips", Space.XS)
        self._phones = FlowRow("customer_phones", Space.M)
        self._address = ElidedLabel("", tone=Ink.TEXT2, name="customer_address")
        self.care = CareNotes()
        self.log_button = Button(t("Log follow-up"), icon="calendar-plus", key="F4", name="customer_log")
        self.edit_button = Button(t("Edit"), icon="pencil", key="F2", name="customer_edit")
        self.pencil = IconButton("pencil", t("Edit"), name="customer_pencil", key="F2")
        self.pencil.clicked.connect(self.edit_button.click)
        self.pencil.hide()
        self.print_button = Button(t("Print"), icon="printer", key="Ctrl+P", name="customer_print")
        self.copy_button = MenuButton(t("Copy"), icon="copy", name="customer_copy")
        self.delete_button = Button(t("Delete"), icon="trash-2", name="customer_delete")
        self.more_button = MenuButton(t("More"), icon="ellipsis", name="customer_more")
        self._has_copies = self._compact = False
        self._all: list[MenuItem] = []
        self._beyond: list[MenuItem] = []
        self._found: list[Chip] = []
        self._buttons = FlowRow("customer_buttons")
        self._lay_out()

    def _lay_out(self) -> None:
        who = QHBoxLayout()
        who.setSpacing(Space.M)
        who.addWidget(self.back_button)
        who.addWidget(self._name)
        who.addWidget(self._chips, 1, Qt.AlignmentFlag.AlignVCenter)
        who.addWidget(self.pencil)
        who.addWidget(self.close_button)
        reach = QHBoxLayout()
        reach.setSpacing(Space.M)
        reach.addWidget(self._phones)
        reach.addWidget(self._address, 1)
        for button in (self.log_button, self.edit_button, self.print_button, self.copy_button, self.delete_button, self.more_button):
            self._buttons.add(button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.S)
        box.addLayout(who)
        box.addLayout(reach)
        box.addWidget(self.care)
        box.addWidget(self._buttons)

    def set_menus(self, copies: list[MenuItem], beyond: list[MenuItem], remove: MenuItem) -> None:
        """Offer ways to copy the file, what never has a button, and the rest where there is little room."""
        self._has_copies = bool(copies)
        self.copy_button.set_items(copies)
        self._beyond, self._all = beyond, [*copies, *([MenuItem("")] if copies else []), *beyond, remove]
        self.set_roomy(True)

    def set_roomy(self, roomy: bool) -> None:
        """Show every button, or the lesser ones in one menu with what never has a button."""
        self.copy_button.setVisible(roomy and self._has_copies)
        self.delete_button.setVisible(roomy)
        self.more_button.set_items(self._beyond if roomy else self._all)
        self.more_button.setVisible(not roomy or bool(self._beyond))

    def set_narrow(self, narrow: bool) -> None:
        """Show the way back to a hidden list, or the cross beside a visible one."""
        self.back_button.setVisible(narrow)
        self.close_button.setVisible(not narrow)

    def set_compact(self, compact: bool) -> None:
        """Leave the buttons but the pencil to their keys, and the tags to the record, where a sheet takes the room."""
        self._buttons.setVisible(not compact)
        self.pencil.setVisible(compact)
        if compact != self._compact:
            self._compact = compact
            self.back_button.set_key("" if compact else "Esc")
            self.care.set_compact(compact)
            self._show_chips()

    def show_file(self, file: CustomerFile) -> None:
        """Show another customer."""
        line = file.line
        self._name.setText(name_of(line))
        self._found = chips_of(file, self._today(), self._t)
        self._show_chips()
        self._show_phones(file.draft.phones)
        self._address.setText(line.address)
        self.care.show_words(file.draft.care_notes)

    def _show_chips(self) -> None:
        show_chips(self._chips, [chip for chip in self._found if not (self._compact and chip.square)])

    def _show_phones(self, numbers: tuple[PhoneDraft, ...]) -> None:
        self._phones.clear()
        self._phones.setVisible(bool(numbers))
        for at, phone in enumerate(numbers[:MOST_PHONES], 1):
            self._phones.add(self._phone(at, phone))
        if len(numbers) > MOST_PHONES:
            self._phones.add(Label(f"+{len(numbers) - MOST_PHONES}", tone=Ink.TEXT2))

    def _phone(self, at: int, phone: PhoneDraft) -> QWidget:
        shown = phones.shown(phone.number)
        holder = QWidget()
        box = QHBoxLayout(holder)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        box.addWidget(Label(shown, Type.STRONG, name=f"customer_phone_{at}"))
        if phone.label:
            box.addWidget(Label(phone.label, Type.CAPTION, tone=Ink.TEXT2))
        copy = IconButton("copy", self._t("Copy the number {number}").format(number=shown), name=f"customer_phone_copy_{at}")
        copy.clicked.connect(lambda: self.copied.emit(phone.number))
        box.addWidget(copy)
        return holder

"""The head of an acceptance sheet: which sheet of whom and where, its machines and people, how far it is, and what closes it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from dealer_crm.domain.acceptances import AcceptanceState
from dealer_crm.domain.deliveries import shown_quantity
from dealer_crm.domain.text import apart
from dealer_crm.i18n import Translator
from dealer_crm.services.acceptance_file import AcceptanceFile, SheetMachine
from dealer_crm.ui.theme import Space, Tone, Type
from dealer_crm.ui.widgets import Button, Chip, ChipLabel, ElidedLabel, IconButton, Ink, Label, MenuButton, MenuItem, Role
from dealer_crm.words.labels import label

TONES = {
    AcceptanceState.OPEN: (Tone.INFO, "pencil"),
    AcceptanceState.VALID: (Tone.DONE, "circle-check"),
    AcceptanceState.CANCELLED: (Tone.NEUTRAL, "circle-x"),
}


class SheetHead(QWidget):
    """Buttons tell what is asked for."""

    closed = Signal()
    edit_requested = Signal()
    close_requested = Signal()
    reopen_requested = Signal()
    cancel_requested = Signal()
    print_requested = Signal()
    readings_requested = Signal()
    photos_toggled = Signal()

    def __init__(self, t: Translator) -> None:
        super().__init__()
        self._t = t
        self.setObjectName("sheet_head_bar")
        self.back_button = IconButton("arrow-left", t("Back"), name="sheet_back", key="Esc")
        self.title = ElidedLabel("", Type.TITLE, name="sheet_title")
        self._chip = ChipLabel(name="sheet_state")
        self._count = Label("", Type.CAPTION, tone=Ink.TEXT2, name="sheet_count")
        self._facts = ElidedLabel("", Type.CAPTION, tone=Ink.TEXT2, name="sheet_facts")
        self._machines = ElidedLabel("", Type.CAPTION, tone=Ink.TEXT2, name="sheet_machines")
        self._handed = ElidedLabel("", Type.CAPTION, tone=Ink.WARN, name="sheet_handed")
        self.photos_button = Button(t("Photos"), icon="image", name="sheet_photos")
        self.edit_button = Button(t("Head…"), icon="pencil", key="F2", name="sheet_edit")
        self.print_button = Button(t("Print"), icon="printer", key="Ctrl+P", name="sheet_print")
        self.close_button = Button(t("Close the sheet"), role=Role.PRIMARY, icon="circle-check", key="Ctrl+Enter", name="sheet_close")
        self.reopen_button = Button(t("Open the sheet again"), icon="undo-2", name="sheet_reopen")
        self.more_button = MenuButton(t("More"), (), icon="ellipsis", name="sheet_more")
        self._lay_out()
        self.back_button.clicked.connect(self.closed)
        self.photos_button.clicked.connect(self.photos_toggled)
        self.edit_button.clicked.connect(self.edit_requested)
        self.print_button.clicked.connect(self.print_requested)
        self.close_button.clicked.connect(self.close_requested)
        self.reopen_button.clicked.connect(self.reopen_requested)

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(Space.S)
        first.addWidget(self.back_button)
        first.addWidget(self.title, 1)
        first.addWidget(self._chip)
        for button in (self.photos_button, self.edit_button, self.print_button, self.more_button, self.reopen_button, self.close_button):
            first.addWidget(button)
        second = QHBoxLayout()
        second.setSpacing(Space.M)
        second.addWidget(self._facts, 1)
        second.addWidget(self._count)
        for words in (self.title, self._facts, self._machines, self._handed):
            words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.XS)
        box.addLayout(first)
        box.addLayout(second)
        box.addWidget(self._machines)
        box.addWidget(self._handed)

    def set_compact(self, compact: bool, *, alone: bool, low: bool) -> None:
        """Show buttons by their icons, and fewer facts where every row counts."""
        for button in (self.photos_button, self.edit_button, self.print_button, self.more_button):
            button.set_wordless(compact)
        self.close_button.set_key("" if compact else "Ctrl+Enter")
        self._chip.setVisible(not alone or self.close_button.isHidden())
        self.photos_button.setVisible(alone)
        self._machines.setVisible(not low and bool(self._machines.text()))

    def show_file(self, file: AcceptanceFile, *, prints: bool, reads: bool) -> None:
        """Show a sheet; `prints` and `reads` tell whether somebody answers for its paper and for its readings as a workbook."""
        t = self._t
        self.title.setText(" · ".join(filter(None, (apart(file.customer), file.words(t.language), apart(file.draft.zone)))))
        tone, icon = TONES[file.state]
        held = file.is_ceremony and file.state is AcceptanceState.VALID
        self._chip.set_chip(Chip(t("Ceremony held") if held else label(file.state, t), tone, icon))
        self.close_button.set_label(t("Ceremony held") if file.is_ceremony else t("Close the sheet"))
        self._count.setText(count_words(file, t))
        people = (
            t("{label}: {text}").format(label=t("Person in charge") if file.is_ceremony else t("Lead fitter"), text=file.leader)
            if file.leader
            else "",
            t("{label}: {text}").format(label=t("Shop's inspector"), text=file.inspector) if file.inspector else "",
            file.draft.decorator,
        )
        days = "–".join(dict.fromkeys(day.isoformat() for day in (file.draft.started_on, file.draft.finished_on) if day))
        said = map(apart, (file.address, *people))
        self._facts.setText(" · ".join(filter(None, (file.number, file.order_number, file.job_number, *said, days))))
        self._machines.setText(" · ".join(_machine(one) for one in file.machines))
        self._handed.setText(handed_words(file, t))
        self._handed.setVisible(bool(self._handed.text()))
        self.edit_button.setVisible(file.is_open)
        self.close_button.setVisible(file.is_open)
        self.reopen_button.setVisible(file.state is AcceptanceState.VALID)
        self.print_button.setVisible(prints)
        items = [MenuItem(t("Call the sheet off"), self.cancel_requested.emit, "sheet_cancel")] if file.is_open else []
        if reads and has_readings(file):
            items = [MenuItem(t("Readings as a workbook…"), self.readings_requested.emit, "sheet_readings"), *items]
        self.more_button.set_items(items)
        self.more_button.setVisible(bool(items))


def handed_words(file: AcceptanceFile, t: Translator) -> str:
    """Say of a sheet that is open after the hand-over what goes on meanwhile; "" for any other."""
    if file.handed is None or not file.is_open:
        return ""
    words = t("Handed over with {number} on {day}; machines with certificate and guarantee: {n}. They go on: settle what is open, close.")
    return words.format(number=file.handed.number, day=file.handed.on.isoformat(), n=file.handed.machines)


def has_readings(file: AcceptanceFile) -> bool:
    """Tell whether anything is measured on a sheet: values, or tables of readings."""
    return any(check.unit or check.grid is not None for check in file.checks)


def count_words(file: AcceptanceFile, t: Translator) -> str:
    """Say how far a sheet is: how many of the required items are settled, and how many others are open still."""
    done, wanted = file.progress
    if file.is_ceremony:  # none of it must be
        return t("{done} of {all} settled").format(done=done, all=wanted)
    words = t("required items: {done} of {all} settled").format(done=done, all=wanted)
    others = sum(not check.required and check.result is None for check in file.checks)
    more = t.plural("{n} item that may be left open", "{n} items that may be left open", others).format(n=others)
    return f"{words} · {more}" if others else words


def _machine(one: SheetMachine) -> str:
    model = " ".join(filter(None, (one.brand, one.model, one.spec)))
    words = " ".join(filter(None, (one.name, model, f"×{shown_quantity(one.quantity)}{one.unit}", one.place)))
    return f"{words} ({', '.join(one.serials)})" if one.serials else words

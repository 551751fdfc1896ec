"""The fields of a complaint as registered, in the order in which the customer tells it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dealer_crm.domain.complaints import (
    ComplaintChannel,
    ComplaintDraft,
    ComplaintLevel,
    Demand,
    DissatisfiedType,
    Severity,
    safety_word,
    type_of,
)
from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import Translator
from dealer_crm.ui.complaints.doors import ComplaintDoors
from dealer_crm.ui.complaints.phrases import machine_words, safety_phrase, span_words
from dealer_crm.ui.complaints.subtype_field import SubtypeField
from dealer_crm.ui.desk.customer_picker import CustomerPicker
from dealer_crm.ui.desk.doors import Chooser
from dealer_crm.ui.desk.phrases import name_of
from dealer_crm.ui.desk.picture_strip import PictureStrip
from dealer_crm.ui.theme import Tone
from dealer_crm.ui.widgets import Choice, Combo, FormGrid, LineEdit, Segments, TextEdit
from dealer_crm.words.labels import label


class ComplaintFields(QWidget):
    """Shows a ComplaintDraft and gives it back as typed."""

    edited = Signal(str)
    left = Signal()
    severity_changed = Signal(object)

    def __init__(self, t: Translator, doors: ComplaintDoors, chooser: Callable[[], Chooser]) -> None:
        super().__init__()
        self._t, self._doors = t, doors
        self._draft = ComplaintDraft()
        self._proposed = self._settling = False
        self.grid = FormGrid(t, name="complaint_form")
        self._build(chooser)
        self._build_more()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.grid)
        self._listen()

    def _build(self, chooser: Callable[[], Chooser]) -> None:
        t, grid = self._t, self.grid
        self.who = grid.add("customer", t("Customer"), CustomerPicker(t, self._doors.reads.find, name="complaint_customer"), required=True)
        self.who.claim_keys()
        self.machine = grid.add("machine", t("Machine"), Combo(name="complaint_machine"), beside=True)
        words = TextEdit(name="complaint_words", lines=2, placeholder=t("What happened, as the customer says it"))
        self.words = grid.add("words", t("In their words"), words, required=True)
        self.subtype = grid.add("subtype", t("About"), SubtypeField(t, name="complaint_subtype"), required=True)
        severities = [Choice(one, label(one, t)) for one in Severity]
        self.severity = grid.add("severity", t("Severity"), Segments(severities, name="complaint_severity"))
        demands = Segments([Choice(one, label(one, t)) for one in Demand], name="complaint_demand")
        self.demand = grid.add("demand", t("He wants"), demands)
        self.pictures = grid.add("pictures", t("Photos"), PictureStrip(t, self._doors, chooser, "complaint_pictures"))

    def _build_more(self) -> None:
        t = self._t
        more = self.grid.add_section("complaint_more", t("Channel, level and more"))
        channels = [Choice(one, label(one, t)) for one in ComplaintChannel]
        self.channel = more.add("channel", t("Came by"), Combo(channels, name="complaint_channel", label=t("Came by")))
        levels = Segments([Choice(one, label(one, t)) for one in ComplaintLevel], name="complaint_level")
        self.level = more.add("level", t("Level"), levels)
        moods = [Choice(None, t("Not known")), *(Choice(one, label(one, t)) for one in DissatisfiedType)]
        self.mood = more.add("dissatisfied", t("He"), Combo(moods, name="complaint_dissatisfied"))
        self.demand_words = more.add("demand_words", t("He wants, in words"), LineEdit(name="complaint_demand_words"))
        self.complainant = more.add("complainant", t("Who complains"), LineEdit(name="complaint_complainant"))
        self.external = more.add("external_number", t("Number of the case elsewhere"), LineEdit(name="complaint_external"))

    def _listen(self) -> None:
        self.grid.edited.connect(self._on_edited)
        self.grid.left.connect(lambda _name: self.left.emit())
        self.who.picked.connect(self._on_picked)
        self.severity.changed.connect(self._on_severity)
        self.pictures.added.connect(lambda picture_id: self._set_pictures((*self._draft.picture_ids, picture_id)))
        self.pictures.removed.connect(
            lambda picture_id: self._set_pictures(tuple(one for one in self._draft.picture_ids if one != picture_id))
        )

    # showing and asking

    def show_draft(self, draft: ComplaintDraft) -> None:
        """Show a draft."""
        self._settling = True
        self._draft, self._proposed = draft, False
        row = self._doors.reads.customer(draft.customer_id) if draft.customer_id else None
        self.who.set_value(row.id if row else None, name_of(row) if row else "")
        self._show_machines(row.id if row else 0, draft.equipment_id)
        self.words.set_text(draft.words)
        self.subtype.set_value(draft.subtype)
        self.severity.set_value(draft.severity)
        self.demand.set_value(draft.demand)
        self.channel.set_value(draft.channel)
        self.level.set_value(draft.level)
        self.mood.set_value(draft.dissatisfied)
        self.demand_words.setText(draft.demand_words)
        self.complainant.setText(draft.complainant)
        self.external.setText(draft.external_number)
        self._show_pictures()
        self.grid.clear_errors()
        self._settling = False
        self.severity_changed.emit(draft.severity)

    def draft(self) -> ComplaintDraft:
        """Return everything as typed."""
        subtype = self.subtype.value()
        return replace(
            self._draft,
            customer_id=self.who.value() or 0,
            equipment_id=self.machine.value(),
            words=self.words.text(),
            subtype=subtype,
            type=type_of(subtype) if subtype else None,
            severity=self.severity.value() or Severity.NORMAL,
            demand=self.demand.value() or Demand.OTHER,
            channel=self.channel.value(),
            level=self.level.value() or ComplaintLevel.DIRECT,
            dissatisfied=self.mood.value(),
            demand_words=self.demand_words.text(),
            complainant=self.complainant.text(),
            external_number=self.external.text(),
        )

    def focus_start(self) -> None:
        """Put the focus where typing starts: who it is, then what he says."""
        if self.who.value() is None:
            self.who.start()
        else:
            self.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_error(self, error: DomainError) -> bool:
        """Put the sentence under its field; False when there is none."""
        return self.grid.show_error(error)

    # what follows from typing

    def _on_edited(self, name: str) -> None:
        if self._settling:
            return
        if name == "words":
            self._look_for_danger()
        self.edited.emit(name)

    def _on_picked(self, customer_id: int | None) -> None:
        self._show_machines(customer_id or 0, None)
        self._show_pictures()
        self.grid.show_field_note("customer", "")
        self.edited.emit("customer")
        if customer_id:
            self.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_machines(self, customer_id: int, chosen: int | None) -> None:
        machines = self._doors.reads.machines(customer_id) if customer_id else ()
        none = Choice(None, self._t("None, or not known"))
        self.machine.set_choices([none, *(Choice(one.id, machine_words(one)) for one in machines)])
        self.machine.set_value(chosen)
        self.grid.set_row_visible("machine", bool(machines))

    def _look_for_danger(self) -> None:
        """Propose urgent while the words speak of danger; what was chosen by hand stays."""
        word = safety_word(self.words.text())
        if word and (self._proposed or self.severity.value() is Severity.NORMAL):
            self._propose(Severity.URGENT)
            self.grid.show_field_note("severity", self._safety_words(word), Tone.DANGER)
        elif self._proposed and not word:
            self._propose(Severity.NORMAL)
            self._proposed = False
            self.grid.show_field_note("severity", "")

    def _propose(self, severity: Severity) -> None:
        self._settling = True
        self.severity.set_value(severity)
        self._settling = False
        self._proposed = True
        self.severity_changed.emit(severity)

    def _safety_words(self, word: str) -> str:
        words = self._t("“{word}” speaks of danger: urgent is proposed.").format(word=word)
        now = self._doors.now()
        until = span_words(self._doors.reads.clock(Severity.URGENT).respond_by - now, self._t)
        return f"{words} {safety_phrase(word, until, self._doors.wording, self._t)}".strip()

    def _on_severity(self, severity: Severity) -> None:
        if not self._settling:
            self._proposed = False
            self.severity_changed.emit(severity)

    def _set_pictures(self, picture_ids: tuple[int, ...]) -> None:
        self._draft = replace(self._draft, picture_ids=tuple(dict.fromkeys(picture_ids)))
        self._show_pictures()
        self.edited.emit("pictures")

    def _show_pictures(self) -> None:
        customer_id = self.who.value() or 0
        own = [one for one in self._doors.pictures.of(customer_id) if one.id in self._draft.picture_ids] if customer_id else []
        self.pictures.show_pictures(customer_id, own)

"""The fields of a complaint as registered, in the order in which the customer tells it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dealer_crm.domain.complaints import ComplaintDraft, Demand, Severity, safety_word, type_of
from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import Translator
from dealer_crm.ui.complaints.doors import ComplaintDoors
from dealer_crm.ui.complaints.form_more import MoreFields
from dealer_crm.ui.complaints.phrases import cover_sentence, machine_words, safety_phrase, span_words
from dealer_crm.ui.complaints.subtype_field import SubtypeField
from dealer_crm.ui.complaints.topic_field import TopicField
from dealer_crm.ui.desk.customer_picker import CustomerPicker
from dealer_crm.ui.desk.doors import Chooser
from dealer_crm.ui.desk.phrases import name_of
from dealer_crm.ui.desk.picture_strip import PictureStrip
from dealer_crm.ui.theme import Tone
from dealer_crm.ui.widgets import Choice, Combo, FormGrid, LineEdit, MultiSegments, Segments, TextEdit
from dealer_crm.ui.widgets.painting import advance
from dealer_crm.words.labels import label

CHIP_DIGITS = 20


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
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.grid)
        self._listen()

    def _build(self, chooser: Callable[[], Chooser]) -> None:
        t, grid = self._t, self.grid
        self.who = grid.add("customer", t("Customer"), CustomerPicker(t, self._doors.reads.find, name="complaint_customer"), required=True)
        self.who.claim_keys()
        self._build_nobody()
        self.machine = grid.add("machine", t("Machine"), Combo(name="complaint_machine"))
        words = TextEdit(name="complaint_words", lines=2, placeholder=t("What happened, as the customer says it"))
        self.words = grid.add("words", t("In their words"), words, required=True)
        self.subtype = grid.add("subtype", t("About"), SubtypeField(t, name="complaint_subtype"), required=True)
        severities = [Choice(one, label(one, t)) for one in Severity]
        self.severity = grid.add("severity", t("Severity"), Segments(severities, name="complaint_severity"))
        self.topic = grid.add("topic", t("Topic"), TopicField(t, self._doors.register.topics, name="complaint_topic"), beside=True)
        demands = Segments([Choice(one, label(one, t)) for one in Demand], name="complaint_demand")
        self.demand = grid.add("demand", t("He wants"), demands)
        self.pictures = grid.add("pictures", t("Photos"), PictureStrip(t, self._doors, chooser, "complaint_pictures"))
        self.more = MoreFields(t, self._doors, grid)

    def _build_nobody(self) -> None:
        t, grid = self._t, self.grid
        chip = MultiSegments([Choice(True, t("Nobody of ours"))], name="complaint_nobody")
        chip.setMaximumWidth(CHIP_DIGITS * advance("8"))
        self.nobody = grid.add("nobody", t("Somebody else"), chip, beside=True)
        self.stranger = grid.add(
            "stranger", t("Who complains"), LineEdit(name="complaint_stranger", placeholder=t("A neighbour, a passer-by…"))
        )
        self.phone = grid.add("reporter_phone", t("Phone"), LineEdit(name="complaint_reporter_phone"), beside=True)

    def _listen(self) -> None:
        self.grid.edited.connect(self._on_edited)
        self.grid.left.connect(lambda _name: self.left.emit())
        self.who.picked.connect(self._on_picked)
        self.nobody.changed.connect(lambda _values: self._on_nobody())
        self.machine.currentIndexChanged.connect(lambda _at: self._show_cover())
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
        self.nobody.set_values([True] if draft.nobody and row is None else [])
        self.stranger.setText(draft.complainant if draft.nobody else "")
        self.phone.setText(draft.reporter_phone if draft.nobody else "")
        self._show_nobody()
        self._show_machines(row.id if row else 0, draft.equipment_id)
        self.words.set_text(draft.words)
        self.subtype.set_value(draft.subtype)
        self.severity.set_value(draft.severity)
        self.demand.set_value(draft.demand)
        self.topic.show_topic(draft.topic)
        self._show_pictures()
        self.grid.clear_errors()
        self.more.show_draft(draft)
        self._show_notes()
        self._settling = False
        self.severity_changed.emit(draft.severity)

    def draft(self) -> ComplaintDraft:
        """Return everything as typed."""
        subtype, nobody = self.subtype.value(), self.is_nobody()
        typed = self.more.values()
        if nobody:
            typed |= {"complainant": self.stranger.text(), "reporter_phone": self.phone.text()}
        return replace(
            self._draft,
            customer_id=self.who.value() or 0,
            order_id=self._draft.order_id if self.who.value() == self._draft.customer_id else None,
            nobody=nobody,
            equipment_id=self.machine.value(),
            words=self.words.text(),
            subtype=subtype,
            type=type_of(subtype) if subtype else None,
            topic=self.topic.value(),
            severity=self.severity.value() or Severity.NORMAL,
            demand=self.demand.value() or Demand.OTHER,
            **typed,
        )

    def is_nobody(self) -> bool:
        """Tell whether somebody complains who is no customer."""
        return bool(self.nobody.values())

    def start_who(self) -> None:
        """Go to the customer; who is looked for is somebody of ours."""
        if self.is_nobody():
            self.nobody.set_values([])
        self.who.start()

    def focus_start(self) -> None:
        """Put the focus where typing starts: who it is, then what he says."""
        if self.is_nobody():
            self.stranger.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.who.value() is None:
            self.who.start()
        else:
            self.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear_errors(self) -> None:
        """Remove what was refused; what there is to say about the fields stays."""
        self.grid.clear_errors()
        self.more.show_notes()
        self._show_notes()
        self._show_danger(safety_word(self.words.text()) if self._proposed else "")

    def show_error(self, error: DomainError) -> bool:
        """Put the sentence under its field; False when there is none."""
        return self.grid.show_error(error)

    # what follows from typing

    def _on_edited(self, name: str) -> None:
        if self._settling:
            return
        if name == "words":
            self._look_for_danger()
            self.topic.propose(self.words.text())
        self.edited.emit(name)

    def _on_picked(self, customer_id: int | None) -> None:
        self._show_machines(customer_id or 0, only_machine(self._doors, customer_id or 0))
        self._show_nobody()
        self._show_pictures()
        self.grid.show_field_note("customer", "")
        self.edited.emit("customer")
        if customer_id:
            self.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_nobody(self) -> None:
        """Nobody of ours has no file, no machine and no photos in it."""
        if self._settling:
            return
        if self.is_nobody() and self.who.value() is not None:
            self.who.set_value(None)
            self._show_machines(0, None)
        self._draft = replace(self._draft, picture_ids=())
        self._show_nobody()
        self._show_notes()
        self._show_pictures()
        self.edited.emit("nobody")
        if self.is_nobody():
            self.stranger.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.who.start()

    def _show_nobody(self) -> None:
        nobody = self.is_nobody()
        for name in ("stranger", "reporter_phone"):
            self.grid.set_row_visible(name, nobody)
        for name in ("customer", "pictures"):
            self.grid.set_row_visible(name, not nobody)
        self.grid.set_row_visible("nobody", self.who.value() is None)
        self.more.set_nobody(nobody)

    def _show_notes(self) -> None:
        t = self._t
        words = t("Name and phone may stay empty: anonymous. A customer and photos can be added later, in the case.")
        self.grid.show_field_note("nobody", words if self.is_nobody() else "")
        self._show_cover()

    def _show_cover(self) -> None:
        """Say beside the machine whether it is repaired free of charge."""
        chosen = self.machine.value()
        machine = self._doors.register.machine(chosen) if chosen else None
        today = self._doors.today()
        self.grid.show_field_note("machine", cover_sentence(machine, today, today, self._t) if machine else "")

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
            self._show_danger(word)
        elif self._proposed and not word:
            self._propose(Severity.NORMAL)
            self._proposed = False
            self._show_danger("")

    def _show_danger(self, word: str) -> None:
        """Say what to tell the customer first, where the clerk is typing."""
        self.grid.show_field_note("words", self._safety_words(word) if word else "", Tone.WARN if word else None)

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


def only_machine(doors: ComplaintDoors, customer_id: int) -> int | None:
    """Return the machine of a customer who has one alone: it is the one he speaks of, as long as nobody says otherwise."""
    machines = doors.reads.machines(customer_id) if customer_id else ()
    return machines[0].id if len(machines) == 1 else None

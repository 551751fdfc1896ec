"""What is written down at a step: the words, and for some steps the facts that closing wants."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dealer_crm.domain.complaint_steps import MARKS, STEP_FIELDS, StepDraft
from dealer_crm.domain.complaints import LiableParty, Step8
from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import Translator
from dealer_crm.ui.complaints.doors import ComplaintDoors
from dealer_crm.ui.complaints.promise_field import PromiseField
from dealer_crm.ui.widgets import Choice, Combo, DateField, FormGrid, Segments, TextEdit
from dealer_crm.words.labels import label

FIELDS = tuple(dict.fromkeys(name for names in STEP_FIELDS.values() for name in names))

TEXTS = ("words", "cause", "measure", "prevention", "verification")


class StepFields(QWidget):
    """One form for all steps; only the rows of the present step are seen."""

    edited = Signal()
    left = Signal()
    submitted = Signal()

    def __init__(self, t: Translator, doors: ComplaintDoors) -> None:
        super().__init__()
        self._t, self._doors = t, doors
        self.step = Step8.THANK
        self._settling = False
        self.grid = FormGrid(t, name="step_form")
        self._build()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.grid)
        self.grid.edited.connect(self._on_edited)
        self.grid.left.connect(lambda _name: self.left.emit())
        self.grid.submitted.connect(self.submitted)
        self.promised.changed.connect(self._on_edited)
        self.show_step(self.step, StepDraft())

    def _build(self) -> None:
        t, grid = self._t, self.grid
        promised = PromiseField(t, self._doors.now, name="step_promised")
        self.promised = grid.add("promised_by", t("He hears by"), promised)
        words = TextEdit(name="step_words", lines=2, placeholder=t("What was really said or done"))
        self.words = grid.add("words", t("What we said"), words)
        cause = TextEdit(name="step_cause", lines=2, placeholder=t("What was found, and why it happened (needed to close)"))
        self.cause = grid.add("cause", t("Cause"), cause)
        parties = Segments([Choice(one, label(one, t)) for one in LiableParty], name="step_liable")
        self.liable = grid.add("liable", t("Liable"), parties)
        measure = TextEdit(name="step_measure", lines=2, placeholder=t("What is done, by whom and when"))
        self.measure = grid.add("measure", t("Measure"), measure)
        marks = [Choice(None, t("not asked")), *(Choice(mark, str(mark)) for mark in MARKS)]
        self.satisfaction = grid.add("satisfaction", t("How content he is"), Segments(marks, name="step_satisfaction", joined=True))
        prevention = TextEdit(name="step_prevention", lines=2, placeholder=t("What the shop does otherwise from now on"))
        self.prevention = grid.add("prevention", t("Prevention"), prevention)
        self.person = grid.add("prevention_staff_id", t("Who does it"), Combo(name="step_person"))
        self.day = grid.add("prevention_on", t("By when"), DateField(t, self._doors.today, name="step_day"), beside=True)
        verification = TextEdit(name="step_verification", lines=1, placeholder=t("How one sees that it works (needed to close)"))
        self.verification = grid.add("verification", t("Verified how"), verification)

    def show_step(self, step: Step8, draft: StepDraft) -> None:
        """Show a step as it is written down."""
        self._settling = True
        self.step = step
        for name in FIELDS:
            self.grid.set_row_visible(name, name in STEP_FIELDS.get(step, ()))
        self.grid.set_row_visible("words", step is not Step8.PREVENT)
        staff = [Choice(None, self._t("Choose somebody")), *(Choice(one.id, one.name) for one in self._doors.reads.staff())]
        self.person.set_choices(staff)
        self.promised.set_value(draft.promised_by)
        how = self._t("How he confirmed it: phone, signature, message; and what he said")
        self.words.setPlaceholderText(how if step is Step8.CONFIRM else self._t("What was really said or done"))
        for name in TEXTS:
            _set_text(getattr(self, name), getattr(draft, name))
        self.liable.set_value(draft.liable)
        self.satisfaction.set_value(draft.satisfaction)
        self.person.set_value(draft.prevention_staff_id)
        self.day.set_value(draft.prevention_on)
        self.grid.clear_errors()
        self._settling = False

    def draft(self) -> StepDraft:
        """Return what is typed at the present step."""
        whole = StepDraft(
            words=self.words.text(),
            promised_by=self.promised.value(),
            cause=self.cause.text(),
            liable=self.liable.value(),
            measure=self.measure.text(),
            prevention=self.prevention.text(),
            prevention_staff_id=self.person.value(),
            prevention_on=self.day.value(),
            verification=self.verification.text(),
            satisfaction=self.satisfaction.value(),
        )
        empty, mine = StepDraft(), STEP_FIELDS.get(self.step, ())
        return replace(whole, **{name: getattr(empty, name) for name in FIELDS if name not in mine})

    def focus_start(self, field: str = "") -> None:
        """Put the focus into a field, or where one writes what was said."""
        usual = self.prevention if self.step is Step8.PREVENT else self.words
        found = self.grid.row(field) if field else None
        target = found.field if found is not None and not found.isHidden() else usual
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_error(self, error: DomainError) -> bool:
        """Put the sentence under its field; False when there is none."""
        return self.grid.show_error(error)

    def _on_edited(self, *_values: object) -> None:
        if not self._settling:
            self.edited.emit()


def _set_text(field: TextEdit, text: str) -> None:
    """Show another text; the same one leaves the cursor where it is."""
    if field.text() != text:
        field.set_text(text)

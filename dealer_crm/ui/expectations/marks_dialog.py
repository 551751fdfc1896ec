"""The customer's own marks for A to H: the sentence is read to him, a digit is his mark and goes on; or all of it from paper."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.marks import BEST, LETTERS, WORST, MarksDraft
from dealer_crm.i18n import Translator
from dealer_crm.services.drafts import KIND_MARKS, DraftPlace
from dealer_crm.services.expectations import Marking
from dealer_crm.ui.desk.kept_dialog import KeptDialog
from dealer_crm.ui.expectations.doors import MarkDoors
from dealer_crm.ui.theme import Space, Type
from dealer_crm.ui.widgets import Choice, DateField, Dialog, FormGrid, Ink, Label, Role, Segments, TextEdit
from dealer_crm.words.expectations import MARKS, QUESTIONS, mark_words

WIDTH = 720
DIGITS = {Qt.Key(int(Qt.Key.Key_0) + mark): mark for mark in range(WORST, BEST + 1)}
CLEARS = (Qt.Key.Key_0, Qt.Key.Key_Backspace, Qt.Key.Key_Delete)


class MarksDialog(Dialog):
    """Stays open when it is refused. `low_told` carries what the customer was not content with: letters and his words."""

    low_told = Signal(object, str)

    def __init__(self, t: Translator, doors: MarkDoors, marking: Marking, parent: QWidget | None) -> None:
        super().__init__(t, t("The customer's marks A–H"), parent, name="marks", width=WIDTH)
        self._doors, self._marking = doors, marking
        self.form = self._grid = FormGrid(t, name="marks_form")
        self.asked = Label("", Type.SECTION, name="marks_asked", wrap=True)
        self.marks: dict[str, Segments] = {}
        self._build()
        self.asked.setContentsMargins(Space.L, Space.M, Space.L, 0)
        above = self.layout()
        assert isinstance(above, QVBoxLayout)
        above.insertWidget(1, self.asked)  # what is read aloud stays in view while the letters scroll
        self.box.addWidget(self.form)
        self.save_button = self.add_button(t("Save"), role=Role.PRIMARY, key="Ctrl+Enter", name="marks_save", icon="check")
        self.save_button.clicked.connect(self.accept)
        self.add_button(t("Later"), key="Esc", name="marks_cancel").clicked.connect(self.reject)
        self._grid.set_last(self.save_button)
        self.finished.connect(self.deleteLater)
        KeptDialog(t, self, doors.drafts, DraftPlace(KIND_MARKS, str(marking.delivery_id), marking.customer))

    def _build(self) -> None:
        t, form, marking = self._t, self._grid, self._marking
        day = marking.finished_on.isoformat() if marking.finished_on else ""
        about = t("{name} · {number}, handed over {day}").format(name=marking.customer, number=marking.number, day=day)
        form.add_wide(Label(about, tone=Ink.TEXT2, name="marks_about", wrap=True))
        self.on_paper = form.add("on_paper", t("How asked"), self._ways())
        self.rated_on = form.add("rated_on", t("On the day"), DateField(t, self._doors.today, name="marks_on"), beside=True)
        scale = " · ".join(f"{mark} {t(words)}" for mark, words in enumerate(MARKS, start=1))
        form.add_wide(Label(scale, Type.CAPTION, tone=Ink.TEXT2, name="marks_scale", wrap=True))
        for letter in LETTERS:
            self.marks[letter] = form.add(letter, mark_words(letter, t), self._row(letter))
        self.note = form.add("note", t("In his words"), TextEdit(name="marks_note", lines=2))
        self.note.set_text(marking.note)
        self.on_paper.set_value(marking.on_paper)
        self.rated_on.set_value(marking.rated_on or self._doors.today())
        self._ask(LETTERS[0])

    def _ways(self) -> Segments:
        t = self._t
        return Segments([Choice(False, t("On the phone")), Choice(True, t("From his paper"))], name="marks_how", joined=True)

    def _row(self, letter: str) -> Segments:
        choices = [Choice(mark, str(mark)) for mark in range(WORST, BEST + 1)]
        row = Segments(choices, name=f"marks_{letter}", joined=True)
        row.set_value(self._marking.marks.get(letter))
        for button in row.buttons():
            button.installEventFilter(self)
        return row

    def showEvent(self, event: object) -> None:  # noqa: N802 - Qt's name
        """Begin with the first sentence, not with how it is asked."""
        super().showEvent(event)  # type: ignore[arg-type]
        self._go_to(next((letter for letter in LETTERS if self.marks[letter].value() is None), LETTERS[0]))

    # by keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A digit is the mark of the row and goes on; 0 takes it away; the sentence of the row that has the focus is shown."""
        letter = self._letter_of(watched)
        if letter and event.type() is QEvent.Type.FocusIn:
            self._ask(letter)
        if letter and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and self._pressed(letter, event):
            return True
        return super().eventFilter(watched, event)

    def _letter_of(self, watched: QObject) -> str:
        row = watched.parent()
        return next((letter for letter, one in self.marks.items() if one is row), "")

    def _pressed(self, letter: str, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or key not in (*DIGITS, *CLEARS):
            return False
        if key in CLEARS:
            self.marks[letter].set_value(None)
        else:
            self.marks[letter].buttons()[DIGITS[key] - WORST].click()
            self._go_on(letter)
        return True

    def _go_on(self, letter: str) -> None:
        at = LETTERS.index(letter) + 1
        if at < len(LETTERS):
            self._go_to(LETTERS[at])
        elif self.draft().low and not self.note.text().strip():
            self.note.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.save_button.setFocus(Qt.FocusReason.TabFocusReason)

    def _go_to(self, letter: str) -> None:
        self.marks[letter].setFocus(Qt.FocusReason.TabFocusReason)
        self._ask(letter)

    def _ask(self, letter: str) -> None:
        self.asked.setText(f"{letter}  {self._t(QUESTIONS[letter])}")

    # what is saved

    def draft(self) -> MarksDraft:
        """Return the marks as given."""
        marks = {letter: row.value() for letter, row in self.marks.items() if row.value() is not None}
        day = self.rated_on.value() or self._doors.today()
        return MarksDraft(day, marks, bool(self.on_paper.value()), self.note.text())

    def accept(self) -> None:
        """Save; the dialog stays open where that is refused."""
        self._grid.clear_errors()
        draft = self.draft()
        try:
            self._doors.rate(self._marking.delivery_id, draft)
        except DomainError as error:
            self.show_error(error)
            return
        super().accept()
        if draft.low:
            self.low_told.emit(draft.low, draft.note.strip())

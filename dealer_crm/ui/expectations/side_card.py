"""Beside an expectation of the sheet: what the program sees, who sees to it until when, what is measured, what the customer says."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.expectation_facts import Seen
from dealer_crm.domain.marks import letter_of, mean
from dealer_crm.i18n import Translator
from dealer_crm.services.expectations import ExpectationRow, ExpectationSheet
from dealer_crm.ui.expectations.doors import ExpectationDoors
from dealer_crm.ui.theme import Space, Type
from dealer_crm.ui.widgets import Button, Card, Choice, Combo, DateField, Ink, Label, Role
from dealer_crm.words.expectations import CEREMONIES, FACTS, measured, why

SIGNS = {True: "✓", False: "✗", None: "–"}
INKS = {True: Ink.DONE, False: Ink.WARN, None: Ink.TEXT2}


class ExpectationCard(Card):
    """Shown while the sheet stands on an expectation. `changed` tells that something was written; `refused` carries why not."""

    changed = Signal()
    refused = Signal(object)

    def __init__(self, t: Translator, doors: ExpectationDoors) -> None:
        super().__init__("delivery_expectation")
        self._t, self._doors = t, doors
        self._sheet: ExpectationSheet | None = None
        self._row: ExpectationRow | None = None
        self._title = Label("", Type.SECTION, name="expectation_title", wrap=True)
        self._told = QVBoxLayout()
        self._told.setSpacing(0)
        self._lines: list[Label] = []
        self.seen_button = Button(t("As the program sees it"), icon="check", role=Role.QUIET, name="expectation_as_seen")
        self.person = Combo([], name="expectation_person")
        self.planned_on = DateField(t, doors.today, name="expectation_plan")
        self._done = Label("", Type.CAPTION, tone=Ink.TEXT2, name="expectation_done", wrap=True)
        self.marks_button = Button(t("His marks A–H…"), icon="smile", role=Role.QUIET, name="expectation_marks")
        self.box.setSpacing(Space.XS)
        self._lay_out()
        self.seen_button.clicked.connect(self._as_seen)
        self.person.picked.connect(lambda _value: self._assign())
        self.planned_on.edit.editingFinished.connect(self._assign)
        self.planned_on.changed.connect(lambda _value: None if self.planned_on.edit.hasFocus() else self._assign())
        self.marks_button.clicked.connect(self._open_marks)
        self.setVisible(False)

    def _lay_out(self) -> None:
        t, grid = self._t, QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(Space.XS)
        for line, (words, field) in enumerate(((t("Person in charge"), self.person), (t("Planned for"), self.planned_on))):
            name = Label(words, tone=Ink.TEXT2, name=f"expectation_label_{line}")
            name.setBuddy(field)
            field.setAccessibleName(words)
            grid.addWidget(name, line, 0)
            grid.addWidget(field, line, 1)
        grid.setColumnStretch(1, 1)
        self.box.addWidget(self._title)
        self.box.addLayout(self._told)
        self.box.addWidget(self.seen_button)
        self.box.addLayout(grid)
        self.box.addWidget(self._done)
        self.box.addWidget(self.marks_button)

    def forget(self) -> None:
        """Ask anew the next time: something was written."""
        self._sheet = None

    def show_item(self, delivery_id: int, check_id: int) -> None:
        """Show an expectation of the delivery; 0 hides the card. What the program sees is asked once, when it is first wanted."""
        sheet = self._sheet
        if check_id and (sheet is None or sheet.delivery_id != delivery_id):
            sheet = self._sheet = self._doors.of(delivery_id)
        row = sheet.row(check_id) if sheet is not None else None
        self._row = row
        self.setVisible(row is not None)
        if sheet is None or row is None:
            return
        self._title.setText(f"{row.code}  {row.words(self._t.language)}")
        self._say(self._words(sheet, row))
        self._show_plan(sheet, row)
        waiting = [step for one in sheet.rows for step in one.steps if step.seen and step.seen.kept and not step.ticked]
        self.seen_button.setVisible(bool(waiting) and any(step in waiting for step in row.steps))
        self.marks_button.setVisible(not sheet.open)

    def _words(self, sheet: ExpectationSheet, row: ExpectationRow) -> list[tuple[str, Ink]]:
        t = self._t
        said = [self._fact(step.seen) for step in row.steps if step.seen is not None]
        if sheet.measures is not None and (words := measured(row.code, sheet.measures, t)):
            said.append((words, Ink.TEXT))
        if row.code == "E" and sheet.open:
            said += [(sheet.care_notes, Ink.TEXT2)] if sheet.care_notes else []
            said += [(t("Could be: {idea}").format(idea=t(CEREMONIES[one])), Ink.TEXT) for one in sheet.ceremonies]
        mark = sheet.marking.marks.get(letter_of(row.code))
        if mark is not None:
            everything = mean(sheet.marking.marks.values())
            said.append((t("His mark: {mark} of 5, all of them {mean}").format(mark=mark, mean=everything), Ink.TEXT))
        return said

    def _fact(self, seen: Seen) -> tuple[str, Ink]:
        return f"{SIGNS[seen.kept]} {self._t(FACTS[seen.fact])} · {why(seen, self._t)}", INKS[seen.kept]

    def _say(self, said: list[tuple[str, Ink]]) -> None:
        while len(self._lines) < len(said):
            line = Label("", Type.CAPTION, name=f"expectation_told_{len(self._lines)}", wrap=True)
            self._lines.append(line)
            self._told.addWidget(line)
        for line, (words, ink) in zip(self._lines, said, strict=False):
            line.setText(words)
            line.set_ink(ink)
        for at, line in enumerate(self._lines):
            line.setVisible(at < len(said))

    def _show_plan(self, sheet: ExpectationSheet, row: ExpectationRow) -> None:
        t = self._t
        for field in (self.person, self.planned_on):
            field.blockSignals(True)
            field.setEnabled(sheet.open or row.later)
        usual = t("{name} (as usual)").format(name=row.person) if row.person_assumed and row.person else t("nobody yet")
        people = [Choice(None, usual), *(Choice(one.id, one.name) for one in self._doors.staff())]
        self.person.set_choices(people)
        self.person.set_value(None if row.person_assumed else row.person_id)
        self.planned_on.set_value(row.planned_on)
        for field in (self.person, self.planned_on):
            field.blockSignals(False)
        done = t("Done {day} {name}").format(day=row.done_on.isoformat(), name=row.done_by).strip() if row.done_on else ""
        self._done.setText(done or (t("Overdue") if row.late else ""))
        self._done.set_ink(Ink.WARN if row.late else Ink.TEXT2)
        self._done.setVisible(bool(self._done.text()))

    # deeds

    def _assign(self) -> None:
        row = self._row
        if row is None:
            return
        day, person = self.planned_on.value(), self.person.value()
        day = None if row.plan_assumed and day == row.planned_on else day
        before = (None if row.person_assumed else row.person_id, None if row.plan_assumed else row.planned_on)
        if (person, day) != before:
            self._try(lambda: self._doors.assign(row.check_id, person, day))

    def _as_seen(self) -> None:
        sheet = self._sheet
        if sheet is not None:
            self._try(lambda: self._doors.as_seen(sheet.delivery_id))

    def _open_marks(self) -> None:
        if self._sheet is not None:
            dialog = self._doors.marks(self._sheet.delivery_id)
            if isinstance(dialog, QWidget):
                dialog.destroyed.connect(self.changed)

    def _try(self, run: Callable[[], object]) -> None:
        try:
            run()
        except DomainError as error:
            self.refused.emit(error)
            return
        self.changed.emit()

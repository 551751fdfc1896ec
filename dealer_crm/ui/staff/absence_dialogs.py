"""Dialogs of an absence: who is away from when until when; and what becomes of the work that lies in these days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from dealer_crm.domain.absences import AbsenceDraft
from dealer_crm.domain.agenda import AgendaRow
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.planning import AbsenceKind
from dealer_crm.i18n import Translator
from dealer_crm.services.absence_work import AbsentWork
from dealer_crm.services.absences import AbsenceRow
from dealer_crm.ui.staff.absence_doors import AbsenceDoors
from dealer_crm.ui.theme import Type
from dealer_crm.ui.widgets import CheckBox, Choice, Combo, DateField, Dialog, FormGrid, Label, LineEdit, RadioCards, Role, Segments
from dealer_crm.words.agenda import kind_label, matter
from dealer_crm.words.labels import label

MOST_NAMED = 30
"""So many agreed items are named one by one; of more only the first can be chosen here."""


class Way(StrEnum):
    """What becomes of the work."""

    LEAVE = "leave"
    GIVE = "give"
    MOVE = "move"


class AbsenceDialog(Dialog):
    """One absence; `saved` carries it as it was written."""

    saved = Signal(object)

    def __init__(self, t: Translator, doors: AbsenceDoors, known: AbsenceRow | None, parent: QWidget) -> None:
        super().__init__(t, t("Absence"), parent, name="absence_dialog", width=520)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._doors, self._known = doors, known
        self.form = form = FormGrid(t, name="absence_form")
        people = [Choice(one.id, one.name) for one in doors.staff() if one.active or (known and known.staff_id == one.id)]
        self.who = form.add("staff_id", t("Who"), Combo([Choice(0, t("Choose…")), *people], name="absence_who"), required=True)
        self.first = form.add("first_on", t("From"), DateField(t, doors.today, name="absence_first"))
        self.last = form.add("last_on", t("Until"), DateField(t, doors.today, name="absence_last"))
        self.kind = form.add("kind", t("Why"), Segments([Choice(kind, label(kind, t)) for kind in AbsenceKind], name="absence_kind"))
        self.note = form.add("note", t("Note"), LineEdit(name="absence_note"))
        draft = known.draft() if known else AbsenceDraft(0, doors.today(), doors.today())
        self.who.set_value(draft.staff_id)
        self.first.set_value(draft.first_on)
        self.last.set_value(draft.last_on)
        self.kind.set_value(draft.kind)
        self.note.setText(draft.note)
        self.box.addWidget(form)
        button = self.add_button(t("Save"), role=Role.PRIMARY, key="F8", name="absence_save", icon="check")
        button.clicked.connect(self.accept)
        self.add_button(t("Cancel"), key="Esc", name="absence_leave").clicked.connect(self.reject)
        form.set_last(button)

    def draft(self) -> AbsenceDraft:
        """Return the absence as the fields say it; without a last day it is one day."""
        first = self.first.value() or self._doors.today()
        version = self._known.version if self._known else 0
        kind = AbsenceKind(self.kind.value())
        return AbsenceDraft(int(self.who.value() or 0), first, self.last.value() or first, kind, self.note.text(), version)

    def accept(self) -> None:
        """Save, or say why not and stay."""
        if self.form:
            self.form.clear_errors()
        draft = self.draft()
        try:
            if self._known:
                self._doors.edit(self._known.id, draft)
            else:
                self._doors.add(draft)
        except DomainError as error:
            self.show_error(error)
            return
        super().accept()
        self.saved.emit(replace(draft))


class AbsentWorkDialog(Dialog):
    """What lies in the days of an absence, by kind; it stays and is flagged, goes to a colleague, or to the first day after."""

    def __init__(self, t: Translator, doors: AbsenceDoors, absence: AbsenceDraft, work: AbsentWork, parent: QWidget) -> None:
        super().__init__(t, t("Work in these days"), parent, name="absent_work_dialog", width=620)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._doors, self._work = doors, work
        names = {one.id: one.name for one in doors.staff()}
        said = t("{name} is away from {first} until {last}. In these days: {things}").format(
            name=names.get(absence.staff_id, ""),
            first=f"{absence.first_on:%m-%d}",
            last=f"{absence.last_on:%m-%d}",
            things=counted(work.rows, t),
        )
        self.box.addWidget(Label(said, Type.STRONG, name="absent_work_said", wrap=True))
        back = t("Move to {day}, the first working day after").format(day=f"{work.back_on:%m-%d}")
        ways = [
            Choice(Way.LEAVE, t("Leave it: the calendar flags it")),
            Choice(Way.GIVE, t("Give it to a colleague")),
            Choice(Way.MOVE, back),
        ]
        self.way = RadioCards(ways, "absent_work_way")
        self.way.set_value(Way.LEAVE)
        self.box.addWidget(self.way)
        self.form = FormGrid(t, name="absent_work_form")
        people = [Choice(one.id, one.name) for one in doors.staff() if one.active and one.id != absence.staff_id]
        self.to = self.form.add("to", t("Colleague"), Combo(people, name="absent_work_to"))
        self.box.addWidget(self.form)
        self.agreed = self._agreed(work.agreed)
        button = self.add_button(t("Do it"), role=Role.PRIMARY, key="F8", name="absent_work_do", icon="check")
        button.clicked.connect(self.accept)
        self.add_button(t("Cancel"), key="Esc", name="absent_work_leave").clicked.connect(self.reject)

    def _agreed(self, rows: Sequence[AgendaRow]) -> list[tuple[CheckBox, AgendaRow]]:
        """Name what was agreed with the customer: it goes only where it is ticked."""
        if not rows:
            return []
        self.box.addWidget(
            Label(self._t("Agreed with the customer; tick what goes as well:"), Type.STRONG, name="absent_work_agreed", wrap=True)
        )
        boxes = []
        for place, row in enumerate(rows[:MOST_NAMED]):
            words = " ".join((f"{row.due_on:%m-%d}", row.slot, kind_label(row.kind, self._t), row.name, matter(row, self._t)))
            box = CheckBox(" ".join(words.split()), name=f"absent_work_{place}")
            self.box.addWidget(box)
            boxes.append((box, row))
        return boxes

    def accept(self) -> None:
        """Do what was chosen in one step, or say why not and stay."""
        way = Way(self.way.value())
        chosen = [*self._work.free, *(row for box, row in self.agreed if box.isChecked())]
        try:
            if way is Way.GIVE and chosen:
                self._doors.give(chosen, int(self.to.value()))
            elif way is Way.MOVE and chosen:
                self._doors.move(chosen, self._work.back_on)
        except DomainError as error:
            self.show_error(error)
            return
        super().accept()


def counted(rows: Sequence[AgendaRow], t: Translator) -> str:
    """Return how many items of each kind there are."""
    counts = Counter(row.kind for row in rows)
    return " · ".join(f"{kind_label(kind, t)} {count}" for kind, count in sorted(counts.items()))

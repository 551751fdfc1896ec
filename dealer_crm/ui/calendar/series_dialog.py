"""The series of a customer: what comes when, changed from here on, left out once, or ended with a reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.planning import SeriesState
from dealer_crm.domain.series import SeriesDraft
from dealer_crm.domain.workdays import WorkCalendar
from dealer_crm.i18n import Translator
from dealer_crm.services.series import SeriesRow
from dealer_crm.ui.calendar.repeat import RepeatRows
from dealer_crm.ui.desk.phrases import day_words
from dealer_crm.ui.theme import Tone
from dealer_crm.ui.widgets import Choice, Combo, Dialog, FormGrid, Ink, Label, LineEdit, Role
from dealer_crm.words.series import rule_words


@dataclass(frozen=True)
class SeriesDoors:
    """What the dialog asks and does; deeds raise DomainError."""

    of: Callable[[int], Sequence[SeriesRow]]
    edit_rest: Callable[[int, SeriesDraft, int], object]
    skip: Callable[[int, str, int], object]
    end: Callable[[int, str], object]
    today: Callable[[], date]
    workdays: Callable[[], WorkCalendar]


class SeriesDialog(Dialog):
    """One use, for one customer; the series that run can be chosen."""

    def __init__(self, t: Translator, doors: SeriesDoors, customer_id: int, parent: QWidget) -> None:
        super().__init__(t, t("Series"), parent, name="series_dialog", width=480)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._doors = doors
        self._rows = {row.id: row for row in doors.of(customer_id) if row.state is SeriesState.RUNNING}
        form = self.form = FormGrid(t, name="series_form")
        self.which = form.add(
            "which", t("Series"), Combo([Choice(key, self._called(row)) for key, row in self._rows.items()], name="series")
        )
        self.next = Label("", tone=Ink.TEXT2, name="series_next", wrap=True)
        form.add_wide(self.next)
        self.purpose = form.add("purpose", t("What for"), LineEdit(name="series_purpose"))
        self.slot = form.add("slot", t("Time"), LineEdit(name="series_slot", placeholder=t("e.g. 10:00 or afternoon"), chars=20))
        self.repeat = RepeatRows(t, form, doors.today, doors.workdays)
        self.reason = form.add("reason", t("Why left out or ended"), LineEdit(name="series_reason"))
        self.box.addWidget(form)
        self._add_buttons()
        self.which.currentIndexChanged.connect(self._show)
        self._show()

    def _add_buttons(self) -> None:
        t = self._t
        save = self.add_button(t("Change from here on"), role=Role.PRIMARY, key="Ctrl+Enter", name="series_save")
        skip = self.add_button(t("Skip this one"), name="series_skip")
        end = self.add_button(t("End"), name="series_end")
        self.add_button(t("Cancel"), key="Esc", name="series_cancel").clicked.connect(self.reject)
        save.clicked.connect(self._on_save)
        skip.clicked.connect(lambda: self._do(lambda row: self._doors.skip(row.id, self.reason.text(), row.version)))
        end.clicked.connect(lambda: self._do(lambda row: self._doors.end(row.id, self.reason.text())))
        for button in (save, skip, end):
            button.setEnabled(bool(self._rows))
        if self.form:
            self.form.set_last(save)

    def _called(self, row: SeriesRow) -> str:
        said = rule_words(row.draft.what.pattern, self._t)
        return f"{row.draft.purpose} · {said}" if row.draft.purpose else said

    def _row(self) -> SeriesRow | None:
        return self._rows.get(self.which.value())

    def _show(self) -> None:
        row, t = self._row(), self._t
        if row is None:
            self.message.show_message(t("No series runs for this customer. Plan a step and choose how often it comes again."), Tone.INFO)
            return
        said = t("Next on {day}.").format(day=day_words(row.next_on, self._doors.today(), t) if row.next_on else "")
        if row.left_out:
            said += " " + t.plural("{n} earlier one was left out.", "{n} earlier ones were left out.", row.left_out).format(n=row.left_out)
        self.next.setText(said)
        self.purpose.setText(row.draft.purpose)
        self.slot.setText(row.draft.slot)
        self.repeat.show_value(row.draft.what)

    def _on_save(self) -> None:
        what = self.repeat.value()
        if what is None:
            if self.form:
                self.form.show_field_note("repeat", self._t("To stop it, say why below and press End."), Tone.DANGER)
            return
        self._do(lambda row: self._doors.edit_rest(row.id, self._draft(row), row.version))

    def _draft(self, row: SeriesRow) -> SeriesDraft:
        what = self.repeat.value()
        draft = replace(row.draft, purpose=self.purpose.text(), slot=self.slot.text())
        return draft if what is None else replace(draft, what=what)

    def _do(self, deed: Callable[[SeriesRow], object]) -> None:
        row = self._row()
        if row is None:
            return
        try:
            deed(row)
        except DomainError as error:
            self.show_error(error)
        else:
            self.accept()

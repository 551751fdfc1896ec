"""CLEAR beside the steps (S0-18): five letters to keep in sight while talking, each with its tick, its time and what was said."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dealer_crm.domain.complaint_case import Clear
from dealer_crm.domain.complaints import ComplaintState
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.phrases import filled
from dealer_crm.i18n import Translator
from dealer_crm.services.complaint_file import ComplaintFile
from dealer_crm.services.complaint_parts import ClearDone
from dealer_crm.ui.complaints.doors import ComplaintDoors
from dealer_crm.ui.theme import Space, Type
from dealer_crm.ui.widgets import CheckBox, ElidedLabel, IconButton, Ink, InlineMessage, Label, LineEdit
from dealer_crm.ui.widgets.body import ScrollBody
from dealer_crm.words.labels import label
from dealer_crm.words.moments import moment

CODES = {
    Clear.CONTROL: "clear_control",
    Clear.LISTEN: "clear_listen",
    Clear.ESTABLISH: "clear_establish",
    Clear.APOLOGIZE: "clear_apologize",
    Clear.RESOLVE: "clear_resolve",
}
"""Which wording of the trade belongs to which letter."""


class LetterRow(QWidget):
    """One letter. `ticked` carries the words, `unticked` nothing."""

    ticked = Signal(str)
    unticked = Signal()
    wording_requested = Signal()

    def __init__(self, t: Translator, letter: Clear) -> None:
        super().__init__()
        self._t, self.letter = t, letter
        name = f"clear_{letter.value}"
        self.box = CheckBox(label(letter, t), name=name)
        self.box.setAccessibleName(f"{letter.value.upper()}: {label(letter, t)}")
        self.phrase = Label("", Type.CAPTION, tone=Ink.TEXT2, name=f"{name}_phrase", wrap=True)
        self.change_button = IconButton("store", t("How the shop says it, from now on…"), name=f"{name}_change")
        self._done = ElidedLabel("", Type.CAPTION, tone=Ink.DONE, name=f"{name}_done")
        self.words = LineEdit(name=f"{name}_words", placeholder=t("What we said"))
        self.words.setAccessibleName(t("What we said: {what}").format(what=label(letter, t)))
        self._kept = ""
        self._lay_out()
        self.box.clicked.connect(self._on_clicked)
        self.words.editingFinished.connect(self._on_said)

    def _lay_out(self) -> None:
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(Space.S)
        line.addWidget(Label(self.letter.value.upper(), Type.SECTION, tone=Ink.ACCENT), alignment=Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(2)
        said = QHBoxLayout()
        said.setSpacing(Space.XS)
        said.addWidget(self.phrase, 1)
        said.addWidget(self.change_button, alignment=Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.box)
        column.addLayout(said)
        column.addWidget(self._done)
        column.addWidget(self.words)
        line.addLayout(column, 1)

    def show_done(self, done: ClearDone | None, when: str, is_open: bool) -> None:
        """Show the letter as it stands; words that are being typed stay."""
        self.box.setChecked(done is not None)
        self.box.setEnabled(is_open)
        self._done.setText(f"{when} {done.staff}".strip() if done else "")
        self._done.setVisible(done is not None)
        self.words.setVisible(done is not None)
        self.words.setReadOnly(not is_open)
        kept = done.words if done else ""
        if self.words.text() == self._kept or not self.words.hasFocus():
            self.words.setText(kept)
            self.words.setCursorPosition(0)
        self._kept = kept

    def _on_clicked(self, on: bool) -> None:
        if on:
            self.ticked.emit("")
        else:
            self.unticked.emit()

    def _on_said(self) -> None:
        if self.box.isChecked() and not self.words.isReadOnly() and self.words.text().strip() != self._kept:
            self.ticked.emit(self.words.text())


class ClearTicks(ScrollBody):
    """Shows a ComplaintFile; `changed` tells that a letter was ticked, `wording_requested` carries the code of a wording."""

    changed = Signal()
    wording_requested = Signal(str)

    def __init__(self, t: Translator, doors: ComplaintDoors) -> None:
        super().__init__("clear_tips", margin=Space.M)
        self._t, self._doors = t, doors
        self._file: ComplaintFile | None = None
        self.box.setSpacing(Space.S)
        self.message = InlineMessage(t, name="clear_message")
        self.box.addWidget(self.message)
        self.rows = {letter: LetterRow(t, letter) for letter in Clear}
        for letter, row in self.rows.items():
            row.box.setEnabled(doors.case.talk is not None)
            row.change_button.setVisible(doors.case.own is not None)
            row.ticked.connect(lambda words, letter=letter: self._keep(letter, words))
            row.unticked.connect(lambda letter=letter: self._untick(letter))
            row.change_button.clicked.connect(lambda _on=False, letter=letter: self.wording_requested.emit(CODES[letter]))
            self.box.addWidget(row)
        self.box.addStretch(1)

    def show_file(self, file: ComplaintFile) -> None:
        """Show another complaint, or the same one anew."""
        t, now = self._t, self._doors.now()
        if self._file is None or self._file.id != file.id:
            self.message.clear()
        self._file = file
        said = {phrase.code: phrase.said(t.language) for phrase in self._doors.wording.phrases("clear")}
        values = {"measure": file.measure, "prevention": file.prevention}
        done = {one.letter: one for one in file.parts.clear}
        is_open = file.state is ComplaintState.OPEN and self._doors.case.talk is not None
        for letter, row in self.rows.items():
            row.phrase.setText(filled(said.get(CODES[letter], ""), values))
            one = done.get(letter)
            row.show_done(one, moment(one.at, now, t) if one else "", is_open)

    def _keep(self, letter: Clear, words: str) -> None:
        file, talk = self._file, self._doors.case.talk
        if file is not None and talk is not None:
            self._run(lambda: talk.keep(file.id, letter, words))

    def _untick(self, letter: Clear) -> None:
        file, talk = self._file, self._doors.case.talk
        if file is not None and talk is not None:
            self._run(lambda: talk.untick(file.id, letter))

    def _run(self, deed: Callable[[], None]) -> None:
        self.message.clear()
        try:
            deed()
        except DomainError as error:
            self.message.show_error(error)
        self.changed.emit()

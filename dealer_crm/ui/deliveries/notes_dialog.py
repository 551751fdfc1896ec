"""Before the notes of a day are printed: which of them lack model or specification, completed here, left out, or printed as they are."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dealer_crm.i18n import Translator
from dealer_crm.services.delivery_file import DeliveryFile
from dealer_crm.ui.deliveries.complete_dialog import CompleteDialog
from dealer_crm.ui.deliveries.doors import DeliveryDoors
from dealer_crm.ui.theme import Space, Type
from dealer_crm.ui.widgets import Button, CheckBox, Dialog, ElidedLabel, Ink, Label, Role
from dealer_crm.words.delivery_notes import lacking_words

WIDTH = 760


class NoteRow(QWidget):
    """One note that lacks something: ticked it is printed."""

    changed = Signal()

    def __init__(self, t: Translator, doors: DeliveryDoors, file: DeliveryFile) -> None:
        super().__init__()
        self._t, self._doors, self.file = t, doors, file
        words = " ".join(filter(None, (file.number, file.draft.slot, file.customer)))
        self.setObjectName(f"note_{file.id}")
        self.tick = CheckBox("", name=f"note_tick_{file.id}")
        self.tick.setAccessibleName(words)
        self.tick.toggled.connect(lambda _on: self.changed.emit())
        self.said = Label("", Type.CAPTION, tone=Ink.TEXT2, name=f"note_said_{file.id}", wrap=True)
        self.button = Button(t("Complete the note…"), icon="pencil", name=f"note_complete_{file.id}")
        self.button.clicked.connect(self.complete)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(ElidedLabel(words, Type.STRONG, name=f"note_words_{file.id}"))
        texts.addWidget(self.said)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(Space.S)
        line.addWidget(self.tick, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(texts, 1)
        line.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        self._show()

    def _show(self) -> None:
        whole = not self.file.unsaid
        lacking = lacking_words([(one.goods, one.lacks) for one in self.file.unsaid], self._t)
        self.said.setText(self._t("The note says everything now.") if whole else lacking)
        self.said.set_ink(Ink.DONE if whole else Ink.TEXT2)
        self.button.setEnabled(not whole)

    def complete(self) -> None:
        """Ask for what is missing; a note that is complete, or may go as it is, is printed."""
        dialog = CompleteDialog(self._t, self._doors, self.file, self.window())
        dialog.completed.connect(self._take)
        dialog.as_it_is.connect(self._take)
        dialog.open()

    def _take(self) -> None:
        self.file = self._doors.reads.open(self.file.id)
        self._show()
        self.tick.setChecked(True)
        self.changed.emit()
        (self.button if self.button.isEnabled() else self.tick).setFocus()


class NotesDialog(Dialog):
    """`picked` carries the deliveries whose notes are printed, in the order of the day; those that lack nothing are always among them."""

    picked = Signal(list)

    def __init__(self, t: Translator, doors: DeliveryDoors, files: Sequence[DeliveryFile], parent: QWidget) -> None:
        super().__init__(t, t("Notes that say too little"), parent, name="notes_dialog", width=WIDTH)
        self._ids = [file.id for file in files]
        law = t(
            "Article 623 of the Civil Code: a signed note that states quantity, model and specification counts as inspected. "
            "These notes lack something. What is not ticked is left out."
        )
        self.box.addWidget(Label(law, tone=Ink.TEXT2, name="notes_law", wrap=True))
        self.rows = {file.id: NoteRow(t, doors, file) for file in files if file.unsaid}
        for row in self.rows.values():
            row.changed.connect(self._dress)
            self.box.addWidget(row)
        self.print_button = self.add_button("", role=Role.PRIMARY, key="Ctrl+Enter", name="notes_print", icon="printer")
        self.print_button.clicked.connect(self.accept)
        self.add_button(t("Cancel"), key="Esc", name="notes_cancel").clicked.connect(self.reject)
        self.finished.connect(self.deleteLater)
        self._dress()

    def chosen(self) -> list[int]:
        """Return the deliveries whose notes are printed."""
        return [one for one in self._ids if one not in self.rows or self.rows[one].tick.isChecked()]

    def _dress(self) -> None:
        count = len(self.chosen())
        self.print_button.set_label(self._t.plural("Print {n} note", "Print {n} notes", count).format(n=count))
        self.print_button.setEnabled(count > 0)

    def accept(self) -> None:
        """Print what is ticked."""
        chosen = self.chosen()
        if chosen:
            super().accept()
            self.picked.emit(chosen)

"""Last step: what was written, and how to take it back."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dealer_crm.i18n import Translator
from dealer_crm.services.imports import ImportResult
from dealer_crm.ui.widgets import Button, Card, FlowRow, Ink, InlineMessage, Label, heading
from dealer_crm.ui.widgets.body import ScrollBody


class ResultStep(QWidget):
    """The page connects the buttons."""

    def __init__(self, t: Translator) -> None:
        super().__init__()
        self._t = t
        self.setObjectName("import_result_step")
        self.message = InlineMessage(t, name="result_message")
        self.title = heading("", "import_result_title")
        self.title.setWordWrap(True)
        self.words = Label("", tone=Ink.TEXT2, name="import_result_words", wrap=True)
        self.undo = Button(t("Take this import back"), icon="undo-2", key="", name="button_undo_import")
        self.export = Button(t("Save the faulty rows…"), icon="file-down", name="button_export_faulty")
        self.again = Button(t("Import another file"), icon="file-up", name="button_import_again")
        deeds = FlowRow(name="import_result_deeds")
        for button in (self.undo, self.export, self.again):
            deeds.add(button)
        card = Card("import_result_card")
        for widget in (self.message, self.title, self.words, deeds):
            card.box.addWidget(widget)
        body = ScrollBody("import_result_body", margin=0)
        body.box.addWidget(card)
        body.box.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(body)

    def show_result(self, file: str, result: ImportResult) -> None:
        """Say what was written."""
        t = self._t
        total = result.created + result.updated
        self.title.setText(t.plural("{n} row of {file} was written", "{n} rows of {file} were written", total).format(n=total, file=file))
        faulty = len(result.errors)
        parts = {
            t.plural("{n} new customer", "{n} new customers", result.created).format(n=result.created): result.created,
            t.plural("{n} file filled in", "{n} files filled in", result.updated).format(n=result.updated): result.updated,
            t.plural("{n} row skipped", "{n} rows skipped", result.skipped).format(n=result.skipped): result.skipped,
            t.plural("{n} faulty row left out", "{n} faulty rows left out", faulty).format(n=faulty): faulty,
        }
        self.words.setText(t.context("list", ", ").join(words for words, count in parts.items() if count))
        self.undo.setVisible(result.entry_id is not None)
        self.undo.setEnabled(True)
        self.export.setVisible(bool(result.errors))
        self.message.clear()

    def show_undoing(self) -> None:
        """Say that it is being taken back; that is asked only once."""
        self.undo.setEnabled(False)
        self.message.show_message(self._t("Taking the import back…"))

    def show_undone(self) -> None:
        """Say that all of it is gone again."""
        self.message.clear()
        self.title.setText(self._t("The import was taken back"))
        self.words.setText(self._t("The customer files are as they were before."))
        self.undo.hide()

"""First step: choose a file or drop it here."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dealer_crm.i18n import Translator
from dealer_crm.ui.theme import Space, Type
from dealer_crm.ui.widgets import Card, EmptyState, Ink, Label

SUFFIXES = "*.xlsx *.xls *.xlsm *.xlsb *.ods *.csv *.tsv *.txt *.vcf"


class FileStep(QWidget):
    """`chosen` carries the path."""

    chosen = Signal(Path)
    asked = Signal()

    def __init__(self, t: Translator) -> None:
        super().__init__()
        self.setObjectName("import_file_step")
        choose = t("Choose a file…")
        drop = EmptyState(
            t("Drop the file with your customers here"), icon="file-spreadsheet", button=choose, key="Ctrl+Enter", name="import_drop"
        )
        drop.clicked.connect(self.asked)
        assert drop.button is not None
        self.button = drop.button
        said = t("Excel (.xlsx, .xls), .csv or the address book of a phone (.vcf). It is only read, never changed.")
        kinds = Label(said, tone=Ink.TEXT2, name="import_kinds", wrap=True)
        kinds.setAlignment(Qt.AlignmentFlag.AlignCenter)
        card = Card("import_drop_card", spacing=Space.XS)
        card.box.addStretch(2)
        card.box.addWidget(drop)
        card.box.addWidget(kinds)
        card.box.addStretch(1)
        self._more: list[Label] = []
        for number, hint in enumerate(self._hints(t)):
            words = Label(hint, Type.CAPTION, tone=Ink.TEXT2, name=f"import_hint_{number}", wrap=True)
            words.setAlignment(Qt.AlignmentFlag.AlignCenter)
            card.box.addWidget(words)
            self._more.append(words)
        card.box.addStretch(1)
        self._card = card
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(card, 1)
        self.setFocusProxy(self.button)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the hints out where the button needs their room."""
        super().resizeEvent(event)
        for words in self._more:
            words.show()
        roomy = self.height() >= self._card.box.totalMinimumSize().height()
        for words in self._more:
            words.setVisible(roomy)

    def _hints(self, t: Translator) -> tuple[str, ...]:
        return (
            t("Notes above the headings do no harm; columns are recognised by their headings."),
            t("Installed machines and open amounts come in with the same sheet where it has columns for them."),
            t("Nothing is written before you have seen what would be written."),
        )

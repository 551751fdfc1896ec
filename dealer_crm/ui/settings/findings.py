"""What the check of the data found, one line each, and the button that mends it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from dealer_crm.i18n import Translator
from dealer_crm.ui.settings.doors import Finding
from dealer_crm.ui.theme import Type
from dealer_crm.ui.widgets import Dialog, Ink, Role
from dealer_crm.ui.widgets.tall import wrapped

SHOWN = 200


class FindingsDialog(Dialog):
    """Mending is offered only where something can be mended."""

    repair_requested = Signal()

    def __init__(self, t: Translator, findings: Sequence[Finding], parent: QWidget | None) -> None:
        super().__init__(t, t("Check the data"), parent, name="findings_dialog", width=620)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        count = len(findings)
        head = t.plural("The check found {n} thing.", "The check found {n} things.", count).format(n=count)
        self.box.addWidget(wrapped(head, Type.SECTION, name="findings_title"))
        for finding in findings[:SHOWN]:
            self.box.addWidget(wrapped(finding.text, name="finding"))
        mendable = sum(finding.mendable for finding in findings)
        if mendable:
            words = t("Lists and search are written anew from the records; no record is changed.")
            self.box.addWidget(wrapped(words, ink=Ink.TEXT2, name="findings_words"))
            self.add_button(t("Mend"), role=Role.PRIMARY, key="Ctrl+Enter", name="findings_mend").clicked.connect(self._on_mend)
        self.add_button(t("Close"), key="Esc", name="findings_close").clicked.connect(self.reject)

    def _on_mend(self) -> None:
        self.accept()
        self.repair_requested.emit()

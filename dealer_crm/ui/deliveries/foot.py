"""What closes a delivery on one line, where there is no room beside: what is open in words, and the button."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from dealer_crm.i18n import Translator
from dealer_crm.services.delivery_file import DeliveryFile
from dealer_crm.ui.theme import Space
from dealer_crm.ui.widgets import Button, ElidedLabel, Ink, Role


class ClosingFoot(QWidget):
    """`finish_requested` asks for the hand-over."""

    finish_requested = Signal()

    def __init__(self, t: Translator) -> None:
        super().__init__()
        self._t = t
        self.setObjectName("delivery_foot")
        self._words = ElidedLabel("", name="foot_missing")
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.finish_button = Button(t("Hand over"), role=Role.PRIMARY, icon="circle-check", key="Ctrl+Enter", name="foot_finish")
        self.finish_button.clicked.connect(self.finish_requested)
        box = QHBoxLayout(self)
        box.setContentsMargins(Space.XS, 0, 0, 0)
        box.setSpacing(Space.S)
        box.addWidget(self._words, 1)
        box.addWidget(self.finish_button)

    def show_file(self, file: DeliveryFile) -> None:
        """Show what is open."""
        t, missing = self._t, file.missing
        count = t.plural("{n} item still open", "{n} items still open", len(missing)).format(n=len(missing))
        names = " · ".join(check.words(t.language) for check in missing)
        self._words.setText(t("{label}: {text}").format(label=count, text=names) if missing else t("Nothing is open"))
        self._words.set_ink(Ink.TEXT if missing else Ink.DONE)
        self.finish_button.setVisible(file.is_open)
        self._words.setVisible(file.is_open)

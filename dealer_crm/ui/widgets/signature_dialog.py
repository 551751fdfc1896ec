"""Asks somebody to sign: a pad with the name below it, or a photo of the sheet of paper that was signed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from dealer_crm.domain.acceptances import SignRole
from dealer_crm.domain.signatures import SignatureEmpty
from dealer_crm.i18n import Translator
from dealer_crm.ui.widgets.buttons import Button, Role
from dealer_crm.ui.widgets.dialog import Dialog
from dealer_crm.ui.widgets.inputs import LineEdit
from dealer_crm.ui.widgets.signature_pad import SignaturePad
from dealer_crm.ui.widgets.text import Label
from dealer_crm.words.labels import label

DIALOG_WIDTH = 632


class SignatureDialog(Dialog):
    """`signed` carries name and picture. With `paper` it offers to photograph a signed sheet instead: `paper_requested`."""

    signed = Signal(str, bytes)
    paper_requested = Signal()

    def __init__(self, t: Translator, who: str, role: SignRole, parent: QWidget | None, *, paper: bool = False) -> None:
        super().__init__(t, t("{role} signs").format(role=label(role, t)), parent, name="signature", width=DIALOG_WIDTH)
        self.pad = SignaturePad(t)
        self.signer = LineEdit(name="signature_name", placeholder=who)
        self.signer.setText(who)
        caption = Label(t("Signed by"), name="signature_name_label")
        caption.setBuddy(self.signer)
        self.signer.setAccessibleName(t("Signed by"))
        self.undo_button = Button(t("Last stroke away"), name="signature_undo", icon="undo-2")
        self.clear_button = Button(t("Clear"), name="signature_clear")
        line = QHBoxLayout()
        line.addWidget(caption)
        line.addWidget(self.signer, 1)
        line.addWidget(self.undo_button)
        line.addWidget(self.clear_button)
        self.box.addWidget(self.pad, 1)
        self.box.addLayout(line)
        self.ok_button = self.add_button(t("Signed"), role=Role.PRIMARY, key="Enter", name="signature_save", icon="circle-check")
        if paper:
            self.add_button(t("Signed on paper: photo…"), name="signature_paper").clicked.connect(self._on_paper)
        self.add_button(t("Cancel"), key="Esc", name="signature_cancel").clicked.connect(self.reject)
        self.ok_button.clicked.connect(self.accept)
        self.undo_button.clicked.connect(self.pad.undo)
        self.clear_button.clicked.connect(self.pad.clear)
        self.pad.changed.connect(lambda _signed: self._show_state())
        self.signer.returnPressed.connect(self.accept)
        self.finished.connect(self.deleteLater)
        self._show_state()
        self.pad.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_state(self) -> None:
        drawn = not self.pad.is_empty()
        self.undo_button.setEnabled(drawn)
        self.clear_button.setEnabled(drawn)
        if self.pad.is_signed():
            self.message.clear()

    def _on_paper(self) -> None:
        self.reject()
        self.paper_requested.emit()

    def accept(self) -> None:
        """Give the signature back; a dot is none."""
        picture = self.pad.picture()
        if not picture:
            self.show_error(SignatureEmpty())
            self.pad.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.signed.emit(self.signer.text().strip(), picture)
        super().accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter on the pad means: signed. Ctrl+Z takes the last stroke away."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.pad.hasFocus():
            self.accept()
        elif event.key() == Qt.Key.Key_Z and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.pad.undo()
        else:
            super().keyPressEvent(event)

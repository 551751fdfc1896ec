"""Goods signed for at the door: all of them, or fewer with a reason; the signature on the pad, and the money that came with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from dealer_crm.domain.acceptances import SignRole
from dealer_crm.domain.attachments import KeptFile
from dealer_crm.domain.deliveries import PIECE, QuantityTooMuch, ReasonMissing, SerialsLeft, shown_quantity, taken_serials
from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import Translator
from dealer_crm.services.delivery_door import Taken
from dealer_crm.services.delivery_file import DeliveryFile, DeliveryLineRow
from dealer_crm.services.drafts import KIND_SIGN_GOODS, DraftPlace
from dealer_crm.ui.deliveries.doors import AtDoor, DeliveryDoors
from dealer_crm.ui.deliveries.side import WAYS
from dealer_crm.ui.desk.kept_dialog import KeptDialog
from dealer_crm.ui.desk.picture_files import content_of
from dealer_crm.ui.theme import Space, Tone
from dealer_crm.ui.widgets import (
    Button,
    Choice,
    Dialog,
    ElidedLabel,
    FormGrid,
    IconButton,
    Ink,
    LineEdit,
    MultiSegments,
    NumberField,
    Role,
    Segments,
)
from dealer_crm.ui.widgets.signature_dialog import SignatureDialog
from dealer_crm.words.errors import sentence
from dealer_crm.words.figures import money
from dealer_crm.words.labels import label

WIDTH = 720


@dataclass(frozen=True)
class Signing:
    """A delivery that is signed for: `name` is who stands at the door, `choose` asks for the photo of a signed paper."""

    file: DeliveryFile
    name: str
    choose: Callable[[], Path | None]


class AmountField(QWidget):
    """A quantity with a button for less and one for more; `changed` tells that it is another one."""

    changed = Signal()

    def __init__(self, t: Translator, row: DeliveryLineRow, name: str) -> None:
        super().__init__()
        self._most = row.quantity
        self.field = NumberField(name=name, decimals=3, unit=row.unit)
        self.field.set_value(row.quantity)
        self.less = IconButton("minus", t("One less"), name=f"{name}_less")
        self.more = IconButton("plus", t("One more"), name=f"{name}_more")
        self.less.clicked.connect(lambda: self._step(-PIECE))
        self.more.clicked.connect(lambda: self._step(PIECE))
        self.field.changed.connect(lambda _value: self.changed.emit())
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.XS)
        for widget in (self.less, self.field, self.more):
            box.addWidget(widget)
        box.addStretch(1)
        self.setFocusProxy(self.field)

    def value(self) -> int:
        """Return thousandths."""
        return self.field.value() or 0

    def _step(self, by: int) -> None:
        self.field.set_value(min(max(self.value() + by, 0), self._most))
        self.changed.emit()


class SignaturePart(QWidget):
    """The button that asks for the customer's signature, and what became of it: `picture` of the pad, or a photo of the `paper`."""

    refused = Signal(object)

    def __init__(self, t: Translator, signer: Callable[[], str], choose: Callable[[], Path | None], *, name: str) -> None:
        super().__init__()
        self._t, self._signer, self._choose = t, signer, choose
        self.picture = b""
        self.paper: tuple[str, bytes] | None = None
        self.button = Button(t("Sign on the pad…"), icon="pencil", name=f"{name}_button")
        self.button.clicked.connect(self.ask)
        self._said = ElidedLabel("", tone=Ink.TEXT2, name=f"{name}_said")
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.S)
        box.addWidget(self.button)
        box.addWidget(self._said, 1)
        self.setFocusProxy(self.button)

    def ask(self) -> None:
        """Open the pad."""
        dialog = SignatureDialog(self._t, self._signer(), SignRole.CUSTOMER, self.window(), paper=True)
        dialog.signed.connect(self._on_signed)
        dialog.paper_requested.connect(self._take_paper)
        dialog.open()

    def _on_signed(self, _name: str, picture: bytes) -> None:
        self.picture, self.paper = picture, None
        self._say(self._t("Signed on the pad"))

    def _take_paper(self) -> None:
        """Ask for the photo of the paper; it is kept once the goods are signed for."""
        file = self._choose()
        if file is None:
            return
        try:
            self.paper = (file.name, content_of(file))
        except DomainError as error:
            self.refused.emit(error)
            return
        self.picture = b""
        self._say(self._t("Signed on paper: {name}").format(name=file.name))

    def _say(self, words: str) -> None:
        self._said.setText(words)
        self._said.set_ink(Ink.DONE)
        self.button.setFocus()

    def keep(self, door: AtDoor) -> tuple[str, KeptFile | None]:
        """Keep what was signed; return the name of the picture, "" for none, and the photo of a paper, None for none."""
        paper = door.keep_paper(*self.paper) if self.paper is not None else None
        return door.keep_signature(self.picture) if self.picture else "", paper


class SignDialog(Dialog):
    """`signed` tells whether something stayed behind. Stays open when it is refused."""

    signed = Signal(bool)
    refused = Signal()

    def __init__(self, t: Translator, doors: DeliveryDoors, signing: Signing, parent: QWidget) -> None:
        super().__init__(t, t("Signed at the door"), parent, name="sign_goods", width=WIDTH)
        self._doors, self._file = doors, signing.file
        file = signing.file
        self.form = form = FormGrid(t, name="sign_form")
        self._grid = form
        self.signed_by = form.add("signed_by", t("Signed by"), LineEdit(name="sign_by", chars=20))
        self.signed_by.setText(signing.name)
        self.signature = SignaturePart(t, lambda: self.signed_by.text().strip(), signing.choose, name="sign_signature")
        self.signature.refused.connect(self.show_error)
        form.add("signature", t("Signature"), self.signature, beside=True)
        form.add_heading(t("What is taken"))
        self.stays: dict[int, MultiSegments] = {}
        self.amounts = {row.id: self._amount(row) for row in file.lines}
        self.reason = form.add("reason", t("Why not everything"), LineEdit(name="sign_reason"))
        self.ways = self._money() if file.to_collect else None
        self.box.addWidget(form)
        save = self.add_button(t("Signed for"), role=Role.PRIMARY, key="Ctrl+Enter", name="sign_save", icon="circle-check")
        save.clicked.connect(self.accept)
        self.add_button(t("The customer refuses…"), name="sign_refuse").clicked.connect(self._on_refuse)
        self.add_button(t("Later"), key="Esc", name="sign_cancel").clicked.connect(self.reject)
        self.finished.connect(self.deleteLater)
        KeptDialog(t, self, doors.drafts, DraftPlace(KIND_SIGN_GOODS, str(file.id), file.number))
        self._show_rest()

    def _amount(self, row: DeliveryLineRow) -> AmountField:
        words = " ".join(filter(None, (row.name, row.model)))
        field = self._grid.add(f"amount_{row.id}", words, AmountField(self._t, row, f"sign_amount_{row.id}"))
        field.changed.connect(self._show_rest)
        if row.serials:
            said = self._t("Numbers that stay behind")
            choice = MultiSegments([Choice(serial, serial) for serial in row.serials], name=f"sign_stays_{row.id}", label=said)
            self.stays[row.id] = self._grid.add(f"stays_{row.id}", said, choice)
        return field

    def _money(self) -> Segments:
        t = self._t
        choices = [Choice(None, t("not yet")), *(Choice(way, label(way, t)) for way in WAYS)]
        words = t("{amount} received").format(amount=money(self._file.to_collect))
        ways = self._grid.add("collect", words, Segments(choices, name="sign_money", joined=True))
        ways.set_value(None)
        return ways

    def taken(self) -> dict[int, int]:
        """Return what is taken of each line, in thousandths."""
        return {line_id: field.value() for line_id, field in self.amounts.items()}

    def is_partly(self) -> bool:
        """Tell whether something stays behind."""
        return any(self.taken()[row.id] < row.quantity for row in self._file.lines)

    def staying(self) -> dict[int, list[str]]:
        """Return the serial numbers that stay behind, of lines that are taken in part."""
        taken, lines = self.taken(), {row.id: row for row in self._file.lines}
        return {one: choice.values() for one, choice in self.stays.items() if 0 < taken[one] < lines[one].quantity}

    def _show_rest(self) -> None:
        asked = self.staying()
        for line_id in self.stays:
            self._grid.set_row_visible(f"stays_{line_id}", line_id in asked)
        self.reason.setEnabled(self.is_partly())
        rest = self._t("What stays behind is offered as a new delivery at once.") if self.is_partly() else ""
        self._grid.show_field_note("reason", rest)
        if self.isVisible():
            self.resize(self.width(), max(self.height(), self.sizeHint().height()))

    def _on_refuse(self) -> None:
        self.reject()
        self.refused.emit()

    def accept(self) -> None:
        """Note it; the dialog stays open where that is refused."""
        self._grid.clear_errors()
        if not self._tells_stay():
            return
        try:
            self._sign()
        except DomainError as error:
            self.show_error(error)
            return
        partly = self.is_partly()
        super().accept()
        self.signed.emit(partly)

    def _sign(self) -> None:
        file, door, taken = self._file, self._doors.door, self.taken()
        for row in file.lines:
            if taken[row.id] > row.quantity:
                raise QuantityTooMuch(name=row.name or row.model, left=shown_quantity(row.quantity))
        if self.is_partly() and not self.reason.text().strip():
            raise ReasonMissing
        picture, paper = self.signature.keep(door)
        said = Taken(self.signed_by.text(), taken, self.reason.text(), picture, self.staying(), paper)
        door.sign(file, said, self.ways.value() if self.ways else None)

    def _tells_stay(self) -> bool:
        """Tell whether everybody knows whose number stays behind; where not, say so at its line."""
        lines, taken = {row.id: row for row in self._file.lines}, self.taken()
        for line_id, stay in self.staying().items():
            row = lines[line_id]
            try:
                taken_serials(row.name or row.model, taken[line_id], row.serials, stay)
            except SerialsLeft as error:
                self._grid.show_field_note(f"stays_{line_id}", sentence(error, self._t), Tone.DANGER)
                self.stays[line_id].setFocus(Qt.FocusReason.OtherFocusReason)
                return False
        return True

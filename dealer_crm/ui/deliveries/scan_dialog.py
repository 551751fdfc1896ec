"""Goods scanned at the door: a barcode counts a unit of its line, a serial number goes to the machine that has none; kept in one step."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from dealer_crm.domain.deliveries import PIECE
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.scans import TAKEN, Scan, ScanKind, ScanLine, scanned
from dealer_crm.i18n import N_, Translator
from dealer_crm.services.delivery_file import DeliveryFile, DeliveryLineRow
from dealer_crm.ui.deliveries.doors import DeliveryDoors
from dealer_crm.ui.theme import Space, Type
from dealer_crm.ui.widgets import Choice, Combo, Dialog, ElidedLabel, Ink, Label, LineEdit, Role

WIDTH, MOST_AT_ONCE = 720, 500
SENTENCES = {
    ScanKind.COUNTED: N_("{goods}: {n} of {wanted} counted."),
    ScanKind.PUT: N_("{serial} stands at {goods} now."),
    ScanKind.ALREADY: N_("{serial} stands at {goods} already: scanned twice?"),
    ScanKind.ELSEWHERE: N_("{serial} stands on {place} already. Look at both before it goes along."),
    ScanKind.FOREIGN: N_("{serial} belongs to {place}: another customer's goods. Put the box back."),
    ScanKind.FULL: N_("{serial}: every machine has its number. Is this box of this delivery?"),
    ScanKind.TOO_MANY: N_("{goods}: more boxes than the {wanted} that belong to this delivery."),
    ScanKind.UNREADABLE: N_("Nobody can read this scan. Scan again, or type the number."),
}


class ScanDialog(Dialog):
    """Stays open when it is refused. Nothing is kept before it is accepted."""

    def __init__(self, t: Translator, doors: DeliveryDoors, file: DeliveryFile, parent: QWidget) -> None:
        super().__init__(t, t("Scan the goods"), parent, name="scan_goods", width=WIDTH)
        self._doors, self._file = doors, file
        self.lines = {row.id: _scan_line(row) for row in file.lines}
        self._fresh = {line.id: line.serials for line in self.lines.values()}
        self._before: list[dict[int, ScanLine]] = []
        self.field = LineEdit(name="scan_field", placeholder=t("Scan, or type a number, then Enter"), icon="scan-line")
        self.field.setAccessibleName(t("Barcode or serial number"))
        machines = [Choice(row.id, _words(row)) for row in file.lines if self.lines[row.id].wants]
        self.target = Combo([Choice(0, t("To the next free machine")), *machines], name="scan_target", label=t("Numbers go to"))
        top = QHBoxLayout()
        top.setSpacing(Space.S)
        top.addWidget(self.field, 3)
        top.addWidget(self.target, 2)
        self.box.addLayout(top)
        self.said = Label(t("A barcode counts a box, a serial number goes to its machine."), Type.STRONG, name="scan_said", wrap=True)
        self.box.addWidget(self.said)
        self._states = {row.id: self._row(row) for row in file.lines}
        save = self.add_button(t("Note them"), role=Role.PRIMARY, key="Ctrl+Enter", name="scan_save", icon="circle-check")
        save.clicked.connect(self.accept)
        self.undo_button = self.add_button(t("Last scan away"), name="scan_undo", key="Ctrl+Z", icon="undo-2")
        self.undo_button.clicked.connect(self.undo)
        self.add_button(t("Cancel"), key="Esc", name="scan_cancel").clicked.connect(self.reject)
        self.field.returnPressed.connect(self._on_enter)
        self.field.installEventFilter(self)
        self.finished.connect(self.deleteLater)
        self._show_lines()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _row(self, row: DeliveryLineRow) -> Label:
        line = QHBoxLayout()
        line.setSpacing(Space.M)
        name = ElidedLabel(_words(row), name=f"scan_goods_{row.id}")
        state = Label("", tone=Ink.TEXT2, name=f"scan_state_{row.id}", wrap=True)
        line.addWidget(name, 2, Qt.AlignmentFlag.AlignTop)
        line.addWidget(state, 3)
        self.box.addLayout(line)
        return state

    def _show_lines(self) -> None:
        t = self._t
        for line_id, label in self._states.items():
            line = self.lines[line_id]
            parts = [t("{n} of {wanted} counted").format(n=line.counted, wanted=line.units)] if line.counted else []
            if line.wants:
                parts.append(t("{n} of {wanted} numbers").format(n=len(line.serials), wanted=line.wants))
            label.setText(" · ".join([*parts, *line.serials]))
            label.set_ink(Ink.DONE if line.wants and len(line.serials) >= line.wants else Ink.TEXT2)
        self.undo_button.setEnabled(bool(self._before))

    # scanning

    def _on_enter(self) -> None:
        text = self.field.text()
        self.field.clear()
        if text.strip():
            self.scan(text)

    def scan(self, text: str) -> Scan:
        """Take one scan; what came of it is said in words, in colour and by a sound."""
        place = self._doors.door.place_of(self._file.id, text)
        scan = scanned(text, tuple(self.lines.values()), self.target.value() or 0, place)
        if scan.kind in TAKEN:
            self._before.append(dict(self.lines))
            line = self.lines[scan.line_id]
            counted = scan.kind is ScanKind.COUNTED
            change = {"counted": line.counted + 1} if counted else {"serials": (*line.serials, scan.serial)}
            self.lines[scan.line_id] = replace(line, **change)
        else:
            QApplication.beep()
        self._tell(scan)
        self._show_lines()
        return scan

    def _tell(self, scan: Scan) -> None:
        row = next((one for one in self._file.lines if one.id == scan.line_id), None)
        line = self.lines.get(scan.line_id)
        words = self._t(SENTENCES[scan.kind]).format(
            goods=_words(row) if row else "",
            n=line.counted if line else 0,
            wanted=line.units if line else 0,
            serial=scan.serial,
            place=scan.place,
        )
        self.said.setText(words)
        self.said.set_ink(Ink.DONE if scan.kind in TAKEN else Ink.DANGER)
        self.message.clear()

    def undo(self) -> None:
        """Take the last scan back."""
        if self._before:
            self.lines = self._before.pop()
            self.said.setText(self._t("The last scan is taken back."))
            self.said.set_ink(Ink.TEXT2)
            self._show_lines()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def paste(self, text: str) -> None:
        """Take a column of numbers, one a line; the first that is refused stays in the field, and stops it."""
        for one in [line for line in text.splitlines() if line.strip()][:MOST_AT_ONCE]:
            if self.scan(one).kind not in TAKEN:
                self.field.setText(one.strip())
                return

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A column is pasted line by line; Ctrl+Z takes a scan back where nothing is typed."""
        if watched is self.field and event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.matches(QKeySequence.StandardKey.Paste) and len(QGuiApplication.clipboard().text().splitlines()) > 1:
                self.paste(QGuiApplication.clipboard().text())
                return True
            if event.matches(QKeySequence.StandardKey.Undo) and not self.field.text():
                self.undo()
                return True
        return super().eventFilter(watched, event)

    def accept(self) -> None:
        """Note what was scanned; what still stands in the field is scanned first."""
        if self.field.text().strip():
            self._on_enter()
            return
        changed = {line.id: line.serials for line in self.lines.values() if line.serials != self._fresh[line.id]}
        try:
            if changed:
                self._doors.door.note_scans(self._file.id, changed)
        except DomainError as error:
            self.message.show_error(error)
        else:
            super().accept()


def _words(row: DeliveryLineRow) -> str:
    return " ".join(filter(None, (row.name, row.brand, row.model, row.room)))


def _scan_line(row: DeliveryLineRow) -> ScanLine:
    units = max(1, abs(row.quantity) // PIECE)
    return ScanLine(row.id, row.codes, units, units if row.machine and row.by_piece else 0, row.serials)

"""One acceptance sheet as a page: its head, its items with their readings, their pictures, and the signature that closes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dealer_crm.domain.acceptances import AcceptanceState, SignRole
from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import Translator
from dealer_crm.services.acceptance_file import AcceptanceFile
from dealer_crm.services.acceptances import Household
from dealer_crm.services.check_rows import CheckGroupRow, CheckRow
from dealer_crm.ui.deliveries.group_view import GroupView
from dealer_crm.ui.deliveries.photo_card import PhotoCard
from dealer_crm.ui.desk.care_notes import CareNotes
from dealer_crm.ui.desk.doors import Chooser
from dealer_crm.ui.desk.picture_files import content_of
from dealer_crm.ui.sheets.doors import SheetDoors
from dealer_crm.ui.sheets.head import SheetHead, has_readings
from dealer_crm.ui.sheets.head_dialog import SheetHeadDialog
from dealer_crm.ui.sheets.household_card import HouseholdCard
from dealer_crm.ui.theme import Space, Tone
from dealer_crm.ui.widgets import InlineMessage
from dealer_crm.ui.widgets.signature_dialog import SignatureDialog

NARROW, ROOMY, LOW, BESIDE, ANY_WIDTH = 860, 1000, 400, 250, 16777215


class SheetPage(QWidget):
    """`closed` asks to be put away; `changed` tells that something was noted."""

    closed = Signal()
    changed = Signal()
    keys_changed = Signal()
    has_primary = True

    def __init__(self, t: Translator, doors: SheetDoors, chooser: Callable[[], Chooser]) -> None:
        super().__init__()
        self._t, self._doors, self._chooser = t, doors, chooser
        self.file: AcceptanceFile | None = None
        self.setObjectName("sheet_page")
        self.head = SheetHead(t)
        self.message = InlineMessage(t, name="sheet_message")
        self.group = GroupView(t, doors, doors.days)
        self.group.set_counted(False)
        self.photos = PhotoCard(t, doors, chooser, t("whole sheet"))
        self.photos.set_compact(True)
        self.household, self.care = HouseholdCard(t), CareNotes()
        self.care.set_compact(True)
        beside = QVBoxLayout()
        beside.setSpacing(Space.S)
        beside.addWidget(self.household)
        beside.addWidget(self.photos, 1)
        middle = QHBoxLayout()
        middle.setSpacing(Space.M)
        middle.addWidget(self.group, 1)
        middle.addLayout(beside)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.S)
        box.addWidget(self.head)
        box.addWidget(self.message)
        box.addWidget(self.care)
        box.addLayout(middle, 1)
        self._alone: bool | None = None
        self._known: Household | None = None
        self._listen()

    def _listen(self) -> None:
        head, group = self.head, self.group
        head.closed.connect(self.closed)
        head.edit_requested.connect(self.edit_head)
        head.close_requested.connect(self.close_sheet)
        head.reopen_requested.connect(lambda: self._do(self._doors.reopen))
        head.cancel_requested.connect(self._cancel)
        head.print_requested.connect(self.preview)
        head.readings_requested.connect(self.export_readings)
        head.photos_toggled.connect(self._toggle_photos)
        group.changed.connect(self._on_changed)
        group.current_changed.connect(lambda _id: self._show_photos())
        group.refused.connect(self._say_closed)
        group.picture_requested.connect(self._choose_picture)
        self.photos.changed.connect(self._on_changed)
        for keys, run in (("Ctrl+Return", self.close_sheet), ("Ctrl+Enter", self.close_sheet), ("F2", self.edit_head)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(run)

    # what is shown

    def open_sheet(self, acceptance_id: int, code: str = "") -> None:
        """Open a sheet where work goes on, or at an item. Raises AcceptanceNotFound."""
        self.message.clear()
        self.show_file(self._doors.open(acceptance_id))
        found = next((check for check in self._checks() if check.code == code), None)
        if found is not None:
            self.group.focus_check(found.id)
        else:
            self.group.focus_start()

    def show_file(self, file: AcceptanceFile) -> None:
        """Show a sheet, or the same one as it stands now."""
        self.file = file
        self.head.show_file(file, prints=self._doors.preview is not None, reads=self._doors.readings is not None)
        self._show_household(file)
        group = _merged(file)
        if group is not None:
            self.group.show_group(group, file.is_open, closed=not file.is_open)
        self.photos.set_closed(not file.is_open)
        self._show_photos()
        self._arrange()

    def _show_household(self, file: AcceptanceFile) -> None:
        """Show beside a ceremony by what it is chosen."""
        known = self._doors.household(file.id) if self._doors.household is not None and file.is_ceremony else None
        self._known = known
        self.household.show_household(known)
        words = known.care_notes if known is not None else ""
        if words != self.care.words():
            self.care.show_words(words)

    def reload(self) -> None:
        """Ask again; one that is gone is put away."""
        if self.file is None:
            return
        try:
            self.show_file(self._doors.open(self.file.id))
        except DomainError:
            self.file = None
            self.closed.emit()

    def on_shown(self) -> None:
        """Go on where work goes on."""
        self.group.focus_start()

    def current_customer(self) -> int:
        """Return whom commands are about."""
        return self.file.customer_id if self.file is not None else 0

    def commands(self) -> dict[str, Callable[[], object]]:
        """Return what the page answers."""
        found: dict[str, Callable[[], object]] = {"refresh": self.reload}
        if self.file is not None and self._doors.readings is not None and has_readings(self.file):
            found["export_record"] = self.export_readings
        return found | ({"print_preview": self.preview} if self._doors.preview is not None else {})

    def keys(self) -> list[tuple[str, str]]:
        """Return the keys that matter now."""
        t = self._t
        if self.file is not None and not self.file.is_open:
            return [("Esc", t("close"))]
        found = [(t("Space"), t("passed")), ("X", t("failed")), ("N", t("note")), ("Enter", t("value, readings"))]
        ending = t("Ceremony held") if self.file is not None and self.file.is_ceremony else t("close the sheet")
        return [*found, ("Ctrl+V", t("paste a picture")), ("Ctrl+Enter", ending), ("Esc", t("close"))]

    def _checks(self) -> Sequence[CheckRow]:
        return self.file.checks if self.file is not None else ()

    def _say_closed(self) -> None:
        """Nothing is noted on a closed sheet; a valid one can be opened again."""
        t, file = self._t, self.file
        if file is not None:
            valid = file.state is AcceptanceState.VALID
            words, action = t("This sheet is closed and only shown."), t("Open the sheet again") if valid else ""
            self.message.show_message(words, Tone.INFO, action=action, run=self.head.reopen_requested.emit)

    def _on_changed(self) -> None:
        self.reload()
        self.changed.emit()

    def _show_photos(self) -> None:
        if self.file is not None:
            self.photos.show_pictures(self.file, self.group.current())

    def _choose_picture(self) -> None:
        self._show_photos()
        self.photos.strip.choose()

    # what is done

    def _do(self, run: Callable[[int], object]) -> bool:
        if self.file is None:
            return False
        try:
            run(self.file.id)
        except DomainError as error:
            self.message.show_error(error)
            return False
        self.message.clear()
        self._on_changed()
        return True

    def _cancel(self) -> None:
        if self._do(self._doors.cancel):
            self.closed.emit()

    def preview(self) -> None:
        """Show the paper of the sheet."""
        if self.file is not None and self._doors.preview is not None:
            self._doors.preview(self.file.id)

    def export_readings(self) -> None:
        """Write what was read on the sheet as a workbook."""
        if self.file is not None and self._doors.readings is not None:
            self._doors.readings(self.file.id, self.file.number)

    def edit_head(self) -> None:
        """Change who, where and when."""
        if self.file is not None and self.file.is_open:
            dialog = SheetHeadDialog(self._t, self._doors, self.file, self)
            dialog.accepted.connect(self._on_changed)
            dialog.open()

    def close_sheet(self) -> None:
        """Let the customer sign, or lead to what is open; a ceremony is closed without."""
        file = self.file
        if file is None or not file.is_open:
            return
        if file.missing:
            words = " · ".join(check.code for check in file.missing[:5])
            text = self._t("{count} items are open or failed: {items}. The sheet is valid once they are settled.")
            self.message.show_message(text.format(count=len(file.missing), items=words), Tone.WARN)
            self.group.focus_check(file.missing[0].id)
            return
        if file.is_ceremony:  # the customer has just signed the contract itself
            self._do(lambda one: self._doors.close(one, "", b""))
            return
        dialog = SignatureDialog(self._t, file.customer, SignRole.CUSTOMER, self, paper=self._doors.close_on_paper is not None)
        dialog.signed.connect(lambda name, picture: self._do(lambda one: self._doors.close(one, name, picture)))
        dialog.paper_requested.connect(self._close_on_paper)
        dialog.open()

    def _close_on_paper(self) -> None:
        """Close with a photo of the signed paper; without one the sheet stays open."""
        t, file, close = self._t, self.file, self._doors.close_on_paper
        photo = self._chooser().choose_file(t("Photo of the signed paper"), t("Pictures and files") + " (*)")
        if file is not None and close is not None and photo is not None:
            self._do(lambda one: close(one, file.customer, (photo.name, content_of(photo))))

    # room

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose between the ways to lay it out."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Pictures stand beside the items, or in their place where there is no room beside."""
        alone = self.width() < NARROW
        self.head.set_compact(self.width() < ROOMY, alone=alone, low=self.height() < LOW)
        if alone != self._alone:
            self._alone = alone
            self.group.setVisible(True)
            self.photos.setVisible(not alone)
            for card in (self.photos, self.household):
                card.setMaximumWidth(ANY_WIDTH if alone else BESIDE)
                card.setMinimumWidth(0 if alone else BESIDE)
        self.household.setVisible(self._known is not None and not self.photos.isHidden())
        self.care.setVisible(self._known is not None and self.photos.isHidden() and bool(self.care.words()))

    def _toggle_photos(self) -> None:
        """Where there is no room for both, show pictures in place of the items."""
        shown = self.photos.isHidden()
        self.photos.setVisible(shown)
        self.group.setVisible(not shown)
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts the sheet away, Ctrl+V pastes a picture."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self._show_photos()
            if self.file is not None and self.file.is_open:
                self.photos.strip.paste()
        elif event.matches(QKeySequence.StandardKey.Print):
            self.preview()
        else:
            super().keyPressEvent(event)


def _merged(file: AcceptanceFile) -> CheckGroupRow | None:
    """Return all headings of a sheet as one list."""
    if not file.groups:
        return None
    return replace(file.groups[0], checks=file.checks)

"""The deeds of a running case: it waits and goes on, the customer was told, somebody above has seen to it; wording of the shop."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from dealer_crm.domain.complaint_case import Escalation
from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import Translator
from dealer_crm.services.complaint_file import ComplaintFile
from dealer_crm.ui.complaints.case_doors import WaitDoors
from dealer_crm.ui.complaints.cost_dialogs import Desk, PartDialog
from dealer_crm.ui.complaints.doors import ComplaintDoors
from dealer_crm.ui.complaints.run_dialogs import AgainDialog, PhraseDialog, SeenDialog, WaitDialog
from dealer_crm.ui.complaints.run_strip import RunStrip
from dealer_crm.ui.widgets import MenuItem


class CaseRun(QObject):
    """Wires the strip; `changed` tells that something was saved, `said` carries what to say of it, `refused` why not."""

    changed = Signal()
    said = Signal(str)
    refused = Signal(object)

    def __init__(self, t: Translator, doors: ComplaintDoors, home: QWidget) -> None:
        super().__init__(home)
        self._t, self._doors, self._home = t, doors, home
        self._file: ComplaintFile | None = None
        self.strip = RunStrip(t)
        self.strip.told_button.clicked.connect(self.tell)
        self.strip.wait_button.clicked.connect(self.pause)
        self.strip.resume_button.clicked.connect(self.resume)
        self.strip.again_button.clicked.connect(self.wait_on)
        self.strip.seen_button.clicked.connect(self.see)

    def show_file(self, file: ComplaintFile) -> None:
        """Work on another complaint, or on the same one anew."""
        self._file = file
        self.strip.show_file(file, self._doors.now(), self._doors.case.waiting)

    def menu(self) -> list[MenuItem]:
        """Return the deeds of the strip for the menu of the case."""
        return [MenuItem(button.accessibleName(), button.click, name=f"menu_{button.objectName()}") for button in self.strip.deeds()]

    def tell(self) -> None:
        """Note that the customer has just heard how it stands."""
        file, doors = self._file, self._doors.case.waiting
        if file is not None and doors is not None:
            self._try(lambda: doors.told(file.id), self._t("Noted: the customer was told how it stands."))

    def pause(self) -> None:
        """Ask why the case waits."""
        file, doors = self._file, self._doors.case.waiting
        if file is None or doors is None:
            return
        dialog = WaitDialog(self._t, self._desk(file, "wait"), self._home.window())
        dialog.save = lambda whom, words, day: doors.pause(file.id, whom, words, day)
        self._open(dialog, self._t("The clock stands still."))

    def wait_on(self) -> None:
        """Ask when somebody asks again whether the waiting is over."""
        file, doors = self._file, self._doors.case.waiting
        if file is None or doors is None or file.parts.waiting is None:
            return
        dialog = AgainDialog(self._t, file.parts.waiting.expected_on, self._desk(file, "again"), self._home.window())
        dialog.save = lambda day: doors.wait_on(file.id, day)
        self._open(dialog, self._t("It waits on."))

    def resume(self) -> None:
        """Let it go on."""
        file, doors = self._file, self._doors.case.waiting
        if file is not None and doors is not None:
            self._try(lambda: doors.resume(file.id), self._t("It goes on: all that is due is due later by as much as it waited."))

    def see(self) -> None:
        """Ask what was decided by whom it went up to."""
        file, doors, level = self._file, self._doors.case.waiting, self.strip.level
        if file is None or doors is None or level is None:
            return
        dialog = SeenDialog(self._t, level, self._desk(file, f"seen-{level.value}"), self._home.window())
        dialog.save = self._seen(doors, file, level)
        self._open(dialog, self._t("Noted. It goes up again only when the next limit passes."))

    @staticmethod
    def _seen(doors: WaitDoors, file: ComplaintFile, level: Escalation) -> Callable[[str], None]:
        return lambda words: doors.seen(file.id, level, words)

    def change_wording(self, code: str) -> None:
        """Let the shop say a wording in its own way from now on."""
        file, own = self._file, self._doors.case.own
        if file is None or own is None or not code:
            return
        shipped = own.shipped(code)
        said = next((one for one in self._doors.wording.phrases(shipped.group) if one.code == code), shipped)
        dialog = PhraseDialog(self._t, (shipped, said), own.fields(code), self._desk(file, f"phrase-{code}"), self._home.window())
        dialog.save = lambda zh, en: own.save(code, zh, en)
        self._open(dialog, self._t("Kept. It is said so everywhere from now on."))

    def _desk(self, file: ComplaintFile, what: str) -> Desk:
        return Desk(self._doors.drafts, self._doors.today, f"{file.id}-{what}", f"{file.number} {file.customer}".strip())

    def _open(self, dialog: PartDialog, words: str) -> None:
        dialog.accepted.connect(lambda: self._done(words))
        dialog.open()

    def _done(self, words: str) -> None:
        self.changed.emit()
        self.said.emit(words)

    def _try(self, run: Callable[[], object], words: str) -> None:
        try:
            run()
        except DomainError as error:
            self.refused.emit(error)
        else:
            self._done(words)

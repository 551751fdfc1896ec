"""Cost and liability of a case beside its steps: costs and their approval, work it set off, opinions, 12315."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton

from dealer_crm.domain.complaint_case import CostKind, Escalation
from dealer_crm.domain.complaint_costs import AuthorityDraft, CostDraft, proposed_payer
from dealer_crm.domain.complaint_waiting import check_sees
from dealer_crm.domain.complaints import Demand
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.journal import Role
from dealer_crm.i18n import Translator
from dealer_crm.services.complaint_file import ComplaintFile
from dealer_crm.services.complaint_parts import CostRow
from dealer_crm.services.complaint_work import WorkKind, WorkRow
from dealer_crm.ui.complaints.cost_dialogs import Asked, AuthorityDialog, CostDialog, Desk, PartDialog, WordsDialog
from dealer_crm.ui.complaints.cost_doors import CostDoors, WorkDoors
from dealer_crm.ui.complaints.cost_sections import AuthoritySection, CostSection, OpinionSection, Seen, WorkSection, measure_words, proposes
from dealer_crm.ui.complaints.doors import ComplaintDoors
from dealer_crm.ui.desk.doors import Chooser
from dealer_crm.ui.theme import Space
from dealer_crm.ui.widgets import InlineMessage
from dealer_crm.ui.widgets.body import ScrollBody


class CostPanel(ScrollBody):
    """Shows a ComplaintFile; without doors for costs or work their parts are hidden. `measure_proposed` carries words for step 6."""

    changed = Signal()
    measure_proposed = Signal(str)

    def __init__(self, t: Translator, doors: ComplaintDoors, chooser: Callable[[], Chooser]) -> None:
        super().__init__("case_cost_panel", margin=Space.S)
        self._t, self._doors, self._chooser = t, doors, chooser
        self._file: ComplaintFile | None = None
        self._shown: Any = None
        self.message = InlineMessage(t, name="case_cost_message")
        self.costs, self.work, self.opinions, self.outside = CostSection(t), WorkSection(t), OpinionSection(t), AuthoritySection(t)
        self.box.setSpacing(Space.S)
        for part in (self.message, self.costs, self.work, self.opinions, self.outside):
            self.box.addWidget(part)
        self.box.addStretch(1)
        for section in (self.costs, self.opinions, self.outside):
            section.setVisible(doors.costs is not None)
        self.work.setVisible(doors.work is not None)
        self._listen()

    def _listen(self) -> None:
        self.costs.add, self.costs.edit, self.costs.remove = self.add_cost, self.edit_cost, self._remove
        self.costs.approve, self.costs.refuse = self._approve, self.refuse_cost
        self.work.repair, self.work.rectify, self.work.open = self._repair, self._rectify, self._open
        self.work.propose = lambda row: self.measure_proposed.emit(measure_words(row, self._t))
        self.opinions.write, self.outside.edit = self.write_opinion, self.edit_authority

    def show_file(self, file: ComplaintFile) -> None:
        """Show another case, or the same one anew; what did not change stays, with the focus."""
        actor = self._writes.actor() if self._doors.costs else None
        shown = (file, actor, self._doors.today())
        if self._file is None or self._file.id != file.id:
            self.message.clear()
        self._file = file
        if actor is None or shown == self._shown:
            return
        focus = self.window().focusWidget()
        name = getattr(focus, "objectName", str)() if self.isAncestorOf(focus) else ""
        self._shown, seen = shown, Seen(file, actor, self._doors.today(), self._doors.now())
        self.costs.show_case(seen)
        if self._doors.work is not None:
            self.work.show_case(seen)
        self.opinions.show_case(seen)
        self.outside.show_case(seen)
        if name:
            self._focus(name)

    def _focus(self, name: str) -> None:
        """Give the focus back to a button of that name, else to where a cost is added."""
        found = [one for one in self.findChildren(QAbstractButton) if not one.isHidden()]
        again = next((one for one in reversed(found) if one.objectName() == name), None)
        first = next((one for one in reversed(found) if one.objectName() == "cost_add"), None)
        if target := again or first:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def undone_proposals(self) -> list[WorkRow]:
        """Return work that was done and of which step 6 does not speak yet."""
        file = self._file
        return [row for row in file.parts.work if proposes(row, file, self._t)] if file is not None else []

    # costs

    @property
    def _writes(self) -> CostDoors:
        assert self._doors.costs is not None
        return self._doors.costs

    def _desk(self, what: str) -> Desk:
        assert self._file is not None
        return Desk(self._doors.drafts, self._doors.today, f"{self._file.id}-{what}", f"{self._file.number} {self._file.customer}".strip())

    def _limit(self) -> int | None:
        """Return what is granted without asking; None for whom nothing has to be approved."""
        return None if self._writes.actor().role is Role.OWNER else self._writes.limit()

    def add_cost(self) -> None:
        """Ask for a cost: what the customer wants, and who is liable, are proposed."""
        if (file := self._file) is None:
            return
        wanted = {Demand.COMPENSATION: CostKind.COMPENSATION, Demand.RETURN: CostKind.REFUND}
        kind = wanted.get(file.draft.demand, CostKind.TRIP)
        draft = CostDraft(kind, 0, proposed_payer(file.liable), self._doors.today())
        dialog = CostDialog(self._t, draft, self._desk("cost-0"), self._limit(), self.window())
        dialog.save = lambda draft: self._writes.add(file.id, draft)
        self._open_dialog(dialog)

    def edit_cost(self, row: CostRow) -> None:
        """Change a cost."""
        draft = CostDraft(row.kind, row.amount, row.payer, row.spent_on, row.words)
        dialog = CostDialog(self._t, draft, self._desk(f"cost-{row.id}"), self._limit(), self.window())
        dialog.save = lambda draft: self._writes.edit(row.id, draft, row.version)
        self._open_dialog(dialog)

    def _remove(self, row: CostRow) -> None:
        self._try(lambda: self._writes.remove(row.id))

    def _approve(self, row: CostRow) -> None:
        self._try(lambda: self._writes.approve(row.id))

    def refuse_cost(self, row: CostRow) -> None:
        """Ask why compensation is refused."""
        t = self._t
        asked = Asked(t("Compensation is not approved"), t("Why not"), "", t("Say no"), "case_refusal")
        dialog = WordsDialog(t, asked, self._desk(f"refusal-{row.id}"), self.window())
        dialog.save = lambda words: self._writes.refuse(row.id, words)
        self._open_dialog(dialog)

    # words

    def write_opinion(self, level: Escalation) -> None:
        """Ask for the opinion of the manager or the owner, or say who may write it."""
        t, file = self._t, self._file
        if file is None or not self._try(lambda: check_sees(level, self._writes.actor().role), quiet=True):
            return
        title, text = t("The manager's opinion"), file.manager_words
        if level is Escalation.OWNER:
            title, text = t("The owner's opinion"), file.owner_words
        asked = Asked(title, t("Opinion"), text, t("Save"), f"case_opinion_{level}")
        dialog = WordsDialog(t, asked, self._desk(str(level)), self.window())
        dialog.save = lambda words: self._writes.say(file.id, level, words, text)
        self._open_dialog(dialog)

    def edit_authority(self) -> None:
        """Ask how the case stands before the authority."""
        if (file := self._file) is None:
            return
        shown = AuthorityDraft(file.draft.external_number, file.authority_on, file.mediation_on, file.authority_result)
        dialog = AuthorityDialog(self._t, shown, self._desk("authority"), self.window())
        dialog.save = lambda draft: self._writes.authority(file.id, draft, shown)
        self._open_dialog(dialog)

    # work

    @property
    def _rooms(self) -> WorkDoors:
        assert self._doors.work is not None
        return self._doors.work

    def _repair(self) -> None:
        if (file := self._file) is not None and self._once_more(WorkKind.REQUEST):
            self._rooms.repair(file)

    def _rectify(self) -> None:
        if (file := self._file) is not None and self._once_more(WorkKind.JOB):
            self._rooms.rectify(file.id)

    def _once_more(self, kind: WorkKind) -> bool:
        """Ask where one of that kind is open already."""
        t, file = self._t, self._file
        open_ones = [row.number for row in file.parts.work if row.kind is kind and row.is_open] if file else []
        if not open_ones:
            return True
        words = t("{number} of this case is still open. Begin another one?").format(number=", ".join(open_ones))
        return self._chooser().confirm(t("One is open already"), words, t("Begin another"))

    def _open(self, row: WorkRow) -> None:
        (self._rooms.open_request if row.kind is WorkKind.REQUEST else self._rooms.open_job)(row.id)

    # inside

    def _open_dialog(self, dialog: PartDialog) -> None:
        self.message.clear()
        dialog.accepted.connect(self.changed)
        dialog.open()

    def _try(self, run: Callable[[], object], *, quiet: bool = False) -> bool:
        self.message.clear()
        try:
            run()
        except DomainError as error:
            self.message.show_error(error)
            self.ensureWidgetVisible(self.message)
            return False
        if not quiet:
            self.changed.emit()
        return True

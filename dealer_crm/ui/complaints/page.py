"""The page Complaints: the list, the open case beside it, and the form in its place."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.silent_complaints import Sign
from dealer_crm.i18n import Translator
from dealer_crm.ui.complaints.case_pane import CasePane
from dealer_crm.ui.complaints.doors import ComplaintDoors
from dealer_crm.ui.complaints.form import ComplaintForm
from dealer_crm.ui.complaints.list_pane import ComplaintListPane
from dealer_crm.ui.desk.doors import Frame, Memory
from dealer_crm.ui.desk.record_page import RecordPage

FOLLOW_PAUSE_MS, MINUTE_MS = 60, 60_000
LIST_SHARE = (308, 330)
COSTS = "costs-"


class ComplaintsPage(RecordPage):
    """Signals ask the window for what lies outside this page."""

    kinds = frozenset({"complaint", "complaint_step", "customer", "phone", "staff", "equipment", "equipment_coverage", "attachment"}) | {
        *("visit", "expectation_rating", "agenda_mark", "own_value"),
        *("complaint_clear", "complaint_pause", "complaint_escalation", "own_phrase"),
        *("complaint_cost", "service_request", "job", "shop"),
    }
    customer_requested = Signal(int)

    def __init__(self, t: Translator, doors: ComplaintDoors, window: Frame, memory: Memory) -> None:
        found = ComplaintListPane(t, doors, memory)
        super().__init__(t, window, found, name="complaints", share=LIST_SHARE)
        found.resume_requested.connect(self.resume_draft)
        found.sign_chosen.connect(self.propose)
        self._doors, self._frame = doors, window
        self.title = t("Complaints")
        self.case = CasePane(t, doors, lambda: window.prompts)
        self.right.addWidget(self.case)
        self._form: ComplaintForm | None = None
        self._minute = QTimer(self)
        self._minute.setInterval(MINUTE_MS)
        self._listen()
        self._minute.start()

    def _listen(self) -> None:
        self.list.new_requested.connect(lambda: self.new_complaint())
        self._minute.timeout.connect(self._on_minute)
        self.case.closed.connect(self.close_record)
        self.case.changed.connect(self.reload)
        self.case.edit_requested.connect(self.edit_complaint)
        self.case.customer_requested.connect(self.customer_requested)
        self.panes.narrowed.connect(self.case.head.set_narrow)

    @property
    def form(self) -> ComplaintForm:
        """The form, built when it is first needed."""
        if self._form is None:
            self._form = ComplaintForm(self._t, self._doors, lambda: self._frame.prompts)
            self.right.addWidget(self._form)
            self._form.saved.connect(lambda _id: self.reload())
            self._form.closed.connect(self._on_form_closed)
        return self._form

    def shows_form(self) -> bool:
        """Tell whether the form is in view."""
        return self._form is not None and self.panes.is_open() and self.right.currentWidget() is self._form

    # what a record is

    def record_id(self) -> int:
        """Return which complaint was shown last, 0 for none."""
        return self.case.complaint_id()

    def show_record(self, record_id: int) -> QWidget:
        """Show a case. Raises ComplaintNotFound; then nothing of it stays."""
        try:
            self.case.show_complaint(record_id)
        except DomainError:
            self.case.put_away()
            raise
        return self.case

    def focus_record(self) -> None:
        """Go to the step that is next."""
        self.case.step.fields.focus_start()

    def keep(self) -> None:
        """Write what is being typed to its draft."""
        if self.shows_form():
            self.form.keeper.write()
        self.case.step.keeper.write()

    # page protocol

    def _on_minute(self) -> None:
        """Let the clocks go on while nobody types."""
        if self.isVisible() and not self.shows_form():
            self.reload()

    def show_subject(self, subject: str) -> None:
        """Open the complaint of that id, a new one for "new", a new one of customer 17 for "new-17", the costs of 4 for "costs-4"."""
        if subject.isdecimal():
            if not self.shows_record(int(subject)):
                self.open_record(int(subject))
        elif subject.startswith(COSTS) and subject.removeprefix(COSTS).isdecimal():
            self.show_costs(int(subject.removeprefix(COSTS)))
        elif subject.startswith("new"):
            customer = subject.removeprefix("new").removeprefix("-")
            self.new_complaint(int(customer) if customer.isdecimal() else 0)

    def show_costs(self, complaint_id: int) -> None:
        """Open a complaint at its costs."""
        if not self.shows_record(complaint_id):
            self.open_record(complaint_id)
        if self.shows_record(complaint_id):
            self.case.show_costs()

    def keys(self) -> list[tuple[str, str]]:
        """Return the keys that matter now."""
        t = self._t
        if self.shows_form():
            return [("F7", t("customer")), ("F8", t("take it down")), ("Esc", t("later"))]
        if self.panes.is_open():
            return [("Ctrl+Enter", t("tick and next")), ("F8", t("keep")), ("Ctrl+Shift+C", t("copy the wording")), ("Esc", t("close"))]
        return [("Enter", t("open")), ("Ctrl+N", t("New complaint")), ("Ctrl+F", t("filter"))]

    def commands(self) -> dict[str, Callable[[], object]]:
        """Return what the page answers at the moment."""
        found: dict[str, Callable[[], object]] = {
            "new": self.new_complaint,
            "refresh": self.reload,
            "filter": self.focus_filter,
        }
        exporting = self._doors.papers.exporting
        chosen = 0 if self.shows_form() else self.current_record()
        if exporting is not None:
            found |= exporting.list_command("complaints", self.list.model.ids) | exporting.record_command("complaint", chosen)
        if chosen:
            papers = self._doors.papers
            found["edit"] = lambda: self.edit_complaint(chosen)
            if papers.preview is not None:
                found["print_preview"] = partial(papers.preview, chosen)
            if papers.print_now is not None:
                found["print_now"] = partial(papers.print_now, chosen)
        if self.shows_record():
            found["copy_text"] = self.case.step.phrase.copy
            found["paste_picture"] = self.case.paste_picture
        return found

    def current_customer(self) -> int:
        """Return whom commands are about, 0 for nobody."""
        if self.shows_form():
            return self.form.fields.who.value() or 0
        if self.shows_record() and (file := self.case.file()):
            return file.draft.customer_id
        rows = self._doors.reads.rows([self.list.table.current_id()])
        return rows[0].customer_id if rows else 0

    # the form

    def new_complaint(self, customer_id: int = 0, words: str = "", phone: str = "") -> None:
        """Open an empty form, with what is known of a caller."""
        self._open_form(lambda: self.form.new(customer_id, words, phone))

    def propose(self, sign: Sign) -> None:
        """Open the form with a sign that somebody is not content."""
        self._open_form(lambda: self.form.propose(sign))

    def edit_complaint(self, complaint_id: int) -> None:
        """Open what was registered."""
        self._open_form(lambda: self.form.edit(complaint_id))

    def resume_draft(self, key: str) -> None:
        """Open an unfinished form again."""
        self._open_form(lambda: self.form.resume(key))

    def _open_form(self, show: Callable[[], None]) -> None:
        self.keep()
        form = self.form
        try:
            show()
        except DomainError as error:
            self.message.show_error(error)
            return
        self.message.clear()
        self.bring(form)
        form.fields.focus_start()

    def _on_form_closed(self, complaint_id: int) -> None:
        if complaint_id:
            self.open_record(complaint_id)
        elif self.case.complaint_id():
            self.open_record(self.case.complaint_id())
        else:
            self.close_record()

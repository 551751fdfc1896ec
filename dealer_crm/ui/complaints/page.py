"""The page Complaints: the list, the open case beside it, and the form in its place."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import Translator
from dealer_crm.ui.complaints.case_pane import CasePane
from dealer_crm.ui.complaints.doors import ComplaintDoors
from dealer_crm.ui.complaints.form import ComplaintForm
from dealer_crm.ui.complaints.list_pane import ComplaintListPane
from dealer_crm.ui.desk.doors import Frame, Memory
from dealer_crm.ui.desk.panes import Panes
from dealer_crm.ui.theme import Space
from dealer_crm.ui.widgets import InlineMessage

FOLLOW_PAUSE_MS, MINUTE_MS = 60, 60_000
LIST_SHARE = (308, 330)


class ComplaintsPage(QWidget):
    """Signals ask the window for what lies outside this page."""

    kinds = frozenset({"complaint", "complaint_step", "customer", "phone", "staff", "equipment", "equipment_coverage", "attachment"})
    customer_requested = Signal(int)
    keys_changed = Signal()

    def __init__(self, t: Translator, doors: ComplaintDoors, window: Frame, memory: Memory) -> None:
        super().__init__()
        self._t, self._doors, self._frame = t, doors, window
        self.title = t("Complaints")
        self.setObjectName("complaints_page")
        self.list = ComplaintListPane(t, doors, memory)
        self.case = CasePane(t, doors, lambda: window.prompts)
        self._form: ComplaintForm | None = None
        self.message = InlineMessage(t, name="complaints_message")
        self._right = QStackedWidget()
        self._right.addWidget(self.case)
        self.panes = Panes(self.list, self._right, name="complaints_panes", share=LIST_SHARE)
        self._follow = QTimer(self)
        self._follow.setSingleShot(True)
        self._follow.setInterval(FOLLOW_PAUSE_MS)
        self._minute = QTimer(self)
        self._minute.setInterval(MINUTE_MS)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.S)
        box.addWidget(self.message)
        box.addWidget(self.panes, 1)
        self.setFocusProxy(self.list)
        self._listen()
        self._minute.start()

    def _listen(self) -> None:
        self.list.opened.connect(self.open_complaint)
        self.list.current_changed.connect(lambda _id: self._follow.start())
        self.list.new_requested.connect(lambda: self.new_complaint())
        self.list.resume_requested.connect(self.resume_draft)
        self.list.model.modelReset.connect(self.keys_changed)
        self._follow.timeout.connect(self._on_followed)
        self._minute.timeout.connect(self._on_minute)
        self.case.closed.connect(self.close_case)
        self.case.changed.connect(self.reload)
        self.case.edit_requested.connect(self.edit_complaint)
        self.case.customer_requested.connect(self.customer_requested)
        self.panes.narrowed.connect(self.case.head.set_narrow)

    @property
    def form(self) -> ComplaintForm:
        """The form, built when it is first needed."""
        if self._form is None:
            self._form = ComplaintForm(self._t, self._doors, lambda: self._frame.prompts)
            self._right.addWidget(self._form)
            self._form.saved.connect(lambda _id: self.reload())
            self._form.closed.connect(self._on_form_closed)
        return self._form

    def shows_form(self) -> bool:
        """Tell whether the form is in view."""
        return self._form is not None and self.panes.is_open() and self._right.currentWidget() is self._form

    def shows_case(self) -> bool:
        """Tell whether a case is in view."""
        return self.panes.is_open() and not self.shows_form()

    # page protocol

    @property
    def has_primary(self) -> bool:
        """Tell the window whether a filled button stands on the page."""
        return self.panes.is_open() or not self.list.model.ids()

    def on_shown(self) -> None:
        """Put the focus where the keys of the page work."""
        if not self.panes.is_open():
            self.list.choose_one()
            self.list.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what is being typed: the user goes elsewhere, or the window closes."""
        super().hideEvent(event)
        self._keep()

    def reload(self) -> None:
        """Ask again for list and case; a form that is being typed in stays as it is."""
        self.list.reload()
        shown = self.case.complaint_id()
        if shown:
            try:
                self.case.show_complaint(shown)
            except DomainError:
                self.case.put_away()
                if not self.shows_form():
                    self.close_case()
        self.keys_changed.emit()

    def _on_minute(self) -> None:
        """Let the clocks go on while nobody types."""
        if self.isVisible() and not self.shows_form():
            self.reload()

    def show_subject(self, subject: str) -> None:
        """Open the complaint of that id, a new one for "new", a new one of customer 17 for "new-17"."""
        if subject.isdecimal():
            if not (self.shows_case() and int(subject) == self.case.complaint_id()):
                self.open_complaint(int(subject))
        elif subject.startswith("new"):
            customer = subject.removeprefix("new").removeprefix("-")
            self.new_complaint(int(customer) if customer.isdecimal() else 0)

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
            "filter": lambda: self.list.filter.setFocus(Qt.FocusReason.ShortcutFocusReason),
        }
        exporting = self._doors.papers.exporting
        chosen = 0 if self.shows_form() else self.case.complaint_id() if self.shows_case() else self.list.table.current_id()
        if exporting is not None:
            found |= exporting.list_command("complaints", self.list.model.ids) | exporting.record_command("complaint", chosen)
        if chosen:
            papers = self._doors.papers
            found["edit"] = lambda: self.edit_complaint(chosen)
            if papers.preview is not None:
                found["print_preview"] = partial(papers.preview, chosen)
            if papers.print_now is not None:
                found["print_now"] = partial(papers.print_now, chosen)
        if self.shows_case():
            found["copy_text"] = self.case.step.phrase.copy
            found["paste_picture"] = self.case.paste_picture
        return found

    def current_customer(self) -> int:
        """Return whom commands are about, 0 for nobody."""
        if self.shows_form():
            return self.form.fields.who.value() or 0
        if self.shows_case() and (file := self.case.file()):
            return file.draft.customer_id
        rows = self._doors.reads.rows([self.list.table.current_id()])
        return rows[0].customer_id if rows else 0

    # opening and closing

    def open_complaint(self, complaint_id: int) -> None:
        """Open a case; a form in view keeps its draft."""
        self._keep()
        try:
            self.case.show_complaint(complaint_id)
        except DomainError as error:
            self.message.show_error(error)
            return
        self.message.clear()
        self._bring(self.case)
        self.list.table.select_id(complaint_id)
        self.case.step.fields.focus_start()
        self._frame.visited(str(complaint_id))

    def close_case(self) -> None:
        """Leave the list alone."""
        self._keep()
        self.panes.set_open(False)
        self.list.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.keys_changed.emit()

    def _bring(self, widget: QWidget) -> None:
        self._right.setCurrentWidget(widget)
        self.panes.set_open(True)
        self.case.head.set_narrow(self.panes.is_narrow())
        self.keys_changed.emit()

    def _on_followed(self) -> None:
        """Follow the list while a case is open beside it."""
        current = self.list.table.current_id()
        if current and self.shows_case() and not self.panes.is_narrow() and current != self.case.complaint_id():
            try:
                self.case.show_complaint(current)
            except DomainError as error:
                self.message.show_error(error)
            else:
                self._frame.visited(str(current))
        self.keys_changed.emit()

    # the form

    def new_complaint(self, customer_id: int = 0, words: str = "") -> None:
        """Open an empty form, with what is known of a caller."""
        self._open_form(lambda: self.form.new(customer_id, words))

    def edit_complaint(self, complaint_id: int) -> None:
        """Open what was registered."""
        self._open_form(lambda: self.form.edit(complaint_id))

    def resume_draft(self, key: str) -> None:
        """Open an unfinished form again."""
        self._open_form(lambda: self.form.resume(key))

    def _open_form(self, show: Callable[[], None]) -> None:
        self._keep()
        form = self.form
        try:
            show()
        except DomainError as error:
            self.message.show_error(error)
            return
        self.message.clear()
        self._bring(form)
        form.fields.focus_start()

    def _keep(self) -> None:
        if self.shows_form():
            self.form.keeper.write()
        self.case.step.keeper.write()

    def _on_form_closed(self, complaint_id: int) -> None:
        if complaint_id:
            self.open_complaint(complaint_id)
        elif self.case.complaint_id():
            self.open_complaint(self.case.complaint_id())
        else:
            self.close_case()

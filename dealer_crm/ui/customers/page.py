"""The page Customer files: the list, the open file beside it, and the form in its place."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import Translator
from dealer_crm.services.drafts import KIND_CUSTOMER, KIND_ORDER, KIND_QUOTE, NOBODY_YET, QUICK
from dealer_crm.ui.customers.doors import CustomerDoors
from dealer_crm.ui.customers.list_pane import CustomerListPane
from dealer_crm.ui.customers.page_deeds import PageDeeds
from dealer_crm.ui.desk.doors import Frame, Memory
from dealer_crm.ui.desk.drafts_button import DraftsButton
from dealer_crm.ui.desk.record_page import RecordPage

if TYPE_CHECKING:
    from dealer_crm.ui.customers.file_pane import FilePane
    from dealer_crm.ui.customers.form import CustomerForm

FOLLOW_PAUSE_MS = 60


class CustomersPage(RecordPage):
    """Signals ask the window for what lies outside this page; `file_made` tells that the place of an open file was built."""

    log_requested = Signal(int, str)
    nobody_requested = Signal()
    import_requested = Signal()
    order_draft_requested = Signal(str)
    quote_draft_requested = Signal(str)
    file_made = Signal()

    def __init__(self, t: Translator, doors: CustomerDoors, window: Frame, memory: Memory) -> None:
        found = CustomerListPane(t, doors, memory)
        super().__init__(t, window, found, name="customers")
        self._doors, self._frame = doors, window
        self.title = t("Customer files")
        self._file: FilePane | None = None
        self._form: CustomerForm | None = None
        self.drafts = DraftsButton(t, doors.drafts)
        found.foot.insertWidget(1, self.drafts)
        found.import_requested.connect(self.import_requested)
        self.open_filters = found.open_filters
        self.drafts.refresh()
        self.deeds = PageDeeds(t, self, doors, window)
        self._listen()

    def _listen(self) -> None:
        self.list.removed.connect(self.deeds.delete)
        self.list.menu_requested.connect(self.deeds.show_menu)
        self.list.new_requested.connect(self.new_customer)
        self.panes.narrowed.connect(lambda _narrow: self._fit_file())
        self.drafts.resume_requested.connect(self._on_resume)

    @property
    def file(self) -> FilePane:
        """The place of an open file, built when it is first needed."""
        if self._file is None:
            from dealer_crm.ui.customers.file_pane import FilePane

            self._file = file = FilePane(self._t, self._doors, lambda: self._frame.prompts)
            self.right.addWidget(file)
            file.closed.connect(self.close_record)
            file.log_requested.connect(self.log_requested)
            file.edit_requested.connect(self.edit_customer)
            file.delete_requested.connect(lambda customer_id: self.deeds.delete([customer_id]))
            file.attachments.changed.connect(self.reload_record)
            file.quick.logged.connect(lambda _id: self.reload())
            file.set_narrow(self.panes.is_narrow())
            self.file_made.emit()
        return self._file

    @property
    def form(self) -> CustomerForm:
        """The form, built when it is first needed."""
        if self._form is None:
            from dealer_crm.ui.customers.form import CustomerForm

            self._form = CustomerForm(self._t, self._doors)
            self.right.addWidget(self._form)
            self._form.saved.connect(self._on_saved)
            self._form.closed.connect(self._on_form_closed)
            self._form.open_requested.connect(self.open_record)
            self._form.step_requested.connect(self._on_form_step)
        return self._form

    def shows_form(self) -> bool:
        """Tell whether the form is in view."""
        return self._form is not None and self.panes.is_open() and self.right.currentWidget() is self._form

    # what a record is

    def record_id(self) -> int:
        """Return whose file was shown last, 0 for nobody's."""
        return self._file.customer_id() if self._file else 0

    def show_record(self, record_id: int) -> QWidget:
        """Show a file. Raises CustomerNotFound."""
        self.file.show_customer(record_id)
        return self.file

    def focus_record(self) -> None:
        """Go to what happened last."""
        self.file.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep(self) -> None:
        """Write what is being typed to its draft."""
        if self.shows_form():
            self.form.keeper.write()
        if self._file is not None:
            self._file.quick.keeper.write()

    # page protocol

    @property
    def has_primary(self) -> bool:
        """Tell the window whether a filled button stands on the page."""
        return self.shows_form() or not self.list.model.ids()

    def show_subject(self, subject: str) -> None:
        """Open the customer of that id, or a new file for "new"."""
        if subject == "new":
            self.new_customer()
        elif subject.isdecimal() and not self.shows_record(int(subject)):
            self.open_record(int(subject))

    def keys(self) -> list[tuple[str, str]]:
        """Return the keys that matter now."""
        t = self._t
        if self.shows_form():
            later = ("Esc", t("later"))
            return [("Enter", t("next field")), ("F8", t("save, stay")), ("Ctrl+Enter", t("save")), later]
        if self.panes.is_open():
            return [("F4", t("log")), ("F2", t("edit")), ("Ctrl+V", t("paste a picture")), ("Esc", t("close"))]
        return [("Enter", t("open")), ("F4", t("log")), ("Del", t("delete")), ("Ctrl+F", t("filter"))]

    def commands(self) -> dict[str, Callable[[], object]]:
        """Return what the page answers at the moment."""
        return self.deeds.answered()

    def open_columns(self) -> None:
        """Choose the columns of the list."""
        self.deeds.open_columns()

    def current_record(self) -> int:
        """Return whom commands are about; while a form is in view its customer, nobody where he has no file yet."""
        return self.form.customer_id() if self.shows_form() else super().current_record()

    def current_customer(self) -> int:
        """Return whom the window's own commands are about; 0 for nobody."""
        return self.current_record()

    def next_after(self, customer_id: int) -> int:
        """Return who stands below in the list, 0 for nobody."""
        return self.list.neighbour(customer_id, 1) if self.list.model.row_of(customer_id) >= 0 else 0

    def _fit_file(self) -> None:
        if self._file is not None:
            self._file.set_narrow(self.panes.is_narrow())

    # the form

    def new_customer(self, phone: str = "", name: str = "") -> None:
        """Open an empty form, with what is known of a caller."""
        self.keep()
        self.bring(self.form)
        self.form.new(phone, name)

    def new_here(self) -> None:
        """Start what the tab in view lists, else a customer."""
        tab = self.file.tab() if self.panes.is_open() and not self.shows_form() else None
        if tab is None:
            self.new_customer()
        else:
            tab.new_requested.emit(self.file.customer_id())

    def edit_customer(self, customer_id: int, field: str = "") -> None:
        """Open the form of a customer, at a field."""
        self._open_form(lambda: self.form.edit(customer_id))
        self.list.table.select_id(customer_id)
        if field and self.shows_form():
            self.form.fields.focus_on(field)

    def resume_draft(self, key: str) -> None:
        """Open an unfinished form again."""
        self._open_form(lambda: self.form.resume(key))

    def _open_form(self, show: Callable[[], None]) -> None:
        self.keep()
        try:
            show()
        except DomainError as error:
            self.message.show_error(error)
            return
        self.message.clear()
        self.bring(self.form)
        self.form.fields.grid.focus_first()

    def _on_saved(self, customer_id: int) -> None:
        self.reload()
        self.list.table.select_id(customer_id)

    def _on_form_closed(self, customer_id: int) -> None:
        if customer_id:
            self.open_record(customer_id)
            if self.shows_form():  # the customer is gone; what was typed stays as a draft
                self.close_record()
        elif self.record_id():
            self.bring(self.file)
            self.focus_record()
        else:
            self.close_record()

    def _on_form_step(self, step: int) -> None:
        neighbour = self.list.neighbour(self.form.customer_id() or self.list.table.current_id(), step)
        if neighbour:
            self.list.table.select_id(neighbour)
            self.edit_customer(neighbour)

    def _on_resume(self, kind: str, key: str) -> None:
        if kind == KIND_CUSTOMER:
            self.resume_draft(key)
        elif kind == KIND_ORDER:
            self.order_draft_requested.emit(key)
        elif kind == KIND_QUOTE:
            self.quote_draft_requested.emit(key)
        elif key.isdecimal():
            self.log_requested.emit(int(key), "")
        elif key == NOBODY_YET:
            self.nobody_requested.emit()
        elif key.removeprefix(QUICK).isdecimal():
            self.open_record(int(key.removeprefix(QUICK)))
            self.file.show_tab("timeline")
            self.file.quick.field.setFocus(Qt.FocusReason.OtherFocusReason)

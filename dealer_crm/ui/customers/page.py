"""The page Customer files: the list, the open file beside it, and the form in its place."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import Translator
from dealer_crm.services.drafts import KIND_CUSTOMER, KIND_ORDER, NOBODY_YET, QUICK
from dealer_crm.ui.customers.doors import CustomerDoors
from dealer_crm.ui.customers.list_pane import CustomerListPane
from dealer_crm.ui.customers.page_deeds import PageDeeds
from dealer_crm.ui.desk.doors import Frame, Memory
from dealer_crm.ui.desk.drafts_button import DraftsButton
from dealer_crm.ui.desk.panes import Panes
from dealer_crm.ui.theme import Space
from dealer_crm.ui.widgets import InlineMessage

if TYPE_CHECKING:
    from dealer_crm.ui.customers.file_pane import FilePane
    from dealer_crm.ui.customers.form import CustomerForm

FOLLOW_PAUSE_MS = 60


class CustomersPage(QWidget):
    """Signals ask the window for what lies outside this page; `file_made` tells that the place of an open file was built."""

    log_requested = Signal(int, str)
    nobody_requested = Signal()
    import_requested = Signal()
    order_draft_requested = Signal(str)
    customer_shown = Signal(int)
    file_made = Signal()
    keys_changed = Signal()

    def __init__(self, t: Translator, doors: CustomerDoors, window: Frame, memory: Memory) -> None:
        super().__init__()
        self._t, self._doors, self._frame = t, doors, window
        self.title = t("Customer files")
        self.setObjectName("customers_page")
        self.list = CustomerListPane(t, doors, memory)
        self._file: FilePane | None = None
        self._form: CustomerForm | None = None
        self.drafts = DraftsButton(t, doors.drafts)
        self.list.foot.insertWidget(1, self.drafts)
        self.drafts.refresh()
        self.message = InlineMessage(t, name="customers_message")
        self.deeds = PageDeeds(t, self, doors, window)
        self._right = QStackedWidget()
        self.panes = Panes(self.list, self._right, name="customers_panes")
        self._follow = QTimer(self)
        self._follow.setSingleShot(True)
        self._follow.setInterval(FOLLOW_PAUSE_MS)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.S)
        box.addWidget(self.message)
        box.addWidget(self.panes, 1)
        self.setFocusProxy(self.list)
        self._listen()

    def _listen(self) -> None:
        self.list.opened.connect(self.open_customer)
        self.list.current_changed.connect(lambda _id: self._follow.start())
        self.list.removed.connect(self.deeds.delete)
        self.list.menu_requested.connect(self.deeds.show_menu)
        self.list.new_requested.connect(self.new_customer)
        self.list.import_requested.connect(self.import_requested)
        self.list.model.modelReset.connect(self.keys_changed)
        self._follow.timeout.connect(self._on_followed)
        self.panes.narrowed.connect(lambda _narrow: self._fit_file())
        self.drafts.resume_requested.connect(self._on_resume)

    @property
    def file(self) -> FilePane:
        """The place of an open file, built when it is first needed."""
        if self._file is None:
            from dealer_crm.ui.customers.file_pane import FilePane

            self._file = file = FilePane(self._t, self._doors, lambda: self._frame.prompts)
            self._right.addWidget(file)
            file.closed.connect(self.close_file)
            file.log_requested.connect(self.log_requested)
            file.edit_requested.connect(self.edit_customer)
            file.delete_requested.connect(lambda customer_id: self.deeds.delete([customer_id]))
            file.attachments.changed.connect(self._reload_file)
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
            self._right.addWidget(self._form)
            self._form.saved.connect(self._on_saved)
            self._form.closed.connect(self._on_form_closed)
            self._form.open_requested.connect(self.open_customer)
            self._form.step_requested.connect(self._on_form_step)
        return self._form

    def shows_form(self) -> bool:
        """Tell whether the form is in view."""
        return self._form is not None and self.panes.is_open() and self._right.currentWidget() is self._form

    # page protocol

    @property
    def has_primary(self) -> bool:
        """Tell the window whether a filled button stands on the page."""
        return self.shows_form() or not self.list.model.ids()

    def on_shown(self) -> None:
        """Put the focus where the keys of the page work: on a row, so that F2 and F4 know whom they are about."""
        if not self.panes.is_open():
            self.list.choose_one()
            self.list.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what is being typed: the user goes elsewhere, or the window closes."""
        super().hideEvent(event)
        self._keep_form()
        self._keep_quick_line()

    def reload(self) -> None:
        """Ask again for list and file; a form that is being typed in stays as it is."""
        self.list.reload()
        self._reload_file()
        self.keys_changed.emit()

    def _reload_file(self) -> None:
        if shown := self.shown_customer():
            try:
                self.file.show_customer(shown)
            except DomainError:
                if not self.shows_form():
                    self.close_file()

    def show_subject(self, subject: str) -> None:
        """Open the customer of that id, or a new file for "new"."""
        if subject == "new":
            self.new_customer()
        elif subject.isdecimal() and not (self.panes.is_open() and not self.shows_form() and int(subject) == self.shown_customer()):
            self.open_customer(int(subject))

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

    # opening and closing

    def shown_customer(self) -> int:
        """Return whose file was opened last, 0 for nobody's."""
        return self._file.customer_id() if self._file else 0

    def current_customer(self) -> int:
        """Return whom commands are about: the open file, else the current row; 0 for nobody."""
        return (self.panes.is_open() and self.shown_customer()) or self.list.table.current_id()

    def next_after(self, customer_id: int) -> int:
        """Return who stands below in the list, 0 for nobody."""
        return self.list.neighbour(customer_id, 1) if self.list.model.row_of(customer_id) >= 0 else 0

    def open_customer(self, customer_id: int) -> None:
        """Open a file; a form in view keeps its draft."""
        self._keep_form()
        try:
            self.file.show_customer(customer_id)
        except DomainError as error:
            self.message.show_error(error)
            return
        self.message.clear()
        self._bring(self.file)
        self.list.table.select_id(customer_id)
        self.file.timeline.setFocus(Qt.FocusReason.OtherFocusReason)
        self._frame.visited(str(customer_id))
        self.customer_shown.emit(customer_id)

    def close_file(self) -> None:
        """Leave the list alone."""
        self._keep_form()
        self._keep_quick_line()
        self.panes.set_open(False)
        self.list.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.keys_changed.emit()

    def _bring(self, widget: QWidget) -> None:
        self._right.setCurrentWidget(widget)
        self.panes.set_open(True)
        self._fit_file()
        self.keys_changed.emit()

    def _fit_file(self) -> None:
        if self._file is not None:
            self._file.set_narrow(self.panes.is_narrow())

    def _on_followed(self) -> None:
        """Follow the list while a file is open beside it."""
        current = self.list.table.current_id()
        if current and self.panes.is_open() and not self.panes.is_narrow() and not self.shows_form() and current != self.shown_customer():
            try:
                self.file.show_customer(current)
            except DomainError as error:
                self.message.show_error(error)
            else:
                self._frame.visited(str(current))
                self.customer_shown.emit(current)
        self.keys_changed.emit()

    # the form

    def new_customer(self, phone: str = "", name: str = "") -> None:
        """Open an empty form, with what is known of a caller."""
        self._keep_form()
        self._bring(self.form)
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
        self._keep_form()
        try:
            show()
        except DomainError as error:
            self.message.show_error(error)
            return
        self.message.clear()
        self._bring(self.form)
        self.form.fields.grid.focus_first()

    def _keep_form(self) -> None:
        if self.shows_form():
            self.form.keeper.write()

    def _keep_quick_line(self) -> None:
        if self._file is not None:
            self._file.quick.keeper.write()

    def _on_saved(self, customer_id: int) -> None:
        self.reload()
        self.list.table.select_id(customer_id)

    def _on_form_closed(self, customer_id: int) -> None:
        if customer_id:
            self.open_customer(customer_id)
            if self.shows_form():  # the customer is gone; what was typed stays as a draft
                self.close_file()
        elif self.shown_customer():
            self._bring(self.file)
            self.file.timeline.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.close_file()

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
        elif key.isdecimal():
            self.log_requested.emit(int(key), "")
        elif key == NOBODY_YET:
            self.nobody_requested.emit()
        elif key.removeprefix(QUICK).isdecimal():
            self.open_customer(int(key.removeprefix(QUICK)))
            self.file.show_tab("timeline")
            self.file.quick.field.setFocus(Qt.FocusReason.OtherFocusReason)

"""The list of complaints with its views, its filter and the button for a new one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dealer_crm.i18n import N_, Translator
from dealer_crm.services.complaint_list import ComplaintSpec, ComplaintView
from dealer_crm.services.drafts import KIND_COMPLAINT
from dealer_crm.ui.complaints.columns import columns, columns_beside
from dealer_crm.ui.complaints.doors import ComplaintDoors
from dealer_crm.ui.desk.doors import Memory
from dealer_crm.ui.desk.drafts_button import DraftsButton
from dealer_crm.ui.theme import Space, Type, control_height
from dealer_crm.ui.widgets import Button, Choice, EmptyState, Ink, Label, PagedModel, SearchField, Segments, TableView

TYPING_PAUSE_MS = 160
VIEWS = {
    ComplaintView.OPEN: N_("In work"),
    ComplaintView.OVERDUE: N_("Overdue"),
    ComplaintView.CLOSED: N_("Closed"),
    ComplaintView.ALL: N_("All"),
}
FILTER_WIDEST, VIEWS_WIDEST, ANY_WIDTH = 320, 440, 16777215
CALLED = {KIND_COMPLAINT: N_("Complaint: {name}")}


class ComplaintListPane(QWidget):
    """Knows the present view; tells what is opened, current, asked for."""

    opened = Signal(int)
    current_changed = Signal(int)
    menu_requested = Signal(int, QPoint)
    new_requested = Signal()
    resume_requested = Signal(str)

    def __init__(self, t: Translator, doors: ComplaintDoors, memory: Memory) -> None:
        super().__init__()
        self._t, self._doors, self._memory = t, doors, memory
        self.spec = ComplaintSpec()
        self._beside = False
        self._empty_kind = ""
        self.setObjectName("complaint_list")
        self.filter = SearchField(name="complaint_filter", placeholder=t("Filter"), hint="Ctrl+F")
        self.filter.setAccessibleName(t("Filter this list"))
        self.filter.setMaximumWidth(FILTER_WIDEST)
        choices = [Choice(view, t(text)) for view, text in VIEWS.items()]
        self.views = Segments(choices, name="complaint_views", joined=True)
        self.views.set_label(t("Which complaints"))
        self.views.setMaximumWidth(VIEWS_WIDEST)
        self.views.set_value(self.spec.view)
        self.new_button = Button(t("New complaint"), icon="plus", key="Ctrl+N", name="complaint_new")
        self.drafts = DraftsButton(t, doors.drafts, CALLED)
        self.model = PagedModel(columns(t, doors.now), self._ids, doors.reads.rows, self)
        self.table = TableView(t, self.model, name="complaint_table", label=t("Complaints"))
        self._count = Label("", Type.CAPTION, tone=Ink.TEXT2, name="complaint_count")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPING_PAUSE_MS)
        self._top, self._first = QVBoxLayout(), QHBoxLayout()
        self._lay_out()
        self._listen()
        self.setFocusProxy(self.table)
        self.table.restore_columns(self._memory.load(self._memory_key()))

    def _lay_out(self) -> None:
        self._first.setSpacing(Space.S)
        self._first.addWidget(self.filter, 1)
        self._first.addWidget(self.views, 1)
        self._first.addStretch(0)
        self._first.addWidget(self.new_button)
        self._top.setSpacing(Space.S)
        self._top.addLayout(self._first)
        self._count.setMinimumHeight(control_height())
        foot = QHBoxLayout()
        foot.setContentsMargins(Space.XS, 0, Space.XS, 0)
        foot.addWidget(self._count)
        foot.addWidget(self.drafts)
        foot.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.S)
        box.addLayout(self._top)
        box.addWidget(self.table, 1)
        box.addLayout(foot)

    def _listen(self) -> None:
        self._pause.timeout.connect(self._on_typed)
        self.filter.typed.connect(lambda _text: self._pause.start())
        self.filter.entered.connect(self._on_entered)
        self.filter.escaped.connect(self._on_escaped)
        self.filter.moved.connect(self._move)
        self.views.changed.connect(self.set_view)
        self.new_button.clicked.connect(self.new_requested)
        self.drafts.resume_requested.connect(lambda _kind, key: self.resume_requested.emit(key))
        self.model.sort_changed.connect(self._on_sort)
        self.table.opened.connect(self.opened)
        self.table.current_changed.connect(self.current_changed)
        self.table.menu_requested.connect(self.menu_requested)
        self.table.columns_changed.connect(lambda: self._memory.save(self._memory_key(), self.table.save_columns()))
        self.drafts.refresh()

    def _ids(self) -> list[int]:
        return list(self._doors.reads.ids(self.spec))

    def _memory_key(self) -> str:
        return "complaints/columns_beside" if self._beside else "complaints/columns_list"

    # what is shown

    def choose_one(self) -> None:
        """Make the first line current where none is."""
        if not self.table.current_id() and self.model.ids():
            self.table.select_id(self.model.ids()[0])

    def reload(self) -> None:
        """Ask again for everything; the place in the list stays."""
        t, counts = self._t, self._doors.reads.counts()
        view = self.spec.view
        choices = [Choice(one, f"{t(text)} {counts.get(one, 0)}") for one, text in VIEWS.items()]
        if [button.text() for button in self.views.buttons()] != [choice.text for choice in choices]:
            had_focus = self.views.isAncestorOf(self.window().focusWidget())
            self.views.set_choices(choices)
            self.views.set_value(view)
            if had_focus:
                self.views.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_empty(counts.get(ComplaintView.ALL, 0) > 0)
        self.model.reload()
        shown = len(self.model.ids())
        self._count.setText(t.plural("{n} complaint", "{n} complaints", shown).format(n=shown))

    def _show_empty(self, some: bool) -> None:
        kind = "" if not some else "words" if self.spec.words else self.spec.view.value
        if kind == self._empty_kind and self._empty_kind:
            return
        self._empty_kind = kind
        t = self._t
        if not some:
            sentence = t("No complaints. When a customer is not content, take it down here while he speaks.")
            empty = EmptyState(sentence, icon="smile", button=t("New complaint"), key="Ctrl+N", name="no_complaints")
            empty.clicked.connect(self.new_requested)
        elif self.spec.words:
            empty = EmptyState(t("No complaint fits this filter."), icon="search", button=t("Clear the filter"), name="no_hits")
            empty.clicked.connect(self.clear_filter)
        else:
            empty = EmptyState(t("Nothing here."), icon="circle-check", button=t("Show all"), name="no_open")
            empty.clicked.connect(lambda: self.set_view(ComplaintView.ALL))
        self.table.set_empty(empty)

    def set_beside(self, beside: bool) -> None:
        """Show the few columns that matter beside an open complaint, or all."""
        if beside != self._beside:
            self._beside = beside
            self.filter.set_hint("" if beside else "Ctrl+F")
            self.new_button.set_key("" if beside else "Ctrl+N")
            self.views.setMaximumWidth(ANY_WIDTH if beside else VIEWS_WIDEST)
            if beside:
                self._top.addWidget(self.views)
            else:
                self._first.insertWidget(1, self.views, 1)
            make: Callable[..., object] = columns_beside if beside else columns
            self.model.set_columns(make(self._t, self._doors.now))  # type: ignore[arg-type]
            self.table.reset_columns()
            self.table.restore_columns(self._memory.load(self._memory_key()))

    # the view

    def set_view(self, view: ComplaintView) -> None:
        """Choose a view."""
        self.views.set_value(view)
        self.show_spec(replace(self.spec, view=view))

    def show_spec(self, spec: ComplaintSpec) -> None:
        """Ask another question."""
        self.spec = spec
        self.reload()

    def clear_filter(self) -> None:
        """Show the whole view again."""
        self.filter.setText("")
        self._pause.stop()
        self.show_spec(replace(self.spec, words=""))

    def _on_sort(self, key: str, descending: bool) -> None:
        self.model.set_sort(key, descending)
        self.show_spec(replace(self.spec, sort=key, descending=descending))

    def _on_typed(self) -> None:
        words = self.filter.query().strip()
        if words != self.spec.words:
            self.show_spec(replace(self.spec, words=words))

    def _on_entered(self) -> None:
        self._pause.stop()
        self._on_typed()
        if not self.table.current_id() and self.model.ids():
            self.table.select_id(self.model.ids()[0])
        if self.table.current_id():
            self.opened.emit(self.table.current_id())

    def _on_escaped(self) -> None:
        if self.filter.text():
            self.clear_filter()
        else:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _move(self, step: int) -> None:
        ids = self.model.ids()
        at = self.model.row_of(self.table.current_id())
        wanted = at + step if at >= 0 else 0
        if 0 <= wanted < len(ids):
            self.table.select_id(ids[wanted])

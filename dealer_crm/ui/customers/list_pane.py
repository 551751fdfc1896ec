"""The list of customers with its filter line: search as you type, quick views, sort, many selected at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from dealer_crm.i18n import N_, Translator
from dealer_crm.services.customer_fields import BY_KEY
from dealer_crm.services.customer_list import QuickView, ViewSpec
from dealer_crm.ui.customers.columns import columns, columns_beside
from dealer_crm.ui.customers.doors import CustomerDoors
from dealer_crm.ui.desk.doors import Memory
from dealer_crm.ui.desk.panes import ANY_WIDTH
from dealer_crm.ui.theme import Space, Type, control_height
from dealer_crm.ui.widgets import Button, Choice, Combo, EmptyState, Ink, Label, PagedModel, Role, SearchField, TableView
from dealer_crm.ui.widgets.text import ElidedLabel

if TYPE_CHECKING:
    from dealer_crm.ui.customers.filter_dialog import FilterDialog

TYPING_PAUSE_MS = 120
FILTER_WIDEST, QUICK_BESIDE = 480, 112
QUICK_VIEWS = {
    QuickView.ALL: N_("All"),
    QuickView.OVERDUE: N_("Overdue"),
    QuickView.TODAY: N_("Today"),
    QuickView.NO_NEXT_STEP: N_("No next step"),
    QuickView.HOT: N_("Hot leads"),
    QuickView.NEW: N_("New in 7 days"),
    QuickView.DEALS: N_("Deals"),
    QuickView.BASE: N_("Base customers"),
    QuickView.LOST: N_("Lost or churned"),
}


class CustomerListPane(QWidget):
    """Knows the present view; tells what is opened, current, asked for."""

    opened = Signal(int)
    current_changed = Signal(int)
    removed = Signal(list)
    menu_requested = Signal(int, QPoint)
    new_requested = Signal()
    import_requested = Signal()

    def __init__(self, t: Translator, doors: CustomerDoors, memory: Memory) -> None:
        super().__init__()
        self._t, self._doors, self._memory = t, doors, memory
        self.spec = ViewSpec()
        self._beside = False
        self._total = 0
        self._said_empty: bool | None = None
        self.setObjectName("customer_list")
        self.filter = SearchField(name="customer_filter", placeholder=t("Filter"), hint="Ctrl+F")
        self.filter.setAccessibleName(t("Filter this list"))
        self.quick = Combo(name="customer_quick", label=t("Quick view"))
        self.filter.setMaximumWidth(FILTER_WIDEST)
        self.quick.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.more = Button(t("Filters"), icon="funnel", name="customer_filters")
        self.filtered = Button("", role=Role.QUIET, icon="x", name="customer_filters_clear")
        self.filtered.hide()
        self.model = PagedModel(columns(t, doors.today), self._ids, doors.reads.rows, self)
        self.model.set_sort(self.spec.sort, self.spec.descending)
        self.table = TableView(t, self.model, name="customer_table", label=t("Customers"))
        self.foot = QHBoxLayout()
        self._count = Label("", Type.CAPTION, tone=Ink.TEXT2, name="customer_count")
        self._order = ElidedLabel("", Type.CAPTION, tone=Ink.TEXT2, name="customer_order")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPING_PAUSE_MS)
        self._lay_out()
        self._listen()
        self.setFocusProxy(self.table)
        self.table.restore_columns(self._memory.load(self._memory_key()))

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(Space.S)
        top.addWidget(self.filter, 1)
        top.addWidget(self.quick)
        top.addWidget(self.more)
        top.addStretch(0)
        self._count.setMinimumHeight(control_height())
        foot = self.foot
        foot.setContentsMargins(Space.XS, 0, Space.XS, 0)
        foot.addWidget(self._count)
        foot.addStretch(1)
        foot.addWidget(self._order)
        chosen = QHBoxLayout()
        chosen.addWidget(self.filtered)
        chosen.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.S)
        box.addLayout(top)
        box.addLayout(chosen)
        box.addWidget(self.table, 1)
        box.addLayout(foot)

    def _listen(self) -> None:
        self._pause.timeout.connect(self._on_typed)
        self.filter.typed.connect(lambda _text: self._pause.start())
        self.filter.entered.connect(self._on_entered)
        self.filter.escaped.connect(self._on_escaped)
        self.filter.moved.connect(self._move)
        self.quick.picked.connect(self.set_quick)
        self.more.clicked.connect(self.open_filters)
        self.filtered.clicked.connect(self.clear_filters)
        self.model.sort_changed.connect(self._on_sort)
        self.table.opened.connect(self.opened)
        self.table.current_changed.connect(self.current_changed)
        self.table.removed.connect(self.removed)
        self.table.menu_requested.connect(self.menu_requested)
        self.table.columns_changed.connect(lambda: self._memory.save(self._memory_key(), self.table.save_columns()))

    def _ids(self) -> list[int]:
        return list(self._doors.reads.ids(self.spec))

    def _memory_key(self) -> str:
        return "customers/columns_beside" if self._beside else "customers/columns_list"

    # what is shown

    def reload(self) -> None:
        """Ask again for everything; the place in the list stays."""
        self._total = self._doors.reads.count()
        counts = self._doors.reads.counts()
        self.quick.set_choices([Choice(view, f"{self._t(text)} {counts.get(view, 0):,}") for view, text in QUICK_VIEWS.items()])
        self._reload_rows()

    def _reload_rows(self) -> None:
        self._show_empty()
        self.model.reload()
        shown = len(self.model.ids())
        words = self._t.plural("{n} customer", "{n} customers", self._total).format(n=f"{self._total:,}")
        if shown != self._total:
            words += self._t(" · {n} shown").format(n=f"{shown:,}")
        self._count.setText(words)
        self._order.setText(self._order_words())
        found = self._narrowed_by()
        self.filtered.setVisible(bool(found))
        self.filtered.set_label(found)

    def _order_words(self) -> str:
        if self.spec.sort == "next_on" and not self.spec.descending:
            return self._t("Overdue first")
        words = self._t("By {column}, descending") if self.spec.descending else self._t("By {column}")
        return words.format(column=self._t(BY_KEY[self.spec.sort].label))

    def _narrowed_by(self) -> str:
        if not self._narrowed():
            return ""
        from dealer_crm.ui.customers.filter_dialog import filter_words

        return filter_words(self.spec, self._doors.reads.staff(), self._t)

    def _narrowed(self) -> bool:
        return bool(self.spec.stages or self.spec.levels or self.spec.sources or self.spec.owner_ids)

    def _show_empty(self) -> None:
        if self._said_empty == bool(self._total):
            return
        self._said_empty = bool(self._total)
        if self._total:
            empty = EmptyState(self._t("No customer fits this filter."), icon="search", button=self._t("Clear the filter"), name="no_hits")
            empty.clicked.connect(self.clear_all)
        else:
            sentence = self._t("No customers yet. Import the list you have, or open the first file.")
            empty = EmptyState(sentence, icon="users", button=self._t("New customer"), key="F3", name="no_customers")
            empty.clicked.connect(self.new_requested)
            bring = Button(self._t("Import from Excel"), icon="file-spreadsheet", name="no_customers_import")
            bring.clicked.connect(self.import_requested)
            cast(QVBoxLayout, empty.layout()).addWidget(bring, alignment=Qt.AlignmentFlag.AlignHCenter)
        self.table.set_empty(empty)

    def set_beside(self, beside: bool) -> None:
        """Show the few columns that matter beside an open customer, or all that the user wants."""
        if beside != self._beside:
            self._beside = beside
            self.quick.setMaximumWidth(QUICK_BESIDE if beside else ANY_WIDTH)
            self.filter.set_hint("" if beside else "Ctrl+F")
            self._order.setVisible(not beside)
            make: Callable[..., object] = columns_beside if beside else columns
            self.model.set_columns(make(self._t, self._doors.today))  # type: ignore[arg-type]
            self.table.reset_columns()
            self.table.restore_columns(self._memory.load(self._memory_key()))

    # the view

    def show_spec(self, spec: ViewSpec) -> None:
        """Ask another question."""
        self.spec = spec
        self._reload_rows()

    def set_quick(self, view: QuickView) -> None:
        """Choose a quick view."""
        self.quick.set_value(view)
        self.show_spec(replace(self.spec, quick=view))

    def clear_filters(self) -> None:
        """Take the filters of the filter box away."""
        self.show_spec(replace(self.spec, stages=(), levels=(), sources=(), owner_ids=()))

    def clear_all(self) -> None:
        """Show every customer again."""
        self.filter.setText("")
        self._pause.stop()
        self.quick.set_value(QuickView.ALL)
        self.show_spec(ViewSpec(sort=self.spec.sort, descending=self.spec.descending))

    def open_filters(self) -> None:
        """Open the filter box; it works at once."""
        from dealer_crm.ui.customers.filter_dialog import FilterDialog

        dialog = FilterDialog(self._t, self.spec, self._doors.reads.staff(), self.window())
        dialog.changed.connect(self._on_filters)
        dialog.finished.connect(self.more.setFocus)
        self._on_filters_of(dialog)
        dialog.open()

    def _on_filters_of(self, dialog: FilterDialog) -> None:
        dialog.changed.connect(lambda _spec: dialog.set_found(len(self.model.ids())))
        dialog.set_found(len(self.model.ids()))

    def _on_filters(self, spec: ViewSpec) -> None:
        chosen = replace(self.spec, stages=spec.stages, levels=spec.levels, sources=spec.sources, owner_ids=spec.owner_ids)
        self.show_spec(chosen)

    def _on_sort(self, key: str, descending: bool) -> None:
        self.model.set_sort(key, descending)
        self.show_spec(replace(self.spec, sort=key, descending=descending))

    def _on_typed(self) -> None:
        words = self.filter.query().strip()
        if words != self.spec.words:
            self.show_spec(replace(self.spec, words=words))

    # keys of the filter

    def _on_entered(self) -> None:
        self._pause.stop()
        self._on_typed()
        self.choose_one()
        if self.table.current_id():
            self.opened.emit(self.table.current_id())

    def choose_one(self) -> None:
        """Make the first customer current where nobody is."""
        if not self.table.current_id() and self.model.ids():
            self.table.select_id(self.model.ids()[0])

    def _on_escaped(self) -> None:
        if self.filter.text():
            self.filter.setText("")
        else:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _move(self, step: int) -> None:
        neighbour = self.neighbour(self.table.current_id(), step)
        if neighbour:
            self.table.select_id(neighbour)

    def neighbour(self, customer_id: int, step: int) -> int:
        """Return the customer `step` lines below (or above), the first one when there is no such line; 0 past the ends."""
        ids = self.model.ids()
        at = self.model.row_of(customer_id)
        wanted = at + step if at >= 0 else 0
        return ids[wanted] if 0 <= wanted < len(ids) else 0

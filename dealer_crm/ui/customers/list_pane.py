"""The list of customers: with filters by stage, level, source and owner, and with what is half typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from dealer_crm.domain.details import FormFields
from dealer_crm.i18n import N_, Translator
from dealer_crm.services.customer_fields import BY_KEY, every, field_of
from dealer_crm.services.customer_list import CustomerSpec, CustomerView
from dealer_crm.ui.customers.columns import columns, columns_beside, further_column
from dealer_crm.ui.customers.doors import CustomerDoors
from dealer_crm.ui.desk.doors import ListReads, Memory
from dealer_crm.ui.desk.list_pane import BESIDE_BELOW, ListKind, ListPane
from dealer_crm.ui.theme import Type
from dealer_crm.ui.widgets import Button, Choice, Column, EmptyState, Ink, Role
from dealer_crm.ui.widgets.table_columns import kept_keys
from dealer_crm.ui.widgets.text import ElidedLabel

if TYPE_CHECKING:
    from dealer_crm.ui.customers.filter_dialog import FilterDialog

CUSTOMERS = ListKind(
    key="customer",
    kept="customers/columns",
    title=N_("Customers"),
    views={
        CustomerView.ALL: N_("All"),
        CustomerView.OVERDUE: N_("Overdue"),
        CustomerView.TODAY: N_("Today"),
        CustomerView.NO_NEXT_STEP: N_("No next step"),
        CustomerView.HOT: N_("Hot leads"),
        CustomerView.NEW: N_("New in 7 days"),
        CustomerView.DEALS: N_("Deals"),
        CustomerView.BASE: N_("Base customers"),
        CustomerView.LOST: N_("Lost or churned"),
    },
    everything=CustomerView.ALL,
    spec=CustomerSpec(),
    counted=lambda t, n: t.plural("{n} customer", "{n} customers", n).format(n=f"{n:,}"),
    empty=N_("No customers yet. Import the list you have, or open the first file."),
    icon="users",
    new=N_("New customer"),
    new_key="F3",
)


class CustomerListPane(ListPane):
    """What opens a new customer stands above the page; here are filters besides the words."""

    import_requested = Signal()

    def __init__(self, t: Translator, doors: CustomerDoors, memory: Memory) -> None:
        reads = ListReads(doors.reads.ids, doors.reads.rows, doors.reads.counts)
        self._doors = doors
        super().__init__(t, CUSTOMERS, reads, self._all_columns, memory)
        self._total = 0
        self.new_button.hide()
        self.more = Button(t("Filters"), icon="funnel", name="customer_filters")
        self.filtered = Button("", role=Role.QUIET, icon="x", name="customer_filters_clear")
        self.filtered.hide()
        self._order = ElidedLabel("", Type.CAPTION, tone=Ink.TEXT2, name="customer_order")
        self.first.insertWidget(2, self.more)
        self.foot.addWidget(self._order)
        chosen = QHBoxLayout()
        chosen.addWidget(self.filtered)
        chosen.addStretch(1)
        cast(QVBoxLayout, self.layout()).insertLayout(2, chosen)
        self.more.clicked.connect(self.open_filters)
        self.filtered.clicked.connect(self.clear_filters)
        self.counted.connect(self._on_counted)
        self.model.reloaded.connect(self._show_question)

    # what is shown

    def _on_counted(self, counts: Mapping[Any, int]) -> None:
        self._total = counts[CustomerView.ALL]
        self.count.setText(self.count_words())

    def count_words(self) -> str:
        """Say how many customers there are, and how many of them are shown."""
        shown = len(self.model.ids())
        words = self.kind.counted(self._t, self._total)
        return words if shown == self._total else words + self._t(" · {n} shown").format(n=f"{shown:,}")

    def _show_question(self) -> None:
        self._order.setText(self._order_words())
        found = self._filter_words() if self._filtered() else ""
        self.filtered.setVisible(bool(found))
        self.filtered.set_label(found)

    def _order_words(self) -> str:
        if self.spec.sort == "next_on" and not self.spec.descending:
            return self._t("Overdue first")
        words = self._t("By {column}, descending") if self.spec.descending else self._t("By {column}")
        field = field_of(self.spec.sort, self._known(self.spec.sort))
        return words.format(column=field.title(self._t) if field else self.spec.sort)

    def question_words(self) -> str:
        """Say which customers are shown and in what order: the view, what was typed, the filters."""
        view = "" if self.spec.view == self.kind.everything else self._t(self.kind.views[self.spec.view])
        typed = self._t("“{words}”").format(words=self.spec.words) if self.spec.words else ""
        found = self._filter_words() if self._filtered() else ""
        return " · ".join(filter(None, (view, typed, found, self._order_words())))

    def _filter_words(self) -> str:
        from dealer_crm.ui.customers.filter_dialog import filter_words

        known = self._known(*(one.key for one in self.spec.conditions))
        return filter_words(self.spec, self._doors.reads.staff(), known, self._t)

    def _filtered(self) -> bool:
        spec = self.spec
        return bool(spec.stages or spec.levels or spec.sources or spec.owner_ids or spec.conditions)

    def _known(self, *keys: str) -> FormFields:
        """Return the further fields where a key is none of the list's own; they are not read before."""
        return FormFields() if BY_KEY.keys() >= set(keys) else self._doors.reads.fields()

    def narrowed(self) -> bool:
        """Tell whether words or filters leave customers out."""
        return super().narrowed() or self._filtered()

    def empty_shop(self) -> EmptyState:
        """Offer to bring the first customers in from a file."""
        empty = super().empty_shop()
        bring = Button(self._t("Import from Excel"), icon="file-spreadsheet", name="customer_none_import")
        bring.clicked.connect(self.import_requested)
        cast(QVBoxLayout, empty.layout()).addWidget(bring, alignment=Qt.AlignmentFlag.AlignHCenter)
        return empty

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the words about the order away beside an open file."""
        super().resizeEvent(event)
        self._order.setVisible(self.width() >= BESIDE_BELOW)

    # the question

    def clear_filters(self) -> None:
        """Take the filters of the filter box away."""
        self.show_spec(replace(self.spec, stages=(), levels=(), sources=(), owner_ids=(), conditions=()))

    def clear_all(self) -> None:
        """Show every customer again."""
        super().clear_all()
        self.show_spec(CustomerSpec(sort=self.spec.sort, descending=self.spec.descending))

    def open_filters(self) -> None:
        """Open the filter box; it works at once."""
        from dealer_crm.ui.customers.filter_dialog import FilterAsks, FilterDialog

        asks = FilterAsks(self._doors.reads.staff(), self._doors.reads.fields(), self._doors.today)
        dialog = FilterDialog(self._t, self.spec, asks, self.window())
        dialog.changed.connect(self._on_filters)
        dialog.finished.connect(self.more.setFocus)
        found = partial(self._tell_found, dialog)
        self.model.reloaded.connect(found)
        dialog.finished.connect(lambda: self.model.reloaded.disconnect(found))
        found()
        dialog.open()

    def _tell_found(self, dialog: FilterDialog) -> None:
        dialog.set_found(len(self.model.ids()))

    def _on_filters(self, spec: CustomerSpec) -> None:
        chosen = {name: getattr(spec, name) for name in ("stages", "levels", "sources", "owner_ids", "conditions")}
        self.show_spec(replace(self.spec, **chosen))

    # the columns

    def _all_columns(self, beside: bool) -> list[Column]:
        """Return the list's own columns, and those further ones that somebody chose for it."""
        own = (columns_beside if beside else columns)(self._t, self._doors.today)
        chosen = [key for key in kept_keys(self._memory.load(self._memory_key(beside))) if key not in BY_KEY]
        return own + self._further(chosen)

    def _further(self, keys: Sequence[str]) -> list[Column]:
        known = self._known(*keys)
        return [further_column(field, self._t) for key in keys if (field := field_of(key, known))]

    def reload(self) -> None:
        """Ask again for everything; a further field may have another name or other values now."""
        own = [one for one in self.model.columns if one.key in BY_KEY]
        self.model.set_words(own + self._further([one.key for one in self.model.columns if one.key not in BY_KEY]))
        super().reload()

    def further_columns(self) -> dict[str, list[Choice]]:
        """Return the columns that could be added, by the part of the form they stand in."""
        shown, found = {one.key for one in self.model.columns}, dict[str, list[Choice]]()
        for field in every(self._doors.reads.fields()):
            if field.key not in shown:
                found.setdefault(field.group(self._t), []).append(Choice(field.key, field.title(self._t)))
        return found

    def add_column(self, key: str) -> None:
        """Show a further column behind the others."""
        kept = self.table.save_columns()
        if key not in {one.key for one in self.model.columns}:
            self.model.set_columns([*self.model.columns, *self._further([key])])
            self.table.reset_columns()
            self.table.restore_columns(kept)
        self.table.arrangement.set_shown(key, True)

    def shown_spec(self) -> CustomerSpec:
        """Return the question with the columns that are shown, from left to right."""
        keys = [self.model.columns[place].key for place in self.table.arrangement.shown()]
        spec: CustomerSpec = self.spec
        return replace(spec, columns=tuple(keys))

"""One of the room's four lists: its views above, its lines, its count below."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from dealer_crm.i18n import N_, Translator
from dealer_crm.services.equipment_list import MachineSpec, MachineView
from dealer_crm.services.maintenance import MaintenanceSpec, MaintenanceView
from dealer_crm.services.request_list import RequestSpec, RequestView
from dealer_crm.services.visits import VisitSpec, VisitView
from dealer_crm.ui.care import columns
from dealer_crm.ui.desk.doors import ListReads, Memory
from dealer_crm.ui.theme import Space, Type, control_height
from dealer_crm.ui.widgets import Choice, Column, Combo, EmptyState, Ink, Label, PagedModel, Segments, TableView

Today = Callable[[], date]
BESIDE_BELOW = 480


@dataclass(frozen=True)
class ListKind:
    """What tells the lists apart. `empty` and `button` stand where nothing is filed at all."""

    key: str
    title: str
    views: Mapping[Any, str]
    spec: Any
    columns: Callable[[Translator, Today], list[Column]]
    empty: str
    button: str = ""


KINDS = (
    ListKind(
        "machines",
        N_("Machines"),
        {
            MachineView.ALL: N_("All"),
            MachineView.ENDS_30: N_("End in 30 days"),
            MachineView.ENDS_60: N_("End in 60 days"),
            MachineView.ENDED: N_("Ended"),
            MachineView.NOT_STARTED: N_("Day missing"),
            MachineView.CARE_DUE: N_("Care due"),
        },
        MachineSpec(),
        columns.machine_columns,
        N_("No machines yet. They come with a finished delivery; file what you look after besides."),
        N_("New machine"),
    ),
    ListKind(
        "requests",
        N_("Repair calls"),
        {
            RequestView.OPEN: N_("Not finished"),
            RequestView.UNSCHEDULED: N_("Not yet scheduled"),
            RequestView.TODAY: N_("Visit due"),
            RequestView.DONE: N_("Finished"),
            RequestView.ALL: N_("All"),
        },
        RequestSpec(),
        columns.request_columns,
        N_("No repair calls. When somebody calls, take it down here while he speaks."),
        N_("Repair call"),
    ),
    ListKind(
        "visits",
        N_("Calls after sales"),
        {VisitView.DUE: N_("Due"), VisitView.OPEN: N_("To do"), VisitView.DONE: N_("Finished")},
        VisitSpec(),
        columns.visit_columns,
        N_("No calls are planned. They follow by themselves from deliveries, repairs and complaints."),
    ),
    ListKind(
        "cares",
        N_("Maintenance"),
        {
            MaintenanceView.DUE: N_("Due in 30 days"),
            MaintenanceView.OVERDUE: N_("Overdue"),
            MaintenanceView.ALL: N_("All"),
            MaintenanceView.SELF: N_("Done by customers"),
        },
        MaintenanceSpec(),
        columns.care_columns,
        N_("No maintenance is due. It follows by itself from the machines and their days."),
    ),
)


class CareListPane(QWidget):
    """Knows the present question; tells what is opened, current, asked for."""

    opened = Signal(int)
    current_changed = Signal(int)
    ticked = Signal(list)
    menu_requested = Signal(int, QPoint)
    new_requested = Signal()

    def __init__(self, t: Translator, kind: ListKind, reads: ListReads, today: Today, memory: Memory) -> None:
        super().__init__()
        self._t, self.kind, self._reads, self._today, self._memory = t, kind, reads, today, memory
        self.spec = kind.spec
        self._beside = False
        self._said: tuple[bool, bool, str] | None = None
        self.setObjectName(f"care_{kind.key}")
        self.views = Segments(self._choices({}), name=f"{kind.key}_views", label=t("View"), joined=True)
        self.views.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.quick = Combo(name=f"{kind.key}_quick", label=t("View"))
        self.quick.hide()
        self.model = PagedModel(kind.columns(t, today), self._ids, reads.rows, self)
        self.model.set_sort(self.spec.sort, self.spec.descending)
        self.table = TableView(t, self.model, name=f"{kind.key}_table", label=t(kind.title))
        self._count = Label("", Type.CAPTION, tone=Ink.TEXT2, name=f"{kind.key}_count")
        self._count.setMinimumHeight(control_height())
        self._lay_out()
        self._listen()
        self.setFocusProxy(self.table)
        self.table.restore_columns(memory.load(self._key()))

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.views)
        top.addWidget(self.quick)
        top.addStretch(1)
        foot = QHBoxLayout()
        foot.setContentsMargins(Space.XS, 0, Space.XS, 0)
        foot.addWidget(self._count)
        foot.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.S)
        box.addLayout(top)
        box.addWidget(self.table, 1)
        box.addLayout(foot)

    def _listen(self) -> None:
        self.views.changed.connect(self.set_view)
        self.quick.picked.connect(self.set_view)
        self.model.sort_changed.connect(self._on_sort)
        self.table.opened.connect(self.opened)
        self.table.current_changed.connect(self.current_changed)
        self.table.ticked.connect(self.ticked)
        self.table.menu_requested.connect(self.menu_requested)
        self.table.columns_changed.connect(lambda: self._memory.save(self._key(), self.table.save_columns()))

    def _ids(self) -> list[int]:
        return list(self._reads.ids(self.spec))

    def _key(self) -> str:
        return f"care/{self.kind.key}_{'beside' if self._beside else 'list'}"

    def _choices(self, counts: Mapping[Any, int]) -> list[Choice]:
        return [
            Choice(view, f"{self._t(text)} {counts[view]}" if view in counts else self._t(text)) for view, text in self.kind.views.items()
        ]

    # what is shown

    def reload(self) -> None:
        """Ask again for everything; the place in the list stays."""
        counts = self._reads.counts()
        choices, view = self._choices(counts), self.spec.view
        if [button.text() for button in self.views.buttons()] != [choice.text for choice in choices]:
            had_focus = self.views.isAncestorOf(self.window().focusWidget())
            self.views.set_choices(choices)
            self.views.set_label(self._t("View"))
            self.quick.set_choices(choices)
            if had_focus:
                self.views.setFocus()
        self.views.set_value(view)
        self.quick.set_value(view)
        self._show_empty(any(counts.values()))
        self.model.reload()
        shown = len(self.model.ids())
        self._count.setText(self._t.plural("{n} line", "{n} lines", shown).format(n=f"{shown:,}"))

    def _show_empty(self, some: bool) -> None:
        said = (some, bool(self.spec.words), str(self.spec.view))
        if said == self._said:
            return
        self._said = said
        t, kind = self._t, self.kind
        if self.spec.words:
            empty = EmptyState(t("Nothing fits this search."), icon="search", name=f"{kind.key}_no_hits")
        elif some:
            empty = EmptyState(t("Nothing here."), icon="circle-check", name=f"{kind.key}_none")
        else:
            button = t(kind.button) if kind.button else ""
            empty = EmptyState(t(kind.empty), icon="shield-check", button=button, key="Ctrl+N" if button else "", name=f"{kind.key}_empty")
            empty.clicked.connect(self.new_requested)
        self.table.set_empty(empty)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the few columns that matter, and the views in a box, where something open takes the room."""
        super().resizeEvent(event)
        self._set_beside(self.width() < BESIDE_BELOW)
        roomy = self.width() >= self.views.sizeHint().width()
        self.views.setVisible(roomy)
        self.quick.setVisible(not roomy)

    def _set_beside(self, narrow: bool) -> None:
        if narrow != self._beside:
            self._beside = narrow
            made = self.kind.columns(self._t, self._today)
            self.model.set_columns(columns.beside(made, self.kind.key) if narrow else made)
            self.table.reset_columns()
            self.table.restore_columns(self._memory.load(self._key()))

    # the question

    def set_view(self, view: Any) -> None:
        """Choose a view."""
        self.show_spec(replace(self.spec, view=view))

    def show_words(self, words: str) -> None:
        """Look for words; machines are looked for among all of them."""
        if words != self.spec.words:
            everywhere = {"view": MachineView.ALL} if words and self.kind.key == "machines" else {}
            self.show_spec(replace(self.spec, words=words, **everywhere))

    def show_spec(self, spec: Any) -> None:
        """Ask another question."""
        self.spec = spec
        self.reload()

    def first_id(self) -> int:
        """Return the current line, else the first one; 0 in an empty list."""
        ids = self.model.ids()
        return self.table.current_id() or (ids[0] if ids else 0)

    def _on_sort(self, key: str, descending: bool) -> None:
        self.model.set_sort(key, descending)
        self.show_spec(replace(self.spec, sort=key, descending=descending))

    def step(self, by: int) -> None:
        """Go to the line below or above."""
        ids = self.model.ids()
        at = self.model.row_of(self.table.current_id())
        wanted = at + by if at >= 0 else 0
        if 0 <= wanted < len(ids):
            self.table.select_id(ids[wanted])

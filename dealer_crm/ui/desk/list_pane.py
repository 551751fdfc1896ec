"""A list as every room has it: its filter and its views above, its lines, its count below."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dealer_crm.i18n import Translator
from dealer_crm.ui.desk.doors import ListReads, Memory
from dealer_crm.ui.desk.list_search import ListSearch
from dealer_crm.ui.desk.view_picker import ViewPicker
from dealer_crm.ui.theme import Space, Type, control_height
from dealer_crm.ui.widgets import Button, Choice, Column, EmptyState, Ink, Label, PagedModel, SearchField, TableView
from dealer_crm.ui.widgets.asked import Asked

BESIDE_BELOW = 480
"""A list narrower than this many pixels stands beside something open: it shows the few columns that matter there."""
FILTER_WIDEST, FILTER_NARROWEST = 320, 200


@dataclass(frozen=True)
class ListKind:
    """What tells the lists apart. `spec` is the first question, a dataclass with `view`, `words`, `sort` and `descending`.

    `key` begins the names of the parts, `kept` the names of what is remembered; `title`, `views`, `new` and `empty` are catalogue texts.
    `everything` is the view that leaves nothing out, `counted` words the number of lines; not `searched`: the page has filter and button.
    """

    key: str
    kept: str
    title: str
    views: Mapping[Any, str]
    everything: Any
    spec: Any
    counted: Callable[[Translator, int], str]
    empty: str
    icon: str
    new: str = ""
    new_key: str = "Ctrl+N"
    searched: bool = True


Columns = Callable[[bool], Sequence[Column]]


class ListPane(QWidget):
    """Knows the present question; tells what is opened, current, asked for. `columns` takes whether the list stands beside something."""

    opened = Signal(int)
    current_changed = Signal(int)
    ticked = Signal(list)
    removed = Signal(list)
    menu_requested = Signal(int, QPoint)
    new_requested = Signal()
    counted = Signal(object)

    def __init__(
        self, t: Translator, kind: ListKind, reads: ListReads, columns: Callable[[bool], Sequence[Column]], memory: Memory
    ) -> None:
        super().__init__()
        self._t, self.kind, self._reads, self._columns, self._memory = t, kind, reads, columns, memory
        self.spec = kind.spec
        self._beside = False
        self._some: bool | None = None
        self._said: object = None
        self._counts = Asked(self)
        self.setObjectName(f"{kind.key}_list")
        self.filter = SearchField(name=f"{kind.key}_filter", placeholder=t("Filter"), hint="Ctrl+F")
        self.filter.setAccessibleName(t("Filter this list"))
        self.filter.setMaximumWidth(FILTER_WIDEST)
        self.views = ViewPicker(self._choices({}), name=kind.key, label=t("View"))
        self.new_button = Button(t(kind.new) if kind.new else "", icon="plus", key=kind.new_key, name=f"{kind.key}_new")
        self.model = PagedModel(columns(False), self._ids, reads.rows, self)
        self.model.set_sort(self.spec.sort, self.spec.descending)
        self.table = TableView(t, self.model, name=f"{kind.key}_table", label=t(kind.title))
        self.count = Label("", Type.CAPTION, tone=Ink.TEXT2, name=f"{kind.key}_count")
        self.first, self.second, self.foot = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        self.search = ListSearch(self.filter, lambda: self)
        self._lay_out()
        self._listen()
        self.setFocusProxy(self.table)
        self.table.restore_columns(memory.load(self._memory_key()))

    def _lay_out(self) -> None:
        for row in (self.first, self.second, self.foot):
            row.setSpacing(Space.S)
        for widget, stretch in ((self.filter, 1), (self.views, 0)):
            self.first.addWidget(widget, stretch)
        self.first.addStretch(0)
        self.first.addWidget(self.new_button)
        if not self.kind.searched:
            self.filter.hide()
            self.new_button.hide()
        self.count.setMinimumHeight(control_height())
        self.foot.setContentsMargins(Space.XS, 0, Space.XS, 0)
        self.foot.addWidget(self.count)
        self.foot.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.S)
        box.addLayout(self.first)
        box.addLayout(self.second)
        box.addWidget(self.table, 1)
        box.addLayout(self.foot)

    def _listen(self) -> None:
        self.views.picked.connect(self.set_view)
        self.new_button.clicked.connect(self.new_requested)
        self.model.sort_changed.connect(self._on_sort)
        self.model.reloaded.connect(self._on_reloaded)
        self.table.opened.connect(self.opened)
        self.table.current_changed.connect(self.current_changed)
        self.table.ticked.connect(self.ticked)
        self.table.removed.connect(self.removed)
        self.table.menu_requested.connect(self.menu_requested)
        self.table.columns_changed.connect(lambda: self._memory.save(self._memory_key(), self.table.save_columns()))

    def _ids(self) -> Callable[[], Sequence[int]]:
        return partial(self._reads.ids, self.spec)

    def _memory_key(self, beside: bool | None = None) -> str:
        return f"{self.kind.kept}_{'beside' if (self._beside if beside is None else beside) else 'list'}"

    def _choices(self, counts: Mapping[Any, int]) -> list[Choice]:
        views = self.kind.views.items()
        return [Choice(view, f"{self._t(text)} {counts[view]:,}" if view in counts else self._t(text)) for view, text in views]

    # what is shown

    def reload(self) -> None:
        """Ask again for everything; the place in the list stays."""
        self.recount()
        self.model.reload()

    def recount(self) -> None:
        """Ask again for the number of each view; `counted` tells them."""
        self._counts.ask(self._reads.counts, self._show_counts)

    def _show_counts(self, counts: Mapping[Any, int]) -> None:
        self._some = any(counts.values())
        self.views.set_choices(self._choices(counts), self.spec.view)
        self._arrange()
        self._show_empty()
        self.counted.emit(counts)

    def _on_reloaded(self) -> None:
        self.count.setText(self.count_words())
        self._show_empty()

    def count_words(self) -> str:
        """Say how many lines there are."""
        return self.kind.counted(self._t, len(self.model.ids()))

    def _show_empty(self) -> None:
        """Say why there are no lines, and what leads on; before anything was counted nobody knows."""
        says = (self._some, self.narrowed(), self.spec.view)
        if self._some is not None and says != self._said:
            self._said = says
            self.table.set_empty(self._empty())

    def _empty(self) -> EmptyState:
        t, kind = self._t, self.kind
        if not self._some:
            empty = self.empty_shop()
        elif self.narrowed():
            clear = t("Clear the filter") if kind.searched else ""
            empty = EmptyState(t("Nothing fits this search."), icon="search", button=clear, name=f"{kind.key}_no_hits")
            empty.clicked.connect(self.clear_all)
        elif self.spec.view == kind.everything:
            empty = EmptyState(t("Nothing here."), icon="circle-check", name=f"{kind.key}_nothing")
        else:
            empty = EmptyState(t("Nothing here."), icon="circle-check", button=t("Show all"), name=f"{kind.key}_nothing")
            empty.clicked.connect(lambda: self.set_view(kind.everything))
        return empty

    def empty_shop(self) -> EmptyState:
        """Return what stands there while nothing of the kind is filed at all."""
        button = self._t(self.kind.new) if self.kind.new else ""
        key = self.kind.new_key if button else ""
        empty = EmptyState(self._t(self.kind.empty), icon=self.kind.icon, button=button, key=key, name=f"{self.kind.key}_none")
        empty.clicked.connect(self.new_requested)
        return empty

    def offers_first(self) -> bool:
        """Tell whether nothing of the kind is filed yet, and the empty list has the filled button."""
        return self._some is False and bool(self.kind.new)

    def narrowed(self) -> bool:
        """Tell whether more than the view leaves lines out."""
        return bool(self.spec.words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the few columns that matter, and the views in a box, where something open takes the room."""
        super().resizeEvent(event)
        self._set_beside(self.width() < BESIDE_BELOW)
        self._arrange()

    def _arrange(self) -> None:
        """Put the views beside the filter if both have room, else below it; a box takes the place of chips that have none."""
        below = self._beside and self.kind.searched
        self.views.set_boxed(self.width() < self.views.width_of_chips() + (0 if below else self._others()), wide=below)
        place = self.second if below else self.first
        if place.indexOf(self.views) < 0:
            place.insertWidget(0 if below else 1, self.views)

    def _others(self) -> int:
        """Return how much room the parts in the line of the views need at least, in pixels."""
        items = [item.widget() for at in range(self.first.count()) if (item := self.first.itemAt(at))]
        beside = [one for one in items if one and one not in (self.filter, self.views) and not one.isHidden()]
        narrowest = FILTER_NARROWEST if self.kind.searched else 0
        return narrowest + sum(one.sizeHint().width() + Space.S for one in beside)

    def _set_beside(self, beside: bool) -> None:
        if beside != self._beside:
            self._beside = beside
            self.filter.set_hint("" if beside else "Ctrl+F")
            self.filter.setMaximumWidth(BESIDE_BELOW if beside else FILTER_WIDEST)
            self.new_button.set_key("" if beside else self.kind.new_key)
            self.model.set_columns(self._columns(beside))
            self.table.reset_columns()
            self.table.restore_columns(self._memory.load(self._memory_key()))

    # the question

    def show_spec(self, spec: Any) -> None:
        """Ask another question."""
        self.spec = spec
        self.views.set_value(spec.view)
        self.model.reload()

    def set_view(self, view: Any) -> None:
        """Choose a view."""
        self.show_spec(replace(self.spec, view=view))

    def show_words(self, words: str) -> None:
        """Show only what fits the words."""
        if words != self.spec.words:
            self.show_spec(replace(self.spec, words=words))

    def clear_all(self) -> None:
        """Show the whole view again."""
        self.search.clear()

    def _on_sort(self, key: str, descending: bool) -> None:
        self.model.set_sort(key, descending)
        self.show_spec(replace(self.spec, sort=key, descending=descending))

    # one line

    def choose_one(self) -> None:
        """Make the first line current where none is, also when the list is not there yet."""
        self.table.choose_first()

    def open_one(self) -> None:
        """Open the current line, else the first one."""
        self.choose_one()
        if found := self.table.current_id():
            self.opened.emit(found)

    def neighbour(self, of: int, step: int) -> int:
        """Return the record `step` lines below (or above) another, the first one when that is not in the list; 0 past the ends."""
        ids, at = self.model.ids(), self.model.row_of(of)
        wanted = at + step if at >= 0 else 0
        return ids[wanted] if 0 <= wanted < len(ids) else 0

    def step(self, by: int) -> None:
        """Go to the line below or above."""
        if found := self.neighbour(self.table.current_id(), by):
            self.table.select_id(found)

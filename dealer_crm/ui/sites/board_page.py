"""All sites in progress: filters above, the board below, or a list where there is no room for columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from dealer_crm.i18n import N_, Translator
from dealer_crm.services.sites import SiteRow
from dealer_crm.ui.desk.list_search import ListSearch
from dealer_crm.ui.desk.view_picker import ViewPicker
from dealer_crm.ui.sites.board import Board
from dealer_crm.ui.sites.doors import SiteDoors
from dealer_crm.ui.sites.phrases import card_of, list_columns, site_words
from dealer_crm.ui.theme import Space, Type
from dealer_crm.ui.widgets import Button, Choice, Combo, EmptyState, Ink, Label, PagedModel, SearchField, TableView
from dealer_crm.ui.widgets.asked import Asked
from dealer_crm.ui.widgets.painting import advance

LIST_BELOW, FILTER_WIDEST = 118, 320
"""Digits of width below which cards have no room; heads of many letters want more."""


class SiteView(StrEnum):
    """The views that stand ready above the board."""

    ALL = "all"
    MINE = "mine"
    OVERDUE = "overdue"


VIEWS = {SiteView.ALL: N_("All"), SiteView.MINE: N_("Mine"), SiteView.OVERDUE: N_("Overdue")}


@dataclass(frozen=True)
class SiteSpec:
    """What of the sites is shown; `team` is who leads, None = everybody."""

    view: SiteView = SiteView.ALL
    words: str = ""
    team: int | None = None


class BoardPage(QWidget):
    """`opened` carries the order whose site it is."""

    opened = Signal(int)
    chosen = Signal(int)
    menu_requested = Signal(int, QPoint)
    new_requested = Signal()

    def __init__(self, t: Translator, doors: SiteDoors) -> None:
        super().__init__()
        self._t, self._doors = t, doors
        self.spec = SiteSpec()
        self._rows: tuple[SiteRow, ...] | None = None
        self._asked = Asked(self)
        self._goes_there = False
        self.setObjectName("sites_list")
        self.filter = SearchField(name="sites_filter", placeholder=t("Filter"), hint="/")
        self.filter.setAccessibleName(t("Filter the sites"))
        self.filter.setMaximumWidth(FILTER_WIDEST)
        self.search = ListSearch(self.filter, lambda: self)
        self.views = ViewPicker(self._choices(), name="sites", label=t("View"))
        self.team = Combo([Choice(None, t("Every team"))], name="sites_team", label=t("Team"))
        self.new_button = Button(t("New installation job"), icon="plus", key="Ctrl+N", name="sites_new")
        self.count = Label("", Type.CAPTION, tone=Ink.TEXT2, name="sites_count")
        self.board = Board(t)
        self.model = PagedModel(list_columns(t, doors.today), self._ids, self._lines, self)
        self.table = TableView(t, self.model, name="sites_table", label=t("Sites"))
        self.empty = EmptyState("", icon="house", button=t("Clear the filter"), name="sites_empty")
        self._faces = QStackedWidget()
        for face in (self.board, self.table, self.empty):
            self._faces.addWidget(face)
        self._lay_out()
        self._listen()
        self.views.set_value(SiteView.ALL)

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(Space.S)
        for widget, stretch in ((self.filter, 1), (self.views, 0), (self.team, 0), (self.count, 0)):
            line.addWidget(widget, stretch)
        line.addStretch(0)
        line.addWidget(self.new_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.S)
        box.addLayout(line)
        box.addWidget(self._faces, 1)

    def _listen(self) -> None:
        self.views.picked.connect(lambda view: self.show_spec(replace(self.spec, view=view)))
        self.team.picked.connect(lambda leader: self.show_spec(replace(self.spec, team=leader)))
        self.new_button.clicked.connect(self.new_requested)
        self.empty.clicked.connect(self._on_empty)
        for face in (self.board, self.table):
            face.opened.connect(self.opened)
            face.menu_requested.connect(self.menu_requested)
        self.board.chosen.connect(self.chosen)
        self.table.current_changed.connect(self.chosen)
        self.board.filter_requested.connect(self.focus_filter)

    # what is shown

    def reload(self) -> None:
        """Ask again for every site."""
        self._asked.ask(self._doors.reads.board, self._show_rows)

    def _show_rows(self, rows: Sequence[SiteRow]) -> None:
        self._rows = tuple(rows)
        leaders = sorted({(row.leader, row.leader_id) for row in rows if row.leader_id is not None})
        choices = [Choice(None, self._t("Every team")), *(Choice(one, name) for name, one in leaders)]
        if [choice.value for choice in choices] != self.team.offered():
            self.team.set_choices(choices)
            self.team.set_value(self.spec.team)
        self.views.set_choices(self._choices(), self.spec.view)
        self._show()
        if self._goes_there and self.isVisible():
            self.focus_start()
        self._goes_there = False

    def _choices(self) -> list[Choice]:
        counts = {view: len([row for row in self._rows or () if self._fits(row, SiteSpec(view))]) for view in SiteView}
        return [
            Choice(view, f"{self._t(text)} {counts[view]}" if self._rows is not None else self._t(text)) for view, text in VIEWS.items()
        ]

    def shown(self) -> list[SiteRow]:
        """Return the sites that the filters leave."""
        return [row for row in self._rows or () if self._fits(row, self.spec)]

    def _fits(self, row: SiteRow, spec: SiteSpec) -> bool:
        me = self._doors.operator()
        if spec.view is SiteView.MINE and me not in row.people:
            return False
        if spec.view is SiteView.OVERDUE and not row.late:
            return False
        if spec.team is not None and row.leader_id != spec.team:
            return False
        words = spec.words.casefold().split()
        return all(word in site_words(row) for word in words)

    def _show(self) -> None:
        rows = self.shown()
        self.board.show_cards([card_of(row, self._doors.today(), self._t) for row in rows])
        self.model.reload()
        self.count.setText(self._t.plural("{n} site", "{n} sites", len(rows)).format(n=len(rows)))
        self._arrange()

    def _ids(self) -> list[int]:
        return [row.order_id for row in self.shown()]

    def _lines(self, ids: Sequence[int]) -> list[SiteRow]:
        found = {row.order_id: row for row in self._rows or ()}
        return [found[one] for one in ids if one in found]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose between columns and a list."""
        super().resizeEvent(event)
        self._arrange()

    def is_list(self) -> bool:
        """Tell whether the sites are listed below each other."""
        return self.width() < max(LIST_BELOW * advance("8"), self.board.heads_width())

    def _arrange(self) -> None:
        t, listed = self._t, self.is_list()
        nothing = self._rows is not None and not self.shown()
        had_focus = self._has_focus()
        if nothing:
            narrowed = bool(self._rows)
            says = (
                t("Nothing fits this search.") if narrowed else t("No site is in progress. A confirmed order with goods to install is one.")
            )
            self.empty.set_sentence(says)
            if self.empty.button is not None:
                self.empty.button.setText("")
                self.empty.button.set_label(t("Show all") if narrowed else t("New installation job"))
        self._faces.setCurrentWidget(self.empty if nothing else self.table if listed else self.board)
        self.views.set_boxed(listed, wide=False)
        self.count.setVisible(not listed)
        self.new_button.set_key("" if listed else "Ctrl+N")
        self.setFocusProxy(self.table if listed else self.board.columns[0].list)
        if had_focus and not self._has_focus():
            self.focus_start()

    def _has_focus(self) -> bool:
        focused: QWidget | None = self.window().focusWidget()  # the stub says that there always is one
        return focused is not None and self._faces.isAncestorOf(focused)

    # the question

    def show_spec(self, spec: SiteSpec) -> None:
        """Show other sites."""
        self.spec = spec
        self.views.set_value(spec.view)
        self.team.set_value(spec.team)
        self._show()

    def show_words(self, words: str) -> None:
        """Show only what fits the words."""
        if words != self.spec.words:
            self.show_spec(replace(self.spec, words=words))

    def _on_empty(self) -> None:
        if self._rows:
            self.search.clear()
            self.show_spec(SiteSpec())
        else:
            self.new_requested.emit()

    # one site

    def current_id(self) -> int:
        """Return the site that commands are about, 0 for none."""
        return self.table.current_id() if self.is_list() else self.board.current_id()

    def current(self) -> SiteRow | None:
        """Return that site."""
        return next(iter(self._lines([self.current_id()])), None)

    def choose(self, order_id: int) -> None:
        """Make a site current."""
        self.board.choose(order_id)
        self.table.select_id(order_id)

    def open_one(self) -> None:
        """Open the current site, else the first one."""
        found = self.current_id() or next(iter(self._ids()), 0)
        if found:
            self.opened.emit(found)

    def step(self, by: int) -> None:
        """Go to the list from the filter."""
        if by > 0:
            self.focus_start()

    def focus_start(self) -> None:
        """Be where the arrows work, once there are sites."""
        self._goes_there = self._rows is None
        if self.is_list():
            self.table.choose_first()
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.board.focus_start()

    def focus_filter(self) -> None:
        """Go to the filter."""
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

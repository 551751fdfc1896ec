"""Every community with what the shop has there, and who lives in one of them, building by building.

It stands with the customer files, not with the reports: it answers who lives where and leads on to files, at no period.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from dealer_crm.domain import phones
from dealer_crm.domain.communities import share_words
from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import Translator
from dealer_crm.services.communities import CommunityRow, ResidentRow
from dealer_crm.ui.customers.community_dialogs import CommunityDialog, MergeDialog
from dealer_crm.ui.customers.community_doors import CommunityDoors
from dealer_crm.ui.theme import Space, Type
from dealer_crm.ui.widgets import (
    Button,
    Column,
    Dialog,
    ElidedLabel,
    EmptyState,
    IconButton,
    Ink,
    InlineMessage,
    PagedModel,
    Role,
    SearchField,
    TableView,
    heading,
)
from dealer_crm.ui.widgets.asked import Asked
from dealer_crm.ui.widgets.painting import RIGHT
from dealer_crm.words.labels import label


class CommunitiesPage(QWidget):
    """The list, and behind Enter the customers of one."""

    closed = Signal()
    keys_changed = Signal()
    has_primary = False

    def __init__(self, t: Translator, doors: CommunityDoors) -> None:
        super().__init__()
        self._t, self._doors = t, doors
        self.title = t("Communities")
        self.setObjectName("communities_page")
        self._asked, self._asked_who, self._asked_others = Asked(self), Asked(self), Asked(self)
        self._rows: dict[int, CommunityRow] = {}
        self._people: dict[int, ResidentRow] = {}
        self._open = 0
        self.message = InlineMessage(t, name="communities_message")
        self.field = SearchField(name="communities_search", placeholder=t("Name, other name, sound"))
        self.model = PagedModel(_columns(t), lambda: list(self._rows), lambda ids: [self._rows[one] for one in ids], self)
        self.table = TableView(t, self.model, name="communities", label=self.title)
        words = t("No community yet. They come with the addresses of customers.")
        self.table.set_empty(EmptyState(words, icon="building-2", name="communities_none"))
        self.people = PagedModel(_resident_columns(t), lambda: list(self._people), lambda ids: [self._people[one] for one in ids], self)
        self.residents = TableView(t, self.people, name="residents", label=t("Customers there"))
        self.residents.set_empty(EmptyState(t("No customer there today."), icon="users", name="residents_none"))
        self._name = heading("", "community_name")
        self._facts = ElidedLabel("", Type.CAPTION, tone=Ink.TEXT2, name="community_facts")
        self._stack = QStackedWidget()
        self._build()
        self._listen()

    def _build(self) -> None:
        t = self._t
        self.back_button = IconButton("arrow-left", t("Back to the customers"), name="communities_back", key="Esc")
        self.all_button = IconButton("arrow-left", t("All communities"), name="community_back", key="Esc")
        self.edit_button = Button(t("Edit"), icon="pencil", key="F2", name="community_edit")
        self.merge_button = Button(t("Merge into…"), role=Role.QUIET, icon="merge", name="community_merge")
        every = self._view((self.back_button, heading(self.title), self.field), self.table)
        one = self._view((self.all_button, self._name, self._facts, self.edit_button, self.merge_button), self.residents)
        for page in (every, one):
            self._stack.addWidget(page)
        box = QVBoxLayout(self)
        box.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        box.setSpacing(Space.S)
        box.addWidget(self.message)
        box.addWidget(self._stack, 1)

    def _view(self, head: Sequence[QWidget], table: TableView) -> QWidget:
        view = QWidget()
        line = QHBoxLayout()
        line.setSpacing(Space.S)
        for widget in head:
            line.addWidget(widget, 1 if isinstance(widget, SearchField | ElidedLabel) else 0)
        box = QVBoxLayout(view)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.S)
        box.addLayout(line)
        box.addWidget(table, 1)
        return view

    def _listen(self) -> None:
        self.field.typed.connect(lambda _text: self._ask())
        self.field.entered.connect(self._open_first)
        self.field.escaped.connect(self._on_escape)
        self.field.moved.connect(lambda _by: self.table.setFocus(Qt.FocusReason.OtherFocusReason))
        self.table.opened.connect(self.open_community)
        self.residents.opened.connect(lambda one: self._doors.open_customer(self._people[one].customer_id))
        self.back_button.clicked.connect(self.closed)
        self.all_button.clicked.connect(self.show_all)
        self.edit_button.clicked.connect(self.edit)
        self.merge_button.clicked.connect(self.merge)

    # showing

    def on_shown(self) -> None:
        """Ask anew and put the focus where one types."""
        self.reload()
        (self.residents if self._open else self.field).setFocus(Qt.FocusReason.OtherFocusReason)

    def reload(self) -> None:
        """Show the store as it is now."""
        self._ask()
        if self._open:
            self._ask_who(self._open)

    def _ask(self) -> None:
        self._asked.ask(partial(self._doors.rows, self.field.query()), self._show)

    def _show(self, rows: Sequence[CommunityRow]) -> None:
        self._rows = {row.id: row for row in rows}
        self.model.reload()
        if self._open and self._open in self._rows:
            self._show_head(self._rows[self._open])

    def open_community(self, community_id: int) -> None:
        """Show who lives in one."""
        try:
            row = self._doors.one(community_id)
        except DomainError as error:
            self.message.show_error(error)
            return
        self.message.clear()
        self._open = community_id
        self._show_head(row)
        self._ask_who(community_id)
        self._stack.setCurrentIndex(1)
        self.residents.setFocus(Qt.FocusReason.OtherFocusReason)
        self.keys_changed.emit()

    def _show_head(self, row: CommunityRow) -> None:
        t = self._t
        self._name.setText(row.name)
        known = (
            row.alias,
            t("completed {year}").format(year=row.completed) if row.completed else "",
            t.plural("{n:,} household", "{n:,} households", row.households).format(n=row.households) if row.households else "",
            t("won {share}").format(share=share_words(row.penetration)) if row.penetration is not None else "",
            row.heating,
            t("show flats: {words}").format(words=row.sample_flats) if row.sample_flats else "",
        )
        self._facts.setText(" · ".join(filter(None, known)))

    def _ask_who(self, community_id: int) -> None:
        self._asked_who.ask(partial(self._doors.residents, community_id), self._show_people)

    def _show_people(self, rows: Sequence[ResidentRow]) -> None:
        self._people = {row.id: row for row in rows}
        self.people.reload()
        if self._people and not self.residents.current_id():
            self.residents.choose_first()

    def show_all(self) -> None:
        """Back to the list."""
        shown, self._open = self._open, 0
        self._stack.setCurrentIndex(0)
        self.table.select_id(shown)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.keys_changed.emit()

    def _open_first(self) -> None:
        if self._rows:
            self.open_community(next(iter(self._rows)))

    def _on_escape(self) -> None:
        if self.field.text():
            self.field.clear()
        else:
            self.closed.emit()

    # doing

    def _current(self) -> CommunityRow | None:
        return self._rows.get(self._open or self.table.current_id())

    def edit(self) -> None:
        """Change what is known of the community."""
        if row := self._current():
            self._start(CommunityDialog(self._t, row, self._doors.edit, self.window()))

    def merge(self) -> None:
        """Make this spelling and another one the same."""
        if row := self._current():
            self._asked_others.ask(partial(self._doors.rows, ""), partial(self._ask_other, row))

    def _ask_other(self, row: CommunityRow, rows: Sequence[CommunityRow]) -> None:
        dialog = MergeDialog(self._t, row, [one for one in rows if one.id != row.id], self._doors.merge, self.window())
        dialog.saved.connect(self.show_all)
        self._start(dialog)

    def _start(self, dialog: Dialog) -> None:
        dialog.open()

    def commands(self) -> dict[str, Callable[[], object]]:
        """Return what the page answers."""
        return {"edit": self.edit, "filter": self.field.setFocus, "refresh": self.reload}

    def keys(self) -> list[tuple[str, str]]:
        """Return the keys that matter here."""
        t = self._t
        return [("Enter", t("open")), ("F2", t("Edit")), ("Esc", t("back"))]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes one step back."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self._open:
            self.show_all()
        else:
            self.closed.emit()


def _columns(t: Translator) -> list[Column]:
    def count(key: str) -> Callable[[CommunityRow], str]:
        return lambda row: f"{getattr(row, key):,}" if getattr(row, key) else ""

    return [
        Column("name", t("Community"), lambda row: row.name, 16, bold=True, sortable=False, stretch=2),
        Column("alias", t("Other names"), lambda row: row.alias, 14, quiet=True, sortable=False, stretch=1, rank=4),
        Column("customers", t("Customers"), count("customers"), 9, RIGHT, sortable=False),
        Column("houses", t("Houses"), count("houses"), 8, RIGHT, sortable=False, rank=3),
        Column("machines", t("Machines"), count("machines"), 8, RIGHT, sortable=False),
        Column("households", t("Households"), count("households"), 10, RIGHT, sortable=False, rank=2),
        Column("share", t("Won"), lambda row: share_words(row.penetration), 8, RIGHT, sortable=False),
        Column("completed", t("Completed in"), lambda row: str(row.completed or ""), 9, sortable=False, rank=5),
        Column("heating", t("Heating"), lambda row: row.heating, 10, sortable=False, rank=6),
    ]


def _resident_columns(t: Translator) -> list[Column]:
    return [
        Column("building", t("Building"), lambda row: row.building, 8, sortable=False),
        Column("door", t("Door"), lambda row: row.door, 9, sortable=False),
        Column("name", t("Name"), lambda row: row.name, 10, bold=True, sortable=False, stretch=1),
        Column("phone", t("Phone"), lambda row: phones.shown(row.phone), 14, sortable=False, rank=2),
        Column("stage", t("Stage"), lambda row: label(row.stage, t), 8, sortable=False, rank=1),
        Column("machines", t("Machines"), lambda row: str(row.machines or ""), 8, RIGHT, sortable=False),
    ]

"""The list of deliveries with its views, its filter and the button for a new one; today's stand first."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dealer_crm.i18n import N_, Translator
from dealer_crm.services.delivery_list import DeliveryView
from dealer_crm.ui.deliveries.columns import columns, columns_beside
from dealer_crm.ui.deliveries.doors import DeliveryDoors
from dealer_crm.ui.theme import Space, Type, control_height
from dealer_crm.ui.widgets import Button, Choice, Combo, EmptyState, Ink, Label, PagedModel, SearchField, Segments, TableView

TYPING_PAUSE_MS = 160
VIEWS = {
    DeliveryView.ALL: N_("All"),
    DeliveryView.TODAY: N_("Today"),
    DeliveryView.WAITING: N_("To deliver"),
    DeliveryView.UNFINISHED: N_("Not handed over"),
    DeliveryView.DONE: N_("Handed over"),
    DeliveryView.RETURNS: N_("Came back"),
}
FILTER_WIDEST, VIEWS_WIDEST = 320, 820


class DeliveryListPane(QWidget):
    """Knows the present view; tells what is opened, current, asked for."""

    opened = Signal(int)
    current_changed = Signal(int)
    menu_requested = Signal(int, QPoint)
    new_requested = Signal()

    def __init__(self, t: Translator, doors: DeliveryDoors) -> None:
        super().__init__()
        self._t, self._doors = t, doors
        self.view = DeliveryView.ALL
        self._beside = False
        self._empty_kind = "?"
        self.setObjectName("delivery_list")
        self.filter = SearchField(name="delivery_filter", placeholder=t("Filter"), hint="Ctrl+F")
        self.filter.setAccessibleName(t("Filter this list"))
        self.filter.setMaximumWidth(FILTER_WIDEST)
        self.views = Segments([Choice(view, t(text)) for view, text in VIEWS.items()], name="delivery_views")
        self.views.set_label(t("Which deliveries"))
        self.views.set_value(self.view)
        self.views.setMaximumWidth(VIEWS_WIDEST)
        self.view_box = Combo([Choice(view, t(text)) for view, text in VIEWS.items()], name="delivery_view", label=t("Which deliveries"))
        self.view_box.hide()
        self.new_button = Button(t("New delivery"), icon="plus", key="Ctrl+N", name="delivery_new")
        self.model = PagedModel(columns(t, doors.today), self._ids, doors.reads.rows, self)
        self.table = TableView(t, self.model, name="delivery_table", label=t("Deliveries"))
        self._count = Label("", Type.CAPTION, tone=Ink.TEXT2, name="delivery_count")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPING_PAUSE_MS)
        self._lay_out()
        self._listen()
        self.setFocusProxy(self.table)

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(Space.S)
        first.addWidget(self.filter, 1)
        first.addStretch(0)
        first.addWidget(self.new_button)
        self._count.setMinimumHeight(control_height())
        foot = QHBoxLayout()
        foot.setContentsMargins(Space.XS, 0, Space.XS, 0)
        foot.addWidget(self._count)
        foot.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.S)
        box.addLayout(first)
        box.addWidget(self.views)
        box.addWidget(self.view_box)
        box.addWidget(self.table, 1)
        box.addLayout(foot)

    def _listen(self) -> None:
        self._pause.timeout.connect(self.reload)
        self.filter.typed.connect(lambda _text: self._pause.start())
        self.filter.entered.connect(self._on_entered)
        self.filter.escaped.connect(self._on_escaped)
        self.filter.moved.connect(self._move)
        self.views.changed.connect(self.set_view)
        self.view_box.picked.connect(self.set_view)
        self.new_button.clicked.connect(self.new_requested)
        self.table.opened.connect(self.opened)
        self.table.current_changed.connect(self.current_changed)
        self.table.menu_requested.connect(self.menu_requested)

    def _ids(self) -> list[int]:
        return list(self._doors.reads.ids(self.view, self.filter.query().strip()))

    def choose_one(self) -> None:
        """Make the first line current where none is."""
        if not self.table.current_id() and self.model.ids():
            self.table.select_id(self.model.ids()[0])

    def reload(self) -> None:
        """Ask again for everything; the place in the list stays."""
        t, counts = self._t, self._doors.reads.counts()
        choices = [Choice(view, f"{t(text)} {counts.get(view, 0)}") for view, text in VIEWS.items()]
        if [button.text() for button in self.views.buttons()] != [choice.text for choice in choices]:
            had_focus = self.views.isAncestorOf(self.window().focusWidget())
            self.views.set_choices(choices)
            self.views.set_value(self.view)
            self.view_box.set_choices(choices)
            self.view_box.set_value(self.view)
            if had_focus:
                self.views.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_empty(counts.get(DeliveryView.ALL, 0) > 0)
        self.model.reload()
        shown = len(self.model.ids())
        self._count.setText(t.plural("{n} delivery", "{n} deliveries", shown).format(n=shown))

    def _show_empty(self, some: bool) -> None:
        kind = "" if not some else "words" if self.filter.query().strip() else self.view.value
        if kind == self._empty_kind:
            return
        self._empty_kind = kind
        t = self._t
        if not some:
            sentence = t("No deliveries yet. Plan the first one from a confirmed order.")
            empty = EmptyState(sentence, icon="truck", button=t("New delivery"), key="Ctrl+N", name="no_deliveries")
            empty.clicked.connect(self.new_requested)
        else:
            empty = EmptyState(t("Nothing here."), icon="circle-check", button=t("Show all"), name="no_hits")
            empty.clicked.connect(self.clear_all)
        self.table.set_empty(empty)

    def set_beside(self, beside: bool) -> None:
        """Show the few columns that matter beside an open delivery, or all."""
        if beside != self._beside:
            self._beside = beside
            self.views.setVisible(not beside)
            self.view_box.setVisible(beside)
            self.filter.set_hint("" if beside else "Ctrl+F")
            self.new_button.set_key("" if beside else "Ctrl+N")
            make: Callable[..., object] = columns_beside if beside else columns
            self.model.set_columns(make(self._t, self._doors.today))  # type: ignore[arg-type]
            self.table.reset_columns()

    def set_view(self, view: DeliveryView) -> None:
        """Choose a view."""
        self.view = view
        self.views.set_value(view)
        self.view_box.set_value(view)
        self.reload()

    def clear_all(self) -> None:
        """Show every delivery again."""
        self.filter.setText("")
        self._pause.stop()
        self.set_view(DeliveryView.ALL)

    def _on_entered(self) -> None:
        self._pause.stop()
        self.reload()
        if not self.table.current_id() and self.model.ids():
            self.table.select_id(self.model.ids()[0])
        if self.table.current_id():
            self.opened.emit(self.table.current_id())

    def _on_escaped(self) -> None:
        if self.filter.text():
            self.filter.setText("")
        else:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _move(self, step: int) -> None:
        ids, at = self.model.ids(), self.model.row_of(self.table.current_id())
        wanted = at + step if at >= 0 else 0
        if 0 <= wanted < len(ids):
            self.table.select_id(ids[wanted])

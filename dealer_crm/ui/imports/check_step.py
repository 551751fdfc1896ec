"""Third step: what the check found; the tiles filter, faults are mended, duplicates decided."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dealer_crm.domain.errors import NotFound
from dealer_crm.domain.imports import Choice, Counts, Outcome
from dealer_crm.i18n import Translator
from dealer_crm.services.import_views import Preview
from dealer_crm.services.imports import Imports
from dealer_crm.ui.imports.check_table import TONES, CheckModel, CheckTable, columns_of
from dealer_crm.ui.imports.panes import CheckPanes
from dealer_crm.ui.imports.row_panel import RowPanel
from dealer_crm.ui.theme import Space
from dealer_crm.ui.widgets import Button, Card, EmptyState, Ink, InlineMessage, Label, Role, SearchField, StatCard, StatCards
from dealer_crm.words.imports import outcome_label

ALL, WIDE = "all", 960
ORDER = (Outcome.NEW, Outcome.UPDATE, Outcome.DUPLICATE, Outcome.ERROR, Outcome.SKIP)


class CheckStep(QWidget):
    """`changed` tells that the plan is another now."""

    changed = Signal()
    customer_requested = Signal(int)

    def __init__(self, t: Translator, imports: Imports) -> None:
        super().__init__()
        self._t, self._imports = t, imports
        self._begun = 0
        self.setObjectName("import_check_step")
        self.message = InlineMessage(t, name="check_message")
        self.tiles = StatCards(name="import_tiles")
        self.sums = Label("", tone=Ink.TEXT2, name="import_sums")
        self.filter = SearchField(name="import_filter", placeholder=t("Filter"), hint="Ctrl+F")
        self.hint = Label(t("Faults and duplicates stand first; type into the cell"), tone=Ink.TEXT2, name="import_hint")
        self.faulty = Button(t("Next fault"), role=Role.QUIET, icon="triangle-alert", name="button_next_fault")
        self.model = CheckModel([], self._ids, imports.rows, self._mend)
        self.table = CheckTable(t, self.model, label=t("Rows of the file"))
        self.table.set_empty(EmptyState(t("No row is of this kind."), icon="list-checks"))
        self.panel = RowPanel(t)
        self.panes = CheckPanes(t, self._list(), self.panel)
        top = QHBoxLayout()
        top.setSpacing(Space.M)
        top.addWidget(self.tiles, 1)
        top.addWidget(self.sums)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.S)
        box.addWidget(self.message)
        box.addLayout(top)
        box.addWidget(self.panes, 1)
        self._listen()

    def _list(self) -> Card:
        card = Card("import_list", margin=1, spacing=Space.S)
        self.table.setProperty("framed", "false")
        line = QHBoxLayout()
        line.setContentsMargins(Space.S, Space.S, Space.S, 0)
        line.setSpacing(Space.M)
        line.addWidget(self.filter)
        line.addWidget(self.hint, 1)
        line.addWidget(self.faulty)
        card.box.addLayout(line)
        card.box.addWidget(self.table, 1)
        return card

    def _listen(self) -> None:
        self.tiles.changed.connect(lambda _key: self._show_list())
        self.filter.typed.connect(lambda _text: self._show_list())
        self.filter.escaped.connect(self._leave_filter)
        self.filter.moved.connect(lambda _by: self.table.setFocus(Qt.FocusReason.OtherFocusReason))
        self.faulty.clicked.connect(self.next_faulty)
        self.table.current_changed.connect(self._show_row)
        self.table.opened_row.connect(lambda _row: self.panes.show_panel())
        self.panes.only_panel.connect(lambda alone: self.tiles.setVisible(not alone))
        self.panes.returned.connect(lambda: self.table.setFocus(Qt.FocusReason.OtherFocusReason))
        self.panel.chosen.connect(self._on_chosen)
        self.panel.chosen_for_all.connect(self._on_chosen_for_all)
        self.panel.stepped.connect(self._on_stepped)
        self.panel.customer_requested.connect(self.customer_requested)

    def show_preview(self, preview: Preview) -> None:
        """Show another file: all its rows, faults first."""
        self.message.clear()
        self.filter.setText("")
        self._begun = 0
        self.model.set_columns(columns_of(preview, self._imports.wrong_columns(), self._t))
        self.table.arrangement.reset()
        self._show_counts(preview.counts)
        self.tiles.set_value(ALL)
        self._show_list()
        if self.model.ids():
            self.table.select_id(self.model.ids()[0])

    def refresh(self) -> None:
        """Ask again for rows and sums."""
        self.model.reload()
        self._show_counts(self._imports.preview().counts)
        self._show_row(self.table.current_id())

    def next_faulty(self) -> None:
        """Begin to mend the current row if it is faulty, else the next one that is; then the one after it."""
        ids = self._imports.ids(Outcome.ERROR)
        if ids:
            current = self.table.current_id()
            after = current + 1 if current == self._begun else current
            self._begun = next((row for row in ids if row >= after), ids[0])
            self.table.begin(self._begun)

    def _kind(self) -> Outcome | None:
        key = self.tiles.value()
        return Outcome(key) if key and key != ALL else None

    def _ids(self) -> Sequence[int]:
        return self._imports.ids(self._kind(), self.filter.text())

    def _show_list(self) -> None:
        self.model.reload()
        if not self.table.current_id() and self.model.ids():
            self.table.select_id(self.model.ids()[0])
        self._show_row(self.table.current_id())

    def _show_counts(self, counts: Counts) -> None:
        t = self._t
        kinds = [kind for kind in ORDER if kind is not Outcome.SKIP or counts.skip]
        numbers = {kind: int(getattr(counts, kind.value)) for kind in kinds}
        tiles = [StatCard(ALL, counts.total, t("All"))]
        tiles += [
            StatCard(k.value, n, outcome_label(k, t), tone=TONES[k][0] if k in {Outcome.ERROR, Outcome.DUPLICATE} else None)
            for k, n in numbers.items()
        ]
        self.tiles.set_cards(tiles)
        sums = " + ".join(str(number) for number in numbers.values())
        self.sums.setText(t.plural("{sums} = {n} row", "{sums} = {n} rows", counts.total).format(sums=sums, n=counts.total))
        self.faulty.setVisible(counts.error > 0)

    def _show_row(self, row_id: int) -> None:
        try:
            detail = self._imports.detail(row_id)
        except NotFound:
            self.panel.show_nothing()
            return
        self.panel.show_row(detail, *self._imports.place(row_id))

    def _mend(self, row: int, column: int, text: str) -> None:
        self._imports.fix(row, column, text)
        self._after_change()

    def _on_chosen(self, row: int, choice: Choice) -> None:
        self._imports.choose([row], choice)
        self._after_change()

    def _on_chosen_for_all(self, kind: Outcome, choice: Choice) -> None:
        preview = self._imports.choose_all(kind, choice)
        self._after_change()
        count = int(getattr(preview.counts, kind.value))
        said = self._t.plural("Done so for {n} row.", "Done so for all {n} rows.", count)
        self.message.show_message(said.format(n=count))

    def _after_change(self) -> None:
        """Show the rows as they are now where they stand; they are sorted anew when the list is filtered."""
        self.model.patch(self.model.ids())
        self._show_counts(self._imports.preview().counts)
        self._show_row(self.table.current_id())
        self.changed.emit()

    def _on_stepped(self, by: int) -> None:
        self.table.select_id(self._imports.neighbour(self.table.current_id(), by))

    def _leave_filter(self) -> None:
        self.filter.setText("")
        self._show_list()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the hint and the sum out where they have no room."""
        super().resizeEvent(event)
        self.sums.setVisible(self.width() >= WIDE)
        self.hint.setVisible(self.width() >= WIDE)

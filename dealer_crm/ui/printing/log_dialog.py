"""The print log: what went out on paper, as a file, picture or text; when, by whom, on which printer, in how many copies."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from dealer_crm.domain.dates import local_day
from dealer_crm.domain.print_log import PrintLogRow, PrintLogSpec
from dealer_crm.i18n import Translator
from dealer_crm.ui.theme import Space
from dealer_crm.ui.widgets import Button, Choice, Column, Combo, DateField, Dialog, EmptyState, FlowRow, PagedModel, TableView
from dealer_crm.ui.widgets.inputs import SearchField
from dealer_crm.ui.widgets.painting import RIGHT
from dealer_crm.ui.widgets.tall import take_whole_height
from dealer_crm.words.labels import label
from dealer_crm.words.moments import moment

WIDEST, HIGHEST = 1160, 620


@dataclass(frozen=True)
class LogDoors:
    """Lines that are asked for (the newest first), what a kind of paper, a size and a form (by variant) are called, and writing
    lines into a file."""

    ids: Callable[[PrintLogSpec], Sequence[int]]
    rows: Callable[[Sequence[int]], Sequence[PrintLogRow]]
    kinds: Callable[[], Sequence[tuple[str, str]]]
    size: Callable[[str], str]
    export: Callable[[Sequence[int]], object]
    now: Callable[[], datetime]
    form: Callable[[str], str] = lambda _variant: ""


class PrintLogDialog(Dialog):
    """`spec` filters at first, by a record with its name. It frees itself when it closes; `opened` names kind and record of a line."""

    opened = Signal(str, int)

    def __init__(self, t: Translator, doors: LogDoors, parent: QWidget | None, spec: PrintLogSpec | None = None, about: str = "") -> None:
        super().__init__(t, t("Print log"), parent, name="print_log_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._doors, self._about = doors, about
        self._spec = self._first = spec or PrintLogSpec()
        every = Choice("", t("All papers"))
        self.kind = Combo([every, *(Choice(code, name) for code, name in doors.kinds())], name="print_log_kind", label=t("Kind of paper"))
        self.day = DateField(t, self._today, name="print_log_day")
        self.day.edit.setAccessibleName(t("Day"))
        self.number = SearchField(name="print_log_number", placeholder=t("Number"))
        self.number.setAccessibleName(t("Number"))
        self.only = Button("", icon="x", name="print_log_only")
        self.table = TableView(t, PagedModel(self._columns(), self._ids, doors.rows, self), name="print_log_list", label=t("Print log"))
        self._build()
        self._wire()
        self._filter(self._spec)

    def _today(self) -> date:
        return local_day(self._doors.now())

    def _columns(self) -> list[Column]:
        t, doors = self._t, self._doors
        return [
            Column("at", t("When"), lambda row: moment(row.at, doors.now(), t), 15, sortable=False),
            Column("kind", t.context("document", "Paper"), self._kind, 14, bold=True, sortable=False, stretch=1),
            Column("number", t("Number"), lambda row: row.printed.number, 18, sortable=False, stretch=1),
            Column("way", t("Way"), lambda row: label(row.printed.way, t), 14, sortable=False),
            Column("staff", t("Who"), lambda row: row.staff or t("The program"), 9, sortable=False, rank=1),
            Column("printer", t("Printer"), lambda row: row.printed.printer, 16, quiet=True, sortable=False, rank=3, stretch=1),
            Column("size", t("Size"), lambda row: doors.size(row.printed.paper), 11, quiet=True, sortable=False, rank=4),
            Column("copies", t.context("paper", "Copies"), self._copies, 16, sortable=False, rank=2, stretch=1),
            Column("pages", t("Pages"), lambda row: f"{row.printed.pages:,}", 6, align=RIGHT, quiet=True, sortable=False, rank=5),
        ]

    def _kind(self, row: PrintLogRow) -> str:
        """Return the kind of paper, and on which form it was printed."""
        kind = dict(self._doors.kinds()).get(row.printed.kind, row.printed.kind)
        return " · ".join(filter(None, (kind, self._doors.form(row.printed.variant))))

    def _copies(self, row: PrintLogRow) -> str:
        names, sets = self._t(", ").join(row.printed.copy_names), row.printed.copies
        return f"{sets} × {names}" if names and sets > 1 else names or f"{sets}"

    def _build(self) -> None:
        t = self._t
        self.table.set_empty(EmptyState(t("Nothing was printed that is looked for here."), icon="printer", name="print_log_none"))
        self.table.setMinimumHeight(120)
        row = FlowRow("print_log_filters", Space.S)
        for widget in (self.kind, self.day, self.number, self.only):
            row.add(widget)
        take_whole_height(self._body)
        self.box.setContentsMargins(Space.L, Space.S, Space.L, Space.S)
        self.box.addWidget(row)
        self.box.addWidget(self.table, 1)
        self.export = self.add_button(t("Export…"), icon="file-down", name="print_log_export")
        self.close_button = self.add_button(t("Close"), key="Esc", name="print_log_close")

    def _wire(self) -> None:
        self.kind.activated.connect(lambda _row: self._filter(replace(self._spec, kind=self.kind.value())))
        self.day.changed.connect(lambda day: self._filter(replace(self._spec, on=day)))
        self.number.typed.connect(lambda text: self._filter(replace(self._spec, number=text.strip())))
        self.only.clicked.connect(self._on_only)
        self.table.opened.connect(self._on_opened)
        self.export.clicked.connect(lambda: self._doors.export(self._ids()))
        self.close_button.clicked.connect(self.reject)

    def sizeHint(self) -> QSize:
        """Most of the window, within reason."""
        parent = self.parentWidget()
        room = parent.window().size() if parent else QSize(WIDEST, HIGHEST)
        return QSize(min(WIDEST, room.width() - 16), min(HIGHEST, room.height() - 16))

    def showEvent(self, event: QShowEvent) -> None:
        """Put the focus into the list."""
        super().showEvent(event)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ids(self) -> Sequence[int]:
        return self._doors.ids(self._spec)

    def _filter(self, spec: PrintLogSpec) -> None:
        """Show what is asked for."""
        self._spec = spec
        self.kind.set_value(spec.kind)
        model = self.table.model()
        assert isinstance(model, PagedModel)
        model.reload()
        if model.rowCount() and not self.table.current_id():
            self.table.selectRow(0)
        self.export.setEnabled(bool(model.rowCount()))
        self.only.setVisible(self._first.record_id is not None)
        every = spec.record_id is not None
        self.only.set_label(self._t("Show all papers again") if every else self._t("Only {name}").format(name=self._about))

    def _on_only(self) -> None:
        if self._spec.record_id is None:
            self._filter(replace(self._spec, kind=self._first.kind, record_id=self._first.record_id))
        else:
            self._filter(replace(self._spec, kind="", record_id=None))

    def _on_opened(self, line: int) -> None:
        row = next(iter(self._doors.rows([line])), None)
        if row is not None and row.printed.record_id is not None:
            self.opened.emit(row.printed.kind, row.printed.record_id)

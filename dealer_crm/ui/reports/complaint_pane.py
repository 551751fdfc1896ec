"""The analysis of complaints in the room of reports: the chart, its table below, and the cases of what is chosen beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dealer_crm.i18n import Translator
from dealer_crm.ui.reports.complaint_views import Kind, View, ViewLine, choices
from dealer_crm.ui.theme import Space, Type, line_height
from dealer_crm.ui.widgets import Card, Choice, Column, EmptyState, Ink, Label, PagedModel, Segments, TableView
from dealer_crm.ui.widgets.body import ScrollBody
from dealer_crm.ui.widgets.chart import ChartView
from dealer_crm.ui.widgets.choosing import Combo
from dealer_crm.ui.widgets.painting import RIGHT

CHART, TABLE, CASES = "chart", "table", "cases"
HIGH_LINES = 12


class ComplaintPane(QWidget):
    """`chosen` when other cases are meant: those of a bar, of a line of the table, or all; `view_picked` when another view is."""

    chosen = Signal()
    view_picked = Signal(str)

    def __init__(self, t: Translator, cases: TableView) -> None:
        super().__init__()
        self._t, self._cases = t, cases
        self._view: View | None = None
        self._line: ViewLine | None = None
        self._rest, self._narrow = False, False
        self.setObjectName("complaint_analysis")
        self.views = Combo([Choice(key, name) for key, name in choices(t)], name="complaint_views", label=t("What is shown"))
        parts = [Choice(CHART, t("Chart"), "chart-column"), Choice(TABLE, t("Table"), "layout-list"), Choice(CASES, t("Its cases"), "list")]
        self.parts = Segments(parts, name="complaint_parts", label=t("Part in view"), joined=True)
        self.parts.set_value(CHART)
        self.finding = Label("", Type.SECTION, name="complaint_finding", wrap=True)
        self.chart = ChartView("complaint_chart", t("Complaint analysis"))
        self.note = Label("", Type.CAPTION, tone=Ink.TEXT2, name="complaint_note", wrap=True)
        self.tables = {kind: self._table(kind) for kind in Kind}
        self.whose = Label("", Type.STRONG, name="complaint_whose", wrap=True)
        self._build()
        self.views.picked.connect(lambda what: self.view_picked.emit(str(what)))
        self.parts.changed.connect(lambda _part: self._dress())
        self.chart.chosen.connect(self._on_chart)

    def _table(self, kind: Kind) -> TableView:
        model = PagedModel(columns(kind, self._t), self._ids, self._rows, self)
        table = TableView(self._t, model, name=f"complaint_table_{kind.value}", label=self._t("Figures of the chart"))
        table.set_empty(EmptyState(self._t("Nothing in this period."), icon="chart-column", name=f"complaint_empty_{kind.value}"))
        table.opened.connect(self._on_row)
        table.clicked.connect(partial(self._on_clicked, model))
        return table

    def _build(self) -> None:
        self._left, self._right = QWidget(), QWidget()
        top = QHBoxLayout()
        top.setSpacing(Space.S)
        top.addWidget(self.views)
        top.addWidget(self.parts)
        top.addStretch(1)
        self._card = Card("complaint_side")
        self._card.box.setContentsMargins(Space.M, Space.M, Space.M, Space.S)
        self._card.box.setSpacing(Space.XS)
        scrolled = ScrollBody("complaint_scrolled", margin=0)
        scrolled.box.setSpacing(Space.XS)
        scrolled.box.addWidget(self.finding)
        scrolled.box.addWidget(self.chart, 1)
        scrolled.box.addWidget(self.note)
        self._card.box.addWidget(scrolled, 1)
        for side, stretches in ((self._left, ((self._card, 2), *((table, 1) for table in self.tables.values()))), (self._right, ())):
            box = QVBoxLayout(side)
            box.setContentsMargins(0, 0, 0, 0)
            box.setSpacing(Space.S)
            for widget, stretch in stretches:
                box.addWidget(widget, stretch)
        right = self._right.layout()
        assert isinstance(right, QVBoxLayout)
        right.addWidget(self.whose)
        right.addWidget(self._cases, 1)
        below = QHBoxLayout()
        below.setSpacing(Space.M)
        below.addWidget(self._left, 3)
        below.addWidget(self._right, 2)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.S)
        box.addLayout(top)
        box.addLayout(below, 1)

    # what is shown

    def show_view(self, view: View) -> None:
        """Show a view; what was chosen stays chosen if it is still there."""
        key = self._line.key if self._line else None
        self._view = view
        self._line = next((one for one in view.lines if one.key == key), None)
        self._rest = self._rest and bool(view.rest)
        self.finding.setText(view.finding)
        self.note.setText(view.note)
        self.chart.set_face(view.face, f"{self._t('Complaint analysis')}, {self.views.currentText()}")
        self._reload()
        self._dress()
        self._tell()

    def put_off(self) -> None:
        """Choose nothing any more; tells nobody."""
        self._line, self._rest = None, False
        self.chart.set_value(None)

    def cases(self, everyone: Sequence[int]) -> Sequence[int]:
        """Return the cases of what is chosen, or all."""
        if self._rest and self._view:
            return self._view.rest
        return everyone if self._line is None else self._line.cases

    def table(self) -> TableView:
        """Return the table of the view that is shown."""
        return self.tables[self._view.kind if self._view else Kind.SHARES]

    def set_narrow(self, on: bool) -> None:
        """Show one of chart, table and cases where there is no room for all."""
        self._narrow = on
        self._dress()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say in words what the chart shows where there is room for it."""
        super().resizeEvent(event)
        self._dress()

    def _reload(self) -> None:
        model = self.table().model()
        assert isinstance(model, PagedModel)
        model.reload()

    def _ids(self) -> Sequence[int]:
        return [one.id for one in self._view.lines] if self._view else ()

    def _rows(self, ids: Sequence[int]) -> Sequence[ViewLine]:
        return [one for one in (self._view.lines if self._view else ()) if one.id in ids]

    def _dress(self) -> None:
        part, only = str(self.parts.value()), self._narrow
        self.parts.setVisible(only)
        self._left.setVisible(not only or part != CASES)
        self._right.setVisible(not only or part == CASES)
        self._card.setVisible(not only or part == CHART)
        shown = self.table() if not only or part == TABLE else None
        for table in sorted(self.tables.values(), key=lambda one: one is shown):  # what goes, goes first
            table.setVisible(table is shown)
        self.note.setVisible(bool(self.note.text()))
        self.finding.setVisible(not only or self.height() >= HIGH_LINES * line_height())  # where it is low the chart wants the room

    def _tell(self) -> None:
        """Say whose cases are in view."""
        t, name = self._t, ""
        if self._rest and self._view:
            name = t("All others")
        elif self._line is not None:
            name = self._line.cells[0]
        self.whose.setText(t("Cases: {name}").format(name=name) if name else t("All cases of the period"))

    # what is chosen

    def _on_chart(self, key: object) -> None:
        lines = self._view.lines if self._view else ()
        self._line = next((one for one in lines if one.key == key), None) if key is not None else None
        self._rest = key is not None and self._line is None
        self._after_choice(chosen=key is not None)

    def _on_clicked(self, model: PagedModel, index: QModelIndex) -> None:
        row = model.row_at(index.row())
        if row is not None:
            self._on_row(row.id)

    def _on_row(self, row_id: int) -> None:
        lines = self._view.lines if self._view else ()
        self._line, self._rest = next((one for one in lines if one.id == row_id), None), False
        self.chart.set_value(self._line.key if self._line else None)
        self._after_choice(chosen=True)

    def _after_choice(self, *, chosen: bool) -> None:
        self._tell()
        if self._narrow and chosen:
            self.parts.set_value(CASES)
            self._dress()
        self.chosen.emit()


def columns(kind: Kind, t: Translator) -> list[Column]:
    """Return the columns of a kind of table."""
    name, cases = t("What is counted"), t("Cases")
    told = {
        Kind.GROUPS: [(name, 14), (cases, 6), (t("Share"), 6), (t("Added up"), 7), (t("Closed in time"), 8), (t("Half closed within"), 8)],
        Kind.SHARES: [(name, 14), (t("Share"), 8), (t("Cases counted"), 9), (t("What it means"), 24)],
        Kind.COSTS: [(name, 14), (t("Amount"), 13), (t("Share"), 6), (cases, 6)],
        Kind.TIMES: [(t("Month"), 9), (cases, 6), (t("Half of them"), 9), (t("90% of them"), 9), (t("On average"), 9)],
    }[kind]
    last = len(told) - 1
    return [
        Column(
            f"c{n}",
            title,
            _cell(n),
            width=width,
            sortable=False,
            bold=n == 0,
            stretch=int(n == 0 if kind is not Kind.SHARES else n == last),
            align=RIGHT if n and not (kind is Kind.SHARES and n == last) else Column.align,
            rank=max(0, n - 2),
            tip=_cell(n) if n in (0, last) else None,
        )
        for n, (title, width) in enumerate(told)
    ]


def _cell(number: int) -> Callable[[ViewLine], str]:
    return lambda line: line.cells[number]

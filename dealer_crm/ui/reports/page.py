"""The room of reports: a card each, bars to choose from, the lines behind them, and the way to their source."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dealer_crm.domain.periods import Period
from dealer_crm.i18n import Translator
from dealer_crm.ui.reports.class_news import ClassNewsReport
from dealer_crm.ui.reports.complaint_pane import ComplaintPane
from dealer_crm.ui.reports.complaints import ComplaintsReport
from dealer_crm.ui.reports.contacts import ContactsReport
from dealer_crm.ui.reports.doors import ReportDoors
from dealer_crm.ui.reports.health import HealthReport
from dealer_crm.ui.reports.kept import KeptReport
from dealer_crm.ui.reports.owed import OwedReport
from dealer_crm.ui.reports.period_bar import PeriodBar
from dealer_crm.ui.reports.report import Report
from dealer_crm.ui.reports.takings import TakingsReport
from dealer_crm.ui.theme import Space, Type
from dealer_crm.ui.widgets import (
    Button,
    Card,
    Choice,
    EmptyState,
    Label,
    MenuButton,
    MenuItem,
    PagedModel,
    Role,
    Segments,
    StatCards,
    TableView,
    build_menu,
    heading,
)
from dealer_crm.ui.widgets.asked import Asked
from dealer_crm.ui.widgets.bars import PAD as BAR_PAD
from dealer_crm.ui.widgets.bars import BarChart
from dealer_crm.ui.widgets.body import ScrollBody
from dealer_crm.ui.widgets.paged_model import Ids

CHART_WIDE, CHART_NARROW, NARROW_BELOW = 380, 264, 900


class ReportsPage(QWidget):
    """Follow-ups of the month first; a report keeps its period while another one is looked at."""

    customer_requested = Signal(int)
    order_requested = Signal(int, int)
    form_requested = Signal(int, str)
    complaint_requested = Signal(int)
    log_requested = Signal(int)
    keys_changed = Signal()
    kinds = frozenset(
        {"follow_up", "payment", "sales_order", "order_line", "delivery", "opening_balance", "staff", "customer", "class_change"}
        | {"phone", "contact", "premises", "community", "next_step", "verification", "cash_close", "payment_node", "trade_in"}
        | {"expectation_rating", "delivery_check", "complaint", "complaint_cost", "service_request", "job", "equipment", "list_value"}
    )
    has_primary = True

    def __init__(self, t: Translator, doors: ReportDoors) -> None:
        super().__init__()
        self._t, self._doors = t, doors
        self.title = t("Reports")
        self.setObjectName("reports_page")
        complaints = ComplaintsReport(t, doors)
        self.reports: dict[str, Report] = {
            report.key: report
            for report in (
                ContactsReport(t, doors),
                OwedReport(t, doors),
                TakingsReport(t, doors),
                KeptReport(t, doors),
                complaints,
                ClassNewsReport(t, doors),
                HealthReport(t, doors),
            )
        }
        self._spans = {key: report.span for key, report in self.reports.items()}
        self._grouped = {key: str(report.groupings()[0].value) for key, report in self.reports.items()}
        self._offered: list[Choice] = []
        self._asked = {key: Asked(self) for key in self.reports}
        self.period = PeriodBar(t, doors.today)
        self.print_button = Button(t("Print the day"), icon="printer", key="Ctrl+P", name="reports_print")
        self.deed_button = Button("", name="reports_deed")
        self.paper_button = MenuButton(t("Month report"), self._papers(), icon="file-text", name="reports_paper")
        self.export_button = Button(t("Export xlsx"), role=Role.PRIMARY, icon="file-spreadsheet", name="reports_export")
        self.cards = StatCards(name="reports_cards")
        self.finding = Label("", Type.SECTION, name="reports_finding", wrap=True)
        self.groupings = Segments([], name="reports_grouping", label=t("Group by"))
        self.chart = BarChart("reports_bars")
        self.tables = {key: self._table(report) for key, report in self.reports.items()}
        self.analysis = ComplaintPane(t, self.tables["complaints"])
        complaints.stand_in(self.analysis)
        self._build()
        self._wire()

    def _table(self, report: Report) -> TableView:
        model = PagedModel(report.columns(), lambda: self._ids(report), report.rows, self)
        table = TableView(self._t, model, name=f"reports_{report.key}", label=report.card().title)
        words = self._t("Nothing in this period.") if report.dated else report.finding("")
        table.set_empty(EmptyState(words, icon="chart-column", name=f"reports_{report.key}_empty"))
        table.opened.connect(lambda row_id: self._open(report, row_id))
        return table

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(Space.S)
        for widget in (heading(self.title), self.period):
            top.addWidget(widget)
        top.addStretch(1)
        top.addWidget(self.deed_button)
        top.addWidget(self.print_button)
        top.addWidget(self.paper_button)
        top.addWidget(self.export_button)
        scrolled = ScrollBody("reports_chart", margin=0)
        self._side = Card("reports_side")
        self._side.box.setContentsMargins(Space.XS, Space.M, Space.XS, Space.M)
        above = QVBoxLayout()
        above.setContentsMargins(BAR_PAD, 0, BAR_PAD, 0)
        above.setSpacing(Space.S)
        above.addWidget(self.finding)
        above.addWidget(self.groupings)
        scrolled.box.addLayout(above)  # in a low window the words go up with the bars
        scrolled.box.addWidget(self.chart)
        scrolled.box.addStretch(1)
        self._side.box.addWidget(scrolled, 1)
        below = QHBoxLayout()
        below.setSpacing(Space.M)
        below.addWidget(self._side)
        for key, table in self.tables.items():
            below.addWidget(self.analysis if key == "complaints" else table, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.M)
        box.addLayout(top)
        box.addWidget(self.period.own)
        box.addWidget(self.cards)
        box.addLayout(below, 1)

    def _wire(self) -> None:
        self.cards.set_cards([report.card() for report in self.reports.values()])
        self.cards.set_value("contacts")
        self.cards.changed.connect(self._on_card)
        self.period.changed.connect(self._on_period)
        self.groupings.changed.connect(lambda _grouping: self._on_grouping())
        self.chart.chosen.connect(lambda _key: self._read_lines())
        self.analysis.chosen.connect(self._read_lines)
        self.export_button.clicked.connect(self.export)
        self.print_button.clicked.connect(self.print_day)
        self.deed_button.clicked.connect(self._do)
        self.tables["owed"].menu_requested.connect(self.show_owed_menu)
        self._dress()

    # what the window asks

    def report(self) -> Report:
        """Return the report in view."""
        return self.reports[self.cards.value()]

    def keys(self) -> list[tuple[str, str]]:
        """Tell the keys of the page."""
        t = self._t
        return [("Enter", t("Open")), ("F6", t("Next pane")), *self._print_keys()]

    def commands(self) -> dict[str, Callable[[], object]]:
        """Answer refresh, export and print."""
        found: dict[str, Callable[[], object]] = {"refresh": self.reload, "export_list": self.export}
        if self.cards.value() in ("owed", "complaints"):
            return found | {"print_preview": self.print_statement if self.cards.value() == "owed" else self.print_complaints}
        return found | ({"print_preview": self.print_day, "print_now": self.print_day_now} if self._prints() else {})

    def _print_keys(self) -> list[tuple[str, str]]:
        t = self._t
        words = {"takings": t("Print"), "owed": t("Statement"), "complaints": t("Month report")}.get(self.cards.value())
        return [("Ctrl+P", words)] if words else []

    def on_shown(self) -> None:
        """Begin in the list."""
        self.tables[self.report().key].setFocus(Qt.FocusReason.OtherFocusReason)

    def show_subject(self, subject: str) -> None:
        """Show a report by its key: contacts, owed, takings, expectations, complaints, classes or health."""
        if subject in self.reports:
            self.cards.set_value(subject)

    def reload(self) -> None:
        """Read everything anew: the cards of all, the bars and lines of the one in view."""
        for key, report in self.reports.items():
            self.period.set_span(self._spans[key])
            self._read(report)
        self.period.set_span(self._spans[self.report().key])

    def _read(self, report: Report) -> None:
        """Ask for the sums of the period that the bar shows."""
        period = self.period.period()
        self._asked[report.key].ask(report.question(period), partial(self._on_read, report, period))

    def _on_read(self, report: Report, period: Period, found: Any) -> None:
        report.take(period, found)
        self.cards.set_cards([one.card() for one in self.reports.values()])
        if report is self.report():
            self._show()

    # what is shown

    def _show(self) -> None:
        report = self.report()
        self.period.set_span(self._spans[report.key])
        self.period.set_dated(report.dated)
        self.groupings.blockSignals(True)
        self._offer(report.groupings())
        self.groupings.set_value(self._grouped[report.key])
        self.groupings.blockSignals(False)
        self._show_bars()
        self._dress()

    def _offer(self, choices: Sequence[Choice]) -> None:
        """Offer these ways to group; chips that stay the same keep the focus."""
        if list(choices) != self._offered:
            self._offered = list(choices)
            self.groupings.set_choices(choices)
            self.groupings.setVisible(len(choices) > 1)

    def _show_bars(self) -> None:
        report, grouping = self.report(), self._grouping()
        self.finding.setText(report.finding(grouping))
        self.chart.set_bars(report.bars(grouping))
        if isinstance(report, ComplaintsReport):
            report.show()
        self._read_lines()

    def _dress(self) -> None:
        report = self.report()
        worked_in = any(table.hasFocus() for table in self.tables.values())
        self.tables[report.key].setVisible(True)
        if worked_in:  # a list that vanishes would throw the focus on whatever comes first
            self.tables[report.key].setFocus(Qt.FocusReason.OtherFocusReason)
        for key, table in self.tables.items():
            (self.analysis if key == "complaints" else table).setVisible(key == report.key)
        self._side.setVisible(report.key != "complaints")
        self.print_button.setVisible(self._prints())
        self.paper_button.setVisible(report.key == "complaints")
        deed = report.deed()
        self.deed_button.setVisible(deed is not None)
        if deed is not None:
            self.deed_button.set_label(deed.words)
            self.deed_button.set_icon(deed.icon)
        self.keys_changed.emit()

    def _prints(self) -> bool:
        return self.cards.value() == "takings"

    def _grouping(self) -> str:
        return self._grouped[self.cards.value()]

    def _ids(self, report: Report) -> Ids | Callable[[], Ids]:
        return report.ids(self._grouping(), self.chart.value()) if report is self.report() else ()

    def _model(self) -> PagedModel:
        model = self.tables[self.report().key].model()
        assert isinstance(model, PagedModel)
        return model

    def _read_lines(self) -> None:
        self._model().reload()

    def _on_card(self, _key: str) -> None:
        self.chart.clear_choice()
        self._show()

    def _on_period(self) -> None:
        report = self.report()
        self._spans[report.key] = self.period.span()
        self._read(report)

    def _on_grouping(self) -> None:
        self._grouped[self.report().key] = str(self.groupings.value())
        self.chart.clear_choice()
        self._show_bars()

    # what is done

    def _open(self, report: Report, row_id: int) -> None:
        for row in report.rows([row_id]):
            source = report.source(row)
            if source.complaint_id:
                self.complaint_requested.emit(source.complaint_id)
            elif source.order_id:
                self.order_requested.emit(source.order_id, source.customer_id)
            elif source.field:
                self.form_requested.emit(source.customer_id, source.field)
            else:
                self.customer_requested.emit(source.customer_id)

    def print_statement(self) -> None:
        """Show the account of the customer in whose line the list stands."""
        owed = self.reports["owed"]
        assert isinstance(owed, OwedReport)
        owed.print_statement(self.tables["owed"].current_id())

    def show_owed_menu(self, row_id: int, where: QPoint) -> None:
        """Offer what is done about an open sum: look, call, print its account."""
        t, report = self._t, self.reports["owed"]
        for row in report.rows([row_id]):
            copy = partial(QGuiApplication.clipboard().setText, row.phone) if row.phone else None
            items = [
                MenuItem(t("Open"), partial(self._open, report, row_id), key="Enter", name="owed_open"),
                MenuItem(t("Open the customer's file"), partial(self.customer_requested.emit, row.customer_id), name="owed_customer"),
                MenuItem(t("Copy the phone number"), copy, name="owed_copy_phone"),
                MenuItem(t("Log follow-up"), partial(self.log_requested.emit, row.customer_id), name="owed_log"),
                MenuItem(t("Statement…"), self.print_statement, key="Ctrl+P", name="owed_statement"),
            ]
            menu = build_menu(items, "owed_menu")
            menu.setParent(self, menu.windowFlags())
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(where)

    def _do(self) -> None:
        deed = self.report().deed()
        if deed is not None:
            deed.run()
            self._read(self.report())

    def export(self) -> None:
        """Write the lines in view as a workbook."""
        model = self._model()
        model.then(lambda: self._doors.export(self.report().sheet(model.ids())))

    def print_day(self) -> None:
        """Show the account of the last day of the period as it is printed."""
        self._doors.print_day(self.period.period().last)

    def print_day_now(self) -> None:
        """Print that account as last time."""
        self._doors.print_day_now(self.period.period().last)

    def _papers(self) -> list[MenuItem]:
        """Offer the report of the complaints of the period: on paper, as a file."""
        t, doors = self._t, self._doors

        def of_period(run: Callable[[Period], object]) -> Callable[[], object]:
            return lambda: run(self.period.period())

        return [
            MenuItem(t("Print"), self.print_complaints, key="Ctrl+P", name="complaints_print"),
            MenuItem(t("Month report as PDF"), of_period(doors.complaints_pdf), name="complaints_pdf"),
            MenuItem(t("Month report as workbook"), of_period(doors.complaints_book), name="complaints_book"),
        ]

    def print_complaints(self) -> None:
        """Show the complaints of the period as they are printed."""
        self._doors.print_complaints(self.period.period())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the bars less room in a small window."""
        super().resizeEvent(event)
        narrow = self.width() < NARROW_BELOW
        self._side.setFixedWidth(CHART_NARROW if narrow else CHART_WIDE)
        self.analysis.set_narrow(narrow)
        self.period.set_narrow(narrow)
        self.paper_button.set_wordless(narrow)

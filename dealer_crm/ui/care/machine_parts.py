"""Parts of a machine's page: days to fill in, the next maintenance, the history of repairs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from dealer_crm.domain.coverages import StartBasis
from dealer_crm.domain.dates import local_day
from dealer_crm.i18n import N_, Translator
from dealer_crm.services.equipment import MachineFile
from dealer_crm.services.maintenance import MaintenanceRow
from dealer_crm.services.request_list import RequestRow
from dealer_crm.ui.care.phrases import care_chip, one_line, request_chip
from dealer_crm.ui.theme import Space, Type
from dealer_crm.ui.widgets import Button, Card, ChipLabel, DateField, FlowRow, Ink, Label, Role, section
from dealer_crm.ui.widgets.text import ElidedLabel
from dealer_crm.words.coverages import grade_words
from dealer_crm.words.figures import money
from dealer_crm.words.labels import label

ASKED = {
    StartBasis.INVOICE: N_("Invoiced on"),
    StartBasis.SALE: N_("Sold on"),
    StartBasis.DELIVERY: N_("Delivered on"),
    StartBasis.COMMISSIONING: N_("Commissioned on"),
    StartBasis.ACCEPTANCE: N_("Accepted on"),
    StartBasis.PRODUCTION: N_("Produced on"),
}
MOST_EVENTS = 8


class _Refilled(QWidget):
    """A column whose rows are made anew."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(Space.XS)

    def refill(self, rows: Sequence[QWidget]) -> None:
        while self.box.count():
            item = self.box.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for row in rows:
            self.box.addWidget(row)


class MissingDays(_Refilled):
    """Asks for the days that coverages wait for; entering one starts them."""

    entered = Signal(object, object)

    def __init__(self, t: Translator, today: Callable[[], date]) -> None:
        super().__init__("machine_days")
        self._t, self._today = t, today
        self._asked: tuple[StartBasis, ...] = ()

    def show_missing(self, missing: tuple[StartBasis, ...]) -> None:
        """Ask for these days; what is being typed stays while the same ones are asked for."""
        if missing != self._asked:
            self._asked = missing
            self.refill([self._row(basis) for basis in missing])
        self.setVisible(bool(missing))

    def _row(self, basis: StartBasis) -> QWidget:
        t = self._t
        row = FlowRow(f"day_{basis.value}_row")
        name = Label(t(ASKED[basis]), Type.STRONG)
        field = DateField(t, self._today, name=f"day_{basis.value}")
        field.setAccessibleName(t(ASKED[basis]))
        button = Button(t("Start the coverage"), icon="check", name=f"day_{basis.value}_set")
        button.clicked.connect(lambda: self._enter(basis, field))
        for widget in (name, field, button):
            row.add(widget)
        return row

    def _enter(self, basis: StartBasis, field: DateField) -> None:
        day = field.value()
        if day is None:
            field.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._asked = ()
            self.entered.emit(basis, day)


class CareCard(Card):
    """What care the machine wants and when; each work can be said to be done today."""

    done_requested = Signal(int)

    def __init__(self, t: Translator, today: Callable[[], date]) -> None:
        super().__init__("machine_cares")
        self._t, self._today = t, today
        self.rows = _Refilled("machine_care_rows")
        self.box.addWidget(section(t("Next maintenance")))
        self.box.addWidget(self.rows)
        self.box.addStretch(1)

    def show_cares(self, cares: Sequence[MaintenanceRow]) -> None:
        """Show other work."""
        t = self._t
        shown = [self._row(care) for care in cares if care.active]
        self.rows.refill(shown or [Label(t("Nothing recurring is known for this kind of machine."), tone=Ink.TEXT2, wrap=True)])

    def _row(self, care: MaintenanceRow) -> QWidget:
        t = self._t
        row = QWidget()
        every = t.plural("every {n} month", "every {n} months", care.cycle_months).format(n=care.cycle_months)
        last = t("last {date}").format(date=care.last_on.isoformat()) if care.last_on else ""
        who = t("by the customer") if care.by_customer else ""
        chip = ChipLabel(name=f"care_chip_{care.id}")
        done = Button(t("Done today"), role=Role.QUIET, icon="check", name=f"care_done_{care.id}")
        done.clicked.connect(partial(self.done_requested.emit, care.id))
        grid = QGridLayout(row)
        grid.setContentsMargins(0, Space.XS, 0, Space.XS)
        grid.setHorizontalSpacing(Space.S)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        grid.addWidget(Label(care.said(t.language), wrap=True), 0, 0)
        grid.addWidget(chip, 0, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(Label(" · ".join(filter(None, (every, last, who))), Type.CAPTION, tone=Ink.TEXT2, wrap=True), 1, 0)
        grid.addWidget(done, 1, 1, Qt.AlignmentFlag.AlignRight)
        chip.set_chip(care_chip(care.next_on, self._today(), t))
        return row


class HistoryCard(Card):
    """Repairs and calls about the machine, the latest first."""

    request_opened = Signal(int)

    def __init__(self, t: Translator, today: Callable[[], date]) -> None:
        super().__init__("machine_history")
        self._t, self._today = t, today
        self._title = section(t("Repairs and calls"), "machine_history_title")
        self.rows = _Refilled("machine_history_rows")
        self.box.addWidget(self._title)
        self.box.addWidget(self.rows)
        self.box.addStretch(1)

    def show_file(self, file: MachineFile) -> None:
        """Show what happened with another machine."""
        t = self._t
        events = [(local_day(request.reported_at), self._request(request)) for request in file.requests]
        for visit in file.visits:
            if visit.done_at is not None:
                words = " · ".join(filter(None, (label(visit.outcome, t), grade_words(visit.grade, t), one_line(visit.words))))
                events.append((local_day(visit.done_at), self._line(local_day(visit.done_at), words, "")))
        events.sort(key=lambda event: event[0], reverse=True)
        self._title.setText(t("Repairs and calls {n}").format(n=len(events)) if events else t("Repairs and calls"))
        none = [Label(t("No repairs yet."), tone=Ink.TEXT2)]
        self.rows.refill([row for _, row in events[:MOST_EVENTS]] or none)

    def _request(self, request: RequestRow) -> QWidget:
        t = self._t
        chip = request_chip(request, self._today(), t)
        words = one_line(" · ".join(filter(None, (request.symptom, request.cause, request.work))))
        days = t.plural("{n} day", "{n} days", request.repair_days).format(n=request.repair_days) if request.repair_days else ""
        fee = money(request.fee) if request.fee else ""
        row = self._line(local_day(request.reported_at), words, "  ".join(filter(None, (days, fee))) or chip.text)
        row.setObjectName(f"history_request_{request.id}")
        opened = Button(t("Open"), role=Role.QUIET, name=f"history_open_{request.id}")
        opened.clicked.connect(partial(self.request_opened.emit, request.id))
        layout = row.layout()
        if layout is not None:
            layout.addWidget(opened)
        return row

    def _line(self, day: date, words: str, right: str) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(Space.M)
        line.addWidget(Label(day.isoformat(), tone=Ink.TEXT2))
        line.addWidget(ElidedLabel(words), 1)
        if right:
            line.addWidget(Label(right, tone=Ink.TEXT2))
        return row

"""The chips of the period, and the two days of one's own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from dealer_crm.domain.periods import Period, Span, between, period_of
from dealer_crm.i18n import Translator
from dealer_crm.ui.theme import Space
from dealer_crm.ui.widgets import Choice, DateField, Ink, Label, Segments


class PeriodBar(QWidget):
    """`changed` when another period is meant; `own` holds the fields for days of one's own and stands where the page puts it."""

    changed = Signal()

    def __init__(self, t: Translator, today: Callable[[], date]) -> None:
        super().__init__()
        self._t, self._today = t, today
        self._narrow, self._dated = False, True
        self.setObjectName("period_bar")
        names = {
            Span.TODAY: t("Today"),
            Span.WEEK: t("This week"),
            Span.MONTH: t("This month"),
            Span.QUARTER: t("This quarter"),
            Span.YEAR: t("12 months"),
            Span.CHOSEN: t("Own days"),
        }
        self.spans = Segments([Choice(span, name) for span, name in names.items()], name="period", label=t("Period"), joined=True)
        self.spans.setMaximumWidth(self.spans.sizeHint().width())
        self.first = DateField(t, today, name="period_first")
        self.last = DateField(t, today, name="period_last")
        self.first.edit.setAccessibleName(t("First day"))
        self.last.edit.setAccessibleName(t("Last day"))
        self.days = Label("", tone=Ink.TEXT2, name="period_days")
        self.own = QWidget()
        self._place()
        self.spans.set_value(Span.MONTH)
        self.spans.changed.connect(lambda _span: self._on_span())
        for field in (self.first, self.last):
            field.changed.connect(lambda _day: self._on_day())
        self._dress()

    def _place(self) -> None:
        box, own = QHBoxLayout(self), QHBoxLayout(self.own)
        for layout in (box, own):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(Space.S)
        box.addWidget(self.spans, alignment=Qt.AlignmentFlag.AlignVCenter)
        box.addWidget(self.days)
        own.addWidget(self.first)
        own.addWidget(Label(self._t("to"), tone=Ink.TEXT2, name="period_to"))
        own.addWidget(self.last)
        own.addStretch(1)

    def set_narrow(self, on: bool) -> None:
        """Leave the days in words out where there is little room."""
        self._narrow = on
        self._dress()

    def span(self) -> Span:
        """Return the chip that is on."""
        return Span(self.spans.value())

    def set_span(self, span: Span) -> None:
        """Show another period; tells nobody."""
        self.spans.blockSignals(True)
        self.spans.set_value(span)
        self.spans.blockSignals(False)
        self._dress()

    def set_dated(self, on: bool) -> None:
        """Put the chips out of use where a report speaks of today only."""
        self._dated = on
        self.spans.setEnabled(on)
        self._dress()

    def period(self) -> Period:
        """Return the days that are meant."""
        today = self._today()
        if self.span() is not Span.CHOSEN:
            return period_of(self.span(), today)
        return between(self.first.value() or self.last.value() or today, self.last.value() or today)

    def _on_span(self) -> None:
        if self.span() is Span.CHOSEN and self.first.value() is None:
            self.first.set_value(self._today().replace(day=1))
            self.last.set_value(self._today())
        self._dress()
        self.changed.emit()

    def _on_day(self) -> None:
        """Wait while a day is only half typed."""
        if self.first.value() and self.last.value():
            self._dress()
            self.changed.emit()

    def _dress(self) -> None:
        chosen = self._dated and self.span() is Span.CHOSEN
        self.own.setVisible(chosen)
        self.days.setVisible(not chosen and not self._narrow)
        period = self.period()
        words = self._t("{day}") if period.one_day else self._t("{first} to {last}")
        said = words.format(day=period.last.isoformat(), first=period.first.isoformat(), last=f"{period.last:%m-%d}")
        self.days.setText(said if self._dated else self._t("as of {day}").format(day=self._today().isoformat()))

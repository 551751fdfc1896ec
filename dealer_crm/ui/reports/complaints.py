"""投诉分析: the complaints of a period by what they have in common, how fast they were settled, and what they cost."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from dealer_crm.domain.complaint_figures import ComplaintFigures, Share, closed_in_time
from dealer_crm.domain.periods import Period, Span
from dealer_crm.i18n import Translator
from dealer_crm.services.complaint_list import ComplaintRow
from dealer_crm.ui.complaints.columns import columns
from dealer_crm.ui.complaints.phrases import one_line, topic_words, who_words
from dealer_crm.ui.reports.complaint_pane import ComplaintPane
from dealer_crm.ui.reports.complaint_views import More, View, Viewer
from dealer_crm.ui.reports.doors import ReportDoors, Sheet
from dealer_crm.ui.reports.report import Deed, Source, joined, share
from dealer_crm.ui.theme import Tone
from dealer_crm.ui.widgets import Choice, Column, StatCard
from dealer_crm.ui.widgets.asked import Asked
from dealer_crm.ui.widgets.bars import Bar
from dealer_crm.ui.widgets.paged_model import Ids
from dealer_crm.words.labels import label

SHOWN = ("customer", "words", "due", "opened_at", "number")
LATE_BELOW = 80
"""Per cent closed in time below which the card warns."""


class Found(NamedTuple):
    """What was found of a period, worked out beside the window: the figures, what the card says, and the view that is shown."""

    figures: ComplaintFigures = ComplaintFigures()
    closed: Share = Share(0, 0)
    open: int = 0
    what: str = ""
    view: View | None = None


def _find(doors: ReportDoors, viewer: Viewer, period: Period, what: str) -> Found:
    figures = doors.complaints(period)
    return Found(figures, closed_in_time(figures.cases, figures.now), figures.open, what, viewer.view(what, figures))


class ComplaintsReport:
    """Speaks of one period; its own pane shows what the page shows of other reports by bars."""

    key, span, dated = "complaints", Span.YEAR, True

    def __init__(self, t: Translator, doors: ReportDoors) -> None:
        self._t, self._doors = t, doors
        self._found = Found()
        self._views: dict[str, View] = {}
        self._pane: ComplaintPane | None = None
        self._asked: Asked | None = None
        self._what = More.FIGURES.value

    def stand_in(self, pane: ComplaintPane) -> None:
        """Be shown by this pane."""
        self._pane, self._asked = pane, Asked(pane)
        pane.view_picked.connect(self._on_view)

    def _on_view(self, what: str) -> None:
        self._what = what
        if self._pane is not None:
            self._pane.put_off()
            self.show()
            self._pane.chosen.emit()

    def show(self) -> None:
        """Show the view that is chosen in the pane; one that was not looked at yet is worked out beside the window."""
        view, figures = self._views.get(self._what), self._found.figures
        if self._pane is None or self._asked is None:
            return
        if view is not None:
            self._asked.drop()
            self._pane.show_view(view)
        else:
            self._asked.ask(partial(self._viewer().view, self._what, figures), partial(self._keep, self._what, figures))

    def _keep(self, what: str, figures: ComplaintFigures, view: View) -> None:
        if figures is self._found.figures:
            self._views[what] = view
            if what == self._what and self._pane is not None:
                self._pane.show_view(view)

    def _viewer(self) -> Viewer:
        return Viewer(self._t, self._doors.category, self._doors.benchmarks())

    def question(self, period: Period) -> Callable[[], Found]:
        """Ask for the complaints of a period, and for the view that is shown of them."""
        return partial(_find, self._doors, self._viewer(), period, self._what)

    def take(self, period: Period, found: Found) -> None:
        """Speak of these from now on."""
        self._found = found
        self._views = {found.what: found.view} if found.view else {}

    def card(self) -> StatCard:
        """Return how many there were, and how many were closed in time."""
        t, count, closed = self._t, len(self._found.figures.cases), self._found.closed
        in_time = t("{share} closed in time").format(share=share(closed.part, closed.whole)) if closed.whole else ""
        open_ones = t("{n} not closed yet").format(n=self._found.open) if self._found.open else ""
        tone = Tone.WARN if closed.per_cent is not None and closed.per_cent < LATE_BELOW else None
        return StatCard(self.key, count, t("Complaint analysis"), joined((open_ones, in_time)), tone, t.context("report", "Complaints"))

    def groupings(self) -> Sequence[Choice]:
        """What is shown is chosen in the pane."""
        return [Choice(self._what, "")]

    def finding(self, grouping: str) -> str:
        """Return the sentence over the chart."""
        view = self._views.get(self._what) or self._found.view
        return view.finding if view else ""

    def bars(self, grouping: str) -> Sequence[Bar]:
        """The pane has a chart of its own."""
        return ()

    def columns(self) -> Sequence[Column]:
        """Return the columns of the list of complaints, fewer of them."""
        wanted = {one.key: one for one in columns(self._t, lambda: self._found.figures.now)}
        ranks = {"opened_at": 2, "number": 3}
        return [replace(wanted[key], sortable=False, shown=True, rank=ranks.get(key, 0)) for key in SHOWN]

    def ids(self, grouping: str, key: Hashable | None) -> Ids | Callable[[], Ids]:
        """Return the cases of what is chosen, the latest first."""
        everyone = [one.id for one in self._found.figures.cases]
        return everyone if self._pane is None else self._pane.cases(everyone)

    def rows(self, ids: Sequence[int]) -> Sequence[ComplaintRow]:
        """Return complaints."""
        return self._doors.complaint_rows(ids)

    def source(self, row: ComplaintRow) -> Source:
        """Lead to the case."""
        return Source(row.customer_id, complaint_id=row.id)

    def deed(self) -> Deed | None:
        """Nothing is done here."""
        return None

    def sheet(self, ids: Sequence[int]) -> Sheet:
        """Return the cases for a workbook."""
        t = self._t
        titles = [(t("Number"), "text"), (t("Taken"), "date"), (t("Customer"), "text"), (t("About"), "text"), (t("Topic"), "text")]
        titles += [(t("Severity"), "text"), (t("Level"), "text"), (t("State"), "text"), (t("What happened"), "text")]
        return Sheet(t("Complaint analysis"), tuple(titles), tuple(self._cells(row) for row in self.rows(ids)))

    def _cells(self, row: ComplaintRow) -> tuple[object, ...]:
        t = self._t
        who = who_words(row.customer, row.phone, t)
        about = (label(row.subtype, t), topic_words(row.topic, row.topic_name, t), label(row.severity, t), label(row.level, t))
        return (row.number, row.opened_at.astimezone().date(), who, *about, label(row.state, t), one_line(row.words))

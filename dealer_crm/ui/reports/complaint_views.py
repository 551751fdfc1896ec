"""What the analysis of complaints shows: a chart, the same as lines of a table, and which cases are behind each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from dealer_crm.domain.charts import Bars, Lines, Pareto, Series
from dealer_crm.domain.complaint_figures import (
    Case,
    ComplaintFigures,
    CostGroup,
    Cut,
    Group,
    Share,
    Times,
    answered_in_time,
    at_most,
    closed_in_time,
    closing_times,
    content,
    costs_by_kind,
    costs_by_payer,
    fixed_first_time,
    iceberg,
    repeated,
    response_times,
)
from dealer_crm.domain.complaints import DissatisfiedType
from dealer_crm.i18n import Translator
from dealer_crm.ui.reports.report import joined
from dealer_crm.ui.widgets.chart import Face, plain
from dealer_crm.words.complaint_report import FIGURES, Figure, cost_words, cut_words, group_words, share_words, time_words
from dealer_crm.words.figures import money

MOST_BARS = 12
REST = "\trest"
"""The key of the bar of all that are too rare for one of their own."""
DAY = 24
ORDERED = (Cut.MONTH, Cut.SEVERITY, Cut.LEVEL, Cut.DISSATISFIED)
"""Cuts whose bars stand in an order of their own, all of them."""


class More(StrEnum):
    """What is shown beside the cuts."""

    FIGURES = "figures"
    ANSWER = "answer"
    CLOSING = "closing"
    COST_KIND = "cost_kind"
    COST_PAYER = "cost_payer"
    ICEBERG = "iceberg"


class Kind(StrEnum):
    """Which columns a table has."""

    GROUPS = "groups"
    SHARES = "shares"
    COSTS = "costs"
    TIMES = "times"


class ViewLine(NamedTuple):
    """One line of the table: its key on the chart, what its columns say, and its cases."""

    id: int
    key: str
    cells: tuple[str, ...]
    cases: tuple[int, ...]


@dataclass(frozen=True)
class View:
    """A chart with its table; `note` is what has to be known of the figures, `rest` the cases of the bar of rare ones."""

    face: Face
    kind: Kind
    lines: tuple[ViewLine, ...]
    finding: str
    note: str = ""
    rest: tuple[int, ...] = ()


@dataclass(frozen=True)
class Viewer:
    """Makes views of figures; `category` names a category, `benchmarks` are the shares of the dissatisfied elsewhere, in per cent."""

    t: Translator
    category: Callable[[str], str]
    benchmarks: Mapping[DissatisfiedType, int]

    def view(self, what: str, figures: ComplaintFigures) -> View:
        """Return a view by its key: a cut or what is shown beside them."""
        if what in tuple(Cut):
            return self._cut(Cut(what), figures)
        found: dict[More, Callable[[ComplaintFigures], View]] = {
            More.FIGURES: self._shares,
            More.ANSWER: self._answers,
            More.CLOSING: self._closings,
            More.COST_KIND: lambda one: self._costs(costs_by_kind(one.costs), one, payer=False),
            More.COST_PAYER: lambda one: self._costs(costs_by_payer(one.costs), one, payer=True),
            More.ICEBERG: self._iceberg,
        }
        return found[More(what)](figures)

    # groups

    def _cut(self, cut: Cut, figures: ComplaintFigures) -> View:
        groups = figures.groups(cut)
        lines = self._group_lines(cut, groups, figures)
        shown, rest = (groups, None) if cut in ORDERED else at_most(groups, MOST_BARS)
        bars = [(one.key, one.count, self._name(cut, one.key, figures)) for one in shown]
        if rest:
            bars.insert(sum(bool(one.key) for one in shown), (REST, rest.count, self.t("All others")))
        keys, counts = tuple(one[0] for one in bars), tuple(one[1] for one in bars)
        labels = tuple(one[2] for one in bars)
        spoken = tuple(self._spoken(name, count, figures) for name, count in zip(labels, counts, strict=True))
        chart, names = self._chart(cut, labels, counts, groups, figures)
        face = Face(chart, keys, spoken, names, percent if cut is Cut.DISSATISFIED else plain)
        note = self.t("Teams only, never one person: a complaint is a gift, and how many there are is no mark for anybody.")
        return View(
            face, Kind.GROUPS, lines, self._finding(cut, groups, figures), note if cut is Cut.TEAM else "", rest.ids if rest else ()
        )

    def _chart(
        self, cut: Cut, labels: tuple[str, ...], counts: tuple[int, ...], groups: Sequence[Group], figures: ComplaintFigures
    ) -> tuple[Bars | Pareto, tuple[str, ...]]:
        t = self.t
        if cut is Cut.MONTH:
            line = tuple(closed_in_time(one.cases, figures.now).per_cent for one in groups)
            months = tuple(one[2:] for one in labels)
            return Bars(months, counts, line, line_unit="%"), (t("Complaints that came"), t("Closed in time"))
        if cut is Cut.DISSATISFIED:
            return self._beside_benchmark(labels, groups)
        if cut in (Cut.SEVERITY, Cut.LEVEL):
            return Bars(labels, counts), (t("Complaints that came"),)
        trailing = int(len(counts) < len(groups)) + sum(not one.key for one in groups)
        return Pareto(labels, counts, trailing=trailing), (t("Complaints that came"), t("Together in %"))

    def _beside_benchmark(self, labels: tuple[str, ...], groups: Sequence[Group]) -> tuple[Bars, tuple[str, ...]]:
        known = sum(one.count for one in groups if one.key)
        own = tuple(100 * one.count / known if one.key else 0.0 for one in groups)
        taught = tuple(self.benchmarks.get(DissatisfiedType(one.key)) if one.key else None for one in groups)
        names = (self.t("Our share of those whose type is known"), self.t("Share elsewhere, as taught"))
        return Bars(labels, own, taught, top=100, same_scale=True), names

    def _group_lines(self, cut: Cut, groups: Sequence[Group], figures: ComplaintFigures) -> tuple[ViewLine, ...]:
        total, so_far, found = len(figures.cases), 0, []
        for number, one in enumerate(groups, 1):
            so_far += one.count
            cells = (
                self._name(cut, one.key, figures),
                f"{one.count:,}",
                share_words(100 * one.count / total),
                share_words(100 * so_far / total),
                share_words(closed_in_time(one.cases, figures.now).per_cent),
                time_words(closing_times(one.cases).median, self.t),
            )
            found.append(ViewLine(number, one.key, cells, one.ids))
        return tuple(found)

    def _name(self, cut: Cut, key: str, figures: ComplaintFigures) -> str:
        return group_words(cut, key, figures.topics, self.category, self.t)

    def _spoken(self, name: str, count: int, figures: ComplaintFigures) -> str:
        cases = self.t.plural("{n} complaint", "{n} complaints", count).format(n=f"{count:,}")
        return joined((name, cases, share_words(100 * count / len(figures.cases))))

    def _finding(self, cut: Cut, groups: Sequence[Group], figures: ComplaintFigures) -> str:
        t, known = self.t, [one for one in groups if one.key]
        if not groups:
            return t("No complaints in this period")
        if not known:
            return t("Of none of these complaints is this known")
        most = max(known, key=lambda one: one.count)
        share = share_words(100 * most.count / len(figures.cases))
        words = t("{name}: {share} of {n}").format(name=self._name(cut, most.key, figures), share=share, n=f"{len(figures.cases):,}")
        vital = Pareto(tuple(one.key for one in groups), tuple(one.count for one in groups)).vital()
        unknown = len(figures.cases) - sum(one.count for one in known)
        if cut in ORDERED or len(known) < 3 or unknown * 5 > len(figures.cases):
            return words
        return joined((words, t("{few} of {all} come to 80%").format(few=vital, all=len(groups))))

    # key figures

    def _shares(self, figures: ComplaintFigures) -> View:
        t, cases = self.t, figures.cases
        shares: Mapping[Figure, Share] = {
            Figure.ANSWERED: answered_in_time(cases, figures.now),
            Figure.CLOSED: closed_in_time(cases, figures.now),
            Figure.FIXED: fixed_first_time(cases),
            Figure.CONTENT: content(cases),
            Figure.REPEATED: repeated(cases),
        }
        lines = tuple(
            ViewLine(
                n, key, (t(FIGURES[key][0]), share_words(one.per_cent), f"{one.part:,} / {one.whole:,}", t(FIGURES[key][1])), one.missed
            )
            for n, (key, one) in enumerate(shares.items(), 1)
        )
        known = [(key, one) for key, one in shares.items() if one.per_cent is not None]
        labels = tuple(t(FIGURES[key][0]) for key, _one in known)
        spoken = tuple(joined((t(FIGURES[key][0]), share_words(one.per_cent), f"{one.part} / {one.whole}")) for key, one in known)
        chart = Bars(labels, tuple(one.per_cent or 0.0 for _key, one in known), top=100)
        face = Face(chart, tuple(key.value for key, _one in known), spoken, (), percent)
        note = t("A bar shows the cases that missed it; of those opened again, these.")
        return View(face, Kind.SHARES, (*lines, *self._plain_figures(figures)), self._all_in_all(figures), note)

    def _plain_figures(self, figures: ComplaintFigures) -> tuple[ViewLine, ...]:
        """Return what is no share, and so has no bar: how often, how long, how dear."""
        t, cases = self.t, figures.cases
        if not cases:
            return ()
        answer, closing = response_times(cases), closing_times(cases)
        rate = "–" if figures.rate is None else f"{figures.rate:.1f}"
        told = (
            ("rate", t("For every 100 service requests"), rate, f"{len(cases):,} / {figures.requests:,}", t("Complaints that came")),
            ("answer", t("Time until the first answer"), time_words(answer.mean, t), f"{answer.count:,}", t("On average")),
            ("closing", t("Time until closing"), time_words(closing.mean, t), f"{closing.count:,}", t("On average")),
            ("cost", t("Cost of a complaint"), money(round(figures.spent / len(cases))), f"{len(cases):,}", t("On average")),
        )
        mine = tuple(one.id for one in cases)
        return tuple(ViewLine(n, key, tuple(cells), mine) for n, (key, *cells) in enumerate(told, len(Figure) + 1))

    def _all_in_all(self, figures: ComplaintFigures) -> str:
        t, count = self.t, len(figures.cases)
        if not count:
            return t("No complaints in this period")
        rate = "" if figures.rate is None else t("{n} for every 100 service requests").format(n=f"{figures.rate:.1f}")
        open_ones = t("{n} not closed yet").format(n=figures.open) if figures.open else ""
        return joined((t.plural("{n} complaint", "{n} complaints", count).format(n=f"{count:,}"), open_ones, rate))

    # times

    def _answers(self, figures: ComplaintFigures) -> View:
        return self._times(figures, response_times, 1, self.t("First answer: half of them within {half}, 90% within {most}"))

    def _closings(self, figures: ComplaintFigures) -> View:
        return self._times(figures, closing_times, DAY, self.t("Closed: half of them within {half}, 90% within {most}"))

    def _times(self, figures: ComplaintFigures, of: Callable[[Sequence[Case]], Times], unit: int, words: str) -> View:
        t, months = self.t, figures.groups(Cut.MONTH)
        found = [of(one.cases) for one in months]
        lines = tuple(
            ViewLine(n, one.key, (one.key, f"{each.count:,}", *(time_words(v, t) for v in (each.median, each.p90, each.mean))), one.ids)
            for n, (one, each) in enumerate(zip(months, found, strict=True), 1)
        )
        names = (t("Half of them"), t("90% of them"))
        series = tuple(
            Series(name, tuple(None if value is None else value / unit for value in (getattr(one, part) for one in found)))
            for name, part in zip(names, ("median", "p90"), strict=True)
        )
        spoken = tuple(joined((line.cells[0], f"{names[0]} {line.cells[2]}", f"{names[1]} {line.cells[3]}")) for line in lines)
        in_unit = t("in hours") if unit == 1 else t("in days")
        face = Face(
            Lines(tuple(one.key[2:] for one in months), series),
            tuple(one.key for one in months),
            spoken,
            (f"{names[0]} {in_unit}", names[1]),
        )
        whole = of(figures.cases)
        said = words.format(half=time_words(whole.median, t), most=time_words(whole.p90, t)) if whole.count else t("Nothing to measure yet")
        return View(
            face, Kind.TIMES, lines, said, t("Hours by day and night from when it came; waiting for customer or factory is part of it.")
        )

    # money, and what is taught

    def _costs(self, groups: Sequence[CostGroup], figures: ComplaintFigures, *, payer: bool) -> View:
        t, total = self.t, figures.spent
        names = tuple(cost_words(one.key, t, payer=payer) for one in groups)
        lines = tuple(
            ViewLine(n, one.key, (name, money(one.amount), share_words(100 * one.amount / total), f"{len(one.ids):,}"), one.ids)
            for n, (name, one) in enumerate(zip(names, groups, strict=True), 1)
        )
        spoken = tuple(joined(line.cells[:3]) for line in lines)
        chart = Pareto(names, tuple(one.amount / 100 for one in groups))
        face = Face(chart, tuple(one.key for one in groups), spoken, (t("Spent in ¥"), t("Together in %")) if groups else (), yuan)
        finding = t("Nothing was spent on these complaints")
        if total:
            finding = t("{amount} spent, {each} a complaint").format(amount=money(total), each=money(round(total / len(figures.cases))))
        waiting = t("{amount} of compensation waits for approval").format(amount=money(figures.asked)) if figures.asked else ""
        return View(face, Kind.COSTS, lines, joined((finding, waiting)))

    def _iceberg(self, figures: ComplaintFigures) -> View:
        t, found = self.t, iceberg(len(figures.cases))
        told = (
            ("said", t("Told us"), found.said, t("Counted: the complaints of this period")),
            ("silent", t("Say nothing"), found.silent, t("Estimate: 25 behind every complaint")),
            ("grave", t("Say nothing of something grave"), found.grave, t("Estimate: 6 behind every complaint")),
        )
        mine = tuple(one.id for one in figures.cases)
        lines = tuple(
            ViewLine(n, key, (name, f"{count:,}", "", meaning), mine if key == "said" else ())
            for n, (key, name, count, meaning) in enumerate(told, 1)
        )
        labels, counts = tuple(one[1] for one in told), tuple(one[2] for one in told)
        spoken = tuple(joined((name, f"{count:,}", meaning)) for _key, name, count, meaning in told)
        face = Face(Bars(labels, counts), tuple(one[0] for one in told), spoken) if found.said else Face(Bars((), ()))
        note = t("A figure that is taught, not counted: 70% of them buy elsewhere, and each tells 10 to 20 others.")
        finding = t("Behind {n} complaints some {silent} may say nothing").format(n=f"{found.said:,}", silent=f"{found.silent:,}")
        return View(face, Kind.SHARES, lines if found.said else (), finding if found.said else t("No complaints in this period"), note)


def percent(value: float) -> str:
    """Write a share on an axis."""
    return f"{value:.0f}%"


def yuan(value: float) -> str:
    """Write an amount on an axis."""
    return f"{value:,.0f}"


def choices(t: Translator) -> list[tuple[str, str]]:
    """Return every view with its name, in the order in which they are offered."""
    more = {
        More.ANSWER: t("First answer by month"),
        More.CLOSING: t("Time until closing by month"),
        More.COST_KIND: t("Cost by kind"),
        More.COST_PAYER: t("Cost by who bears it"),
        More.ICEBERG: t("Iceberg (taught estimate)"),
    }
    cuts = [(cut.value, cut_words(cut, t)) for cut in Cut]
    return [(More.FIGURES.value, t("Key figures")), *cuts, *((key.value, name) for key, name in more.items())]

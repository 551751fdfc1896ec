"""Changes of class that nobody has seen yet (S2-01): who, from what to what, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence

from dealer_crm.domain.class_by_hand import VALUES
from dealer_crm.domain.class_news import ClassNews, Direction
from dealer_crm.domain.classes import Classed, ClassKind
from dealer_crm.domain.periods import Period, Span
from dealer_crm.i18n import Translator
from dealer_crm.ui.reports.doors import ReportDoors, Sheet
from dealer_crm.ui.reports.report import Deed, Source, share
from dealer_crm.ui.theme import Tone
from dealer_crm.ui.widgets import Choice, Column, StatCard
from dealer_crm.ui.widgets.bars import Bar
from dealer_crm.words.classes import why_words
from dealer_crm.words.labels import label

BY_KIND = "kind"


class ClassNewsReport:
    """Speaks of now, whatever the period; what was seen is gone from it."""

    key, span, dated = "classes", Span.TODAY, False

    def __init__(self, t: Translator, doors: ReportDoors) -> None:
        self._t, self._doors = t, doors
        self._news: dict[int, ClassNews] = {}

    def question(self, _period: Period) -> Callable[[], Sequence[ClassNews]]:
        """Ask for what nobody has seen."""
        return self._doors.class_news

    def take(self, _period: Period, found: Sequence[ClassNews]) -> None:
        """Speak of these from now on."""
        self._news = {one.id: one for one in found}

    def card(self) -> StatCard:
        """Return how many customers it is about."""
        count, worse = len({one.customer_id for one in self._news.values()}), self._worse()
        detail = self._t.plural("{n} for the worse", "{n} for the worse", worse).format(n=worse) if worse else ""
        return StatCard(self.key, count, self._t("Changes of class"), detail, Tone.WARN if worse else None)

    def groupings(self) -> Sequence[Choice]:
        """By class only."""
        return [Choice(BY_KIND, self._t("By class"), "tags")]

    def finding(self, grouping: str) -> str:
        """Say how much of it is bad."""
        if not self._news:
            return self._t("No customer changed class since you last looked")
        if not self._worse():
            return self._t("Changes of class: none for the worse")
        return self._t("Changes of class: {share} for the worse").format(share=share(self._worse(), len(self._news)))

    def bars(self, grouping: str) -> Sequence[Bar]:
        """Return one bar a kind of class."""
        counts = Counter(one.kind for one in self._news.values())
        return [Bar(kind, label(kind, self._t), count, str(count), "") for kind, count in counts.most_common()]

    def columns(self) -> Sequence[Column]:
        """Return customer, class, from, to, why, when."""
        t = self._t
        return [
            Column("customer", t("Customer"), lambda row: row.customer, width=10, bold=True, sortable=False),
            Column("kind", t("Class"), lambda row: label(row.kind, t), width=10, sortable=False, rank=2),
            Column("before", t("Was"), lambda row: self._value(row.kind, row.before), width=10, quiet=True, sortable=False, rank=1),
            Column("after", t("Is now"), lambda row: self._value(row.kind, row.after), width=12, sortable=False, alarming=_is_worse),
            Column("why", t("Why"), self._why, width=20, stretch=True, sortable=False, tip=self._why),
            Column("at", t("Date"), lambda row: f"{row.at.astimezone():%m-%d}", width=6, quiet=True, sortable=False, rank=3),
        ]

    def ids(self, grouping: str, key: Hashable | None) -> Sequence[int]:
        """Return the changes of a kind, or all."""
        return [one.id for one in self._news.values() if key is None or one.kind == key]

    def rows(self, ids: Sequence[int]) -> Sequence[ClassNews]:
        """Return changes."""
        return [self._news[one] for one in ids if one in self._news]

    def source(self, row: ClassNews) -> Source:
        """Lead to the customer."""
        return Source(row.customer_id)

    def deed(self) -> Deed | None:
        """Offer to put away what was read."""
        return Deed(self._t("Mark as seen"), "check", self._doors.see_classes) if self._news else None

    def sheet(self, ids: Sequence[int]) -> Sheet:
        """Return the changes for a workbook."""
        t = self._t
        titles = (t("Customer"), t("Class"), t("Was"), t("Is now"), t("Why"))
        rows = tuple(
            (row.customer, label(row.kind, t), self._value(row.kind, row.before), self._value(row.kind, row.after), self._why(row))
            for row in self.rows(ids)
        )
        return Sheet(t("Changes of class"), tuple((title, "text") for title in titles), rows)

    def _value(self, kind: ClassKind, value: str) -> str:
        known = {one.value: one for one in VALUES.get(kind, ())}
        return label(known[value], self._t) if value in known else value

    def _why(self, row: ClassNews) -> str:
        return why_words(Classed(row.after, row.why, row.figures), self._t) if row.why is not None else ""

    def _worse(self) -> int:
        return sum(map(_is_worse, self._news.values()))


def _is_worse(row: ClassNews) -> bool:
    return row.direction is Direction.DOWN

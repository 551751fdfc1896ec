"""数据体检: how complete the files are, which finding how often, and the files behind each, opened at the field."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import partial

from dealer_crm.domain import phones
from dealer_crm.domain.health import RULES, Count, Finding, Health
from dealer_crm.domain.periods import Period, Span
from dealer_crm.i18n import Translator
from dealer_crm.services.health import HealthRow
from dealer_crm.ui.reports.doors import ReportDoors, Sheet
from dealer_crm.ui.reports.report import Deed, Source, joined, share
from dealer_crm.ui.theme import Tone
from dealer_crm.ui.widgets import Choice, Column, StatCard
from dealer_crm.ui.widgets.bars import Bar
from dealer_crm.ui.widgets.paged_model import Ids
from dealer_crm.words.labels import label

ALL = "all"
GOOD = 90
"""From so many percent on the files are well kept."""


class HealthReport:
    """Speaks of now, whatever the period. The lines are those of one finding: the one that was chosen, else the most frequent."""

    key, span, dated = "health", Span.TODAY, False

    def __init__(self, t: Translator, doors: ReportDoors) -> None:
        self._t, self._doors = t, doors
        self._health = Health(0, (), 0)
        self._asked: Finding | None = None

    def question(self, _period: Period) -> Callable[[], Health]:
        """Ask for all counts."""
        return self._doors.health

    def take(self, _period: Period, found: Health) -> None:
        """Speak of these from now on."""
        self._health = found

    def card(self) -> StatCard:
        """Return the completeness, and how many findings there are."""
        t, whole = self._t, self._health.completeness
        findings = sum(one.count > 0 for one in self._health.counts)
        detail = t.plural("{n} finding", "{n} findings", findings).format(n=findings)
        return StatCard(self.key, f"{whole}%", t("Data health"), detail, Tone.WARN if whole < GOOD else None)

    def groupings(self) -> Sequence[Choice]:
        """All findings together; in which way a file is not well stands at its bar."""
        return [Choice(ALL, self._t("All"), "list")]

    def finding(self, grouping: str) -> str:
        """Say how complete the files are."""
        if not self._health.customers:
            return self._t("No customers yet")
        return self._t("Files are {share} complete").format(share=f"{self._health.completeness}%")

    def bars(self, grouping: str) -> Sequence[Bar]:
        """Return one bar a finding, the most frequent first."""
        t = self._t
        return [
            Bar(
                one.finding,
                label(one.finding, t),
                one.count,
                f"{one.count:,}",
                joined((label(RULES[one.finding].ill, t), share(one.count, one.of))),
            )
            for one in self._counts()
        ]

    def columns(self) -> Sequence[Column]:
        """Return customer, what is doubted, phone, community, owner."""
        t = self._t
        return [
            Column("customer", t("Customer"), lambda row: row.customer, width=10, bold=True, stretch=2, sortable=False),
            Column(
                "shown", t("What is doubted"), lambda row: row.shown, width=12, sortable=False, alarming=lambda row: bool(row.shown), rank=1
            ),
            Column("phone", t("Phone"), lambda row: phones.shown(row.phone), width=14, sortable=False),
            Column("community", t("Community"), lambda row: row.community, width=12, stretch=1, sortable=False, rank=2),
            Column("owner", t("Owner"), lambda row: row.owner, width=8, quiet=True, sortable=False, rank=3),
        ]

    def ids(self, grouping: str, key: Hashable | None) -> Ids | Callable[[], Ids]:
        """Ask for the customers with the chosen finding."""
        counts = self._counts()
        self._asked = key if isinstance(key, Finding) else counts[0].finding if counts else None
        return () if self._asked is None else partial(self._doors.health_ids, self._asked)

    def rows(self, ids: Sequence[int]) -> Sequence[HealthRow]:
        """Return customers with what is doubted."""
        return self._doors.health_rows(ids, self._asked) if self._asked is not None else []

    def source(self, row: HealthRow) -> Source:
        """Lead to the form at the field that mends it, else to the file."""
        return Source(row.id, field=RULES[self._asked].field if self._asked is not None else "")

    def deed(self) -> Deed | None:
        """Offer to mend what needs nobody's judgement."""
        count = self._health.mendable
        words = self._t.plural("Tidy up {n} spelling…", "Tidy up {n} spellings…", count).format(n=count)
        return Deed(words, "list-checks", self._doors.mend) if count else None

    def sheet(self, ids: Sequence[int]) -> Sheet:
        """Return the customers for a workbook."""
        t = self._t
        titles = (t("Customer"), t("What is doubted"), t("Phone"), t("Community"), t("Owner"))
        rows = tuple((row.customer, row.shown, phones.shown(row.phone), row.community, row.owner) for row in self.rows(ids))
        title = label(self._asked, t) if self._asked is not None else t("Data health")
        return Sheet(title, tuple((one, "text") for one in titles), rows)

    def _counts(self) -> list[Count]:
        return sorted((one for one in self._health.counts if one.count), key=lambda one: -one.count)


def _is_doubted(row: HealthRow) -> bool:
    return bool(row.shown)

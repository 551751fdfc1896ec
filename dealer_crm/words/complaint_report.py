"""Words for the analysis of complaints: what they are grouped by, what a group is called, key figures and spans of time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum

from dealer_crm.domain.complaint_case import CostKind, Payer
from dealer_crm.domain.complaint_figures import LED_BY, Cut
from dealer_crm.domain.complaints import (
    ComplaintChannel,
    ComplaintLevel,
    ComplaintSubtype,
    ComplaintType,
    DissatisfiedType,
    LiableParty,
    Severity,
)
from dealer_crm.domain.details import ListValue
from dealer_crm.i18n import N_, Translator
from dealer_crm.words.labels import label

HOURS_UNTIL = 48


class Figure(StrEnum):
    """The key figures of complaints (domain.md 3.4)."""

    ANSWERED = "answered"
    CLOSED = "closed"
    FIXED = "fixed"
    CONTENT = "content"
    REPEATED = "repeated"


CUTS: Mapping[Cut, str] = {
    Cut.SUBTYPE: N_("Subtype"),
    Cut.TYPE: N_("Type"),
    Cut.TOPIC: N_("Topic"),
    Cut.CATEGORY: N_("Category"),
    Cut.BRAND: N_("Brand"),
    Cut.MODEL: N_("Model"),
    Cut.TEAM: N_("Team that installed"),
    Cut.MONTH: N_("By month"),
    Cut.LIABLE: N_("Who is liable"),
    Cut.SEVERITY: N_("Severity"),
    Cut.LEVEL: N_("Level of the complaint"),
    Cut.CHANNEL: N_("Came by"),
    Cut.DISSATISFIED: N_("How he is dissatisfied"),
}

FIGURES: Mapping[Figure, tuple[str, str]] = {
    Figure.ANSWERED: (N_("Answered in time"), N_("Of the cases that were answered, or should have been by now")),
    Figure.CLOSED: (
        N_("Closed in time"),
        N_("Of the cases with a day to close by that were closed, or should have been; urgent ones have none"),
    ),
    Figure.FIXED: (
        N_("Settled at the first attempt"),
        N_("Never opened again, with one service visit at most; of the cases closed so far"),
    ),
    Figure.CONTENT: (N_("Customers content at the end"), N_("Marks of 4 and 5; of those who gave one")),
    Figure.REPEATED: (N_("Opened again"), N_("Of the cases closed so far; the fewer the better")),
}
"""What a figure is called, and of what it is a share."""

_ENUMS: Mapping[Cut, type[StrEnum]] = {
    Cut.TYPE: ComplaintType,
    Cut.SUBTYPE: ComplaintSubtype,
    Cut.LEVEL: ComplaintLevel,
    Cut.SEVERITY: Severity,
    Cut.CHANNEL: ComplaintChannel,
    Cut.LIABLE: LiableParty,
    Cut.DISSATISFIED: DissatisfiedType,
}


def cut_words(cut: Cut, t: Translator) -> str:
    """Return what complaints are grouped by."""
    return t(CUTS[cut])


def group_words(cut: Cut, key: str, topics: Mapping[str, ListValue], category: Callable[[str], str], t: Translator) -> str:
    """Return what a group of a cut is called; `category` names a category by its code."""
    if not key:
        return t("Not named") if cut is Cut.TEAM else t("Not known")
    if cut in _ENUMS:
        return label(_ENUMS[cut](key), t)
    if cut is Cut.TOPIC:
        return topics[key].said(t.language) if key in topics else key
    if cut is Cut.TEAM and key.startswith(LED_BY):
        return t("{name}'s team").format(name=key.removeprefix(LED_BY))
    return category(key) if cut is Cut.CATEGORY else key


def cost_words(key: str, t: Translator, *, payer: bool) -> str:
    """Return what a kind of cost is called, or who bears it."""
    return label(Payer(key) if payer else CostKind(key), t)


def time_words(hours: float | None, t: Translator) -> str:
    """Write a span in hours, from two days on in days; "–" of nothing."""
    if hours is None:
        return "–"
    if hours < HOURS_UNTIL:
        return t.plural("{n} h", "{n} h", round(hours)).format(n=f"{hours:.1f}".removesuffix(".0"))
    days = hours / 24
    return t.plural("{n} d", "{n} d", round(days)).format(n=f"{days:.1f}".removesuffix(".0"))


def share_words(per_cent: float | None) -> str:
    """Write a share; "–" of nothing."""
    return "–" if per_cent is None else f"{per_cent:.0f}%"

"""Communities (小区): the names they go by, what the shop knows of them, and how many of their households it has won."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.text import clean, one_line

BETWEEN = "、"
"""Stands between several other names of a community."""
_SPLIT = re.compile("[、,，;；/]+")
FIRST_YEAR, LAST_YEAR, MOST_HOUSEHOLDS = 1949, 2100, 100_000


class CommunityNameMissing(DomainError):
    """A community needs its name."""

    field = "name"


class CommunityKnown(DomainError):
    """Another community goes by that name. Parameter: name."""

    field = "name"


class CommunityGone(DomainError):
    """The community was merged or removed meanwhile."""


class CommunityYearUnlikely(DomainError):
    """The year of completion cannot be right. Parameters: first, last."""

    field = "completed"


class HouseholdsUnlikely(DomainError):
    """The number of households cannot be right. Parameter: most."""

    field = "households"


@dataclass(frozen=True)
class CommunityDraft:
    """A community as entered. `alias` holds its other names, `BETWEEN` them; None where a figure is not known."""

    name: str
    alias: str = ""
    completed: int | None = None
    households: int | None = None
    heating: str = ""
    sample_flats: str = ""
    note: str = ""

    def checked(self) -> CommunityDraft:
        """Return the draft cleaned. Raises CommunityNameMissing, CommunityYearUnlikely, HouseholdsUnlikely."""
        name = one_line(self.name)
        if not name:
            raise CommunityNameMissing
        if self.completed is not None and not FIRST_YEAR <= self.completed <= LAST_YEAR:
            raise CommunityYearUnlikely(first=FIRST_YEAR, last=LAST_YEAR)
        if self.households is not None and not 0 < self.households <= MOST_HOUSEHOLDS:
            raise HouseholdsUnlikely(most=MOST_HOUSEHOLDS)
        return replace(
            self,
            name=name,
            alias=joined(one for one in other_names(self.alias) if one != name),
            heating=one_line(self.heating),
            sample_flats=one_line(self.sample_flats),
            note=clean(self.note).strip(),
        )


def other_names(alias: str) -> tuple[str, ...]:
    """Return the other names of a community, each once."""
    return tuple(dict.fromkeys(filter(None, map(one_line, _SPLIT.split(alias)))))


def joined(names: Iterable[str]) -> str:
    """Return other names as they are stored."""
    return BETWEEN.join(dict.fromkeys(names))


def merged(kept: CommunityDraft, gone: CommunityDraft) -> CommunityDraft:
    """Return the one of two spellings that stays: the other name becomes an alias, what it lacks comes from the other."""
    names = (*other_names(kept.alias), gone.name, *other_names(gone.alias))
    notes = dict.fromkeys(filter(None, (kept.note, gone.note)))
    return replace(
        kept,
        alias=joined(one for one in names if one != kept.name),
        completed=kept.completed if kept.completed is not None else gone.completed,
        households=kept.households if kept.households is not None else gone.households,
        heating=kept.heating or gone.heating,
        sample_flats=kept.sample_flats or gone.sample_flats,
        note="\n".join(notes),
    )


def share_words(tenths: int | None) -> str:
    """Return a share in tenths of a percent as "2.5%", "" where it is not known."""
    return "" if tenths is None else f"{tenths / 10:.1f}%"


def penetration(installed: int, households: int | None) -> int | None:
    """Return the share of a community's households with a machine of the shop (小区渗透率), in tenths of a percent."""
    return round(1000 * installed / households) if households else None

"""Checklists: what is looked at, what it has to be, and what is still open (domain.md 1.5, 2.6)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from dealer_crm.domain.acceptances import SheetStage
from dealer_crm.domain.readings import CheckStep, Grid
from dealer_crm.domain.trade import Entry

NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?")


class CheckResult(StrEnum):
    """结果: 合格, 不合格, 不适用."""

    PASS = "pass"
    FAIL = "fail"
    NA = "na"


class Closes(StrEnum):
    """When an item is settled: at the hand-over, or only measured from there on (expectations F-H)."""

    HERE = "here"
    LATER = "later"


@dataclass(frozen=True)
class CheckItem(Entry):
    """One line of a checklist. `low` and `high` bound the measured value, in thousandths of `unit`; None = not bounded on that side.

    `photo` = it has no result without a picture. `grid` = it is read row by row. `steps` are the small ticks it is made of.
    """

    code: str
    group: str
    standard_zh: str = ""
    standard_en: str = ""
    unit: str = ""
    low: int | None = None
    high: int | None = None
    required: bool = False
    photo: bool = False
    closes: Closes = Closes.HERE
    grid: Grid | None = None
    steps: tuple[CheckStep, ...] = ()

    def standard(self, language: str) -> str:
        """Return what it has to be like, in a language."""
        return self.standard_zh if language == "zh" else self.standard_en

    @property
    def measured(self) -> bool:
        """Tell whether the item asks for a value."""
        return bool(self.unit)


@dataclass(frozen=True)
class Checklist(Entry):
    """A sheet with its items in order; a filled sheet keeps the version it was filled from. Without `stage` it is part of a delivery."""

    code: str
    version: int
    items: tuple[CheckItem, ...]
    groups: tuple[CheckGroup, ...] = ()
    stage: SheetStage | None = None


@dataclass(frozen=True)
class CheckGroup(Entry):
    """A heading inside a sheet."""

    code: str


def number_in(text: str) -> Decimal | None:
    """Return the first number in what was written down (0.62MPa, ８.５ ℃, －0.1); None where there is none."""
    plain = unicodedata.normalize("NFKC", text).replace("−", "-").replace(",", "")
    found = NUMBER.search(plain)
    return Decimal(found.group()) if found else None


def verdict(low: int | None, high: int | None, value: str) -> CheckResult | None:
    """Return what a measured value means by limits in thousandths; None without limits or without a number: then a person decides."""
    number = number_in(value)
    if number is None or (low is None and high is None):
        return None
    inside = (low is None or number * 1000 >= low) and (high is None or number * 1000 <= high)
    return CheckResult.PASS if inside else CheckResult.FAIL


def missing(items: Iterable[CheckItem], results: Mapping[str, CheckResult | None]) -> tuple[CheckItem, ...]:
    """Return the required items without a result, in order; 不适用 is a result."""
    return tuple(item for item in items if item.required and results.get(item.code) is None)

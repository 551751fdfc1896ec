"""Readings in grids: one row for each room, loop, day or test; some columns are worked out from others (domain.md 2.6, 3.6)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dealer_crm.domain.trade import Entry


class RowsOf(StrEnum):
    """What a row of a grid stands for."""

    ROOM = "room"
    LOOP = "loop"
    DAY = "day"
    UNIT = "unit"
    TEST = "test"
    PIPE = "pipe"
    CARTRIDGE = "cartridge"


class Formula(StrEnum):
    """How a column is worked out of the columns it names, in their order."""

    DIFFERENCE = "difference"
    """a − b"""
    REJECTION = "rejection"
    """(1 − b ÷ a) × 100 %"""
    DEVIATION = "deviation"
    """(b − a) ÷ a × 100 %"""
    SHARE = "share"
    """b ÷ a × 100 %"""
    PRODUCT = "product"
    """a × b"""
    HOLD_EXPECTED = "hold_expected"
    """P1, t1, t2 → what a tight system shows (MPa)"""
    HOLD_LOST = "hold_lost"
    """P1, t1, P2, t2 → what went away (MPa)"""


@dataclass(frozen=True)
class Column(Entry):
    """A column of a grid. Limits in thousandths of `unit`; `of` names the columns a formula takes; `words` = text, not a number."""

    code: str
    unit: str = ""
    low: int | None = None
    high: int | None = None
    formula: Formula | None = None
    of: tuple[str, ...] = ()
    words: bool = False


@dataclass(frozen=True)
class Grid:
    """The shape of a table of readings. `labels` are the rows it begins with (zh, en); at least `least` rows must be filled."""

    rows: RowsOf
    columns: tuple[Column, ...]
    labels: tuple[tuple[str, str], ...] = ()
    least: int = 1


@dataclass(frozen=True)
class CheckStep(Entry):
    """A small tick inside an item. `asks` = it wants a word (a number, a name); `fact` names what the program itself can see."""

    code: str
    asks: bool = False
    fact: str = ""

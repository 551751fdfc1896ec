"""What a list that goes out consists of: columns with a kind, and rows of plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from dealer_crm.domain.text import one_line

Value = str | int | float | date | datetime | None
Row = Sequence[Value]


class ColumnKind(StrEnum):
    """How the values of a column are to be understood."""

    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    """int, in 分"""
    AREA = "area"
    """int, in thousandths of a ㎡ or of another unit"""
    DATE = "date"
    DATETIME = "datetime"
    """The wall clock of the shop; a time zone, if any, is dropped and not converted."""


@dataclass(frozen=True)
class ListColumn:
    """A column: its title in the reader's language, what it holds, its width in characters."""

    title: str
    kind: ColumnKind = ColumnKind.TEXT
    width: float = 14


def titles(columns: Sequence[ListColumn]) -> list[str]:
    """Return the titles on one line each, told apart by a number where two are the same."""
    found: list[str] = []
    for column in columns:
        title, number = one_line(column.title), 1
        while (title if number == 1 else f"{title} ({number})") in found:
            number += 1
        found.append(title if number == 1 else f"{title} ({number})")
    return found

"""Short names for the cells that records are put together from."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from dealer_crm.documents.excel.record_workbook import RecordTable, RecordValue
from dealer_crm.documents.lists import ColumnKind, ListColumn, Row
from dealer_crm.i18n import Translator
from dealer_crm.words.labels import label

Titles = tuple[tuple[str, ColumnKind], ...]


def words(title: str, value: str) -> RecordValue:
    """Return a label with the user's own words."""
    return RecordValue(title, value)


def chosen(title: str, value: StrEnum | None, t: Translator) -> RecordValue:
    """Return a label with the name of a choice."""
    return RecordValue(title, label(value, t))


def day(title: str, value: date | None) -> RecordValue:
    """Return a label with a calendar day."""
    return RecordValue(title, value, ColumnKind.DATE)


def instant(title: str, value: datetime | None) -> RecordValue:
    """Return a label with an instant by the wall clock of the shop."""
    return RecordValue(title, wall(value), ColumnKind.DATETIME)


def money(title: str, value: int) -> RecordValue:
    """Return a label with an amount in 分."""
    return RecordValue(title, value, ColumnKind.MONEY)


def table(title: str, columns: Titles, rows: tuple[Row, ...]) -> RecordTable:
    """Return a table; widths come from the kind."""
    return RecordTable(title, tuple(ListColumn(name, kind) for name, kind in columns), rows)


def wall(at: datetime | None) -> datetime | None:
    """Return an instant by the wall clock of the shop."""
    return at.astimezone() if at else None

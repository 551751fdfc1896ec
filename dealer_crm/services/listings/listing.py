"""What a list that goes out consists of: its fields, each with its name, its kind and how it is read from a row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dealer_crm.documents.lists import ColumnKind, ListColumn, Value
from dealer_crm.i18n import Translator
from dealer_crm.words.labels import label

Read = Callable[[Any, Translator], Value]


@dataclass(frozen=True)
class ListField:
    """One field: `key` is its name for other programs, `title` a msgid, `width` in characters; `main` ones fit on paper."""

    key: str
    title: str
    read: Read
    kind: ColumnKind = ColumnKind.TEXT
    width: float = 14
    main: bool = True

    def column(self, t: Translator) -> ListColumn:
        """Return the column in a language."""
        return ListColumn(t(self.title), self.kind, self.width)


@dataclass(frozen=True)
class Listing:
    """One kind of record; `title` is a msgid."""

    name: str
    title: str
    fields: tuple[ListField, ...]


def text(key: str, title: str, width: float = 14, *, main: bool = True) -> ListField:
    """Return a field that holds the row's own words."""
    return ListField(key, title, lambda row, _t: getattr(row, key), width=width, main=main)


def choice(key: str, title: str, width: float = 12, *, main: bool = True) -> ListField:
    """Return a field that names the value of an enum."""
    return ListField(key, title, lambda row, t: label(getattr(row, key), t), width=width, main=main)


def day(key: str, title: str, *, main: bool = True) -> ListField:
    """Return a field that holds a calendar day."""
    return ListField(key, title, lambda row, _t: getattr(row, key), ColumnKind.DATE, 12, main)


def instant(key: str, title: str, *, main: bool = True) -> ListField:
    """Return a field that holds an instant, written by the wall clock of the shop."""
    return ListField(key, title, lambda row, _t: _wall(getattr(row, key)), ColumnKind.DATETIME, 17, main)


def money(key: str, title: str, *, main: bool = True) -> ListField:
    """Return a field that holds 分."""
    return ListField(key, title, lambda row, _t: getattr(row, key), ColumnKind.MONEY, 13, main)


def number(key: str, title: str, *, main: bool = True) -> ListField:
    """Return a field that holds a plain number."""
    return ListField(key, title, lambda row, _t: getattr(row, key), ColumnKind.NUMBER, 8, main)


def _wall(at: datetime | None) -> datetime | None:
    return at.astimezone() if at else None

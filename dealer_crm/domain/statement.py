"""对账单: what a customer came to owe and what he paid, day by day, with what was open before and after; all in 分."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class EntryKind(StrEnum):
    """What changed the account; on one day they stand in this order."""

    OPENING = "opening"
    ORDER = "order"
    CHANGE = "change"
    RETURN = "return"
    EXCHANGE = "exchange"
    FEE = "fee"
    SUBSIDY = "subsidy"
    KEPT = "kept"
    PAYMENT = "payment"
    REFUND = "refund"


_ORDER = {kind: place for place, kind in enumerate(EntryKind)}


@dataclass(frozen=True)
class Entry:
    """One change: `amount` above nothing is owed by the customer, below nothing in his favour."""

    day: date
    kind: EntryKind
    amount: int
    number: str = ""
    words: str = ""


@dataclass(frozen=True)
class StatementLine:
    """A change with what is owed after it."""

    entry: Entry
    balance: int


@dataclass(frozen=True)
class Statement:
    """The account of a period, from `opening` to `closing`; `first` None = from the beginning."""

    first: date | None
    last: date
    opening: int
    lines: tuple[StatementLine, ...]

    @property
    def closing(self) -> int:
        """Return what is owed at the end; below nothing, what the shop holds for him."""
        return self.lines[-1].balance if self.lines else self.opening

    @property
    def owed(self) -> int:
        """Return what the period added to the debt."""
        return sum(line.entry.amount for line in self.lines if line.entry.amount > 0)

    @property
    def paid(self) -> int:
        """Return what the period took off it."""
        return -sum(line.entry.amount for line in self.lines if line.entry.amount < 0)


def statement(entries: Iterable[Entry], first: date | None, last: date) -> Statement:
    """Return the account of a period: what was before is its opening balance, what is later is left out."""
    found = sorted(entries, key=lambda one: (one.day, _ORDER[one.kind], one.number))
    opening = sum(one.amount for one in found if first is not None and one.day < first)
    balance, lines = opening, []
    for entry in found:
        if (first is None or entry.day >= first) and entry.day <= last:
            balance += entry.amount
            lines.append(StatementLine(entry, balance))
    return Statement(first, last, opening, tuple(lines))

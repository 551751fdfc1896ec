"""Reads days, instants, words and money of a told story for one day and one language."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

JUST = timedelta(minutes=5)


class Telling:
    """A story counts its days from the day it is told, and has its words in both languages."""

    def __init__(self, language: str, now: datetime) -> None:
        self.language = language
        self.now = now
        self.today = now.astimezone().date()

    def words(self, value: Any) -> str:
        """Return the words of a value: a table of languages, English for one that is not told yet, or a text that is the same in all."""
        return str(value.get(self.language, value.get("en", ""))) if isinstance(value, dict) else str(value)

    def day(self, days: int) -> date:
        """Return a day counted from today."""
        return self.today + timedelta(days=days)

    def instant(self, days: int, clock: str) -> datetime:
        """Return an instant in UTC; what the story puts later today has just happened."""
        told = datetime.combine(self.day(days), time.fromisoformat(clock)).astimezone(UTC)
        return min(told, self.now - JUST)


def fen(amount: str) -> int:
    """Return an amount in yuan as 分."""
    return int(Decimal(amount) * 100)


def thousandths(quantity: str) -> int:
    """Return a quantity in thousandths."""
    return int(Decimal(quantity) * 1000)

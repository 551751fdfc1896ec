"""Numbers of records: prefix, day, three digits that may grow; a number is never given twice (domain.md 4)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, insert, select, update

from dealer_crm.storage.guard import recording
from dealer_crm.storage.models import NumberSeries

CUSTOMER, OPPORTUNITY, FOLLOW_UP, EQUIPMENT = "KH", "SJ", "GJ", "SB"
ORDER, PAYMENT, DELIVERY, REQUEST, VISIT, COMPLAINT = "DD", "SK", "SH", "FW", "HF", "TS"


def take(connection: Connection, kind: str, day: date, count: int = 1) -> list[str]:
    """Return the next `count` numbers of the kind for the day, in order; part of the caller's write."""
    head, first = reserve(connection, kind, day, count)
    return [f"{head}{n:03d}" for n in range(first, first + count)]


def reserve(connection: Connection, kind: str, day: date, count: int) -> tuple[str, int]:
    """Take `count` numbers; return what they begin with, and what the first one counts (three digits that may grow)."""
    key = (NumberSeries.kind == kind, NumberSeries.day == day)
    last = connection.execute(select(NumberSeries.last).where(*key)).scalar()
    with recording(connection):
        if last is None:
            connection.execute(insert(NumberSeries), {"kind": kind, "day": day, "last": count})
        else:
            connection.execute(update(NumberSeries).where(*key).values(last=last + count))
    return f"{kind}{day:%Y%m%d}", (last or 0) + 1

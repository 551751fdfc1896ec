"""Numbers of records: prefix, day, three digits that may grow; a number is never given twice (domain.md 4)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection

from dealer_crm.storage import driver
from dealer_crm.storage.guard import recording

CUSTOMER, OPPORTUNITY, FOLLOW_UP, EQUIPMENT = "KH", "SJ", "GJ", "SB"
ORDER, PAYMENT, DELIVERY, REQUEST, VISIT, COMPLAINT = "DD", "SK", "SH", "FW", "HF", "TS"
SLIP, QUOTE, CHANGE_ORDER, RETURN = "JJ", "BJ", "ZQ", "TH"
JOB, ACCEPTANCE = "AZ", "YS"


def take(connection: Connection, kind: str, day: date, count: int = 1) -> list[str]:
    """Return the next `count` numbers of the kind for the day, in order; part of the caller's write."""
    head, first = reserve(connection, kind, day, count)
    return [f"{head}{n:03d}" for n in range(first, first + count)]


def reserve(connection: Connection, kind: str, day: date, count: int) -> tuple[str, int]:
    """Take `count` numbers; return what they begin with, and what the first one counts (three digits that may grow)."""
    with recording(connection):
        last: int = driver.execute(connection, _TAKE, (kind, day.isoformat(), count)).rows[0][0]
    return f"{kind}{day:%Y%m%d}", last - count + 1


_TAKE = """INSERT INTO number_series (kind, day, last) VALUES (?, ?, ?)
ON CONFLICT (kind, day) DO UPDATE SET last = last + excluded.last RETURNING last"""

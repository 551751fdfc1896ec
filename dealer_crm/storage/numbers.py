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
    key = (NumberSeries.kind == kind, NumberSeries.day == day)
    last = connection.execute(select(NumberSeries.last).where(*key)).scalar()
    with recording(connection):
        if last is None:
            connection.execute(insert(NumberSeries), {"kind": kind, "day": day, "last": count})
        else:
            connection.execute(update(NumberSeries).where(*key).values(last=last + count))
    first = (last or 0) + 1
    return [f"{kind}{day:%Y%m%d}{n:03d}" for n in range(first, first + count)]

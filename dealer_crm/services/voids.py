"""Numbers that were given and belong to nothing now (作废): undone, deleted, or taken by a write that was rolled back later."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from dealer_crm.storage.counters import NUMBERED
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import NumberSeries

_PREFIX = 10
"""Two letters and a day."""


@dataclass(frozen=True)
class VoidNumber:
    """A number that will not be given again; `kind` are its two letters."""

    number: str
    kind: str
    day: date


class Voids:
    """The one question which numbers are void."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def rows(self) -> list[VoidNumber]:
        """Return every void number, the latest day first."""
        found: list[VoidNumber] = []
        with self._db.read() as session:
            in_use: dict[str, int] = defaultdict(int)
            for column in NUMBERED:
                prefix = func.substr(column, 1, _PREFIX)
                in_use.update({row[0]: in_use[row[0]] + row[1] for row in session.execute(select(prefix, func.count()).group_by(prefix))})
            series = session.execute(select(NumberSeries.kind, NumberSeries.day, NumberSeries.last).order_by(NumberSeries.day.desc()))
            for kind, day, last in series.all():
                start = f"{kind}{day:%Y%m%d}"
                if in_use[start] < last:
                    used = {n for column in NUMBERED for n in session.execute(select(column).where(column.startswith(start))).scalars()}
                    numbers = (f"{start}{n:03d}" for n in range(1, last + 1))
                    found += [VoidNumber(number, kind, day) for number in numbers if number not in used]
        return found

"""What went out on paper, as a file or to the clipboard: who, when, on what, how often."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import func, insert, select

from dealer_crm.domain.journal import Actor
from dealer_crm.domain.print_log import Printed, PrintWay
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import PrintLogEntry

JOIN = "、"


class PrintLog:
    """The log is kept out of the journal: what was printed stays printed, whatever is taken back."""

    def __init__(self, db: Database, actor: Callable[[], Actor], now: Callable[[], datetime]) -> None:
        self._db, self._actor, self._now = db, actor, now

    def times(self, kind: str, record_id: int | None, variant: str = "") -> int:
        """Return how often the paper of a record came out of a printer; 0 for papers that are of no record."""
        if record_id is None:
            return 0
        counted = select(func.count()).where(
            PrintLogEntry.kind == kind,
            PrintLogEntry.record_id == record_id,
            PrintLogEntry.variant == variant,
            PrintLogEntry.way == PrintWay.PRINTER,
        )
        with self._db.read() as session:
            return session.scalar(counted) or 0

    def note(self, printed: Iterable[Printed]) -> None:
        """Write down what went out, in one transaction. Raises as `Database.write`."""
        staff_id, at = self._actor().staff_id, self._now()
        rows = [{**asdict(one), "copy_names": JOIN.join(one.copy_names), "printed_at": at, "staff_id": staff_id} for one in printed]
        if rows:
            with self._db.derive() as connection:
                connection.execute(insert(PrintLogEntry), rows)

"""What went out on paper, as a file or to the clipboard: who, when, on what, how often."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from datetime import datetime, time, timedelta

from sqlalchemy import func, insert, select

from dealer_crm.domain.journal import Actor
from dealer_crm.domain.print_log import Printed, PrintLogRow, PrintLogSpec, PrintWay
from dealer_crm.domain.text import fold
from dealer_crm.storage.database import Database
from dealer_crm.storage.dialect import one_of
from dealer_crm.storage.models import PrintLogEntry, Staff

JOIN = "、"
EVERYTHING = PrintLogSpec()


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

    def last(self, kind: str, record_id: int, variant: str = "") -> PrintLogRow | None:
        """Return when the paper of a record came out of a printer last; None before the first time."""
        mine = (
            PrintLogEntry.kind == kind,
            PrintLogEntry.record_id == record_id,
            PrintLogEntry.variant == variant,
            PrintLogEntry.way == PrintWay.PRINTER,
        )
        with self._db.read() as session:
            found = session.scalar(select(PrintLogEntry.id).where(*mine).order_by(PrintLogEntry.id.desc()).limit(1))
        return next(iter(self.rows([found])), None) if found else None

    def ids(self, spec: PrintLogSpec = EVERYTHING) -> list[int]:
        """Return the lines that are asked for, the newest first."""
        query = select(PrintLogEntry.id).order_by(PrintLogEntry.id.desc())
        if spec.kind:
            query = query.where(PrintLogEntry.kind == spec.kind)
        if spec.record_id is not None:
            query = query.where(PrintLogEntry.record_id == spec.record_id)
        if spec.number:
            query = query.where(PrintLogEntry.number.startswith(fold(spec.number).upper(), autoescape=True))
        if spec.on:
            first = datetime.combine(spec.on, time.min).astimezone()
            query = query.where(PrintLogEntry.printed_at >= first, PrintLogEntry.printed_at < first + timedelta(days=1))
        with self._db.read() as session:
            return list(session.scalars(query))

    def rows(self, ids: Sequence[int]) -> list[PrintLogRow]:
        """Return these lines in their order; ids that are not there are left out."""
        query = select(PrintLogEntry, Staff.name).outerjoin(Staff, Staff.id == PrintLogEntry.staff_id).where(one_of(PrintLogEntry.id, ids))
        with self._db.read() as session:
            found = {entry.id: _row(entry, name or "") for entry, name in session.execute(query)}
        return [found[one] for one in ids if one in found]

    def kinds(self) -> list[str]:
        """Return the kinds of paper that ever went out."""
        with self._db.read() as session:
            return sorted(session.scalars(select(PrintLogEntry.kind).distinct()))

    def note(self, printed: Iterable[Printed]) -> None:
        """Write down what went out, in one transaction. Raises as `Database.write`."""
        staff_id, at = self._actor().staff_id, self._now()
        rows = [{**asdict(one), "copy_names": JOIN.join(one.copy_names), "printed_at": at, "staff_id": staff_id} for one in printed]
        if rows:
            with self._db.derive() as connection:
                connection.execute(insert(PrintLogEntry), rows)


def _row(entry: PrintLogEntry, staff: str) -> PrintLogRow:
    names = tuple(filter(None, entry.copy_names.split(JOIN)))
    printed = Printed(
        entry.kind,
        entry.record_id,
        entry.number,
        entry.way,
        entry.printer,
        entry.paper,
        entry.copies,
        names,
        entry.pages,
        entry.variant,
    )
    return PrintLogRow(entry.id, entry.printed_at, printed, staff)

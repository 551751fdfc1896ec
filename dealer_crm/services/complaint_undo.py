"""Complaints after an undo: the clock of each that it touched follows from what stands now; part of the caller's write."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from dealer_crm.services.complaint_clock import begin_clock, settle_clock
from dealer_crm.services.complaint_writing import first_word
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import WriteSession
from dealer_crm.storage.models import Complaint

PARTS = ("complaint_step", "complaint_pause", "complaint_escalation")
"""Tables whose rows move the clock of the case they name."""


def settle_cases(session: WriteSession, trade: Trade) -> None:
    """Settle the clocks: what was done since and stays counts beside what was taken back, also as the answer to the customer."""
    touched = set(_touched(session))
    for case in session.scalars(select(Complaint).where(Complaint.id.in_(touched)).order_by(Complaint.id)).all() if touched else ():
        if case.responded_at is None and (heard := first_word(session, case)) is not None:
            case.responded_at = heard
        if _clock_left_behind(session, case.id):
            begin_clock(session, trade, case)
        settle_clock(session, trade, case)


def _clock_left_behind(session: WriteSession, complaint_id: int) -> bool:
    """Tell whether the severity or the beginning came back without their clock: what was changed before cases kept one knows none."""
    before, after = session.recorder.changes.get(("complaint", complaint_id), (None, None))
    if not before or not after or before["clock"] != after["clock"]:
        return False
    return any(before[name] != after[name] for name in ("severity", "opened_at"))


def _touched(session: WriteSession) -> Iterable[int]:
    for (table, row_id), values in list(session.recorder.changes.items()):
        if table == "complaint":
            yield row_id
        elif table in PARTS:
            yield from (row["complaint_id"] for row in values if row)

"""The classes of all customers, kept true: worked out anew for whoever was touched, for all on a new day, with every change told."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from dealer_crm.domain.classes import ClassKind
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.progress import NoProgress, Progress
from dealer_crm.services.class_changes import Change, Changes
from dealer_crm.services.class_facts import Asking
from dealer_crm.services.class_standing import Standing, changes, fresh, kept, standing
from dealer_crm.services.trade import Trade
from dealer_crm.storage import class_rows
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import ClassState, CustomerClass

PIECE = 500
"""Customers that are read, classed and written in one go: so long a save of the window may have to wait."""


@dataclass(frozen=True)
class Worked:
    """What came of it: customers looked at, rows that differed, and changes the shop should hear of."""

    looked_at: int = 0
    written: int = 0
    news: int = 0


class ClassBook:
    """Works beside the window, a piece at a time. A customer whose records were changed meanwhile waits for the next time."""

    def __init__(self, db: Database, now: Callable[[], datetime], trade: Trade) -> None:
        self._db, self._now, self._trade = db, now, trade
        self._changes = Changes(db, now)

    def waits(self) -> bool:
        """Tell whether anything has to be worked out."""
        with self._db.read() as session:
            if self._stale(session) or class_rows.incomplete(session.connection()):
                return True
            return session.execute(select(CustomerClass.customer_id).where(CustomerClass.waiting > 0).limit(1)).first() is not None

    def work_out(self, progress: Progress | None = None, *, again: bool = False) -> Worked:
        """Bring the classes up to date, of all customers with `again`. What was written stays where `progress` cancels.

        Whoever waited does so until everybody else stands: his change is what tells that the places of others are to be looked at.
        Raises what `progress` raises, and as `Database.write`.
        """
        with self._db.read() as session:
            begins = session.get(ClassState, 1) is None or class_rows.incomplete(session.connection())
        if begins:
            with self._db.derive() as connection:
                class_rows.complete(connection)
        with self._db.read() as session:
            now = standing(session, self._asking(local_day(self._now())), whole=again or self._stale(session))
            seen = session.execute(select(ClassState.changes)).scalar_one()  # of the same moment as all that is read
            done = self._pieces(session, now, progress or NoProgress())
        if now.whole:
            with self._db.derive() as connection:
                class_rows.close(connection, seen, {"day": now.asking.today, "rules": self._digest(), "profile": now.said})
                self._changes.forget_old(connection)
        self._count_down(now)
        return done

    def differences(self, session: Session) -> list[str]:
        """Return the ids of customers whose row is not what the records gave on the day it was worked out.

        What is only behind is no difference: nobody's where all of them are to be worked out anyway, or somebody is new or gone; else
        that of who waits, and of whom the place of those who wait moves.
        """
        state = session.get(ClassState, 1)
        if state is None or state.day is None or state.rules != self._digest() or class_rows.incomplete(session.connection()):
            return []
        asking = self._asking(state.day)
        now, behind = standing(session, asking, whole=True), set(standing(session, asking, whole=False).ids)
        wrong: list[str] = []
        for part in _pieces(now.ids):
            there = kept(session, part)
            found = {one: row for one, (row, _) in fresh(session, now, part).items() if one not in behind}
            wrong += [str(one) for one, row in found.items() if changes(there[one], row)]
        return wrong

    def _asking(self, day: date) -> Asking:
        return Asking(day, self._trade.class_rules(), self._trade.cadences())

    def _digest(self) -> str:
        """Return what stands for the rules: with others everybody is worked out anew, and what changes is no news."""
        told = json.dumps([asdict(self._trade.class_rules()), list(ClassKind)], sort_keys=True)
        return hashlib.sha256(told.encode()).hexdigest()[:16]

    def _stale(self, session: Session) -> bool:
        state = session.get(ClassState, 1)
        return state is None or state.day != local_day(self._now()) or state.rules != self._digest()

    def _pieces(self, session: Session, now: Standing, progress: Progress) -> Worked:
        state = session.get(ClassState, 1)
        quiet = state is None or state.rules != self._digest()
        looked_at = written = news = 0
        for part in _pieces(now.ids):
            progress.step(looked_at, len(now.ids))
            there, found = kept(session, part), fresh(session, now, part)
            changed = {one: more for one, (row, _) in found.items() if one in there and (more := changes(there[one], row))}
            told = [] if quiet else [Change(one, there[one], more, found[one][1]) for one, more in changed.items()]
            if changed:
                with self._db.derive() as connection:
                    class_rows.write(connection, changed)
                    news += self._changes.record(connection, told)
            looked_at, written = looked_at + len(part), written + len(changed)
        return Worked(looked_at, written, news)

    def _count_down(self, now: Standing) -> None:
        for part in _pieces(sorted(now.waiting)):
            with self._db.derive() as connection:
                class_rows.worked_out(connection, {one: now.waiting[one] for one in part})


def _pieces(ids: Sequence[int]) -> list[Sequence[int]]:
    return [ids[start : start + PIECE] for start in range(0, len(ids), PIECE)]

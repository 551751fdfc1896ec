"""The clock of a case by hand: it waits and goes on, the customer hears how it stands, manager or owner has seen to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime

from dealer_crm.domain.complaint_case import Escalation, WaitFor
from dealer_crm.domain.complaint_waiting import CaseRuns, CaseWaits, WaitDraft, check_sees
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.journal import Action, Actor, Subject
from dealer_crm.domain.text import clean
from dealer_crm.services.complaint_clock import pauses_of, settle_clock
from dealer_crm.services.complaint_writing import open_case
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import Database, WriteSession
from dealer_crm.storage.models import Complaint, ComplaintEscalation, ComplaintPause


class ComplaintWaiting:
    """Use-cases of the running clock. One public method is one transaction; all raise ComplaintNotFound, ComplaintNotOpen."""

    def __init__(self, db: Database, actor: Callable[[], Actor], now: Callable[[], datetime], trade: Trade) -> None:
        self._db = db
        self._actor = actor
        self._now = now
        self._trade = trade

    def pause(self, complaint_id: int, wait_for: WaitFor, words: str, expected_on: date) -> None:
        """Let the clock stand still until `resume`; on the day that is expected somebody asks.

        Raises WaitWordsMissing, WaitDayOutside, CaseWaits.
        """
        now = self._now()
        draft = WaitDraft(wait_for, words, expected_on).checked(local_day(now))
        with self._moving(complaint_id) as (session, case):
            if _waiting(session, case) is not None:
                raise CaseWaits(number=case.number)
            session.add(
                ComplaintPause(
                    complaint_id=case.id,
                    wait_for=draft.wait_for,
                    words=draft.words,
                    from_at=now,
                    expected_on=draft.expected_on,
                    staff_id=self._actor().staff_id,
                )
            )

    def wait_on(self, complaint_id: int, expected_on: date) -> None:
        """Let a case that waits go on waiting: somebody asks again on another day. Raises CaseRuns, WaitDayOutside."""
        with self._moving(complaint_id) as (session, case):
            pause = _waiting(session, case)
            if pause is None:
                raise CaseRuns(number=case.number)
            pause.expected_on = WaitDraft(pause.wait_for, pause.words, expected_on).checked(local_day(self._now())).expected_on

    def resume(self, complaint_id: int) -> None:
        """Let the clock go on: all that is due is due later by as much as the pause took. Raises CaseRuns."""
        with self._moving(complaint_id) as (session, case):
            pause = _waiting(session, case)
            if pause is None:
                raise CaseRuns(number=case.number)
            pause.until_at = self._now()

    def told(self, complaint_id: int) -> None:
        """Note that the customer has just heard how it stands; the first word is the answer to him."""
        with self._moving(complaint_id) as (_session, case):
            case.told_at = self._now()
            case.responded_at = case.responded_at or case.told_at

    def seen(self, complaint_id: int, level: Escalation, words: str = "") -> None:
        """Note that the manager or the owner has seen to it, and what he decided: for him it is off the agenda until it goes up again.

        Raises PersonRole, OwnerRole.
        """
        actor = self._actor()
        check_sees(level, actor.role)
        with self._moving(complaint_id) as (session, case):
            said = clean(words).strip()
            session.add(ComplaintEscalation(complaint_id=case.id, level=level, seen_at=self._now(), staff_id=actor.staff_id, words=said))

    @contextmanager
    def _moving(self, complaint_id: int) -> Iterator[tuple[WriteSession, Complaint]]:
        """Write what moves the clock of an open case, and all that follows from it."""
        with self._db.write(self._actor(), Action.EDIT, Subject.COMPLAINT) as session:
            case = open_case(session, complaint_id)
            yield session, case
            session.flush()
            settle_clock(session, self._trade, case)


def _waiting(session: WriteSession, case: Complaint) -> ComplaintPause | None:
    return next((pause for pause in pauses_of(session, case) if pause.until_at is None), None)

"""CLEAR on the phone (S0-18): letter by letter, kept with time, person and words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select

from dealer_crm.domain.complaint_case import Clear
from dealer_crm.domain.journal import Action, Actor, Subject
from dealer_crm.domain.text import clean
from dealer_crm.services.complaint_writing import open_case
from dealer_crm.storage.database import Database, WriteSession
from dealer_crm.storage.models import ComplaintClear


class ComplaintTalk:
    """Use-cases of the talk. One public method is one transaction; both raise ComplaintNotFound, ComplaintNotOpen."""

    def __init__(self, db: Database, actor: Callable[[], Actor], now: Callable[[], datetime]) -> None:
        self._db = db
        self._actor = actor
        self._now = now

    def keep(self, complaint_id: int, letter: Clear, words: str = "") -> None:
        """Tick a letter with what was said; one that is ticked keeps its time and person, its words are written anew."""
        said = clean(words).strip()
        with self._db.write(self._actor(), Action.EDIT, Subject.COMPLAINT) as session:
            case = open_case(session, complaint_id)
            done = _letter(session, case.id, letter)
            if done is None:
                staff_id = self._actor().staff_id
                session.add(ComplaintClear(complaint_id=case.id, letter=letter, done_at=self._now(), staff_id=staff_id, words=said))
            elif done.words != said:
                done.words = said

    def untick(self, complaint_id: int, letter: Clear) -> None:
        """Take the tick of a letter back."""
        with self._db.write(self._actor(), Action.EDIT, Subject.COMPLAINT) as session:
            done = _letter(session, open_case(session, complaint_id).id, letter)
            if done is not None:
                session.delete(done)


def _letter(session: WriteSession, complaint_id: int, letter: Clear) -> ComplaintClear | None:
    query = select(ComplaintClear).where(ComplaintClear.complaint_id == complaint_id, ComplaintClear.letter == letter)
    return session.scalars(query).one_or_none()

"""Who is not there, and when: entered, changed, removed, and asked for by days."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, select

from dealer_crm.domain.absences import AbsenceDraft, AbsenceGone, AbsenceOverlaps, AbsencePersonMissing
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.errors import EditConflict
from dealer_crm.domain.journal import Action, Actor, Subject
from dealer_crm.domain.planning import AbsenceKind
from dealer_crm.storage.database import Database, WriteSession
from dealer_crm.storage.models import Absence, Staff


@dataclass(frozen=True)
class AbsenceRow:
    """Days on which `staff` is not there, both included."""

    id: int
    staff_id: int
    staff: str
    first_on: date
    last_on: date
    kind: AbsenceKind
    note: str
    version: int = 1

    def draft(self) -> AbsenceDraft:
        """Return what a form edits."""
        return AbsenceDraft(self.staff_id, self.first_on, self.last_on, self.kind, self.note, self.version)


class Absences:
    """Use-cases of absences. One public method is one transaction."""

    def __init__(self, db: Database, actor: Callable[[], Actor], now: Callable[[], datetime]) -> None:
        self._db = db
        self._actor = actor
        self._now = now

    # questions

    def between(self, first: date, last: date) -> list[AbsenceRow]:
        """Return who is not there on any of these days, both included, by first day."""
        return self._rows(_ROWS.where(Absence.last_on >= first, Absence.first_on <= last))

    def coming(self) -> list[AbsenceRow]:
        """Return the absences that are not over, by first day."""
        return self._rows(_ROWS.where(Absence.last_on >= local_day(self._now())))

    def of(self, staff_id: int) -> list[AbsenceRow]:
        """Return all absences of a person, the earliest first."""
        return self._rows(_ROWS.where(Absence.staff_id == staff_id))

    def _rows(self, query: Select[int, int, str, date, date, AbsenceKind, str, int]) -> list[AbsenceRow]:
        with self._db.read() as session:
            return [AbsenceRow(*row) for row in session.execute(query.order_by(Absence.first_on, Absence.id))]

    # deeds

    def add(self, draft: AbsenceDraft) -> int:
        """Enter an absence and return its id. Raises AbsencePersonMissing, AbsenceOverlaps and the errors of the draft."""
        draft = draft.checked()
        with self._db.write(self._actor(), Action.CREATE, Subject.ABSENCE) as session:
            absence = Absence()
            _fill(session, absence, draft)
            session.add(absence)
            session.flush()
            session.about(absence.id, _name(session, absence.staff_id))
            return absence.id

    def edit(self, absence_id: int, draft: AbsenceDraft) -> None:
        """Change an absence. Raises AbsenceGone, EditConflict and as `add`."""
        draft = draft.checked()
        with self._db.write(self._actor(), Action.EDIT, Subject.ABSENCE) as session:
            absence = _require(session, absence_id)
            if draft.version and absence.version != draft.version:
                raise EditConflict(mine=draft.version, theirs=absence.version)
            _fill(session, absence, draft)
            session.about(absence_id, _name(session, absence.staff_id))

    def delete(self, absence_id: int) -> None:
        """Remove an absence (an undoable entry). Raises AbsenceGone."""
        with self._db.write(self._actor(), Action.DELETE, Subject.ABSENCE) as session:
            absence = _require(session, absence_id)
            session.about(absence_id, _name(session, absence.staff_id))
            session.delete(absence)


_ROWS = select(
    Absence.id, Absence.staff_id, Staff.name, Absence.first_on, Absence.last_on, Absence.kind, Absence.note, Absence.version
).join(Staff, Staff.id == Absence.staff_id)


def _fill(session: WriteSession, absence: Absence, draft: AbsenceDraft) -> None:
    _name(session, draft.staff_id)
    others = select(Absence.first_on, Absence.last_on).where(Absence.staff_id == draft.staff_id, Absence.last_on >= draft.first_on)
    others = others.where(Absence.first_on <= draft.last_on)
    other = session.execute(others.where(Absence.id != (absence.id or 0)).order_by(Absence.first_on)).first()
    if other is not None:
        raise AbsenceOverlaps(first_on=other.first_on.isoformat(), last_on=other.last_on.isoformat())
    for name in ("staff_id", "first_on", "last_on", "kind", "note"):
        if getattr(absence, name) != getattr(draft, name):
            setattr(absence, name, getattr(draft, name))


def _require(session: WriteSession, absence_id: int) -> Absence:
    absence = session.get(Absence, absence_id)
    if absence is None:
        raise AbsenceGone
    return absence


def _name(session: WriteSession, staff_id: int) -> str:
    person = session.get(Staff, staff_id)
    if person is None:
        raise AbsencePersonMissing
    return person.name

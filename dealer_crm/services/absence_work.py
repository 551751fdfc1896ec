"""What of somebody lies in the days on which he is not there, and giving it to a colleague or moving it behind them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from dealer_crm.domain.agenda import DAYLESS, MEETINGS, AgendaItemFixed, AgendaKind, AgendaRow, Place
from dealer_crm.domain.journal import Action, Actor, Subject, several
from dealer_crm.services.agenda import Agenda
from dealer_crm.services.agenda_sources.care import REQUEST_NEW
from dealer_crm.services.agenda_sources.deeds import given
from dealer_crm.services.agenda_sources.goods import ARRIVAL
from dealer_crm.services.agenda_sources.jobs import JOB_NEW
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import Database

_AGREED = (AgendaKind.DELIVERY, AgendaKind.JOB, AgendaKind.REQUEST, AgendaKind.CONFIRM)
_NOBODYS = (DAYLESS, JOB_NEW, REQUEST_NEW, ARRIVAL)
"""Sources of items that have no day or nobody of their own."""


@dataclass(frozen=True)
class AbsentWork:
    """What lies in the days: `agreed` with the customer, `free` to be moved; `back_on` is the first working day after them."""

    free: tuple[AgendaRow, ...] = ()
    agreed: tuple[AgendaRow, ...] = ()
    back_on: date = date.min

    @property
    def rows(self) -> tuple[AgendaRow, ...]:
        """Return all of it."""
        return (*self.agreed, *self.free)


class AbsenceWork:
    """Questions and deeds around an absence. Each deed is one undoable step."""

    def __init__(self, db: Database, actor: Callable[[], Actor], agenda: Agenda, trade: Trade) -> None:
        self._db = db
        self._actor = actor
        self._agenda = agenda
        self._trade = trade

    def inside(self, staff_id: int, first: date, last: date) -> AbsentWork:
        """Return what of the person is due from a day to a day, both included, as far as it can be given or moved."""
        rows = [row for row in self._agenda.range(first, last, staff_id) if row.movable and row.source not in _NOBODYS]
        agreed = tuple(row for row in rows if is_agreed(row))
        free = tuple(row for row in rows if not is_agreed(row))
        return AbsentWork(free, agreed, self._trade.calendar().add_workdays(last, 1))

    def give(self, rows: Sequence[AgendaRow], staff_id: int) -> int:
        """Let a colleague see to items on their own days; return how many. What is worked out from a date is his who has the customer.

        Raises AgendaItemFixed when nothing is left, AgendaItemGone, StepNotOpen.
        """
        chosen = [row for row in rows if row.key.occurrence is None]
        if not chosen:
            raise AgendaItemFixed
        with self._db.write(self._actor(), Action.HAND_OVER, Subject.AGENDA) as session:
            for row in chosen:
                given(session, row, staff_id)
            session.about(chosen[-1].key.source_id, several(row.name or row.number for row in chosen))
        return len(chosen)

    def move(self, rows: Sequence[AgendaRow], to: date) -> int:
        """Move items to a day; return how many. Raises as `give`."""
        return self._agenda.place(rows, Place(to))


def is_agreed(row: AgendaRow) -> bool:
    """Tell whether the customer was told the day."""
    return row.kind in _AGREED or row.way in MEETINGS

"""What is due as a calendar file for phones and other programs; what is late stands on the day the file is made."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from dealer_crm.domain import phones
from dealer_crm.domain.agenda import ENOUGH, MEETINGS, AgendaKey, AgendaKind, AgendaRow
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.exports import ExportKindUnknown
from dealer_crm.domain.journal import Actor, Role
from dealer_crm.domain.progress import Progress
from dealer_crm.i18n import Translator, translator
from dealer_crm.services.agenda import Agenda
from dealer_crm.services.shop import ShopData
from dealer_crm.services.shop_days import ShopDays
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import JournalEntry
from dealer_crm.words.agenda import kind_words, matter

if TYPE_CHECKING:
    from dealer_crm.documents.ics_file import CalendarEvent

KIND = ".ics"
AHEAD = timedelta(days=92)
"""So far ahead a file goes where nobody says until when."""
PIECE = 28
_AWAY = (AgendaKind.DELIVERY, AgendaKind.JOB, AgendaKind.REQUEST)
_LONG, _SHORT = timedelta(hours=1), timedelta(minutes=30)
_BEFORE = timedelta(minutes=-30)


@dataclass(frozen=True)
class CalendarOrder:
    """What goes out: `first` None = from today on with all that is late, `last` None = three months ahead; of everybody or one person.

    Without `with_phones` no number leaves the shop in the file.
    """

    first: date | None = None
    last: date | None = None
    staff_id: int | None = None
    with_phones: bool = True


class CalendarFile:
    """Writes the agenda as a calendar; nothing is changed in the store."""

    def __init__(self, db: Database, actor: Callable[[], Actor], now: Callable[[], datetime], agenda: Agenda, shop_days: ShopDays) -> None:
        self._db, self._actor, self._now, self._agenda, self._shop_days = db, actor, now, agenda, shop_days
        self._shop = ShopData(db, actor)

    def save(self, target: Path, language: str, order: CalendarOrder, progress: Progress) -> int:
        """Write what is due to .ics and return the number of events.

        Raises ExportKindUnknown, FileNotWritable, StoreFull, FileNotComplete, Cancelled; the target is as before then.
        """
        from dealer_crm.documents.ics_file import write_calendar

        if target.suffix.lower() != KIND:
            raise ExportKindUnknown(file=target.name, kinds=KIND)
        t, shop = translator(language), self._shop.shop().name
        name = t.context("calendar", "Follow-up calendar of {shop}").format(shop=shop) if shop else t("Follow-up calendar")
        return write_calendar(target, name, self._now(), self._events(order, t, progress))

    def _events(self, order: CalendarOrder, t: Translator, progress: Progress) -> Iterator[CalendarEvent]:
        today, place = local_day(self._now()), self._place()
        opens = self._shop_days.hours().opens_at
        for row in self._rows(order, today, progress):
            yield _event(row, (today, opens), self._number(row, order), place, t)

    def _rows(self, order: CalendarOrder, today: date, progress: Progress) -> Iterator[AgendaRow]:
        """Give what is due, a piece of the time at once; of more than is read at once smaller pieces."""
        first, last = order.first or today, order.last or (order.first or today) + AHEAD
        if order.first is None:
            yield from self._late(today, order.staff_id)
        total, day = max((last - first).days + 1, 0), first
        while day <= last:
            progress.step((day - first).days, total)
            end = min(day + timedelta(days=PIECE - 1), last)
            yield from self._piece(day, end, order.staff_id)
            day = end + timedelta(days=1)
        progress.step(total, total)

    def _late(self, today: date, staff_id: int | None) -> Sequence[AgendaRow]:
        """Return all that is late; where it is more than is read at once, what comes from the last day read on is read in pieces."""
        rows = self._agenda.overdue(today, staff_id)
        if len(rows) < ENOUGH:
            return rows
        edge = rows[-1].due_on
        return [*(row for row in rows if row.due_on < edge), *self._piece(edge, today - timedelta(days=1), staff_id)]

    def _piece(self, first: date, last: date, staff_id: int | None) -> Sequence[AgendaRow]:
        rows = self._agenda.range(first, last, staff_id)
        if len(rows) < ENOUGH or first == last:
            return rows
        middle = first + (last - first) // 2
        return [*self._piece(first, middle, staff_id), *self._piece(middle + timedelta(days=1), last, staff_id)]

    def _number(self, row: AgendaRow, order: CalendarOrder) -> str:
        """Return the phone number as it may leave the shop: whole for its owner, with its middle hidden for others."""
        if not order.with_phones or not row.phone:
            return ""
        return phones.shown(row.phone) if self._actor().role is Role.OWNER else phones.masked(row.phone)

    def _place(self) -> str:
        """Return what tells this shop's events from those of any other: the seal of its first entry, which no backup loses."""
        with self._db.read() as session:
            first = session.execute(select(JournalEntry.hash).order_by(JournalEntry.id).limit(1)).scalar()
        return f"{first[:16]}.dealer-crm" if first else "dealer-crm"


def _event(row: AgendaRow, begins: tuple[date, time], number: str, place: str, t: Translator) -> CalendarEvent:
    from dealer_crm.documents.ics_file import CalendarEvent

    (today, opens), late = begins, row.days_late > 0
    words = " ".join(filter(None, (kind_words(row, t), row.name or row.number)))
    at = None if late or row.at is None else datetime.combine(row.due_on, row.at).astimezone(UTC)
    told = (
        matter(row, t),
        t.context("calendar", "Phone {number}").format(number=number) if number else "",
        row.staff,
        t.context("calendar", "Last time: {words}").format(words=" ".join(row.last_words.split())) if row.last_words.strip() else "",
    )
    return CalendarEvent(
        uid=f"{_name(row.key)}@{place}",
        summary=t.context("calendar", "Overdue since {day}: {words}").format(day=f"{row.due_on:%m-%d}", words=words) if late else words,
        day=today if late else row.due_on,
        at=at,
        length=_LONG if row.kind in _AWAY or row.way in MEETINGS else _SHORT,
        location=row.address,
        description="\n".join(filter(None, told)),
        alarm=timedelta(hours=opens.hour, minutes=opens.minute) if at is None else _BEFORE,
    )


def _name(key: AgendaKey) -> str:
    """Return what an item is called in every file: it does not change when it is moved."""
    return f"{key.source}-{key.source_id}" + (f"-{key.occurrence.isoformat()}" if key.occurrence else "")

"""What is due on paper: the sheet of a day for the shop, each person or each vehicle, the plan of a week, the list of the morning."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from dealer_crm.domain import phones
from dealer_crm.domain.agenda import ENOUGH, AgendaKind, AgendaRow
from dealer_crm.domain.errors import NotFound
from dealer_crm.domain.journal import Actor
from dealer_crm.domain.printing import PrintChoice
from dealer_crm.i18n import Translator, translator
from dealer_crm.services.absences import AbsenceRow, Absences
from dealer_crm.services.agenda import Agenda
from dealer_crm.services.shop import ShopData
from dealer_crm.services.shop_days import ShopDays
from dealer_crm.services.shop_head import shop_head
from dealer_crm.services.vehicle_days import VehicleDays
from dealer_crm.storage.database import Database
from dealer_crm.storage.dialect import one_of
from dealer_crm.storage.models import Customer, CustomerLine
from dealer_crm.words.agenda import kind_words, matter
from dealer_crm.words.labels import label

if TYPE_CHECKING:
    from dealer_crm.documents.pdf.day_sheet import DayLine, DaySheetData
    from dealer_crm.documents.pdf.morning_list import MorningLine, MorningListData, MorningPerson, MorningTotals
    from dealer_crm.documents.pdf.week_plan import WeekPerson, WeekPlanData
    from dealer_crm.services.paper_desk import PaperDesk

WHOLE, EACH, VEHICLES = "", "each", "vehicles"
"""What a day sheet is of: the whole shop, each person on his own page, each vehicle on its own page."""
_STAFF, _VEHICLE = "staff:", "vehicle:"
WEEK = timedelta(days=6)
MOST_SAID = 3
"""So many matters of a customer stand in his line of the morning."""


def of_staff(staff_id: int) -> str:
    """Return the variant of the day sheet that is one person's."""
    return f"{_STAFF}{staff_id}"


def of_vehicle(name: str) -> str:
    """Return the variant of the day sheet that is one vehicle's."""
    return f"{_VEHICLE}{name}"


class Minded(NamedTuple):
    """What to know before a customer is called: what to mind, how he likes to be reached, what he owes in 分."""

    care: str = ""
    channel: str = ""
    owed: int = 0


class AgendaPapers:
    """Papers of what is due; nothing is changed. The paper libraries are imported when the first one is made."""

    def __init__(self, db: Database, now: Callable[[], datetime], agenda: Agenda, shop_days: ShopDays, desk: PaperDesk) -> None:
        self._db, self._now, self._agenda, self._shop_days, self._desk = db, now, agenda, shop_days, desk
        self._shop, self._absences, self._vehicles = ShopData(db, Actor), Absences(db, Actor, now), VehicleDays(db)

    # papers

    def day_sheet(self, on: date, choice: PrintChoice, language: str, printed_by: str = "") -> bytes:
        """Return what is due by the day as a PDF, overdue first, what was done that day ticked; `choice.variant` says of whom.

        Raises NotFound for a person or a vehicle that is not there.
        """
        from dealer_crm.documents.pdf.day_sheet import day_sheets
        from dealer_crm.documents.pdf.vehicle_sheet import vehicle_sheets

        setup, variant = self._desk.setup("day", choice, language, printed_by), choice.variant
        if variant == VEHICLES or variant.startswith(_VEHICLE):
            named = variant.removeprefix(_VEHICLE) if variant != VEHICLES else None
            return vehicle_sheets(self._vehicles.sheets(on, named, translator(language), shop_head(self._shop.shop())), setup)
        if variant == EACH:
            return day_sheets(self.each(on, language), setup)
        staff_id = int(variant.removeprefix(_STAFF)) if variant.startswith(_STAFF) else None
        return day_sheets([self.data(on, language, staff_id)], setup)

    def week_plan(self, on: date, choice: PrintChoice, language: str, printed_by: str = "") -> bytes:
        """Return the plan of the week of a day as a PDF."""
        from dealer_crm.documents.pdf.week_plan import week_plan

        return week_plan(self.week_data(on, language), self._desk.setup("week", choice, language, printed_by))

    def morning_list(self, on: date, choice: PrintChoice, language: str, printed_by: str = "") -> bytes:
        """Return the list for the meeting of a morning as a PDF."""
        from dealer_crm.documents.pdf.morning_list import morning_list

        return morning_list(self.morning_data(on, language), self._desk.setup("morning", choice, language, printed_by))

    # what they print

    def data(self, on: date, language: str, staff_id: int | None = None) -> DaySheetData:
        """Return what the sheet prints, for everybody or for one person. Raises NotFound for somebody who never was there."""
        names = self._names()
        if staff_id is not None and staff_id not in names:
            raise NotFound(number=str(staff_id))
        return self._day(on, self._all(on, staff_id), translator(language), staff_id)

    def each(self, on: date, language: str) -> list[DaySheetData]:
        """Return a sheet for each person who has anything to do, then what is nobody's; of a day without anything one empty sheet."""
        t, rows = translator(language), self._all(on)
        found = _by_person(rows, self._names())
        if _is_cut(rows):
            found |= {staff_id: self._all(on, staff_id) for staff_id in found if staff_id is not None}
        sheets = [self._day(on, own, t, staff_id, staff_id is None) for staff_id, own in found.items() if own]
        return sheets or [self._day(on, [], t)]

    def week_data(self, on: date, language: str) -> WeekPlanData:
        """Return what the plan of the week of a day prints: whoever works here, and what is nobody's."""
        from dealer_crm.documents.pdf.week_plan import WeekPlanData

        t, monday = translator(language), on - timedelta(days=on.weekday())
        sunday = monday + WEEK
        days = [monday + timedelta(days=n) for n in range(WEEK.days + 1)]
        rows = [row for day in days for row in (*self._agenda.range(day, day), *self._agenda.done(day, day))]
        late, absences = self._agenda.overdue(monday), self._absences.between(monday, sunday)
        names, notes = self._names(), self._shop_days.notes(monday, sunday)
        own, waiting = _by_person(rows, names), _by_person(late, names)
        here = {person.id for person in self._shop.staff()}
        people = [
            _week_person(
                (names.get(staff_id or 0, ""), own[staff_id], self._late(monday, staff_id, waiting)),
                _absent(absences, staff_id, monday, sunday, t),
                t,
            )
            for staff_id in own
            if staff_id in here or own[staff_id] or waiting[staff_id]
        ]
        said = {day: note.name_zh if language == "zh" else note.name_en for day, note in notes.items()}
        free = frozenset(day for day, note in notes.items() if not note.works)
        return WeekPlanData(shop_head(self._shop.shop()), monday, tuple(people), said, free)

    def morning_data(self, on: date, language: str) -> MorningListData:
        """Return what the list of a morning prints."""
        from dealer_crm.documents.pdf.morning_list import MorningListData, MorningPerson

        t, rows = translator(language), self._due(on)
        names, minded = self._names(), self._minded((row.customer_id for row in rows), t)
        absences = self._absences.between(on, on)

        def person(staff_id: int | None, own: Sequence[AgendaRow]) -> MorningPerson:
            by_customer: dict[int, list[AgendaRow]] = {}
            for row in own:
                by_customer.setdefault(row.customer_id or -row.record_id, []).append(row)
            lines = tuple(_morning_line(rows, minded.get(one, Minded()), t) for one, rows in by_customer.items())
            return MorningPerson(names.get(staff_id or 0, ""), lines, _absent(absences, staff_id, on, on, t).get(on, ""))

        people = tuple(person(staff_id, own) for staff_id, own in _by_person(rows, names).items() if own)
        figures = self._agenda.figures(on)
        totals = _totals(rows, minded, figures.overdue, figures.no_next_step)
        return MorningListData(shop_head(self._shop.shop()), on, totals, people)

    def _day(self, on: date, rows: Sequence[AgendaRow], t: Translator, staff_id: int | None = None, nobodys: bool = False) -> DaySheetData:
        from dealer_crm.documents.pdf.day_sheet import DaySheetData

        minded = self._minded((row.customer_id for row in rows), t)
        late = [row for row in rows if row.days_late > 0 and not row.done]
        away = _away(self._absences.between(on, on), staff_id, t)
        left = self._agenda.figures(on, staff_id).overdue - len(late) if _is_cut(late) else 0
        more = t.plural(
            "{n} more is overdue; the list on the screen has it.", "{n} more are overdue; the list on the screen has them.", left
        )
        today = [row for row in rows if row.days_late <= 0 or row.done]
        return DaySheetData(
            shop_head(self._shop.shop()),
            on,
            t("Nobody named") if nobodys else self._names().get(staff_id or 0, ""),
            tuple(_line(row, minded, t) for row in late),
            tuple(_line(row, minded, t) for row in today),
            "\n".join(filter(None, (away, more.format(n=left) if left > 0 else ""))),
        )

    def _due(self, on: date, staff_id: int | None = None) -> list[AgendaRow]:
        """Return what is late on the day, then what is due: asked apart, so that very much that is late hides nothing of the day."""
        today = self._agenda.range(on, on, staff_id)
        return [*self._agenda.overdue(on, staff_id), *(replace(row, days_late=0) for row in today)]

    def _late(self, on: date, staff_id: int | None, waiting: Mapping[int | None, Sequence[AgendaRow]]) -> int:
        """Return how much of a person's is late on a day, counted anew where more is late than is read at once."""
        if staff_id is None or not _is_cut([row for rows in waiting.values() for row in rows]):
            return len(waiting[staff_id])
        return self._agenda.figures(on, staff_id).overdue

    def _all(self, on: date, staff_id: int | None = None) -> list[AgendaRow]:
        return [*self._due(on, staff_id), *self._agenda.done(on, on, staff_id)]

    def _names(self) -> dict[int, str]:
        """Return everybody who is or was there, in the order of entry."""
        return {person.id: person.name for person in self._shop.staff(everyone=True)}

    def _minded(self, customer_ids: Iterable[int], t: Translator) -> dict[int, Minded]:
        query = select(Customer.id, Customer.care_notes, Customer.preferred_channel, CustomerLine.balance)
        query = query.join(CustomerLine, CustomerLine.customer_id == Customer.id)
        with self._db.read() as session:
            found = session.execute(query.where(one_of(Customer.id, set(customer_ids)))).all()
        return {one: Minded(care, label(channel, t) if channel else "", max(owed, 0)) for one, care, channel, owed in found}


def _is_cut(rows: Sequence[AgendaRow]) -> bool:
    """Tell whether there may be more that is late than is read at once."""
    return sum(row.days_late > 0 for row in rows) >= ENOUGH


def _by_person(rows: Iterable[AgendaRow], names: Collection[int]) -> dict[int | None, list[AgendaRow]]:
    """Return the rows of each person, everybody in the order of entry and nobody last; the rows keep their order."""
    found: dict[int | None, list[AgendaRow]] = {staff_id: [] for staff_id in (*names, None)}
    for row in rows:
        found[row.staff_id if row.staff_id in found else None].append(row)
    return found


def _line(row: AgendaRow, minded: dict[int, Minded], t: Translator) -> DayLine:
    from dealer_crm.documents.pdf.day_sheet import DayLine

    known = minded.get(row.customer_id, Minded())
    return DayLine(
        what=kind_words(row, t),
        when=_when(row),
        customer=row.name or row.number,
        phones=(phones.shown(row.phone),) if row.phone else (),
        address=row.address,
        why=matter(row, t),
        staff=row.staff,
        done=row.done,
        channel=known.channel,
        care=known.care,
    )


def _when(row: AgendaRow) -> str:
    """Return the time of what is due on its day, or since when it is late."""
    if row.days_late > 0 and not row.done:
        return f"{row.due_on:%m-%d}"
    if row.kind is AgendaKind.CONFIRM:
        return ""
    return f"{row.at:%H:%M}" if row.at and not row.done else row.slot


def _morning_line(rows: Sequence[AgendaRow], known: Minded, t: Translator) -> MorningLine:
    """Return all that is to be done for a customer as one line: he is called once."""
    from dealer_crm.documents.pdf.morning_list import MorningLine

    row, between = rows[0], t.context("paper", "; ")
    number = phones.shown(row.phone) if row.phone else ""
    said = list(dict.fromkeys(matter(one, t) for one in rows))
    more = [t.context("paper", "{n} more").format(n=len(said) - MOST_SAID)] if len(said) > MOST_SAID else []
    return MorningLine(
        t.context("paper", ", ").join(dict.fromkeys(kind_words(one, t) for one in rows)),
        "\n".join(filter(None, (_when(row), next((_when(one) for one in rows[1:] if one.at and one.days_late <= 0), "")))),
        row.name or row.number,
        number,
        between.join([*said[:MOST_SAID], *more]),
        " ".join(row.last_words.split()),
        known.care,
        known.owed,
        late=sum(one.days_late > 0 for one in rows),
        due=sum(one.days_late <= 0 for one in rows),
    )


def _totals(rows: Sequence[AgendaRow], minded: dict[int, Minded], overdue: int, without_step: int) -> MorningTotals:
    from dealer_crm.documents.pdf.morning_list import MorningTotals

    today = [row for row in rows if row.days_late <= 0]
    return MorningTotals(
        overdue=overdue,
        due=len(today),
        timed=sum(row.at is not None for row in today),
        deliveries=sum(row.kind is AgendaKind.DELIVERY for row in rows),
        complaints=sum(row.kind is AgendaKind.COMPLAINT for row in rows),
        owed=sum(known.owed for known in minded.values()),
        without_step=without_step,
    )


def _week_person(told: tuple[str, Sequence[AgendaRow], int], absences: dict[date, str], t: Translator) -> WeekPerson:
    from dealer_crm.documents.pdf.week_plan import WeekItem, WeekPerson

    name, rows, late = told
    items: dict[date, list[WeekItem]] = {}
    for row in rows:
        when = f"{row.at:%H:%M}" if row.at and not row.done else ""
        items.setdefault(row.due_on, []).append(WeekItem(when, row.name or row.number, kind_words(row, t), row.done))
    return WeekPerson(name, late, absences, {day: tuple(found) for day, found in items.items()})


def _absent(absences: Iterable[AbsenceRow], staff_id: int | None, first: date, last: date, t: Translator) -> dict[date, str]:
    """Return why a person is not there on each day of a span on which he is not."""
    return {
        day: label(absence.kind, t)
        for absence in absences
        if absence.staff_id == staff_id
        for day in (first + timedelta(days=n) for n in range((last - first).days + 1))
        if absence.first_on <= day <= absence.last_on
    }


def _away(absences: Iterable[AbsenceRow], staff_id: int | None, t: Translator) -> str:
    """Return who is not there on the day: of one person only he."""
    template = t.context("paper", "{name} is not there {first} – {last}: {why}")
    told = [
        template.format(
            name=absence.staff,
            first=f"{absence.first_on:%m-%d}",
            last=f"{absence.last_on:%m-%d}",
            why=" ".join(filter(None, (label(absence.kind, t), absence.note))),
        )
        for absence in absences
        if staff_id in (None, absence.staff_id)
    ]
    return "\n".join(told)

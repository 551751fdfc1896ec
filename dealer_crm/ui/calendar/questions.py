"""What a view of the calendar asks beside the window: its days with what is known of them, and what clashes in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from dealer_crm.domain.agenda import AgendaFilter, AgendaItem, AgendaKey, AgendaKind, AgendaRow, Place, time_of
from dealer_crm.domain.clashes import Clash, ClashKind, Days, clashes, on_closed_days, suspects
from dealer_crm.services.absences import AbsenceRow
from dealer_crm.services.agenda import AgendaMonth
from dealer_crm.services.customer_list import CustomerRow
from dealer_crm.ui.calendar.doors import CalendarReads, DayFacts, PlannedStep
from dealer_crm.ui.calendar.periods import DAY, MONTH, in_sight

IN_A_DAY, SUSPECTS = 300, 1_000
"""So many items of a day have a place in its lanes, and so many of a month are compared; the list has all of them."""
Clashes = Mapping[AgendaKey, tuple[Clash, ...]]


@dataclass(frozen=True)
class Sight:
    """What a view shows: the days around `day`, what is due in them, what is known of them. `rows` are read for a single day only."""

    view: str = MONTH
    day: date = date.min
    month: AgendaMonth = field(default_factory=AgendaMonth)
    facts: Mapping[date, DayFacts] = field(default_factory=dict)
    away: Sequence[AbsenceRow] = ()
    rows: Sequence[AgendaRow] = ()


def sight(reads: CalendarReads, view: str, day: date, wanted: AgendaFilter) -> Sight:
    """Ask for what a view shows around a day."""
    first, last = in_sight(view, day)
    found, facts, away = reads.month(first, last, wanted), reads.facts(first, last), reads.away(first, last)
    if view != DAY:
        return Sight(view, day, found, facts, away)
    items = found.items if found.whole else reads.listed(day, day, wanted)
    return Sight(view, day, found, facts, away, list(reads.rows(items[:IN_A_DAY])))


def in_the_way(reads: CalendarReads, shown: Sight) -> Clashes:
    """Ask what clashes in what is shown: only items that may clash are read."""
    days = known_days(reads, shown.away)
    found = [] if shown.rows else suspects(shown.month.items, days)[:SUSPECTS]
    rows = reads.rows(found) if found else shown.rows
    return {**on_closed_days(shown.month.items, days), **clashes(rows, days)}


def clashes_after(reads: CalendarReads, keys: Sequence[AgendaKey], day: date) -> tuple[Clash, ...]:
    """Ask what is in the way of items that were moved to a day, whoever else it belongs to."""
    found = _of_day(reads, day)
    return tuple(dict.fromkeys(clash for key in keys for clash in found.get(key, ())))


def clashes_of(reads: CalendarReads, step: PlannedStep) -> tuple[Clash, ...]:
    """Ask what would be in the way of a step that is still to be planned; one of a series goes where its rule says on a day off."""
    customer = reads.customer(step.customer_id)
    if customer is None:
        return ()
    row = _planned_row(reads, step, customer)
    found = _of_day(reads, step.day, row).get(row.key, ())
    return tuple(clash for clash in found if clash.kind is not ClashKind.CLOSED or step.repeat is None)


def _planned_row(reads: CalendarReads, step: PlannedStep, customer: CustomerRow) -> AgendaRow:
    """Return the item a step will be."""
    staff_id = step.staff_id or customer.owner_id
    return AgendaRow(
        kind=AgendaKind.STEP,
        key=AgendaKey("", 0, None),
        customer_id=customer.id,
        number=customer.number,
        name=customer.name,
        phone=customer.phone,
        community=customer.community,
        address=customer.address,
        stage=customer.stage,
        intent_level=customer.intent_level,
        last_at=customer.last_at,
        last_words=customer.last_words,
        staff_id=staff_id,
        staff=dict(reads.staff()).get(staff_id, customer.owner) if staff_id else "",
        due_on=step.day,
        days_late=(reads.today() - step.day).days,
        record_id=0,
        at=time_of(step.slot),
        slot=step.slot,
        way=step.way,
    )


def _of_day(reads: CalendarReads, day: date, *more: AgendaRow) -> Clashes:
    days = known_days(reads, reads.away(day, day))
    items: Sequence[AgendaItem] = reads.month(day, day, AgendaFilter()).items[:IN_A_DAY]
    return clashes([*reads.rows(items), *more], days)


def known_days(reads: CalendarReads, away: Sequence[AbsenceRow]) -> Days:
    """Return what is known of the days: who is away, when the shop is closed."""
    calendar = reads.workdays()
    return Days(away, lambda day: not calendar.is_workday(day))


def slot_of(to: Place) -> str:
    """Write the time of a place as a slot: 09:30; "" where it has none."""
    return f"{to.at:%H:%M}" if to.at else ""

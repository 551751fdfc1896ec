"""Today and the calendar: their questions and deeds, the paper of a day, and the room in which each item is settled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from dealer_crm.app.confirming import confirming
from dealer_crm.app.unsaved import CALLED_ALL, take_up
from dealer_crm.domain.agenda import AgendaFilter, AgendaKind, AgendaRow
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.followups import StepPlan
from dealer_crm.domain.series import SeriesDraft
from dealer_crm.services.agenda_sources.jobs import ASK_JOB, CONFIRM_JOB
from dealer_crm.services.agenda_sources.steps import CONFIRM_DELIVERY, CONFIRM_REQUEST
from dealer_crm.services.customer_list import CustomerRow, CustomerSpec, CustomerView
from dealer_crm.ui.calendar.doors import CalendarReads, CalendarWrites, DayFacts, PlannedStep
from dealer_crm.ui.calendar.page import CalendarPage
from dealer_crm.ui.desk.drafts_button import DraftsButton
from dealer_crm.ui.orders.room import ORDER, QUOTE
from dealer_crm.ui.today.doors import DayPapers, TodayReads, TodayWrites
from dealer_crm.ui.today.news_button import NewsButton
from dealer_crm.ui.today.page import TodayPage

if TYPE_CHECKING:
    from dealer_crm.app.rooms import Rooms

LOST, FEW = CustomerSpec(view=CustomerView.NO_NEXT_STEP, sort="last_at"), 50
CONFIRMED = {
    CONFIRM_DELIVERY: AgendaKind.DELIVERY,
    CONFIRM_REQUEST: AgendaKind.REQUEST,
    ASK_JOB: AgendaKind.JOB,
    CONFIRM_JOB: AgendaKind.JOB,
}
ROOMS = {
    AgendaKind.DELIVERY: "deliveries",
    AgendaKind.JOB: "deliveries",
    AgendaKind.EXPECTATION: "deliveries",
    AgendaKind.MEND: "deliveries",
    AgendaKind.RECEIVABLE: "customers",
    AgendaKind.CLAIM: "customers",
    AgendaKind.QUOTE: "customers",
    AgendaKind.CHANGE: "customers",
    AgendaKind.ORDER: "customers",
    AgendaKind.ARRIVAL: "customers",
    AgendaKind.PROMISE: "customers",
    AgendaKind.REQUEST: "care",
    AgendaKind.VISIT: "care",
    AgendaKind.WARRANTY_END: "care",
    AgendaKind.MAINTENANCE: "care",
    AgendaKind.COMPLAINT: "complaints",
    AgendaKind.ESCALATION: "complaints",
    AgendaKind.APPROVAL: "complaints",
}
"""Where an item is settled; the others at the customer's file."""
SUBJECTS = {
    AgendaKind.RECEIVABLE: ORDER,
    AgendaKind.CLAIM: ORDER,
    AgendaKind.QUOTE: QUOTE,
    AgendaKind.CHANGE: ORDER,
    AgendaKind.ORDER: ORDER,
    AgendaKind.ARRIVAL: ORDER,
    AgendaKind.PROMISE: ORDER,
    AgendaKind.JOB: "job-",
    AgendaKind.APPROVAL: "costs-",
    AgendaKind.REQUEST: "request",
    AgendaKind.VISIT: "visit",
    AgendaKind.WARRANTY_END: "machine",
    AgendaKind.MAINTENANCE: "machine",
}
"""What the number of an item counts in its room, where that holds several kinds of record."""


def today_page(rooms: Rooms) -> QWidget:
    """Return the page of the morning."""
    opened, agenda = rooms.opened, rooms.opened.agenda
    reads = TodayReads(
        day=agenda.today,
        done=lambda: agenda.finished(local_day(opened.now()), local_day(opened.now())),
        rows=agenda.rows,
        lost_ids=lambda: opened.customer_list.ids(LOST),
        lost_rows=opened.customer_list.rows,
        today=lambda: local_day(opened.now()),
        care_notes=lambda one: opened.verifications.care_notes(one),
        confirming=lambda row: confirming(rooms, row),
    )
    writes = TodayWrites(agenda.complete, agenda.postpone, opened.followups.plan, rooms.wiring.reminding.rows_in_an_hour)
    drafts = DraftsButton(rooms.t, opened.drafts, CALLED_ALL)
    drafts.resume_requested.connect(lambda kind, key: take_up(rooms, kind, key))
    news = NewsButton(rooms.t, opened.class_changes.count)
    news.clicked.connect(lambda: rooms.window.go("reports", "classes"))
    rooms.wiring.classes.worked.connect(news.refresh)
    page = TodayPage(rooms.t, reads, writes, welcome=rooms.welcome, drafts=drafts)
    page.add_below(news)
    page.papers = day_papers(rooms, lambda: local_day(opened.now()))
    page.counted.connect(rooms.wiring.news.show_day)
    page.mend_requested.connect(lambda row: mend_item(rooms, row))
    page.open_requested.connect(rooms.open_customer)
    page.item_requested.connect(lambda row: open_item(rooms, row))
    page.log_requested.connect(rooms.log)
    page.import_requested.connect(rooms.wiring.import_customers)
    page.customers_requested.connect(lambda: rooms.window.go("customers"))
    return page


def calendar_page(rooms: Rooms) -> QWidget:
    """Return the page of the calendar."""
    opened, agenda = rooms.opened, rooms.opened.agenda
    reads = CalendarReads(
        month=lambda first, last, wanted: agenda.month(first, last, filter=wanted),
        listed=lambda first, last, wanted: agenda.listed(first, last, filter=wanted),
        overdue=lambda wanted: agenda.late_and_count(filter=wanted),
        rows=agenda.rows,
        lost=lambda wanted: _lost(rooms, wanted),
        staff=lambda: [(person.id, person.name) for person in opened.shop.staff()],
        find=opened.customer_list.find,
        today=lambda: local_day(opened.now()),
        workdays=opened.trade.calendar,
        customer=lambda one: next(iter(opened.customer_list.rows([one])), None),
        care_notes=lambda one: opened.verifications.care_notes(one),
        facts=lambda first, last: _facts(rooms, first, last),
        away=lambda first, last: opened.absences.between(first, last),
        hours=lambda: opened.shop_days.hours(),
        communities=lambda: opened.communities.all_names(),
        spread=agenda.spread_days,
    )
    writes = CalendarWrites(agenda.complete, agenda.place, agenda.drop, agenda.spread, lambda step: _plan(rooms, step), opened.drafts)
    page = CalendarPage(rooms.t, reads, writes)
    page.papers = day_papers(rooms, page.day)
    page.export = lambda: rooms.papers.export_calendar(page.head.staff.value() or None)
    page.item_requested.connect(lambda row: open_item(rooms, row))
    page.customer_requested.connect(rooms.open_customer)
    page.log_requested.connect(rooms.log)
    page.series_requested.connect(lambda one: show_series(rooms, one))
    page.waiting_requested.connect(lambda card: show_card(rooms, card))
    return page


def _lost(rooms: Rooms, wanted: AgendaFilter) -> tuple[list[CustomerRow], int]:
    lists = rooms.opened.customer_list
    owners = () if wanted.staff_id is None else (wanted.staff_id,)
    spec = replace(LOST, owner_ids=owners, communities=(wanted.community,) if wanted.community else ())
    return lists.page(spec, FEW), lists.count(spec)


def _facts(rooms: Rooms, first: date, last: date) -> dict[date, DayFacts]:
    """Return what is known of days: what the shop's calendar says, and who is away."""
    opened, calendar = rooms.opened, rooms.opened.trade.calendar()
    away = opened.absences.between(first, last)
    found = {}
    for day, note in opened.shop_days.notes(first, last).items():
        weekend = day.weekday() in calendar.rest_days
        names = (note.name_zh, note.lunar_zh) if rooms.t.language == "zh" else (note.name_en, note.lunar_en)
        found[day] = DayFacts(
            closed=not note.works,
            rest=not note.works and (not weekend or bool(note.name_en)),
            make_up=note.works and weekend,
            names=tuple(name for name in names if name),
            away=tuple(one.staff for one in away if one.first_on <= day <= one.last_on),
        )
    return found


def _plan(rooms: Rooms, step: PlannedStep) -> None:
    if step.repeat is None:
        plan = StepPlan(step.day, step.purpose, step.way, step.slot, step.staff_id)
        rooms.opened.followups.plan_steps([step.customer_id], plan)
    else:
        rooms.opened.series.make(SeriesDraft(step.customer_id, step.repeat, step.purpose, step.way, step.slot, step.staff_id))


def show_series(rooms: Rooms, customer_id: int) -> None:
    """Show the series of a customer."""
    from dealer_crm.ui.calendar.series_dialog import SeriesDialog, SeriesDoors

    opened = rooms.opened
    plans = opened.series
    doors = SeriesDoors(plans.of, plans.edit_rest, plans.skip, plans.end, lambda: local_day(opened.now()), opened.trade.calendar)
    SeriesDialog(rooms.t, doors, customer_id, rooms.window).open()


def show_card(rooms: Rooms, card: str) -> None:
    """Go to Today with one of its cards chosen."""
    rooms.window.go("today")
    page = rooms.window.page("today")
    if isinstance(page, TodayPage):
        page.board.cards.set_value(card)
        page.on_shown()


def open_item(rooms: Rooms, row: AgendaRow) -> None:
    """Go where an item is settled; what hangs on a contact leads to the customer's file."""
    kind = CONFIRMED.get(row.source, row.kind)
    if kind is AgendaKind.HANDOVER:
        from dealer_crm.app.rooms_staff import open_slip

        open_slip(rooms, row.key.source_id)
    elif kind is AgendaKind.MEND:
        owner = "" if row.code == "delivery" else f"{row.code}-"
        rooms.window.go("deliveries", f"{owner}{row.record_id}:{row.zh.partition(' ')[0]}")
    elif kind in ROOMS and row.record_id:
        rooms.window.go(ROOMS[kind], f"{SUBJECTS.get(kind, '')}{row.record_id}")
    else:
        rooms.open_customer(row.customer_id)


def mend_item(rooms: Rooms, row: AgendaRow) -> None:
    """Go to an item that failed, and plan a job that mends it."""
    from dealer_crm.app.rooms_sheets import rectify

    open_item(rooms, row)
    rectify(rooms, row.key.source_id)


def day_papers(rooms: Rooms, day: Callable[[], date]) -> DayPapers:
    """Return the papers of the day that is asked for when they are printed."""
    from dealer_crm.app.agenda_jobs import day_job, morning_job, week_job
    from dealer_crm.app.batch_jobs import print_notes

    printing = rooms.wiring.printing
    return DayPapers(
        lambda: printing.preview(day_job(rooms, day())),
        lambda: printing.direct(day_job(rooms, day())),
        lambda: printing.preview(week_job(rooms, day())),
        lambda: printing.preview(morning_job(rooms, day())),
        lambda: print_notes(rooms, day()),
    )

"""The papers of what is due as they are offered to the printer: sheets of a day, plan of a week, list of a morning, hand-over slip."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from dealer_crm.documents.pdf.choices import paper_choices
from dealer_crm.documents.pdf.pages import Paper
from dealer_crm.domain.printing import PrintJob
from dealer_crm.services.agenda_papers import EACH, VEHICLES, WHOLE, of_staff

if TYPE_CHECKING:
    from dealer_crm.app.rooms import Rooms


def day_job(rooms: Rooms, day: date) -> PrintJob:
    """Return the day sheet: of the shop, of each person, of one, or of each vehicle."""
    t, opened = rooms.t, rooms.opened
    title = t("Day sheet {day}").format(day=day.isoformat())
    return PrintJob(
        kind="day",
        title=title,
        file_name=title,
        papers=paper_choices(t, Paper.A4, Paper.A5),
        render=lambda choice: opened.agenda_papers.day_sheet(day, choice, t.language, _operator(rooms)),
        needs=("name",),
        variants=(
            (WHOLE, t("Whole shop")),
            (EACH, t("A page for each person")),
            (VEHICLES, t("A page for each vehicle")),
            *((of_staff(person.id), person.name) for person in opened.shop.staff()),
        ),
    )


def week_job(rooms: Rooms, day: date) -> PrintJob:
    """Return the plan of the week of a day."""
    t, opened = rooms.t, rooms.opened
    title = t("Week plan {day}").format(day=day.isoformat())
    return PrintJob(
        kind="week",
        title=title,
        file_name=title,
        papers=paper_choices(t, Paper.A4_LANDSCAPE),
        render=lambda choice: opened.agenda_papers.week_plan(day, choice, t.language, _operator(rooms)),
        needs=("name",),
    )


def morning_job(rooms: Rooms, day: date) -> PrintJob:
    """Return the list for the meeting of a morning."""
    t, opened = rooms.t, rooms.opened
    title = t("Morning list {day}").format(day=day.isoformat())
    return PrintJob(
        kind="morning",
        title=title,
        file_name=title,
        papers=paper_choices(t, Paper.A4, Paper.A5),
        render=lambda choice: opened.agenda_papers.morning_list(day, choice, t.language, _operator(rooms)),
        needs=("name",),
    )


def slip_job(rooms: Rooms, slip_id: int | None) -> PrintJob:
    """Return a hand-over slip, or (None) a blank one. Raises SlipGone."""
    t, opened = rooms.t, rooms.opened
    slip = None if slip_id is None else opened.slips.slip(slip_id)
    title = t("Blank hand-over slip") if slip is None else t("Hand-over slip {number}").format(number=slip.number)
    return PrintJob(
        kind="slip",
        title=title,
        file_name=" ".join(filter(None, (title, slip.customer if slip else ""))),
        papers=paper_choices(t, Paper.A5, Paper.A4),
        render=lambda choice: opened.slip_papers.slip(slip_id, choice, t.language, _operator(rooms)),
        needs=("name",),
        record_id=slip_id,
        number=slip.number if slip else "",
    )


def _operator(rooms: Rooms) -> str:
    person = rooms.opened.operator
    return person.name if person else ""

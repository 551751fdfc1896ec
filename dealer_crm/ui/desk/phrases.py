"""How days, steps, money and people are written on customer pages; pure, so that list and detail say the same."""

from __future__ import annotations

from datetime import date, datetime

from dealer_crm.domain import phones
from dealer_crm.domain.customers import Interest, Stage
from dealer_crm.domain.dates import local_day
from dealer_crm.i18n import N_, Translator
from dealer_crm.services.customer_list import PLANNED, CustomerRow
from dealer_crm.ui.theme import Tone
from dealer_crm.ui.widgets import Chip
from dealer_crm.words.labels import label

WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
MONTHS = (
    N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun"),
    N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec"),
)  # fmt: skip


def day_words(day: date, today: date, t: Translator) -> str:
    """Write a day as '11-19 周四' or 'Thu 19 Nov'; one of another year as 2025-11-18."""
    if day.year != today.year:
        return day.isoformat()
    words = t("{weekday} {day} {month}")
    return words.format(weekday=t(WEEKDAYS[day.weekday()]), day=f"{day.day:02}", month=t(MONTHS[day.month - 1]))


def short_day(day: date, today: date) -> str:
    """Write a day as 11-19, one of another year as 2025-11-19."""
    return f"{day:%m-%d}" if day.year == today.year else day.isoformat()


def instant_day(instant: datetime | None, today: date) -> str:
    """Write the local day of an instant short; '' for None."""
    return short_day(local_day(instant), today) if instant else ""


def clock_time(instant: datetime) -> str:
    """Write the local time of an instant as 16:20."""
    return f"{instant.astimezone():%H:%M}"


def step_chip(due: date | None, today: date, t: Translator) -> Chip:
    """Return the chip of a next step: overdue, today, a later day, none."""
    if due is None:
        return Chip(t("No next step"), Tone.NEUTRAL, "circle-dashed")
    late = (today - due).days
    if late > 0:
        return Chip(t.plural("{n} d overdue", "{n} d overdue", late).format(n=late), Tone.DANGER)
    if late == 0:
        return Chip(t("Today"), Tone.INFO)
    return Chip(day_words(due, today, t), Tone.NEUTRAL, "calendar")


def next_chip(row: CustomerRow, today: date, t: Translator) -> Chip:
    """Return the chip of a customer's next step: red where he waits for one, quiet where nobody is to call."""
    if row.next_on is None and row.at_peace:
        return Chip(t("Left in peace"), Tone.NEUTRAL, "bell-off")
    if row.next_on is None and row.stage in PLANNED:
        return Chip(t("No next step"), Tone.DANGER, "circle-dashed")
    if row.next_on is None and row.stage is Stage.DEAL:
        return Chip(t("Order open"), Tone.NEUTRAL, "truck")
    if row.next_on is None:
        return Chip(t("Not followed"), Tone.NEUTRAL, "bell-off")
    return step_chip(row.next_on, today, t)


def step_words(row: CustomerRow, today: date, t: Translator) -> str:
    """Write the next step in full for a fact box: day and purpose."""
    if row.next_on is None:
        return t("None planned")
    day = t("Today") if row.next_on == today else day_words(row.next_on, today, t)
    return f"{day} {row.next_purpose}".strip()


def name_of(row: CustomerRow) -> str:
    """Return what the customer is called: name, else number of the phone, else the file's."""
    return row.name or phones.shown(row.phone) or row.number


def interests(values: tuple[str, ...], t: Translator) -> str:
    """Write interests on one line; values of a newer version are left out."""
    known = {interest.value for interest in Interest}
    return " · ".join(label(Interest(value), t) for value in values if value in known)

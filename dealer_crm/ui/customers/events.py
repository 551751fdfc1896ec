"""The events of a customer as lines of the timeline; pure."""

from __future__ import annotations

from datetime import date

from dealer_crm.domain.dates import local_day
from dealer_crm.domain.followups import Outcome, Way
from dealer_crm.i18n import Translator
from dealer_crm.services.customer_page import EventKind, TimelineRow
from dealer_crm.ui.customers.phrases import clock_time
from dealer_crm.ui.theme import Tone
from dealer_crm.ui.widgets import Entry
from dealer_crm.words.labels import label

WAY_ICONS = {
    Way.PHONE: "phone",
    Way.WECHAT: "message-circle",
    Way.SHOP: "store",
    Way.VISIT: "map-pin",
    Way.SITE: "map-pin",
    Way.SURVEY: "scan-line",
    Way.EVENT: "users",
    Way.SMS: "message-circle",
    Way.EMAIL: "message-circle",
    Way.LETTER: "file-text",
}
UNREACHED = (Outcome.NO_ANSWER, Outcome.DEAD_NUMBER)


def icon_of(event: TimelineRow) -> str:
    """Return the picture of an event."""
    if event.kind is EventKind.FOLLOW_UP:
        return "phone-off" if event.outcome in UNREACHED and event.way is Way.PHONE else WAY_ICONS[event.way or Way.PHONE]
    return {EventKind.FILED: "user-plus", EventKind.ATTACHED: "paperclip"}.get(event.kind, "circle-check")


def title_of(event: TimelineRow, t: Translator) -> str:
    """Name an event: way, outcome unless it is the usual one, attitude."""
    match event.kind:
        case EventKind.FILED:
            return t("File opened")
        case EventKind.ATTACHED:
            return t("Picture or file added")
        case EventKind.STEP_CLOSED:
            return t("Step closed without a call")
        case _:
            outcome = "" if event.outcome is Outcome.REACHED else label(event.outcome, t)
            return " · ".join(part for part in (label(event.way, t), outcome, label(event.attitude, t)) if part)


def entries(events: tuple[TimelineRow, ...], today: date, t: Translator) -> list[Entry]:
    """Return the lines of a timeline; the id of a line is its place from 1 on."""
    newest = next((event for event in events if event.kind is EventKind.FOLLOW_UP), None)
    return [_entry(place, event, today, t, Tone.INFO if event is newest else None) for place, event in enumerate(events, 1)]


def _entry(place: int, event: TimelineRow, today: date, t: Translator, tone: Tone | None) -> Entry:
    day = local_day(event.at)
    return Entry(
        id=place,
        day=f"{day:%m-%d}",
        time=clock_time(event.at) if day.year == today.year else f"{day:%Y}",
        icon=icon_of(event),
        title=title_of(event, t),
        words=event.words or (event.number if event.kind is EventKind.FILED else ""),
        staff=event.staff,
        tone=tone,
    )

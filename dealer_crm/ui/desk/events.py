"""The events of a customer as lines of the timeline; pure."""

from __future__ import annotations

from datetime import date

from dealer_crm.domain.dates import local_day
from dealer_crm.domain.followups import Outcome, Way
from dealer_crm.domain.site_events import SiteDeed
from dealer_crm.i18n import N_, Translator
from dealer_crm.services.timeline import EventKind, TimelineRow
from dealer_crm.ui.desk.phrases import clock_time
from dealer_crm.ui.theme import Tone
from dealer_crm.ui.widgets import Entry
from dealer_crm.words.changes import change_words
from dealer_crm.words.figures import money
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
ICONS = {
    EventKind.FILED: "user-plus",
    EventKind.ATTACHED: "paperclip",
    EventKind.QUOTE: "file-text",
    EventKind.ORDER: "list-checks",
    EventKind.CHANGE_ORDER: "file-up",
    EventKind.RETURN: "undo-2",
    EventKind.PAYMENT: "wallet",
    EventKind.DELIVERY: "truck",
    EventKind.JOB: "house",
    EventKind.SHEET: "list-checks",
    EventKind.FINDING: "triangle-alert",
    EventKind.REQUEST: "wrench",
    EventKind.VISIT: "phone",
    EventKind.COMPLAINT: "triangle-alert",
    EventKind.CHANGED: "pencil",
    EventKind.MOMENT: "smile",
    EventKind.SLIP: "copy-check",
    EventKind.MARKS: "smile",
}
TITLES = {
    EventKind.FILED: N_("File opened"),
    EventKind.ATTACHED: N_("Picture or file added"),
    EventKind.STEP_CLOSED: N_("Step closed without a call"),
    EventKind.QUOTE: N_("Quote {number}"),
    EventKind.ORDER: N_("Order {number}"),
    EventKind.CHANGE_ORDER: N_("Change order {number}"),
    EventKind.RETURN: N_("Goods back {number}"),
    EventKind.PAYMENT: N_("Payment {number}"),
    EventKind.DELIVERY: N_("Delivery {number}"),
    EventKind.JOB: N_("Installation job {number}"),
    EventKind.REQUEST: N_("Service {number}"),
    EventKind.VISIT: N_("Call after the sale"),
    EventKind.COMPLAINT: N_("Complaint {number}"),
    EventKind.CHANGED: N_("Record changed"),
    EventKind.SLIP: N_("Hand-over slip {number}"),
    EventKind.MARKS: N_("The customer's marks {number}"),
}
OWNERS = {"delivery": N_("Delivery {number}"), "job": N_("Installation job {number}"), "acceptance": N_("Acceptance sheet {number}")}
"""What pictures were added to, by its table."""
UNREACHED = (Outcome.NO_ANSWER, Outcome.DEAD_NUMBER)


def icon_of(event: TimelineRow) -> str:
    """Return the picture of an event."""
    if event.kind is EventKind.FOLLOW_UP:
        return "phone-off" if event.outcome in UNREACHED and event.way is Way.PHONE else WAY_ICONS[event.way or Way.PHONE]
    if event.state is SiteDeed.MENDED:
        return "circle-check"
    return ICONS.get(event.kind, "circle-check")


def title_of(event: TimelineRow, t: Translator) -> str:
    """Name an event: way, outcome unless it is the usual one, attitude."""
    if event.kind is EventKind.MOMENT:
        return label(event.state, t)
    if event.owner:
        return _pictures(event, t)
    if event.kind in (EventKind.SHEET, EventKind.FINDING):
        name = event.names[0] if t.language == "zh" else event.names[1]
        number = event.number if event.kind is EventKind.SHEET else ""
        return " · ".join((f"{name} {number}".strip(), label(event.state, t)))
    if event.kind is not EventKind.FOLLOW_UP:
        sum_words = "" if event.amount is None else money(event.amount)
        title = t(TITLES[event.kind]).format(number=event.number)
        return " · ".join(filter(None, (title, label(event.stage, t), label(event.state, t), label(event.outcome, t), sum_words)))
    outcome = "" if event.outcome is Outcome.REACHED else label(event.outcome, t)
    return " · ".join(part for part in (label(event.way, t), outcome, label(event.attitude, t)) if part)


def _pictures(event: TimelineRow, t: Translator) -> str:
    """Say how many pictures were added to what."""
    owner = t(OWNERS[event.owner]).format(number=event.number)
    return t.plural("{owner}: {n} picture or file added", "{owner}: {n} pictures or files added", event.count).format(
        owner=owner, n=event.count
    )


def entries(events: tuple[TimelineRow, ...], today: date, t: Translator) -> list[Entry]:
    """Return the lines of a timeline; the id of a line is its place from 1 on."""
    newest = next((event for event in events if event.kind is EventKind.FOLLOW_UP), None)
    return [_entry(place, event, today, t, Tone.INFO if event is newest else None) for place, event in enumerate(events, 1)]


def _entry(place: int, event: TimelineRow, today: date, t: Translator, tone: Tone | None) -> Entry:
    day = local_day(event.at)
    return Entry(
        id=place,
        day=f"{day:%m-%d}",
        time=_time(event, day, today),
        icon=icon_of(event),
        title=title_of(event, t),
        words=words_of(event, t),
        staff=event.staff,
        tone=tone,
    )


def _time(event: TimelineRow, day: date, today: date) -> str:
    if day.year != today.year:
        return f"{day:%Y}"
    return "" if event.whole_day else clock_time(event.at)


def words_of(event: TimelineRow, t: Translator) -> str:
    """Return the words below the title: those of the user, or what changed from what to what."""
    if event.kind is EventKind.CHANGED:
        return "\n".join(change_words(change, t) for change in event.changes)
    if event.kind is EventKind.FINDING:
        return " · ".join(filter(None, (event.words, event.number)))
    if event.kind is EventKind.SHEET:
        signed = t("signed: {name}").format(name=event.signer) if event.signer else ""
        return " · ".join(filter(None, (event.words, signed)))
    return event.words or (event.number if event.kind is EventKind.FILED else "")

"""How an item of the agenda is shown: its number in a list, how urgent it is, its icon."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dealer_crm.domain.agenda import AgendaItem, AgendaKey, AgendaKind, AgendaRow
from dealer_crm.i18n import Translator
from dealer_crm.ui.desk.events import WAY_ICONS
from dealer_crm.ui.desk.phrases import day_words
from dealer_crm.ui.theme import Tone
from dealer_crm.ui.widgets import Chip

ICONS = {
    AgendaKind.COMPLAINT: "message-square-warning",
    AgendaKind.ESCALATION: "triangle-alert",
    AgendaKind.APPROVAL: "scale",
    AgendaKind.CONFIRM: "phone-call",
    AgendaKind.DELIVERY: "truck",
    AgendaKind.JOB: "house",
    AgendaKind.REQUEST: "wrench",
    AgendaKind.STEP: "phone",
    AgendaKind.VISIT: "smile",
    AgendaKind.PROMISE: "badge-check",
    AgendaKind.HANDOVER: "copy-check",
    AgendaKind.EXPECTATION: "smile",
    AgendaKind.MEND: "wrench",
    AgendaKind.QUOTE: "file-text",
    AgendaKind.CHANGE: "file-up",
    AgendaKind.ORDER: "receipt-text",
    AgendaKind.MILESTONE: "house",
    AgendaKind.BIRTHDAY: "cake",
    AgendaKind.RECEIVABLE: "wallet",
    AgendaKind.CLAIM: "refresh-cw",
    AgendaKind.ARRIVAL: "import",
    AgendaKind.WARRANTY_END: "shield-check",
    AgendaKind.MAINTENANCE: "calendar-clock",
}
TONES = {
    AgendaKind.COMPLAINT: Tone.DANGER,
    AgendaKind.ESCALATION: Tone.DANGER,
    AgendaKind.APPROVAL: Tone.WARN,
    AgendaKind.MEND: Tone.DANGER,
    AgendaKind.DELIVERY: Tone.DONE,
    AgendaKind.JOB: Tone.DONE,
    AgendaKind.REQUEST: Tone.WARN,
    AgendaKind.MAINTENANCE: Tone.WARN,
    AgendaKind.WARRANTY_END: Tone.WARN,
    AgendaKind.STEP: Tone.INFO,
    AgendaKind.CONFIRM: Tone.INFO,
    AgendaKind.VISIT: Tone.INFO,
}


@dataclass(frozen=True)
class DueLine:
    """An item in a list; `id` is its number there, the same at every reload."""

    id: int
    row: AgendaRow


class Numbered:
    """Gives every item a number of its own, for lists that know their rows by number."""

    def __init__(self) -> None:
        self._numbers: dict[AgendaKey, int] = {}

    def by_number(self, items: Iterable[AgendaItem]) -> dict[int, AgendaItem]:
        """Return the items by their numbers, in their order."""
        return {self._of(item.key): item for item in items}

    def lines(self, rows: Iterable[AgendaRow]) -> list[DueLine]:
        """Return the rows with their numbers."""
        return [DueLine(self._of(row.key), row) for row in rows]

    def _of(self, key: AgendaKey) -> int:
        return self._numbers.setdefault(key, len(self._numbers) + 1)


def icon_of(row: AgendaRow) -> str:
    """Return the icon of an item: that of its kind, a contact by its way."""
    if row.done:
        return "check"
    return WAY_ICONS.get(row.way, ICONS[row.kind]) if row.kind is AgendaKind.STEP and row.way else ICONS[row.kind]


def tone_of(row: AgendaRow) -> Tone:
    """Return the colour of an item: late overrides the kind, so that colour never stands alone."""
    if row.done:
        return Tone.NEUTRAL
    return Tone.DANGER if row.days_late > 0 else TONES.get(row.kind, Tone.NEUTRAL)


def clock(row: AgendaRow) -> str:
    """Return the time of an item as it was agreed, else as its deadline has it; '' where there is none."""
    if row.slot and row.kind is not AgendaKind.CONFIRM:
        return row.slot
    return f"{row.at:%H:%M}" if row.at else ""


def begins(row: AgendaRow) -> str:
    """Return the time at which an item begins, short enough for a chip; the words of the slot where it names no hour."""
    return f"{row.at:%H:%M}" if row.at else clock(row)


def status(row: AgendaRow, today: date, t: Translator) -> Chip:
    """Return how urgent an item is."""
    if row.done:
        return Chip(t("Done"), Tone.DONE)
    if row.days_late > 0:
        return Chip(t.plural("{n} d overdue", "{n} d overdue", row.days_late).format(n=row.days_late), Tone.DANGER)
    if row.days_late < 0:
        return Chip(f"{day_words(row.due_on, today, t)} {begins(row)}".strip(), Tone.NEUTRAL, "calendar")
    if row.kind is AgendaKind.COMPLAINT and row.at:
        return Chip(t("Before {time}").format(time=clock(row)), Tone.DANGER, ICONS[row.kind])
    if row.moved:
        return Chip(t("Moved to today"), Tone.POSTPONED)
    return Chip(f"{t('Today')} {begins(row)}".strip(), Tone.INFO)

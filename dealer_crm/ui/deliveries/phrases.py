"""How states, limits and what is missing are written on delivery pages; pure, so that list and sheet say the same."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from dealer_crm.domain.acceptances import SIGNING_CEREMONY, SheetStage
from dealer_crm.domain.checklists import CheckResult, number_in
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.deliveries import EXPECTATIONS, OPEN_STATES, DeliveryKind, DeliveryState
from dealer_crm.domain.reading_rules import limits_said
from dealer_crm.domain.text import apart
from dealer_crm.i18n import Translator
from dealer_crm.services.delivery_file import CheckGroupRow, CheckRow, DeliveryFile
from dealer_crm.ui.desk.phrases import day_words, short_day
from dealer_crm.ui.sheets.words import failure_words, grid_words, last_words
from dealer_crm.ui.theme import Tone
from dealer_crm.ui.widgets import Chip
from dealer_crm.ui.widgets.chips import chip_width
from dealer_crm.words.labels import label
from dealer_crm.words.moments import moment

TONES = {
    DeliveryState.DRAFT: (Tone.NEUTRAL, "pencil"),
    DeliveryState.PRINTED: (Tone.INFO, "printer"),
    DeliveryState.SENT: (Tone.INFO, "truck"),
    DeliveryState.SIGNED: (Tone.WARN, "list-checks"),
    DeliveryState.PARTLY: (Tone.WARN, "list-checks"),
    DeliveryState.REFUSED: (Tone.DANGER, "circle-x"),
    DeliveryState.CANCELLED: (Tone.NEUTRAL, "circle-x"),
}
RESULT_TONES = {
    CheckResult.PASS: (Tone.DONE, "circle-check"),
    CheckResult.FAIL: (Tone.DANGER, "triangle-alert"),
    CheckResult.NA: (Tone.NEUTRAL, "minus"),
}


def state_chip(kind: DeliveryKind, state: DeliveryState, finished: datetime | None, t: Translator) -> Chip:
    """Return the chip of a delivery: its state, or that it is handed over or came back."""
    if kind is DeliveryKind.RETURN:
        return Chip(label(kind, t), Tone.POSTPONED, "undo-2")
    if finished is not None:
        return handed_over(t)
    tone, icon = TONES[state]
    return Chip(label(state, t), tone, icon)


def handed_over(t: Translator) -> Chip:
    """Return the chip of a delivery that is closed."""
    return Chip(t("Handed over"), Tone.DONE)


def planned_words(planned: date | None, slot: str, today: date, t: Translator) -> str:
    """Write when a delivery is planned: today 14:00, 11-19 Thu, or that no day is agreed."""
    if planned is None:
        return slot or t("no day yet")
    day = t("Today") if planned == today else day_words(planned, today, t)
    return f"{day} {slot}".strip()


def planned_day(planned: date | None, today: date, t: Translator) -> str:
    """Write the planned day as short as can be, for a narrow list."""
    return t("Today") if planned == today else short_day(planned, today) if planned else ""


def planned_chip(file: DeliveryFile, today: date, t: Translator) -> Chip | None:
    """Return the chip of the planned day while the delivery waits."""
    if file.state not in OPEN_STATES or file.finished_at is not None:
        return None
    words = planned_words(file.draft.planned_on, file.draft.slot, today, t)
    late = file.draft.planned_on is not None and file.draft.planned_on < today
    return Chip(words, Tone.DANGER if late else Tone.INFO if file.draft.planned_on == today else Tone.NEUTRAL, "clock")


def result_chip(check: CheckRow, t: Translator) -> Chip:
    """Return the chip of an item's result."""
    if check.result is None:
        return Chip(t.context("check", "begins later") if check.later else t.context("check", "open"), Tone.NEUTRAL, "circle")
    tone, icon = RESULT_TONES[check.result]
    if check.sheet == SIGNING_CEREMONY and check.result is CheckResult.PASS:
        return Chip(t("Done"), tone, icon)
    words = t("Out of limits") if check.result is CheckResult.FAIL and gap(check) else label(check.result, t)
    return Chip(words, tone, icon)


def widest_chip(t: Translator) -> int:
    """Return the width that the chips of results need."""
    words = [t.context("check", "begins later"), t.context("check", "open"), t("Out of limits"), *(label(one, t) for one in CheckResult)]
    return max(chip_width(Chip(one, Tone.DANGER)) for one in words)


def standard_words(check: CheckRow, language: str) -> str:
    """Write what an item has to be like, short: its limits, else its standard."""
    return limits_said(check.low, check.high, check.unit) or check.standard(language)


def gap(check: CheckRow) -> Decimal:
    """Return by how much a measured value misses its limits: below zero = too low."""
    number = number_in(check.value)
    if number is None:
        return Decimal(0)
    if check.low is not None and number * 1000 < check.low:
        return number - Decimal(check.low) / 1000
    if check.high is not None and number * 1000 > check.high:
        return number - Decimal(check.high) / 1000
    return Decimal(0)


def gap_words(check: CheckRow, t: Translator) -> str:
    """Say by how much a value misses its limits; "" where it does not."""
    off = gap(check)
    if not off:
        return ""
    words = t("{gap} {unit} too low") if off < 0 else t("{gap} {unit} too high")
    return words.format(gap=format(abs(off).normalize(), "f"), unit=check.unit)


def said_words(check: CheckRow, t: Translator, *, standard: bool, noted: bool) -> str:
    """Say below an item what is known of it: how far its value is off, its `standard`, its note and readings if `noted`."""
    parts = [gap_words(check, t), check.standard(t.language) if standard else ""]
    parts += [apart(check.note), grid_words(check, t)] if noted else []
    parts += [failure_words(check, t), last_words(check, t) if check.result is None else ""]
    return " · ".join(filter(None, parts))


def group_title(group: CheckGroupRow, t: Translator) -> str:
    """Name a group with its sheet."""
    return " · ".join(dict.fromkeys((group.sheet_words(t.language), group.words(t.language))))


def group_short(group: CheckGroupRow, t: Translator) -> str:
    """Name a group where its neighbours stand beside it: A–E, F–H, a stage by its sheet, else first what tells it from them."""
    if group.code in set(SheetStage):
        return group.sheet_words(t.language)
    if group.sheet != EXPECTATIONS:
        return " · ".join(dict.fromkeys((group.words(t.language), group.sheet_words(t.language))))
    return f"{group_shortest(group, t)} {group.words(t.language)}"


def group_shortest(group: CheckGroupRow, t: Translator) -> str:
    """Name a group where there is room for a word only; a sheet of one stage is known by its system."""
    if group.code in set(SheetStage):
        return group.sheet_words(t.language)
    return group.words(t.language) if group.sheet != EXPECTATIONS else f"{group.checks[0].code[:1]}–{group.checks[-1].code[:1]}"


def title_of(file: DeliveryFile) -> str:
    """Name the delivery by who receives it where."""
    return " · ".join(filter(None, (file.draft.receiver or file.customer or file.number, _near(file.draft.address))))


def _near(address: str) -> str:
    """Return an address without province, city and district, which everybody in the shop knows."""
    region, _, house = address.partition(" ")
    return house if house and region.endswith(("区", "县", "市")) else address


def slot_words(file: DeliveryFile, now: datetime, t: Translator) -> tuple[str, ...]:
    """Return whether the customer agreed to the slot and was called ahead; of today's delivery also what is still to do."""
    said = []
    if file.agreed_at is not None:
        words = t("time agreed by {channel}, {time}")
        said.append(words.format(channel=label(file.agreed_by, t), time=moment(file.agreed_at, now, t)))
    elif file.is_open and file.state in OPEN_STATES and file.draft.planned_on is not None:
        said.append(t("time not agreed yet"))
    if file.called_at is not None:
        said.append(t("called ahead {time}").format(time=moment(file.called_at, now, t)))
    elif file.is_open and file.state in OPEN_STATES and file.draft.planned_on == local_day(now):
        said.append(t("call 30 minutes ahead"))
    return tuple(said)

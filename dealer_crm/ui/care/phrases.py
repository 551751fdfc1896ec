"""Chips and short words of warranty and care, the same in lists, pages and sheets; pure."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from dealer_crm.domain.care import EquipmentState, RequestState, VisitState, WarrantyAnswer
from dealer_crm.domain.trade import Category
from dealer_crm.i18n import Translator
from dealer_crm.services.equipment_list import CARE_LEAD, SOON, MachineRow
from dealer_crm.services.request_list import RequestRow
from dealer_crm.services.visits import VisitRow
from dealer_crm.ui.desk.phrases import day_words
from dealer_crm.ui.theme import Tone
from dealer_crm.ui.widgets import Chip
from dealer_crm.words.labels import label

ANSWER_TONES = {
    WarrantyAnswer.IN: (Tone.DONE, "shield-check"),
    WarrantyAnswer.OUT: (Tone.NEUTRAL, "wallet"),
    WarrantyAnswer.UNKNOWN: (Tone.WARN, "circle-question-mark"),
}
RETIRE_AHEAD = timedelta(days=365)
LONG = 365


def machine_name(row: Any) -> str:
    """Return what a machine is called: brand, product and model, else its number."""
    return " ".join(part for part in (row.brand, row.product, row.model) if part) or row.number


def short_name(row: Any, called: Category | None = None) -> str:
    """Return product and model, as one says it on the phone."""
    return " ".join(part for part in (row.product, row.model) if part) or machine_name(row)


def warranty_chip(row: MachineRow, today: date, t: Translator) -> Chip:
    """Return whether a fault is repaired free of charge, and for how long still."""
    if row.state is EquipmentState.REMOVED:
        return Chip(t("Removed"), Tone.NEUTRAL, "x")
    if row.answer is WarrantyAnswer.IN and row.until is not None:
        left = (row.until - today).days
        if left <= SOON:
            return Chip(
                t.plural("{n} day left", "{n} days left", left).format(n=left) if left else t("Ends today"), Tone.WARN, "alarm-clock"
            )
        return Chip(t("Until {month}").format(month=f"{row.until:%Y-%m}"), Tone.DONE)
    if row.answer is WarrantyAnswer.OUT:
        return Chip(t("Out of warranty"), Tone.NEUTRAL, "circle-x")
    if row.deciding is None:
        return Chip(t("No terms"), Tone.NEUTRAL)
    if row.deciding.start_on is None:
        return Chip(t("Day missing"), Tone.INFO, "calendar")
    return Chip(t("Parts only"), Tone.WARN, "circle-alert")


def state_chip(row: MachineRow, today: date, t: Translator) -> Chip:
    """Return what matters most of a machine: its age, care that is overdue, else its warranty."""
    if row.state is EquipmentState.IN_USE:
        if row.retire_on and row.retire_on - RETIRE_AHEAD <= today:
            return Chip(t("Retire {month}").format(month=f"{row.retire_on:%Y-%m}"), Tone.DANGER)
        if row.care_on and row.care_on < today and not _ends_soon(row, today):
            return care_chip(row.care_on, today, t)
    return warranty_chip(row, today, t)


def _ends_soon(row: MachineRow, today: date) -> bool:
    return row.answer is WarrantyAnswer.IN and row.until is not None and (row.until - today).days <= SOON


def care_chip(due: date | None, today: date, t: Translator) -> Chip:
    """Return when care is due: overdue, soon, a later day, unknown."""
    if due is None:
        return Chip(t("Day unknown"), Tone.NEUTRAL)
    late = (today - due).days
    if late > LONG:
        return Chip(t("Care long overdue"), Tone.DANGER)
    if late > 0:
        return Chip(t.plural("Care {n} d overdue", "Care {n} d overdue", late).format(n=late), Tone.DANGER)
    if -late <= CARE_LEAD:
        return Chip(t("Care {day}").format(day=t("Today") if not late else day_words(due, today, t)), Tone.WARN)
    return Chip(day_words(due, today, t), Tone.NEUTRAL, "calendar")


def answer_chip(answer: WarrantyAnswer, t: Translator) -> Chip:
    """Return the warranty answer as it was given."""
    tone, icon = ANSWER_TONES[answer]
    return Chip(label(answer, t), tone, icon)


def request_chip(row: RequestRow, today: date, t: Translator) -> Chip:
    """Return where a request stands: its appointment, or what became of it."""
    if row.state is RequestState.DONE:
        return Chip(t("Done"), Tone.DONE)
    if row.state is RequestState.CANCELLED:
        return Chip(label(row.state, t), Tone.NEUTRAL, "x")
    if row.appointment_on is None:
        return Chip(label(RequestState.OPEN, t), Tone.WARN, "phone-call")
    late = (today - row.appointment_on).days
    if late > 0:
        return Chip(t.plural("{n} d overdue", "{n} d overdue", late).format(n=late), Tone.DANGER)
    day = t("Today") if not late else day_words(row.appointment_on, today, t)
    return Chip(f"{day} {row.slot}".strip(), Tone.INFO)


def visit_chip(row: VisitRow, today: date, t: Translator) -> Chip:
    """Return when a call is due, or what became of it."""
    if row.state is VisitState.SKIPPED:
        return Chip(label(row.state, t), Tone.NEUTRAL, "x")
    if row.state is VisitState.DONE:
        return Chip(label(row.outcome, t) or t("Done"), Tone.DONE)
    late = (today - row.due_on).days
    if late > 0:
        return Chip(t.plural("{n} d overdue", "{n} d overdue", late).format(n=late), Tone.DANGER)
    return Chip(t("Today"), Tone.INFO) if not late else Chip(day_words(row.due_on, today, t), Tone.NEUTRAL, "calendar")


def one_line(words: str) -> str:
    """Return text of several lines on one."""
    return " ".join(words.split())

"""How severities, deadlines and machines of complaints are written; pure, so that list and case say the same."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from dealer_crm.domain import phones
from dealer_crm.domain.complaint_steps import Due, StepDraft
from dealer_crm.domain.complaints import ComplaintState, Severity, Step8, safety_code
from dealer_crm.domain.details import ListValue
from dealer_crm.domain.equipment import verdict
from dealer_crm.domain.phrases import filled
from dealer_crm.domain.silent_complaints import Sign
from dealer_crm.i18n import N_, Translator
from dealer_crm.services.complaint_file import ComplaintFile, MachineRow
from dealer_crm.services.complaint_list import ComplaintRow
from dealer_crm.ui.complaints.doors import Wording
from dealer_crm.ui.theme import Tone
from dealer_crm.ui.widgets import Chip
from dealer_crm.words.coverages import verdict_sentence
from dealer_crm.words.labels import label
from dealer_crm.words.moments import moment

HOURS_UNTIL, SOON = 48, timedelta(hours=4)
"""Spans are told in hours up to here; below `SOON` the chip warns."""

DUES = {
    Due.RESPONSE: N_("first answer"),
    Due.PROMISE: N_("promised answer"),
    Due.PLAN: N_("plan"),
    Due.CLOSE: N_("closing"),
    Due.DAILY: N_("word every day"),
    Due.WAITING: N_("asking again"),
}

SHORT_STEPS = {
    Step8.THANK: N_("Thanks"),
    Step8.APPRECIATE: N_("Why glad"),
    Step8.APOLOGIZE: N_("Sorry"),
    Step8.PROMISE: N_("Promise it"),
    Step8.ASK: N_("Ask"),
    Step8.CORRECT: N_("Put right"),
    Step8.CONFIRM: N_("Content?"),
    Step8.PREVENT: N_("Prevent"),
}


def span_words(span: timedelta, t: Translator) -> str:
    """Write a span in its largest fitting unit: minutes, hours, days."""
    minutes = max(1, int(abs(span).total_seconds()) // 60)
    if minutes < 60:
        return t.plural("{n} min", "{n} min", minutes).format(n=minutes)
    hours = minutes // 60
    if hours < HOURS_UNTIL:
        return t.plural("{n} h", "{n} h", hours).format(n=hours)
    return t.plural("{n} d", "{n} d", hours // 24).format(n=hours // 24)


def due_chip(due: datetime | None, now: datetime, t: Translator) -> Chip:
    """Return the chip of an open complaint's deadline: overdue, still so long, or word every day."""
    if due is None:
        return Chip(t("Word every day"), Tone.INFO, "bell")
    if due < now:
        return Chip(t("Overdue {span}").format(span=span_words(now - due, t)), Tone.DANGER)
    tone, icon = (Tone.WARN, "alarm-clock") if due - now < SOON else (Tone.INFO, "clock")
    return Chip(t("Still {span}").format(span=span_words(due - now, t)), tone, icon)


def row_chip(row: ComplaintRow, now: datetime, t: Translator) -> Chip:
    """Return what the list shows of the clock; a closed complaint is done."""
    return Chip(t("Closed"), Tone.DONE) if row.state is ComplaintState.CLOSED else due_chip(row.due, now, t)


def due_sentence(kind: Due, due: datetime | None, now: datetime, t: Translator) -> str:
    """Write the running deadline in full: how long, for what, until when."""
    if due is None:
        return t("Until it is solved: tell the customer every day where it stands")
    if kind is Due.WAITING and due >= now:
        return t("Waits: somebody asks again by {when}").format(when=moment(due, now, t))
    words = t("Overdue {span}: {what} was due {when}") if due < now else t("Still {span}: {what} by {when}")
    return words.format(span=span_words(due - now, t), what=t(DUES[kind]), when=moment(due, now, t))


def severity_chip(severity: Severity, t: Translator) -> Chip:
    """Return the chip of a severity; never colour alone."""
    tones = {Severity.URGENT: (Tone.DANGER, "alarm-clock"), Severity.MAJOR: (Tone.WARN, "triangle-alert")}
    tone, icon = tones.get(severity, (Tone.NEUTRAL, ""))
    return Chip(label(severity, t), tone, icon)


def customer_name(name: str, phone: str) -> str:
    """Return whom it is about: the name, else the number."""
    return name or phones.shown(phone)


def who_words(name: str, phone: str, t: Translator) -> str:
    """Return who complains: the name, else the number, else that nobody said."""
    return customer_name(name, phone) or t("Anonymous")


def sign_words(sign: Sign, t: Translator) -> str:
    """Write by what a silent complaint was noticed: who, when, how, which mark."""
    mark = "" if sign.mark is None else t("mark {mark} of {best}").format(mark=sign.mark, best=sign.best)
    parts = (customer_name(sign.customer, sign.phone), sign.on.isoformat(), label(sign.detected, t), mark)
    return " · ".join(filter(None, parts))


def topic_words(code: str, value: ListValue | None, t: Translator) -> str:
    """Return a topic as the shop calls it, else its code."""
    return value.said(t.language) if value else code


def one_line(words: str) -> str:
    """Return text of several lines on one."""
    return " ".join(words.split())


def machine_words(machine: MachineRow) -> str:
    """Write a machine for a choice or a line: name and serial."""
    return f"{machine.name} · {machine.serial}" if machine.serial else machine.name


def cover_sentence(machine: MachineRow, on: date, today: date, t: Translator) -> str:
    """Write whether what was reported on the day is repaired free of charge."""
    return verdict_sentence(verdict(machine.covers, on), today, t)


def safety_phrase(word: str, until: str, wording: Wording, t: Translator) -> str:
    """Return what to tell the customer first when he speaks of danger; "" where the trade has no wording for it."""
    code = safety_code(word)
    found = next((phrase for phrase in wording.phrases("safety") if phrase.code == code), None)
    return filled(found.said(t.language), {"deadline": until}) if found else ""


def step_short(step: Step8, t: Translator) -> str:
    """Return a step in one word."""
    return t(SHORT_STEPS[step])


def record_words(file: ComplaintFile, step: Step8, t: Translator) -> str:
    """Write what a step holds once the case is closed."""
    done = file.done(step)
    return _step_text(file.step_draft(step), done.words if done else "", file, t)


def draft_words(draft: StepDraft, file: ComplaintFile, t: Translator) -> str:
    """Write what somebody else wrote at a step, on one line."""
    return one_line(_step_text(draft, draft.words, file, t).replace("\n", " · "))


def _step_text(draft: StepDraft, said: str, file: ComplaintFile, t: Translator) -> str:
    person = file.prevention_staff if draft.prevention_staff_id else ""
    facts = (
        (t("Promised for {value}"), moment(draft.promised_by, file.opened_at, t) if draft.promised_by else ""),
        (t("Cause: {value}"), draft.cause),
        (t("Liable: {value}"), label(draft.liable, t)),
        (t("Measure: {value}"), draft.measure),
        (t("How content he is: {value} of 5"), str(draft.satisfaction or "")),
        (t("Prevention: {value}"), draft.prevention),
        (t("By whom: {value}"), person),
        (t("By when: {value}"), draft.prevention_on.isoformat() if draft.prevention_on else ""),
        (t("Verified by: {value}"), draft.verification),
    )
    words = t("“{words}”").format(words=said) if said else ""
    return "\n".join(filter(None, (words, *(text.format(value=value) for text, value in facts if value))))

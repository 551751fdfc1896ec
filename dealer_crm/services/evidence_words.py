"""What papers of proof say of a case: its facts, steps, contacts and services in the words of the page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from dealer_crm.domain.complaint_case import Clear
from dealer_crm.domain.complaints import Step8
from dealer_crm.i18n import N_, Translator
from dealer_crm.services.complaint_file import ComplaintFile
from dealer_crm.services.evidence_pictures import FittedFile
from dealer_crm.services.evidence_sources import Event, KeptFile, ServiceCall, Sources
from dealer_crm.words.complaints import step_names
from dealer_crm.words.labels import label

if TYPE_CHECKING:
    from dealer_crm.documents.pdf.evidence_cover import CaseFacts
    from dealer_crm.documents.pdf.evidence_record import CaseRecordData, ContactLine, ServiceLine, TalkLine

_KINDS: dict[str, str] = {
    "taken": N_("Complaint taken"),
    "closed": N_("Case closed"),
    "closed_first": N_("Case closed for the first time"),
    "visit": N_("Call-back after the case"),
    "request": N_("Service asked for"),
    "job": N_("Work done"),
    "goes_on": N_("The case goes on"),
}


def wall(instant: datetime | None) -> datetime | None:
    """Return an instant as the clock on the wall shows it."""
    return instant.astimezone().replace(tzinfo=None) if instant else None


def facts(file: ComplaintFile, t: Translator) -> CaseFacts:
    """Return what a case is about."""
    from dealer_crm.documents.pdf.evidence_cover import CaseFacts

    draft, machine = file.draft, file.machine
    topic = file.topic.said(t.language) if file.topic else draft.topic
    return CaseFacts(
        received_at=wall(file.opened_at),
        channel=label(draft.channel, t),
        complainant=draft.complainant or (t("Anonymous") if draft.nobody else ""),
        customer="" if draft.nobody else file.customer,
        address=file.address,
        order_number=file.order,
        machine="  ".join(filter(None, (machine.name, machine.serial))) if machine else "",
        kind=" / ".join(filter(None, (label(draft.type, t), label(draft.subtype, t), topic))),
        demand=t(", ").join(filter(None, (label(draft.demand, t), draft.demand_words))),
        authority_number=draft.external_number,
        filed_on=file.authority_on,
        mediation_on=file.mediation_on,
    )


def record(file: ComplaintFile, sources: Sources, t: Translator) -> CaseRecordData:
    """Return the record of a case without its shop."""
    from dealer_crm.documents.pdf.evidence_record import CaseRecordData
    from dealer_crm.documents.pdf.pages import ShopHead

    confirmed = file.done(Step8.CONFIRM)
    when = wall(confirmed.at) if confirmed else None
    return CaseRecordData(
        ShopHead(),
        file.number,
        facts(file, t),
        words=file.draft.words,
        answered_at=wall(file.clock.responded_at),
        promised_at=wall(file.clock.promised_by),
        closed_at=wall(file.closed_at),
        cause=file.cause,
        remedy=file.measure,
        confirmed="  ".join(filter(None, (f"{when:%Y-%m-%d %H:%M}" if when else "", confirmed.words if confirmed else ""))),
        steps=tuple(_step(file, step, t) for step in Step8 if step is not Step8.PREVENT),
        clear=tuple(_letters(file, t)),
        contacts=tuple(_contacts(file, sources, t)),
    )


def service(one: ServiceCall, t: Translator) -> ServiceLine:
    """Return a call for service."""
    from dealer_crm.documents.pdf.evidence_record import ServiceLine

    said = (label(one.kind, t), label(one.state, t), wall(one.reported_at))
    return ServiceLine(one.number, *said, one.machine, one.symptom, one.cause, one.work, one.done_on, one.who)


def caption(kept: KeptFile, t: Translator) -> str:
    """Return what a photo or scan is called: its caption, else its name, with what it belongs to."""
    words = kept.caption or kept.name
    return t("{what} ({owner})").format(what=words, owner=kept.owner) if kept.owner else words


def times(kept: KeptFile, fitted: FittedFile, t: Translator) -> str:
    """Return when it was taken, as far as the camera says so, and since when it is kept here."""
    since = t("Kept since {moment}").format(moment=f"{wall(kept.added_at):%Y-%m-%d %H:%M}")
    taken = t("taken {moment} by the camera's clock").format(moment=fitted.taken) if fitted.taken else ""
    return "  ·  ".join(filter(None, (since, taken)))


def _step(file: ComplaintFile, step: Step8, t: Translator) -> TalkLine:
    from dealer_crm.documents.pdf.evidence_record import TalkLine

    done = file.done(step)
    name = step_names(t)[int(step) - 1]
    return TalkLine(name, wall(done.at), done.staff, done.words) if done else TalkLine(name)


def _letters(file: ComplaintFile, t: Translator) -> Iterator[TalkLine]:
    """Yield the letters of CLEAR, none where none was kept."""
    from dealer_crm.documents.pdf.evidence_record import TalkLine

    kept = {one.letter: one for one in file.parts.clear}
    for letter in Clear if kept else ():
        name = f"{letter.value.upper()} {label(letter, t)}"
        done = kept.get(letter)
        yield TalkLine(name, wall(done.at), done.staff, done.words) if done else TalkLine(name)


def _contacts(file: ComplaintFile, sources: Sources, t: Translator) -> Iterator[ContactLine]:
    """Yield contacts, services and the times in which the case waited, by date."""
    from dealer_crm.documents.pdf.evidence_record import ContactLine

    waited = [Event(one.from_at, one.wait_for, None, one.staff, one.words) for one in file.parts.pauses]
    ended = [Event(one.until_at, "goes_on", one.wait_for) for one in file.parts.pauses if one.until_at is not None]
    for event in sorted((*sources.events, *waited, *ended), key=lambda one: one.at):
        at = wall(event.at)
        if at is not None:
            what = label(event.kind, t) if isinstance(event.kind, StrEnum) else t(_KINDS[event.kind])
            told = label(event.outcome, t) if event.outcome is not None else ""
            named = "  ".join(filter(None, (what, event.number)))
            yield ContactLine(at, named, event.who, " · ".join(filter(None, (told, event.words))))

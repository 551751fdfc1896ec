"""Words of the agenda: what each kind is called, what is to be done, why something is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from dealer_crm.domain.agenda import DAYLESS, MEETINGS, AgendaItemFixed, AgendaItemGone, AgendaKind, AgendaRow, DropReasonMissing
from dealer_crm.domain.birthdays import BirthdayNotRead, moon_day, read
from dealer_crm.domain.care import RequestKind
from dealer_crm.domain.complaint_case import Escalation
from dealer_crm.domain.coverages import CoverageKind
from dealer_crm.domain.deliveries import DeliveryKind
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.followups import PeaceReasonMissing
from dealer_crm.domain.jobs import JobStage
from dealer_crm.domain.planning import Department, SlipState
from dealer_crm.domain.trade_ins import TradeInState
from dealer_crm.domain.workdays import DaysBackwards, DaysNotRead, HoursBackwards, NoDayOpen
from dealer_crm.i18n import N_, Translator
from dealer_crm.words.birthdays import in_words
from dealer_crm.words.figures import money
from dealer_crm.words.labels import label

SENTENCES_AGENDA: dict[type[DomainError], str] = {
    AgendaItemGone: N_("This item was finished, moved or deleted meanwhile."),
    AgendaItemFixed: N_("This is done on a page of its own: press Enter to open it."),
    DropReasonMissing: N_("Say why it is given up."),
    DaysBackwards: N_("The last day lies before the first, or more than a year after it."),
    DaysNotRead: N_("This line says no day: {line}. Write for instance 2027-01-01 off New Year."),
    NoDayOpen: N_("The shop has to be open on at least one day of the week."),
    HoursBackwards: N_("Write the hours like 08:30 and 18:00; the shop closes after it opens."),
    PeaceReasonMissing: N_("Say why the customer is left in peace."),
}
KINDS: dict[AgendaKind, str] = {
    AgendaKind.COMPLAINT: N_("Complaint"),
    AgendaKind.ESCALATION: N_("Gone up"),
    AgendaKind.APPROVAL: N_("Compensation to approve"),
    AgendaKind.CONFIRM: N_("Confirm"),
    AgendaKind.DELIVERY: N_("Delivery"),
    AgendaKind.JOB: N_("Installation job"),
    AgendaKind.REQUEST: N_("Service call"),
    AgendaKind.STEP: N_("Follow-up"),
    AgendaKind.VISIT: N_("Care call"),
    AgendaKind.PROMISE: N_("Promise to keep"),
    AgendaKind.HANDOVER: N_("Hand-over slip"),
    AgendaKind.EXPECTATION: N_("What the customer expects"),
    AgendaKind.MEND: N_("To be mended"),
    AgendaKind.ORDER: N_("Order without delivery"),
    AgendaKind.MILESTONE: N_("Decoration"),
    AgendaKind.BIRTHDAY: N_("Birthday"),
    AgendaKind.RECEIVABLE: N_("Money due"),
    AgendaKind.QUOTE: N_("Quote runs out"),
    AgendaKind.CHANGE: N_("Change to sign"),
    AgendaKind.CLAIM: N_("Trade-in claim"),
    AgendaKind.ARRIVAL: N_("Goods in"),
    AgendaKind.WARRANTY_END: N_("Warranty"),
    AgendaKind.MAINTENANCE: N_("Maintenance"),
}


def kind_label(kind: AgendaKind, t: Translator) -> str:
    """Return what a kind is called."""
    return t(KINDS[kind])


def kind_words(row: AgendaRow, t: Translator) -> str:
    """Return in a word or two what kind of thing it is; a meeting by its way, a return by its name."""
    if row.kind is AgendaKind.STEP and row.way is not None:
        return label(row.way, t)
    if row.kind is AgendaKind.DELIVERY and row.code == DeliveryKind.RETURN:
        return t("Return")
    return kind_label(row.kind, t)


def matter(row: AgendaRow, t: Translator) -> str:
    """Return what is to be done, in one line."""
    said = " ".join(row.said(t.language).split())
    worded = _MATTERS.get(row.kind)
    return said if worded is None else worded(row, said, t)


def _confirm(row: AgendaRow, said: str, t: Translator) -> str:
    when = f"{_day(row.until)} {row.slot}".strip()
    if row.code in set(JobStage):
        said = f"{label(JobStage(row.code), t)} {said}"
    return t("For {day}: {words}").format(day=when, words=said or t("Appointment"))


def _job(row: AgendaRow, said: str, t: Translator) -> str:
    """A job gives its stage as code, and in `zh` whether the customer is still to be called before the team sets out."""
    words = [label(JobStage(row.code), t), said]
    if row.until is not None:
        words.append(t("until {day}").format(day=_day(row.until)))
    if row.zh and not row.done:
        words.append(t("call 30 minutes ahead"))
    return " · ".join(words)


def _request(row: AgendaRow, said: str, t: Translator) -> str:
    return t("{kind}: {words}").format(kind=label(RequestKind(row.code), t), words=said)


def _owed(row: AgendaRow, said: str, t: Translator) -> str:
    return t("{amount} still owed, order {number}").format(amount=money(row.amount or 0), number=said)


def _quote(row: AgendaRow, said: str, t: Translator) -> str:
    return t("Ask about quote {number}, it stands until {day}").format(number=said, day=_day(row.until))


def _compensation(row: AgendaRow, said: str, t: Translator) -> str:
    words = t("Approve compensation of {amount}: {words}") if said else t("Approve compensation of {amount}")
    return words.format(amount=money(row.amount or 0), words=" ".join(said.split()))


def _gone_up(row: AgendaRow, said: str, t: Translator) -> str:
    """A case that went up says to whom as code, and in `zh` whether it is the owner's from the beginning."""
    if row.zh:
        return t("The owner sees to it himself: {words}").format(words=said)
    if row.code == Escalation.REMIND:
        return t("Half of the time is gone: {words}").format(words=said)
    words = t("Too late, for the owner: {words}") if row.code == Escalation.OWNER else t("Too late, for the manager: {words}")
    return words.format(words=said)


def _change(row: AgendaRow, said: str, t: Translator) -> str:
    return t("Have change order {number} signed: {amount}").format(number=said, amount=money(row.amount or 0))


def _claim(row: AgendaRow, said: str, t: Translator) -> str:
    words = t("Hand in the claim of {amount}, order {number}")
    if row.code == TradeInState.SUBMITTED:
        words = t("Ask about the claim of {amount}, order {number}")
    if row.code == TradeInState.TO_REPAY:
        words = t("Pay {amount} back to the state, goods of order {number} came back")
    return words.format(amount=money(row.amount or 0), number=said)


def _warranty(row: AgendaRow, _said: str, t: Translator) -> str:
    coverage = label(CoverageKind(row.code), t)
    return t("{machine}: {coverage} until {day}").format(machine=row.machine, coverage=coverage, day=_day(row.until))


def _maintenance(row: AgendaRow, said: str, t: Translator) -> str:
    return t("{work}, {machine}").format(work=said, machine=row.machine) if row.machine else said


def _undelivered(_row: AgendaRow, said: str, t: Translator) -> str:
    return t("{number}: no delivery planned yet").format(number=said)


def _decoration(row: AgendaRow, _said: str, t: Translator) -> str:
    return t("Decoration starts {day}: sign the contract before, pipes go in before the ceiling").format(day=_day(row.until))


def _step(row: AgendaRow, said: str, t: Translator) -> str:
    return said or (t("Appointment") if row.way in MEETINGS else t("Call back"))


def _birthday(row: AgendaRow, who: str, t: Translator) -> str:
    """Return the wish, with the age where the year is known; a lunar birthday says which day of the moon it is."""
    try:
        birthday = read(row.code)
    except BirthdayNotRead:
        return t("Wish a happy birthday")
    year = None if row.until is None else moon_day(row.until).year if birthday.lunar else row.until.year
    age = 0 if birthday.year is None or year is None else year - birthday.year
    words = t("Wish a happy birthday: {age} years old").format(age=age) if age > 0 else t("Wish a happy birthday")
    if birthday.lunar:
        words = t("{words} ({birthday})").format(words=words, birthday=in_words(replace(birthday, year=None), t))
    return t("{who}: {words}").format(who=who, words=words) if who else words


def _goods(row: AgendaRow, said: str, t: Translator) -> str:
    if row.kind is AgendaKind.ARRIVAL:
        return t("{goods}: arrived?").format(goods=said)
    if row.kind is AgendaKind.DELIVERY and row.zh and row.days_late == 0 and not row.done and row.code != DeliveryKind.RETURN:
        return " · ".join((said, t("call 30 minutes ahead")))  # only today: `zh` tells that nobody called yet
    return t("{number}: no day yet").format(number=said) if row.source == DAYLESS else said


def _slip(row: AgendaRow, _said: str, t: Translator) -> str:
    """A slip gives its departments where others have the words of trade data; a refused one says why it came back."""
    way = f"{label(Department(row.zh), t)} → {label(Department(row.en), t)}"
    words = " ".join(row.words.split())
    return t("{way}: refused, {words}").format(way=way, words=words) if row.code == SlipState.REFUSED else f"{way} {words}"


def _day(day: date | None) -> str:
    return "" if day is None else f"{day:%m-%d}"


_MATTERS: dict[AgendaKind, Callable[[AgendaRow, str, Translator], str]] = {
    AgendaKind.CONFIRM: _confirm,
    AgendaKind.JOB: _job,
    AgendaKind.REQUEST: _request,
    AgendaKind.RECEIVABLE: _owed,
    AgendaKind.CLAIM: _claim,
    AgendaKind.ESCALATION: _gone_up,
    AgendaKind.APPROVAL: _compensation,
    AgendaKind.CHANGE: _change,
    AgendaKind.QUOTE: _quote,
    AgendaKind.ARRIVAL: _goods,
    AgendaKind.DELIVERY: _goods,
    AgendaKind.WARRANTY_END: _warranty,
    AgendaKind.MAINTENANCE: _maintenance,
    AgendaKind.ORDER: _undelivered,
    AgendaKind.MILESTONE: _decoration,
    AgendaKind.BIRTHDAY: _birthday,
    AgendaKind.STEP: _step,
    AgendaKind.HANDOVER: _slip,
}

"""Words of the agenda: what each kind is called, what is to be done, why something is refused."""

from __future__ import annotations

from datetime import date

from dealer_crm.domain.agenda import DAYLESS, MEETINGS, AgendaItemFixed, AgendaItemGone, AgendaKind, AgendaRow, DropReasonMissing
from dealer_crm.domain.care import RequestKind
from dealer_crm.domain.coverages import CoverageKind
from dealer_crm.domain.deliveries import DeliveryKind
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.followups import PeaceReasonMissing
from dealer_crm.domain.workdays import DaysBackwards, DaysNotRead, HoursBackwards, NoDayOpen
from dealer_crm.i18n import N_, Translator
from dealer_crm.words.figures import money
from dealer_crm.words.labels import label

SENTENCES_AGENDA: dict[type[DomainError], str] = {
    AgendaItemGone: N_("This item was finished, moved or deleted meanwhile."),
    AgendaItemFixed: N_("This is done on a page of its own: press Enter to open it."),
    DropReasonMissing: N_("Say why it is given up."),
    DaysBackwards: N_("The last day lies before the first, or more than a year after it."),
    DaysNotRead: N_("This line says no day: {line}. Write for instance 2027-01-01 off New Year."),
    NoDayOpen: N_("The shop has to be open on at least one day of the week."),
    HoursBackwards: N_("The shop closes before it opens."),
    PeaceReasonMissing: N_("Say why the customer is left in peace."),
}
KINDS: dict[AgendaKind, str] = {
    AgendaKind.COMPLAINT: N_("Complaint"),
    AgendaKind.CONFIRM: N_("Confirm"),
    AgendaKind.DELIVERY: N_("Delivery"),
    AgendaKind.REQUEST: N_("Service call"),
    AgendaKind.STEP: N_("Follow-up"),
    AgendaKind.VISIT: N_("Care call"),
    AgendaKind.PROMISE: N_("Promise to keep"),
    AgendaKind.HANDOVER: N_("Hand-over slip"),
    AgendaKind.ORDER: N_("Order without delivery"),
    AgendaKind.MILESTONE: N_("Decoration"),
    AgendaKind.BIRTHDAY: N_("Birthday"),
    AgendaKind.RECEIVABLE: N_("Money due"),
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
    match row.kind:
        case AgendaKind.CONFIRM:
            when = f"{_day(row.until)} {row.slot}".strip()
            return t("For {day}: {words}").format(day=when, words=said or t("Appointment"))
        case AgendaKind.REQUEST:
            return t("{kind}: {words}").format(kind=label(RequestKind(row.code), t), words=said)
        case AgendaKind.RECEIVABLE:
            return t("{amount} still owed, order {number}").format(amount=money(row.amount or 0), number=said)
        case AgendaKind.ARRIVAL | AgendaKind.DELIVERY:
            return _goods(row, said, t)
        case AgendaKind.WARRANTY_END:
            coverage = label(CoverageKind(row.code), t)
            return t("{machine}: {coverage} until {day}").format(machine=row.machine, coverage=coverage, day=_day(row.until))
        case AgendaKind.MAINTENANCE:
            return t("{work}, {machine}").format(work=said, machine=row.machine) if row.machine else said
        case AgendaKind.STEP:
            return said or (t("Appointment") if row.way in MEETINGS else t("Call back"))
        case _:
            return said


def _goods(row: AgendaRow, said: str, t: Translator) -> str:
    if row.kind is AgendaKind.ARRIVAL:
        return t("{goods}: arrived?").format(goods=said)
    return t("{number}: no day yet").format(number=said) if row.source == DAYLESS else said


def _day(day: date | None) -> str:
    return "" if day is None else f"{day:%m-%d}"

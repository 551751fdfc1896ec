"""The complaint sheet (投诉登记处理单): what happened in the customer's words, the eight steps, how it was settled (domain.md 2.11)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from dealer_crm.documents.pdf import figures
from dealer_crm.documents.pdf.cells import Content, Ticks
from dealer_crm.documents.pdf.copies import in_copies
from dealer_crm.documents.pdf.grids import Column, Field
from dealer_crm.documents.pdf.heads import Heading
from dealer_crm.documents.pdf.kit import Sheet
from dealer_crm.documents.pdf.looks import FORM
from dealer_crm.documents.pdf.pages import PageSetup, ShopHead
from dealer_crm.documents.pdf.pen import Align
from dealer_crm.documents.pdf.signing import SignBox
from dealer_crm.i18n import Translator, translator

STEPS = 8
_LABELS = 0.13


@dataclass(frozen=True)
class StepLine:
    """One of the eight steps: done when, by whom, with which words."""

    done_at: datetime | None = None
    by: str = ""
    words: str = ""


@dataclass(frozen=True)
class AuthorityBlock:
    """What a complaint at an authority adds: its numbers and days there, and the papers of proof, ready or not."""

    case_number: str = ""
    filed_on: date | None = None
    mediation_on: date | None = None
    evidence: tuple[tuple[str, bool], ...] = ()


@dataclass(frozen=True)
class Register:
    """The first half: who complains, about what, what is wanted and by when; labels in the language of the page, wall clock."""

    received_at: datetime | None = None
    received_by: str = ""
    channel: str = ""
    complainant: str = ""
    customer: str = ""
    phones: tuple[str, ...] = ()
    address: str = ""
    order_number: str = ""
    equipment: str = ""
    kind: str = ""
    subtype: str = ""
    level: str = ""
    mood: str = ""
    severity: str = ""
    words: str = ""
    demands: tuple[str, ...] = ()
    photos: int | None = None
    respond_by: datetime | None = None
    plan_by: datetime | None = None
    close_by: datetime | None = None


@dataclass(frozen=True)
class Settlement:
    """The second half: cause, remedy, the customer's consent, prevention; costs in 分."""

    responsible: str = ""
    responded_at: datetime | None = None
    cause: str = ""
    liable: str = ""
    solution: str = ""
    promised_on: date | None = None
    cost: int | None = None
    borne_by: str = ""
    done_on: date | None = None
    confirmed_at: datetime | None = None
    confirmed_how: str = ""
    satisfaction: str = ""
    prevention: str = ""
    prevention_by: str = ""
    prevention_due: date | None = None
    prevention_checked: str = ""
    manager_says: str = ""
    owner_says: str = ""


@dataclass(frozen=True)
class ComplaintSheetData:
    """What the sheet prints; what is not known stays empty, to be filled in by hand. `steps` are in order, up to eight."""

    shop: ShopHead
    number: str
    register: Register = Register()
    steps: tuple[StepLine, ...] = ()
    settlement: Settlement = Settlement()
    authority: AuthorityBlock | None = None


def complaint_sheet(data: ComplaintSheetData, page: PageSetup) -> bytes:
    """Render the sheet; same data, same bytes."""
    return in_copies(page, lambda copy: _written(data, copy))


def _written(data: ComplaintSheetData, page: PageSetup) -> Sheet:
    t = translator(page.language)
    heading = Heading(t.context("paper", "Complaint sheet"), data.number, data.shop, subject=data.register.customer)
    sheet = Sheet(page, heading, look=FORM)
    _register(sheet, data.register)
    if sheet.shows("steps"):
        _steps(sheet, data)
    _settlement(sheet, data.settlement)
    if data.authority and sheet.shows("authority"):
        _authority(sheet, data.authority)
    _signatures(sheet, data)
    return sheet


def _register(sheet: Sheet, data: Register) -> None:
    t = sheet.t
    respond = t.context("paper", "Answer by {moment}").format(moment=figures.moment(data.respond_by)) if data.respond_by else ""
    sheet.section(t.context("paper", "What happened"), respond)
    complainant = data.complainant or data.customer
    photos = t.plural("{n} photo", "{n} photos", data.photos).format(n=data.photos) if data.photos is not None else ""
    sheet.fields(
        [
            (
                Field(t.context("paper", "Received"), figures.moment(data.received_at)),
                Field(t.context("paper", "Received by"), " · ".join(filter(None, (data.received_by, data.channel)))),
            ),
            (
                Field(t.context("paper", "Complainant"), complainant, bold=True),
                Field(t("Phone"), t.context("paper", ", ").join(data.phones), bold=True),
            ),
            (Field(t.context("paper", "Customer"), data.customer), Field(t.context("paper", "Contract"), data.order_number)),
            (Field(t("Address"), data.address),),
            (Field(t.context("paper", "Equipment"), data.equipment),),
            (
                Field(t.context("paper", "Type"), " / ".join(filter(None, (data.kind, data.subtype)))),
                Field(t.context("paper", "Severity"), data.severity, bold=True),
            ),
            (Field(t.context("paper", "Level"), data.level), Field(t.context("paper", "Mood"), data.mood)),
            (Field(t.context("paper", "Own words"), data.words, bold=True, lines=2),),
            (
                Field(t.context("paper", "Wants"), t.context("paper", ", ").join(data.demands), bold=True),
                Field(t.context("paper", "Photos"), photos),
            ),
            (
                Field(t.context("paper", "Plan by"), figures.moment(data.plan_by)),
                Field(t.context("paper", "Close by"), figures.moment(data.close_by)),
            ),
        ],
        label_share=_LABELS,
    )


def _steps(sheet: Sheet, data: ComplaintSheetData) -> None:
    t = sheet.t
    columns = [
        Column(t.context("paper", "#"), 0.1, fits="8", align=Align.CENTRE),
        Column(t.context("paper", "Step"), 3.6),
        Column(t.context("paper", "When"), 0.1, fits=f"{figures.SAMPLE_DAY} 20:28", small=True),
        Column(t.context("paper", "Who"), 1.2, small=True),
        Column(t.context("paper", "Said or done"), 4, small=True),
    ]
    steps = (data.steps + (StepLine(),) * STEPS)[:STEPS]
    rows: list[tuple[Content, ...]] = [
        (str(number), Ticks(((name, step.done_at is not None),)), figures.moment(step.done_at), step.by, step.words)
        for number, (name, step) in enumerate(zip(_step_names(t), steps, strict=True), 1)
    ]
    sheet.section(t.context("paper", "Eight steps"))
    sheet.table(columns, rows)


def _step_names(t: Translator) -> tuple[str, ...]:
    return (
        t.context("paper", "Say thank you"),
        t.context("paper", "Say why you are grateful"),
        t.context("paper", "Apologise for the mistake"),
        t.context("paper", "Promise to act at once"),
        t.context("paper", "Ask for what you need to know"),
        t.context("paper", "Put it right, quickly"),
        t.context("paper", "Make sure the customer is content"),
        t.context("paper", "Keep it from happening again"),
    )


def _settlement(sheet: Sheet, data: Settlement) -> None:
    t = sheet.t
    cost = "  ".join(filter(None, (figures.yuan(data.cost), data.borne_by)))
    confirmed = "  ".join(filter(None, (figures.moment(data.confirmed_at), data.confirmed_how)))
    prevention = "  ".join(filter(None, (data.prevention_by, figures.day(data.prevention_due), data.prevention_checked)))
    sheet.section(t.context("paper", "How it was settled"))
    sheet.fields(
        [
            (
                Field(t.context("paper", "In charge"), data.responsible),
                Field(t.context("paper", "First answer"), figures.moment(data.responded_at)),
            ),
            (Field(t.context("paper", "Cause"), data.cause),),
            (Field(t.context("paper", "Answerable"), data.liable), Field(t.context("paper", "Cost"), cost)),
            (Field(t.context("paper", "Remedy"), data.solution),),
            (
                Field(t.context("paper", "Promised for"), figures.day(data.promised_on)),
                Field(t.context("paper", "Done on"), figures.day(data.done_on)),
            ),
            (Field(t.context("paper", "Confirmed"), confirmed), Field(t.context("paper", "Content?"), data.satisfaction)),
            (Field(t.context("paper", "Prevention"), data.prevention),),
            (Field(t.context("paper", "Seen to by"), prevention),),
            (Field(t.context("paper", "Manager says"), data.manager_says), Field(t.context("paper", "Owner says"), data.owner_says)),
        ],
        label_share=_LABELS,
    )


def _authority(sheet: Sheet, data: AuthorityBlock) -> None:
    t = sheet.t
    sheet.section(t.context("paper", "At the authority"))
    proof = Ticks(data.evidence) if data.evidence else ""
    sheet.fields(
        [
            (
                Field(t.context("paper", "Case no."), data.case_number),
                Field(t.context("paper", "Filed on"), figures.day(data.filed_on)),
            ),
            (Field(t.context("paper", "Mediation"), figures.day(data.mediation_on)),),
            (Field(t.context("paper", "Papers of proof"), proof),),
        ],
        label_share=_LABELS,
    )


def _signatures(sheet: Sheet, data: ComplaintSheetData) -> None:
    t = sheet.t
    boxes = {
        "received": SignBox(t.context("paper", "Received by"), data.register.received_by),
        "in_charge": SignBox(t.context("paper", "In charge"), data.settlement.responsible),
        "customer": SignBox(t.context("paper", "Confirmed by the customer"), share=1.3),
        "manager": SignBox(t.context("paper", "Manager")),
        "owner": SignBox(t.context("paper", "Shop owner")),
    }
    sheet.signatures(boxes, t.context("paper", "Date __-__"), height=44)

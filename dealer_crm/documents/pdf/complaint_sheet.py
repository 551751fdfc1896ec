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
from dealer_crm.words.complaints import step_names

STEPS = 8
_LABELS = 0.13
_TO_WRITE = 4
"""So many lines are left for what is written by hand on a blank sheet."""


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
    result: str = ""


@dataclass(frozen=True)
class CourseLine:
    """What stopped the clock, or who higher up has seen to the case: from when, until when, by whom, in which words."""

    what: str
    since: datetime | None = None
    until: datetime | None = None
    who: str = ""
    words: str = ""


@dataclass(frozen=True)
class CostLine:
    """What the case cost, in 分: for what, who bears it, how it stands with its approval."""

    what: str
    amount: int
    payer: str = ""
    day: date | None = None
    words: str = ""
    approval: str = ""


@dataclass(frozen=True)
class RegisterChoices:
    """What can be ticked on a blank sheet, in the language of the page."""

    channels: tuple[str, ...] = ()
    subtypes: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    moods: tuple[str, ...] = ()
    severities: tuple[str, ...] = ()
    demands: tuple[str, ...] = ()


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
    topic: str = ""
    level: str = ""
    detected: str = ""
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
    """What the sheet prints; what is not known stays empty, to be filled in by hand. `steps` are in order, up to eight.

    With `choices` the sheet is blank: what can be chosen is there to be ticked.
    """

    shop: ShopHead
    number: str
    register: Register = Register()
    steps: tuple[StepLine, ...] = ()
    settlement: Settlement = Settlement()
    authority: AuthorityBlock | None = None
    clear: tuple[tuple[str, bool], ...] = ()
    course: tuple[CourseLine, ...] = ()
    costs: tuple[CostLine, ...] = ()
    choices: RegisterChoices | None = None


def complaint_sheet(data: ComplaintSheetData, page: PageSetup) -> bytes:
    """Render the sheet; same data, same bytes."""
    return in_copies(page, lambda copy: _written(data, copy))


def _written(data: ComplaintSheetData, page: PageSetup) -> Sheet:
    t = translator(page.language)
    heading = Heading(t.context("paper", "Complaint sheet"), data.number, data.shop, subject=data.register.customer)
    sheet = Sheet(page, heading, look=FORM)
    _register(sheet, data.register, data.choices)
    if sheet.shows("steps"):
        _steps(sheet, data)
    if data.clear and sheet.shows("clear"):
        _clear(sheet, data.clear)
    if data.course and sheet.shows("course"):
        _course(sheet, data.course)
    if data.choices:
        sheet.end_page()
    _settlement(sheet, data.settlement, _TO_WRITE if data.choices else 1)
    if data.costs and sheet.shows("costs"):
        _costs(sheet, data.costs)
    if data.authority and sheet.shows("authority"):
        _authority(sheet, data.authority)
    _signatures(sheet, data)
    return sheet


def _register(sheet: Sheet, data: Register, choices: RegisterChoices | None) -> None:
    t = sheet.t
    respond = t.context("paper", "Answer by {moment}").format(moment=figures.moment(data.respond_by)) if data.respond_by else ""
    sheet.section(t.context("paper", "What happened"), respond)
    comma = t.context("paper", ", ")
    first: list[tuple[Field, ...]] = [
        (
            Field(t.context("paper", "Received"), figures.moment(data.received_at)),
            Field(t.context("paper", "Received by"), " · ".join(filter(None, (data.received_by, data.channel)))),
        ),
        (
            Field(t.context("paper", "Complainant"), data.complainant or data.customer, bold=True),
            Field(t("Phone"), comma.join(data.phones), bold=True),
        ),
        (Field(t.context("paper", "Customer"), data.customer), Field(t.context("paper", "Contract"), data.order_number)),
        (Field(t("Address"), data.address),),
        (Field(t.context("paper", "Equipment"), data.equipment),),
    ]
    last: list[tuple[Field, ...]] = [
        (
            Field(t.context("paper", "Plan by"), figures.moment(data.plan_by)),
            Field(t.context("paper", "Close by"), figures.moment(data.close_by)),
        ),
    ]
    rows = _to_tick(choices, t) if choices else _told(data, t)
    sheet.fields([*first, *rows, *last], label_share=_LABELS)


def _told(data: Register, t: Translator) -> list[tuple[Field, ...]]:
    """Return what the complaint is about, as it was registered."""
    photos = t.plural("{n} photo", "{n} photos", data.photos).format(n=data.photos) if data.photos is not None else ""
    return [
        (
            Field(t.context("paper", "Type"), " / ".join(filter(None, (data.kind, data.subtype, data.topic)))),
            Field(t.context("paper", "Severity"), data.severity, bold=True),
        ),
        (
            Field(t.context("paper", "Level"), " · ".join(filter(None, (data.level, data.detected)))),
            Field(t.context("paper", "Mood"), data.mood),
        ),
        (Field(t.context("paper", "Own words"), data.words, bold=True, lines=2),),
        (
            Field(t.context("paper", "Wants"), t.context("paper", ", ").join(data.demands), bold=True),
            Field(t.context("paper", "Photos"), photos),
        ),
    ]


def _to_tick(choices: RegisterChoices, t: Translator) -> list[tuple[Field, ...]]:
    """Return the same with boxes to tick, and room to write."""
    named = (
        (t.context("paper", "Came by"), choices.channels),
        (t.context("paper", "Type"), choices.subtypes),
        (t.context("paper", "Topic"), choices.topics),
        (t.context("paper", "Level"), choices.levels),
        (t.context("paper", "Mood"), choices.moods),
        (t.context("paper", "Severity"), choices.severities),
    )
    rows: list[tuple[Field, ...]] = [(Field(name, _boxes(words)),) for name, words in named if words]
    words, wants = Field(t.context("paper", "Own words"), lines=4), Field(t.context("paper", "Wants"), _boxes(choices.demands))
    return [*rows, (words,), (wants,), (Field(t.context("paper", "Photos")),)]


def _boxes(words: tuple[str, ...]) -> Ticks:
    return Ticks(tuple((word, False) for word in words))


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
        for number, (name, step) in enumerate(zip(step_names(t), steps, strict=True), 1)
    ]
    sheet.section(t.context("paper", "Eight steps"))
    sheet.table(columns, rows)


def _clear(sheet: Sheet, letters: tuple[tuple[str, bool], ...]) -> None:
    sheet.fields([(Field("CLEAR", Ticks(letters)),)], label_share=_LABELS)


def _course(sheet: Sheet, lines: tuple[CourseLine, ...]) -> None:
    """Tell when the clock stood still and who higher up saw to the case."""
    t = sheet.t
    columns = [
        Column(t.context("paper", "What"), 2, bold=True, small=True),
        Column(t.context("paper", "From"), 0.1, fits=f"{figures.SAMPLE_DAY} 20:28", small=True),
        Column(t.context("paper", "Until"), 0.1, fits=f"{figures.SAMPLE_DAY} 20:28", small=True),
        Column(t.context("paper", "Who"), 1.2, small=True),
        Column(t.context("paper", "Said or done"), 3, small=True),
    ]
    rows = [(one.what, figures.moment(one.since), figures.moment(one.until), one.who, one.words) for one in lines]
    sheet.section(t.context("paper", "Waiting, and who has seen to it"))
    sheet.table(columns, rows)


def _costs(sheet: Sheet, lines: tuple[CostLine, ...]) -> None:
    t = sheet.t
    columns = [
        Column(t.context("paper", "For what"), 1.5, bold=True, small=True),
        Column(t.context("paper", "Amount"), 0.1, fits="18,600.00", align=Align.RIGHT),
        Column(t.context("paper", "Who pays"), 1.3, small=True),
        Column(t.context("paper", "Date"), 0.1, fits=figures.SAMPLE_DAY, small=True),
        Column(t.context("paper", "Remark"), 2.4, small=True),
        Column(t.context("paper", "Approval"), 2.2, small=True),
    ]
    rows = [(one.what, figures.money(one.amount), one.payer, figures.day(one.day), one.words, one.approval) for one in lines]
    sheet.section(t.context("paper", "Costs"))
    sheet.table(columns, rows)


def _settlement(sheet: Sheet, data: Settlement, least: int) -> None:
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
            (Field(t.context("paper", "Cause"), data.cause, lines=least),),
            (Field(t.context("paper", "Answerable"), data.liable), Field(t.context("paper", "Cost"), cost)),
            (Field(t.context("paper", "Remedy"), data.solution, lines=least),),
            (
                Field(t.context("paper", "Promised for"), figures.day(data.promised_on)),
                Field(t.context("paper", "Done on"), figures.day(data.done_on)),
            ),
            (Field(t.context("paper", "Confirmed"), confirmed), Field(t.context("paper", "Content?"), data.satisfaction)),
            (Field(t.context("paper", "Prevention"), data.prevention, lines=least),),
            (Field(t.context("paper", "Seen to by"), prevention),),
            (
                Field(t.context("paper", "Manager says"), data.manager_says, lines=least),
                Field(t.context("paper", "Owner says"), data.owner_says),
            ),
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
            (Field(t.context("paper", "Mediation"), figures.day(data.mediation_on)), Field(t.context("paper", "Result"), data.result)),
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

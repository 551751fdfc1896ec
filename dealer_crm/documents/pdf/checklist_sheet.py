"""The delivery checklist (交付清单): eight expectations of the customer, what was inspected, and who signed (domain.md 1.5, 2.6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from dealer_crm.documents.pdf import figures
from dealer_crm.documents.pdf.cells import Content, Drawn, Ticks
from dealer_crm.documents.pdf.copies import in_copies
from dealer_crm.documents.pdf.dispatch_sheet import Signed, sign_box
from dealer_crm.documents.pdf.grids import Band, Column, Row, Slot
from dealer_crm.documents.pdf.heads import Heading
from dealer_crm.documents.pdf.kit import Sheet
from dealer_crm.documents.pdf.looks import TIGHT
from dealer_crm.documents.pdf.pages import PageSetup, ShopHead
from dealer_crm.documents.pdf.pen import Align
from dealer_crm.documents.pdf.reading_grids import GridBlock, add_grids, to_fill
from dealer_crm.domain.checklists import CheckResult
from dealer_crm.i18n import Translator, translator

_EMPTY_MACHINES = 3


@dataclass(frozen=True)
class ExpectationLine:
    """One of the expectations A–H: what is done for it (words, done or not), who answers for it, planned and done when.

    `later` ones begin at the hand-over and are asked about on `planned`. `mark` is the customer's own, 1 to 5; `signature` is his.
    """

    letter: str
    title: str
    points: tuple[tuple[str, bool], ...] = ()
    responsible: str = ""
    planned: date | None = None
    done: date | None = None
    kept: bool | None = None
    later: bool = False
    mark: int | None = None
    signature: bytes = field(default=b"", repr=False)


@dataclass(frozen=True)
class InspectionLine:
    """One inspected item with its standard; `photos` is True, False, or None where nobody has said."""

    code: str
    item: str
    standard: str = ""
    value: str = ""
    unit: str = ""
    result: CheckResult | None = None
    photos: bool | None = None
    note: str = ""


@dataclass(frozen=True)
class InspectionGroup:
    """Items under one heading, e.g. room air conditioner, manners on site."""

    title: str
    lines: tuple[InspectionLine, ...] = ()


@dataclass(frozen=True)
class MachineLine:
    """A machine that is handed over; quantity in thousandths."""

    product: str
    model: str = ""
    serial: str = ""
    place: str = ""
    quantity: int = 1000
    unit: str = ""


@dataclass(frozen=True)
class ChecklistSheetData:
    """What the sheet prints, in the language of the page; everything but the shop and the lists may be empty, to be filled by hand.

    `care_ok` and `news_ok` are the customer's answers, None where he was not asked. `left_open` are required items that were open
    at the hand-over, with the reason and who decided.
    """

    shop: ShopHead
    number: str = ""
    customer: str = ""
    phones: tuple[str, ...] = ()
    address: str = ""
    order_number: str = ""
    installer: str = ""
    system: str = ""
    started: date | None = None
    delivered: date | None = None
    machines: tuple[MachineLine, ...] = ()
    expectations: tuple[ExpectationLine, ...] = ()
    groups: tuple[InspectionGroup, ...] = ()
    care_ok: bool | None = None
    news_ok: bool | None = None
    channel: str = ""
    interests: tuple[str, ...] = ()
    left_open: tuple[str, ...] = ()
    open_reason: str = ""
    open_by: str = ""
    closing: str = ""
    grids: tuple[GridBlock, ...] = ()
    signed: Mapping[str, Signed] = field(default_factory=dict)


def blanked(data: ChecklistSheetData) -> ChecklistSheetData:
    """Return the sheet as it is before the work: the same customer, machines and items, nothing settled."""
    settled = {"done": None, "kept": None, "mark": None, "signature": b""}
    expectations = tuple(
        replace(one, points=tuple((words, False) for words, _ in one.points), **settled)  # type: ignore[arg-type]
        for one in data.expectations
    )
    groups = tuple(
        replace(group, lines=tuple(replace(line, value="", result=None, photos=None, note="") for line in group.lines))
        for group in data.groups
    )
    bare = replace(data, expectations=expectations, groups=groups, delivered=None, care_ok=None, news_ok=None, channel="")
    return replace(bare, interests=(), left_open=(), open_reason="", open_by="", grids=tuple(map(to_fill, data.grids)), signed={})


def checklist_sheet(data: ChecklistSheetData, page: PageSetup) -> bytes:
    """Render the checklist, blank or filled; same data, same bytes."""
    return in_copies(page, lambda copy: _written(data, copy))


def _written(data: ChecklistSheetData, page: PageSetup) -> Sheet:
    t = translator(page.language)
    heading = Heading(
        t.context("paper", "Delivery checklist"), data.number, data.shop, subject=data.customer, beside=t.context("paper", "Eight promises")
    )
    sheet = Sheet(page, heading, look=TIGHT)
    for part in (_head, _machines, _expectations, _inspections, _contact, _open_items, _closing, _signatures):
        part(sheet, data)
    return sheet


def _head(sheet: Sheet, data: ChecklistSheetData) -> None:
    t = sheet.t
    first = [
        Slot(t.context("paper", "Customer"), data.customer, bold=True),
        Slot(t("Phone"), t.context("paper", ", ").join(data.phones), bold=True),
        Slot(t("Address"), data.address, span=2, bold=True),
    ]
    second = [
        Slot(t.context("paper", "Contract"), data.order_number),
        Slot(t.context("paper", "Installer in charge"), data.installer),
        Slot(t.context("paper", "System"), data.system),
        Slot(t.context("paper", "Begun – handed over"), _span(data)),
    ]
    sheet.slots([first, second], (2.4, 2.6, 3.2, 2.8), ruled=not data.customer)


def _machines(sheet: Sheet, data: ChecklistSheetData) -> None:
    t = sheet.t
    columns = [
        Column(t("Product"), 3, bold=True),
        Column(t("Model"), 3.2),
        Column(t("Serial number"), 3),
        Column(t.context("paper", "Place"), 2.4),
        Column(t.context("paper", "Qty"), 0.1, fits="46.5 m", align=Align.RIGHT),
    ]
    machines = [(m.product, m.model, m.serial, m.place, f"{figures.quantity(m.quantity)} {m.unit}".strip()) for m in data.machines]
    sheet.gap(5)
    sheet.table(columns, machines or [("",) * len(columns)] * _EMPTY_MACHINES)


def _expectations(sheet: Sheet, data: ChecklistSheetData) -> None:
    t = sheet.t
    columns = [
        Column("", 0.1, fits="D1", align=Align.CENTRE, bold=True, middle=True),
        Column(t.context("paper", "What you expect and what we did"), 8),
        Column(t.context("paper", "Responsible"), 1.2, small=True),
        Column(t.context("paper", "Planned"), 0.1, fits=figures.SAMPLE_SHORT_DAY, small=True),
        Column(t.context("paper", "Done"), 0.1, fits=figures.SAMPLE_SHORT_DAY, small=True),
        Column(t.context("paper", "Result"), 0.1, fits=_kept(None, t), small=True),
        Column(t.context("paper", "Your mark"), 0.1, fits="5", align=Align.CENTRE, bold=True),
        Column(t.context("paper", "Customer signs"), 2.0),
    ]
    rows: list[Row] = []
    begun = False
    for line in data.expectations:
        if line.later and not begun:
            rows.append(Band(t.context("paper", "From today on")))
            begun = True
        rows.append(_expectation(line, t))
    if rows:
        sheet.gap(8)
        sheet.table(columns, rows)


def _expectation(line: ExpectationLine, t: Translator) -> tuple[Content, ...]:
    asked = t.context("paper", "We ask you on {day}").format(day=figures.short_day(line.planned)) if line.later and line.planned else ""
    points: Content = Ticks(line.points, title=line.title, across=min(2, len(line.points))) if line.points else line.title
    planned, mark = figures.short_day(line.planned), str(line.mark) if line.mark else ""
    signed: Content = Drawn(line.signature) if line.signature else ""
    return (line.letter, points, line.responsible, planned, figures.short_day(line.done), asked or _kept(line.kept, t), mark, signed)


def _kept(kept: bool | None, t: Translator) -> Ticks:
    return Ticks(((t.context("paper", "kept"), kept is True), (t.context("paper", "not kept"), kept is False)), across=1)


def _inspections(sheet: Sheet, data: ChecklistSheetData) -> None:
    t = sheet.t
    columns = [
        Column(t.context("paper", "Code"), 0.1, fits="AC-H10", small=True),
        Column(t.context("paper", "Inspected"), 3.6, small=True),
        Column(t.context("paper", "Standard"), 3.6, small=True),
        Column(t.context("paper", "Measured"), 1.5, align=Align.RIGHT, bold=True),
        Column(t.context("paper", "Unit"), 0.1, fits="m³/h", small=True),
        Column(t.context("paper", "Result"), 0.1, fits=_results(None, t)),
        Column(t.context("paper", "Photo"), 0.1, fits=_photo(None, t)),
    ]
    rows: list[Row] = []
    for group in data.groups:
        rows.append(Band(group.title))
        rows += [_inspection(line, t) for line in group.lines]
    if rows:
        sheet.section(t.context("paper", "Inspection"), t.context("paper", "The manufacturer's manual comes first"))
        sheet.table(columns, rows)
    add_grids(sheet, data.grids)


def _inspection(line: InspectionLine, t: Translator) -> tuple[Content, ...]:
    item = "\n".join(filter(None, (line.item, line.note)))
    return (line.code, item, line.standard, line.value, line.unit, _results(line.result, t), _photo(line.photos, t))


def _results(result: CheckResult | None, t: Translator) -> Ticks:
    names = (
        (CheckResult.PASS, t.context("paper", "pass")),
        (CheckResult.FAIL, t.context("paper", "fail")),
        (CheckResult.NA, t.context("paper", "n/a")),
    )
    return Ticks(tuple((name, result is kind) for kind, name in names))


def _photo(taken: bool | None, t: Translator) -> Ticks:
    return Ticks(((t.context("paper", "yes"), taken is True),))


def _contact(sheet: Sheet, data: ChecklistSheetData) -> None:
    if not sheet.shows("contact"):
        return
    t = sheet.t
    sheet.section(t.context("paper", "How may we keep in touch?"), kept=True)
    asked = (
        (t.context("paper", "Care reminders: yes"), data.care_ok is True),
        (t.context("paper", "no"), data.care_ok is False),
        (t.context("paper", "News of events: yes"), data.news_ok is True),
        (t.context("paper", "no"), data.news_ok is False),
    )
    sheet.ticks(asked)
    channel = Slot(t.context("paper", "Best way to reach you"), data.channel)
    sheet.slots([[channel, Slot(t.context("paper", "Would like to hear about"), t.context("paper", ", ").join(data.interests))]], (1, 2))


def _open_items(sheet: Sheet, data: ChecklistSheetData) -> None:
    if not data.left_open:
        return
    t = sheet.t
    sheet.section(t.context("paper", "Handed over with open items"))
    items = Slot(t.context("paper", "Still open"), t.context("paper", "; ").join(data.left_open))
    why = Slot(t.context("paper", "Reason"), data.open_reason)
    sheet.slots([[items, why, Slot(t.context("paper", "Decided by"), data.open_by)]], (4, 4, 2))


def _closing(sheet: Sheet, data: ChecklistSheetData) -> None:
    if not sheet.shows("closing"):
        return
    usual = sheet.t.context(
        "paper",
        "The items above were checked one by one and demonstrated on site. The customer has been shown how to use everything and has "
        "received the guarantee certificate and the maintenance plan.",
    )
    sheet.gap(6)
    sheet.paragraph(sheet.said("closing", data.closing or usual))


def _signatures(sheet: Sheet, data: ChecklistSheetData) -> None:
    t = sheet.t
    date_line = t("Date ____ - __ - __")
    customer = sign_box(t.context("paper", "Customer"), data.signed.get("customer"))
    sheet.signatures(
        {
            "installer": sign_box(t.context("paper", "Installer in charge"), data.signed.get("installer"), data.installer),
            "quality": sign_box(t.context("paper", "Quality check of the shop"), data.signed.get("quality")),
            "customer": replace(customer, share=1.6, seal="" if customer.picture else t.context("paper", "(seal)").strip("（）()")),
        },
        date_line,
    )


def _span(data: ChecklistSheetData) -> str:
    if not data.started:
        return figures.day(data.delivered)
    return " – ".join((figures.day(data.started), figures.day(data.delivered))).rstrip()

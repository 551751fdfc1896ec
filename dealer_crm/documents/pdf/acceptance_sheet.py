"""The acceptance sheet (安装交付验收单): what was inspected and read on the site, what failed, who signed (domain.md 2.6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from dealer_crm.documents.pdf import figures
from dealer_crm.documents.pdf.cells import Content, Noted, Ticks
from dealer_crm.documents.pdf.checklist_sheet import MachineLine
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
_LONGEST_CODE = 9


@dataclass(frozen=True)
class AcceptanceLine:
    """An item. `photo` = it wants a picture; `photos` = there are some. `failure` stays when it was mended on `mended_on`.

    `gridded` = its readings stand in a table of their own.
    """

    code: str
    item: str
    standard: str = ""
    value: str = ""
    unit: str = ""
    last: str = ""
    result: CheckResult | None = None
    photo: bool = False
    photos: bool = False
    gridded: bool = False
    note: str = ""
    failure: str = ""
    due_on: date | None = None
    mended_on: date | None = None


@dataclass(frozen=True)
class AcceptanceGroup:
    """Items under one heading."""

    title: str
    lines: tuple[AcceptanceLine, ...] = ()


@dataclass(frozen=True)
class AcceptanceSheetData:
    """What the sheet prints, in the language of the page; `sheet` is what is accepted, `stage` when, `state` how it stands.

    `signed` by the code of the place. What is empty is to be filled by hand. A `ceremony` accepts nothing: its title is the sheet's own.
    """

    shop: ShopHead
    number: str = ""
    sheet: str = ""
    stage: str = ""
    state: str = ""
    customer: str = ""
    phones: tuple[str, ...] = ()
    address: str = ""
    order_number: str = ""
    zone: str = ""
    leader: str = ""
    inspector: str = ""
    decorator: str = ""
    started: date | None = None
    finished: date | None = None
    machines: tuple[MachineLine, ...] = ()
    groups: tuple[AcceptanceGroup, ...] = ()
    grids: tuple[GridBlock, ...] = ()
    note: str = ""
    signed: Mapping[str, Signed] = field(default_factory=dict)
    ceremony: bool = False


def to_take_along(data: AcceptanceSheetData) -> AcceptanceSheetData:
    """Return the sheet as it is before the work: the same house, machines and items, nothing found; what was read last time stays."""
    groups = tuple(replace(group, lines=tuple(map(_bare, group.lines))) for group in data.groups)
    return replace(data, state="", finished=None, groups=groups, grids=tuple(map(to_fill, data.grids)), note="", signed={})


def _bare(line: AcceptanceLine) -> AcceptanceLine:
    return replace(line, value="", result=None, photos=False, note="", failure="", due_on=None, mended_on=None)


def acceptance_sheet(data: AcceptanceSheetData, page: PageSetup) -> bytes:
    """Render the sheet, blank or filled; same data, same bytes."""
    return in_copies(page, lambda copy: _written(data, copy))


def _written(data: AcceptanceSheetData, page: PageSetup) -> Sheet:
    t = translator(page.language)
    title, beside = t.context("paper", "Installation acceptance sheet"), " · ".join(filter(None, (data.sheet, data.stage)))
    if data.ceremony:
        title, beside = data.sheet, ""
    heading = Heading(title, data.number, data.shop, subject=data.customer, beside=beside)
    sheet = Sheet(page, heading, look=TIGHT)
    _head(sheet, data)
    if data.ceremony:
        _ceremony(sheet, data)
    else:
        if sheet.shows("machines"):
            _machines(sheet, data)
        _items(sheet, data)
        add_grids(sheet, data.grids)
    if data.note:
        sheet.section(t.context("paper", "Remark"))
        sheet.paragraph(data.note)
    if data.ceremony:
        _thanks(sheet, data)
    else:
        _closing(sheet, data)
    return sheet


def _head(sheet: Sheet, data: AcceptanceSheetData) -> None:
    t = sheet.t
    first = [
        Slot(t.context("paper", "Customer"), data.customer, bold=True),
        Slot(t("Phone"), t.context("paper", ", ").join(data.phones), bold=True),
        Slot(t("Address"), data.address, span=2, bold=True),
    ]
    second = [
        Slot(t.context("paper", "Contract"), data.order_number),
        Slot(t("Part of the house"), data.zone),
        Slot(t.context("paper", "Begun – finished"), " – ".join(filter(None, (figures.day(data.started), figures.day(data.finished))))),
        Slot(t.context("paper", "Result of the sheet"), data.state, bold=True),
    ]
    held = [
        Slot(t.context("paper", "Contract"), data.order_number),
        Slot(t("Person in charge"), data.leader),
        Slot(t("Ceremony held on"), figures.day(data.started)),
        Slot(t("State"), data.state, bold=True),
    ]
    sheet.slots([first, held if data.ceremony else second], (2.4, 2.6, 3.2, 2.8))


def _machines(sheet: Sheet, data: AcceptanceSheetData) -> None:
    t = sheet.t
    columns = [
        Column(t("Product"), 3, bold=True, small=True),
        Column(t("Model"), 3.2, small=True),
        Column(t("Serial number"), 3, small=True),
        Column(t.context("paper", "Place"), 2.4, small=True),
        Column(t.context("paper", "Qty"), 0.1, fits="46.5 m", align=Align.RIGHT, small=True),
    ]
    rows = [(m.product, m.model, m.serial, m.place, f"{figures.quantity(m.quantity)} {m.unit}".strip()) for m in data.machines]
    sheet.gap(5)
    sheet.table(columns, rows or [("",) * len(columns)] * _EMPTY_MACHINES)


def _items(sheet: Sheet, data: AcceptanceSheetData) -> None:
    t = sheet.t
    codes = [line.code for group in data.groups for line in group.lines]
    longest = max((code for code in codes if len(code) <= _LONGEST_CODE), key=len, default="")
    columns = [
        Column(t.context("paper", "Code"), 0.1, fits=max("AC-H10", longest, key=len), small=True),
        Column(t.context("paper", "Inspected"), 3.2, small=True),
        Column(t.context("paper", "Standard"), 3.2, small=True),
        Column(t.context("paper", "Measured"), 1.3, align=Align.RIGHT, bold=True),
        Column(t.context("paper", "Unit"), 0.1, fits="m³/h", small=True),
        Column(t.context("paper", "Result"), 0.1, fits=_results(None, t), small=True),
        Column(t.context("paper", "Photo"), 0.1, fits=_photo(AcceptanceLine("", "", photo=True), t), small=True),
        Column(t.context("paper", "Mend by, checked again"), 0.1, fits=figures.SAMPLE_DAY, small=True),
    ]
    rows: list[Row] = []
    for group in data.groups:
        rows += [Band(group.title), *(_item(line, t) for line in group.lines)]
    if rows:
        sheet.section(t.context("paper", "Inspection"), t.context("paper", "The manufacturer's manual comes first"))
        sheet.table(columns, rows)


def _item(line: AcceptanceLine, t: Translator) -> tuple[Content, ...]:
    failed = t.context("paper", "Failed before: {words}").format(words=line.failure) if line.failure else ""
    item = "\n".join(filter(None, (line.item, line.note, failed)))
    mended = t.context("paper", "passed {day}").format(day=figures.short_day(line.mended_on)) if line.mended_on else ""
    again = "\n".join(filter(None, (figures.day(line.due_on), mended)))
    beside = t.context("paper", "see Readings") if line.gridded and not line.last else f"({line.last})" if line.last else ""
    return (line.code, item, line.standard, Noted(line.value, beside), line.unit, _results(line.result, t), _photo(line, t), again)


def _results(result: CheckResult | None, t: Translator) -> Ticks:
    names = (
        (CheckResult.PASS, t.context("paper", "pass")),
        (CheckResult.FAIL, t.context("paper", "fail")),
        (CheckResult.NA, t.context("paper", "n/a")),
    )
    return Ticks(tuple((name, result is kind) for kind, name in names), across=2)


def _photo(line: AcceptanceLine, t: Translator) -> Ticks:
    return Ticks(((t.context("paper", "must") if line.photo else t.context("paper", "yes"), line.photos),))


def _ceremony(sheet: Sheet, data: AcceptanceSheetData) -> None:
    """Lay out what was done at the signing: nothing was measured, and nothing is mended."""
    t = sheet.t
    columns = [
        Column(t.context("paper", "Code"), 0.1, fits="SC-10", small=True),
        Column(t("What is done"), 3.4),
        Column(t.context("paper", "Standard"), 3.4, small=True),
        Column(t.context("paper", "Remark"), 3, small=True),
        Column(t("Done"), 0.1, fits=Ticks(((t("Done"), True),))),
    ]
    rows: list[Row] = []
    for group in data.groups:
        done = ((line, Ticks(((t("Done"), line.result is CheckResult.PASS),))) for line in group.lines)
        rows += [Band(group.title), *((line.code, line.item, line.standard, line.note, tick) for line, tick in done)]
    if rows:
        sheet.gap(6)
        sheet.table(columns, rows)


def _thanks(sheet: Sheet, data: AcceptanceSheetData) -> None:
    t = sheet.t
    signs = {
        "fitter": sign_box(t("The shop"), data.signed.get("fitter"), data.leader),
        "customer": sign_box(t.context("paper", "Customer"), data.signed.get("customer")),
    }
    sheet.signatures(signs, t("Date ____ - __ - __"))


def _closing(sheet: Sheet, data: AcceptanceSheetData) -> None:
    t = sheet.t
    usual = t.context(
        "paper",
        "The items above were inspected one by one on site, the values were read there. What failed is mended and inspected again by the "
        "day named beside it. Where the manufacturer's manual asks for other values, the manual comes first.",
    )
    if sheet.shows("closing"):
        sheet.gap(6)
        sheet.paragraph(sheet.said("closing", usual))
    given = data.signed
    signs = {
        "fitter": sign_box(t("Lead fitter"), given.get("fitter"), data.leader),
        "inspector": sign_box(t("Shop's inspector"), given.get("inspector"), data.inspector),
        "customer": sign_box(t.context("paper", "Customer"), given.get("customer"), share=1.3),
        "decorator": sign_box(t.context("paper", "Decorator, supervisor"), given.get("decorator"), data.decorator),
    }
    sheet.signatures(signs, t("Date ____ - __ - __"))

"""The dispatch sheet (安装派工单): where the team goes, what it takes along, what was promised, how one behaves (domain.md 2.5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial

from dealer_crm.documents.pdf import figures
from dealer_crm.documents.pdf.copies import in_copies
from dealer_crm.documents.pdf.day_sheet import is_narrow
from dealer_crm.documents.pdf.grids import Column, Field
from dealer_crm.documents.pdf.heads import Heading
from dealer_crm.documents.pdf.kit import Sheet
from dealer_crm.documents.pdf.looks import FORM
from dealer_crm.documents.pdf.pages import PageSetup, ShopHead
from dealer_crm.documents.pdf.pen import Align
from dealer_crm.documents.pdf.signing import SignBox
from dealer_crm.i18n import Translator, translator

_LABELS, _NARROW_LABELS = 0.14, 0.19
_EMPTY_ROWS, _FEW_ROWS = 4, 1
_WRITTEN = 22.0
"""Points of a row that is written by hand."""
_LOW = 600.0
"""On lower paper fewer and lower rows are left to write in."""


@dataclass(frozen=True)
class DispatchMachine:
    """A machine of the order; quantity in thousandths of `unit`."""

    product: str
    model: str = ""
    serial: str = ""
    place: str = ""
    quantity: int = 1000
    unit: str = ""


@dataclass(frozen=True)
class MaterialLine:
    """Material that goes along, in thousandths of `unit`; 0 leaves room to write."""

    name: str
    unit: str = ""
    taken: int = 0
    returned: int = 0
    note: str = ""


@dataclass(frozen=True)
class Signed:
    """Who signed when, with his signature as he drew it."""

    name: str = ""
    day: date | None = None
    picture: bytes = field(default=b"", repr=False)


@dataclass(frozen=True)
class DispatchSheetData:
    """What the sheet prints, in the language of the page. `manners` are ticked or not; `signed` by the code of the place."""

    shop: ShopHead
    number: str = ""
    stage: str = ""
    customer: str = ""
    phones: tuple[str, ...] = ()
    address: str = ""
    access: str = ""
    day: date | None = None
    slot: str = ""
    days: int = 1
    order_number: str = ""
    leader: str = ""
    members: tuple[str, ...] = ()
    crew: str = ""
    licences: str = ""
    machines: tuple[DispatchMachine, ...] = ()
    materials: tuple[MaterialLine, ...] = ()
    special: str = ""
    promised: tuple[str, ...] = ()
    note: str = ""
    manners: tuple[tuple[str, bool], ...] = ()
    next_stage: str = ""
    next_on: date | None = None
    signed: Mapping[str, Signed] = field(default_factory=dict)
    code: str = ""


def dispatch_sheets(sheets: Sequence[DispatchSheetData], page: PageSetup) -> bytes:
    """Render the sheets, each on pages of its own; same data, same bytes."""
    return in_copies(page, *(partial(_written, data) for data in sheets))


def _written(data: DispatchSheetData, page: PageSetup) -> Sheet:
    t = translator(page.language)
    page = replace(page, code=data.code) if data.code else page
    sheet = Sheet(page, _heading(data, t), look=FORM)
    sheet.gap(4)
    _head(sheet, data, narrow=is_narrow(page.paper))
    if sheet.shows("machines"):
        _machines(sheet, data)
    if sheet.shows("materials"):
        _materials(sheet, data, low=page.paper.above < _LOW)
    if sheet.shows("minding"):
        _minding(sheet, data, narrow=is_narrow(page.paper))
    if sheet.shows("manners") and data.manners:
        sheet.section(t.context("paper", "How we behave in your house"))
        sheet.ticks(data.manners, across=2 if is_narrow(page.paper) else 3)
    _ending(sheet, data, narrow=is_narrow(page.paper))
    return sheet


def _heading(data: DispatchSheetData, t: Translator) -> Heading:
    return Heading(t.context("paper", "Installation job sheet"), data.number, data.shop, subject=data.customer, beside=data.stage)


def _head(sheet: Sheet, data: DispatchSheetData, *, narrow: bool) -> None:
    t, comma = sheet.t, sheet.t.context("paper", ", ")
    days = t.plural("{n} day", "{n} days", data.days).format(n=data.days) if data.days > 1 else ""
    when = "  ".join(filter(None, (figures.day(data.day), data.slot, days)))
    team = comma.join(filter(None, (data.leader, *data.members, data.crew)))
    pairs = [
        (
            Field(t.context("paper", "Customer"), data.customer, bold=True),
            Field(t("Phone"), comma.join(data.phones), bold=True),
        ),
        (Field(t("Address"), data.address, bold=True),),
        (Field(t("How to get in"), data.access),),
        (Field(t.context("paper", "When"), when, bold=True), Field(t.context("paper", "Contract"), data.order_number)),
        (Field(t.context("paper", "Team, leader first"), team), Field(t.context("paper", "Licence numbers"), data.licences)),
    ]
    sheet.fields(_unpaired(pairs) if narrow else pairs, label_share=_NARROW_LABELS if narrow else _LABELS)


def _unpaired(rows: Sequence[Sequence[Field]]) -> list[Sequence[Field]]:
    """Return fields one a row, for paper on which two leave each other no room."""
    return [(one,) for row in rows for one in row]


def _machines(sheet: Sheet, data: DispatchSheetData) -> None:
    t = sheet.t
    columns = [
        Column(t.context("paper", "Machine"), 2.6, bold=True, small=True),
        Column(t("Model"), 2.6, small=True),
        Column(t("Serial number"), 2.6, small=True),
        Column(t.context("paper", "Place"), 1.6, small=True),
        Column(t.context("paper", "Qty"), 0.1, fits="46.5 m", align=Align.RIGHT),
    ]
    rows = [(m.product, m.model, m.serial, m.place, f"{figures.quantity(m.quantity)} {m.unit}".strip()) for m in data.machines]
    sheet.gap(5)
    sheet.table(columns, rows or [("",) * len(columns)] * _EMPTY_ROWS)


def _materials(sheet: Sheet, data: DispatchSheetData, *, low: bool) -> None:
    """Draw what is taken along and brought back; what is not known is written by hand."""
    t = sheet.t
    columns = [
        Column(t("Material"), 3.4, small=True),
        Column(t.context("paper", "Unit"), 0.1, fits="m³/h", small=True),
        Column(t("Taken along"), 1.2, fits="888.5", align=Align.RIGHT),
        Column(t("Brought back"), 1.2, fits="888.5", align=Align.RIGHT),
        Column(t.context("paper", "Used"), 1.2, fits="888.5", align=Align.RIGHT),
        Column(t.context("paper", "Remark"), 2.2, small=True),
    ]
    rows = [_material(line) for line in data.materials]
    sheet.gap(5)
    empty = [("",) * len(columns)] * (_FEW_ROWS if low else _EMPTY_ROWS)
    sheet.table(columns, rows + empty, least=0 if low else _WRITTEN)


def _material(line: MaterialLine) -> tuple[str, ...]:
    back = figures.quantity(line.returned) if line.returned else ""
    used = figures.quantity(line.taken - line.returned) if line.returned else ""
    return (line.name, line.unit, figures.quantity(line.taken) if line.taken else "", back, used, line.note)


def _minding(sheet: Sheet, data: DispatchSheetData, *, narrow: bool) -> None:
    t = sheet.t
    wished = (
        (t("What this household wants"), data.special),
        (t("What was promised"), "\n".join(data.promised)),
        (t.context("paper", "Remark"), data.note),
    )
    rows = [(Field(label, text),) for label, text in wished if text]
    if rows:
        sheet.gap(5)
        sheet.fields(rows, label_share=_NARROW_LABELS if narrow else _LABELS)


def _ending(sheet: Sheet, data: DispatchSheetData, *, narrow: bool) -> None:
    t = sheet.t
    if sheet.shows("next"):
        sheet.gap(5)
        stage = Field(t("Next stage"), data.next_stage, lines=1)
        rows = [(stage, Field(t("On"), figures.day(data.next_on)))]
        sheet.fields(_unpaired(rows) if narrow else rows, label_share=_NARROW_LABELS if narrow else _LABELS)
    usual = t.context("paper", "Please sign when the work of the day is done, the place is cleaned and the next day is arranged.")
    if sheet.shows("closing"):
        sheet.gap(4)
        sheet.paragraph(sheet.said("closing", usual))
    signs = {
        "leader": sign_box(t.context("paper", "Team leader"), data.signed.get("leader"), data.leader),
        "customer": sign_box(t.context("paper", "Customer"), data.signed.get("customer")),
    }
    sheet.signatures(signs, t("Date ____ - __ - __"))


def sign_box(label: str, signed: Signed | None, name: str = "", share: float = 1.0) -> SignBox:
    """Return the box of somebody who signed, or still has to."""
    if signed is None:
        return SignBox(label, name, share=share)
    return SignBox(label, signed.name or name, figures.day(signed.day), picture=signed.picture, share=share)

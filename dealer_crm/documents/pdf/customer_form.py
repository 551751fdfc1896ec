"""The customer form (客户信息表): every field with its boxes to tick, filled in or blank, on two pages (domain.md 2.1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from dealer_crm.documents.pdf import figures
from dealer_crm.documents.pdf.cells import Content, content_width
from dealer_crm.documents.pdf.consent import consent_words
from dealer_crm.documents.pdf.copies import in_copies
from dealer_crm.documents.pdf.grids import Column, Field
from dealer_crm.documents.pdf.heads import Heading
from dealer_crm.documents.pdf.kit import Sheet
from dealer_crm.documents.pdf.looks import FORM, OFFICE, PAD, Look
from dealer_crm.documents.pdf.pages import PageSetup, ShopHead
from dealer_crm.documents.pdf.pen import LABEL, Align, Ink, Pen
from dealer_crm.documents.pdf.pieces import Grid, Piece
from dealer_crm.documents.pdf.signing import SignBox
from dealer_crm.i18n import translator

PAGES = 2
_LABELS = {"zh": 0.155, "en": 0.185}
"""What labels take of the width, by language."""
_SKETCHES = (64.0, 110.0, 160.0, 220.0)
_ROOMS = ((3.6, 6), (3.0, 5), (2.4, 4), (1.8, 4), (1.2, 3))
_SMALLEST = Look(
    value=Ink(size=9.5, leading=12),
    label=Ink(size=8, colour=LABEL, leading=10.2),
    small=Ink(size=8.5, leading=11),
    above=1.2,
    section_gap=3,
)
_LOOKS = (OFFICE, *(replace(FORM, above=above, section_gap=gap) for above, gap in _ROOMS), _SMALLEST)


@dataclass(frozen=True)
class FormLine:
    """One field: its label with the unit, its value or its boxes; `wide` ones and long values take a whole row."""

    label: str
    value: Content = ""
    wide: bool = False
    bold: bool = False
    lines: int = 1


@dataclass(frozen=True)
class FormBlock:
    """A part of the form under a title; `later` parts stand on the second page. By its `code` the shop leaves it out."""

    title: str
    lines: tuple[FormLine, ...]
    later: bool = False
    code: str = ""


@dataclass(frozen=True)
class FormPerson:
    """Somebody who belongs to the customer; all empty = a line to write on."""

    name: str = ""
    role: str = ""
    phones: tuple[str, ...] = ()
    wechat: str = ""


@dataclass(frozen=True)
class CustomerFormData:
    """What the form prints, in the language of the page. `number` is empty on a blank one, which gets wider rows to write in.

    The customer signs it, so it holds nothing he should not see: no level, no stage, no class, no notes about him.
    """

    shop: ShopHead
    number: str = ""
    name: str = ""
    blocks: tuple[FormBlock, ...] = ()
    people: tuple[FormPerson, ...] = ()
    filled_by: str = ""
    consent_on: date | None = None
    marketing_ok: bool | None = None

    @property
    def blank(self) -> bool:
        """Tell whether it is one to be filled in by hand."""
        return not self.number


def customer_form(data: CustomerFormData, page: PageSetup) -> bytes:
    """Render the form; same data, same bytes. It is set as large as two pages allow; what is more goes on on further ones."""
    return in_copies(page, lambda copy: _suited(data, copy))


def _suited(data: CustomerFormData, page: PageSetup) -> Sheet:
    least, best = 0, (_LOOKS[-1], False)
    for look in reversed(_LOOKS):
        for parted in (False, True):
            pages = _written(data, page, look, _SKETCHES[0], parted=parted).pages
            if not least or pages <= max(least, PAGES):
                least, best = least or pages, (look, parted)
    sheets = (_written(data, page, best[0], height, parted=best[1]) for height in reversed(_SKETCHES))
    return next(sheet for sheet in sheets if sheet.pages <= max(least, PAGES))


def _written(data: CustomerFormData, page: PageSetup, look: Look, sketch: float, *, parted: bool) -> Sheet:
    """Write the form; `parted`: needs and sketch begin the second page."""
    t = translator(page.language)
    beside = t.context("paper", "To be filled in by the customer or with him") if data.blank else ""
    sheet = Sheet(page, Heading(t("Customer form"), data.number, data.shop, subject=data.name, beside=beside), look=look)
    shown = [block for block in data.blocks if sheet.shows(block.code)]
    for block in shown:
        if not block.later:
            _block(sheet, block)
    if sheet.shows("people"):
        _people(sheet, data)
    if parted:
        sheet.end_page()
    for block in shown:
        if block.later:
            _block(sheet, block)
    if sheet.shows("sketch"):
        _sketch(sheet, sketch)
    _consent(sheet, data)
    return sheet


def _block(sheet: Sheet, block: FormBlock) -> None:
    sheet.section(block.title)
    sheet.fields(_arranged(block.lines, sheet), label_share=_LABELS[sheet.t.language])


def _arranged(lines: Sequence[FormLine], sheet: Sheet) -> list[tuple[Field, ...]]:
    """Put two short fields beside each other; one that would stand alone waits for the next short one of its part."""
    rows: list[tuple[Field, ...]] = []
    waiting: Field | None = None
    for line in lines:
        field = Field(line.label, line.value, bold=line.bold, lines=line.lines if sheet.look.above > _ROOMS[-1][0] else 1)
        if not _fits_half(line, sheet):
            rows.append((field,))
        elif waiting is None:
            waiting = field
        else:
            rows.append((waiting, field))
            waiting = None
    return [*rows, (waiting,)] if waiting else rows


def _fits_half(line: FormLine, sheet: Sheet) -> bool:
    left, right = sheet.edges
    room = (right - left) * (0.5 - _LABELS[sheet.t.language]) - 2 * PAD
    if line.wide or "\n" in str(line.value):
        return False
    if isinstance(line.value, str):
        return content_width(line.value, sheet.look.value, sheet.look.small) <= 2 * room
    return content_width(line.value, sheet.look.value, sheet.look.small) <= room


def _people(sheet: Sheet, data: CustomerFormData) -> None:
    if not data.people:
        return
    t = sheet.t
    sheet.section(t("Contacts"))
    columns = [
        Column(t("Name"), 3, bold=True),
        Column(t.context("record", "Role"), 2.4),
        Column(t("Phone"), 3.4),
        Column(t("WeChat"), 3),
    ]
    rows = [(person.name, person.role, "\n".join(person.phones), person.wechat) for person in data.people]
    sheet.table(columns, rows, least=sheet.look.value.leading + 2 * sheet.look.above)


def _sketch(sheet: Sheet, height: float) -> None:
    """Leave a frame for a sketch of the way there and of the rooms, with an arrow to the north."""
    t = sheet.t
    sheet.section(t.context("paper", "Sketch of the way and the rooms"), t.context("paper", "machines, outdoor unit, pipes"))
    left, right = sheet.edges
    north = t.context("paper", "N")
    sheet.seen(north)
    ink = sheet.look.label

    def draw(pen: Pen, y: float) -> None:
        x, top = right - 14, y - 20
        pen.text((x, y - 13), north, ink, Align.CENTRE)
        pen.line((x, top), (x, top - 18), 0.8)
        pen.polyline([(x - 3.2, top - 5), (x, top), (x + 3.2, top - 5)], 0.8)

    sheet.add(Piece(height, draw, grid=Grid(left, right)))


def _consent(sheet: Sheet, data: CustomerFormData) -> None:
    t = sheet.t
    given = t("Consent given on {day}").format(day=figures.day(data.consent_on)) if data.consent_on else ""
    sheet.section(t("Consent"), given, kept=True)
    sheet.paragraph(consent_words(t))
    sheet.ticks([(t("I want to hear of offers"), data.marketing_ok is True), (t("No offers, please"), data.marketing_ok is False)])
    boxes = {
        "customer": SignBox(t.context("paper", "Customer's signature (I agree to this use)"), share=1.4),
        "filled_by": SignBox(t("Filled in by"), data.filled_by),
        "shop": SignBox(t("For the shop")),
    }
    sheet.signatures(boxes, t("Date ____ - __ - __"), height=50)

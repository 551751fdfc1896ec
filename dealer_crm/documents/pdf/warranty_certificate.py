"""The guarantee certificate (三包凭证): what was sold to whom, who answers until when, every repair (domain.md 2.7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dealer_crm.documents.pdf import figures
from dealer_crm.documents.pdf.copies import in_copies
from dealer_crm.documents.pdf.grids import Column, Field
from dealer_crm.documents.pdf.heads import FramedHead, Heading
from dealer_crm.documents.pdf.kit import Sheet
from dealer_crm.documents.pdf.looks import FORM, Look
from dealer_crm.documents.pdf.pages import INCH, PageSetup, ShopHead
from dealer_crm.documents.pdf.pen import LABEL, Align, Ink
from dealer_crm.documents.pdf.signing import SignBox
from dealer_crm.i18n import Translator, translator

REPAIR_ROWS = 6
_ONE_PAGE = 10 * INCH
"""A sheet as high as this holds front and back on one page."""
_REPAIR_HEIGHT = 28.0
_LOW_REPAIR_HEIGHT = 17.0
_LOW_SIGN_HEIGHT = 44.0
_LABELS = 0.15
_TIGHTER = Look(
    value=Ink(size=9.5, leading=11.6),
    label=Ink(size=8.5, colour=LABEL, leading=10.6),
    small=Ink(size=8.5, leading=10.8),
    above=1.1,
    section_gap=2.5,
)
"""For long names and English terms on a small card."""


@dataclass(frozen=True)
class PartyBlock:
    """A party of the certificate: its name, address, telephone and postcode."""

    name: str = ""
    address: str = ""
    phone: str = ""
    postcode: str = ""


@dataclass(frozen=True)
class CoverageLine:
    """What is covered for how long, counted from what; without its dates the boxes stay empty, to be filled in by hand."""

    what: str
    term: str = ""
    basis: str = ""
    starts: date | None = None
    ends: date | None = None
    provider: str = ""


@dataclass(frozen=True)
class RepairLine:
    """One repair, as the rules want it written down."""

    sent_on: date | None
    fault: str = ""
    cause: str = ""
    work: str = ""
    back_on: date | None = None
    repairer: str = ""
    times: str = ""


@dataclass(frozen=True)
class WarrantyCertificateData:
    """What the certificate prints, in the language of the page; what is not known stays empty, to be filled in by hand.

    `duties` are the seller's duties ticked at the hand-over: unpacked and checked, set up, explained, guarantees explained, papers given.
    """

    shop: ShopHead
    number: str
    product: str = ""
    brand: str = ""
    model: str = ""
    serial: str = ""
    origin: str = ""
    quantity: str = ""
    invoice: str = ""
    sold_on: date | None = None
    commissioned_on: date | None = None
    customer: PartyBlock = PartyBlock()
    repairer: PartyBlock = PartyBlock()
    installed_by: str = ""
    installer: str = ""
    coverages: tuple[CoverageLine, ...] = ()
    next_care_on: date | None = None
    next_care: str = ""
    repairs: tuple[RepairLine, ...] = ()
    duties: tuple[bool, bool, bool, bool, bool] = (False, False, False, False, False)
    three_guarantees: bool = True


def warranty_certificate(data: WarrantyCertificateData, page: PageSetup) -> bytes:
    """Render the certificate: front and back on A5, one page on a high sheet where it fits; same data, same bytes."""
    return in_copies(page, lambda copy: _suited(data, copy))


def _suited(data: WarrantyCertificateData, page: PageSetup) -> Sheet:
    """Set it as large as its pages allow."""
    sheets = [_written(data, page, look) for look in (FORM, _TIGHTER)]
    return min(sheets, key=lambda sheet: sheet.pages)


def _written(data: WarrantyCertificateData, page: PageSetup, look: Look) -> Sheet:
    t = translator(page.language)
    title = t.context("paper", "Guarantee certificate") if data.three_guarantees else t.context("paper", "Warranty card")
    beside = t.context("paper", "Two copies: customer and shop")
    heading = Heading(title, data.number, data.shop, subject=data.serial, beside=beside, usual=data.three_guarantees)
    sheet, high = Sheet(page, heading, look=look, head=FramedHead()), page.paper.above > _ONE_PAGE
    _goods(sheet, data)
    _parties(sheet, data)
    _coverages(sheet, data)
    if sheet.shows("care"):
        _care(sheet, data)
    _signatures(sheet, data, _LOW_SIGN_HEIGHT if high or look is _TIGHTER else 0)
    if not high:
        sheet.end_page()
    _repairs(sheet, data, _LOW_REPAIR_HEIGHT if high else _REPAIR_HEIGHT)
    if sheet.shows("duties"):
        _duties(sheet, data, 0 if high else 3)
    _wording(sheet, data)
    return sheet


def _goods(sheet: Sheet, data: WarrantyCertificateData) -> None:
    t = sheet.t
    rows = [
        (Field(t.context("paper", "Product"), data.product, bold=True), Field(t.context("paper", "Brand"), data.brand)),
        (Field(t("Model"), data.model, bold=True), Field(t.context("paper", "Origin"), data.origin)),
        (Field(t.context("paper", "Serial no."), data.serial, bold=True), Field(t.context("paper", "Quantity"), data.quantity)),
        (
            Field(t.context("paper", "Sold on"), figures.day(data.sold_on), bold=True),
            Field(t.context("paper", "Invoice"), data.invoice),
        ),
        (
            Field(t.context("paper", "Set up on"), figures.day(data.commissioned_on), bold=True),
            Field(t.context("paper", "Installer"), " ".join(filter(None, (data.installed_by, data.installer)))),
        ),
    ]
    sheet.fields(rows, label_share=_LABELS)


def _parties(sheet: Sheet, data: WarrantyCertificateData) -> None:
    t, shop = sheet.t, data.shop
    seller = PartyBlock(shop.name, shop.address, shop.hotline or shop.phone, shop.postcode)
    sheet.fields(
        [
            (Field(t.context("paper", "Consumer"), _party(data.customer, t)),),
            (Field(t.context("paper", "Seller"), _party(seller, t)),),
            (Field(t.context("paper", "Repairs by"), _party(data.repairer, t)),),
        ],
        label_share=_LABELS,
    )


def _party(party: PartyBlock, t: Translator) -> str:
    """Return name and telephone, below them postcode and address: it begins a line, so that its blank is never torn from it."""
    first = "    ".join(filter(None, (party.name, party.phone)))
    postcode = t.context("paper", "Postcode {code}").format(code=party.postcode or "______")
    return "\n".join((first, "    ".join(filter(None, (postcode, party.address)))))


def _coverages(sheet: Sheet, data: WarrantyCertificateData) -> None:
    t = sheet.t
    sheet.section(t.context("paper", "Covered until"), t.context("paper", "The last day is still covered"))
    columns = [
        Column(t.context("paper", "What"), 3.4, small=True),
        Column(t.context("paper", "Term"), 1.8, small=True),
        Column(t.context("paper", "Counted from"), 1.9, fits=figures.longest_word(line.basis for line in data.coverages), small=True),
        Column(t.context("paper", "From"), 0.1, fits=figures.SAMPLE_DAY),
        Column(t.context("paper", "Until"), 0.1, fits=figures.SAMPLE_DAY, align=Align.RIGHT, bold=True),
    ]
    rows = [(_covered(line, t), line.term, line.basis, figures.day(line.starts), figures.day(line.ends)) for line in data.coverages]
    sheet.table(columns, rows or [("",) * len(columns)] * 4)
    if any(line.starts is None or line.ends is None for line in data.coverages):
        sheet.add_note(t.context("paper", "Empty boxes are filled in and stamped by the seller once the day is known."))


def _covered(line: CoverageLine, t: Translator) -> str:
    return t("{what} ({who})").format(what=line.what, who=line.provider) if line.provider else line.what


def _duties(sheet: Sheet, data: WarrantyCertificateData, across: int) -> None:
    t = sheet.t
    sheet.section(t.context("paper", "Done at the hand-over"))
    names = (
        t.context("paper", "unpacked and checked"),
        t.context("paper", "set up, runs well"),
        t.context("paper", "use and care explained"),
        t.context("paper", "guarantees explained") if data.three_guarantees else t.context("paper", "warranty explained"),
        t.context("paper", "invoice and certificate given"),
    )
    sheet.ticks(list(zip(names, data.duties, strict=True)), across=across)


def _care(sheet: Sheet, data: WarrantyCertificateData) -> None:
    """Say when the machine is next cared for, and what is done then; a blank to write on where nobody knows yet."""
    when = figures.day(data.next_care_on) or "____-__-__"
    sheet.gap(5)
    what = "    ".join(filter(None, (when, data.next_care)))
    sheet.fields([(Field(sheet.t.context("paper", "Next care"), what, bold=True),)], label_share=_LABELS)


def _signatures(sheet: Sheet, data: WarrantyCertificateData, height: float) -> None:
    t, shop = sheet.t, data.shop
    hotline = t.context("paper", "Repairs {number}").format(number=shop.hotline or shop.phone) if shop.hotline or shop.phone else ""
    sheet.signatures(
        {
            "customer": SignBox(t.context("paper", "Received by the consumer"), date_line=t("Date ____ - __ - __")),
            "seller": SignBox(t.context("paper", "Seller"), date_line=hotline, seal=t.context("paper", "seal"), share=1.2),
        },
        height=height,
    )


def _repairs(sheet: Sheet, data: WarrantyCertificateData, height: float) -> None:
    t = sheet.t
    longer = (
        t.context("paper", "Days in repair and waiting for parts lengthen the guarantee")
        if data.three_guarantees
        else t.context("paper", "Days in repair and waiting for parts lengthen the warranty")
    )
    sheet.section(t.context("paper", "Repairs"), longer)
    columns = [
        Column(t.context("paper", "Sent in"), 0.1, fits=figures.SAMPLE_DAY, small=True),
        Column(t.context("paper", "No."), 0.1, fits="88", small=True, align=Align.CENTRE),
        Column(t.context("paper", "Fault"), 2.4, small=True),
        Column(t.context("paper", "Cause of fault"), 2, small=True),
        Column(t.context("paper", "What was done"), 2.6, small=True),
        Column(t.context("paper", "Handed back"), 0.1, fits=figures.SAMPLE_DAY, small=True),
        Column(t.context("paper", "Repairer"), 1.5, small=True),
    ]
    rows = [
        (
            figures.day(line.sent_on),
            line.times or str(number),
            line.fault,
            line.cause,
            line.work,
            figures.day(line.back_on),
            line.repairer,
        )
        for number, line in enumerate(data.repairs, 1)
    ]
    empty = [("",) * len(columns)] * max(REPAIR_ROWS - len(rows), 0)
    sheet.table(columns, [*rows, *empty], least=height)


def _wording(sheet: Sheet, data: WarrantyCertificateData) -> None:
    """Say what applies; a card for goods that the three guarantees do not name never speaks of them."""
    t = sheet.t
    if not data.three_guarantees:
        _card_wording(sheet)
        return
    sheet.section(t.context("paper", "What applies"))
    own = sheet.said("terms")
    for text in [own] if own else _guarantees(t):
        sheet.paragraph(text)
    sheet.add_note(t.context("paper", "The seller fills in this certificate; it is valid with the seller's seal."))


def _guarantees(t: Translator) -> tuple[str, str]:
    return (
        t.context(
            "paper",
            "Within 7 days of the sale a performance fault may be settled by return, exchange or repair; within 15 days by exchange or "
            "repair. The guarantee runs from the day the invoice was issued, without the days spent in repair or waiting for parts. "
            "What still does not work after two repairs within the guarantee is exchanged on the strength of the repair record, or "
            "returned as the rules provide.",
        ),
        t.context(
            "paper",
            "Not covered: improper use, care or storage; opening by anyone who does not answer for the guarantee; no certificate and no "
            "valid invoice; a certificate that was altered or names another model; force majeure. Installation and piping are covered "
            "as stated here.",
        ),
    )


def _card_wording(sheet: Sheet) -> None:
    t = sheet.t
    sheet.section(t.context("paper", "What the warranty covers"))
    usual = t.context(
        "paper",
        "Not covered: improper use, care or storage; opening by anyone whom neither maker nor shop has charged with it; no warranty "
        "card and no valid invoice; a card that was altered or names another model; force majeure. Installation and piping are "
        "covered as stated here.",
    )
    sheet.paragraph(sheet.said("card_terms", usual))
    sheet.add_note(t.context("paper", "The seller fills in this card; it is valid with the seller's seal."))

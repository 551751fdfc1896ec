"""The cover of an evidence pack (证据材料): the case, what is in the pack and from which page, and what is missing (domain.md 2.11)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from dealer_crm.documents.pdf import figures
from dealer_crm.documents.pdf.cells import Noted
from dealer_crm.documents.pdf.copies import in_copies
from dealer_crm.documents.pdf.grids import Column, Field, Row
from dealer_crm.documents.pdf.heads import Heading
from dealer_crm.documents.pdf.kit import Sheet
from dealer_crm.documents.pdf.pages import PageSetup, ShopHead
from dealer_crm.documents.pdf.pen import Align
from dealer_crm.documents.pdf.signing import SignBox
from dealer_crm.i18n import Translator, translator

_LABELS = 0.13


@dataclass(frozen=True)
class Exhibit:
    """A paper of the pack: what it is, its own number and day, how many pages it has and on which of the pack it begins."""

    title: str
    number: str = ""
    day: date | None = None
    note: str = ""
    pages: int = 1
    first: int = 1


@dataclass(frozen=True)
class CaseFacts:
    """What a case is about, in the language of the page; `received_at` by the clock on the wall. Whoever reads it knows the parties."""

    received_at: datetime | None = None
    channel: str = ""
    complainant: str = ""
    customer: str = ""
    address: str = ""
    order_number: str = ""
    machine: str = ""
    kind: str = ""
    demand: str = ""
    authority_number: str = ""
    filed_on: date | None = None
    mediation_on: date | None = None


@dataclass(frozen=True)
class EvidenceCoverData:
    """What the cover prints. `missing` are papers that are not in the pack, each with the reason."""

    shop: ShopHead
    number: str
    facts: CaseFacts = CaseFacts()
    exhibits: tuple[Exhibit, ...] = ()
    missing: tuple[tuple[str, str], ...] = ()
    prepared_by: str = ""
    prepared_on: date | None = None


def evidence_cover(data: EvidenceCoverData, page: PageSetup) -> bytes:
    """Render the cover; same data, same bytes."""
    return in_copies(page, lambda copy: _written(data, copy))


def _written(data: EvidenceCoverData, page: PageSetup) -> Sheet:
    t = translator(page.language)
    sheet = Sheet(page, Heading(t.context("paper", "Evidence pack"), data.number, data.shop, subject=data.facts.customer))
    sheet.gap(4)
    sheet.fields(fact_fields(data.facts, t), label_share=_LABELS)
    _list(sheet, data)
    _missing(sheet, data)
    usual = t.context("paper", "Printed from the records of the shop as they were kept. Originals on paper can be shown on request.")
    sheet.gap(4)
    sheet.paragraph(sheet.said("statement", usual))
    boxes = {
        "prepared": SignBox(t.context("paper", "Put together by"), data.prepared_by, figures.day(data.prepared_on)),
        "shop": SignBox(t.context("paper", "For the shop"), seal=t.context("paper", "Seal"), share=1.4),
    }
    sheet.signatures(boxes, t.context("paper", "Date ____-__-__"))
    return sheet


def fact_fields(facts: CaseFacts, t: Translator) -> list[tuple[Field, ...]]:
    """Return what a case is about as rows of a grid."""
    return [
        (
            Field(t.context("paper", "Received"), "  ".join(filter(None, (figures.moment(facts.received_at), facts.channel)))),
            Field(t.context("paper", "Case no."), facts.authority_number, bold=True),
        ),
        (
            Field(t.context("paper", "Complainant"), facts.complainant or facts.customer, bold=True),
            Field(t.context("paper", "Filed on"), figures.day(facts.filed_on)),
        ),
        (
            Field(t.context("paper", "Customer"), facts.customer),
            Field(t.context("paper", "Mediation"), figures.day(facts.mediation_on)),
        ),
        (Field(t("Address"), facts.address),),
        (Field(t.context("paper", "Contract"), facts.order_number), Field(t.context("paper", "Type"), facts.kind)),
        (Field(t.context("paper", "Equipment"), facts.machine),),
        (Field(t.context("paper", "Wants"), facts.demand),),
    ]


def _list(sheet: Sheet, data: EvidenceCoverData) -> None:
    t = sheet.t
    columns = [
        Column(t.context("paper", "#"), 0.1, fits="888", align=Align.CENTRE),
        Column(t.context("paper", "Paper"), 4, bold=True),
        Column(t.context("paper", "Document no."), 0.1, fits="SH20261121003", small=True),
        Column(t.context("paper", "Date"), 0.1, fits=figures.SAMPLE_DAY, small=True),
        Column(t.context("paper", "Pages"), 0.1, fits="888", align=Align.RIGHT),
        Column(t.context("paper", "From page"), 0.1, fits="8888", align=Align.RIGHT, bold=True),
    ]
    rows: list[Row] = [
        (str(n), Noted(one.title, one.note), one.number, figures.day(one.day), str(one.pages), str(one.first))
        for n, one in enumerate(data.exhibits, 1)
    ]
    sheet.section(t.context("paper", "What is in the pack"))
    sheet.table(columns, rows or [[""] * len(columns)])


def _missing(sheet: Sheet, data: EvidenceCoverData) -> None:
    t = sheet.t
    sheet.section(t.context("paper", "What is missing"))
    if not data.missing:
        sheet.paragraph(t.context("paper", "Nothing of what a pack usually holds is missing."))
        return
    columns = [Column(t.context("paper", "Paper"), 1.6, bold=True), Column(t.context("paper", "Why it is not there"), 4)]
    sheet.table(columns, data.missing)

"""What the shop did about a complaint, for an evidence pack: the customer's words, steps, contacts by date, work on the machine."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from dealer_crm.documents.pdf import figures
from dealer_crm.documents.pdf.cells import Content, Ticks
from dealer_crm.documents.pdf.copies import in_copies
from dealer_crm.documents.pdf.evidence_cover import CaseFacts, fact_fields
from dealer_crm.documents.pdf.grids import Column, Field, Row
from dealer_crm.documents.pdf.heads import Heading
from dealer_crm.documents.pdf.kit import Sheet
from dealer_crm.documents.pdf.pages import PageSetup, ShopHead
from dealer_crm.i18n import Translator, translator

_LABELS = 0.13


@dataclass(frozen=True)
class TalkLine:
    """A step of the eight or a letter of CLEAR: what it is called, when and by whom it was kept, what was said."""

    name: str
    at: datetime | None = None
    who: str = ""
    words: str = ""


@dataclass(frozen=True)
class ContactLine:
    """One contact or event of the case; where only the day is known `hour` is False."""

    at: datetime
    what: str
    who: str = ""
    words: str = ""
    hour: bool = True


@dataclass(frozen=True)
class CaseRecordData:
    """What the record of a case prints, in the language of the page, moments by the clock on the wall."""

    shop: ShopHead
    number: str
    facts: CaseFacts = CaseFacts()
    words: str = ""
    answered_at: datetime | None = None
    promised_at: datetime | None = None
    closed_at: datetime | None = None
    cause: str = ""
    remedy: str = ""
    confirmed: str = ""
    steps: tuple[TalkLine, ...] = ()
    clear: tuple[TalkLine, ...] = ()
    contacts: tuple[ContactLine, ...] = ()


@dataclass(frozen=True)
class ServiceLine:
    """A call for service: what was reported, found and done."""

    number: str
    kind: str
    state: str
    reported_at: datetime | None = None
    machine: str = ""
    symptom: str = ""
    cause: str = ""
    work: str = ""
    done_on: date | None = None
    who: str = ""


@dataclass(frozen=True)
class ServiceRecordData:
    """What was done for a machine, the earliest first."""

    shop: ShopHead
    number: str
    lines: tuple[ServiceLine, ...] = ()


def case_record(data: CaseRecordData, page: PageSetup) -> bytes:
    """Render the record of a case; same data, same bytes."""
    return in_copies(page, lambda copy: _record(data, copy))


def service_record(data: ServiceRecordData, page: PageSetup) -> bytes:
    """Render the services; same data, same bytes."""
    return in_copies(page, lambda copy: _services(data, copy))


def _record(data: CaseRecordData, page: PageSetup) -> Sheet:
    t = translator(page.language)
    title = t.context("paper", "Record of the case")
    sheet = Sheet(page, Heading(title, data.number, data.shop, subject=data.facts.customer, usual=False))
    sheet.gap(4)
    rows = [
        *fact_fields(data.facts, t),
        (Field(t.context("paper", "Own words"), data.words, bold=True, lines=2),),
        (
            Field(t.context("paper", "First answer"), figures.moment(data.answered_at)),
            Field(t.context("paper", "Promised for"), figures.moment(data.promised_at)),
        ),
        *(_findings(data, t) if sheet.shows("findings") else []),
        (
            Field(t.context("paper", "Confirmed"), data.confirmed),
            Field(t.context("paper", "Closed on"), figures.moment(data.closed_at)),
        ),
    ]
    sheet.fields(rows, label_share=_LABELS)
    if sheet.shows("talk"):
        _talk(sheet, t.context("paper", "Eight steps"), data.steps)
        _talk(sheet, t.context("paper", "How we listened (CLEAR)"), data.clear)
    if sheet.shows("contacts"):
        _contacts(sheet, data.contacts)
    return sheet


def _findings(data: CaseRecordData, t: Translator) -> list[tuple[Field, ...]]:
    return [(Field(t.context("paper", "Cause"), data.cause),), (Field(t.context("paper", "Remedy"), data.remedy),)]


def _talk(sheet: Sheet, title: str, lines: tuple[TalkLine, ...]) -> None:
    if not lines:
        return
    t = sheet.t
    columns = [
        Column(t.context("paper", "#"), 0.1, fits="8"),
        Column(t.context("paper", "Step"), 3),
        Column(t.context("paper", "When"), 0.1, fits=f"{figures.SAMPLE_DAY} 20:28", small=True),
        Column(t.context("paper", "Who"), 1.2, small=True),
        Column(t.context("paper", "Said or done"), 4.4, small=True),
    ]
    rows: list[Row] = [
        (str(n), Ticks(((line.name, line.at is not None),)), figures.moment(line.at), line.who, line.words)
        for n, line in enumerate(lines, 1)
    ]
    sheet.section(title)
    sheet.table(columns, rows)


def _contacts(sheet: Sheet, lines: tuple[ContactLine, ...]) -> None:
    t = sheet.t
    columns = [
        Column(t.context("paper", "When"), 0.1, fits=f"{figures.SAMPLE_DAY} 20:28", small=True),
        Column(t.context("paper", "What"), 2, bold=True, small=True),
        Column(t.context("paper", "Who"), 1.2, small=True),
        Column(t.context("paper", "Said or done"), 5, small=True),
    ]
    rows: list[tuple[Content, ...]] = [
        (figures.moment(line.at) if line.hour else figures.day(line.at), line.what, line.who, line.words) for line in lines
    ]
    sheet.section(t.context("paper", "Contacts by date"))
    if rows:
        sheet.table(columns, rows)
    else:
        sheet.paragraph(t.context("paper", "None are noted."))


def _services(data: ServiceRecordData, page: PageSetup) -> Sheet:
    t = translator(page.language)
    sheet = Sheet(page, Heading(t.context("paper", "Service records"), data.number, data.shop, usual=False))
    for line in data.lines:
        sheet.section("  ".join(filter(None, (line.number, line.kind, line.state))))
        sheet.fields(
            [
                (
                    Field(t.context("paper", "Reported"), figures.moment(line.reported_at)),
                    Field(t.context("paper", "Done on"), figures.day(line.done_on)),
                ),
                (Field(t.context("paper", "Equipment"), line.machine), Field(t.context("paper", "Who"), line.who)),
                (Field(t.context("paper", "Own words"), line.symptom, bold=True),),
                (Field(t.context("paper", "Cause"), line.cause),),
                (Field(t.context("paper", "Work done"), line.work),),
            ],
            label_share=_LABELS,
        )
    return sheet

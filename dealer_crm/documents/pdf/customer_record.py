"""The customer record (客户资料卡): what a customer told the shop, with his consent and signature (domain.md 2.1)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from dealer_crm.documents.pdf import figures
from dealer_crm.documents.pdf.consent import consent_words
from dealer_crm.documents.pdf.copies import in_copies
from dealer_crm.documents.pdf.grids import Column, Field
from dealer_crm.documents.pdf.heads import Heading
from dealer_crm.documents.pdf.kit import Sheet
from dealer_crm.documents.pdf.looks import OFFICE, TIGHT
from dealer_crm.documents.pdf.pages import PageSetup, ShopHead
from dealer_crm.documents.pdf.signing import SignBox
from dealer_crm.i18n import translator

_SAMPLE_DAY = "2026-12-28"
_NARROW = 400.0
_LABELS = {"zh": 0.155, "en": 0.2}
"""What labels take of a narrow paper, by language."""


@dataclass(frozen=True)
class PersonLine:
    """A person of the customer."""

    name: str
    role: str = ""
    phones: tuple[str, ...] = ()
    wechat: str = ""


@dataclass(frozen=True)
class PremisesBlock:
    """A house: its address on one line, what it is, how one gets in."""

    address: str
    house_type: str = ""
    area: str = ""
    role: str = ""
    since: date | None = None
    access_notes: str = ""


@dataclass(frozen=True)
class EquipmentLine:
    """A machine at one of the houses."""

    product: str
    model: str = ""
    serial: str = ""
    place: str = ""
    installed: date | None = None


@dataclass(frozen=True)
class TimelineLine:
    """A contact with the shop: what it was and what follows. Never the words the shop noted about it."""

    day: date
    what: str
    next: str = ""


@dataclass(frozen=True)
class CustomerRecordData:
    """What the record prints: labels in the language of the page, phones as they are shown.

    The customer signs it, so it holds nothing he should not see: no level, no stage, no value, no care notes.
    """

    shop: ShopHead
    number: str
    name: str
    salutation: str = ""
    phones: tuple[str, ...] = ()
    wechat: str = ""
    email: str = ""
    nature: str = ""
    credit_code: str = ""
    source: str = ""
    referrer: str = ""
    owner: str = ""
    opened: date | None = None
    interests: tuple[str, ...] = ()
    preferred_channel: str = ""
    preferred_time: str = ""
    preferred_frequency: str = ""
    do_not_disturb: bool = False
    premises: tuple[PremisesBlock, ...] = ()
    contacts: tuple[PersonLine, ...] = ()
    equipment: tuple[EquipmentLine, ...] = ()
    timeline: tuple[TimelineLine, ...] = ()
    consent_on: date | None = None
    marketing_ok: bool | None = None


def customer_record(data: CustomerRecordData, page: PageSetup) -> bytes:
    """Render the record of one customer; same data, same bytes. It is set tighter where that saves a page."""
    return in_copies(page, lambda copy: _suited(data, copy))


def _suited(data: CustomerRecordData, page: PageSetup) -> Sheet:
    sheet = _written(data, page, tight=False)
    if sheet.pages > 1:
        tight = _written(data, page, tight=True)
        sheet = tight if tight.pages < sheet.pages else sheet
    return sheet


def _written(data: CustomerRecordData, page: PageSetup, *, tight: bool) -> Sheet:
    t = translator(page.language)
    sheet = Sheet(page, Heading(t("Customer record"), data.number, data.shop, subject=data.name), look=TIGHT if tight else OFFICE)
    parts = {"basics": _basics, "houses": _houses, "wishes": _wishes, "people": _people, "equipment": _equipment, "timeline": _timeline}
    if page.paper.width < _NARROW:
        sheet.look = replace(sheet.look, label_share=_LABELS[t.language])
    for code, part in parts.items():
        if sheet.shows(code):
            part(sheet, data)
    _consent(sheet, data)
    return sheet


def _basics(sheet: Sheet, data: CustomerRecordData) -> None:
    t = sheet.t
    rows = [
        (Field(t("Name"), " ".join(filter(None, (data.name, data.salutation))), bold=True), Field(t("Customer no."), data.number)),
        (Field(t("Phone"), "\n".join(data.phones), bold=True), Field(t("WeChat"), data.wechat)),
        (Field(t.context("record", "Kind"), data.nature), Field(t("Email"), data.email)),
        (Field(t.context("record", "Source"), data.source), Field(t("Referred by"), data.referrer)),
        (Field(t("Salesperson"), data.owner), Field(t.context("record", "Opened on"), _day(data.opened))),
    ]
    sheet.section(t.context("record", "Basics"))
    sheet.fields([*rows, (Field(t.context("record", "Credit code"), data.credit_code),)] if data.credit_code else rows)


def _houses(sheet: Sheet, data: CustomerRecordData) -> None:
    t = sheet.t
    for number, house in enumerate(data.premises or (PremisesBlock(""),), 1):
        several = len(data.premises) > 1
        sheet.section(t.context("record", "House {number}").format(number=number) if several else t.context("record", "House"))
        area = t("{area} ㎡").format(area=house.area) if house.area else ""
        role = t("{role} since {day}").format(role=house.role, day=_day(house.since)) if house.since else house.role
        rows: list[tuple[Field, ...]] = [
            (Field(t("Address"), house.address, bold=True),),
            (Field(t("House type"), house.house_type), Field(t("Floor area"), area)),
            (Field(t.context("record", "Customer is"), role), Field(t.context("record", "Access"), house.access_notes)),
        ]
        sheet.fields(rows)


def _wishes(sheet: Sheet, data: CustomerRecordData) -> None:
    t = sheet.t
    sheet.section(t.context("record", "Wishes"))
    separator = t(", ")
    frequency = t("Do not disturb") if data.do_not_disturb else data.preferred_frequency
    sheet.fields(
        [
            (Field(t("Interested in"), separator.join(data.interests)),),
            (Field(t("Reach by"), data.preferred_channel), Field(t("Best time"), data.preferred_time)),
            (Field(t("How often"), frequency),),
        ]
    )


def _people(sheet: Sheet, data: CustomerRecordData) -> None:
    t = sheet.t
    if data.contacts:
        sheet.section(t("Contacts"))
        columns = [
            Column(t("Name"), 3, bold=True),
            Column(t.context("record", "Role"), 2.4),
            Column(t("Phone"), 3.4),
            Column(t("WeChat"), 3),
        ]
        sheet.table(columns, [(person.name, person.role, "\n".join(person.phones), person.wechat) for person in data.contacts])


def _equipment(sheet: Sheet, data: CustomerRecordData) -> None:
    t = sheet.t
    if data.equipment:
        sheet.section(t.context("customer", "Equipment"))
        columns = [
            Column(t("Product"), 3.4, bold=True),
            Column(t("Model"), 2.9, fits=figures.longest_word(item.model for item in data.equipment), small=True),
            Column(t("Serial number"), 2.9, fits=figures.longest_word(item.serial for item in data.equipment), small=True),
            Column(t.context("record", "Where"), 2.4, small=True),
            Column(t.context("record", "Installed"), 0.1, fits=_SAMPLE_DAY, small=True),
        ]
        rows = [(item.product, item.model, item.serial, item.place, _day(item.installed)) for item in data.equipment]
        sheet.table(columns, rows)


def _timeline(sheet: Sheet, data: CustomerRecordData) -> None:
    t = sheet.t
    if data.timeline:
        sheet.section(t("Recent contact"))
        columns = [Column(t("Date"), 1.7, fits=_SAMPLE_DAY), Column(t.context("record", "What"), 5), Column(t.context("record", "Next"), 5)]
        sheet.table(columns, [(_day(entry.day), entry.what, entry.next) for entry in data.timeline])


def _consent(sheet: Sheet, data: CustomerRecordData) -> None:
    t = sheet.t
    given = t("Consent given on {day}").format(day=_day(data.consent_on)) if data.consent_on else ""
    sheet.section(t("Consent"), given, kept=True)
    sheet.paragraph(consent_words(t))
    sheet.ticks([(t("I want to hear of offers"), data.marketing_ok is True), (t("No offers, please"), data.marketing_ok is False)])
    boxes = {
        "customer": SignBox(t("Customer's signature")),
        "filled_by": SignBox(t("Filled in by")),
        "shop": SignBox(t("For the shop")),
    }
    sheet.signatures(boxes, t("Date ____ - __ - __"))


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""

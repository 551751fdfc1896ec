"""A customer's file on paper, as a picture and as text: what each shows, from what the store holds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from dealer_crm.domain import phones
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.journal import Actor
from dealer_crm.domain.premises import PremisesDraft
from dealer_crm.i18n import Translator, translator
from dealer_crm.services.customer_page import CustomerFile, CustomerPages, EquipmentRow
from dealer_crm.services.shop import ShopData
from dealer_crm.services.shop_head import shop_head
from dealer_crm.services.timeline import EventKind
from dealer_crm.storage.database import Database
from dealer_crm.words.labels import label

if TYPE_CHECKING:
    from dealer_crm.documents.pdf.customer_record import CustomerRecordData, EquipmentLine, PersonLine, PremisesBlock, TimelineLine
    from dealer_crm.domain.printing import PrintChoice
    from dealer_crm.services.paper_desk import PaperDesk

CONTACTS = 12
"""So many of the newest contacts are printed."""
PICTURE_DPI = 144


class Records:
    """Papers of one customer; nothing is changed. The paper libraries are imported when the first one is made."""

    def __init__(self, db: Database, now: Callable[[], datetime], desk: PaperDesk) -> None:
        self._now, self._desk = now, desk
        self._pages = CustomerPages(db, now)
        self._shop = ShopData(db, Actor)

    def pdf(self, customer_id: int, choice: PrintChoice, language: str, printed_by: str = "") -> bytes:
        """Return the customer's record as a PDF. Raises CustomerNotFound."""
        from dealer_crm.documents.pdf.customer_record import customer_record

        setup = self._desk.setup("customer_record", choice, language, printed_by, customer_id)
        return customer_record(self.data(customer_id, language), setup)

    def picture(self, customer_id: int, language: str) -> bytes:
        """Return the record's first page as a PNG file. Raises CustomerNotFound."""
        from dealer_crm.documents.pdf.render import png
        from dealer_crm.domain.printing import PrintChoice

        return png(self.pdf(customer_id, PrintChoice(paper="A4"), language), dpi=PICTURE_DPI)

    def text(self, customer_id: int, language: str) -> str:
        """Return what somebody on his way to the customer needs. Raises CustomerNotFound."""
        from dealer_crm.documents.customer_text import CustomerTextData, customer_text

        file = self._pages.open(customer_id)
        step = next(iter(file.steps), None)
        data = CustomerTextData(
            name=" ".join(filter(None, (file.draft.name or file.line.number, file.draft.salutation))),
            phones=_numbers(file),
            addresses=tuple(place.line for place in file.draft.premises),
            access_notes="；".join(place.access_notes for place in file.draft.premises if place.access_notes),
            equipment=tuple(" ".join(filter(None, (m.brand, m.product, m.model, m.serial))) for m in file.equipment),
            next_step=f"{step.due_on:%Y-%m-%d} {step.purpose}" if step else "",
        )
        return customer_text(data, language)

    def data(self, customer_id: int, language: str) -> CustomerRecordData:
        """Return what the record prints: nothing the customer should not see. Raises CustomerNotFound."""
        from dealer_crm.documents.pdf.customer_record import CustomerRecordData

        t = translator(language)
        file = self._pages.open(customer_id)
        draft, shop = file.draft, self._shop.shop()
        return CustomerRecordData(
            shop=shop_head(shop),
            number=file.line.number,
            name=draft.name,
            salutation=draft.salutation,
            phones=tuple(phones.shown(phone.number) for phone in draft.phones),
            wechat=draft.wechat,
            email=draft.email,
            nature=label(draft.nature, t),
            credit_code=draft.credit_code,
            source=label(draft.source, t),
            referrer=file.referrer,
            owner=file.line.owner,
            opened=local_day(file.line.created_at),
            interests=tuple(label(interest, t) for interest in draft.interests),
            preferred_channel=label(draft.preferred_channel, t),
            preferred_time=draft.preferred_time,
            preferred_frequency=label(draft.preferred_frequency, t),
            do_not_disturb=draft.do_not_disturb,
            premises=tuple(_house(place, t) for place in draft.premises),
            contacts=_people(file, t),
            equipment=tuple(_machine(machine) for machine in file.equipment),
            timeline=_timeline(file, t),
            consent_on=draft.consent_on,
            marketing_ok=draft.marketing_ok if draft.consent_on else None,
        )


def _numbers(file: CustomerFile) -> tuple[str, ...]:
    numbers = [phone.number for phone in file.draft.phones]
    numbers += [phone.number for contact in file.draft.contacts for phone in contact.phones]
    return tuple(phones.shown(number) for number in dict.fromkeys(numbers))


def _house(place: PremisesDraft, t: Translator) -> PremisesBlock:
    from dealer_crm.documents.pdf.customer_record import PremisesBlock

    area = f"{place.area / 1000:.2f}".rstrip("0").rstrip(".") if place.area else ""
    return PremisesBlock(place.line, label(place.house_type, t), area, label(place.role, t), access_notes=place.access_notes)


def _people(file: CustomerFile, t: Translator) -> tuple[PersonLine, ...]:
    from dealer_crm.documents.pdf.customer_record import PersonLine

    return tuple(
        PersonLine(contact.name, label(contact.role, t), tuple(phones.shown(p.number) for p in contact.phones), contact.wechat)
        for contact in file.draft.contacts
    )


def _machine(machine: EquipmentRow) -> EquipmentLine:
    from dealer_crm.documents.pdf.customer_record import EquipmentLine

    product = " ".join(filter(None, (machine.brand, machine.product)))
    return EquipmentLine(product, machine.model, machine.serial, installed=machine.installed_on)


def _timeline(file: CustomerFile, t: Translator) -> tuple[TimelineLine, ...]:
    """Return the newest contacts, oldest first: how and with what result, not the words noted about the customer."""
    from dealer_crm.documents.pdf.customer_record import TimelineLine

    calls = [event for event in file.timeline if event.kind is EventKind.FOLLOW_UP][:CONTACTS]
    step = next(iter(file.steps), None)
    lines = [
        TimelineLine(
            local_day(event.at),
            " · ".join(filter(None, (label(event.way, t), label(event.outcome, t)))),
            f"{step.due_on:%Y-%m-%d}" if step and n == 0 else "",
        )
        for n, event in enumerate(calls)
    ]
    return tuple(reversed(lines))

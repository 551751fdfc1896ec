"""The customer form on paper: every field of the shop in its part, with what is known of one customer or blank for the clipboard."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import select

from dealer_crm.domain import phones
from dealer_crm.domain.customers import (
    Channel,
    ContactRole,
    CustomerDraft,
    CustomerNotFound,
    Interest,
    Nature,
    PreferredChannel,
    PreferredFrequency,
)
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.details import BETWEEN, NO, YES, Details, FormField, FormFields, Holder, Section, ValueKind, value_of
from dealer_crm.domain.journal import Actor
from dealer_crm.domain.premises import HouseType, PremisesDraft, PremisesRole
from dealer_crm.domain.printing import PrintChoice
from dealer_crm.i18n import Translator, translator
from dealer_crm.services.customer_draft import read_file
from dealer_crm.services.form_fields import form_fields
from dealer_crm.services.shop import ShopData
from dealer_crm.services.shop_head import shop_head
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import Customer, Staff
from dealer_crm.words.birthdays import typed_words
from dealer_crm.words.customers import field_label
from dealer_crm.words.labels import label

if TYPE_CHECKING:
    from dealer_crm.documents.pdf.cells import Content
    from dealer_crm.documents.pdf.customer_form import CustomerFormData, FormBlock, FormLine, FormPerson
    from dealer_crm.services.paper_desk import PaperDesk

BLANK_PEOPLE = 3
"""So many lines for people stand on a blank form."""
LINES_TO_WRITE = 2
UNSHOWN = frozenset(
    {
        *("consumption_mode", "consumption_habits", "brand_attitude", "taste", "service_habits"),
        *("credit_terms", "company_problems", "company_measures", "partner_conditions", "partner_level", "joint_leads"),
        "price_level",
    }
)
"""Fields that hold what the shop thinks of the customer: he signs the form, so they are not on it."""
FIRST, LATER = (Section.PERSON, Section.TRAITS), (Section.PRESENT, Section.NEEDS, Section.OWN)


class FormPapers:
    """Customer forms; nothing is changed. The paper libraries are imported when the first one is made."""

    def __init__(self, db: Database, now: Callable[[], datetime], desk: PaperDesk) -> None:
        self._db, self._now, self._desk = db, now, desk
        self._shop = ShopData(db, Actor)

    def form(self, customer_id: int | None, choice: PrintChoice, language: str, printed_by: str = "") -> bytes:
        """Return the form of a customer, or a blank one, as a PDF. Raises CustomerNotFound."""
        from dealer_crm.documents.pdf.customer_form import customer_form

        setup = self._desk.setup("customer_form", choice, language, printed_by, customer_id)
        if customer_id is None:
            setup = replace(setup, printed_at=None, printed_by="")
        return customer_form(self.data(customer_id, language, printed_by), setup)

    def data(self, customer_id: int | None, language: str, filled_by: str = "") -> CustomerFormData:
        """Return what the form prints: nothing the customer should not see. Raises CustomerNotFound."""
        from dealer_crm.documents.pdf.customer_form import CustomerFormData

        t, head = translator(language), shop_head(self._shop.shop())
        with self._db.read() as session:
            fields = form_fields(session)
            if customer_id is None:
                return CustomerFormData(head, blocks=tuple(_Writer(fields, t).blocks(CustomerDraft(), {})), people=_lines_for_people())
            row, found = session.get(Customer, customer_id), read_file(session, customer_id)
            if row is None or found is None:
                raise CustomerNotFound(number=str(customer_id))
            draft, known = found[0], {"number": row.number, "opened": local_day(row.created_at).isoformat()}
            known["owner"] = session.execute(select(Staff.name).where(Staff.id == row.owner_id)).scalar() or ""
            known["referrer"] = session.execute(select(Customer.name).where(Customer.id == row.referrer_id)).scalar() or ""
        return CustomerFormData(
            head,
            number=known["number"],
            name=draft.name,
            blocks=tuple(_Writer(fields, t).blocks(draft, known)),
            people=_people(draft, t),
            filled_by=filled_by,
            consent_on=draft.consent_on,
            marketing_ok=draft.marketing_ok if draft.consent_on else None,
        )


class _Writer:
    """Writes the fields of a draft as lines of the form. Without a number in `known` it leaves room to write."""

    def __init__(self, fields: FormFields, t: Translator) -> None:
        self._fields, self._t = fields, t

    def blocks(self, draft: CustomerDraft, known: dict[str, str]) -> Iterator[FormBlock]:
        """Yield the parts in the order of the form; those of a company only for a company."""
        from dealer_crm.documents.pdf.customer_form import FormBlock

        company = draft.nature is not Nature.INDIVIDUAL
        t = self._t
        basics = (*self._basics(draft, known), *self._further(draft.details, FIRST, company))
        yield FormBlock(t.context("record", "Basics"), basics, code="basics")
        if company:
            yield from self._block(Section.COMPANY, draft.details, company, later=False)
        places = draft.premises or (PremisesDraft(),)
        for number, place in enumerate(places, 1):
            several = t.context("record", "House {number}").format(number=number)
            title = several if len(places) > 1 else t.context("record", "House")
            house = (*self._house(place, blank=not known), *self._further(place.details, (Section.HOUSE,), company, Holder.PREMISES))
            yield FormBlock(title, house, later=number > 1, code="house")
            yield from self._block(Section.DECORATION, place.details, company, Holder.PREMISES, later=number > 1)
        for place in places:
            yield from self._block(Section.PRESENT, place.details, company, Holder.PREMISES)
        needs = (self._many(field_label("interests", t), Interest, draft.interests), *self._further(draft.details, LATER[:2], company))
        yield FormBlock(label(Section.NEEDS, t), needs, later=True, code="needs")
        yield FormBlock(t.context("record", "How to reach the customer"), tuple(self._reach(draft)), later=True, code="reach")
        yield from self._block(Section.OWN, draft.details, company)
        for place in places:
            yield from self._block(Section.OWN, place.details, company, Holder.PREMISES)

    def _block(
        self, section: Section, details: Details, company: bool, holder: Holder = Holder.CUSTOMER, *, later: bool = True
    ) -> Iterator[FormBlock]:
        from dealer_crm.documents.pdf.customer_form import FormBlock

        lines = tuple(self._further(details, (section,), company, holder))
        if lines:
            yield FormBlock(label(section, self._t), lines, later=later, code=section.value)

    def _basics(self, draft: CustomerDraft, known: dict[str, str]) -> Iterator[FormLine]:
        from dealer_crm.documents.pdf.customer_form import FormLine

        t = self._t
        numbers = "\n".join(" ".join(filter(None, (phones.shown(phone.number), phone.label))) for phone in draft.phones)
        yield FormLine(t("Name"), " ".join(filter(None, (draft.name, draft.salutation))), bold=True)
        yield FormLine(t("Customer no."), known.get("number", ""))
        yield FormLine(t("Phone"), numbers, bold=True)
        yield FormLine(t("WeChat"), draft.wechat)
        yield FormLine(t("Email"), draft.email)
        yield FormLine(t("Birthday"), typed_words(draft.birthday, t))
        yield FormLine(t.context("record", "Opened on"), known.get("opened", ""))
        yield FormLine(t("Salesperson"), known.get("owner", ""))
        yield self._one(t.context("record", "Kind"), Nature, draft.nature if known else None)
        yield self._one(t.context("record", "Source"), Channel, draft.source)
        yield FormLine(t("Referred by"), known.get("referrer", ""))
        if draft.credit_code:
            yield FormLine(t.context("record", "Credit code"), draft.credit_code)

    def _house(self, place: PremisesDraft, *, blank: bool) -> Iterator[FormLine]:
        from dealer_crm.documents.pdf.customer_form import FormLine

        t = self._t
        area = f"{place.area / 1000:.2f}".rstrip("0").rstrip(".") if place.area else ""
        yield FormLine(t("Address"), place.line, wide=True, bold=True)
        yield self._one(t("House type"), HouseType, place.house_type)
        yield FormLine(f"{t('Floor area')} (㎡)", area)
        yield self._one(t.context("record", "Customer is"), PremisesRole, None if blank else place.role)
        yield FormLine(t.context("record", "Access"), place.access_notes, wide=True)

    def _reach(self, draft: CustomerDraft) -> Iterator[FormLine]:
        from dealer_crm.documents.pdf.customer_form import FormLine

        t = self._t
        yield self._one(t("Reach by"), PreferredChannel, draft.preferred_channel)
        wanted = PreferredFrequency.NEVER if draft.do_not_disturb else draft.preferred_frequency
        yield self._one(t("How often"), PreferredFrequency, wanted)
        yield FormLine(t("Best time"), draft.preferred_time, wide=True)

    def _one(self, name: str, kind: type[StrEnum], chosen: StrEnum | None) -> FormLine:
        return self._many(name, kind, () if chosen is None else (chosen,))

    def _many(self, name: str, kind: type[StrEnum], chosen: Sequence[StrEnum]) -> FormLine:
        from dealer_crm.documents.pdf.cells import Ticks
        from dealer_crm.documents.pdf.customer_form import FormLine

        return FormLine(name, Ticks(tuple((label(value, self._t), value in chosen) for value in kind)))

    def _further(
        self, details: Details, sections: Sequence[Section], company: bool, holder: Holder = Holder.CUSTOMER
    ) -> Iterator[FormLine]:
        """Yield the fields of the shop in some parts of the form."""
        from dealer_crm.documents.pdf.customer_form import FormLine

        for section in sections:
            for field in self._fields.of(holder, section):
                if field.code not in UNSHOWN and (company or not field.only_companies):
                    value = value_of(details, field.code)
                    lines = LINES_TO_WRITE if field.kind is ValueKind.LINES and not value else 1
                    wide = field.kind is ValueKind.LINES
                    yield FormLine(self._name(field), self._value(field, value), wide=wide, lines=lines)

    def _name(self, field: FormField) -> str:
        said = field.said(self._t.language)
        if not field.unit:
            return said
        return f"{said} ({field.unit})"

    def _value(self, field: FormField, value: str) -> Content:
        from dealer_crm.documents.pdf.cells import Ticks

        if field.kind is ValueKind.YES_NO:
            return Ticks(((self._t("Yes"), value == YES), (self._t("No"), value == NO)))
        if field.kind not in (ValueKind.CHOICE, ValueKind.CHOICES):
            return value
        chosen = value.split(BETWEEN)
        offered = [one for one in self._fields.values(field.list_code) if not one.retired or one.code in chosen]
        return Ticks(tuple((one.said(self._t.language), one.code in chosen) for one in offered)) if offered else ""


def _people(draft: CustomerDraft, t: Translator) -> tuple[FormPerson, ...]:
    from dealer_crm.documents.pdf.customer_form import FormPerson

    others = [one for one in draft.contacts if one.role is not ContactRole.SELF or one.name != draft.name]
    return tuple(FormPerson(c.name, label(c.role, t), tuple(phones.shown(p.number) for p in c.phones), c.wechat) for c in others)


def _lines_for_people() -> tuple[FormPerson, ...]:
    from dealer_crm.documents.pdf.customer_form import FormPerson

    return (FormPerson(),) * BLANK_PEOPLE

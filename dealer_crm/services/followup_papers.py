"""Follow-up cards on paper: what a salesperson takes along of his customers, with the last contacts of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from dealer_crm.domain import phones
from dealer_crm.domain.customers import CustomerDraft, CustomerNotFound
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.details import FormFields, value_of
from dealer_crm.domain.printing import PrintChoice
from dealer_crm.i18n import Translator, translator
from dealer_crm.services.customer_draft import read_file
from dealer_crm.services.customer_list import CustomerList
from dealer_crm.services.form_fields import form_fields
from dealer_crm.services.paper_desk import PaperDesk
from dealer_crm.services.timeline import EventKind, TimelineRow, timeline
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import Customer
from dealer_crm.words.details import detail_words
from dealer_crm.words.labels import label, level_short

if TYPE_CHECKING:
    from dealer_crm.documents.pdf.followup_card import CardContact, FollowupCardData

CONTACTS = 8
NEEDS = ("pain_points", "wanted_brands", "competitors", "budget_band", "priority_1", "decider", "purchase_time")
"""Further fields of the file that a salesperson wants at hand."""


class FollowupPapers:
    """Cards of customers; nothing is changed. The paper libraries are imported when the first one is made."""

    def __init__(self, db: Database, now: Callable[[], datetime], desk: PaperDesk) -> None:
        self._db, self._desk = db, desk
        self._list = CustomerList(db, now)

    def cards(self, customer_ids: Sequence[int], choice: PrintChoice, language: str, printed_by: str = "") -> bytes:
        """Return a card for each customer as one PDF, in their order. Raises CustomerNotFound."""
        from dealer_crm.documents.pdf.followup_card import followup_cards

        setup = self._desk.setup("followup_card", choice, language, printed_by)
        cards = [self.data(one, language) for one in customer_ids]
        if not cards:
            raise CustomerNotFound(number="")
        if setup.template.code:
            cards = [replace(card, code=self._desk.code("followup_card", one)) for card, one in zip(cards, customer_ids, strict=True)]
        return followup_cards(cards, setup)

    def data(self, customer_id: int, language: str) -> FollowupCardData:
        """Return what a card prints. Raises CustomerNotFound."""
        from dealer_crm.documents.pdf.followup_card import FollowupCardData

        t, row = translator(language), next(iter(self._list.rows([customer_id])), None)
        with self._db.read() as session:
            customer, found = session.get(Customer, customer_id), read_file(session, customer_id)
            if row is None or customer is None or found is None:
                raise CustomerNotFound(number=str(customer_id))
            events = timeline(session, customer, CONTACTS, frozenset({EventKind.FOLLOW_UP}))
            fields = form_fields(session)
        draft = found[0]
        house = draft.premises[0] if draft.premises else None
        return FollowupCardData(
            shop=self._desk.head(),
            number=row.number,
            name=" ".join(filter(None, (draft.name, draft.salutation))),
            phones=tuple(dict.fromkeys(_numbers(draft))),
            level=level_short(draft.intent_level, t) or label(draft.intent_level, t),
            stage=label(draft.stage, t),
            owner=row.owner,
            source=label(draft.source, t),
            house=house.line if house else "",
            building=_building(draft, t),
            interests=tuple(label(one, t) for one in draft.interests),
            needs=tuple(_needs(draft, fields, t)),
            reach=_reach(draft, t),
            mind=draft.care_notes,
            next_on=row.next_on,
            next_purpose=row.next_purpose,
            contacts=tuple(_contact(event, t) for event in events),
        )


def _numbers(draft: CustomerDraft) -> Iterator[str]:
    """Yield his own numbers, then those of his people with their names."""
    for phone in draft.phones:
        yield phones.shown(phone.number)
    own = {phone.number for phone in draft.phones}
    for contact in draft.contacts:
        for phone in contact.phones:
            if phone.number not in own:
                yield " ".join(filter(None, (contact.name, phones.shown(phone.number))))


def _building(draft: CustomerDraft, t: Translator) -> str:
    if not draft.premises:
        return ""
    house = draft.premises[0]
    area = f"{house.area / 1000:.2f}".rstrip("0").rstrip(".") if house.area else ""
    return " ".join(filter(None, (label(house.house_type, t), t("{area} ㎡").format(area=area) if area else "")))


def _needs(draft: CustomerDraft, fields: FormFields, t: Translator) -> Iterator[tuple[str, str]]:
    for code in NEEDS:
        known = fields.field(code)
        words = detail_words(known, fields, value_of(draft.details, code), t) if known and not known.retired else ""
        if known and words:
            yield known.said(t.language), words


def _reach(draft: CustomerDraft, t: Translator) -> str:
    if draft.do_not_disturb:
        return t("Do not disturb")
    parts = (label(draft.preferred_channel, t), draft.preferred_time, label(draft.preferred_frequency, t))
    return " ".join(filter(None, parts))


def _contact(event: TimelineRow, t: Translator) -> CardContact:
    from dealer_crm.documents.pdf.followup_card import CardContact

    way = " · ".join(filter(None, (label(event.way, t), label(event.outcome, t), label(event.attitude, t))))
    return CardContact(local_day(event.at), way, " ".join(event.words.split()), event.staff)

"""Who may be in the file already: asked while a form is typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from dealer_crm.domain import phones
from dealer_crm.domain.customers import CustomerDraft
from dealer_crm.domain.text import one_line
from dealer_crm.services.customer_list import CustomerList, CustomerRow
from dealer_crm.storage import search
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import Community, Phone, Premises, PremisesHolder, SearchKey

MOST = 5


class Likeness(StrEnum):
    """Why two files may be one customer, strongest first."""

    PHONE = "phone"
    ROOM = "room"
    TAIL_AND_NAME = "tail_and_name"
    SOUND = "sound"


@dataclass(frozen=True)
class Candidate:
    """A customer who looks like the one being typed."""

    row: CustomerRow
    why: Likeness


class Duplicates:
    """Looks for files like a draft; one short read, for every pause in typing."""

    def __init__(self, db: Database, now: Callable[[], datetime]) -> None:
        self._db = db
        self._list = CustomerList(db, now)

    def like(self, draft: CustomerDraft, but: int | None = None) -> list[Candidate]:
        """Return up to five candidates, strongest first; the draft may be half typed. `but` is the customer being edited."""
        found: dict[int, Likeness] = {}
        numbers = [n for p in [*draft.phones, *(p for c in draft.contacts for p in c.phones)] for n in phones.split(p.number)]
        with self._db.read() as session:
            for ids, why in (
                (_by_phone(session, numbers), Likeness.PHONE),
                (_by_room(session, draft), Likeness.ROOM),
                (_by_tail(session, numbers, one_line(draft.name)), Likeness.TAIL_AND_NAME),
                (self._by_sound(session, draft.name), Likeness.SOUND),
            ):
                for customer_id in ids:
                    found.setdefault(customer_id, why)
        found.pop(but or 0, None)
        return [Candidate(row, found[row.id]) for row in self._list.rows(list(found)[:MOST])]

    def _by_sound(self, session: Session, name: str) -> list[int]:
        if len(one_line(name)) < 2:
            return []
        sounds = [reading.full for reading in self._db.pinyin.readings(name)]
        query = select(SearchKey.customer_id).where(SearchKey.text.in_(sounds), SearchKey.weight == search.PINYIN)
        return list(session.execute(query.distinct().limit(MOST)).scalars())


def _by_phone(session: Session, numbers: list[str]) -> list[int]:
    whole = [number for number in numbers if len(number) >= 7]
    query = select(Phone.customer_id).where(Phone.digits.in_(whole)).distinct().limit(MOST)
    return list(session.execute(query).scalars()) if whole else []


def _by_room(session: Session, draft: CustomerDraft) -> list[int]:
    found: list[int] = []
    for place in draft.premises:
        if not (place.community.strip() and place.room.strip()):
            continue
        query = (
            select(PremisesHolder.customer_id)
            .join(Premises, Premises.id == PremisesHolder.premises_id)
            .join(Community, Community.id == Premises.community_id)
            .where(Community.name == one_line(place.community), Premises.room == one_line(place.room))
            .where(Premises.building == one_line(place.building), Premises.unit == one_line(place.unit))
        )
        found += session.execute(query.limit(MOST)).scalars()
    return found


def _by_tail(session: Session, numbers: list[str], name: str) -> list[int]:
    tails = [number[-4:] for number in numbers if len(number) >= 4]
    if not (tails and name):
        return []
    named = select(SearchKey.customer_id).where(SearchKey.text == search.fold_word(name), SearchKey.weight == search.NAME)
    query = select(Phone.customer_id, Phone.digits).where(Phone.customer_id.in_(named))
    return [row.customer_id for row in session.execute(query) if row.digits[-4:] in tails]

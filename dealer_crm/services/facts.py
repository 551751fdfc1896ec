"""When facts of a customer were confirmed, and the numbers and addresses that were right before."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sqlalchemy import select

from dealer_crm.domain.customers import CustomerDraft, Nature, PreferredChannel, Stage
from dealer_crm.domain.premises import HouseType, PremisesDraft, address_line
from dealer_crm.domain.questions import Fact, Questions, known_text
from dealer_crm.storage.database import Database, WriteSession
from dealer_crm.storage.files import program_text
from dealer_crm.storage.models import Customer, FormerValue, Verification

PHONES, HOUSES = "phones", "premises"
_PARTS = ("province", "city", "district", "street", "community", "building", "unit", "room")


@dataclass(frozen=True)
class FormerRow:
    """A number (as digits) or an address that was right until a day."""

    field: str
    words: str
    until_on: date


@lru_cache(maxsize=1)
def questions() -> Questions:
    """Return what may be asked, as shipped."""
    data = tomllib.loads(program_text("forms", "questions.toml"))
    facts = tuple(
        Fact(
            code=row["code"],
            weight=row["weight"],
            months=row["months"],
            stages=frozenset(map(Stage, row.get("stages", ()))),
            natures=frozenset(map(Nature, row.get("natures", ()))),
            houses=frozenset(map(HouseType, row.get("houses", ()))),
            zh=row["zh"],
            en=row["en"],
            source=row["source"],
        )
        for row in data["fact"]
    )
    return Questions(facts, data["stale_share"])


class Verifications:
    """Answers when a fact was last confirmed, what was right before, and what to mind."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def of(self, customer_id: int) -> dict[str, date]:
        """Return the day each fact of a customer was last confirmed, by field of the draft or code of a further field."""
        query = select(Verification.field, Verification.verified_on).where(Verification.customer_id == customer_id)
        with self._db.read() as session:
            return {row.field: row.verified_on for row in session.execute(query)}

    def care_notes(self, customer_id: int) -> str:
        """Return what to mind before every call and visit, "" where there is nothing."""
        with self._db.read() as session:
            return session.execute(select(Customer.care_notes).where(Customer.id == customer_id)).scalar() or ""

    def preferred_channel(self, customer_id: int) -> PreferredChannel | None:
        """Return by which way the customer likes to be reached, None where nobody asked."""
        with self._db.read() as session:
            return session.execute(select(Customer.preferred_channel).where(Customer.id == customer_id)).scalar()

    def former(self, customer_id: int) -> tuple[FormerRow, ...]:
        """Return numbers and addresses that were right before, the latest first."""
        former = FormerValue
        query = select(former.field, former.words, former.until_on).where(former.customer_id == customer_id)
        with self._db.read() as session:
            return tuple(FormerRow(*row) for row in session.execute(query.order_by(former.until_on.desc(), former.id.desc())))


def note_change(
    session: WriteSession, customer_id: int, files: tuple[CustomerDraft, CustomerDraft], day: date, staff_id: int | None
) -> None:
    """Keep numbers and addresses that a file loses, and count what changed in it as confirmed on the day.

    Who types a new value has just been told it, so it is as fresh as one that was asked for. What merely stands in the form while
    something else is saved was not confirmed by anybody and keeps its day.
    """
    before, after = files
    _keep_numbers(session, customer_id, before, after, day)
    _keep_addresses(session, customer_id, before, after, day)
    codes = [fact.code for fact in questions().facts]
    confirm(session, customer_id, [code for code in codes if known_text(before, code) != known_text(after, code)], day, staff_id)


def confirm(session: WriteSession, customer_id: int, codes: Iterable[str], day: date, staff_id: int | None) -> None:
    """Say that the customer confirmed these facts on the day."""
    wanted = list(codes)
    if not wanted:
        return
    known = {row.field: row for row in session.scalars(select(Verification).where(Verification.customer_id == customer_id))}
    for code in wanted:
        row = known.get(code)
        if row is None:
            session.add(Verification(customer_id=customer_id, field=code, verified_on=day, staff_id=staff_id))
        elif row.verified_on != day:
            row.verified_on, row.staff_id = day, staff_id


def _numbers(draft: CustomerDraft) -> list[str]:
    people = (phone.number for contact in draft.contacts for phone in contact.phones)
    return list(dict.fromkeys((*(phone.number for phone in draft.phones), *people)))


def _keep_numbers(session: WriteSession, customer_id: int, before: CustomerDraft, after: CustomerDraft, day: date) -> None:
    old, new = _numbers(before), _numbers(after)
    if old == new:
        return
    _forget(session, customer_id, PHONES, [number for number in new if number not in old])
    for number in old:
        if number not in new:
            session.add(FormerValue(customer_id=customer_id, field=PHONES, words=number, until_on=day))


def _keep_addresses(session: WriteSession, customer_id: int, before: CustomerDraft, after: CustomerDraft, day: date) -> None:
    if before.premises == after.premises:
        return
    now: dict[int | None, PremisesDraft] = {place.id: place for place in after.premises if place.id}
    _forget(session, customer_id, HOUSES, [address_line(place) for place in after.premises])
    for place in before.premises:
        keep_address(session, customer_id, (place, now.get(place.id)), day)


def keep_address(session: WriteSession, customer_id: int, places: tuple[PremisesDraft, PremisesDraft | None], day: date) -> None:
    """Keep the address of a house that was replaced or left; one that was only completed is none that was right before."""
    before, after = places
    words = address_line(before)
    same = after is not None and all(getattr(before, part) in ("", getattr(after, part)) for part in _PARTS)
    if words and not same:
        session.add(FormerValue(customer_id=customer_id, field=HOUSES, words=words, until_on=day))


def _forget(session: WriteSession, customer_id: int, field: str, words: list[str]) -> None:
    """Take back that a value was right before where it is right again."""
    if words:
        mine = select(FormerValue).where(FormerValue.customer_id == customer_id, FormerValue.field == field)
        for row in session.scalars(mine.where(FormerValue.words.in_(words))):
            session.delete(row)

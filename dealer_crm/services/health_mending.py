"""What of the files can be written better without asking anybody: spellings of numbers, spaces, a community under two names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dealer_crm.domain import phones
from dealer_crm.domain.health import Mend, better_phone, better_text, community_key
from dealer_crm.services.communities import put_together
from dealer_crm.storage.database import WriteSession
from dealer_crm.storage.models import Community, Contact, Customer, Phone, Premises

TEXTS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (Customer, ("name", "wechat", "email")),
    (Contact, ("name", "wechat")),
    (Premises, ("province", "city", "district", "street", "building", "unit", "room")),
    (Community, ("name",)),
)
MODELS = {model.__tablename__: model for model, _ in TEXTS} | {"phone": Phone}
MERGED = "merged"
"""The column of a mend that makes one of two communities: before = the name that goes, after = the one that stays."""


def mends(session: Session) -> list[Mend]:
    """Return everything that would be written, in an order that is always the same."""
    return [*_communities(session), *_phones(session), *_texts(session)]


def mend(session: WriteSession, wanted: Sequence[Mend]) -> None:
    """Write it, in the caller's transaction."""
    kept = _kept_communities(session)
    for one in wanted:
        if one.column == MERGED:
            put_together(session, kept[community_key(one.before)], one.row_id)
            continue
        row: Any = session.get(MODELS[one.table], one.row_id)
        if row is None:
            continue
        if one.table == "phone":
            _write_phone(session, row, one.after)
        else:
            setattr(row, one.column, one.after)
    session.flush()


def _write_phone(session: WriteSession, row: Phone, digits: str) -> None:
    """Write a number in its one form; where the same person has it already, once is enough."""
    same = select(Phone.id).where(Phone.customer_id == row.customer_id, Phone.digits == digits, Phone.id != row.id)
    whose = Phone.contact_id.is_(None) if row.contact_id is None else Phone.contact_id == row.contact_id
    if session.execute(same.where(whose)).first() is not None:
        session.delete(row)
    else:
        row.digits, row.kind = digits, phones.kind(digits)
    session.flush()


def _phones(session: Session) -> Iterator[Mend]:
    for row_id, digits in session.execute(select(Phone.id, Phone.digits).where(Phone.kind != phones.PhoneKind.MOBILE).order_by(Phone.id)):
        better = better_phone(digits)
        if better != digits:
            yield Mend("phone", "digits", row_id, digits, better)


def _texts(session: Session) -> Iterator[Mend]:
    for model, names in TEXTS:
        gone = {one.row_id for one in _communities(session)} if model is Community else set()
        columns = [getattr(model, name) for name in names]
        for row_id, *texts in session.execute(select(model.id, *columns).order_by(model.id)):
            for name, text in zip(names, texts, strict=True):
                better = better_text(text)
                if better != text and row_id not in gone:
                    yield Mend(model.__tablename__, name, row_id, text, better)


def _communities(session: Session) -> list[Mend]:
    kept, names = _kept_communities(session), dict(_names(session))
    return [
        Mend("community", MERGED, row_id, name, names[kept[community_key(name)]])
        for row_id, name in names.items()
        if kept[community_key(name)] != row_id
    ]


def _kept_communities(session: Session) -> dict[str, int]:
    """Return which community stays of those that are one by their spelling: the one with the most houses, of two alike the older."""
    houses = {row[0]: row[1] for row in session.execute(select(Premises.community_id, func.count()).group_by(Premises.community_id))}
    found: dict[str, list[int]] = defaultdict(list)
    for row_id, name in _names(session):
        found[community_key(name)].append(row_id)
    return {key: min(ids, key=lambda one: (-houses.get(one, 0), one)) for key, ids in found.items()}


def _names(session: Session) -> list[tuple[int, str]]:
    return [(row[0], row[1]) for row in session.execute(select(Community.id, Community.name).order_by(Community.id))]

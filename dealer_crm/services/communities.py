"""Communities: listed by sound with what the shop has there, found by initials and other names, edited, merged."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from dealer_crm.domain.care import EquipmentState
from dealer_crm.domain.communities import CommunityDraft, CommunityGone, CommunityKnown, merged, other_names, penetration
from dealer_crm.domain.customers import Stage
from dealer_crm.domain.journal import Action, Actor, Subject
from dealer_crm.domain.names import Pinyin
from dealer_crm.domain.text import fold
from dealer_crm.services.houses import HOUSE_COLUMNS, house_of
from dealer_crm.storage import journal
from dealer_crm.storage.database import Database, WriteSession
from dealer_crm.storage.models import Community, Customer, CustomerLine, Equipment, Premises, PremisesHolder

FIELDS = ("name", "alias", "completed", "households", "heating", "sample_flats", "note")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True)
class CommunityRow:
    """A community with what is there of the shop: customers of today, houses, machines in use, households that have one."""

    id: int
    name: str
    alias: str
    completed: int | None
    households: int | None
    heating: str
    sample_flats: str
    note: str
    customers: int
    houses: int
    machines: int
    installed: int

    @property
    def penetration(self) -> int | None:
        """Installed households of all of them in tenths of a percent, None while their number is not known."""
        return penetration(self.installed, self.households)

    def draft(self) -> CommunityDraft:
        """Return what a form edits."""
        return CommunityDraft(**{name: getattr(self, name) for name in FIELDS})


@dataclass(frozen=True)
class ResidentRow:
    """A customer at a house of the community, as one of its holders (`id`); `building` groups them."""

    id: int
    customer_id: int
    premises_id: int
    building: str
    door: str
    name: str
    phone: str
    stage: Stage
    machines: int


class Communities:
    """Use-cases of communities. One public method is one transaction."""

    def __init__(self, db: Database, actor: Callable[[], Actor]) -> None:
        self._db = db
        self._actor = actor

    def rows(self, words: str = "") -> tuple[CommunityRow, ...]:
        """Return all communities that go by the words, by their sound. Asked beside the window: it counts every house."""
        with self._db.read() as session:
            known: list[Any] = list(session.execute(select(Community.id, *(getattr(Community, name) for name in FIELDS))))
            counts = _counts(session)
        pinyin = self._db.pinyin
        found = [row for row in known if matches(words, row.name, row.alias, pinyin)]
        found.sort(key=lambda row: pinyin.sort_key(row.name))
        return tuple(_row(row, counts) for row in found)

    def ids(self) -> list[int]:
        """Return all communities by their sound."""
        with self._db.read() as session:
            known = session.execute(select(Community.id, Community.name)).all()
        return [row.id for row in sorted(known, key=lambda row: self._db.pinyin.sort_key(row.name))]

    def rows_of(self, ids: Sequence[int]) -> list[CommunityRow]:
        """Return these communities in that order; those that are gone are left out."""
        found = {row.id: row for row in self.rows()}
        return [found[one] for one in ids if one in found]

    def one(self, community_id: int) -> CommunityRow:
        """Return one community. Raises CommunityGone."""
        with self._db.read() as session:
            columns = select(Community.id, *(getattr(Community, name) for name in FIELDS))
            row: Any = session.execute(columns.where(Community.id == community_id)).first()
            if row is None:
                raise CommunityGone
            return _row(row, _counts(session, community_id))

    def all_names(self) -> list[str]:
        """Return the names of all communities, in the order of their sounds."""
        with self._db.read() as session:
            return sorted(session.execute(select(Community.name)).scalars(), key=self._db.pinyin.sort_key)

    def names(self, words: str, most: int = 8) -> list[str]:
        """Return names that the words mean while somebody types: those that begin so first, then by sound."""
        with self._db.read() as session:
            known = session.execute(select(Community.name, Community.alias)).all()
        pinyin = self._db.pinyin
        found = [row.name for row in known if words.strip() and matches(words, row.name, row.alias, pinyin)]
        found.sort(key=lambda name: (not fold(name).startswith(fold(words)), pinyin.sort_key(name)))
        return found[:most]

    def residents(self, community_id: int) -> tuple[ResidentRow, ...]:
        """Return the customers of a community, building by building, doors in order."""
        with self._db.read() as session:
            found = [_resident(row) for row in session.execute(_residents(community_id))]
        return tuple(sorted(found, key=lambda row: (_counted(row.building), _counted(row.door), row.premises_id)))

    def edit(self, community_id: int, draft: CommunityDraft) -> None:
        """Change what is known of a community. Raises CommunityGone, CommunityKnown and the errors of the draft."""
        draft = draft.checked()
        with self._db.write(self._actor(), Action.EDIT, Subject.COMMUNITY) as session:
            community = _require(session, community_id)
            taken = select(Community.id).where(Community.name == draft.name, Community.id != community_id)
            if session.execute(taken).first():
                raise CommunityKnown(name=draft.name)
            _fill(community, draft)
            session.about(community_id, draft.name)

    def merge(self, kept_id: int, gone_id: int) -> None:
        """Make one of two spellings: all houses move to the one that is kept, the other name stays as its alias, in one step.

        Raises CommunityGone, also where both are the same.
        """
        if kept_id == gone_id:
            raise CommunityGone
        with self._db.write(self._actor(), Action.EDIT, Subject.COMMUNITY) as session:
            session.about(kept_id, put_together(session, kept_id, gone_id))


def put_together(session: WriteSession, kept_id: int, gone_id: int) -> str:
    """Make one of two communities in the caller's write, and return what history calls it. Raises CommunityGone."""
    kept, gone = _require(session, kept_id), _require(session, gone_id)
    _fill(kept, merged(_draft(kept), _draft(gone)))
    session.flush()
    moving = update(Premises).where(Premises.community_id == gone_id).values(community_id=kept_id)
    journal.update_where(session.connection(), session.recorder, moving)
    session.delete(gone)
    session.flush()
    return f"{gone.name} → {kept.name}"


def matches(words: str, name: str, alias: str, pinyin: Pinyin) -> bool:
    """Tell whether a community goes by the words: part of a name, the beginning of its sound or initials."""
    asked = fold(words).replace(" ", "")
    if not asked:
        return True
    names = (name, *other_names(alias))
    if any(asked in fold(one) for one in names):
        return True
    return asked.isascii() and any(
        reading.full.startswith(asked) or reading.initials.startswith(asked) for one in names for reading in pinyin.readings(one)
    )


def _row(row: Any, counts: Mapping[int, tuple[int, int, int, int]]) -> CommunityRow:
    customers, houses, machines, installed = counts.get(row.id, (0, 0, 0, 0))
    known: dict[str, Any] = {name: getattr(row, name) for name in FIELDS}
    return CommunityRow(row.id, **known, customers=customers, houses=houses, machines=machines, installed=installed)


def _require(session: WriteSession, community_id: int) -> Community:
    community = session.get(Community, community_id)
    if community is None:
        raise CommunityGone
    return community


def _draft(community: Community) -> CommunityDraft:
    return CommunityDraft(**{name: getattr(community, name) for name in FIELDS})


def _fill(community: Community, draft: CommunityDraft) -> None:
    for name in FIELDS:
        if getattr(community, name) != getattr(draft, name):
            setattr(community, name, getattr(draft, name))


def _counts(session: Session, community_id: int | None = None) -> dict[int, tuple[int, int, int, int]]:
    """Return customers, houses, machines and installed households of each community."""
    place: Any = Premises.community_id
    mine = place == community_id if community_id is not None else place.is_not(None)
    holders = select(place, func.count(PremisesHolder.customer_id.distinct())).join(
        PremisesHolder, PremisesHolder.premises_id == Premises.id
    )
    machines = select(place, func.count(), func.count(Premises.id.distinct())).join(Equipment, Equipment.premises_id == Premises.id)
    houses = dict(_pairs(session, select(place, func.count()).where(mine).group_by(place)))
    people = dict(_pairs(session, holders.where(mine, PremisesHolder.to_on.is_(None)).group_by(place)))
    standing = session.execute(machines.where(mine, Equipment.state == EquipmentState.IN_USE).group_by(place))
    in_use: dict[int, tuple[int, int]] = {row[0]: (row[1], row[2]) for row in standing}
    return {one: (people.get(one, 0), count, *in_use.get(one, (0, 0))) for one, count in houses.items()}


def _pairs(session: Session, query: Any) -> list[tuple[int, int]]:
    return [(row[0], row[1]) for row in session.execute(query)]


def _residents(community_id: int) -> Any:
    in_use = select(func.count()).where(Equipment.premises_id == Premises.id, Equipment.state == EquipmentState.IN_USE)
    line = CustomerLine
    return (
        select(
            PremisesHolder.id.label("holder_id"),
            Premises.id,
            line.customer_id,
            line.name,
            line.number,
            line.phone,
            line.stage,
            *HOUSE_COLUMNS,
        )
        .add_columns(in_use.correlate(Premises).scalar_subquery().label("machines"))
        .join(PremisesHolder, PremisesHolder.premises_id == Premises.id)
        .join(Customer, Customer.id == PremisesHolder.customer_id)
        .join(line, line.customer_id == Customer.id)
        .outerjoin(Community, Community.id == Premises.community_id)
        .where(Premises.community_id == community_id, PremisesHolder.to_on.is_(None))
    )


def _resident(row: Any) -> ResidentRow:
    house = house_of(row)
    door = "-".join(part for part in (house.unit, house.room) if part)
    return ResidentRow(
        row.holder_id, row.customer_id, row.id, house.building, door, row.name or row.number, row.phone, row.stage, row.machines
    )


def _counted(door: str) -> tuple[Any, ...]:
    """Return what orders doors as one counts them: 2 before 12, those without a number last."""
    numbers = tuple(int(part) for part in _DIGITS.findall(door))
    return (not numbers, numbers, door)


def by_name(session: Session, name: str) -> int | None:
    """Return the community that goes by exactly this name, its own or another one."""
    found = session.execute(select(Community.id).where(Community.name == name)).scalar()
    if found is not None:
        return int(found)
    part = Community.alias.contains(name, autoescape=True)
    called = session.execute(select(Community.id, Community.alias).where(part).order_by(Community.id))
    return next((row.id for row in called if name in other_names(row.alias)), None)

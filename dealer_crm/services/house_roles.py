"""Houses with those who own, rent, pay for or look after them: roles from a day to a day, and a new owner in one step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dealer_crm.domain.care import EquipmentState
from dealer_crm.domain.customers import CustomerDraft, CustomerNotFound
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.equipment import HouseMissing, refuse_ahead
from dealer_crm.domain.houses import RoleDraft, refuse_backwards
from dealer_crm.domain.journal import Action, Actor, Subject
from dealer_crm.domain.premises import PremisesRole, RoleGone, RoleKnown, place_order
from dealer_crm.services.customers import open_file
from dealer_crm.services.houses import HOUSE_COLUMNS, house_line, house_of
from dealer_crm.storage.database import Database, WriteSession
from dealer_crm.storage.models import Community, Customer, Equipment, Premises, PremisesHolder


@dataclass(frozen=True)
class HolderRow:
    """What somebody is or was in a house."""

    id: int
    customer_id: int
    name: str
    role: PremisesRole
    from_on: date | None
    to_on: date | None


@dataclass(frozen=True)
class HouseRow:
    """A house of the customer with everybody who has or had it, those of today first. `machines` counts those in use."""

    premises_id: int
    address: str
    community_id: int | None
    community: str
    machines: int
    holders: tuple[HolderRow, ...]

    def present(self, customer_id: int) -> bool:
        """Tell whether the house is the customer's today."""
        return any(one.customer_id == customer_id and one.to_on is None for one in self.holders)


class Houses:
    """Use-cases of roles in houses.

    Machines, their warranty and care belong to the house and stay with it, so lists, calls and visits turn to whoever has it now.
    Pictures belong to the file of who let them be taken; those of a delivery, an installation or a repair are also shown at the
    machine they were taken of, whoever lives there.
    """

    def __init__(self, db: Database, actor: Callable[[], Actor], now: Callable[[], datetime]) -> None:
        self._db = db
        self._actor = actor
        self._now = now

    def of(self, customer_id: int) -> tuple[HouseRow, ...]:
        """Return the customer's houses, those of today first."""
        with self._db.read() as session:
            mine = select(PremisesHolder.premises_id, PremisesHolder.to_on).where(PremisesHolder.customer_id == customer_id)
            ordered = mine.order_by(PremisesHolder.to_on.is_not(None), PremisesHolder.position, PremisesHolder.id)
            ids = list(dict.fromkeys(row.premises_id for row in session.execute(ordered)))
            return _rows(session, ids)

    def one(self, premises_id: int) -> HouseRow:
        """Return one house. Raises HouseMissing."""
        with self._db.read() as session:
            rows = _rows(session, [premises_id])
        if not rows:
            raise HouseMissing
        return rows[0]

    def add_role(self, draft: RoleDraft) -> int:
        """Say what somebody is or was in a house and return the id of the role.

        Raises RoleEndsFirst, DayAhead, HouseMissing, CustomerNotFound, RoleKnown where he has a part in the house now.
        """
        draft = draft.checked()
        self._refuse_ahead(draft.from_on, draft.to_on)
        with self._db.write(self._actor(), Action.EDIT, Subject.HOUSE) as session:
            house, customer = _house(session, draft.premises_id), _customer(session, draft.customer_id)
            if draft.to_on is None:
                _refuse_known(session, draft, customer)
            holder = _hold(session, draft)
            session.about(house.id, _line(session, house.id))
            return holder.id

    def end_role(self, holder_id: int, on: date) -> None:
        """Say that a role was over on the day. Raises RoleGone, RoleEndsFirst, DayAhead."""
        self._refuse_ahead(on)
        with self._db.write(self._actor(), Action.EDIT, Subject.HOUSE) as session:
            holder = session.get(PremisesHolder, holder_id)
            if holder is None or holder.to_on is not None:
                raise RoleGone
            refuse_backwards(holder.from_on, on)
            holder.to_on = on
            session.about(holder.premises_id, _line(session, holder.premises_id))

    def new_owner(self, premises_id: int, who: int | CustomerDraft, on: date) -> int:
        """Hand a house over to a customer, or to one who is filed along with it; return his id.

        Whoever owns, rents or pays for it now does so until the day before; who looks after the estate goes on doing so. What stands
        in the house stays there. Raises DayAhead, HouseMissing, CustomerNotFound, RoleKnown, RoleEndsFirst and the errors of the draft.
        """
        self._refuse_ahead(on)
        draft = replace(who.checked(), premises=()) if isinstance(who, CustomerDraft) else None
        with self._db.write(self._actor(), Action.EDIT, Subject.HOUSE) as session:
            house = _house(session, premises_id)
            customer_id = open_file(session, draft, self._now()) if draft else _customer(session, _id(who)).id
            for holder in _present(session, house.id):
                if holder.role is not PremisesRole.PROPERTY:
                    _hand_on(session, holder, customer_id, on)
            _hold(session, RoleDraft(house.id, customer_id, PremisesRole.OWNER, on))
            session.about(house.id, _line(session, house.id))
            return customer_id

    def _refuse_ahead(self, *days: date | None) -> None:
        for day in days:
            refuse_ahead(day, local_day(self._now()))


def _id(who: int | CustomerDraft) -> int:
    return who if isinstance(who, int) else 0


def _hand_on(session: WriteSession, holder: PremisesHolder, customer_id: int, on: date) -> None:
    if holder.customer_id == customer_id and holder.role is PremisesRole.OWNER:
        raise RoleKnown(name=_name(_customer(session, customer_id)))
    last = on - timedelta(days=1)
    refuse_backwards(holder.from_on, last)
    holder.to_on = last


def _hold(session: WriteSession, draft: RoleDraft) -> PremisesHolder:
    held = select(func.count()).where(PremisesHolder.customer_id == draft.customer_id, PremisesHolder.to_on.is_(None))
    holder = PremisesHolder(premises_id=draft.premises_id, customer_id=draft.customer_id, role=draft.role)
    holder.from_on, holder.to_on = draft.from_on, draft.to_on
    holder.position = place_order(session.execute(held).scalar_one(), draft.role)
    session.add(holder)
    session.flush()
    return holder


def _present(session: WriteSession, premises_id: int) -> Sequence[PremisesHolder]:
    query = select(PremisesHolder).where(PremisesHolder.premises_id == premises_id, PremisesHolder.to_on.is_(None))
    return session.scalars(query.order_by(PremisesHolder.position, PremisesHolder.id)).all()


def _refuse_known(session: WriteSession, draft: RoleDraft, customer: Customer) -> None:
    """Raise RoleKnown: a house stands in a file once."""
    if any(holder.customer_id == customer.id for holder in _present(session, draft.premises_id)):
        raise RoleKnown(name=_name(customer))


def _house(session: WriteSession, premises_id: int) -> Premises:
    house = session.get(Premises, premises_id)
    if house is None:
        raise HouseMissing
    return house


def _customer(session: WriteSession, customer_id: int) -> Customer:
    customer = session.get(Customer, customer_id)
    if customer is None:
        raise CustomerNotFound(number=str(customer_id))
    return customer


def _name(customer: Customer) -> str:
    return customer.name or customer.number


def _line(session: WriteSession, premises_id: int) -> str:
    query = select(*HOUSE_COLUMNS).select_from(Premises).outerjoin(Community, Community.id == Premises.community_id)
    return house_line(house_of(session.execute(query.where(Premises.id == premises_id)).one()))


def _rows(session: Session, ids: Sequence[int]) -> tuple[HouseRow, ...]:
    query = select(Premises.id, Premises.community_id, *HOUSE_COLUMNS).outerjoin(Community, Community.id == Premises.community_id)
    houses = {row.id: row for row in session.execute(query.where(Premises.id.in_(ids)))}
    in_use = select(Equipment.premises_id, func.count()).where(Equipment.premises_id.in_(ids), Equipment.state == EquipmentState.IN_USE)
    machines: dict[int, int] = {row[0]: row[1] for row in session.execute(in_use.group_by(Equipment.premises_id))}
    holders = _holders(session, ids)
    return tuple(
        HouseRow(
            one,
            house_line(house_of(houses[one])),
            houses[one].community_id,
            houses[one].house_community,
            machines.get(one, 0),
            tuple(holders.get(one, ())),
        )
        for one in ids
        if one in houses
    )


def _holders(session: Session, ids: Sequence[int]) -> dict[int, list[HolderRow]]:
    holder: Any = PremisesHolder
    query = (
        select(holder.id, holder.premises_id, holder.customer_id, holder.role, holder.from_on, holder.to_on, Customer.name, Customer.number)
        .join(Customer, Customer.id == holder.customer_id)
        .where(holder.premises_id.in_(ids))
        .order_by(holder.to_on.is_not(None), holder.to_on.desc(), holder.position, holder.id)
    )
    found: dict[int, list[HolderRow]] = {}
    for row in session.execute(query):
        one = HolderRow(row.id, row.customer_id, row.name or row.number, row.role, row.from_on, row.to_on)
        found.setdefault(row.premises_id, []).append(one)
    return found

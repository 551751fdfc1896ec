"""The house a machine, a visit or a paper is about: who lives there now, and how its address is written."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ScalarSelect, func, select

from dealer_crm.domain.deliveries import PremisesMissing
from dealer_crm.domain.premises import PremisesDraft, PremisesRole, address_line, short_line
from dealer_crm.storage.database import WriteSession
from dealer_crm.storage.models import Community, Delivery, Premises, PremisesHolder

PLACE = ("province", "city", "district", "street", "building", "unit", "room")
HOUSE_COLUMNS = (
    *(Premises.__table__.c[name].label(f"house_{name}") for name in PLACE),
    func.coalesce(Community.name, "").label("house_community"),
)
"""What a query selects so that `house_of` can read an address; it joins Premises and, outside, Community."""


def holder_of(premises_id: Any) -> ScalarSelect[int]:
    """Return the customer who has the house now, the first of several, as part of a query."""
    query = select(PremisesHolder.customer_id).where(PremisesHolder.premises_id == premises_id, PremisesHolder.to_on.is_(None))
    return query.order_by(PremisesHolder.position, PremisesHolder.id).limit(1).scalar_subquery()


def premises_for(session: WriteSession, delivery: Delivery) -> int:
    """Return the house where goods of a delivery stand that was planned without one; part of the caller's write.

    It is the customer's first house by now, else a new one of the address on the note. Raises PremisesMissing without both.
    """
    held = select(PremisesHolder.premises_id).where(PremisesHolder.customer_id == delivery.customer_id, PremisesHolder.to_on.is_(None))
    found = session.execute(held.order_by(PremisesHolder.position, PremisesHolder.id).limit(1)).scalar()
    if found is not None:
        return int(found)
    if not delivery.address:
        raise PremisesMissing
    house = Premises(street=delivery.address)
    session.add(house)
    session.flush()
    session.add(PremisesHolder(premises_id=house.id, customer_id=delivery.customer_id, role=PremisesRole.OWNER))
    session.flush()
    return house.id


def house_of(row: Any) -> PremisesDraft:
    """Return the address of a row that has `HOUSE_COLUMNS`."""
    parts: dict[str, Any] = {name: getattr(row, f"house_{name}") or "" for name in PLACE}
    return PremisesDraft(community=row.house_community or "", **parts)


def house_line(house: PremisesDraft) -> str:
    """Write the address as lists show it."""
    return short_line(house) or address_line(house)

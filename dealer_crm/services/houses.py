"""The house a machine, a visit or a paper is about: who lives there now, and how its address is written."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ScalarSelect, func, select

from dealer_crm.domain.premises import PremisesDraft, address_line, short_line
from dealer_crm.storage.models import Community, Premises, PremisesHolder

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


def house_of(row: Any) -> PremisesDraft:
    """Return the address of a row that has `HOUSE_COLUMNS`."""
    parts: dict[str, Any] = {name: getattr(row, f"house_{name}") or "" for name in PLACE}
    return PremisesDraft(community=row.house_community or "", **parts)


def house_line(house: PremisesDraft) -> str:
    """Write the address as lists show it."""
    return short_line(house) or address_line(house)

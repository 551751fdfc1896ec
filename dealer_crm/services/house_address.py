"""The address of one house, in one line, as papers say it."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from dealer_crm.domain.premises import address_line
from dealer_crm.services.houses import HOUSE_COLUMNS, house_of
from dealer_crm.storage.models import Community, Premises


def address_of(session: Session, premises_id: int) -> str:
    """Return the address of a house, "" where it is gone."""
    query = select(*HOUSE_COLUMNS).outerjoin(Community, Community.id == Premises.community_id).where(Premises.id == premises_id)
    row = session.execute(query).first()
    return address_line(house_of(row)) if row else ""

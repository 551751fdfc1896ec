"""What a record is called, for places that hold only its table and id."""

from __future__ import annotations

from sqlalchemy import select

from dealer_crm.storage.database import Database
from dealer_crm.storage.models import Community, Customer, Staff

NAMED = {model.__tablename__: model for model in (Customer, Staff, Community)}


class RecordNames:
    """One short read per question."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def name_of(self, table: str, record_id: int) -> str:
        """Return the name of a customer, a person of the shop or a community; '' for anything else."""
        model = NAMED.get(table)
        if model is None:
            return ""
        with self._db.read() as session:
            return session.execute(select(model.name).where(model.id == record_id)).scalar() or ""

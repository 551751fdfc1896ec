"""What came back to the sample shop, and its drawer that was counted: done with the services, at the instants the story tells."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from dealer_crm.domain.cash import CashCloseDraft
from dealer_crm.domain.journal import Actor, Origin
from dealer_crm.domain.order_returns import ReturnDraft
from dealer_crm.domain.orders import PayWay
from dealer_crm.services.cash_closing import CashClosing
from dealer_crm.services.demo_telling import Telling, fen, thousandths
from dealer_crm.services.order_reading import lines_of
from dealer_crm.services.order_returns import OrderReturns
from dealer_crm.storage.database import Database
from dealer_crm.storage.files import program_text
from dealer_crm.storage.models import Customer, SalesOrder

Entry = Mapping[str, Any]
CASHIER = 4
"""Who takes goods back and counts the drawer, among the staff."""


class Till:
    """Takes back what customers bring, and counts the drawer."""

    def __init__(self, db: Database, language: str, now: datetime, staff_ids: Sequence[int]) -> None:
        self._db, self._telling = db, Telling(language, now)
        self._cashier = Actor(staff_ids[CASHIER], origin=Origin.SYSTEM)
        self._data: dict[str, Any] = tomllib.loads(program_text("demo", "round.toml"))

    def tell(self) -> None:
        """Do it, in the order in which it happened."""
        for entry in self._data["returns"]:
            self._take_back(entry)
        for entry in self._data["drawers"]:
            self._count(entry)

    def _take_back(self, entry: Entry) -> None:
        at, day = self._telling.instant(entry["on"], "10:40"), self._telling.day(entry["ordered"])
        with self._db.read() as session:
            query = select(SalesOrder.id).join(Customer, Customer.id == SalesOrder.customer_id)
            order_id = session.scalars(query.where(Customer.name == entry["customer"], SalesOrder.ordered_on == day)).one()
            line_id = lines_of(session, order_id)[entry["line"]].id
        draft = ReturnDraft(
            order_id,
            ((line_id, thousandths(entry["n"])),),
            reason=self._telling.words(entry["reason"]),
            refund=fen(entry["refund"]),
            way=PayWay(entry["way"]),
        )
        OrderReturns(self._db, lambda: self._cashier, lambda: at).take(draft)

    def _count(self, entry: Entry) -> None:
        at = self._telling.instant(entry["on"], "18:20")
        draft = CashCloseDraft(
            self._telling.day(entry["on"]),
            counted=fen(entry["counted"]),
            taken_out=fen(entry["taken_out"]),
            opening=fen(entry["opening"]),
            note=self._telling.words(entry["note"]),
        )
        CashClosing(self._db, lambda: self._cashier, lambda: at).close(draft)

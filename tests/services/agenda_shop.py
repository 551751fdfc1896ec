"""A store with one customer, and short ways to file what the agenda tells of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from dealer_crm.domain.agenda import AgendaKind, AgendaRow
from dealer_crm.domain.coverages import CoverageKind, Provider, StartBasis
from dealer_crm.domain.customers import CustomerDraft, PhoneDraft
from dealer_crm.domain.journal import Action, Actor, Subject
from dealer_crm.domain.orders import OrderState
from dealer_crm.domain.premises import PremisesDraft
from dealer_crm.services.agenda import Agenda
from dealer_crm.services.customers import Customers
from dealer_crm.services.followups import FollowUps
from dealer_crm.services.history import History
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import Equipment, EquipmentCoverage, PremisesHolder, SalesOrder
from tests.services.conftest import Clock


class Shop:
    """A store with one customer, and short ways to file what is dated."""

    def __init__(self, db: Database, actor: Callable[[], Actor], clock: Clock) -> None:
        self.db, self.actor, self.clock = db, actor, clock
        self.follow = FollowUps(db, actor, clock)
        self.agenda = Agenda(db, actor, clock)
        self.history = History(db, actor)
        house = PremisesDraft(community="云上花园", building="12", room="1502")
        self.customer = Customers(db, actor, clock).create(
            CustomerDraft(name="王芳", phones=(PhoneDraft("14200000911"),), premises=(house,))
        )

    def day(self, days: int) -> date:
        """Return the day so many days from now."""
        return self.clock.today + timedelta(days=days)

    def put(self, record: Any) -> int:
        """File a record as it is."""
        with self.db.write(self.actor(), Action.CREATE, Subject.STORE) as session:
            session.add(record)
            session.flush()
            return int(record.id)

    def order(self, state: OrderState = OrderState.CONFIRMED, **fields: Any) -> int:
        """File an order."""
        number = f"DD{self.clock.today:%Y%m%d}001"
        return self.put(SalesOrder(number=number, customer_id=self.customer, state=state, ordered_on=self.clock.today, **fields))

    def machine(self) -> int:
        """File a machine at the customer's house."""
        with self.db.read() as session:
            premises = session.query(PremisesHolder.premises_id).scalar()
        return self.put(Equipment(number="SB1", premises_id=premises, brand="格力", model="KFR-72", product="柜机"))

    def coverage(self, ends_in: int, kind: CoverageKind = CoverageKind.WHOLE_UNIT, equipment: int = 0) -> int:
        """File a coverage that ends so many days from now."""
        basis, provider = StartBasis.ACCEPTANCE, Provider.SHOP
        return self.put(
            EquipmentCoverage(equipment_id=equipment or self.machine(), kind=kind, basis=basis, provider=provider, end_on=self.day(ends_in))
        )

    def kinds(self, days: int = 0) -> list[AgendaKind]:
        """Return the kinds of what is due by a day, in order."""
        return [row.kind for row in self.agenda.day(self.day(days))]

    def only(self, days: int = 0) -> AgendaRow:
        """Return the one thing that is due."""
        (row,) = self.agenda.day(self.day(days))
        return row

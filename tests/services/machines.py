"""A household with a house and a boiler, for the tests of warranty and care."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dealer_crm.domain.customers import CustomerDraft, PhoneDraft
from dealer_crm.domain.equipment import MachineDraft
from dealer_crm.domain.journal import Actor
from dealer_crm.domain.premises import PremisesDraft
from dealer_crm.services.customers import Customers
from dealer_crm.services.equipment import Machines
from dealer_crm.services.equipment_list import MachineList
from dealer_crm.services.history import History
from dealer_crm.services.maintenance import Maintenances
from dealer_crm.services.request_list import RequestList
from dealer_crm.services.requests import Requests
from dealer_crm.services.trade import Trade
from dealer_crm.services.visits import VisitList, Visits
from dealer_crm.storage.database import Database
from tests.services.conftest import Clock

TRADE = Trade()
PLACE = PremisesDraft(community="星河湾样", building="12", room="1803")


@dataclass
class Care:
    """Every service of the room, on a store with the customers 1 and 2; only the first has a house (1)."""

    db: Database
    clock: Clock
    actor: Callable[[], Actor]

    def __post_init__(self) -> None:
        self.customers = Customers(self.db, self.actor, self.clock)
        self.machines = Machines(self.db, self.actor, self.clock, TRADE)
        self.list = MachineList(self.db, self.clock, TRADE)
        self.requests = Requests(self.db, self.actor, self.clock, TRADE)
        self.request_list = RequestList(self.db, self.clock)
        self.visits = Visits(self.db, self.actor, self.clock, TRADE)
        self.visit_list = VisitList(self.db, self.clock, TRADE)
        self.cares = Maintenances(self.db, self.actor, self.clock, TRADE)
        self.history = History(self.db, self.actor)
        self.customers.create(CustomerDraft(name="张伟", phones=(PhoneDraft("14200000911"),), premises=(PLACE,)))
        self.customers.create(CustomerDraft(name="李娜"))

    def boiler(self, **changes: object) -> int:
        """File a boiler; its days are not known unless given."""
        draft = MachineDraft(premises_id=1, category="boiler", product="壁挂炉", brand="暖居", model="NJ-L24", serial="5B25101207")
        return self.machines.add(MachineDraft(**{**draft.__dict__, **changes}))

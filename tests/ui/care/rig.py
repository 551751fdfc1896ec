"""The room of warranty and care on a real store in a temporary folder, with a clock that stands still."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from dealer_crm.domain.customers import CustomerDraft, PhoneDraft
from dealer_crm.domain.equipment import MachineDraft
from dealer_crm.domain.journal import Actor
from dealer_crm.domain.premises import PremisesDraft
from dealer_crm.i18n import Translator, translator
from dealer_crm.services.customer_list import CustomerList
from dealer_crm.services.customers import Customers
from dealer_crm.services.drafts import Drafts
from dealer_crm.services.equipment import Machines
from dealer_crm.services.equipment_list import MachineList
from dealer_crm.services.history import History
from dealer_crm.services.maintenance import Maintenances
from dealer_crm.services.request_list import RequestList
from dealer_crm.services.requests import Requests
from dealer_crm.services.shop import ShopData
from dealer_crm.services.trade import Trade
from dealer_crm.services.visits import VisitList, Visits
from dealer_crm.storage.database import Database
from dealer_crm.ui.care.doors import CareDoors, CertificateDoors, MachineDoors, MaintenanceDoors, People, RequestDoors, VisitDoors
from dealer_crm.ui.care.page import CarePage
from dealer_crm.ui.desk.doors import ListReads, Memory
from dealer_crm.ui.shell import MainWindow
from tests.storage.shops import empty_file, pinyin

NOW = datetime(2026, 11, 20, 2, 12, tzinfo=UTC)
TODAY = NOW.astimezone().date()
TRADE = Trade()


@dataclass
class Shop:
    """Store, services, and what the papers were asked for."""

    folder: Path
    source: Path | None = None
    asked: list[tuple[str, int]] = field(default_factory=list)
    remembered: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.file = self.folder / "store.sqlite"
        self.file.write_bytes(self.source.read_bytes() if self.source else empty_file())
        self.db = Database(self.file, pinyin(), self.clock)
        self.customers = Customers(self.db, Actor, self.clock)
        self.people = CustomerList(self.db, self.clock)
        self.machines = Machines(self.db, Actor, self.clock, TRADE)
        self.machine_list = MachineList(self.db, self.clock, TRADE)
        self.requests = Requests(self.db, Actor, self.clock, TRADE)
        self.request_list = RequestList(self.db, self.clock)
        self.visits = Visits(self.db, Actor, self.clock, TRADE)
        self.visit_list = VisitList(self.db, self.clock, TRADE)
        self.cares = Maintenances(self.db, Actor, self.clock, TRADE)
        self.history = History(self.db, Actor)
        self.staff = ShopData(self.db, Actor)

    def clock(self) -> datetime:
        """Return the time."""
        return NOW

    def customer(self, name: str, phone: str, room: str) -> int:
        """File a customer with a house; both get the same id while nothing else is filed."""
        house = PremisesDraft(community="星河湾样", building="12", room=room)
        return self.customers.create(CustomerDraft(name=name, phones=(PhoneDraft(phone),), premises=(house,)))

    def machine(self, house: int, product: str, model: str, **more: Any) -> int:
        """File a machine in a house."""
        return self.machines.add(MachineDraft(premises_id=house, product=product, model=model, **more))

    def doors(self) -> CareDoors:
        """Return what the page may call."""
        lists, machines, requests, visits, cares = self.machine_list, self.machines, self.requests, self.visits, self.cares
        return CareDoors(
            machines=MachineDoors(
                list=ListReads(lists.ids, lists.rows, lists.counts),
                open=machines.open,
                of=lists.of,
                houses=machines.houses,
                add=machines.add,
                edit=machines.edit,
                set_date=machines.set_date,
                categories=TRADE.categories,
            ),
            requests=RequestDoors(
                list=ListReads(self.request_list.ids, self.request_list.rows, self.request_list.counts),
                answer=requests.answer,
                draft=requests.draft,
                take=requests.take,
                edit=requests.edit,
                done=requests.done,
                cancel=requests.cancel,
            ),
            visits=VisitDoors(
                ListReads(self.visit_list.ids, self.visit_list.rows, self.visit_list.counts), visits.done, visits.skip, visits.postpone
            ),
            cares=MaintenanceDoors(ListReads(cares.ids, cares.rows, cares.counts), cares.done),
            people=People(self.people.find, lambda one: next(iter(self.people.rows([one])), None), self.staff.staff),
            drafts=Drafts(self.folder / "drafts", self.clock),
            now=self.clock,
            papers=CertificateDoors(
                lambda one: self.asked.append(("preview", one)),
                lambda one: self.asked.append(("print", one)),
                care_card=lambda one: self.asked.append(("card", one)),
            ),
        )


def fill(shop: Shop) -> None:
    """File machines in every state: 1 covered and repaired, 2 ends soon, 3 waits for its day, 4 ended, 5 to be retired."""
    people = (
        ("张伟", "14200000911", "1803"),
        ("王芳", "14200000376", "1502"),
        ("陈静", "14200000263", "602"),
        ("李娜", "14200000148", "101"),
    )
    houses = [shop.customer(*one) for one in people]
    shop.machine(
        houses[0],
        "壁挂炉",
        "NJ-L24",
        category="boiler",
        brand="暖居",
        serial="5B25101207",
        room="厨房",
        commissioned_on=date(2025, 11, 3),
        sold_on=date(2025, 11, 3),
        accepted_on=date(2025, 11, 3),
    )
    shop.machine(houses[1], "新风主机", "NJ-X350", category="fresh_air", serial="5F25110001", commissioned_on=date(2024, 12, 16))
    shop.machine(houses[2], "多联室外机", "NJ-160W", category="central_ac", serial="5C26090001")
    shop.machine(houses[3], "挂机", "NJ-G26", category="room_ac", serial="5G20050001", invoiced_on=date(2020, 5, 6))
    shop.machine(
        houses[3], "壁挂炉", "NJ-L20", category="boiler", serial="5B19020003", commissioned_on=date(2019, 2, 1), sold_on=date(2019, 2, 1)
    )


def open_page(shop: Shop, window: MainWindow, t: Translator | None = None) -> CarePage:
    """Show the page in the window; every commit reloads it, as the wiring does."""
    memory = Memory(lambda key: shop.remembered.get(key, ""), shop.remembered.__setitem__)
    page = CarePage(t or translator("en"), shop.doors(), window, memory)
    window.set_page("care", lambda: page)
    window.open_rooms()
    window.go("care")
    shop.db.on_commit.append(lambda _news: page.reload())
    return page


def child(root: QWidget, name: str, kind: type[Any] = QWidget) -> Any:
    """Return the visible widget of that name."""
    QCoreApplication.sendPostedEvents()
    found = [one for one in root.findChildren(kind, name) if one.isVisible()]
    assert len(found) == 1, f"{name}: {found}"
    return found[0]

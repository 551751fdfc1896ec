"""An order of machines, floor heating and a service on a real store, for the tests of deliveries."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from dealer_crm.domain.checklists import CheckResult
from dealer_crm.domain.customers import CustomerDraft, PhoneDraft
from dealer_crm.domain.deliveries import (
    HandOver,
)
from dealer_crm.domain.journal import Action, Actor, Subject
from dealer_crm.domain.orders import OrderState
from dealer_crm.domain.premises import PremisesDraft
from dealer_crm.services.customers import Customers
from dealer_crm.services.deliveries import Deliveries
from dealer_crm.services.delivery_list import DeliveryList
from dealer_crm.services.history import History
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import (
    Customer,
    Delivery,
    DeliveryCheck,
    Equipment,
    EquipmentCoverage,
    Maintenance,
    NextStep,
    OrderLine,
    SalesOrder,
    Visit,
)
from tests.services.conftest import Clock
from tests.services.readings import filled, picture

PASS, FAIL = CheckResult.PASS, CheckResult.FAIL
TABLES = (Delivery, DeliveryCheck, Equipment, EquipmentCoverage, Maintenance, NextStep, Visit, SalesOrder, Customer)


@dataclass
class Shop:
    """An order of two room air conditioners, 86.5 ㎡ of floor heating and a service, with the use-cases."""

    db: Database
    deliveries: Deliveries
    lists: DeliveryList
    history: History
    clock: Clock
    order_id: int = 1

    def all_checks(self, delivery_id: int) -> list[int]:
        """Return the ids of everything on the sheet."""
        return [check.id for check in self.deliveries.open(delivery_id).checks]

    def settle(self, delivery_id: int) -> None:
        """Tick whatever is required, with values inside the limits."""
        for check in self.deliveries.open(delivery_id).missing:
            picture(self.db, check.id)
            value = (check.low or check.high or 0) / 1000 if check.unit else ""
            self.deliveries.tick(check.id, PASS, str(value), readings=filled(check.grid))

    def rows(self, table: type[Any]) -> list[Any]:
        """Return what a table holds."""
        with self.db.read() as session:
            found = list(session.scalars(select(table).order_by(table.id)))
            session.expunge_all()
        return found

    def state(self) -> list[tuple[Any, ...]]:
        """Return every row of the tables that a finish touches, without versions."""
        with self.db.read() as session:
            return [
                tuple(row)
                for table in TABLES
                for row in session.execute(select(*(c for c in table.__table__.c if c.name != "version")).order_by(table.id))
            ]


def order(db: Database, *lines: OrderLine, state: OrderState = OrderState.CONFIRMED) -> int:
    """File an order of customer 1."""
    with db.write(Actor(), Action.CREATE, Subject.ORDER) as session:
        sold = SalesOrder(number=f"DD{session.execute(select(func.count()).select_from(SalesOrder)).scalar_one()}", customer_id=1)
        sold.state, sold.ordered_on, sold.discount = state, date(2026, 11, 20), 0
        session.add(sold)
        session.flush()
        for position, line in enumerate(lines):
            line.order_id, line.position = sold.id, position
            session.add(line)
        session.flush()
        return sold.id


def line(category: str, quantity: int, price: int = 100_00, **more: Any) -> OrderLine:
    """Return a line of an order."""
    return OrderLine(category=category, name=more.pop("name", category), quantity=quantity, price=price, serials=[], **more)


def load(db: Database, actor: Callable[[], Actor], clock: Clock) -> Shop:
    """Return a shop with the order."""
    place = PremisesDraft(city="宁波市", community="锦样里", building="7", unit="2", room="1102")
    Customers(db, actor, clock).create(CustomerDraft(name="陈静", phones=(PhoneDraft("14200000317"),), premises=(place,)))
    order(
        db,
        line("room_ac", 2000, 3280_00, brand="格力", model="KFR-35GW"),
        line("floor_heating", 86_500, 150_00, unit="㎡"),
        line("service", 1000, 300_00),
    )
    return Shop(db, Deliveries(db, actor, clock, Trade()), DeliveryList(db, clock), History(db, actor), clock)


def finish(shop: Shop, delivery_id: int, **more: Any) -> None:
    """Settle what is required and hand over."""
    shop.settle(delivery_id)
    shop.deliveries.finish(delivery_id, HandOver(**more))

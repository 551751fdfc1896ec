"""What each vehicle has to bring on a day: its deliveries in the order of their times, with goods, money and how to get in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, time
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, case, func, or_, select

from dealer_crm.domain import phones
from dealer_crm.domain.agenda import time_of
from dealer_crm.domain.deliveries import OPEN_STATES, TAKEN_STATES, DeliveryKind
from dealer_crm.domain.errors import NotFound
from dealer_crm.i18n import Translator
from dealer_crm.services.order_list import paid_column, total_column
from dealer_crm.storage.database import Database
from dealer_crm.storage.dialect import one_of
from dealer_crm.storage.models import Customer, Delivery, DeliveryLine, OrderLine, Premises, SalesOrder, Staff

if TYPE_CHECKING:
    from dealer_crm.documents.pdf.pages import ShopHead
    from dealer_crm.documents.pdf.vehicle_sheet import Stop, VehicleSheetData

_OWED = total_column() - paid_column()
_ROWS = (
    select(*(Delivery.__table__.c[name] for name in ("id", "number", "kind", "state", "planned_on", "slot", "receiver", "phone")))
    .add_columns(Delivery.address, Delivery.driver, Delivery.vehicle, Delivery.note)
    .add_columns(
        Customer.name.label("customer"),
        Customer.care_notes,
        func.coalesce(Premises.access_notes, "").label("access"),
        func.coalesce(Staff.name, "").label("staff"),
        case((_OWED <= 0, 0), (Delivery.collect > _OWED, _OWED), else_=Delivery.collect).label("collect"),
    )
    .join(Customer, Customer.id == Delivery.customer_id)
    .join(SalesOrder, SalesOrder.id == Delivery.order_id)
    .outerjoin(Premises, Premises.id == Delivery.premises_id)
    .outerjoin(Staff, Staff.id == Delivery.staff_id)
)
_GOODS = (
    select(DeliveryLine.delivery_id, OrderLine.brand, OrderLine.name, OrderLine.model, OrderLine.unit, DeliveryLine.quantity)
    .join(OrderLine, OrderLine.id == DeliveryLine.order_line_id)
    .order_by(DeliveryLine.position, DeliveryLine.id)
)


class VehicleDays:
    """Questions about the deliveries of a day; nothing is changed."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def names(self, on: date) -> list[str]:
        """Return the vehicles that have anything to bring on the day or from before, each once."""
        return sorted({row.vehicle for row in self._rows(on) if row.vehicle})

    def sheets(self, on: date, named: str | None, t: Translator, shop: ShopHead) -> list[VehicleSheetData]:
        """Return the sheet of each vehicle, or of the one with that name; of a day without deliveries one empty sheet.

        Where no vehicle is named, whoever drives has a sheet of his own. Raises NotFound for a vehicle without deliveries.
        """
        from dealer_crm.documents.pdf.vehicle_sheet import VehicleSheetData

        found: defaultdict[tuple[str, str], list[Any]] = defaultdict(list)
        for row in self._rows(on):
            if named is None or named == row.vehicle:
                found[row.vehicle, "" if row.vehicle else row.driver or row.staff].append(row)
        if named is not None and not found:
            raise NotFound(number=named)
        goods = self._goods([row.id for rows in found.values() for row in rows])
        parts = [_sheet(key[0], found[key], on, goods, shop) for key in sorted(found, key=lambda key: (not key[0], key))]
        return parts or [VehicleSheetData(shop, on)]

    def _rows(self, on: date) -> Sequence[Any]:
        late = and_(Delivery.planned_on < on, Delivery.state.in_(OPEN_STATES))
        today = and_(Delivery.planned_on == on, Delivery.state.in_((*OPEN_STATES, *TAKEN_STATES)))
        with self._db.read() as session:
            return session.execute(_ROWS.where(or_(late, today)).order_by(Delivery.planned_on, Delivery.id)).all()

    def _goods(self, ids: Iterable[int]) -> dict[int, tuple[str, ...]]:
        from dealer_crm.documents.pdf import figures

        found: defaultdict[int, list[str]] = defaultdict(list)
        with self._db.read() as session:
            for one, brand, name, model, unit, quantity in session.execute(_GOODS.where(one_of(DeliveryLine.delivery_id, ids))):
                what = " ".join(filter(None, (brand, name, model)))
                found[one].append(f"{what} × {figures.quantity(abs(quantity))} {unit}".strip())
        return {one: tuple(lines) for one, lines in found.items()}


def _sheet(vehicle: str, rows: Sequence[Any], on: date, goods: dict[int, tuple[str, ...]], shop: ShopHead) -> VehicleSheetData:
    from dealer_crm.documents.pdf.vehicle_sheet import VehicleSheetData

    in_order = sorted(rows, key=lambda row: (row.planned_on, time_of(row.slot) or time.max, row.slot, row.id))
    crew = dict.fromkeys(name for row in in_order for name in (row.driver, row.staff) if name)
    return VehicleSheetData(
        shop,
        on,
        vehicle,
        tuple(crew),
        tuple(_stop(row, goods, f"{row.planned_on:%m-%d}") for row in in_order if row.planned_on < on),
        tuple(_stop(row, goods, row.slot) for row in in_order if row.planned_on >= on),
    )


def _stop(row: Any, goods: dict[int, tuple[str, ...]], when: str) -> Stop:
    from dealer_crm.documents.pdf.vehicle_sheet import Stop

    done = row.state in TAKEN_STATES
    return Stop(
        row.number,
        when,
        row.receiver or row.customer,
        (phones.shown(row.phone),) if row.phone else (),
        row.address,
        row.access,
        goods.get(row.id, ()),
        0 if done else row.collect,
        row.care_notes,
        row.note,
        is_return=row.kind is DeliveryKind.RETURN,
        done=done,
    )

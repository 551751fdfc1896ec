"""Goods taken back: a delivery with quantities below zero; its machines leave the house, their care and visits end."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from dealer_crm.domain.care import EquipmentState, VisitState
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.deliveries import (
    PIECE,
    DeliveryKind,
    DeliveryLineDraft,
    DeliveryState,
    NothingToDeliver,
    QuantityTooMuch,
    SerialNotThere,
    SerialsNotBack,
    shown_quantity,
)
from dealer_crm.services.delivery_writing import RETURNABLE, require_order
from dealer_crm.services.order_reading import lines_of, progress_of
from dealer_crm.services.order_state import renew
from dealer_crm.storage import numbers
from dealer_crm.storage.database import WriteSession
from dealer_crm.storage.models import (
    Delivery,
    DeliveryLine,
    Equipment,
    EquipmentCoverage,
    Maintenance,
    OrderLine,
    SalesOrder,
    Visit,
)


def take_back(
    session: WriteSession, order_id: int, quantities: Mapping[int, int], now: datetime, serials: Collection[str] = ()
) -> Delivery:
    """Write the return with all that follows; the machines with these serial numbers go first, then the last ones.

    Raises QuantityPositive, QuantityTooMuch, NothingToDeliver, SerialsNotBack, SerialNotThere.
    """
    order = require_order(session, order_id, RETURNABLE)
    lines = {line.id: line for line in lines_of(session, order_id)}
    wanted = {line_id: quantity for line_id, quantity in quantities.items() if quantity}
    if not wanted or not wanted.keys() <= lines.keys():
        raise NothingToDeliver(number=order.number)
    _check(session, order_id, lines, wanted)
    _check_serials(session, lines, wanted, serials)
    day = local_day(now)
    delivery = _note(session, order, now)
    for position, (line_id, quantity) in enumerate(wanted.items()):
        gone = _remove_machines(session, line_id, -quantity, day, serials)
        named = [machine.serial for machine in gone if machine.serial]
        row = DeliveryLine(delivery_id=delivery.id, order_line_id=line_id, position=position, quantity=quantity, serials=named, note="")
        session.add(row)
    session.flush()
    _drop_visits(session, order_id)
    renew(session, order_id, day)
    return delivery


def _check(session: WriteSession, order_id: int, lines: Mapping[int, OrderLine], wanted: Mapping[int, int]) -> None:
    """Refuse quantities above zero and more than is with the customer."""
    progress = {line.line_id: line.delivered for line in progress_of(session, [order_id])[order_id]}
    for line_id, quantity in wanted.items():
        name = lines[line_id].name or lines[line_id].model
        DeliveryLineDraft(line_id, quantity).checked(DeliveryKind.RETURN, name)
        if -quantity > progress[line_id]:
            raise QuantityTooMuch(name=name, left=shown_quantity(max(0, progress[line_id])))


def _check_serials(session: WriteSession, lines: Mapping[int, OrderLine], wanted: Mapping[int, int], serials: Collection[str]) -> None:
    """Refuse numbers that no machine of these lines has, and more of them than come back."""
    there = serials_there(session, wanted)
    unknown = set(serials).difference(*there.values())
    if unknown:
        raise SerialNotThere(serial=min(unknown))
    for line_id, quantity in wanted.items():
        count = len(set(there.get(line_id, ())).intersection(serials))
        if count * PIECE > max(PIECE, -quantity):
            raise SerialsNotBack(name=lines[line_id].name or lines[line_id].model, count=shown_quantity(-quantity))


def serials_there(session: Session, line_ids: Collection[int]) -> dict[int, tuple[str, ...]]:
    """Return the serial numbers of the machines that stand at the customer's, the newest first, by order line."""
    query = select(Equipment.order_line_id, Equipment.serial).where(
        Equipment.order_line_id.in_(line_ids), Equipment.state == EquipmentState.IN_USE, Equipment.serial != ""
    )
    found: dict[int, tuple[str, ...]] = {}
    for line_id, serial in session.execute(query.order_by(Equipment.id.desc())):
        assert line_id is not None
        found[line_id] = (*found.get(line_id, ()), serial)
    return found


def _note(session: WriteSession, order: SalesOrder, now: datetime) -> Delivery:
    """Return the row of the return; it stands where the goods stood."""
    query = select(Delivery).where(Delivery.order_id == order.id, Delivery.kind == DeliveryKind.DELIVERY)
    brought = session.scalars(query.order_by(Delivery.id.desc()).limit(1)).first()
    delivery = Delivery(number=numbers.take(session.connection(), numbers.DELIVERY, local_day(now))[0], order_id=order.id)
    delivery.kind, delivery.state, delivery.customer_id = DeliveryKind.RETURN, DeliveryState.SIGNED, order.customer_id
    delivery.created_at = delivery.signed_at = delivery.finished_at = now
    delivery.planned_on = local_day(now)
    if brought is not None:
        delivery.premises_id, delivery.receiver = brought.premises_id, brought.receiver
        delivery.phone, delivery.address = brought.phone, brought.address
    session.add(delivery)
    session.flush()
    return delivery


def _remove_machines(session: WriteSession, order_line_id: int, quantity: int, day: date, serials: Collection[str]) -> list[Equipment]:
    """Take machines of the line away, those named and then the last ones, until the quantity is reached; measured goods shrink."""
    query = select(Equipment).where(Equipment.order_line_id == order_line_id, Equipment.state == EquipmentState.IN_USE)
    gone = []
    for machine in sorted(session.scalars(query), key=lambda machine: (machine.serial not in serials, -machine.id)):
        if quantity <= 0:
            break
        if machine.quantity > quantity:
            machine.quantity -= quantity
            break
        quantity -= machine.quantity
        machine.state, machine.removed_on = EquipmentState.REMOVED, day
        _end_care(session, machine.id, day)
        gone.append(machine)
    return gone


def _end_care(session: WriteSession, equipment_id: int, day: date) -> None:
    """Coverages end with the machine, its care is planned no more."""
    for coverage in session.scalars(select(EquipmentCoverage).where(EquipmentCoverage.equipment_id == equipment_id)):
        if coverage.end_on is not None and coverage.end_on > day:
            coverage.end_on = day
    for care in session.scalars(select(Maintenance).where(Maintenance.equipment_id == equipment_id)):
        care.active, care.next_on = False, None


def _drop_visits(session: WriteSession, order_id: int) -> None:
    """Nobody is asked about goods that are all gone."""
    if any(line.delivered > 0 for line in progress_of(session, [order_id])[order_id]):
        return
    query = select(Visit).join(Delivery, Delivery.id == Visit.delivery_id)
    for visit in session.scalars(query.where(Delivery.order_id == order_id, Visit.state == VisitState.OPEN)):
        visit.state = VisitState.SKIPPED

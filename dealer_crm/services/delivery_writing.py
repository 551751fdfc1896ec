"""What every write of a delivery needs: finding it, naming it, filling it from the order and the customer's file."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dealer_crm.domain.care import EquipmentState
from dealer_crm.domain.deliveries import (
    PIECE,
    DeliveryClosed,
    DeliveryDraft,
    DeliveryKind,
    DeliveryLineDraft,
    DeliveryNotFound,
    DeliveryState,
    NothingToDeliver,
    OrderNotConfirmed,
    QuantityTooMuch,
    SerialTwice,
    may_become,
    refuse_many_serials,
    shown_quantity,
)
from dealer_crm.domain.orders import OrderState
from dealer_crm.domain.premises import address_line
from dealer_crm.domain.text import fold
from dealer_crm.services.customer_draft import read_file
from dealer_crm.services.order_reading import lines_of, progress_of, totals_of
from dealer_crm.storage.database import WriteSession
from dealer_crm.storage.models import Customer, Delivery, DeliveryLine, Equipment, OrderLine, SalesOrder

DELIVERABLE = (OrderState.CONFIRMED, OrderState.PREPARING, OrderState.READY, OrderState.DELIVERED)
RETURNABLE = (*DELIVERABLE, OrderState.DONE)
PLAIN_FIELDS = ("planned_on", "slot", "staff_id", "driver", "vehicle", "note")


def require(session: Session, delivery_id: int) -> Delivery:
    """Return a delivery. Raises DeliveryNotFound."""
    delivery = session.get(Delivery, delivery_id)
    if delivery is None:
        raise DeliveryNotFound(number=str(delivery_id))
    return delivery


def require_order(session: Session, order_id: int, states: Collection[OrderState] = DELIVERABLE) -> SalesOrder:
    """Return an order in one of the states, as a rule those that goods may leave for.

    Raises OrderNotConfirmed, NothingToDeliver when it is gone.
    """
    order = session.get(SalesOrder, order_id)
    if order is None:
        raise NothingToDeliver(number=str(order_id))
    if order.state not in states:
        raise OrderNotConfirmed(number=order.number)
    return order


def refuse_unless(delivery: Delivery, wanted: DeliveryState) -> None:
    """Raises DeliveryClosed when the delivery may not go to that state."""
    if not may_become(delivery.state, wanted):
        raise DeliveryClosed(number=delivery.number)


def file_under(session: WriteSession, delivery: Delivery) -> None:
    """File the entry under the delivery, by number and customer."""
    customer = session.get(Customer, delivery.customer_id)
    session.about(delivery.id, f"{delivery.number} {customer.name}" if customer and customer.name else delivery.number)


def fill(session: WriteSession, delivery: Delivery, draft: DeliveryDraft) -> None:
    """Copy the draft; what it leaves open comes from the order and the customer's file."""
    order = session.get(SalesOrder, delivery.order_id)
    found = read_file(session, delivery.customer_id)
    assert order is not None
    assert found is not None
    known, _version = found
    wanted = draft.premises_id or order.premises_id
    place = next((one for one in known.premises if one.id == wanted), None) or next(iter(known.premises), None)
    for name in PLAIN_FIELDS:
        setattr(delivery, name, getattr(draft, name))
    delivery.premises_id = place.id if place else None
    delivery.receiver = draft.receiver or known.name
    delivery.phone = draft.phone or next((phone.number for phone in known.phones), "")
    delivery.address = draft.address or (address_line(place) if place else "")
    delivery.collect = max(0, totals_of(session, order).owed) if draft.collect is None else draft.collect


def left_of(session: Session, order_id: int, but: int = 0) -> dict[int, int]:
    """Return what of each order line no delivery carries yet, in thousandths; what delivery `but` carries counts as left."""
    own = select(DeliveryLine.order_line_id, DeliveryLine.quantity).where(DeliveryLine.delivery_id == but)
    carried = {line_id: quantity for line_id, quantity in session.execute(own)}
    return {line.line_id: line.unplanned + carried.get(line.line_id, 0) for line in progress_of(session, [order_id])[order_id]}


def lines_wanted(session: Session, order: SalesOrder, draft: DeliveryDraft, but: int = 0) -> list[DeliveryLineDraft]:
    """Return the lines of a delivery, checked. Raises NothingToDeliver, QuantityTooMuch and the refusals of a line."""
    left = left_of(session, order.id, but)
    named = {line.id: line for line in lines_of(session, order.id)}
    chosen: Sequence[DeliveryLineDraft] = draft.lines
    if not chosen:
        chosen = [DeliveryLineDraft(line_id, rest, _spare(session, named[line_id], rest)) for line_id, rest in left.items() if rest > 0]
    if not chosen or any(line.order_line_id not in named for line in chosen):
        raise NothingToDeliver(number=order.number)
    return [_checked(line, named[line.order_line_id], left[line.order_line_id]) for line in chosen]


def _checked(line: DeliveryLineDraft, ordered: OrderLine, left: int) -> DeliveryLineDraft:
    name = ordered.name or ordered.model
    line = line.checked(DeliveryKind.DELIVERY, name)
    if line.quantity > left:
        raise QuantityTooMuch(name=name, left=shown_quantity(max(0, left)))
    refuse_many_serials(name, line.quantity, line.serials)
    return line


def _spare(session: Session, line: OrderLine, quantity: int) -> tuple[str, ...]:
    """Return the serial numbers noted with the order that neither a machine nor another delivery carries; none where some are too many."""
    gone = (DeliveryState.REFUSED, DeliveryState.CANCELLED)
    carried = select(DeliveryLine.serials).join(Delivery, Delivery.id == DeliveryLine.delivery_id)
    found = session.scalars(carried.where(DeliveryLine.order_line_id == line.id, Delivery.state.not_in(gone)))
    used = {fold(serial) for serials in found for serial in serials}
    used |= {fold(serial) for serial in session.scalars(select(Equipment.serial).where(Equipment.order_line_id == line.id))}
    spare = tuple(serial for serial in line.serials if fold(serial) not in used)
    return spare if len(spare) * PIECE <= max(PIECE, quantity) else ()


def write_lines(session: WriteSession, delivery: Delivery, wanted: Sequence[DeliveryLineDraft]) -> None:
    """Make the delivery's lines equal to the wanted ones, keeping the rows that stay. Raises SerialTwice."""
    refuse_known_serials(session, [serial for line in wanted for serial in line.serials])
    query = select(DeliveryLine).where(DeliveryLine.delivery_id == delivery.id)
    known = {line.order_line_id: line for line in session.scalars(query)}
    for position, draft in enumerate(wanted):
        line = known.pop(draft.order_line_id, None)
        if line is None:
            line = DeliveryLine(delivery_id=delivery.id, order_line_id=draft.order_line_id)
            session.add(line)
        line.position, line.quantity, line.note = position, draft.quantity, draft.note
        if line.serials != list(draft.serials):
            line.serials = list(draft.serials)
    for line in known.values():
        session.delete(line)
    session.flush()


def refuse_known_serials(session: Session, serials: Sequence[str]) -> None:
    """Raises SerialTwice for a number named twice, or that a machine in use carries already."""
    seen: set[str] = set()
    for serial in serials:
        if fold(serial) in seen:
            raise SerialTwice(serial=serial)
        seen.add(fold(serial))
    if not seen:
        return
    lowered = {serial.lower() for serial in serials}
    query = select(Equipment.serial).where(func.lower(Equipment.serial).in_(lowered), Equipment.state == EquipmentState.IN_USE)
    found = session.execute(query.limit(1)).scalar()
    if found is not None:
        raise SerialTwice(serial=found)


def draft_from(session: Session, delivery: Delivery) -> DeliveryDraft:
    """Return a delivery as the draft that a form edits."""
    query = select(DeliveryLine).where(DeliveryLine.delivery_id == delivery.id).order_by(DeliveryLine.position, DeliveryLine.id)
    lines = tuple(DeliveryLineDraft(one.order_line_id, one.quantity, tuple(one.serials), one.note) for one in session.scalars(query))
    own = {name: getattr(delivery, name) for name in (*PLAIN_FIELDS, "receiver", "phone", "address", "premises_id", "collect")}
    return replace(DeliveryDraft(**own), lines=lines)

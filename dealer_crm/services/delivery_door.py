"""What happens around the door: the slot is agreed, the customer called, goods are scanned, signed for or left, notes completed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dealer_crm.domain.acceptances import SignRole
from dealer_crm.domain.attachments import Belongs, KeptFile
from dealer_crm.domain.care import EquipmentState
from dealer_crm.domain.customers import PreferredChannel
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.deliveries import (
    OPEN_STATES,
    CheckNotFound,
    DeliveryClosed,
    DeliveryKind,
    DeliveryState,
    NothingTaken,
    QuantityTooMuch,
    ReasonMissing,
    SerialElsewhere,
    SlotMissing,
    checked_serials,
    refuse_many_serials,
    shown_quantity,
    taken_serials,
)
from dealer_crm.domain.delivery_notes import checked_words
from dealer_crm.domain.journal import Action, Actor, Subject
from dealer_crm.domain.orders import OrderState
from dealer_crm.domain.scans import SerialPlace, serial_of
from dealer_crm.domain.signatures import Signed
from dealer_crm.domain.text import fold, one_line
from dealer_crm.services import delivery_writing as writing
from dealer_crm.services.attachments import attach_form
from dealer_crm.services.order_state import renew
from dealer_crm.services.signatures import add_signature
from dealer_crm.storage.database import Database, WriteSession
from dealer_crm.storage.models import Customer, Delivery, DeliveryLine, Equipment, OrderLine, SalesOrder

GONE = (DeliveryState.REFUSED, DeliveryState.CANCELLED)
ENDED = (OrderState.DRAFT, OrderState.CANCELLED, OrderState.DONE)


@dataclass(frozen=True)
class Taken:
    """Who takes the goods: `quantities` are line → thousandths, None = everything; for less there is a `reason`.

    `stay` are line → the serial numbers of those machines that stay behind; `picture` is a kept signature, `paper` the kept photo of a
    signed paper.
    """

    signed_by: str
    quantities: Mapping[int, int] | None = None
    reason: str = ""
    picture: str = ""
    stay: Mapping[int, Sequence[str]] = field(default_factory=dict)
    paper: KeptFile | None = None


class DeliveryDoor:
    """Use-cases around the door. One public method is one transaction."""

    def __init__(self, db: Database, actor: Callable[[], Actor], now: Callable[[], datetime]) -> None:
        self._db, self._actor, self._now = db, actor, now

    def agree(self, delivery_id: int, channel: PreferredChannel) -> None:
        """The customer agreed to day and time. Raises SlotMissing without a day, DeliveryClosed once it was signed."""
        with self._db.write(self._actor(), Action.CONFIRM, Subject.DELIVERY) as session:
            delivery = _open(session, delivery_id)
            if delivery.planned_on is None:
                raise SlotMissing(number=delivery.number)
            delivery.agreed_by, delivery.agreed_at = channel, self._now()

    def called(self, delivery_id: int) -> None:
        """The customer was called half an hour ahead. Raises DeliveryClosed once it was signed."""
        with self._db.write(self._actor(), Action.EDIT, Subject.DELIVERY) as session:
            _open(session, delivery_id).called_at = self._now()

    def complete(self, delivery_id: int, words: Mapping[int, tuple[str, str]]) -> None:
        """Note model and specification of lines for the note, as one step. Raises DeliveryClosed, CheckNotFound."""
        with self._db.write(self._actor(), Action.EDIT, Subject.DELIVERY) as session:
            delivery = _unfinished(session, delivery_id)
            lines = _lines(session, delivery.id)
            for line_id, said in words.items():
                if line_id not in lines:
                    raise CheckNotFound
                lines[line_id].model, lines[line_id].spec = checked_words(*said)

    def note_scans(self, delivery_id: int, serials: Mapping[int, Sequence[str]]) -> None:
        """Note the serial numbers of lines, as one step. Raises SerialTwice, SerialElsewhere, SerialsTooMany, DeliveryClosed."""
        with self._db.write(self._actor(), Action.EDIT, Subject.DELIVERY) as session:
            delivery = _unfinished(session, delivery_id)
            lines = _lines(session, delivery.id)
            for line_id, wanted in serials.items():
                if line_id not in lines:
                    raise CheckNotFound
                line, cleaned = lines[line_id], list(checked_serials(wanted))
                ordered = session.get_one(OrderLine, line.order_line_id)
                refuse_many_serials(ordered.name or ordered.model, line.quantity, cleaned)
                if line.serials != cleaned:
                    line.serials = cleaned
            everything = [serial for line in lines.values() for serial in line.serials]
            writing.refuse_known_serials(session, checked_serials(everything))
            refuse_elsewhere(session, delivery, everything)

    def place_of(self, delivery_id: int, text: str) -> SerialPlace | None:
        """Return where a scanned serial number stands besides this delivery: a machine, a delivery under way, another order."""
        serial = serial_of(text)
        with self._db.read() as session:
            return place_of(session, writing.require(session, delivery_id), serial) if serial else None


def take(session: WriteSession, delivery: Delivery, taken: Taken, now: datetime) -> None:
    """The customer signs for the goods; what he does not take stays to be delivered, and he says why.

    Raises DeliveryClosed, QuantityTooMuch, SerialsLeft, ReasonMissing, and NothingTaken where it would be nothing at all.
    """
    writing.refuse_unless(delivery, DeliveryState.SIGNED)
    partly = taken.quantities is not None and _reduce(session, delivery, taken.quantities, taken.stay)
    if partly and not one_line(taken.reason):
        raise ReasonMissing
    delivery.state = DeliveryState.PARTLY if partly else DeliveryState.SIGNED
    delivery.refusal = one_line(taken.reason) if partly else ""
    delivery.signed_at, delivery.signed_by = now, one_line(taken.signed_by) or delivery.receiver
    put_signature(session, delivery, taken.picture, now)
    put_paper(session, delivery, taken.paper, now)
    renew(session, delivery.order_id, local_day(now))
    writing.file_under(session, delivery)


def put_signature(session: WriteSession, delivery: Delivery, picture: str, now: datetime) -> None:
    """Put a kept picture under a delivery as the customer's signature; "" = he did not sign on the pad."""
    if picture:
        session.flush()
        add_signature(session, Signed(delivery_id=delivery.id), (SignRole.CUSTOMER, "", delivery.signed_by), picture, now)


def put_paper(session: WriteSession, delivery: Delivery, paper: KeptFile | None, now: datetime) -> None:
    """File a kept photo of the signed paper with a delivery; None = nothing was signed on paper."""
    if paper is not None:
        attach_form(session, delivery.customer_id, paper, Belongs(delivery_id=delivery.id), now)


def _reduce(session: WriteSession, delivery: Delivery, taken: Mapping[int, int], stay: Mapping[int, Sequence[str]]) -> bool:
    """Bring the lines down to what was taken; tell whether something stayed behind. Numbers that stay behind are free again."""
    less = some = False
    for line in _lines(session, delivery.id).values():
        quantity = taken.get(line.id, line.quantity)
        if not 0 <= quantity <= line.quantity:
            raise QuantityTooMuch(name=str(line.position + 1), left=shown_quantity(line.quantity))
        less |= quantity < line.quantity
        some |= quantity > 0
        if quantity == 0:
            session.delete(line)
        elif quantity < line.quantity:
            ordered = session.get_one(OrderLine, line.order_line_id)
            line.quantity = quantity
            line.serials = list(taken_serials(ordered.name or ordered.model, quantity, line.serials, stay.get(line.id, ())))
    if not some:
        raise NothingTaken(number=delivery.number)
    return less


def refuse_elsewhere(session: Session, delivery: Delivery, serials: Sequence[str]) -> None:
    """Raises SerialElsewhere for a number that another delivery on its way carries, or another order keeps."""
    for serial in serials:
        found = place_of(session, delivery, serial)
        if found is not None:
            raise SerialElsewhere(serial=serial, place=found.words)


def place_of(session: Session, delivery: Delivery, serial: str) -> SerialPlace | None:
    """Return where a serial number stands besides a delivery."""
    return _machine(session, serial) or _on_its_way(session, delivery, serial) or _kept(session, delivery, serial)


def _machine(session: Session, serial: str) -> SerialPlace | None:
    query = select(Equipment.number, Equipment.product).where(
        func.lower(Equipment.serial) == serial.lower(), Equipment.state == EquipmentState.IN_USE
    )
    found = session.execute(query.limit(1)).first()
    return SerialPlace(" ".join(filter(None, found))) if found else None


def _on_its_way(session: Session, delivery: Delivery, serial: str) -> SerialPlace | None:
    query = (
        select(Delivery.number, Customer.name, Delivery.order_id, DeliveryLine.serials)
        .join(DeliveryLine, DeliveryLine.delivery_id == Delivery.id)
        .join(Customer, Customer.id == Delivery.customer_id)
        .where(Delivery.id != delivery.id, Delivery.state.not_in(GONE), Delivery.finished_at.is_(None))
        .where(Delivery.kind == DeliveryKind.DELIVERY, func.json_array_length(DeliveryLine.serials) > 0)
    )
    wanted = fold(serial)
    for number, name, order_id, serials in session.execute(query):
        if wanted in map(fold, serials):
            return SerialPlace(f"{number} {name}".strip(), foreign=order_id != delivery.order_id)
    return None


def _kept(session: Session, delivery: Delivery, serial: str) -> SerialPlace | None:
    """Return the other open order that has the number noted with its goods."""
    query = (
        select(SalesOrder.number, Customer.name, OrderLine.serials)
        .join(OrderLine, OrderLine.order_id == SalesOrder.id)
        .join(Customer, Customer.id == SalesOrder.customer_id)
        .where(SalesOrder.id != delivery.order_id, SalesOrder.state.not_in(ENDED), func.json_array_length(OrderLine.serials) > 0)
    )
    wanted = fold(serial)
    for number, name, serials in session.execute(query):
        if wanted in map(fold, serials):
            return SerialPlace(f"{number} {name}".strip(), foreign=True)
    return None


def _lines(session: Session, delivery_id: int) -> dict[int, DeliveryLine]:
    query = select(DeliveryLine).where(DeliveryLine.delivery_id == delivery_id).order_by(DeliveryLine.position, DeliveryLine.id)
    return {line.id: line for line in session.scalars(query)}


def _open(session: WriteSession, delivery_id: int) -> Delivery:
    """Return a delivery that nobody signed yet. Raises DeliveryNotFound, DeliveryClosed."""
    delivery = _unfinished(session, delivery_id)
    if delivery.state not in OPEN_STATES:
        raise DeliveryClosed(number=delivery.number)
    return delivery


def _unfinished(session: WriteSession, delivery_id: int) -> Delivery:
    delivery = writing.require(session, delivery_id)
    if delivery.finished_at is not None or delivery.state in GONE or delivery.kind is DeliveryKind.RETURN:
        raise DeliveryClosed(number=delivery.number)
    writing.file_under(session, delivery)
    return delivery

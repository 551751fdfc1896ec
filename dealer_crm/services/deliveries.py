"""Deliveries: planned from an order, inspected item by item, signed, finished; goods taken back."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Unpack

from sqlalchemy import select

from dealer_crm.domain.checklists import CheckResult
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.deliveries import (
    OPEN_STATES,
    CheckNotFound,
    DeliveryClosed,
    DeliveryDraft,
    DeliveryKind,
    DeliveryNotFound,
    DeliveryState,
    HandOver,
    ReasonMissing,
    begins_later,
    checked_serials,
    is_open,
    may_become,
    refuse_many_serials,
)
from dealer_crm.domain.errors import EditConflict
from dealer_crm.domain.findings import Finding
from dealer_crm.domain.journal import Action, Actor, Subject
from dealer_crm.domain.payments import PaymentDraft
from dealer_crm.domain.text import one_line
from dealer_crm.services import delivery_door, delivery_file, delivery_handover, delivery_returns
from dealer_crm.services import delivery_writing as writing
from dealer_crm.services.check_writing import CheckNotes, More
from dealer_crm.services.delivery_file import DeliveryFile
from dealer_crm.services.delivery_sheets import write_checks
from dealer_crm.services.payments import Payments
from dealer_crm.services.trade import Trade
from dealer_crm.storage import numbers
from dealer_crm.storage.database import Database, WriteSession
from dealer_crm.storage.models import Delivery, DeliveryCheck, DeliveryLine, OrderLine


class Deliveries:
    """Use-cases of deliveries. One public method is one transaction."""

    def __init__(self, db: Database, actor: Callable[[], Actor], now: Callable[[], datetime], trade: Trade) -> None:
        self._db = db
        self._actor = actor
        self._now = now
        self._trade = trade

    def open(self, delivery_id: int) -> DeliveryFile:
        """Return a delivery with its lines, sheet and money. Raises DeliveryNotFound."""
        with self._db.read() as session:
            return delivery_file.read(session, self._trade, delivery_id)

    def id_of(self, number: str) -> int:
        """Return the id of a delivery number. Raises DeliveryNotFound."""
        with self._db.read() as session:
            found = session.execute(select(Delivery.id).where(Delivery.number == number.strip().upper())).scalar()
        if found is None:
            raise DeliveryNotFound(number=number)
        return found

    # planning

    def plan(self, order_id: int, draft: DeliveryDraft | None = None) -> int:
        """Plan a delivery of an order, of all that is left or of the draft's lines, with its sheet; return its id.

        Raises OrderNotConfirmed, NothingToDeliver, QuantityNegative, QuantityTooMuch, SerialTwice, SerialsTooMany.
        """
        draft = (draft or DeliveryDraft()).checked()
        with self._db.write(self._actor(), Action.CREATE, Subject.DELIVERY) as session:
            order = writing.require_order(session, order_id)
            lines = writing.lines_wanted(session, order, draft)
            day = local_day(self._now())
            delivery = Delivery(number=numbers.take(session.connection(), numbers.DELIVERY, day)[0], order_id=order.id)
            delivery.kind, delivery.state = DeliveryKind.DELIVERY, DeliveryState.DRAFT
            delivery.customer_id, delivery.created_at = order.customer_id, self._now()
            writing.fill(session, delivery, draft)
            session.add(delivery)
            session.flush()
            writing.write_lines(session, delivery, lines)
            write_checks(session, self._trade, delivery.id)
            writing.file_under(session, delivery)
            return delivery.id

    def edit(self, delivery_id: int, draft: DeliveryDraft, version: int) -> None:
        """Save a delivery that was opened at `version`. Raises DeliveryClosed once it was signed, EditConflict and as `plan`."""
        draft = draft.checked()
        with self._db.write(self._actor(), Action.EDIT, Subject.DELIVERY) as session:
            delivery = self._unfinished(session, delivery_id)
            if delivery.state not in OPEN_STATES:
                raise DeliveryClosed(number=delivery.number)
            if delivery.version != version:
                raise EditConflict(mine=version, theirs=delivery.version)
            order = writing.require_order(session, delivery.order_id)
            lines = writing.lines_wanted(session, order, draft, but=delivery.id)
            if (draft.planned_on, draft.slot) != (delivery.planned_on, delivery.slot):
                delivery.agreed_by = delivery.agreed_at = delivery.called_at = None
            writing.fill(session, delivery, draft)
            writing.write_lines(session, delivery, lines)
            write_checks(session, self._trade, delivery.id)

    def set_serials(self, line_id: int, serials: Iterable[str]) -> None:
        """Note the serial numbers of a line. Raises SerialTwice, SerialsTooMany, DeliveryClosed."""
        wanted = list(checked_serials(serials))
        with self._db.write(self._actor(), Action.EDIT, Subject.DELIVERY) as session:
            line = session.get(DeliveryLine, line_id)
            if line is None:
                raise CheckNotFound
            self._unfinished(session, line.delivery_id)
            ordered = session.get(OrderLine, line.order_line_id)
            others = select(DeliveryLine.serials).where(DeliveryLine.delivery_id == line.delivery_id, DeliveryLine.id != line_id)
            writing.refuse_known_serials(session, [*wanted, *(one for found in session.scalars(others) for one in found)])
            delivery_door.refuse_elsewhere(session, writing.require(session, line.delivery_id), wanted)
            refuse_many_serials((ordered.name or ordered.model) if ordered else "", line.quantity, wanted)
            if line.serials != wanted:
                line.serials = wanted

    def cancel(self, delivery_id: int) -> None:
        """Call a planned delivery off. Raises DeliveryClosed once it left."""
        self._move(delivery_id, DeliveryState.CANCELLED, Action.CANCEL)

    # on the way

    def printed(self, delivery_id: int) -> None:
        """Note that the delivery note was printed; a draft is a printed one from then on."""
        with self._db.write(self._actor(), Action.PRINT, Subject.DELIVERY) as session:
            delivery = writing.require(session, delivery_id)
            if may_become(delivery.state, DeliveryState.PRINTED):
                delivery.state = DeliveryState.PRINTED
            delivery.printed_at = self._now()
            writing.file_under(session, delivery)

    def send(self, delivery_id: int) -> None:
        """The goods leave. Raises DeliveryClosed."""
        self._move(delivery_id, DeliveryState.SENT, Action.SEND)

    def _move(self, delivery_id: int, state: DeliveryState, action: Action) -> None:
        with self._db.write(self._actor(), action, Subject.DELIVERY) as session:
            delivery = writing.require(session, delivery_id)
            writing.refuse_unless(delivery, state)
            delivery.state = state
            if state is DeliveryState.SENT:
                delivery.sent_at = self._now()
            writing.file_under(session, delivery)

    # the sheet

    def tick(self, check_id: int, result: CheckResult | None, value: str = "", note: str = "", **more: Unpack[More]) -> CheckResult | None:
        """Note what was found at an item, and return what it means by its limits and readings; None takes the tick away.

        Raises NoteMissing, PhotoMissing, DeadlineMissing when it did not pass, PhotoMissing, ReadingMissing when nobody could see that it
        did, DeliveryClosed when it was settled at the hand-over.
        """
        with self._db.write(self._actor(), Action.EDIT, Subject.DELIVERY) as session:
            return self._notes(session).note(self._check(session, check_id), Finding(result, value, note, **more))

    def keep(self, check_id: int, value: str, readings: Sequence[Mapping[str, str]]) -> None:
        """Keep what was read at an item that nobody settled yet. Raises DeliveryClosed."""
        with self._db.write(self._actor(), Action.EDIT, Subject.DELIVERY) as session:
            self._notes(session).keep(self._check(session, check_id), Finding(value=value, readings=readings))

    def pass_all(self, check_ids: Iterable[int]) -> int:
        """Tick items that have no result yet as passed, as one undoable step; return how many.

        Items that want a value, readings or a picture stay open, for nobody can pass what was not seen; so do those that begin later.
        """
        with self._db.write(self._actor(), Action.EDIT, Subject.DELIVERY) as session:
            return self._notes(session).pass_rest([self._check(session, check_id) for check_id in check_ids])

    def _notes(self, session: WriteSession) -> CheckNotes:
        return CheckNotes(session, self._actor().staff_id, self._now)

    def _check(self, session: WriteSession, check_id: int) -> DeliveryCheck:
        check = session.get(DeliveryCheck, check_id)
        if check is None or check.delivery_id is None:
            raise CheckNotFound
        delivery = writing.require(session, check.delivery_id)
        if delivery.finished_at is not None and not is_open(check.result) and not begins_later(check.sheet, check.group):
            raise DeliveryClosed(number=delivery.number)
        writing.file_under(session, delivery)
        return check

    # signed or refused

    def sign(self, delivery_id: int, signed_by: str, taken: Mapping[int, int] | None = None, reason: str = "", picture: str = "") -> None:
        """The customer takes the goods; with `taken` (line id → thousandths) only so much, for a reason: the rest stays to be delivered.

        `picture` is a kept signature. Raises as `take`.
        """
        self.take(delivery_id, delivery_door.Taken(signed_by, taken, reason, picture))

    def take(self, delivery_id: int, taken: delivery_door.Taken) -> None:
        """The customer takes the goods, or a part of them; he or the team says whose serial numbers stay behind.

        Raises DeliveryClosed, QuantityTooMuch, SerialsLeft, ReasonMissing, and NothingTaken where it would be nothing.
        """
        with self._db.write(self._actor(), Action.CONFIRM, Subject.DELIVERY) as session:
            self._sign(session, delivery_id, taken)

    def sign_and_collect(self, delivery_id: int, taken: delivery_door.Taken, money: PaymentDraft) -> None:
        """The customer takes the goods and pays at the door, as one undoable step. Raises as `take` and `Payments.receive`."""
        with self._db.write(self._actor(), Action.CONFIRM, Subject.DELIVERY) as session:
            Payments(self._db, self._actor, self._now).write(session, money.checked())
            self._sign(session, delivery_id, taken)

    def _sign(self, session: WriteSession, delivery_id: int, taken: delivery_door.Taken) -> None:
        delivery_door.take(session, writing.require(session, delivery_id), taken, self._now())
        if taken.quantities is not None:
            write_checks(session, self._trade, delivery_id)

    def refuse(self, delivery_id: int, reason: str) -> None:
        """The customer takes nothing; everything stays to be delivered. Raises ReasonMissing, DeliveryClosed."""
        if not one_line(reason):
            raise ReasonMissing
        with self._db.write(self._actor(), Action.CANCEL, Subject.DELIVERY) as session:
            delivery = writing.require(session, delivery_id)
            writing.refuse_unless(delivery, DeliveryState.REFUSED)
            delivery.state, delivery.refusal = DeliveryState.REFUSED, one_line(reason)
            writing.file_under(session, delivery)

    # handed over, taken back

    def finish(self, delivery_id: int, hand_over: HandOver, open_reason: str = "", also: Iterable[int] = ()) -> None:
        """Hand over: machines stand at the house with their coverages, care and visits, all in one undoable step.

        `also` are part deliveries of the order that were signed before: they are handed over along with it.
        Raises ItemsOpen with what is missing unless a reason is given, DayAhead for a day nobody can know yet, DeliveryClosed,
        PremisesMissing, SerialTwice, SerialsTooMany where fewer machines stayed than have numbers.
        """
        with self._db.write(self._actor(), Action.FINISH, Subject.DELIVERY) as session:
            delivery = self._unfinished(session, delivery_id)
            work = delivery_handover.HandOverWork(session, self._trade, delivery, hand_over, self._now())
            others = [writing.require(session, other) for other in dict.fromkeys(also)]
            work.run(self._actor().staff_id, one_line(open_reason), others)

    def take_back(self, order_id: int, quantities: Mapping[int, int], reason: str, serials: Collection[str] = ()) -> int:
        """Take goods back: a return with its number; machines leave the house, their care and visits end. Return its id.

        Quantities (order line → thousandths) are below zero; the machines with these serial numbers go first, then the newest.
        What it does is told before by `Orders.return_effect`.
        Raises ReasonMissing, QuantityPositive, QuantityTooMuch, NothingToDeliver, SerialsNotBack, SerialNotThere.
        """
        if not one_line(reason):
            raise ReasonMissing
        with self._db.write(self._actor(), Action.RETURN, Subject.DELIVERY) as session:
            delivery = delivery_returns.take_back(session, order_id, quantities, self._now(), serials)
            delivery.note = one_line(reason)
            delivery.staff_id = self._actor().staff_id
            writing.file_under(session, delivery)
            return delivery.id

    def serials_there(self, line_ids: Collection[int]) -> dict[int, tuple[str, ...]]:
        """Return by order line the serial numbers of the machines that a return can name, the newest first."""
        with self._db.read() as session:
            return delivery_returns.serials_there(session, line_ids)

    def _unfinished(self, session: WriteSession, delivery_id: int) -> Delivery:
        """Return a delivery that is not handed over yet. Raises DeliveryNotFound, DeliveryClosed."""
        delivery = writing.require(session, delivery_id)
        gone = (DeliveryState.REFUSED, DeliveryState.CANCELLED)
        if delivery.finished_at is not None or delivery.state in gone or delivery.kind is DeliveryKind.RETURN:
            raise DeliveryClosed(number=delivery.number)
        writing.file_under(session, delivery)
        return delivery

"""What a finished delivery leaves behind: machines with coverages and care, visits, the customer's wishes, the order's state."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import func, select

from dealer_crm.domain.care import EquipmentState, VisitState
from dealer_crm.domain.coverages import StartBasis
from dealer_crm.domain.customers import CONSENT_WORDING
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.deliveries import (
    EXPECTATIONS,
    TAKEN_STATES,
    DeliveryClosed,
    DeliveryKind,
    DeliveryState,
    HandOver,
    ItemsOpen,
    begins_later,
    is_open,
    may_become,
    pieces,
    refuse_many_serials,
    unnamed_serials,
)
from dealer_crm.domain.equipment import refuse_ahead
from dealer_crm.domain.products import becomes_machine
from dealer_crm.domain.text import one_line
from dealer_crm.domain.visits import planned_visits
from dealer_crm.i18n import translator
from dealer_crm.services.acceptance_file import open_finals
from dealer_crm.services.coverages import settle
from dealer_crm.services.delivery_door import put_paper, put_signature
from dealer_crm.services.delivery_writing import refuse_known_serials
from dealer_crm.services.handover_slip import hand_on
from dealer_crm.services.houses import premises_for
from dealer_crm.services.order_reading import progress_of
from dealer_crm.services.order_state import renew
from dealer_crm.services.trade import Trade
from dealer_crm.services.visit_plan import keeps_distance
from dealer_crm.storage import numbers
from dealer_crm.storage.database import WriteSession
from dealer_crm.storage.models import (
    Customer,
    Delivery,
    DeliveryCheck,
    DeliveryLine,
    Equipment,
    EquipmentCoverage,
    Invoice,
    NextStep,
    OrderLine,
    Product,
    SalesOrder,
    Visit,
)
from dealer_crm.words.labels import label


class HandOverWork:
    """Runs once, inside the write that finishes a delivery, and along with it `also`: part deliveries that were signed before."""

    def __init__(self, session: WriteSession, trade: Trade, delivery: Delivery, asked: HandOver, now: datetime) -> None:
        self._session, self._trade = session, trade
        self._delivery, self._asked, self._now = delivery, asked, now
        self._day = local_day(now)
        self._also: list[Delivery] = []

    def run(self, staff_id: int | None, open_reason: str, also: Sequence[Delivery] = ()) -> None:
        """Do all of it. Raises ItemsOpen, DayAhead, PremisesMissing, SerialTwice, SerialsTooMany, DeliveryClosed."""
        delivery, asked = self._delivery, self._asked
        self._also = [self._along(one) for one in also]
        for day in (asked.commissioned_on, asked.accepted_on):
            refuse_ahead(day, self._day)
        missing = self._settle_open(staff_id, open_reason)
        if may_become(delivery.state, DeliveryState.SIGNED):
            delivery.state, delivery.signed_at = DeliveryState.SIGNED, self._now
        delivery.signed_by = one_line(asked.signed_by) or delivery.signed_by or delivery.receiver
        for one in (*self._also, delivery):
            one.commissioned_on, one.accepted_on, one.finished_at = asked.commissioned_on, asked.accepted_on, self._now
        for one in self._also:
            one.handed_with_id = delivery.id
        self._session.flush()
        put_signature(self._session, delivery, asked.picture, self._now)
        put_paper(self._session, delivery, asked.paper, self._now)
        machines = [machine for one in (*self._also, delivery) for machine in self._install(one)]
        first_visit = self._plan_visits(staff_id)
        self._ask_for_dates(machines, first_visit)
        self._note_wishes()
        renew(self._session, delivery.order_id, self._day)
        self._session.flush()
        hand_on(self._session, self._trade, delivery, (machines, missing), (self._now, staff_id, asked.language))

    def _along(self, other: Delivery) -> Delivery:
        """Return a part delivery that may be handed over along: of the same order, with the customer, not handed over yet."""
        same = other.order_id == self._delivery.order_id and other.kind is DeliveryKind.DELIVERY and other.id != self._delivery.id
        if not same or other.state not in TAKEN_STATES or other.finished_at is not None:
            raise DeliveryClosed(number=other.number)
        return other

    def _settle_open(self, staff_id: int | None, reason: str) -> list[DeliveryCheck]:
        """Return what stays open for a reason. Raises ItemsOpen without one."""
        missing, sheets = self._missing(), open_finals(self._session, self._delivery.order_id)
        if not missing and not sheets:
            return []
        if not reason:
            said = [*(check.zh if self._asked.language == "zh" else check.en for check in missing), *sheets]
            error = ItemsOpen(count=len(said), items=" · ".join(said[:3]) + (" …" if len(said) > 3 else ""))
            error.check_ids = tuple(check.id for check in missing)
            raise error
        self._delivery.open_reason, self._delivery.open_staff_id = reason, staff_id
        return missing

    def _missing(self) -> list[DeliveryCheck]:
        """Return the required items that are open; the expectations A to H of the others are settled with those of this one."""
        ids = [self._delivery.id, *(one.id for one in self._also)]
        query = select(DeliveryCheck).where(DeliveryCheck.delivery_id.in_(ids)).order_by(DeliveryCheck.delivery_id, DeliveryCheck.position)
        return [
            check
            for check in self._session.scalars(query)
            if check.required and is_open(check.result) and (check.delivery_id == self._delivery.id or check.sheet != EXPECTATIONS)
        ]

    # machines

    def _install(self, delivery: Delivery) -> list[Equipment]:
        query = (
            select(DeliveryLine, OrderLine, Product.kind)
            .join(OrderLine, OrderLine.id == DeliveryLine.order_line_id)
            .outerjoin(Product, Product.id == OrderLine.product_id)
            .where(DeliveryLine.delivery_id == delivery.id)
            .order_by(DeliveryLine.position, DeliveryLine.id)
        )
        there = self._without_machine()
        wanted = [
            (line, ordered, min(line.quantity, there[ordered.id]))
            for line, ordered, kind in self._session.execute(query)
            if becomes_machine(self._trade.category(ordered.category), kind, ordered.line_group) and there[ordered.id] > 0
        ]
        if not wanted:
            return []
        if delivery.premises_id is None:
            delivery.premises_id = premises_for(self._session, delivery)
        for line, ordered, quantity in wanted:
            refuse_many_serials(ordered.name or ordered.model, quantity, line.serials)
        refuse_known_serials(self._session, [serial for line, _, _ in wanted for serial in line.serials])
        order = self._order()
        made = [machine for line, ordered, quantity in wanted for machine in self._machines(line, quantity, ordered, (delivery, order))]
        taken = numbers.take(self._session.connection(), numbers.EQUIPMENT, self._day, len(made))
        for machine, number in zip(made, taken, strict=True):
            machine.number = number
            self._session.add(machine)
        self._session.flush()
        for machine in made:
            settle(self._session, machine, self._trade)
        return made

    def _without_machine(self) -> dict[int, int]:
        """Return what of each order line is with the customer and no machine yet: what came back before is not."""
        with_him = {line.line_id: line.delivered for line in progress_of(self._session, [self._delivery.order_id])[self._delivery.order_id]}
        query = select(Equipment.order_line_id, func.sum(Equipment.quantity)).where(
            Equipment.order_line_id.in_(with_him), Equipment.state == EquipmentState.IN_USE
        )
        made = {line_id: quantity for line_id, quantity in self._session.execute(query.group_by(Equipment.order_line_id))}
        return {line_id: quantity - made.get(line_id, 0) for line_id, quantity in with_him.items()}

    def _machines(self, line: DeliveryLine, amount: int, ordered: OrderLine, of: tuple[Delivery, SalesOrder]) -> list[Equipment]:
        delivery, order = of
        category = self._trade.category(ordered.category)
        invoiced = select(func.min(Invoice.issued_on)).where(Invoice.order_id == order.id)
        invoiced_on: date | None = self._session.execute(invoiced).scalar()
        made = pieces(amount, category.by_piece, line.serials)
        return [
            Equipment(
                premises_id=delivery.premises_id,
                delivery_id=delivery.id,
                order_line_id=ordered.id,
                product_id=ordered.product_id,
                category=category.code,
                product=ordered.name or category.said(self._asked.language),
                brand=ordered.brand,
                model=ordered.model or line.model,
                spec=ordered.spec or line.spec,
                room=ordered.room,
                unit=ordered.unit or category.unit(self._asked.language),
                serial=serial,
                quantity=quantity,
                state=EquipmentState.IN_USE,
                note=unnamed_serials(made, line.serials),
                sold_on=order.ordered_on,
                invoiced_on=invoiced_on,
                delivered_on=local_day(delivery.signed_at or self._now),
                installed_on=self._asked.commissioned_on,
                commissioned_on=self._asked.commissioned_on,
                accepted_on=self._asked.accepted_on,
            )
            for serial, quantity in made
        ]

    def _ask_for_dates(self, machines: list[Equipment], first_visit: date | None) -> None:
        """Plan the question for the days that coverages wait for; nothing is guessed."""
        ids = [machine.id for machine in machines]
        query = select(EquipmentCoverage.basis).where(EquipmentCoverage.equipment_id.in_(ids), EquipmentCoverage.start_on.is_(None))
        missing = set(self._session.scalars(query))
        if not missing:
            return
        t = translator(self._asked.language)
        days = t(", ").join(label(basis, t) for basis in StartBasis if basis in missing)
        customer = self._customer()
        customer.peace_reason = ""
        self._session.add(
            NextStep(
                customer_id=customer.id,
                staff_id=customer.owner_id or self._delivery.staff_id,
                due_on=first_visit or self._day + timedelta(days=1),
                purpose=t("Ask for: {days} ({number})").format(days=days, number=self._delivery.number),
            )
        )

    # visits and wishes

    def _plan_visits(self, staff_id: int | None) -> date | None:
        """Plan the visits after acceptance once an order; return the first day. While a complaint is open they are hidden, then skipped."""
        session, delivery = self._session, self._delivery
        if not any(line.delivered > 0 for line in progress_of(session, [delivery.order_id])[delivery.order_id]):
            return None
        earlier = select(Visit.id).join(Delivery, Delivery.id == Visit.delivery_id).where(Delivery.order_id == delivery.order_id)
        if session.execute(earlier.where(Visit.state == VisitState.OPEN).limit(1)).first():
            return None
        few = keeps_distance(session, delivery.customer_id)
        plan = planned_visits(self._asked.accepted_on or self._day, self._trade.visit_rules(), self._trade.calendar(), few=few)
        taken = numbers.take(session.connection(), numbers.VISIT, self._day, len(plan))
        for (code, due_on), number in zip(plan, taken, strict=True):
            visit = Visit(number=number, customer_id=delivery.customer_id, delivery_id=delivery.id, code=code, due_on=due_on)
            visit.staff_id = self._customer().owner_id or staff_id
            session.add(visit)
        self._begin_later(plan[0][1] if plan else None)
        return plan[0][1] if plan else None

    def _begin_later(self, on: date | None) -> None:
        """F to H begin now: they are asked about from the first visit on."""
        for check in self._session.scalars(select(DeliveryCheck).where(DeliveryCheck.delivery_id == self._delivery.id)):
            if begins_later(check.sheet, check.group) and check.due_on is None:
                check.due_on = on

    def _note_wishes(self) -> None:
        """Write down what the customer said to consent, interests and channel; what was not asked stays as it is."""
        customer, asked = self._customer(), self._asked
        if asked.care_ok is not None and bool(customer.consent_on) != asked.care_ok:
            customer.consent_on = self._day if asked.care_ok else None
            customer.consent_wording = CONSENT_WORDING if asked.care_ok else ""
        if asked.news_ok is not None:
            customer.marketing_ok = asked.news_ok
        if asked.interests is not None and customer.interests != [one.value for one in asked.interests]:
            customer.interests = [one.value for one in asked.interests]
        if asked.channel is not None:
            customer.preferred_channel = asked.channel

    def _order(self) -> SalesOrder:
        order = self._session.get(SalesOrder, self._delivery.order_id)
        assert order is not None
        return order

    def _customer(self) -> Customer:
        customer = self._session.get(Customer, self._delivery.customer_id)
        assert customer is not None
        return customer

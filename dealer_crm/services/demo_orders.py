"""The orders of the sample shop: lines, money, promises, deliveries with their sheets, and the machines they leave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from dealer_crm.domain.checklists import CheckResult
from dealer_crm.domain.customers import Stage
from dealer_crm.domain.deliveries import DeliveryDraft, DeliveryKind, DeliveryLineDraft, DeliveryState, HandOver, begins_later
from dealer_crm.domain.orders import Arrival, OrderState, PayWay
from dealer_crm.domain.pay_plan import PayKind
from dealer_crm.domain.planning import SlipState
from dealer_crm.domain.promises import PromiseState
from dealer_crm.domain.quotes import QuoteState
from dealer_crm.domain.visits import VisitRule
from dealer_crm.services import delivery_writing as writing
from dealer_crm.services.delivery_handover import HandOverWork
from dealer_crm.services.delivery_returns import take_back
from dealer_crm.services.delivery_sheets import write_checks
from dealer_crm.services.demo_agreed import write_agreed, write_changes
from dealer_crm.services.demo_lines import ToldLines
from dealer_crm.services.demo_pictures import Album
from dealer_crm.services.demo_telling import Telling, fen, thousandths
from dealer_crm.services.order_reading import lines_of
from dealer_crm.services.order_state import move, renew, settle
from dealer_crm.services.trade import Trade
from dealer_crm.storage import numbers
from dealer_crm.storage.database import WriteSession
from dealer_crm.storage.models import (
    Customer,
    Delivery,
    DeliveryCheck,
    HandoverSlip,
    Invoice,
    Opportunity,
    OrderLine,
    Payment,
    PremisesHolder,
    Product,
    Promise,
    Quote,
    QuoteVersion,
    SalesOrder,
)

Entry = Mapping[str, Any]
VISITED = -400
"""Deliveries before this day had their visits when nobody wrote them down, and sheets that asked for no pictures."""
SOLD = (Stage.DEAL, Stage.BASE, Stage.CHURNED, Stage.INTENT, Stage.LOST)
FITTER = 3
"""Who brings and installs, among the staff."""
LEFT = (DeliveryState.PARTLY, DeliveryState.REFUSED)
"""What is told of these is why goods were left."""
DONE_STATES = (DeliveryState.SIGNED, DeliveryState.PARTLY, DeliveryState.REFUSED)


class LongAgo(Trade):
    """The trade as it was before visits were planned."""

    def visit_rules(self) -> tuple[VisitRule, ...]:
        """Return no visit."""
        return ()


class OrderStories:
    """Writes orders inside the caller's write, each with all that followed from it."""

    def __init__(self, session: WriteSession, telling: Telling, trade: Trade, staff_ids: Sequence[int], album: Album) -> None:
        self._session, self._telling, self._trade = session, telling, trade
        self._staff, self._album = staff_ids, album
        self._products = {product.code: product.id for product in session.scalars(select(Product))}
        self._told = ToldLines(session, telling, trade, self._products)

    def write(self, customer: Customer, entry: Entry) -> SalesOrder:
        """Write one order."""
        order = self._order(customer, entry)
        self._session.add(order)
        self._session.flush()
        lines = [self._line(order, position, line) for position, line in enumerate(entry["lines"])]
        self._session.add_all(lines)
        self._session.flush()
        self._money(order, entry)
        self._promises(order, entry)
        self._session.flush()
        write_agreed(self._session, self._telling, order, lines, entry)
        write_changes(self._session, self._telling, order, self._told, entry)
        lines = list(lines_of(self._session, order.id))
        for delivery in entry.get("deliveries", ()):
            self._delivery(order, lines, delivery)
        self._settle(order, entry)
        return order

    def _order(self, customer: Customer, entry: Entry) -> SalesOrder:
        day = self._telling.day(entry["on"])
        holder = select(PremisesHolder.premises_id).where(PremisesHolder.customer_id == customer.id).limit(1)
        chance = select(Opportunity).where(Opportunity.customer_id == customer.id).limit(1)
        opportunity = self._session.scalars(chance).first()
        selling = opportunity is not None and opportunity.stage in (Stage.DEAL, Stage.BASE) and entry.get("state") is None
        external = entry.get("external", {})
        return SalesOrder(
            number=numbers.take(self._session.connection(), numbers.ORDER, day)[0],
            customer_id=customer.id,
            premises_id=self._session.execute(holder).scalar(),
            opportunity_id=opportunity.id if opportunity is not None and selling else None,
            staff_id=customer.owner_id,
            state=OrderState.DRAFT if entry.get("state") == "draft" else OrderState.CONFIRMED,
            ordered_on=day,
            promised_on=self._telling.day(entry["promised"]) if "promised" in entry else None,
            discount=fen(entry.get("discount", "0")),
            external_party=self._telling.words(external.get("party", "")),
            external_number=external.get("number", ""),
            quote_version_id=self._accepted(customer) if entry.get("quoted") else None,
        )

    def _accepted(self, customer: Customer) -> int:
        """Return the version that the customer said yes to: the last one of his quote."""
        query = select(QuoteVersion.id).join(Quote, Quote.id == QuoteVersion.quote_id)
        query = query.where(Quote.customer_id == customer.id, Quote.state == QuoteState.ACCEPTED)
        return self._session.scalars(query.order_by(QuoteVersion.position.desc()).limit(1)).one()

    def _line(self, order: SalesOrder, position: int, entry: Entry) -> OrderLine:
        row = OrderLine(order_id=order.id, position=position, quantity=thousandths(entry["n"]))
        row.serials = list(entry.get("serials", ()))
        row.room = self._telling.words(entry.get("room", ""))
        row.arrival = Arrival(entry.get("arrival", "to_order"))
        row.arrives_on = self._telling.day(entry["arrives"]) if "arrives" in entry else None
        product = self._session.get(Product, self._products[entry["p"]]) if "p" in entry else None
        if product is None:
            category = self._trade.category(entry["category"])
            row.category, row.name, row.unit = category.code, self._telling.words(entry), category.unit(self._telling.language)
            row.line_group = self._trade.group_of(row.category)
            row.brand, row.model = entry.get("brand", ""), entry.get("model", "")
            row.spec = self._telling.words(entry.get("spec", ""))
            row.price, row.cost = fen(entry["price"]), fen(entry["price"]) * 6 // 10
            return row
        for name in ("category", "name", "brand", "model", "spec", "unit", "price", "cost"):
            setattr(row, name, getattr(product, name))
        row.product_id, row.line_group = product.id, self._trade.group_of(product.category)
        return row

    def _money(self, order: SalesOrder, entry: Entry) -> None:
        for paid in entry.get("payments", ()):
            day = self._telling.day(paid["on"])
            payment = Payment(
                number=numbers.take(self._session.connection(), numbers.PAYMENT, day)[0],
                customer_id=order.customer_id,
                order_id=order.id,
                staff_id=order.staff_id,
                kind=PayKind(paid["kind"]),
                way=PayWay(paid["way"]),
                amount=fen(paid["amount"]),
                paid_on=day,
                handed_in_on=day if paid["way"] == PayWay.CASH else None,
                created_at=self._telling.instant(paid["on"], "11:20"),
            )
            self._session.add(payment)
        if "invoice" in entry:
            self._session.add(self._invoice(order, entry))

    def _invoice(self, order: SalesOrder, entry: Entry) -> Invoice:
        asked, issued = entry["invoice"]["asked"], entry["invoice"].get("issued")
        customer = self._session.get(Customer, order.customer_id)
        paid = sum(fen(payment["amount"]) for payment in entry["payments"])
        return Invoice(
            order_id=order.id,
            asked_on=self._telling.day(asked),
            title=customer.name if customer else "",
            number=f"2600{order.id:08d}" if issued is not None else "",
            issued_on=self._telling.day(issued) if issued is not None else None,
            amount=paid,
        )

    def _promises(self, order: SalesOrder, entry: Entry) -> None:
        for told in entry.get("promises", ()):
            state = PromiseState(told.get("state", "open"))
            promise = Promise(customer_id=order.customer_id, order_id=order.id, staff_id=order.staff_id, state=state)
            promise.words, promise.due_on = self._telling.words(told), self._telling.day(told["due"])
            promise.closed_at = self._telling.instant(told["due"], "17:00") if state is not PromiseState.OPEN else None
            self._session.add(promise)

    def _settle(self, order: SalesOrder, entry: Entry) -> None:
        if entry.get("state") == "draft":
            settle(self._session, order)
            return
        renew(self._session, order.id, self._telling.today)
        if entry.get("state") == "cancelled":
            order.cancel_reason = self._telling.words(entry["reason"])
            move(self._session, order, OrderState.CANCELLED, self._telling.day(entry["payments"][-1]["on"]))
            settle(self._session, order)
        elif order.closed_on:
            last = [*entry.get("payments", ()), *entry.get("deliveries", ())]
            order.closed_on = self._telling.day(max(event["on"] for event in last))

    # deliveries

    def _delivery(self, order: SalesOrder, lines: Sequence[OrderLine], entry: Entry) -> None:
        told_at = self._telling.instant(min(entry["on"], 0), "08:10")
        if entry.get("return"):
            back = take_back(self._session, order.id, {lines[0].id: -lines[0].quantity}, told_at)
            back.note = self._telling.words(entry.get("note", ""))
            return
        delivery = self._planned(order, lines, entry)
        self._move(delivery, entry)
        if "accepted" in entry:
            self._hand_over(delivery, entry)

    def _planned(self, order: SalesOrder, lines: Sequence[OrderLine], entry: Entry) -> Delivery:
        created = self._telling.instant(min(entry["on"] - 2, -1), "16:40")
        delivery = Delivery(order_id=order.id, customer_id=order.customer_id, kind=DeliveryKind.DELIVERY, state=DeliveryState.DRAFT)
        delivery.number = numbers.take(self._session.connection(), numbers.DELIVERY, created.astimezone().date())[0]
        delivery.created_at = created
        draft = DeliveryDraft(
            planned_on=self._telling.day(entry["on"]),
            slot=entry.get("slot", ""),
            driver=entry.get("driver", ""),
            vehicle=entry.get("vehicle", ""),
            note=self._telling.words(entry.get("note", "")) if entry["state"] not in LEFT else "",
            staff_id=self._staff[FITTER],
        )
        writing.fill(self._session, delivery, draft)
        delivery.premises_id = order.premises_id
        self._session.add(delivery)
        self._session.flush()
        taken = [lines[n] for n in entry.get("take", range(len(lines)))]
        for line in taken if entry["state"] in DONE_STATES else ():
            line.arrival = Arrival.READY
        wanted = [DeliveryLineDraft(line.id, line.quantity, tuple(line.serials)) for line in taken]
        writing.write_lines(self._session, delivery, wanted)
        write_checks(self._session, self._trade, delivery.id)
        return delivery

    def _move(self, delivery: Delivery, entry: Entry) -> None:
        """Bring the delivery to its state, its sheet to where it is, and its goods to the house."""
        state, on = DeliveryState(entry["state"]), entry["on"]
        delivery.state = state
        if state is not DeliveryState.DRAFT:
            delivery.printed_at = self._telling.instant(min(on, 0), "07:50")
        if state in (*DONE_STATES, DeliveryState.SENT):
            delivery.sent_at = self._telling.instant(on, "08:10")
        if state in DONE_STATES:
            delivery.signed_at = self._telling.instant(on, "15:30")
            delivery.signed_by = "" if state is DeliveryState.REFUSED else delivery.receiver
        if state in LEFT and "note" in entry:
            delivery.refusal = self._telling.words(entry["note"])
        self._tick(delivery, entry)
        self._session.flush()

    def _tick(self, delivery: Delivery, entry: Entry) -> None:
        done_at = self._telling.instant(min(entry["on"], 0), "15:00")
        failed = entry.get("failed", {})
        for check in self._session.scalars(select(DeliveryCheck).where(DeliveryCheck.delivery_id == delivery.id)):
            whole = ("accepted" in entry or entry.get("whole")) and not begins_later(check.sheet, check.group)
            if whole or check.code in entry.get("ticked", ()):
                check.result, check.value = CheckResult.PASS, measured(check)
                check.done_at, check.staff_id = done_at, self._staff[FITTER]
                check.photo &= entry["on"] > VISITED
                if check.photo:
                    self._album.photograph(check, delivery.customer_id, done_at)
            elif check.code == failed.get("code"):
                check.result, check.note = CheckResult.FAIL, self._telling.words(failed)
                check.due_on = self._telling.day(failed["due"])
                check.done_at, check.staff_id = done_at, self._staff[FITTER]

    def _hand_over(self, delivery: Delivery, entry: Entry) -> None:
        trade = self._trade if entry["accepted"] > VISITED else LongAgo()
        asked = HandOver(
            signed_by=delivery.receiver,
            commissioned_on=self._telling.day(entry["commissioned"]),
            accepted_on=self._telling.day(entry["accepted"]),
            language=self._telling.language,
        )
        at = self._telling.instant(entry["accepted"], "16:30")
        before = select(Delivery).where(Delivery.order_id == delivery.order_id, Delivery.id != delivery.id, Delivery.finished_at.is_(None))
        along = self._session.scalars(before.where(Delivery.state.in_((DeliveryState.SIGNED, DeliveryState.PARTLY)))).all()
        HandOverWork(self._session, trade, delivery, asked, at).run(self._staff[FITTER], "", along)
        for slip in self._session.scalars(select(HandoverSlip).where(HandoverSlip.order_id == delivery.order_id)):
            slip.state, slip.answered_by_id = SlipState.ACCEPTED, slip.to_id
            slip.answered_at = self._telling.instant(entry["accepted"], "17:40")


def measured(check: DeliveryCheck) -> str:
    """Return a value that a good installation shows: inside the limits of the item, with as few digits as an instrument has there."""
    if check.low is None and check.high is None:
        return ""
    low = check.low if check.low is not None else 0
    high = check.high if check.high is not None else low * 5 // 4
    middle = (low + high) / 2000
    rounded = (round(middle, digits) for digits in range(3))
    return f"{next((value for value in rounded if value and low <= value * 1000 <= high), middle):g}"

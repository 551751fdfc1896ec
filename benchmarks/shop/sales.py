"""What a made-up shop sold: orders with their lines, deliveries, payments, invoices and promises."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from benchmarks.shop.people import STAFF, Person, vocabulary
from benchmarks.shop.sheets import Numbers, Sheet, day, instant, some_day
from dealer_crm.domain.customers import Stage
from dealer_crm.services.trade import Trade
from dealer_crm.storage import models, numbers

FITTER = STAFF - 2
MODELS = 12
"""Models of each kind of machine."""
BOUGHT = (Stage.DEAL, Stage.BASE, Stage.CHURNED)
LATEST = -70
"""What was ordered before is delivered."""
OWING, CANCELLED = 0.001, 0.01
OPEN_SINCE, OPEN_FOR = 30, 28
LINES = (2, 3, 3, 4)
TAKEN = "taken"
"""Signed, but not handed over yet."""
SLOTS = ("", "上午", "14:00", "9:30")
PROMISES = ("送滤网一套", "外机支架用不锈钢", "安装后清理现场", "第一年免费保养")
PAID_BY = ("wechat", "alipay", "transfer", "card", "cash")


class Good(NamedTuple):
    """A product as an order line copies it; `price` in 分."""

    product_id: int
    category: str
    name: str
    brand: str
    model: str
    unit: str
    price: int
    by_piece: bool


class Sold(NamedTuple):
    """An order as the later stories need it; `handed` = the day of the hand-over, None while it is `open` or where it was called off."""

    person: Person
    order_id: int
    line_id: int
    delivery_id: int
    good: Good
    handed: int | None
    open: bool = False


class Ware(NamedTuple):
    """A line of an order under way."""

    line_id: int
    quantity: int
    good: Good


class Sales:
    """Makes orders, one for each customer on average, and one and a half deliveries for each order."""

    def __init__(self, given: Numbers, trade: Trade) -> None:
        self._numbers = given
        self.products = Sheet(models.Product, "code category name brand model unit price cost")
        self.orders = Sheet(
            models.SalesOrder,
            "number customer_id premises_id opportunity_id staff_id state ordered_on promised_on discount closed_on extra",
        )
        self.lines = Sheet(
            models.OrderLine,
            "order_id position product_id category name brand model unit price cost quantity arrival arrives_on",
        )
        self.promises = Sheet(models.Promise, "customer_id order_id staff_id words due_on state closed_at")
        self.payments = Sheet(models.Payment, "number customer_id order_id staff_id kind way amount paid_on handed_in_on created_at")
        self.invoices = Sheet(models.Invoice, "order_id asked_on title number issued_on amount")
        self.deliveries = Sheet(
            models.Delivery,
            "number customer_id order_id premises_id staff_id state planned_on slot receiver phone "
            "address created_at printed_at sent_at signed_at signed_by commissioned_on accepted_on "
            "finished_at",
        )
        self.carried = Sheet(models.DeliveryLine, "delivery_id order_line_id position quantity")
        self._goods = list(self._stock(trade))

    def _stock(self, trade: Trade) -> Iterator[Good]:
        brands = sorted({entry["brand"] for entry in vocabulary()["machines"]})
        choose = random.Random("stock")  # noqa: S311 - sample data, no secret
        for category in trade.categories():
            for n in range(MODELS if category.machine else 2):
                brand, price = (choose.choice(brands), choose.randrange(1_000, 30_000) * 100) if category.by_piece else ("", 145_00)
                code = f"{category.code[:3].upper()}{n:02d}"
                made = (category.code, category.zh, brand, f"{code}-{choose.randrange(20, 900)}", category.unit_zh, price)
                product_id = self.products.add(code, *made, price * 7 // 10)
                if category.machine:
                    yield Good(product_id, *made, category.by_piece)

    def make(self, people: Sequence[Person], deliveries: int, choose: random.Random) -> list[Sold]:
        """Write as many orders as there are people, with so many deliveries in all."""
        buyers = [person for person in people if person.stage in BOUGHT and person.filed <= LATEST] or list(people)
        more = choose.choices(buyers, k=len(people) - len(buyers))
        orders = sorted((*buyers, *more), key=lambda person: person.id)
        twice = set(choose.sample(range(len(orders)), deliveries - len(orders)))
        following = (*(person.id for person in orders[1:]), 0)
        found = []
        for n, (person, after) in enumerate(zip(orders, following, strict=True)):
            under_way = person.stage is Stage.DEAL and after != person.id
            found.append((self._open if under_way else self._closed)(person, n in twice, choose))
        return found

    def _closed(self, person: Person, twice: bool, choose: random.Random) -> Sold:
        """Write an order that was handed over, called off, or waits for its money."""
        case = choose.random()
        ordered = min(LATEST, some_day(person.filed, choose))
        handed = ordered + choose.randrange(5, 60)
        state = "cancelled" if case < CANCELLED else "delivered" if case < CANCELLED + OWING else "done"
        order_id, wares, total = self._order(person, state, (ordered, handed), choose)
        self._pay(person, order_id, ("prepayment", total * 3 // 10, ordered), choose)
        if state == "done":
            self._pay(person, order_id, ("balance", total - total * 3 // 10, handed), choose)
        brought = "cancelled" if state == "cancelled" else "signed"
        first = 0
        for part, carried in enumerate(_split(wares, twice)):
            on = max(ordered, handed - (0 if part == twice else 3))
            made = self._delivery(person, order_id, carried, (on, brought), choose)
            first = first or made
        return Sold(person, order_id, wares[0].line_id, first, wares[0].good, None if state == "cancelled" else handed)

    def _open(self, person: Person, twice: bool, choose: random.Random) -> Sold:
        """Write an order whose goods, or the rest of them, are still to come."""
        ordered, planned = -choose.randrange(1, OPEN_SINCE), choose.randrange(OPEN_FOR)
        order_id, wares, total = self._order(person, "preparing", (ordered, planned), choose)
        self._pay(person, order_id, ("prepayment", total * 3 // 10, ordered), choose)
        first = 0
        for part, carried in enumerate(_split(wares, twice)):
            state = "draft" if planned > 3 else choose.choice(("draft", "printed"))
            told = (max(ordered, -7), TAKEN) if twice and part == 0 else (planned + part, state)
            made = self._delivery(person, order_id, carried, told, choose)
            first = first or made
        return Sold(person, order_id, wares[0].line_id, first, wares[0].good, None, open=True)

    def _order(self, person: Person, state: str, days: tuple[int, int], choose: random.Random) -> tuple[int, list[Ware], int]:
        ordered, promised = days
        chance = None if state == "cancelled" else person.chance_id
        closed = day(promised) if state in ("done", "cancelled") else None
        goods = choose.choices(self._goods, k=choose.choice(LINES))
        counts = [choose.randrange(1, 4) * 1000 if good.by_piece else choose.randrange(60, 200) * 1000 for good in goods]
        total = sum((quantity * good.price + 500) // 1000 for good, quantity in zip(goods, counts, strict=True))
        order_id = self.orders.add(
            *(self._numbers.take(numbers.ORDER, ordered), person.id, person.place_id, chance, person.owner, state),
            *(day(ordered), day(promised), 0, closed, -total if state == "cancelled" else 0),
        )
        wares = []
        for position, (good, quantity) in enumerate(zip(goods, counts, strict=True)):
            arrival, arrives = ("ordered", day(promised - 2)) if state == "preparing" and promised > 3 else ("ready", None)
            values = (good.category, good.name, good.brand, good.model, good.unit, good.price, good.price * 7 // 10)
            line_id = self.lines.add(order_id, position, good.product_id, *values, quantity, arrival, arrives)
            wares.append(Ware(line_id, quantity, good))
        self._beside(person, order_id, days, total, choose)
        return order_id, wares, total

    def _beside(self, person: Person, order_id: int, days: tuple[int, int], total: int, choose: random.Random) -> None:
        """Promise something with some orders, invoice some."""
        ordered, promised = days
        case = choose.random()
        if case < 0.2:
            waits = promised >= 0 or case < 0.001
            closed = None if waits else instant(promised, 480)
            words = choose.choice(PROMISES)
            self.promises.add(person.id, order_id, person.owner, words, day(promised), "open" if waits else "kept", closed)
        elif case < 0.3:
            self.invoices.add(order_id, day(ordered), person.name, f"2600{order_id:08d}", day(min(-1, promised)), total)

    def _pay(self, person: Person, order_id: int, told: tuple[str, int, int], choose: random.Random) -> None:
        kind, amount, on = told
        way = choose.choice(PAID_BY)
        number = self._numbers.take(numbers.PAYMENT, on)
        handed_in = day(on) if way == "cash" else None
        self.payments.add(number, person.id, order_id, person.owner, kind, way, amount, day(on), handed_in, instant(on, 200))

    def _delivery(self, person: Person, order_id: int, wares: Sequence[Ware], told: tuple[int, str], choose: random.Random) -> int:
        on, state = told[0], "signed" if told[1] == TAKEN else told[1]
        created = min(on - 2, -1)
        signed = instant(on, 450) if state == "signed" else None
        sent = instant(on, 10) if state in ("signed", "sent") else None
        printed = None if state == "draft" else instant(min(on, -1), 0)
        over = (day(on), day(on), instant(on, 510)) if told[1] == "signed" else (None, None, None)
        delivery_id = self.deliveries.add(
            *(self._numbers.take(numbers.DELIVERY, created), person.id, order_id, person.place_id, FITTER, state, day(on)),
            *(choose.choice(SLOTS), person.name, person.phone, person.address, instant(created, 510)),
            *(printed, sent, signed, person.name if signed else "", *over),
        )
        for position, ware in enumerate(wares):
            self.carried.add(delivery_id, ware.line_id, position, ware.quantity)
        return delivery_id

    def sheets(self) -> tuple[Sheet, ...]:
        """Return what is to be written, parents first."""
        return self.products, self.orders, self.lines, self.promises, self.payments, self.invoices, self.deliveries, self.carried


def _split(wares: Sequence[Ware], twice: bool) -> list[Sequence[Ware]]:
    return [wares[:1], wares[1:]] if twice else [wares]

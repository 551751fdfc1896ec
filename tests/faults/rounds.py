"""A seeded round of mixed work through the program's own services, which knows after each deed what the store must show."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from dealer_crm.app.opened import Opened
from dealer_crm.domain.complaint_steps import StepDraft
from dealer_crm.domain.complaints import ComplaintDraft, ComplaintSubtype, Step8
from dealer_crm.domain.customers import CustomerDraft, PhoneDraft
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.deliveries import DeliveryDraft, HandOver
from dealer_crm.domain.followups import FollowUpDraft
from dealer_crm.domain.imports import ImportOptions
from dealer_crm.domain.journal import NothingToUndo, UndoBlocked
from dealer_crm.domain.orders import LineDraft, OrderDraft, PayWay
from dealer_crm.domain.pay_plan import PayKind
from dealer_crm.domain.payments import PaymentDraft
from dealer_crm.domain.premises import PremisesDraft
from dealer_crm.domain.progress import NoProgress
from dealer_crm.services.imports import run_here
from dealer_crm.storage.models import Customer, Equipment

Value = str | int
Facts = dict[str, dict[str, Value] | None]
"""Per row ("customer/3") the values that the file must hold; None = there is no such row."""


@dataclass
class Mine:
    """One customer of this round and what was done for him."""

    id: int
    phone: str
    order: int = 0
    delivery: int = 0
    state: str = ""
    complaint: int = 0
    bare: bool = True


@dataclass
class Round:
    """Somebody works at an open shop. A deed is one call of a service that writes, or nothing where it was refused."""

    shop: Opened
    seed: int
    folder: Path
    facts: Facts = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.people: list[Mine] = []
        self.done: list[tuple[Facts, list[Mine]]] = []
        self.undone: list[tuple[Facts, list[Mine]]] = []
        self.count = 0

    def step(self) -> Facts:
        """Do one thing and return what it changed, after the service returned. Raises whatever refuses it."""
        deeds: list[tuple[Callable[[], Facts], int]] = [
            (self.customer, 3),
            (self.edit, 2),
            (self.call, 4),
            (self.order, 4),
            (self.pay, 2),
            (self.deliver, 7),
            (self.complain, 2),
            (self.attach, 3),
            (self.bring_in, 1),
            (self.delete, 1),
            (self.undo, 2),
            (self.redo, 1),
        ]
        work = self.chance.choices([deed for deed, _ in deeds], [weight for _, weight in deeds])[0] if self.people else self.customer
        before = [replace(one) for one in self.people]
        changed = work()
        if work in (self.undo, self.redo):
            self.facts.update(changed)
            return changed
        changed = {key: {**(self.facts.get(key) or {}), **values} if values else None for key, values in changed.items()}
        if changed:
            self.done.append(({key: self.facts.get(key) for key in changed}, before))
            self.undone.clear()
        self.facts.update(changed)
        return changed

    def words(self, what: str) -> str:
        """Return words that nothing else has."""
        self.count += 1
        return f"{what}{self.seed}-{self.count} 曾有余 𠮷 100%_"

    def _one(self) -> Mine:
        return self.chance.choice(self.people)

    def customer(self) -> Facts:
        """A file is opened."""
        name = self.words("客")
        phone = f"138{self.chance.randrange(10**8):08d}"
        house = PremisesDraft(community="云上花园", building="8", unit="1", room=str(self.count))
        one = self.shop.customers.create(CustomerDraft(name=name, phones=(PhoneDraft(phone),), premises=(house,)))
        self.people.append(Mine(one, phone))
        return {f"customer/{one}": {"name": name}}

    def edit(self) -> Facts:
        """A note is changed."""
        one = self._one()
        draft, version = self.shop.customers.draft(one.id)
        note = self.words("记")
        self.shop.customers.edit(one.id, replace(draft, note=note), version)
        return {f"customer/{one.id}": {"name": draft.name, "note": note}}

    def call(self) -> Facts:
        """A call is logged with the next step."""
        one = self._one()
        words = self.words("问")
        next_on = local_day(self.shop.now()) + timedelta(days=self.chance.randrange(1, 30))
        one.bare = False
        made = self.shop.followups.log(FollowUpDraft(one.id, words=words, next_on=next_on, next_purpose="回访"))
        return {f"follow_up/{made}": {"words": words}}

    def order(self) -> Facts:
        """A machine is ordered; where a draft stands already it is confirmed."""
        one = self._one()
        if one.order:
            if one.state != "draft":
                return self.customer()
            self.shop.orders.confirm(one.order)
            one.state = "confirmed"
            return {f"sales_order/{one.order}": {"customer_id": one.id}}
        serial = f"SN{self.chance.randrange(10**10):010d}"
        line = LineDraft(name="挂机", brand="云岭", model="K35", unit="台", price=329_900, category="room_ac", serials=(serial,))
        made = self.shop.orders.create(OrderDraft(one.id, (line,), note=(note := self.words("单"))))
        one.order, one.state, one.bare = made, "draft", False
        return {f"sales_order/{made}": {"note": note}}

    def pay(self) -> Facts:
        """Money comes in."""
        one = self._one()
        amount = self.chance.randrange(1, 10**6)
        made = self.shop.payments.receive(PaymentDraft(one.id, amount, PayKind.PREPAYMENT, PayWay.CASH, one.order or None))
        one.bare = False
        return {f"payment/{made}": {"amount": amount}}

    def deliver(self) -> Facts:
        """The next delivery is planned, sent, signed or handed over, whatever comes next."""
        ready = [one for one in self.people if one.state in ("confirmed", "planned", "sent", "signed")]
        if not ready:
            return self.order()
        one, work = ready[0], self.shop.deliveries
        match one.state:
            case "confirmed":
                one.delivery = work.plan(one.order, DeliveryDraft(driver=(driver := self.words("师傅"))))
                one.state = "planned"
                return {f"delivery/{one.delivery}": {"driver": driver, "state": "draft"}}
            case "planned":
                work.send(one.delivery)
                one.state = "sent"
                return {f"delivery/{one.delivery}": {"state": "sent"}}
            case "sent":
                work.sign(one.delivery, signed := self.words("签"))
                one.state = "signed"
                return {f"delivery/{one.delivery}": {"state": "signed", "signed_by": signed}}
            case _:
                return self._hand_over(one)

    def _hand_over(self, one: Mine) -> Facts:
        signed = self.words("签")
        day = local_day(self.shop.now())
        self.shop.deliveries.finish(one.delivery, HandOver(signed, day, day), open_reason="客户不在")
        one.state = "finished"
        with self.shop.db.read() as session:
            query = select(Equipment.id, Equipment.serial).where(Equipment.delivery_id == one.delivery)
            machines = {f"equipment/{row.id}": {"serial": row.serial} for row in session.execute(query)}
        return {f"delivery/{one.delivery}": {"signed_by": signed}, **machines}

    def complain(self) -> Facts:
        """A complaint comes, or its next step is ticked."""
        one = self._one()
        one.bare = False
        words = self.words("响")
        if one.complaint:
            self.shop.complaints.tick(one.complaint, Step8.THANK, StepDraft(words))
            return {f"complaint/{one.complaint}": {"customer_id": one.id}}
        one.complaint = self.shop.complaints.log(ComplaintDraft(one.id, subtype=ComplaintSubtype.QUALITY, words=words))
        return {f"complaint/{one.complaint}": {"words": words}}

    def attach(self) -> Facts:
        """A picture is kept."""
        one = self._one()
        one.bare = False
        data = b"\x89PNG\r\n\x1a\n" + self.chance.randbytes(self.chance.randrange(1, 60_000))
        made = self.shop.attachments.add(one.id, f"图{self.count}.png", data)
        return {f"attachment/{made}": {"size": len(data)}}

    def bring_in(self) -> Facts:
        """A sheet of five people is imported."""
        names = [self.words("业主").replace("%", "") for _ in range(5)]
        path = self.folder / f"import-{self.seed}.csv"
        rows = [f"{name},142{self.chance.randrange(10**8):08d}" for name in names]
        path.write_text("\r\n".join(["姓名,手机", *rows]), "utf-8-sig")
        self.shop.imports.prepare(path, ImportOptions(), run_here, NoProgress())
        self.shop.imports.apply()
        self.shop.imports.discard()
        with self.shop.db.read() as session:
            found = session.execute(select(Customer.id, Customer.name).where(Customer.name.in_(names))).all()
        return {f"customer/{row.id}": {"name": row.name} for row in found}

    def delete(self) -> Facts:
        """A file of which nothing else is known goes to the recycle bin."""
        bare = [one for one in self.people if one.bare]
        if not bare:
            return self.customer()
        one = self.chance.choice(bare)
        self.shop.customers.delete(one.id)
        self.people.remove(one)
        return {f"customer/{one.id}": None}

    def undo(self) -> Facts:
        """Ctrl+Z, where nothing stands on the step."""
        return self._back(self.shop.history.undo, self.done, self.undone)

    def redo(self) -> Facts:
        """Ctrl+Y."""
        return self._back(self.shop.history.redo, self.undone, self.done)

    def _back(self, go: Callable[[], object], here: list[tuple[Facts, list[Mine]]], there: list[tuple[Facts, list[Mine]]]) -> Facts:
        try:
            go()
        except (NothingToUndo, UndoBlocked):
            return {}
        facts, people = here.pop()
        there.append(({key: self.facts.get(key) for key in facts}, [replace(one) for one in self.people]))
        self.people = people
        return facts

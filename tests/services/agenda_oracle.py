"""The agenda told plainly: tables read whole, each row asked in Python whether it is due. The sources must say the same."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from benchmarks.moment import TODAY, now
from dealer_crm.domain.acceptances import AcceptanceState
from dealer_crm.domain.agenda import MEETINGS
from dealer_crm.domain.birthdays import kept_on, read
from dealer_crm.domain.care import EquipmentState, RequestState, VisitState
from dealer_crm.domain.change_orders import ChangeState
from dealer_crm.domain.checklists import CheckResult
from dealer_crm.domain.complaint_case import CostKind
from dealer_crm.domain.complaint_steps import Clock
from dealer_crm.domain.complaints import ComplaintState, Step8
from dealer_crm.domain.coverages import CoverageKind
from dealer_crm.domain.customers import Stage
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.deliveries import EXPECTATIONS, OPEN_STATES, TAKEN_STATES, DeliveryKind, DeliveryState
from dealer_crm.domain.followups import StepState
from dealer_crm.domain.jobs import JobStage, JobState, works_on
from dealer_crm.domain.orders import Arrival, OrderState
from dealer_crm.domain.planning import SlipState
from dealer_crm.domain.promises import PromiseState
from dealer_crm.domain.quotes import QuoteState
from dealer_crm.domain.trade_ins import TradeInState
from dealer_crm.storage import models
from dealer_crm.storage.database import Database

CALLS = {"warranty_end_60": (60, 31), "warranty_end_30": (30, 8), "warranty_end_7": (7, 0)}
BEFORE_WORK = {"decoration_21": (21, 15), "decoration_14": (14, 0)}
LASTING = {"warranty_end_7", "decoration_14", "birthday", "birthday_contact"}
TOLD = (CoverageKind.WHOLE_UNIT, CoverageKind.PAID_EXT, CoverageKind.INSTALLATION)
ON_THE_WAY = (OrderState.CONFIRMED, OrderState.PREPARING, OrderState.READY)
YEARS = range(TODAY.year - 1, TODAY.year + 2)
OPEN_CALLS = (RequestState.OPEN, RequestState.SCHEDULED)


@dataclass(frozen=True)
class Told:
    """A row with a day: due `lead` days before it, of no use once fewer than `keep` days are left. A `derived` one is ruled by marks."""

    source: str
    record: Any
    day: date | None
    customer_id: int
    lead: int = 0
    keep: int | None = None
    derived: bool = False


class Oracle:
    """A store read whole; `at` is when it is asked (None = the moment of the made-up shop)."""

    def __init__(self, db: Database, at: datetime | None = None) -> None:
        self.at = at or now()
        with db.read() as session:

            def table(model: Any) -> list[Any]:
                return list(session.scalars(select(model)))

            self.steps, self.deliveries, self.requests = table(models.NextStep), table(models.Delivery), table(models.ServiceRequest)
            self.orders = {order.id: order for order in table(models.SalesOrder)}
            self.lines, self.payments, self.promises = table(models.OrderLine), table(models.Payment), table(models.Promise)
            self.visits, self.cares, self.coverages = table(models.Visit), table(models.Maintenance), table(models.EquipmentCoverage)
            self.machines = {machine.id: machine for machine in table(models.Equipment)}
            self.complaints, self.slips = table(models.Complaint), table(models.HandoverSlip)
            self.claims, self.quotes, self.nodes = table(models.TradeIn), table(models.Quote), table(models.PaymentNode)
            self.costs = table(models.ComplaintCost)
            self.changes, self.jobs = table(models.ChangeOrder), table(models.Job)
            self.checks, self.sheets = table(models.DeliveryCheck), {one.id: one for one in table(models.Acceptance)}
            self.customers, self.contacts, self.houses = table(models.Customer), table(models.Contact), table(models.Premises)
            self.nobodys = {line.customer_id for line in table(models.CustomerLine) if line.stage is Stage.INVALID}
            self.ticked: dict[int, list[Any]] = {}
            for step in table(models.ComplaintStep):
                self.ticked.setdefault(step.complaint_id, []).append(step.done_at)
            self.corrected = {step.complaint_id for step in table(models.ComplaintStep) if step.step == int(Step8.CORRECT)}
            self.marks = {(mark.source, mark.source_id, mark.occurrence): mark for mark in table(models.AgendaMark)}
            holders = sorted(table(models.PremisesHolder), key=lambda one: (one.position, one.id), reverse=True)
            self.holders = {one.premises_id: one.customer_id for one in holders if one.to_on is None}
            session.expunge_all()

    def due(self, first: date | None, last: date, today: date) -> list[tuple[str, int, date, int]]:
        """Return source, record, day and customer of what is due in these days."""
        found = ((told, self._day(told, today)) for told in self._told())
        return sorted(
            (told.source, told.record.id, day, told.customer_id)
            for told, day in found
            if day is not None and (first or date.min) <= day <= last
        )

    def _day(self, told: Told, today: date) -> date | None:
        if told.day is None:
            return None
        mark = self.marks.get((told.source, told.record.id, told.day)) if told.derived else None
        if mark is not None and mark.done_at is not None:
            return None
        moved: date | None = mark.moved_to if mark is not None else None
        made_up = told.source in LASTING and moved is not None and moved > told.day
        if told.keep is not None and told.day < today + timedelta(days=told.keep) and not made_up:
            return None
        return moved or told.day - timedelta(days=told.lead)

    def _told(self) -> Iterator[Told]:
        yield from self._contacts()
        yield from self._calls()
        yield from self._goods()
        yield from self._orders()
        yield from self._machines()
        yield from self._birthdays()
        yield from self._decorations()
        yield from self._papers()
        yield from self._compensations()
        yield from self._changes()
        yield from self._on_sites()
        yield from self._to_mend()
        yield from self._to_explain()
        for one in self.complaints:
            if one.state is ComplaintState.OPEN:
                yield Told("complaint", one, local_day(self._deadline(one)), one.customer_id or 0)
                if local_day(one.remind_at) < local_day(one.due_at) and one.remind_at <= self.at < one.due_at:
                    yield Told("escalation_remind", one, local_day(one.remind_at), one.customer_id or 0)
                for name, at in (("escalation_manager", one.manager_at), ("escalation_owner", one.owner_at)):
                    if at is not None and at <= self.at:
                        yield Told(name, one, local_day(at), one.customer_id or 0)

    def _compensations(self) -> Iterator[Told]:
        cases = {one.id: one for one in self.complaints}
        for one in self.costs:
            if one.kind is CostKind.COMPENSATION and one.approved_at is None and one.refused_at is None:
                yield Told("compensation", one, one.asked_on, cases[one.complaint_id].customer_id or 0)

    def _papers(self) -> Iterator[Told]:
        for one in self.slips:
            if one.state in (SlipState.SENT, SlipState.REFUSED):
                yield Told("slip", one, one.due_on, one.customer_id)
        for one in self.claims:
            if one.state in (TradeInState.COLLECTING, TradeInState.SUBMITTED, TradeInState.TO_REPAY):
                yield Told("trade_in", one, one.due_on, self.orders[one.order_id].customer_id)
        for one in self.quotes:
            if one.state is QuoteState.GIVEN:
                yield Told("quote", one, one.valid_until, one.customer_id, 3, 0, derived=True)

    def _changes(self) -> Iterator[Told]:
        for one in self.changes:
            if one.state is ChangeState.DRAFT:
                yield Told("change_order", one, one.asked_on, self.orders[one.order_id].customer_id, derived=True)

    def _to_mend(self) -> Iterator[Told]:
        deliveries, jobs = {one.id: one for one in self.deliveries}, {one.id: one for one in self.jobs}
        for one in self.checks:
            if one.result is CheckResult.FAIL and one.acceptance_id:
                sheet = self.sheets[one.acceptance_id]
                if sheet.state is not AcceptanceState.CANCELLED:
                    yield Told("mend_sheet", one, one.due_on, sheet.customer_id, derived=True)
            elif one.result is CheckResult.FAIL and one.delivery_id:
                delivery = deliveries[one.delivery_id]
                if delivery.state not in (DeliveryState.REFUSED, DeliveryState.CANCELLED):
                    yield Told("mend_delivery", one, one.due_on, delivery.customer_id, derived=True)
            elif one.result is CheckResult.FAIL and one.job_id:
                job = jobs[one.job_id]
                if job.state is not JobState.CANCELLED:
                    yield Told("mend_job", one, one.due_on, job.customer_id, derived=True)

    def _to_explain(self) -> Iterator[Told]:
        deliveries = {one.id: one for one in self.deliveries if one.state in TAKEN_STATES and one.finished_at is None}
        for one in self.checks:
            delivery = deliveries.get(one.delivery_id)
            if one.sheet == EXPECTATIONS and one.result is None and delivery and delivery.kind is DeliveryKind.DELIVERY:
                day = one.planned_on or (self._explained_on(one.code, delivery) if one.code in ("D1", "D2") else None)
                yield Told("expectation", one, day, delivery.customer_id, derived=True)

    def _explained_on(self, code: str, delivery: Any) -> date | None:
        jobs = [one for one in self.jobs if one.order_id == delivery.order_id and one.state is not JobState.CANCELLED]
        if code == "D1" or not jobs:
            planned: date | None = delivery.planned_on
            return planned
        return max((one.planned_on for one in jobs if one.stage is JobStage.COMMISSIONING and one.planned_on), default=None)

    def _on_sites(self) -> Iterator[Told]:
        for one in self.jobs:
            if one.state is JobState.UNDER_WAY:
                days = works_on(one.planned_on or local_day(one.started_at), one.days)
                yield from (Told("job_day", one, day, one.customer_id, 0, 0) for day in days[:-1])
                yield Told("job_work", one, days[-1], one.customer_id)
            if one.state in (JobState.PLANNED, JobState.CONFIRMED):
                name, day = ("job", one.planned_on) if one.planned_on else ("job_new", local_day(one.created_at))
                yield Told(name, one, day, one.customer_id)
                yield from (Told("job_day", one, day, one.customer_id, 0, 0) for day in works_on(one.planned_on, one.days)[1:])
                name, lead = ("ask_job", 2) if one.state is JobState.PLANNED else ("confirm_job", 1)
                yield Told(name, one, one.planned_on, one.customer_id, lead, 0, derived=True)

    def _contacts(self) -> Iterator[Told]:
        for one in self.steps:
            if one.state is StepState.OPEN:
                yield Told("step", one, one.due_on, one.customer_id)
                if one.way in MEETINGS:
                    yield Told("confirm_step", one, one.due_on, one.customer_id, 1, 0, derived=True)
        for one in self.deliveries:
            if one.state in OPEN_STATES:
                name, day = ("delivery", one.planned_on) if one.planned_on else ("delivery_new", local_day(one.created_at))
                yield Told(name, one, day, one.customer_id)
                yield Told("confirm_delivery", one, one.planned_on, one.customer_id, 1, 0, derived=True)

    def _calls(self) -> Iterator[Told]:
        for one in self.requests:
            if one.state in OPEN_CALLS:
                name, day = ("request", one.appointment_on) if one.appointment_on else ("request_new", local_day(one.reported_at))
                yield Told(name, one, day, one.customer_id)
            if one.state is RequestState.SCHEDULED:
                yield Told("confirm_request", one, one.appointment_on, one.customer_id, 1, 0, derived=True)
        complain = {one.customer_id for one in self.complaints if one.state is ComplaintState.OPEN}
        for one in self.visits:
            if one.state is VisitState.OPEN and (one.complaint_id or one.customer_id not in complain):
                yield Told("visit", one, one.due_on, one.customer_id)

    def _goods(self) -> Iterator[Told]:
        for one in self.promises:
            if one.state is PromiseState.OPEN:
                yield Told("promise", one, one.due_on, one.customer_id)
        for one in self.lines:
            order = self.orders[one.order_id]
            if one.arrival is Arrival.ORDERED and order.state in ON_THE_WAY:
                yield Told("arrival", one, one.arrives_on, order.customer_id)

    def _orders(self) -> Iterator[Told]:
        delivered = {
            one.order_id for one in self.deliveries if one.kind is DeliveryKind.DELIVERY and one.state is not DeliveryState.CANCELLED
        }
        for order in self.orders.values():
            parts = [one for one in self.nodes if one.order_id == order.id and one.open > 0 and one.due_on]
            if order.state in (*ON_THE_WAY, OrderState.DELIVERED):
                for part in parts:
                    yield Told("payment_node", part, part.due_on, order.customer_id, derived=True)
            if order.state is OrderState.DELIVERED and self._owed(order) > 0 and not parts:
                yield Told("receivable", order, order.promised_on or order.ordered_on, order.customer_id, derived=True)
            if order.state in ON_THE_WAY and order.id not in delivered:
                yield Told("order", order, order.promised_on or order.ordered_on, order.customer_id, derived=True)

    def _owed(self, order: Any) -> int:
        goods = sum((line.quantity * line.price + 500) // 1000 for line in self.lines if line.order_id == order.id)
        paid = sum(payment.amount for payment in self.payments if payment.order_id == order.id)
        return int(goods + order.extra - paid)

    def _machines(self) -> Iterator[Told]:
        for one in self.coverages:
            if one.kind in TOLD and (holder := self._holder(one.equipment_id)):
                for source, (lead, keep) in CALLS.items():
                    yield Told(source, one, one.end_on, holder, lead, keep, derived=True)
        for one in self.cares:
            if one.active and not one.by_customer and (holder := self._holder(one.equipment_id)):
                yield Told("maintenance", one, one.next_on, holder, 14, derived=True)

    def _birthdays(self) -> Iterator[Told]:
        welcome = {one.id for one in self.customers if not one.do_not_disturb and one.id not in self.nobodys}
        people = [("birthday", one, one.id) for one in self.customers] + [
            ("birthday_contact", one, one.customer_id) for one in self.contacts
        ]
        for source, one, customer_id in people:
            if one.birthday and customer_id in welcome:
                for day in sorted({kept_on(read(one.birthday), year) for year in YEARS}):
                    yield Told(source, one, day, customer_id, 0, 0, derived=True)

    def _decorations(self) -> Iterator[Told]:
        contracted = {one.customer_id for one in self.orders.values() if one.state not in (OrderState.DRAFT, OrderState.CANCELLED)}
        quiet = {one.id for one in self.customers if one.do_not_disturb} | self.nobodys
        for house in self.houses:
            starts, holder = house.details.get("deco_start_on", ""), self.holders.get(house.id)
            if starts and holder and holder not in contracted | quiet:
                for source, (lead, keep) in BEFORE_WORK.items():
                    yield Told(source, house, date.fromisoformat(starts), holder, lead, keep, derived=True)

    def _holder(self, equipment_id: int) -> int | None:
        machine = self.machines[equipment_id]
        return self.holders.get(machine.premises_id) if machine.state is EquipmentState.IN_USE else None

    def _deadline(self, one: Any) -> datetime:
        planned = bool(one.measure) or one.id in self.corrected
        told = max((at for at in (one.told_at, *self.ticked.get(one.id, ())) if at), default=None)
        return Clock(one.respond_by, one.plan_by, one.close_by, one.promised_by, one.responded_at, planned, told).running()[1]

"""Reads what the program itself can see of the eight expectations of a delivery; part of the caller's read."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from dealer_crm.domain import expectation_facts as facts
from dealer_crm.domain.acceptances import INSTALLED, AcceptanceState
from dealer_crm.domain.care import RequestState
from dealer_crm.domain.checklists import CheckResult
from dealer_crm.domain.complaints import ComplaintState
from dealer_crm.domain.customers import Interest
from dealer_crm.domain.deliveries import EXPECTATIONS, MANNERS, PIECE, DeliveryKind, DeliveryState, is_open
from dealer_crm.domain.expectation_facts import Arrival, GoodsLine, Machines, Seen, Why
from dealer_crm.domain.expectations import Fact
from dealer_crm.domain.jobs import JobState
from dealer_crm.domain.products import becomes_machine
from dealer_crm.domain.promises import PromiseState
from dealer_crm.services.attachments import once
from dealer_crm.services.delivery_writing import left_of, require
from dealer_crm.services.trade import Trade
from dealer_crm.storage.models import (
    Acceptance,
    Attachment,
    Complaint,
    Customer,
    Delivery,
    DeliveryCheck,
    DeliveryLine,
    Equipment,
    Job,
    Maintenance,
    OrderLine,
    PrintLogEntry,
    Product,
    Promise,
    ServiceRequest,
    Visit,
)

CERTIFICATE, CARE_CARD = "certificate", "care_card"
"""Kinds of paper in the print log."""


def facts_of(session: Session, trade: Trade, delivery_id: int) -> dict[Fact, Seen]:
    """Return the answer to every fact of a delivery, with what was handed over along with it. Raises DeliveryNotFound."""
    found = _Reader(session, trade, require(session, delivery_id))
    return {seen.fact: seen for seen in found.answers()}


class _Reader:
    """The records around one delivery."""

    def __init__(self, session: Session, trade: Trade, delivery: Delivery) -> None:
        self._session, self._trade, self._delivery = session, trade, delivery
        gone = (DeliveryState.CANCELLED, DeliveryState.REFUSED)
        same = select(Delivery).where(Delivery.order_id == delivery.order_id, Delivery.kind == DeliveryKind.DELIVERY)
        along = same.where(or_(Delivery.id == delivery.id, Delivery.handed_with_id == delivery.id), Delivery.state.not_in(gone))
        self._deliveries = list(session.scalars(along.order_by(Delivery.id)))
        jobs = select(Job).where(Job.order_id == delivery.order_id, Job.state != JobState.CANCELLED)
        self._jobs = list(session.scalars(jobs.order_by(Job.id)))
        self._ids = [one.id for one in self._deliveries] or [delivery.id]

    def answers(self) -> Iterator[Seen]:
        """Yield one answer a fact."""
        arrivals = self._arrivals()
        yield from (facts.slot_agreed(arrivals), facts.called_ahead(arrivals), facts.on_time(arrivals))
        yield self._promises()
        yield facts.goods_match(self._goods())
        yield self._sheets()
        yield facts.counted(Fact.PHOTOS, self._photos())
        machines = self._machines()
        yield from (facts.certificate(machines), facts.plan_handed(machines))
        yield self._visits()
        yield facts.no_open_issues(self._issues())
        yield from self._wishes()

    def _arrivals(self) -> list[Arrival]:
        brought = [Arrival(o.number, o.planned_on, o.slot, o.agreed_at, o.called_at, o.signed_at) for o in self._deliveries]
        return brought + [Arrival(o.number, o.planned_on, o.slot, o.agreed_at, o.called_at, o.started_at) for o in self._jobs]

    def _promises(self) -> Seen:
        query = select(Promise.state, Promise.words).where(Promise.order_id == self._delivery.order_id).order_by(Promise.id)
        made = self._session.execute(query).all()
        return facts.promises_kept(
            sum(one.state is PromiseState.KEPT for one in made), [one.words for one in made if one.state is not PromiseState.KEPT]
        )

    def _goods(self) -> list[GoodsLine]:
        left = left_of(self._session, self._delivery.order_id)
        query = (
            select(DeliveryLine, OrderLine, Product.kind)
            .join(OrderLine, OrderLine.id == DeliveryLine.order_line_id)
            .outerjoin(Product, Product.id == OrderLine.product_id)
            .where(DeliveryLine.delivery_id.in_(self._ids))
            .order_by(DeliveryLine.position, DeliveryLine.id)
        )
        rows = []
        for line, ordered, kind in self._session.execute(query):
            category = self._trade.category(ordered.category)
            machine = category.by_piece and becomes_machine(category, kind, ordered.line_group)
            wanted = line.quantity // PIECE if machine else 0
            name = ordered.name or ordered.model
            rows.append(GoodsLine(name, max(0, left.get(ordered.id, 0)), wanted, len(line.serials), ordered.model, line.model))
        return rows

    def _sheets(self) -> Seen:
        """Return whether the sheets of the goods are valid: those of the order, and those that stand in the deliveries."""
        mine = (self._installed(), Acceptance.state != AcceptanceState.CANCELLED)
        sheets = self._session.execute(select(Acceptance.number, Acceptance.state).where(*mine).order_by(Acceptance.id)).all()
        wanted = (DeliveryCheck.delivery_id.in_(self._ids), DeliveryCheck.required, DeliveryCheck.sheet.not_in((EXPECTATIONS, MANNERS)))
        begun: dict[str, bool] = {}
        for sheet, result in self._session.execute(select(DeliveryCheck.sheet, DeliveryCheck.result).where(*wanted)):
            begun[sheet] = begun.get(sheet, True) and not is_open(result)
        valid = sum(state is AcceptanceState.VALID for _number, state in sheets) + sum(begun.values())
        known = {sheet.code: sheet.zh for sheet in self._trade.checklists()}
        unfinished = [known.get(code, code) for code, whole in begun.items() if not whole]
        return facts.valid_sheets(valid, [number for number, state in sheets if state is not AcceptanceState.VALID] + unfinished)

    def _installed(self) -> ColumnElement[bool]:
        """Tell sheets on what is installed by the order; the signing ceremony was before all of it."""
        return and_(Acceptance.order_id == self._delivery.order_id, Acceptance.stage.in_(INSTALLED))

    def _photos(self) -> int:
        sheets = select(Acceptance.id).where(self._installed())
        jobs = [job.id for job in self._jobs]
        mine = or_(Attachment.delivery_id.in_(self._ids), Attachment.job_id.in_(jobs), Attachment.acceptance_id.in_(sheets))
        return self._session.execute(select(func.count()).select_from(Attachment).where(mine, once())).scalar_one()

    def _machines(self) -> Machines:
        query = select(Equipment.id, Equipment.number).where(Equipment.delivery_id.in_(self._ids)).order_by(Equipment.id)
        numbers = {key: number for key, number in self._session.execute(query)}
        printed: dict[str, set[str]] = {CERTIFICATE: set(), CARE_CARD: set()}
        log = select(PrintLogEntry.kind, PrintLogEntry.record_id).where(PrintLogEntry.kind.in_(printed))
        for kind, key in self._session.execute(log.where(PrintLogEntry.record_id.in_(numbers))):
            printed[kind].add(numbers.get(key or 0, ""))
        plans = select(func.count()).select_from(Maintenance).where(Maintenance.equipment_id.in_(numbers), Maintenance.active)
        papers = {number: number.replace("SB", "BX", 1) for number in numbers.values()}
        return Machines(
            tuple(numbers.values()),
            tuple(papers.values()),
            frozenset(papers[one] for one in printed[CERTIFICATE]),
            frozenset(printed[CARE_CARD]),
            self._session.execute(plans).scalar_one(),
        )

    def _visits(self) -> Seen:
        query = select(Visit.due_on).where(Visit.delivery_id.in_(self._ids), Visit.request_id.is_(None)).order_by(Visit.due_on)
        days = list(self._session.scalars(query))
        return facts.counted(Fact.VISITS_PLANNED, len(days), on=days[0] if days else None)

    def _issues(self) -> Iterator[str]:
        whose = self._delivery.customer_id
        open_calls = (RequestState.OPEN, RequestState.SCHEDULED)
        complaints = select(Complaint.number).where(Complaint.customer_id == whose, Complaint.state == ComplaintState.OPEN)
        yield from self._session.scalars(complaints.order_by(Complaint.id))
        calls = select(ServiceRequest.number).where(ServiceRequest.customer_id == whose, ServiceRequest.state.in_(open_calls))
        yield from self._session.scalars(calls.order_by(ServiceRequest.id))
        sheets = select(Acceptance.id).where(self._installed(), Acceptance.state != AcceptanceState.CANCELLED)
        jobs = [job.id for job in self._jobs]
        mine = or_(DeliveryCheck.delivery_id.in_(self._ids), DeliveryCheck.job_id.in_(jobs), DeliveryCheck.acceptance_id.in_(sheets))
        failed = select(DeliveryCheck.code).where(mine, DeliveryCheck.result == CheckResult.FAIL)
        yield from self._session.scalars(failed.order_by(DeliveryCheck.id))

    def _wishes(self) -> Iterator[Seen]:
        customer = self._session.get(Customer, self._delivery.customer_id)
        assert customer is not None
        channel, asked = customer.preferred_channel, customer.consent_on
        yield Seen(Fact.CHANNEL_KNOWN, channel is not None, Why.ALL if channel else Why.NOT_KNOWN, value=channel)
        yield Seen(Fact.CONSENT_ASKED, True if asked else None, Why.ALL if asked else Why.NOT_KNOWN, on=asked)
        known = [one.value for one in Interest if one.value in customer.interests]
        yield facts.counted(Fact.INTERESTS_KNOWN, len(known), tuple(known))

"""The eight expectations of a hand-over: who sees to which until when, what the program sees, what is measured, the customer's marks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from dealer_crm.domain.ceremonies import Ceremony, suggested
from dealer_crm.domain.checklists import CheckResult
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.deliveries import EXPECTATIONS, CheckNotFound, DeliveryKind, begins_later
from dealer_crm.domain.expectation_facts import Seen, in_runs
from dealer_crm.domain.expectation_measures import Measures
from dealer_crm.domain.expectation_people import Days, Team, day_for, person_for, serving
from dealer_crm.domain.expectations import Fact
from dealer_crm.domain.jobs import JobStage, JobState
from dealer_crm.domain.journal import Action, Actor, Subject
from dealer_crm.domain.marks import LETTERS, MarksDraft, NotHandedOver
from dealer_crm.domain.readings import CheckStep
from dealer_crm.domain.sheet_shapes import shape_of
from dealer_crm.services.delivery_writing import file_under, require
from dealer_crm.services.expectation_facts import facts_of
from dealer_crm.services.expectation_measures import measures_of
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import Database, WriteSession
from dealer_crm.storage.models import Customer, Delivery, DeliveryCheck, ExpectationRating, Job, SalesOrder, Staff

FACTS = frozenset(fact.value for fact in Fact)


@dataclass(frozen=True)
class StepRow:
    """A small tick of an expectation; `seen` = what the program says of it, None where it cannot."""

    code: str
    zh: str
    en: str
    ticked: bool
    seen: Seen | None = None

    def words(self, language: str) -> str:
        """Return what is ticked."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True)
class ExpectationRow:
    """One item of the sheet with person, plan, actual and result; `*_assumed` = nobody said so, it is as usual."""

    check_id: int
    code: str
    zh: str
    en: str
    person_id: int | None
    person: str
    person_assumed: bool
    planned_on: date | None
    plan_assumed: bool
    done_on: date | None
    done_by: str
    result: CheckResult | None
    late: bool
    later: bool
    steps: tuple[StepRow, ...] = ()

    def words(self, language: str) -> str:
        """Return what is expected."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True)
class Marking:
    """A hand-over with the customer's marks, as far as they were given; `rated_on` None = not asked yet."""

    delivery_id: int
    number: str
    customer_id: int
    customer: str
    finished_on: date | None
    marks: Mapping[str, int] = field(default_factory=dict)
    rated_on: date | None = None
    on_paper: bool = False
    note: str = ""
    staff: str = ""


@dataclass(frozen=True)
class ExpectationSheet:
    """All of it for one delivery. `measures` None before the hand-over."""

    delivery_id: int
    rows: tuple[ExpectationRow, ...]
    facts: Mapping[Fact, Seen]
    marking: Marking
    care_notes: str
    ceremonies: tuple[Ceremony, ...]
    measures: Measures | None
    open: bool

    def row(self, check_id: int) -> ExpectationRow | None:
        """Return an item by its id."""
        return next((row for row in self.rows if row.check_id == check_id), None)


class Expectations:
    """Use-cases of the eight expectations. One public method is one transaction."""

    def __init__(self, db: Database, actor: Callable[[], Actor], now: Callable[[], datetime], trade: Trade) -> None:
        self._db = db
        self._actor = actor
        self._now = now
        self._trade = trade

    def of(self, delivery_id: int) -> ExpectationSheet:
        """Return the expectations of a delivery with what the program sees. Raises DeliveryNotFound."""
        with self._db.read() as session:
            delivery = require(session, delivery_id)
            customer = session.get(Customer, delivery.customer_id)
            assert customer is not None
            facts = facts_of(session, self._trade, delivery_id)
            over = delivery.finished_at is not None
            return ExpectationSheet(
                delivery_id,
                self._rows(session, delivery, facts),
                facts,
                _marking(session, delivery),
                customer.care_notes,
                suggested(customer.care_notes, customer.interests),
                measures_of(session, delivery, local_day(self._now())) if over else None,
                not over,
            )

    def assign(self, check_id: int, person_id: int | None, planned_on: date | None) -> None:
        """Say who sees to an item until when; None for as usual. Raises CheckNotFound."""
        with self._db.write(self._actor(), Action.EDIT, Subject.DELIVERY) as session:
            check = session.get(DeliveryCheck, check_id)
            if check is None or check.delivery_id is None:
                raise CheckNotFound
            if (check.person_id, check.planned_on) != (person_id, planned_on):
                check.person_id, check.planned_on = person_id, planned_on
            file_under(session, require(session, check.delivery_id))

    def as_seen(self, delivery_id: int) -> int:
        """Tick the small ticks that the program sees kept, in one undoable step; return how many. Results stay for people to give.

        Raises DeliveryNotFound.
        """
        count = 0
        with self._db.write(self._actor(), Action.EDIT, Subject.DELIVERY) as session:
            delivery = require(session, delivery_id)
            facts = facts_of(session, self._trade, delivery_id)
            for check in session.scalars(_checks(delivery_id)):
                fresh = _kept(check, facts)
                if fresh:
                    check.steps = {**check.steps, **fresh}
                    count += len(fresh)
            file_under(session, delivery)
        return count

    # the customer's voice

    def marking(self, delivery_id: int) -> Marking:
        """Return the customer's marks of a hand-over. Raises DeliveryNotFound, NotHandedOver."""
        with self._db.read() as session:
            delivery = require(session, delivery_id)
            _refuse_before(delivery)
            return _marking(session, delivery)

    def to_mark(self, customer_id: int) -> list[Marking]:
        """Return the hand-overs of a customer, the newest first, with their marks."""
        query = select(Delivery).where(
            Delivery.customer_id == customer_id,
            Delivery.kind == DeliveryKind.DELIVERY,
            Delivery.finished_at.is_not(None),
            Delivery.handed_with_id.is_(None),
        )
        with self._db.read() as session:
            return [_marking(session, one) for one in session.scalars(query.order_by(Delivery.finished_at.desc(), Delivery.id.desc()))]

    def rate(self, delivery_id: int, draft: MarksDraft) -> None:
        """Write down the customer's marks in place of those there were.

        Raises DeliveryNotFound, NotHandedOver, MarksMissing, MarkUnknown, MarkNoteMissing, MarkedAhead.
        """
        draft = draft.checked(local_day(self._now()))
        with self._db.write(self._actor(), Action.EDIT, Subject.DELIVERY) as session:
            delivery = require(session, delivery_id)
            _refuse_before(delivery)
            mine = select(ExpectationRating).where(ExpectationRating.delivery_id == delivery_id)
            known = {row.letter: row for row in session.scalars(mine)}
            for letter in (one for one in LETTERS if one in draft.marks):
                row = known.pop(letter, None) or _new(session, delivery, letter)
                row.score, row.rated_on, row.on_paper = draft.marks[letter], draft.rated_on, draft.on_paper
                row.note, row.staff_id = draft.note, self._actor().staff_id
            for row in known.values():
                session.delete(row)
            file_under(session, delivery)

    def _rows(self, session: Session, delivery: Delivery, facts: Mapping[Fact, Seen]) -> tuple[ExpectationRow, ...]:
        names = {key: name for key, name in session.execute(select(Staff.id, Staff.name))}
        team, days = _team(session, delivery), _days(session, delivery)
        today = local_day(self._now())
        checks = list(session.scalars(_checks(delivery.id)))
        first = next((check.due_on for check in checks if check.due_on and begins_later(check.sheet, check.group)), None)
        days = Days(days.goods, days.work, first)
        return tuple(_row(check, (team, days), names, facts, today) for check in checks)


def _row(
    check: DeliveryCheck, usual: tuple[Team, Days], names: Mapping[int, str], facts: Mapping[Fact, Seen], today: date
) -> ExpectationRow:
    team, days = usual
    later = begins_later(check.sheet, check.group)
    person, planned_on = check.person_id or person_for(check.code, team), check.planned_on or day_for(check.code, days)
    return ExpectationRow(
        check_id=check.id,
        code=check.code,
        zh=check.zh,
        en=check.en,
        person_id=person,
        person=names.get(person or 0, ""),
        person_assumed=check.person_id is None,
        planned_on=planned_on,
        plan_assumed=check.planned_on is None,
        done_on=local_day(check.done_at) if check.done_at else None,
        done_by=names.get(check.staff_id or 0, ""),
        result=check.result,
        late=check.result is None and planned_on is not None and planned_on < today and not later,
        later=later,
        steps=tuple(
            StepRow(step.code, step.zh, step.en, step.code in check.steps, facts.get(Fact(step.fact)) if step.fact in FACTS else None)
            for step in _steps(check)
        ),
    )


def _steps(check: DeliveryCheck) -> tuple[CheckStep, ...]:
    return shape_of(check.shape)[1]


def _kept(check: DeliveryCheck, facts: Mapping[Fact, Seen]) -> dict[str, str]:
    """Return the small ticks that are still open and seen kept, with the word that is asked for."""
    found: dict[str, str] = {}
    for step in _steps(check):
        seen = facts.get(Fact(step.fact)) if step.fact in FACTS else None
        if step.code not in check.steps and seen is not None and seen.kept:
            found[step.code] = "、".join(in_runs(seen.words)) if step.asks else ""
    return found


def _checks(delivery_id: int) -> Select[DeliveryCheck]:
    mine = (DeliveryCheck.delivery_id == delivery_id, DeliveryCheck.sheet == EXPECTATIONS)
    return select(DeliveryCheck).where(*mine).order_by(DeliveryCheck.position, DeliveryCheck.id)


def _team(session: Session, delivery: Delivery) -> Team:
    order, customer = session.get(SalesOrder, delivery.order_id), session.get(Customer, delivery.customer_id)
    leads = select(Job.leader_id).where(Job.order_id == delivery.order_id, Job.state != JobState.CANCELLED, Job.leader_id.is_not(None))
    staff = [(key, role) for key, role in session.execute(select(Staff.id, Staff.role).where(Staff.active).order_by(Staff.id))]
    return Team(
        driver=delivery.staff_id,
        leader=session.execute(leads.order_by(Job.planned_on.desc(), Job.id.desc()).limit(1)).scalar(),
        seller=order.staff_id if order else None,
        owner=customer.owner_id if customer else None,
        service=serving(staff),
    )


def _days(session: Session, delivery: Delivery) -> Days:
    """Return when the goods come and when the work ends: as it was, else as it is planned; without jobs both are one day."""
    goods = local_day(delivery.signed_at) if delivery.signed_at else delivery.planned_on
    of_order = select(Job.id).where(Job.order_id == delivery.order_id, Job.state != JobState.CANCELLED)
    if session.execute(of_order.limit(1)).first() is None:
        return Days(goods, goods)
    ends = select(Job.finished_at, Job.planned_on).where(
        Job.order_id == delivery.order_id, Job.state != JobState.CANCELLED, Job.stage == JobStage.COMMISSIONING
    )
    last = session.execute(ends.order_by(Job.planned_on.desc(), Job.id.desc()).limit(1)).first()
    work = (local_day(last.finished_at) if last.finished_at else last.planned_on) if last else None
    return Days(goods, work)


def _refuse_before(delivery: Delivery) -> None:
    if delivery.finished_at is None or delivery.kind is DeliveryKind.RETURN:
        raise NotHandedOver(number=delivery.number)


def _marking(session: Session, delivery: Delivery) -> Marking:
    customer = session.get(Customer, delivery.customer_id)
    query = select(ExpectationRating).where(ExpectationRating.delivery_id == delivery.id).order_by(ExpectationRating.letter)
    rows = list(session.scalars(query))
    last = max(rows, key=lambda row: row.rated_on, default=None)
    person = session.get(Staff, last.staff_id) if last and last.staff_id else None
    told = (last.rated_on, last.on_paper, last.note, person.name if person else "") if last else (None, False, "", "")
    return Marking(
        delivery.id,
        delivery.number,
        delivery.customer_id,
        (customer.name or customer.number) if customer else "",
        local_day(delivery.finished_at) if delivery.finished_at else None,
        {row.letter: row.score for row in rows},
        *told,
    )


def _new(session: WriteSession, delivery: Delivery, letter: str) -> ExpectationRating:
    row = ExpectationRating(delivery_id=delivery.id, customer_id=delivery.customer_id, letter=letter)
    session.add(row)
    return row

"""All that somebody sees to goes to colleagues, in one undoable step; what is done stays his, and the customers can be told."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dealer_crm.domain.complaints import ComplaintState
from dealer_crm.domain.deliveries import OPEN_STATES as OPEN_DELIVERIES
from dealer_crm.domain.errors import NotFound
from dealer_crm.domain.followups import StepState
from dealer_crm.domain.hand_over import HandOverDraft, HandOverToInactive, HandOverToNobody, HandOverToSelf, Held, shares
from dealer_crm.domain.jobs import OPEN_JOBS
from dealer_crm.domain.journal import Action, Actor, Role, Subject
from dealer_crm.domain.orders import PayWay
from dealer_crm.domain.progress import NoProgress, Progress
from dealer_crm.domain.promises import PromiseState
from dealer_crm.services.hand_over_holds import HOLDS, OPEN_REQUESTS, HeldRow, Hold
from dealer_crm.services.shop import refuse_last_owner
from dealer_crm.storage import journal
from dealer_crm.storage.database import Database, WriteSession
from dealer_crm.storage.models import (
    Complaint,
    CustomerLine,
    Delivery,
    Job,
    NextStep,
    Payment,
    Promise,
    ServiceRequest,
    Staff,
)

PIECE = 2_000
"""So many rows are given away between two reports of progress."""


@dataclass(frozen=True)
class Holdings:
    """What somebody has in his hands; `cash` in 分 he took and has not handed in, which nobody can take over from him."""

    counts: Mapping[Held, int] = field(default_factory=dict)
    cash: int = 0

    @property
    def any(self) -> bool:
        """Tell whether there is something to hand over."""
        return any(self.counts.values())


@dataclass(frozen=True)
class HandedOver:
    """What went over, and the customers who changed hands: those first who wait for something."""

    counts: Mapping[Held, int]
    customer_ids: tuple[int, ...]


@dataclass(frozen=True)
class CallRow:
    """A customer to be told who looks after him now; `matters` are what is open, with its day where it has one."""

    customer_id: int
    name: str
    phone: str
    address: str
    staff: str
    matters: tuple[tuple[Held, date | None, str], ...] = ()

    @property
    def id(self) -> int:
        """Return by what a list knows him."""
        return self.customer_id


class HandOver:
    """Use-cases of handing over. One public method is one transaction."""

    def __init__(self, db: Database, actor: Callable[[], Actor]) -> None:
        self._db = db
        self._actor = actor

    def preview(self, staff_id: int) -> Holdings:
        """Return what the person has in his hands."""
        counts: defaultdict[Held, int] = defaultdict(int)
        with self._db.read() as session:
            for hold in HOLDS:
                counts[hold.kind] += hold.count(session, staff_id)
            mine = (Payment.staff_id == staff_id, Payment.way == PayWay.CASH, Payment.handed_in_on.is_(None))
            cash = session.execute(select(func.coalesce(func.sum(Payment.amount), 0)).where(*mine)).scalar_one()
        return Holdings(dict(counts), cash)

    def hand_over(self, draft: HandOverDraft, progress: Progress | None = None) -> HandedOver:
        """Give all that is open to the receivers, and tell what went over.

        Raises NotFound, HandOverToNobody, HandOverToSelf, HandOverToInactive, LastOwner, and Cancelled: then nothing is changed.
        """
        with self._db.write(self._actor(), Action.HAND_OVER, Subject.STAFF) as session:
            session.recorder.progress = progress or NoProgress()
            person = _checked(session, draft)
            held = [(hold, hold.rows(session, draft.from_id)) for hold in HOLDS]
            given = shares(_customers(session, held), draft.to_ids, draft.split)
            _give(session, held, draft.from_id, given)
            if draft.leaves and person.active:
                person.active = False
            session.about(person.id, person.name)
            counts: Counter[Held] = Counter()
            for hold, rows in held:
                counts[hold.kind] += len(rows)
            told = {row.customer_id for hold, rows in held if hold.kind is Held.CUSTOMERS for row in rows}
        return HandedOver(dict(counts), self._in_order(told))

    def calls(self, customer_ids: Sequence[int]) -> list[CallRow]:
        """Return the customers to be told, in this order."""
        ids = _one_of(customer_ids)
        columns = (CustomerLine.customer_id, CustomerLine.name, CustomerLine.phone, CustomerLine.address, CustomerLine.owner)
        matters: defaultdict[int, list[tuple[Held, date | None, str]]] = defaultdict(list)
        with self._db.read() as session:
            found = {row[0]: row for row in session.execute(select(*columns).where(CustomerLine.customer_id.in_(ids)))}
            for kind, customer_id, day, words in _matters(session, ids):
                matters[customer_id].append((kind, day, words))
        return [CallRow(*found[one], tuple(matters[one])) for one in customer_ids if one in found]

    def _in_order(self, customer_ids: set[int]) -> tuple[int, ...]:
        query = select(CustomerLine.customer_id).where(CustomerLine.customer_id.in_(_one_of(customer_ids)))
        query = query.order_by(CustomerLine.next_on.is_(None), CustomerLine.owner_id, CustomerLine.next_on, CustomerLine.customer_id)
        with self._db.read() as session:
            return tuple(session.scalars(query))


def _checked(session: WriteSession, draft: HandOverDraft) -> Staff:
    person = session.get(Staff, draft.from_id)
    if person is None:
        raise NotFound(number=str(draft.from_id))
    if not draft.to_ids:
        raise HandOverToNobody
    if draft.from_id in draft.to_ids:
        raise HandOverToSelf(name=person.name)
    for to_id in draft.to_ids:
        receiver = session.get(Staff, to_id)
        if receiver is None or not receiver.active:
            raise HandOverToInactive(name=receiver.name if receiver else str(to_id))
    if draft.leaves and person.active and person.role is Role.OWNER:
        refuse_last_owner(session, person.id)
    return person


_Held = Sequence[tuple[Hold, Sequence[HeldRow]]]
"""Rows with whose they are, by where it stands."""


def _customers(session: Session, held: _Held) -> list[tuple[int, str]]:
    ids = {row.customer_id for _hold, rows in held for row in rows}
    query = select(CustomerLine.customer_id, CustomerLine.community).where(CustomerLine.customer_id.in_(_one_of(ids)))
    return [(customer_id, community) for customer_id, community in session.execute(query)]


def _give(session: WriteSession, held: _Held, from_id: int, given: Mapping[int, int]) -> None:
    """Write who sees to each row from now on, piece by piece: a row in which he stands twice is written once."""
    wanted: dict[Any, dict[int, dict[str, Any]]] = {}
    for hold, rows in held:
        by_row = wanted.setdefault(hold.table, {})
        for row in rows:
            by_row.setdefault(row.id, {}).update(hold.values(row, from_id, given[row.customer_id]))
    recorder, total, done = session.recorder, sum(map(len, wanted.values())), 0
    for table, by_row in wanted.items():
        alike: defaultdict[tuple[tuple[str, Any], ...], list[int]] = defaultdict(list)
        for row_id, values in by_row.items():
            alike[tuple(sorted(values.items()))].append(row_id)
        for said, ids in alike.items():
            for start in range(0, len(ids), PIECE):
                piece = ids[start : start + PIECE]
                journal.set_columns(session.connection(), recorder, table.__table__, piece, dict(said))
                done += len(piece)
                recorder.progress.step(done, total)


def _matters(session: Session, ids: Any) -> Iterator[tuple[Held, int, date | None, str]]:
    """Yield what is open with these customers, whoever sees to it."""
    questions = (
        (Held.STEPS, NextStep, NextStep.due_on, NextStep.purpose, NextStep.state == StepState.OPEN),
        (Held.DELIVERIES, Delivery, Delivery.planned_on, Delivery.number, Delivery.state.in_(OPEN_DELIVERIES)),
        (Held.JOBS, Job, Job.planned_on, Job.number, Job.state.in_(OPEN_JOBS)),
        (Held.REQUESTS, ServiceRequest, ServiceRequest.appointment_on, ServiceRequest.symptom, ServiceRequest.state.in_(OPEN_REQUESTS)),
        (Held.COMPLAINTS, Complaint, None, Complaint.words, Complaint.state == ComplaintState.OPEN),
        (Held.PROMISES, Promise, Promise.due_on, Promise.words, Promise.state == PromiseState.OPEN),
    )
    for kind, table, day, words, still_open in questions:
        found: Any = select(table.customer_id, words, *([] if day is None else [day])).where(table.customer_id.in_(ids), still_open)
        for row in session.execute(found.order_by(table.id)):
            yield kind, row[0], row[2] if day is not None else None, row[1]


def _one_of(ids: Sequence[int] | set[int]) -> Any:
    """Return ids as one parameter of a question, however many they are."""
    return select(func.json_each(json.dumps(sorted(ids))).table_valued("value").c.value)

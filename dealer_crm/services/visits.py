"""Calls after the sale (回访): what is due, told with its outcome, tried again where nobody was reached."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, select

from dealer_crm.domain.care import TRIES, UNREACHED, SkipReasonMissing, VisitDone, VisitHint, VisitNotOpen, VisitState, hint_of
from dealer_crm.domain.complaints import ComplaintState
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.followups import Outcome
from dealer_crm.domain.journal import Action, Actor, Subject
from dealer_crm.domain.questions import Answers
from dealer_crm.domain.text import one_line
from dealer_crm.domain.visits import UNREACHED_CODE, next_slot
from dealer_crm.services.questions import write_answers
from dealer_crm.services.trade import Trade
from dealer_crm.services.visit_plan import VisitCause, add_visit, plan_next_year
from dealer_crm.storage import search
from dealer_crm.storage.database import Database, WriteSession
from dealer_crm.storage.ids import ids_of
from dealer_crm.storage.models import Complaint, CustomerLine, Delivery, Equipment, ServiceRequest, Staff, Visit

A_SEASON = timedelta(days=90)
"""Tries of a yearly call that lie longer ago were those of another year."""
COLUMNS = ("id", "number", "customer_id", "code", "due_on", "state", "outcome", "grade", "words", "done_at", "slot", "delivery_id")


class VisitView(StrEnum):
    """The views above the list."""

    DUE = "due"
    OPEN = "open"
    DONE = "done"


_COMPLAINS = exists().where(Complaint.customer_id == Visit.customer_id, Complaint.state == ComplaintState.OPEN)
_MAY_ASK = Visit.complaint_id.is_not(None) | ~_COMPLAINS
"""Who complains is asked about that, and about nothing else until it is settled (domain.md 3.5)."""


@dataclass(frozen=True)
class VisitSpec:
    """One question to the list."""

    view: VisitView = VisitView.OPEN
    words: str = ""
    sort: str = "due_on"
    descending: bool = False


@dataclass(frozen=True)
class VisitRow:
    """One call after a sale; `zh` and `en` say what to ask, `about` the number of what it follows."""

    id: int
    number: str
    customer_id: int
    name: str
    phone: str
    address: str
    code: str
    zh: str
    en: str
    about: str
    due_on: date
    state: VisitState
    outcome: Outcome | None
    grade: int | None
    words: str
    done_at: datetime | None
    staff: str
    slot: str = ""
    delivery_id: int | None = None

    def asked(self, language: str) -> str:
        """Return what the call is for, in a language."""
        return (self.zh if language == "zh" else self.en) or self.code


@dataclass(frozen=True)
class VisitResult:
    """What follows from a call: the next try, if there is one, with its time, or the `message` to be sent; what the grade asks for."""

    again_id: int | None = None
    again_on: date | None = None
    hint: VisitHint | None = None
    again_at: str = ""
    message: bool = False


class VisitList:
    """Questions to the calls after sales; every method is one short read."""

    def __init__(self, db: Database, now: Callable[[], datetime], trade: Trade) -> None:
        self._db = db
        self._now = now
        self._trade = trade

    def ids(self, spec: VisitSpec) -> array[int]:
        """Return the ids of all calls of the view, in its order."""
        line = CustomerLine
        sorts: dict[str, Any] = {"due_on": Visit.due_on, "done_at": Visit.done_at, "name": line.sort_key, "number": Visit.number}
        column = sorts[spec.sort]
        query = select(Visit.id).join(line, line.customer_id == Visit.customer_id).where(*self._conditions(spec.view))
        if words := search.words_of(spec.words):
            query = query.where(Visit.customer_id.in_(search.anywhere(words)))
        with self._db.read() as session:
            return ids_of(session, query.order_by((column.desc() if spec.descending else column.asc()).nulls_last(), Visit.id))

    def rows(self, ids: Sequence[int]) -> list[VisitRow]:
        """Return the lines in the same order; ids that are gone are left out."""
        with self._db.read() as session:
            found = {row.id: self._row(row) for row in session.execute(_lines().where(Visit.id.in_(list(ids))))}
        return [found[key] for key in ids if key in found]

    def counts(self) -> dict[VisitView, int]:
        """Return how many each view has, in one statement."""
        columns = [func.count().filter(and_(True, *self._conditions(view))).label(view.value) for view in VisitView]
        with self._db.read() as session:
            row = session.execute(select(*columns).select_from(Visit)).one()
        return {view: getattr(row, view.value) for view in VisitView}

    def of_machine(self, equipment_id: int) -> list[VisitRow]:
        """Return the calls that follow the machine's delivery or its repairs, the latest first."""
        asked = select(ServiceRequest.id).where(ServiceRequest.equipment_id == equipment_id)
        brought = select(Equipment.delivery_id).where(Equipment.id == equipment_id, Equipment.delivery_id.is_not(None))
        mine = Visit.request_id.in_(asked) | Visit.delivery_id.in_(brought)
        with self._db.read() as session:
            return [self._row(row) for row in session.execute(_lines().where(mine).order_by(Visit.due_on.desc(), Visit.id.desc()))]

    def _conditions(self, view: VisitView) -> list[ColumnElement[bool]]:
        conditions: dict[VisitView, list[ColumnElement[bool]]] = {
            VisitView.DUE: [Visit.state == VisitState.OPEN, Visit.due_on <= local_day(self._now()), _MAY_ASK],
            VisitView.OPEN: [Visit.state == VisitState.OPEN],
            VisitView.DONE: [Visit.state != VisitState.OPEN],
        }
        return conditions[view]

    def _row(self, row: Any) -> VisitRow:
        rule = self._trade.visit_rule(row.code)
        own = {name: getattr(row, name) for name in COLUMNS}
        return VisitRow(
            **own,
            name=row.name or row.customer_number,
            phone=row.phone,
            address=row.address,
            zh=rule.zh if rule else "",
            en=rule.en if rule else "",
            about=row.about,
            staff=row.staff,
        )


class Visits:
    """Use-cases of calls after sales. One public method is one transaction."""

    def __init__(self, db: Database, actor: Callable[[], Actor], now: Callable[[], datetime], trade: Trade) -> None:
        self._db = db
        self._actor = actor
        self._now = now
        self._trade = trade

    def done(self, visit_id: int, draft: VisitDone, answers: Answers = ()) -> VisitResult:
        """Tell how a call went, with what was asked along. Nobody reached: it is tried again on the next working day at another time,
        three times in all; then a message is to be sent. A yearly call is planned for the next year.

        Raises VisitNotOpen, the errors of the draft, and for answers those of the file.
        """
        draft = draft.checked()
        today = local_day(self._now())
        with self._db.write(self._actor(), Action.COMPLETE, Subject.VISIT) as session:
            visit = _open(session, visit_id)
            visit.state, visit.done_at = VisitState.DONE, self._now()
            visit.outcome, visit.words, visit.grade = draft.outcome, draft.words, draft.grade
            visit.way, visit.trouble, visit.suggestion = draft.way, draft.trouble, draft.suggestion
            visit.friends, visit.friend_names = draft.friends, draft.names
            visit.staff_id = self._actor().staff_id or visit.staff_id
            write_answers(session, visit.customer_id, answers, today, self._actor().staff_id)
            session.flush()
            again = self._again(session, visit, draft, today)
            if again is None or again.code == UNREACHED_CODE:
                plan_next_year(session, [visit], self._trade, today)
            _name(session, visit)
            if again is None:
                return VisitResult(hint=hint_of(draft.grade))
            return VisitResult(again.id, again.due_on, again_at=again.slot, message=again.code == UNREACHED_CODE)

    def _again(self, session: WriteSession, visit: Visit, draft: VisitDone, today: date) -> Visit | None:
        """Plan the next try, or once all are used up the message; None where neither is needed."""
        if draft.again_on is not None:
            return add_visit(session, _cause(visit), visit.code, draft.again_on, today)
        if visit.outcome not in UNREACHED or visit.code == UNREACHED_CODE:
            return None
        tried = self._tries(session, visit)
        if len(tried) >= TRIES:
            return add_visit(session, _cause(visit), UNREACHED_CODE, today, today)
        again = add_visit(session, _cause(visit), visit.code, self._trade.calendar().next_workday(today + timedelta(days=1)), today)
        again.slot = next_slot(at.astimezone().time() for at in tried)
        return again

    def skip(self, visit_id: int, reason: str) -> None:
        """Leave a call out, with the reason. Raises VisitNotOpen, SkipReasonMissing."""
        reason = one_line(reason)
        if not reason:
            raise SkipReasonMissing
        with self._db.write(self._actor(), Action.CANCEL, Subject.VISIT) as session:
            visit = _open(session, visit_id)
            visit.state, visit.words, visit.done_at = VisitState.SKIPPED, reason, self._now()
            plan_next_year(session, [visit], self._trade, local_day(self._now()))
            _name(session, visit)

    def postpone(self, visit_ids: Sequence[int], to: date) -> None:
        """Move calls to a day, as one undoable step. Raises VisitNotOpen; then none is moved."""
        with self._db.write(self._actor(), Action.POSTPONE, Subject.VISIT) as session:
            for visit_id in visit_ids:
                visit = _open(session, visit_id)
                visit.due_on = to
                _name(session, visit)

    def _tries(self, session: WriteSession, visit: Visit) -> list[datetime]:
        """Return when it was tried in vain to make this call."""
        same = (Visit.customer_id == visit.customer_id, Visit.code == visit.code, Visit.delivery_id.is_not_distinct_from(visit.delivery_id))
        cause = (Visit.request_id.is_not_distinct_from(visit.request_id), Visit.complaint_id.is_not_distinct_from(visit.complaint_id))
        recent = Visit.done_at >= self._now() - A_SEASON
        query = select(Visit.done_at).where(*same, *cause, recent, Visit.outcome.in_(list(UNREACHED)))
        return [at for at in session.scalars(query) if at is not None]


def _lines() -> Select[Any]:
    line, own = CustomerLine, Visit.__table__.c
    return (
        select(
            *(own[name] for name in COLUMNS),
            line.name,
            line.number.label("customer_number"),
            line.phone,
            line.address,
            func.coalesce(Delivery.number, ServiceRequest.number, Complaint.number, "").label("about"),
            func.coalesce(Staff.name, "").label("staff"),
        )
        .join(line, line.customer_id == Visit.customer_id)
        .outerjoin(Delivery, Delivery.id == Visit.delivery_id)
        .outerjoin(ServiceRequest, ServiceRequest.id == Visit.request_id)
        .outerjoin(Complaint, Complaint.id == Visit.complaint_id)
        .outerjoin(Staff, Staff.id == Visit.staff_id)
    )


def _open(session: WriteSession, visit_id: int) -> Visit:
    visit = session.get(Visit, visit_id)
    if visit is None or visit.state is not VisitState.OPEN:
        raise VisitNotOpen
    return visit


def _cause(visit: Visit) -> VisitCause:
    return VisitCause(visit.customer_id, visit.delivery_id, visit.request_id, visit.complaint_id, visit.staff_id)


def _name(session: WriteSession, visit: Visit) -> None:
    name = session.execute(select(CustomerLine.name, CustomerLine.number).where(CustomerLine.customer_id == visit.customer_id)).first()
    session.about(visit.id, (name.name or name.number) if name else visit.number)

"""Complaints: taken with their deadlines, worked off in eight steps, closed with the customer's word (domain.md 2.11, 3.4)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from sqlalchemy import select

from dealer_crm.domain.care import VisitState
from dealer_crm.domain.complaint_rules import Deadlines
from dealer_crm.domain.complaint_steps import STEP_FIELDS, ComplaintUnfinished, StepContested, StepDraft, what_is_missing
from dealer_crm.domain.complaints import (
    ComplaintDraft,
    ComplaintMatched,
    ComplaintNotClosed,
    ComplaintState,
    Severity,
    Step8,
)
from dealer_crm.domain.customers import CustomerNotFound
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.errors import EditConflict
from dealer_crm.domain.journal import Action, Actor, Subject
from dealer_crm.domain.visits import VisitTrigger, planned_visits
from dealer_crm.services.complaint_clock import begin_clock, deadlines_now, know_customer, pauses_of, settle_clock
from dealer_crm.services.complaint_writing import any_case, case_customer, case_label, first_word, open_case
from dealer_crm.services.draft_content import contested, on_top
from dealer_crm.services.trade import Trade
from dealer_crm.services.visit_plan import plan_next_year
from dealer_crm.storage import numbers
from dealer_crm.storage.database import Database, WriteSession
from dealer_crm.storage.models import Attachment, Complaint, ComplaintStep, Customer, Staff, Visit

OWN_FIELDS = (
    "customer_id",
    "type",
    "subtype",
    "severity",
    "level",
    "channel",
    "words",
    "demand",
    "demand_words",
    "complainant",
    "dissatisfied",
    "order_id",
    "equipment_id",
    "external_number",
    "topic",
    "detected",
    "reporter_phone",
    "authority_on",
    "mediation_on",
)
"""What the register form writes, in the complaint under the same names."""


class Complaints:
    """Use-cases of complaints. One public method is one transaction."""

    def __init__(self, db: Database, actor: Callable[[], Actor], now: Callable[[], datetime], trade: Trade) -> None:
        self._db = db
        self._actor = actor
        self._now = now
        self._trade = trade

    def clock(self, severity: Severity, opened_at: datetime | None = None) -> Deadlines:
        """Return the deadlines that a complaint of this severity has when it comes now (or came then)."""
        with self._db.read() as session:
            return deadlines_now(session, self._trade, severity, opened_at or self._now())

    def log(self, draft: ComplaintDraft) -> int:
        """Take a complaint and return its id; the agenda hides other visits of the customer until it is closed (domain.md 3.5).

        Raises CustomerNotFound and the errors of `ComplaintDraft.checked`.
        """
        draft = draft.checked()
        taken = self._now()
        with self._db.write(self._actor(), Action.LOG, Subject.COMPLAINT) as session:
            customer = session.get(Customer, draft.customer_id) if draft.customer_id else None
            if customer is None and draft.customer_id:
                raise CustomerNotFound(number=str(draft.customer_id))
            complaint = Complaint(
                number=numbers.take(session.connection(), numbers.COMPLAINT, local_day(taken))[0],
                taken_by_id=self._actor().staff_id,
                staff_id=self._actor().staff_id,
            )
            self._fill(session, complaint, draft, draft.opened_at or taken)
            session.add(complaint)
            self._settle(session, complaint)
            _show(session, complaint, draft.picture_ids)
            session.about(complaint.id, case_label(complaint, customer))
            return complaint.id

    def edit(self, complaint_id: int, draft: ComplaintDraft, version: int) -> None:
        """Change what was registered; another severity sets the clock anew, from when the complaint came.

        Raises ComplaintNotFound, EditConflict and the errors of `ComplaintDraft.checked`.
        """
        draft = draft.checked()
        with self._db.write(self._actor(), Action.EDIT, Subject.COMPLAINT) as session:
            complaint = any_case(session, complaint_id)
            if complaint.version != version:
                raise EditConflict(mine=version, theirs=complaint.version)
            self._fill(session, complaint, draft, draft.opened_at or complaint.opened_at)
            self._settle(session, complaint)
            _show(session, complaint, draft.picture_ids)

    def tick(self, complaint_id: int, step: Step8, draft: StepDraft, base: StepDraft | None = None) -> None:
        """Tick a step with what was said, or write it anew; the first tick is the answer to the customer.

        `base` is the step as it was when typing began: what somebody else wrote meanwhile in other fields stays.
        Raises ComplaintNotFound, ComplaintNotOpen, StepContested and the errors of `StepDraft.checked`.
        """
        draft = draft.checked(step)
        with self._db.write(self._actor(), Action.EDIT, Subject.COMPLAINT) as session:
            complaint = open_case(session, complaint_id)
            done = _step(session, complaint_id, step)
            draft = _joined(complaint, step, done, draft, base)
            _take(complaint, step, draft)
            if done is None:
                done = ComplaintStep(complaint_id=complaint_id, step=int(step), done_at=self._now(), staff_id=self._actor().staff_id)
                session.add(done)
            if done.words != draft.words:
                done.words = draft.words
            if complaint.responded_at is None:
                complaint.responded_at = done.done_at
            self._settle(session, complaint)

    def untick(self, complaint_id: int, step: Step8) -> None:
        """Take a tick back; what was written beside it stays with the complaint. Raises ComplaintNotFound, ComplaintNotOpen."""
        with self._db.write(self._actor(), Action.EDIT, Subject.COMPLAINT) as session:
            complaint = open_case(session, complaint_id)
            done = _step(session, complaint_id, step)
            if done is None:
                return
            session.delete(done)
            session.flush()
            if complaint.responded_at == done.done_at:
                complaint.responded_at = first_word(session, complaint)
            self._settle(session, complaint)

    def note(self, complaint_id: int, step: Step8, draft: StepDraft, base: StepDraft | None = None) -> None:
        """Write down what a step found out without ticking it; `base` as with `tick`.

        Raises ComplaintNotFound, ComplaintNotOpen, StepContested.
        """
        with self._db.write(self._actor(), Action.EDIT, Subject.COMPLAINT) as session:
            complaint = open_case(session, complaint_id)
            _take(complaint, step, _joined(complaint, step, _step(session, complaint_id, step), draft.cleaned(), base))
            self._settle(session, complaint)

    def assign(self, complaint_id: int, staff_id: int | None) -> None:
        """Give the complaint to somebody. Raises ComplaintNotFound."""
        with self._db.write(self._actor(), Action.EDIT, Subject.COMPLAINT) as session:
            any_case(session, complaint_id).staff_id = staff_id

    def match(self, complaint_id: int, customer_id: int) -> None:
        """Give a complaint that nobody of ours brought to a customer: with his history, his timeline and his classes from now on.

        Raises ComplaintNotFound, CustomerNotFound, ComplaintMatched.
        """
        with self._db.write(self._actor(), Action.EDIT, Subject.COMPLAINT) as session:
            complaint = any_case(session, complaint_id)
            known = case_customer(session, complaint)
            if known is not None:
                raise ComplaintMatched(number=complaint.number, name=known.name)
            customer = session.get(Customer, customer_id)
            if customer is None:
                raise CustomerNotFound(number=str(customer_id))
            complaint.customer_id = customer.id
            know_customer(session, complaint)
            session.about(complaint.id, case_label(complaint, customer))
            self._settle(session, complaint)

    def add_pictures(self, complaint_id: int, picture_ids: Iterable[int]) -> None:
        """Put attachments of the customer to the complaint. Raises ComplaintNotFound."""
        with self._db.write(self._actor(), Action.ATTACH, Subject.COMPLAINT) as session:
            _show(session, any_case(session, complaint_id), picture_ids)

    def close(self, complaint_id: int) -> None:
        """Close it, and plan the visits that ask whether it stays good, in place of those that fell due while it was open.

        Raises ComplaintNotFound, ComplaintNotOpen, ComplaintUnfinished.
        """
        now = self._now()
        with self._db.write(self._actor(), Action.CLOSE, Subject.COMPLAINT) as session:
            complaint = open_case(session, complaint_id)
            steps = session.scalars(select(ComplaintStep.step).where(ComplaintStep.complaint_id == complaint_id))
            missing = what_is_missing(complaint, frozenset(Step8(step) for step in steps))
            if missing:
                raise ComplaintUnfinished(missing=tuple(missing))
            complaint.state, complaint.closed_at, complaint.closed_by_id = ComplaintState.CLOSED, now, self._actor().staff_id
            complaint.first_closed_at = complaint.first_closed_at or now
            for pause in pauses_of(session, complaint):
                pause.until_at = pause.until_at or now
            self._settle(session, complaint)
            if complaint.customer_id is not None:
                self._skip_due(session, complaint, now)
                self._plan_visits(session, complaint, now)

    def reopen(self, complaint_id: int) -> None:
        """Open it again with the clock it had: the customer's yes and the visits planned at closing do not count any more. Whose it was
        and who has left the shop sees to it no longer, but whoever looks after the customer.

        Raises ComplaintNotFound, ComplaintNotClosed.
        """
        with self._db.write(self._actor(), Action.REOPEN, Subject.COMPLAINT) as session:
            complaint = any_case(session, complaint_id)
            if complaint.state is ComplaintState.OPEN:
                raise ComplaintNotClosed(number=complaint.number)
            complaint.state, complaint.closed_at, complaint.closed_by_id = ComplaintState.OPEN, None, None
            complaint.reopened += 1
            complaint.staff_id = _still_here(session, complaint)
            complaint.satisfaction = None
            said_yes = _step(session, complaint_id, Step8.CONFIRM)
            if said_yes is not None:
                session.delete(said_yes)
            for visit in session.scalars(select(Visit).where(Visit.complaint_id == complaint.id, Visit.state == VisitState.OPEN)):
                visit.state, visit.words, visit.done_at = VisitState.SKIPPED, complaint.number, self._now()
            self._settle(session, complaint)

    def _fill(self, session: WriteSession, complaint: Complaint, draft: ComplaintDraft, opened_at: datetime) -> None:
        clock_holds = (complaint.severity, complaint.opened_at) == (draft.severity, opened_at)
        somebody_else = complaint.customer_id != (draft.customer_id or None)
        for name in OWN_FIELDS:
            wanted = getattr(draft, name) or None if name == "customer_id" else getattr(draft, name)
            if getattr(complaint, name) != wanted:
                setattr(complaint, name, wanted)
        if not clock_holds:
            complaint.opened_at = opened_at
            begin_clock(session, self._trade, complaint)
        elif somebody_else:
            know_customer(session, complaint)

    def _settle(self, session: WriteSession, complaint: Complaint) -> None:
        session.flush()
        settle_clock(session, self._trade, complaint)

    def _skip_due(self, session: WriteSession, complaint: Complaint, now: datetime) -> None:
        """Skip what fell due meanwhile, with the complaint as the reason; while another complaint is open that one will do it."""
        mine = (Complaint.customer_id == complaint.customer_id, Complaint.id != complaint.id)
        if session.execute(select(Complaint.id).where(*mine, Complaint.state == ComplaintState.OPEN).limit(1)).first() is not None:
            return
        due = select(Visit).where(Visit.customer_id == complaint.customer_id, Visit.complaint_id.is_(None))
        skipped = session.scalars(due.where(Visit.state == VisitState.OPEN, Visit.due_on <= local_day(now))).all()
        for visit in skipped:
            visit.state, visit.words, visit.done_at = VisitState.SKIPPED, complaint.number, now
        plan_next_year(session, skipped, self._trade, local_day(now))

    def _plan_visits(self, session: WriteSession, complaint: Complaint, now: datetime) -> None:
        day = local_day(now)
        planned = planned_visits(day, self._trade.visit_rules(), self._trade.calendar(), VisitTrigger.COMPLAINT)
        seen_to_by = _still_here(session, complaint)
        given = numbers.take(session.connection(), numbers.VISIT, day, len(planned)) if planned else []
        for number, (code, due_on) in zip(given, planned, strict=True):
            session.add(
                Visit(
                    number=number,
                    customer_id=complaint.customer_id,
                    complaint_id=complaint.id,
                    staff_id=seen_to_by,
                    code=code,
                    due_on=due_on,
                )
            )


def _still_here(session: WriteSession, complaint: Complaint) -> int | None:
    """Return who sees to it, or once he has left the shop whoever looks after the customer."""
    person = session.get(Staff, complaint.staff_id) if complaint.staff_id is not None else None
    customer = case_customer(session, complaint)
    return complaint.staff_id if person is None or person.active or customer is None else customer.owner_id


def _step(session: WriteSession, complaint_id: int, step: Step8) -> ComplaintStep | None:
    return session.scalars(select(ComplaintStep).where(ComplaintStep.complaint_id == complaint_id, ComplaintStep.step == int(step))).first()


def _joined(complaint: Complaint, step: Step8, done: ComplaintStep | None, mine: StepDraft, base: StepDraft | None) -> StepDraft:
    """Return what was typed over `base`, with what somebody else wrote in other fields since. Raises StepContested."""
    if base is None:
        return mine
    kept = {name: getattr(complaint, name) for name in STEP_FIELDS.get(step, ())}
    theirs, base = StepDraft(words=done.words if done else "", **kept), base.cleaned()
    names = contested(base, mine, theirs)
    if names:
        raise StepContested(fields=tuple(names), theirs=theirs)
    return on_top(theirs, base, mine)


def _take(complaint: Complaint, step: Step8, draft: StepDraft) -> None:
    for name in STEP_FIELDS.get(step, ()):
        if getattr(complaint, name) != getattr(draft, name):
            setattr(complaint, name, getattr(draft, name))


def _show(session: WriteSession, complaint: Complaint, picture_ids: Iterable[int]) -> None:
    for picture_id in picture_ids:
        picture = session.get(Attachment, picture_id)
        if picture is not None and picture.complaint_id != complaint.id:
            picture.complaint_id = complaint.id

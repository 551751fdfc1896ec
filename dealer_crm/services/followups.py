"""Calls and visits: logged with what comes next; steps completed, postponed, dropped."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from dealer_crm.domain.cadence import next_contact
from dealer_crm.domain.customers import CustomerNotFound, IntentLevel
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.followups import FollowUpDraft, NextStepMissing, PeaceReasonMissing, StepNotOpen, StepPlan, StepState, Way
from dealer_crm.domain.journal import Action, Actor, Subject, several
from dealer_crm.domain.questions import Answers
from dealer_crm.domain.text import one_line
from dealer_crm.services.questions import write_answers
from dealer_crm.services.series_steps import end_all, plan_following
from dealer_crm.services.trade import Trade
from dealer_crm.storage import numbers
from dealer_crm.storage.database import Database, WriteSession
from dealer_crm.storage.models import Customer, CustomerLine, FollowUp, NextStep


@dataclass(frozen=True)
class Proposal:
    """When to speak to a customer again, and why: his level asks for it `every_days`."""

    due_on: date
    level: IntentLevel
    every_days: int


class FollowUps:
    """Use-cases of contacts and next steps. One public method is one transaction."""

    def __init__(self, db: Database, actor: Callable[[], Actor], now: Callable[[], datetime], trade: Trade | None = None) -> None:
        self._db = db
        self._actor = actor
        self._now = now
        self._trade = trade or Trade()

    def proposed(self, customer_id: int, today: date | None = None) -> Proposal | None:
        """Return the next contact that the customer's intent level asks for after one on the day (None = today).

        None where the level has no rhythm of its own, for whoever asked not to be disturbed, and for nobody's file.
        """
        day = today or local_day(self._now())
        with self._db.read() as session:
            query = select(CustomerLine.intent_level, Customer.do_not_disturb).join(Customer, Customer.id == CustomerLine.customer_id)
            found = session.execute(query.where(CustomerLine.customer_id == customer_id)).first()
        if found is None:
            return None
        cadences = self._trade.cadences()
        due = next_contact(day, found.intent_level, cadences, self._trade.calendar(), found.do_not_disturb)
        every = cadences[found.intent_level].every_days if found.intent_level in cadences else None
        return None if due is None or every is None else Proposal(due, found.intent_level, every)

    def log(self, draft: FollowUpDraft, answers: Answers = ()) -> int:
        """Save a contact and return its id: open steps of the customer that are due by its day are done by it, later ones give way to
        the new date, but for those of a series, which end only with the reason for no next step; answers are written into his file.

        Raises CustomerNotFound, WordsMissing, NextStepMissing, and for answers AnswerNotInList and the errors of the file."""
        draft = draft.checked()
        happened = draft.happened_at or self._now()
        with self._db.write(self._actor(), Action.LOG, Subject.FOLLOW_UP) as session:
            customer = _require(session, draft.customer_id)
            follow_up = FollowUp(
                number=numbers.take(session.connection(), numbers.FOLLOW_UP, local_day(self._now()))[0],
                customer_id=customer.id,
                staff_id=self._actor().staff_id,
                happened_at=happened,
                way=draft.way,
                outcome=draft.outcome,
                attitude=draft.attitude,
                words=draft.words,
                no_next_reason="" if draft.next_on else draft.no_next_reason,
            )
            session.add(follow_up)
            session.flush()
            self._close_open(session, customer.id, follow_up, draft)
            if draft.next_on is not None:
                session.add(self._planned(customer, follow_up.id, draft))
            if not draft.keeps_steps:
                _set_peace(customer, "" if draft.next_on else draft.no_next_reason)
            write_answers(session, customer.id, answers, local_day(happened), self._actor().staff_id)
            session.about(follow_up.id, customer.name or customer.number)
            return follow_up.id

    def _planned(self, customer: Customer, follow_up_id: int, draft: FollowUpDraft) -> NextStep:
        return NextStep(
            customer_id=customer.id,
            planned_by_id=follow_up_id,
            staff_id=customer.owner_id or self._actor().staff_id,
            due_on=draft.next_on,
            purpose=draft.next_purpose,
            way=draft.next_way,
            slot=draft.next_slot,
        )

    def leave_in_peace(self, customer_id: int, reason: str) -> None:
        """Take a customer out of those who wait for a next step. Raises CustomerNotFound, PeaceReasonMissing."""
        reason = one_line(reason)
        if not reason:
            raise PeaceReasonMissing
        self._peace(customer_id, reason)

    def end_peace(self, customer_id: int) -> None:
        """Let a customer wait for a next step again. Raises CustomerNotFound."""
        self._peace(customer_id, "")

    def _peace(self, customer_id: int, reason: str) -> None:
        with self._db.write(self._actor(), Action.EDIT, Subject.CUSTOMER) as session:
            customer = _require(session, customer_id)
            _set_peace(customer, reason)
            session.about(customer.id, customer.name or customer.number)

    def plan(self, customer_ids: Iterable[int], due_on: date, purpose: str = "", way: Way | None = None, slot: str = "") -> list[int]:
        """Plan a step for each customer, for who looks after him; else as `plan_steps`."""
        return self.plan_steps(customer_ids, StepPlan(due_on, purpose, way, slot))

    def plan_steps(self, customer_ids: Iterable[int], plan: StepPlan) -> list[int]:
        """Plan a step for each customer, as one undoable step; return their ids. Raises CustomerNotFound."""
        with self._db.write(self._actor(), Action.CREATE, Subject.NEXT_STEP) as session:
            steps, names = [], []
            for customer_id in customer_ids:
                customer = _require(session, customer_id)
                _set_peace(customer, "")
                step = NextStep(customer_id=customer_id, staff_id=plan.staff_id or customer.owner_id, due_on=plan.due_on, way=plan.way)
                step.purpose, step.slot = one_line(plan.purpose), one_line(plan.slot)
                steps.append(step)
                session.add(step)
                names.append(customer.name or customer.number)
                session.flush()
                session.about(step.id, several(names))
            return [step.id for step in steps]

    def complete(self, step_ids: Iterable[int]) -> None:
        """Mark steps done without further words, as one undoable step. Raises StepNotOpen; then none is marked."""
        owners = set[int]()
        with self._db.write(self._actor(), Action.COMPLETE, Subject.NEXT_STEP) as session:
            for step_id in step_ids:
                step = self._open_step(session, step_id)
                step.state, step.closed_at = StepState.DONE, self._now()
                owners.add(step.customer_id)
            self._plan_following(session, owners)

    def postpone(self, step_ids: Iterable[int], to: date) -> None:
        """Move steps to a day, as one undoable step. Raises StepNotOpen; then none is moved."""
        with self._db.write(self._actor(), Action.POSTPONE, Subject.NEXT_STEP) as session:
            for step_id in step_ids:
                self._open_step(session, step_id).due_on = to

    def drop(self, step_id: int, reason: str) -> None:
        """Give a step up with a reason. Raises StepNotOpen, NextStepMissing without a reason."""
        reason = one_line(reason)
        if not reason:
            raise NextStepMissing
        with self._db.write(self._actor(), Action.EDIT, Subject.NEXT_STEP) as session:
            step = self._open_step(session, step_id)
            step.state, step.closed_at = StepState.DROPPED, self._now()
            step.purpose = f"{step.purpose} ({reason})" if step.purpose else reason
            self._plan_following(session, [step.customer_id])

    def _open_step(self, session: WriteSession, step_id: int) -> NextStep:
        step = session.get(NextStep, step_id)
        if step is None or step.state is not StepState.OPEN:
            raise StepNotOpen
        customer = session.get(Customer, step.customer_id)
        if customer is not None:
            session.about(step.id, customer.name or customer.number)
        return step

    def _close_open(self, session: WriteSession, customer_id: int, follow_up: FollowUp, draft: FollowUpDraft) -> None:
        day, in_peace = local_day(follow_up.happened_at), draft.next_on is None and not draft.keeps_steps
        query = select(NextStep).where(NextStep.customer_id == customer_id, NextStep.state == StepState.OPEN)
        if draft.keeps_steps:
            query = query.where(NextStep.due_on <= day)
        elif not in_peace:
            query = query.where((NextStep.due_on <= day) | NextStep.series_id.is_(None))
        of_series = False
        for step in session.scalars(query):
            step.state = StepState.DONE if step.due_on <= day else StepState.DROPPED
            step.done_by_id, step.closed_at = follow_up.id, self._now()
            of_series = of_series or step.series_id is not None
        if of_series and in_peace:
            end_all(session, customer_id, draft.no_next_reason)
        elif of_series:
            self._plan_following(session, [customer_id])

    def _plan_following(self, session: WriteSession, customer_ids: Iterable[int]) -> None:
        plan_following(session, customer_ids, local_day(self._now()), self._trade.calendar())


def _require(session: WriteSession, customer_id: int) -> Customer:
    customer = session.get(Customer, customer_id)
    if customer is None:
        raise CustomerNotFound(number=str(customer_id))
    return customer


def _set_peace(customer: Customer, reason: str) -> None:
    """Write the reason only where it changes, so that a plan does not touch the file of a customer who waits for it anyway."""
    if customer.peace_reason != reason:
        customer.peace_reason = reason

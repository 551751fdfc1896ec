"""What was promised: made, kept or broken, and which are due."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from dealer_crm.domain.customers import CustomerNotFound
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.journal import Action, Actor, Subject
from dealer_crm.domain.promises import BrokenWithoutReason, PromiseClosed, PromiseDraft, PromiseForOther, PromiseNotFound, PromiseState
from dealer_crm.domain.text import one_line
from dealer_crm.services.order_reading import require
from dealer_crm.storage.database import Database, WriteSession
from dealer_crm.storage.models import Customer, CustomerLine, Promise, SalesOrder, Staff


@dataclass(frozen=True)
class DuePromise:
    """An open promise with whose it is; `days_late` 0 = today, below nothing = to come, None = without a day."""

    id: int
    customer_id: int
    customer: str
    order_id: int | None
    order_number: str
    words: str
    due_on: date | None
    days_late: int | None
    staff: str


class Promises:
    """Use-cases of promises. One public method is one transaction."""

    def __init__(self, db: Database, actor: Callable[[], Actor], now: Callable[[], datetime]) -> None:
        self._db = db
        self._actor = actor
        self._now = now

    def make(self, customer_id: int, draft: PromiseDraft, order_id: int | None = None) -> int:
        """Write a promise down and return its id. Raises CustomerNotFound, OrderNotFound, PromiseForOther, PromiseWordsMissing."""
        draft = draft.checked()
        with self._db.write(self._actor(), Action.CREATE, Subject.PROMISE) as session:
            if session.get(Customer, customer_id) is None:
                raise CustomerNotFound(number=str(customer_id))
            if order_id is not None and require(session, order_id).customer_id != customer_id:
                raise PromiseForOther
            promise = Promise(customer_id=customer_id, order_id=order_id, words=draft.words, due_on=draft.due_on)
            promise.staff_id = self._actor().staff_id
            session.add(promise)
            session.flush()
            session.about(promise.id, promise.words)
            return promise.id

    def keep(self, promise_ids: Iterable[int], note: str = "") -> None:
        """Mark promises kept, as one undoable step. Raises PromiseNotFound, PromiseClosed; then none is marked."""
        with self._db.write(self._actor(), Action.COMPLETE, Subject.PROMISE) as session:
            for promise_id in promise_ids:
                promise = _open(session, promise_id)
                self._close(promise, PromiseState.KEPT, note)
                session.about(promise_id, promise.words)

    def break_off(self, promise_id: int, note: str) -> None:
        """Mark a promise broken, with a word on why. Raises PromiseNotFound, PromiseClosed, BrokenWithoutReason."""
        if not one_line(note):
            raise BrokenWithoutReason
        with self._db.write(self._actor(), Action.CLOSE, Subject.PROMISE) as session:
            promise = _open(session, promise_id)
            self._close(promise, PromiseState.BROKEN, note)
            session.about(promise_id, promise.words)

    def postpone(self, promise_ids: Iterable[int], to: date) -> None:
        """Move promises to another day, as one undoable step. Raises PromiseNotFound, PromiseClosed."""
        with self._db.write(self._actor(), Action.POSTPONE, Subject.PROMISE) as session:
            for promise_id in promise_ids:
                promise = _open(session, promise_id)
                promise.due_on = to
                session.about(promise_id, promise.words)

    def due(self, until: date | None = None) -> list[DuePromise]:
        """Return the open promises due by the day (None = all of them), the oldest first, those without a day last."""
        today = local_day(self._now())
        query = (
            select(
                Promise.id,
                Promise.customer_id,
                CustomerLine.name,
                Promise.order_id,
                func.coalesce(SalesOrder.number, ""),
                Promise.words,
                Promise.due_on,
                func.coalesce(Staff.name, ""),
            )
            .join(CustomerLine, CustomerLine.customer_id == Promise.customer_id)
            .outerjoin(SalesOrder, SalesOrder.id == Promise.order_id)
            .outerjoin(Staff, Staff.id == Promise.staff_id)
            .where(Promise.state == PromiseState.OPEN)
            .order_by(Promise.due_on.is_(None), Promise.due_on, Promise.id)
        )
        with self._db.read() as session:
            found = session.execute(query if until is None else query.where(Promise.due_on <= until)).all()
        return [DuePromise(*row[:7], (today - row.due_on).days if row.due_on else None, row[7]) for row in found]

    def _close(self, promise: Promise, state: PromiseState, note: str) -> None:
        promise.state, promise.closed_at, promise.note = state, self._now(), one_line(note)


def _open(session: WriteSession, promise_id: int) -> Promise:
    promise = session.get(Promise, promise_id)
    if promise is None:
        raise PromiseNotFound
    if promise.state is not PromiseState.OPEN:
        raise PromiseClosed
    return promise

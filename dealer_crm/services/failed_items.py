"""What failed on the sheets, jobs and deliveries of orders and waits to be mended: the one truth for boards, pages and papers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, null, select
from sqlalchemy.orm import Session

from dealer_crm.domain.acceptances import INSTALLED, AcceptanceState
from dealer_crm.domain.checklists import CheckResult
from dealer_crm.domain.deliveries import OPEN_STATES, TAKEN_STATES, CheckNotFound
from dealer_crm.domain.jobs import JobState
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import Acceptance, Delivery, DeliveryCheck, Job

FAILED = DeliveryCheck.result == CheckResult.FAIL


class FailedAt(StrEnum):
    """On what an item stands."""

    ACCEPTANCE = "acceptance"
    JOB = "job"
    DELIVERY = "delivery"


@dataclass(frozen=True)
class FailedItem:
    """An item that failed; `number` and `record_id` are those of what it stands on. `person_id` mends it, None = nobody is named."""

    check_id: int
    order_id: int
    at: FailedAt
    record_id: int
    number: str
    code: str
    zh: str
    en: str
    note: str
    due_on: date | None
    person_id: int | None

    def words(self, language: str) -> str:
        """Return what is looked at."""
        return self.zh if language == "zh" else self.en

    @property
    def subject(self) -> str:
        """Return by which subject the room of deliveries opens it."""
        record = str(self.record_id) if self.at is FailedAt.DELIVERY else f"{self.at.value}-{self.record_id}"
        return f"{record}:{self.code}"


@dataclass(frozen=True)
class _Owner:
    """A table whose records have items: its column in the items, which records count, who is asked where an item names nobody."""

    at: FailedAt
    table: Any
    column: Any
    alive: ColumnElement[bool]
    leader: Any


_OWNERS = (
    _Owner(
        FailedAt.ACCEPTANCE,
        Acceptance,
        DeliveryCheck.acceptance_id,
        and_(Acceptance.state != AcceptanceState.CANCELLED, Acceptance.stage.in_(INSTALLED)),
        Acceptance.leader_id,
    ),
    _Owner(FailedAt.JOB, Job, DeliveryCheck.job_id, Job.state != JobState.CANCELLED, Job.leader_id),
    _Owner(FailedAt.DELIVERY, Delivery, DeliveryCheck.delivery_id, Delivery.state.in_((*OPEN_STATES, *TAKEN_STATES)), null()),
)


class FailedItems:
    """Questions on what failed."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def of(self, check_id: int) -> FailedItem:
        """Return an item, also one that was mended meanwhile. Raises CheckNotFound."""
        with self._db.read() as session:
            found = next(_items(session, DeliveryCheck.id == check_id), None)
        if found is None:
            raise CheckNotFound
        return found


def of_order(session: Session, order_id: int) -> tuple[FailedItem, ...]:
    """Return what failed and is not mended at an order, what is due first before the others."""
    found = _items(session, FAILED, order_id)
    return tuple(sorted(found, key=lambda one: (one.due_on or date.max, one.check_id)))


def counts_of(session: Session, order_ids: Sequence[int]) -> Mapping[int, int]:
    """Return by order how much failed and is not mended."""
    counts: dict[int, int] = defaultdict(int)
    for owner in _OWNERS:
        query = select(owner.table.order_id, func.count()).join(DeliveryCheck, owner.column == owner.table.id)
        query = query.where(owner.table.order_id.in_(order_ids), owner.alive, FAILED)
        for order_id, count in session.execute(query.group_by(owner.table.order_id)):
            counts[order_id] += count
    return counts


def _items(session: Session, where: ColumnElement[bool], order_id: int | None = None) -> Iterator[FailedItem]:
    for owner in _OWNERS:
        query = _lines(owner).where(where)
        for row in session.execute(query if order_id is None else query.where(owner.table.order_id == order_id)):
            yield FailedItem(at=owner.at, **row._mapping)  # noqa: SLF001 - SQLAlchemy's public name for a row's mapping


def _lines(owner: _Owner) -> Select[Any]:
    item = (DeliveryCheck.id.label("check_id"), DeliveryCheck.code, DeliveryCheck.zh, DeliveryCheck.en)
    more = (DeliveryCheck.note, DeliveryCheck.due_on, func.coalesce(DeliveryCheck.person_id, owner.leader).label("person_id"))
    whose = (owner.table.order_id, owner.table.id.label("record_id"), owner.table.number)
    return select(*item, *more, *whose).join(owner.table, owner.column == owner.table.id).where(owner.alive).order_by(DeliveryCheck.id)

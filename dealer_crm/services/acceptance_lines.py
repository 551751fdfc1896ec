"""The list of acceptance sheets of the whole shop: what is being filled, the oldest first, then what is over, the newest first."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, select

from dealer_crm.domain.acceptances import INSTALLED, AcceptanceState, SheetStage
from dealer_crm.domain.checklists import CheckResult
from dealer_crm.services import sheets
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import Database
from dealer_crm.storage.ids import ids_of
from dealer_crm.storage.models import Acceptance, CustomerLine, DeliveryCheck, Job, SalesOrder, Staff

OWN = (
    *("id", "number", "stage", "state", "sheet", "zone", "order_id", "customer_id", "started_on", "finished_on", "created_at", "closed_at"),
    "signed_by",
)


@dataclass(frozen=True)
class AcceptanceLine:
    """One line of the list. `open_items` are required and not settled, `failed` wait to be mended, the next by `due_on`.

    `zh`, `en` name the sheet; instants aware UTC.
    """

    id: int
    number: str
    sheet: str
    zh: str
    en: str
    stage: SheetStage
    state: AcceptanceState
    zone: str
    order_id: int
    order_number: str
    customer_id: int
    customer_number: str
    customer: str
    phone: str
    address: str
    job_number: str
    staff: str
    items: int
    open_items: int
    failed: int
    due_on: date | None
    started_on: date | None
    finished_on: date | None
    created_at: datetime
    closed_at: datetime | None
    signed_by: str

    def words(self, language: str) -> str:
        """Return what the sheet is called."""
        return self.zh if language == "zh" else self.en


class AcceptanceLines:
    """Questions to the list; every method is one short read. Signing ceremonies install nothing and do not stand in it."""

    def __init__(self, db: Database, trade: Trade) -> None:
        self._db, self._trade = db, trade

    def ids(self, *, unfinished: bool = False) -> array[int]:
        """Return the ids of all sheets, those that are being filled before those that are over; `unfinished` = only the first."""
        mine = select(Acceptance.id).where(Acceptance.stage.in_(INSTALLED))
        waits = mine.where(Acceptance.state == AcceptanceState.OPEN).order_by(Acceptance.id)
        over = mine.where(Acceptance.state != AcceptanceState.OPEN).order_by(Acceptance.id.desc())
        with self._db.read() as session:
            return sum((ids_of(session, query) for query in ((waits,) if unfinished else (waits, over))), array("q"))

    def rows(self, ids: Sequence[int]) -> list[AcceptanceLine]:
        """Return the lines of these sheets in the same order; ids that are gone are left out."""
        chosen = list(ids)
        with self._db.read() as session:
            found = {row.id: row for row in session.execute(_lines().where(Acceptance.id.in_(chosen)))}
            counts = {row.acceptance_id: row for row in session.execute(_counts().where(DeliveryCheck.acceptance_id.in_(chosen)))}
            names = {one.code: (one.zh, one.en) for one in sheets.sheets(session, self._trade)}
        return [_line(found[key], counts.get(key), names) for key in chosen if key in found]


def _lines() -> Select[Any]:
    return (
        select(*(getattr(Acceptance, name) for name in OWN), SalesOrder.number.label("order_number"))
        .add_columns(CustomerLine.number.label("customer_number"), CustomerLine.name.label("customer"))
        .add_columns(CustomerLine.phone, CustomerLine.address)
        .add_columns(func.coalesce(Job.number, "").label("job_number"), func.coalesce(Staff.name, "").label("staff"))
        .join(SalesOrder, SalesOrder.id == Acceptance.order_id)
        .join(CustomerLine, CustomerLine.customer_id == Acceptance.customer_id)
        .outerjoin(Job, Job.id == Acceptance.job_id)
        .outerjoin(Staff, Staff.id == Acceptance.leader_id)
    )


def _counts() -> Select[Any]:
    settled = DeliveryCheck.result.in_((CheckResult.PASS, CheckResult.NA))
    fails = DeliveryCheck.result == CheckResult.FAIL
    columns: tuple[Any, ...] = (
        DeliveryCheck.acceptance_id,
        func.count().filter(DeliveryCheck.required).label("items"),
        func.count().filter(DeliveryCheck.required, func.coalesce(~settled, True)).label("open_items"),
        func.count().filter(fails).label("failed"),
        func.min(DeliveryCheck.due_on).filter(fails).label("due_on"),
    )
    return select(*columns).group_by(DeliveryCheck.acceptance_id)


def _line(row: Any, counted: Any, names: dict[str, tuple[str, str]]) -> AcceptanceLine:
    zh, en = names.get(row.sheet, (row.sheet, row.sheet))
    items = dict(zip(("items", "open_items", "failed", "due_on"), counted[1:] if counted else (0, 0, 0, None), strict=True))
    return AcceptanceLine(**row._mapping, zh=zh, en=en, **items)  # noqa: SLF001 - SQLAlchemy's public name for a row's mapping

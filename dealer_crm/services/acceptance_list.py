"""The acceptance sheets of an order, and which its goods still want."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from dealer_crm.domain.acceptances import INSTALLED, AcceptanceState, SheetStage
from dealer_crm.domain.checklists import Checklist, CheckResult
from dealer_crm.domain.deliveries import EXPECTATIONS, MANNERS
from dealer_crm.services import sheets
from dealer_crm.services.delivery_sheets import sheet_codes
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import Acceptance, DeliveryCheck, OrderLine, Staff

STAGES = INSTALLED


@dataclass(frozen=True)
class AcceptanceRow:
    """A sheet as lists show it: `settled` of `wanted` required items, `failed` items that wait to be mended, the next by `due_on`."""

    id: int
    number: str
    sheet: str
    zh: str
    en: str
    stage: SheetStage
    state: AcceptanceState
    zone: str
    job_id: int | None
    leader: str
    settled: int
    wanted: int
    failed: int
    due_on: date | None
    created_at: datetime
    closed_at: datetime | None

    def words(self, language: str) -> str:
        """Return what the sheet is called."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True)
class WantedSheet:
    """A sheet that goods of an order want. `begun` counts those that stand on the order already; `named` = the goods' own."""

    code: str
    zh: str
    en: str
    stage: SheetStage
    items: int
    begun: int
    own: bool

    def words(self, language: str) -> str:
        """Return what the sheet is called."""
        return self.zh if language == "zh" else self.en


class AcceptanceList:
    """Questions on the sheets of an order."""

    def __init__(self, db: Database, trade: Trade) -> None:
        self._db, self._trade = db, trade

    def of_order(self, order_id: int) -> tuple[AcceptanceRow, ...]:
        """Return the sheets of an order on what was installed that were not called off, hidden works first."""
        with self._db.read() as session:
            return rows_of(session, self._trade, [order_id])

    def wanted(self, order_id: int) -> tuple[WantedSheet, ...]:
        """Return the sheets that the goods of an order want, hidden works first, then every other sheet of the shop."""
        with self._db.read() as session:
            held = sheets.sheets(session, self._trade)
            known = {one.code: one for one in held if one.code not in (EXPECTATIONS, MANNERS) and one.stage in (None, *INSTALLED)}
            own = [code for code in sheet_codes(session, self._trade, OrderLine.order_id == order_id) if code in known]
            begun = [row.sheet for row in rows_of(session, self._trade, [order_id])]
        others = [code for code, one in known.items() if code not in own and one.stage is not None]
        first = sorted(own, key=lambda code: STAGES.index(_stage(known[code])))
        return tuple(_wanted(known[code], begun.count(code), own=code in own) for code in (*first, *others))


def rows_of(session: Session, trade: Trade, order_ids: Sequence[int]) -> tuple[AcceptanceRow, ...]:
    """Return the sheets of orders on what was installed that were not called off, hidden works first."""
    done = DeliveryCheck.result.in_((CheckResult.PASS, CheckResult.NA))
    fails = DeliveryCheck.result == CheckResult.FAIL
    counts = (
        func.sum(case((DeliveryCheck.required & done, 1), else_=0)),
        func.sum(case((DeliveryCheck.required, 1), else_=0)),
        func.sum(case((fails, 1), else_=0)),
        func.min(case((fails, DeliveryCheck.due_on))),
    )
    query = (
        select(Acceptance, func.coalesce(Staff.name, ""), *counts)
        .outerjoin(DeliveryCheck, DeliveryCheck.acceptance_id == Acceptance.id)
        .outerjoin(Staff, Staff.id == Acceptance.leader_id)
        .where(Acceptance.order_id.in_(order_ids), Acceptance.state != AcceptanceState.CANCELLED, Acceptance.stage.in_(INSTALLED))
        .group_by(Acceptance.id, Staff.name)
        .order_by(Acceptance.id)
    )
    known = {one.code: one for one in sheets.sheets(session, trade)}
    found = [_row(one, leader, numbers, known.get(one.sheet)) for one, leader, *numbers in session.execute(query)]
    return tuple(sorted(found, key=lambda row: (STAGES.index(row.stage), row.id)))


def _row(one: Acceptance, leader: str, numbers: Sequence[object], sheet: Checklist | None) -> AcceptanceRow:
    settled, wanted, failed, due_on = numbers
    own = ("id", "number", "sheet", "stage", "state", "zone", "job_id", "created_at", "closed_at")
    return AcceptanceRow(
        **{name: getattr(one, name) for name in own},
        zh=sheet.zh if sheet else one.sheet,
        en=sheet.en if sheet else one.sheet,
        leader=leader,
        settled=_count(settled),
        wanted=_count(wanted),
        failed=_count(failed),
        due_on=due_on if isinstance(due_on, date) else None,
    )


def _count(number: object) -> int:
    return number if isinstance(number, int) else 0


def _stage(sheet: Checklist) -> SheetStage:
    return sheet.stage or SheetStage.FINAL


def _wanted(sheet: Checklist, begun: int, *, own: bool) -> WantedSheet:
    return WantedSheet(sheet.code, sheet.zh, sheet.en, _stage(sheet), len(sheet.items), begun, own)

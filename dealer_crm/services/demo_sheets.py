"""Acceptance sheets of the sample shop, from resources/demo/sites.toml: filled by the rules by which everybody fills them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from dealer_crm.domain.acceptances import AcceptanceState, SheetStage
from dealer_crm.domain.checklists import Checklist, CheckResult
from dealer_crm.domain.deliveries import DeliveryKind
from dealer_crm.domain.findings import Finding
from dealer_crm.domain.jobs import JobStage
from dealer_crm.domain.reading_rules import ROW
from dealer_crm.domain.sheet_shapes import shape_of
from dealer_crm.services import job_writing
from dealer_crm.services.acceptances import refuse_invalid
from dealer_crm.services.check_rows import Place
from dealer_crm.services.check_writing import CheckNotes, check_from
from dealer_crm.services.delivery_sheets import write_checks
from dealer_crm.services.demo_orders import FITTER, measured
from dealer_crm.services.demo_pictures import Album
from dealer_crm.services.demo_telling import Telling
from dealer_crm.services.sheets import sheet
from dealer_crm.services.trade import Trade
from dealer_crm.storage import numbers
from dealer_crm.storage.database import WriteSession
from dealer_crm.storage.models import Acceptance, Customer, Delivery, DeliveryCheck, Job, SalesOrder

Entry = Mapping[str, Any]


class SheetStories:
    """Writes sheets inside the caller's write."""

    def __init__(self, session: WriteSession, telling: Telling, trade: Trade, staff: Sequence[int], album: Album) -> None:
        self._session, self._telling, self._trade, self._staff = session, telling, trade, staff
        self._album = album

    def tell(self, told: Sequence[Entry]) -> None:
        """Write the sheets."""
        for entry in told:
            self._write(order_of(self._session, self._telling, entry), entry)

    def _write(self, order: SalesOrder, entry: Entry) -> None:
        kind = sheet(self._session, self._trade, entry["sheet"])
        one = self._begun(order, kind, entry)
        checks = [check_from(Place(acceptance_id=one.id), position, kind, item) for position, item in enumerate(kind.items)]
        self._session.add_all(checks)
        self._session.flush()
        self._free_deliveries(order)
        notes = CheckNotes(self._session, one.leader_id, lambda: self._telling.instant(entry["on"], "15:30"))
        for check in checks:
            if check.code not in entry.get("open", ()):
                self._note(notes, one, check, entry)
        if entry.get("valid"):
            self._close(notes, one, entry)

    def _begun(self, order: SalesOrder, kind: Checklist, entry: Entry) -> Acceptance:
        day = self._telling.day(entry["on"])
        one = Acceptance(number=numbers.take(self._session.connection(), numbers.ACCEPTANCE, day)[0], order_id=order.id)
        one.customer_id, one.premises_id = order.customer_id, job_writing.house_of(self._session, order)
        one.sheet, one.sheet_version, one.stage = kind.code, kind.version, kind.stage or SheetStage.FINAL
        one.created_at, one.started_on = self._telling.instant(entry["on"], "09:10"), day
        one.leader_id, one.inspector_id = self._staff[entry.get("leader", FITTER)], self._staff[0]
        one.decorator = self._telling.words(entry.get("decorator", ""))
        one.job_id = self._job(order, entry)
        self._session.add(one)
        self._session.flush()
        return one

    def _job(self, order: SalesOrder, entry: Entry) -> int | None:
        """Return the job on which the sheet was filled."""
        if "job" not in entry:
            return None
        query = select(Job.id).where(Job.order_id == order.id, Job.stage == JobStage(entry["job"])).order_by(Job.id)
        return self._session.scalars(query.limit(1)).first()

    def _free_deliveries(self, order: SalesOrder) -> None:
        """What is accepted on a sheet of its own is not asked for at the order's deliveries."""
        open_ = select(Delivery.id).where(Delivery.order_id == order.id, Delivery.finished_at.is_(None))
        for delivery_id in list(self._session.scalars(open_.where(Delivery.kind == DeliveryKind.DELIVERY))):
            write_checks(self._session, self._trade, delivery_id)

    def _note(self, notes: CheckNotes, one: Acceptance, check: DeliveryCheck, entry: Entry) -> None:
        failed = entry.get("failed", {})
        fails = failed.get("code") == check.code
        if check.photo or fails:
            self._album.photograph(check, one.customer_id, one.created_at)
            self._session.flush()
        found = Finding(
            CheckResult.FAIL if fails else CheckResult.PASS,
            entry.get("values", {}).get(check.code, measured(check)),
            self._telling.words(failed) if fails else "",
            self._telling.day(failed["due"]) if fails else None,
            [self._row(check, n, told) for n, told in enumerate(entry.get("readings", {}).get(check.code, ()))],
            entry.get("steps", {}).get(check.code),
        )
        notes.note(check, found)

    def _row(self, check: DeliveryCheck, n: int, told: Entry) -> dict[str, str]:
        """Return a row of readings; without a name of its own it has the one the sheet offers."""
        grid, _steps = shape_of(check.shape)
        labels = grid.labels if grid else ()
        offered = labels[n][self._telling.language != "zh"] if n < len(labels) else ""
        return {ROW: offered} | {code: self._telling.words(value) for code, value in told.items()}

    def _close(self, notes: CheckNotes, one: Acceptance, entry: Entry) -> None:
        refuse_invalid(self._session, one, notes)
        customer = self._session.get(Customer, one.customer_id)
        one.state, one.finished_on = AcceptanceState.VALID, self._telling.day(entry["on"])
        one.closed_at = one.signed_at = self._telling.instant(entry["on"], "16:40")
        one.signed_by = customer.name if customer else ""


def order_of(session: WriteSession, telling: Telling, entry: Entry) -> SalesOrder:
    """Return the order of the day that is told, else the newest of the customer."""
    query = select(SalesOrder).join(Customer, Customer.id == SalesOrder.customer_id).where(Customer.name == entry["customer"])
    if "ordered" in entry:
        query = query.where(SalesOrder.ordered_on == telling.day(entry["ordered"]))
    return session.scalars(query.order_by(SalesOrder.id.desc()).limit(1)).one()

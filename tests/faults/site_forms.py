"""Opens the forms of deliveries and sites: a delivery planned, changed, handed over; a job planned, changed, ended."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from dealer_crm.domain.acceptances import AcceptanceState
from dealer_crm.domain.deliveries import OPEN_STATES, DeliveryState
from dealer_crm.domain.jobs import JobState
from dealer_crm.ui.sheets.page import SheetPage

if TYPE_CHECKING:
    from tests.faults.desk import Desk

SHEET = "central_ac_hidden"


def delivery_of(desk: Desk, states: Sequence[DeliveryState]) -> int:
    """Return a delivery in one of these states that is not handed over."""
    rows = desk.opened.delivery_list.rows(desk.opened.delivery_list.ids())
    return next(row.id for row in rows if row.state in states and row.finished_at is None)


def delivery(desk: Desk) -> Any:
    """Open a delivery that waits."""
    return desk.go("deliveries", str(delivery_of(desk, OPEN_STATES)))


def new_delivery(desk: Desk) -> Any:
    """Open the dialog of a new delivery."""
    desk.go("deliveries", "new")
    return desk.named("new_delivery")


def edit_delivery(desk: Desk) -> Any:
    """Open the dialog that changes a delivery."""
    delivery(desk).deeds.edit()
    return desk.named("edit_delivery")


def hand_over(desk: Desk) -> Any:
    """Open the hand-over of a delivery."""
    delivery(desk).deeds.finish_with_open_items()
    return desk.named("handover")


def _site(desk: Desk) -> Any:
    """Open a site with a job that nobody has begun; one is planned where there is none."""
    rows = [row for row in desk.opened.sites.rows() if row.state in (JobState.PLANNED, JobState.CONFIRMED)]
    job_id = rows[0].job_id if rows else desk.opened.jobs.plan(desk.opened.sites.rows()[0].order_id)
    return desk.go("deliveries", f"job-{job_id}").sites


def job(desk: Desk) -> Any:
    """Open the dialog that changes a job."""
    page = _site(desk)
    page.deeds.edit(page.pane.current_job())
    return desk.named("job_dialog")


def new_job(desk: Desk) -> Any:
    """Open the dialog of a new job."""
    _site(desk).deeds.new_here()
    return desk.named("job_dialog")


def job_done(desk: Desk) -> Any:
    """Open the end of a job."""
    page = _site(desk)
    page.deeds.finish(page.pane.current_job())
    return desk.named("job_done")


def sheet_head(desk: Desk) -> Any:
    """Open the head of an acceptance sheet; one is begun where none is open."""
    site = next(row.order_id for row in desk.opened.sites.rows() if row.job_id)
    begun = [row.id for row in desk.opened.acceptance_list.of_order(site) if row.state is AcceptanceState.OPEN]
    desk.go("deliveries", f"acceptance-{begun[0] if begun else desk.opened.acceptances.begin(site, SHEET)}")
    desk.window.findChildren(SheetPage)[0].edit_head()
    return desk.named("sheet_head")

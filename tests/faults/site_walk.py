"""Opens what stands behind the door of a delivery, behind a site and behind a sheet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dealer_crm.domain.deliveries import OPEN_STATES
from dealer_crm.ui.sheets.page import SheetPage
from tests.faults.desk import Desk
from tests.faults.site_forms import delivery_of

Behind = Callable[[Callable[[], object]], None]


def behind_sites(desk: Desk, look: Callable[[str], object], behind: Behind, sheets: Any) -> None:
    """Open the dialogs of a delivery and a site, a sheet with its items, and an item of the template that the part `sheets` shows."""
    page = desk.go("deliveries", str(delivery_of(desk, OPEN_STATES)))
    door = page.deeds.door
    for opening in (door.scan, door.agree, door.complete, door.sign):
        behind(opening)
    behind(lambda: _then(desk, door.sign, lambda: desk.named("sign_goods").signature.ask()))
    sites = desk.go("deliveries", f"site-{_site(desk)}").sites
    for opening in (lambda: sites.deeds.begin_sheet(""), lambda: sites.deeds.agree(sites.pane.current_job())):
        behind(opening)
    desk.go("deliveries", "sites")
    behind(sites.deeds.new)
    sheet = desk.opened.acceptances.begin(_site(desk), "central_ac_hidden")
    desk.go("deliveries", f"acceptance-{sheet}:AC-H4")
    desk.settle()
    desk.stage.picture()
    look("acceptance sheet")
    behind(desk.stage.window.findChildren(SheetPage)[0].edit_head)
    behind(lambda: _then(desk, sheets.open_chosen, lambda: desk.named("sheet_dialog").add()))


def _then(desk: Desk, first: Callable[[], object], second: Callable[[], object]) -> None:
    first()
    desk.settle()
    second()


def _site(desk: Desk) -> int:
    """Return an order with a job that waits."""
    return next(row.order_id for row in desk.opened.sites.rows() if row.job_id)

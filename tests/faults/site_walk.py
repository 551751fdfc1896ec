"""Opens what stands behind the door of a delivery, behind a site and behind a sheet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QAbstractButton

from dealer_crm.app.batch_jobs import print_notes
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.deliveries import OPEN_STATES, DeliveryDraft
from dealer_crm.domain.orders import LineDraft, OrderDraft
from dealer_crm.domain.reading_rules import ROW
from dealer_crm.ui.sheets.page import SheetPage
from tests.faults.desk import Desk
from tests.faults.site_forms import delivery_of

SHEETS = ("central_ac_hidden", "boiler")
HOSTILE = "<b>\u00b6</b> M&N"
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
    behind(lambda: _notes(desk))
    for code in SHEETS:
        _items(desk, look, desk.opened.acceptances.begin(_site(desk), code))
    behind(desk.stage.window.findChildren(SheetPage)[0].edit_head)
    _items(desk, look, _ceremony(desk))
    behind(lambda: _then(desk, sheets.open_chosen, lambda: desk.named("sheet_dialog").add()))


def _items(desk: Desk, look: Callable[[str], object], sheet: int) -> None:
    """Open the first item of a sheet that has readings, and the first that has small ticks; both hold what somebody typed."""
    deeds = desk.opened.acceptances
    checks = deeds.open(sheet).checks
    read = [check for check in checks if check.grid is not None][:1]
    ticked = [check for check in checks if any(step.asks for step in check.steps)][:1]
    for check in read:
        deeds.keep(check.id, "", [{ROW: HOSTILE}])
    for check in ticked:
        deeds.note(check.id, None, steps={step.code: HOSTILE for step in check.steps})
    for check in (*read, *ticked):
        desk.window.activateWindow()
        desk.go("deliveries", f"acceptance-{sheet}:{check.code}")
        for fold in desk.window.findChildren(QAbstractButton, f"steps_fold_{check.code}"):
            fold.click()
        desk.settle()
        desk.stage.picture()
        look(f"item {check.code}")


def _ceremony(desk: Desk) -> int:
    """Begin the signing ceremony of a new order, beside which the notes on the household stand."""
    order = desk.opened.orders.create(OrderDraft(4, (LineDraft(HOSTILE, price=100, quantity=1000),)))
    desk.opened.orders.sign(order, local_day(desk.opened.now()))
    return desk.opened.acceptances.ceremony(order)


def _then(desk: Desk, first: Callable[[], object], second: Callable[[], object]) -> None:
    first()
    desk.settle()
    second()


def _notes(desk: Desk) -> None:
    """Open what asks for the words that notes of a day lack."""
    order = desk.opened.orders.create(OrderDraft(4, (LineDraft(HOSTILE, price=100, quantity=1000, unit="米"),)))
    desk.opened.orders.confirm(order)
    desk.opened.deliveries.plan(order, DeliveryDraft(planned_on=local_day(desk.opened.now())))
    print_notes(desk.stage.wiring.rooms, local_day(desk.opened.now()))


def _site(desk: Desk) -> int:
    """Return an order with a job that waits."""
    return next(row.order_id for row in desk.opened.sites.rows() if row.job_id)

"""The part of the tour through the rooms of the round: calendar, orders, deliveries, care, complaints, reports, papers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QScrollArea

from dealer_crm.app.opened import Opened
from dealer_crm.app.order_jobs import contract_job
from dealer_crm.app.rooms_care import certificate_job
from dealer_crm.app.rooms_deliveries import note_job
from dealer_crm.app.rooms_money import count_drawer
from dealer_crm.app.stage import Stage
from dealer_crm.domain.complaints import ComplaintState
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.printing import PrintJob
from dealer_crm.services.complaint_list import ComplaintSpec, ComplaintView
from dealer_crm.services.equipment_list import MachineSpec, MachineView
from dealer_crm.services.order_list import OrderSpec, OrderView
from dealer_crm.services.quote_list import QuoteSpec
from dealer_crm.services.request_list import RequestSpec
from dealer_crm.services.visits import VisitSpec
from dealer_crm.ui.calendar.periods import AGENDA, DAY, MONTH, WEEK
from dealer_crm.ui.care.page import MACHINE, REQUEST, VISIT
from dealer_crm.ui.orders.room import COMMUNITIES, NEW_ORDER, NEW_QUOTE, ORDER, QUOTE
from dealer_crm.ui.printing.dialog import PrintDialog
from dealer_crm.ui.reports.drawer_dialog import DrawerDialog

NOTES = ((10_000, 8), (5_000, 3), (1_000, 4), (100, 8))
"""Notes and coins in a drawer, and how many of each."""

Draw = Callable[[str], None]


def walk_rooms(stage: Stage, draw: Draw, customer: int) -> None:
    """Go through the rooms; `customer` has a story."""
    opened = stage.program.opened
    assert opened is not None
    _calendar(stage, draw)
    _orders(stage, opened, draw, customer)
    _deliveries(stage, opened, draw)
    _care(stage, opened, draw)
    _complaints(stage, opened, draw)
    for report in ("contacts", "owed", "takings"):
        stage.window.go("reports", report)
        draw(f"reports-{report}")
    _drawer(stage, draw, local_day(opened.now()))


def _drawer(stage: Stage, draw: Draw, day: date) -> None:
    """Count a drawer in which two yuan are missing."""
    count_drawer(stage.wiring.rooms, day)
    dialog = stage.dialog()
    assert isinstance(dialog, DrawerDialog)
    typed = ((dialog.opening, 1_000_00), *((dialog.pieces[piece], number) for piece, number in NOTES))
    for field, value in typed:
        field.set_value(value)
        field.changed.emit(value)
    draw("reports-drawer")
    stage.leave_dialog()


def _calendar(stage: Stage, draw: Draw) -> None:
    stage.window.go("calendar")
    draw("calendar")
    page = stage.window.page("calendar")
    for view in (WEEK, DAY, AGENDA):
        page.head.view.set_value(view)
        draw(f"calendar-{view}")
    page.head.view.set_value(MONTH)


def _orders(stage: Stage, opened: Opened, draw: Draw, customer: int) -> None:
    window = stage.window
    window.go("customers", str(customer))
    page = stage.wiring.rooms.customers_page()
    page.file.tabs.set_value("orders")
    page.file.show_tab("orders")
    draw("customer-orders")
    page.file.show_tab("people")
    draw("customer-people")
    window.go("customers", COMMUNITIES)
    draw("communities")
    for quote_id in list(opened.quote_list.ids(QuoteSpec()))[:1]:
        window.go("customers", f"{QUOTE}{quote_id}")
        draw("quote")
        stage.window.page("customers").quote_page().deeds.compare()
        draw("quote-compare")
        stage.leave_dialog()
    window.go("customers", f"{NEW_QUOTE}{customer}")
    draw("quote-new")
    owing = opened.order_list.ids(OrderSpec(view=OrderView.UNPAID))
    for order_id in list(owing or opened.order_list.ids(OrderSpec()))[:1]:
        window.go("customers", f"{ORDER}{order_id}")
        draw("order")
    _agreed(stage, opened, draw)
    window.go("customers", f"{NEW_ORDER}{customer}")
    draw("order-new")


def _agreed(stage: Stage, opened: Opened, draw: Draw) -> None:
    """Draw what is agreed before anything is delivered: the plan of payment, and the contract."""
    for order_id in list(opened.order_list.ids(OrderSpec(view=OrderView.DRAFTS)))[:1]:
        stage.window.go("customers", f"{ORDER}{order_id}")
        stage.settle()
        sheet = stage.window.page("customers").order_page().sheet
        sheet.fields.grid.open_section("order_plan")
        stage.settle()
        sheet.findChild(QScrollArea, "order_body").ensureWidgetVisible(sheet.fields.plan)
        draw("order-plan")
        _preview(stage, draw, "print-contract", contract_job(stage.wiring.rooms, order_id))


def _deliveries(stage: Stage, opened: Opened, draw: Draw) -> None:
    window = stage.window
    window.go("deliveries")
    draw("deliveries")
    unfinished = [row for row in opened.delivery_list.rows(opened.delivery_list.ids()) if row.finished_at is None]
    for row in sorted(unfinished, key=lambda row: -row.checks)[:1]:
        window.go("deliveries", str(row.id))
        draw("delivery")
        _preview(stage, draw, "print-note", note_job(stage.wiring.rooms, row.id))
        window.go("deliveries", "new")
        draw("delivery-new")
        stage.leave_dialog()


def _care(stage: Stage, opened: Opened, draw: Draw) -> None:
    window = stage.window
    window.go("care")
    draw("care")
    machines = opened.machine_list.ids(MachineSpec(view=MachineView.ENDS_60)) or opened.machine_list.ids(MachineSpec())
    subjects = (
        ("care-machine", MACHINE, machines),
        ("care-request", REQUEST, opened.request_list.ids(RequestSpec())),
        ("care-visit", VISIT, opened.visit_list.ids(VisitSpec())),
    )
    for name, kind, ids in subjects:
        for record_id in list(ids)[:1]:
            window.go("care", f"{kind}{record_id}")
            draw(name)
            window.close_sheet()
    for machine in list(machines)[:1]:
        _preview(stage, draw, "print-certificate", certificate_job(stage.wiring.rooms, machine))


def _preview(stage: Stage, draw: Draw, name: str, job: PrintJob) -> None:
    stage.wiring.printing.show(job)
    dialog = stage.dialog()
    assert isinstance(dialog, PrintDialog)
    stage.wait_until(lambda: dialog.preview.pages() > 0)
    draw(name)
    stage.leave_dialog()


def _complaints(stage: Stage, opened: Opened, draw: Draw) -> None:
    window = stage.window
    window.go("complaints")
    draw("complaints")
    rows = opened.complaint_list.page(50, 0, ComplaintSpec(view=ComplaintView.ALL))
    found = sorted((row for row in rows if row.state is ComplaintState.OPEN), key=lambda row: -row.steps)
    for row in found[:1]:
        window.go("complaints", str(row.id))
        draw("complaint")
    window.go("complaints", "new")
    draw("complaint-new")

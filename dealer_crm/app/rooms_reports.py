"""Builds the room of reports: its questions, its workbooks, the day's account on paper, and the way to each source."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from dealer_crm.app.rooms_complaint_report import keep_pdf, keep_workbook, report_job
from dealer_crm.app.rooms_money import count_drawer, show_statement
from dealer_crm.documents.lists import ColumnKind, ListColumn
from dealer_crm.documents.pdf.choices import paper_choices
from dealer_crm.documents.pdf.pages import Paper
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.periods import Period
from dealer_crm.domain.printing import PrintJob
from dealer_crm.domain.progress import Progress
from dealer_crm.domain.text import file_name
from dealer_crm.services.reports import Reports
from dealer_crm.ui.reports.doors import ReportDoors, Sheet
from dealer_crm.ui.reports.page import ReportsPage

if TYPE_CHECKING:
    from dealer_crm.app.rooms import Rooms

MENDS_SHOWN = 8
WIDTHS = {ColumnKind.MONEY: 12, ColumnKind.DATE: 12, ColumnKind.DATETIME: 17, ColumnKind.NUMBER: 8}


def reports_page(rooms: Rooms, open_order: Callable[[int], object]) -> ReportsPage:
    """Return the page; `open_order` leads to the order behind a line."""
    opened = rooms.opened
    reports, health = Reports(opened.db), opened.health_check
    doors = ReportDoors(
        contacts=reports.contacts,
        contact_ids=reports.contact_ids,
        contact_rows=reports.contact_rows,
        receivables=opened.money.receivables,
        favours=opened.money.favours,
        claims=opened.trade_ins.open_claims,
        print_statement=lambda customer_id: show_statement(rooms, customer_id),
        money=lambda period: opened.money.day(period.last, since=period.first),
        drawer=opened.cash_closing.day,
        count_drawer=lambda on: count_drawer(rooms, on),
        class_news=opened.class_changes.news,
        see_classes=lambda: _see_classes(rooms),
        marks=opened.expectation_report.sums,
        mark_ids=opened.expectation_report.ids,
        mark_rows=opened.expectation_report.rows,
        print_marks=lambda period: rooms.wiring.printing.preview(marks_job(rooms, period)),
        complaints=opened.complaint_report.figures,
        complaint_rows=opened.complaint_report.rows,
        category=lambda code: opened.trade.category(code).said(rooms.t.language),
        benchmarks=lambda: {tip.kind: tip.share for tip in opened.trade.dissatisfied()},
        print_complaints=lambda period: rooms.wiring.printing.preview(report_job(rooms, period)),
        complaints_pdf=partial(keep_pdf, rooms),
        complaints_book=partial(keep_workbook, rooms),
        health=health.health,
        health_ids=health.ids,
        health_rows=health.rows,
        mend=lambda: mend_files(rooms),
        today=lambda: local_day(opened.now()),
        export=partial(export_sheet, rooms),
        print_day=lambda on: rooms.wiring.printing.preview(day_job(rooms, on)),
        print_day_now=lambda on: rooms.wiring.printing.direct(day_job(rooms, on)),
    )
    page = ReportsPage(rooms.t, doors)
    page.customer_requested.connect(rooms.open_customer)
    page.form_requested.connect(lambda customer_id, field: rooms.customers_page().edit_customer(customer_id, field))
    page.log_requested.connect(rooms.log)
    page.complaint_requested.connect(lambda one: rooms.window.go("complaints", str(one)))
    page.order_requested.connect(lambda order_id, _customer_id: open_order(order_id))
    return page


def mend_files(rooms: Rooms) -> None:
    """Show what would be written better, and write it as one step where that is wanted."""
    t, health = rooms.t, rooms.opened.health_check
    found = health.mends()
    shown = "\n".join(t("{before} → {after}").format(before=one.before, after=one.after) for one in found[:MENDS_SHOWN])
    more = len(found) - MENDS_SHOWN
    if more > 0:
        shown += "\n" + t.plural("and {n} more", "and {n} more", more).format(n=more)
    title = t.plural("Tidy up {n} spelling?", "Tidy up {n} spellings?", len(found)).format(n=len(found))
    text = t("It is one step; Ctrl+Z takes it back.") + "\n\n" + shown
    if found and rooms.window.prompts.ask_choice(title, text, [(True, t("Tidy up"))]):
        health.mend()


def _see_classes(rooms: Rooms) -> None:
    rooms.opened.class_changes.see()
    rooms.wiring.classes.worked.emit()


def day_job(rooms: Rooms, on: date) -> PrintJob:
    """Return the account of a day as it is offered to the printer."""
    t, opened = rooms.t, rooms.opened
    papers = opened.money_papers
    operator = opened.operator.name if opened.operator else ""
    title = t("Money of the day {day}").format(day=on.isoformat())
    return PrintJob(
        kind="money_sheet",
        title=title,
        file_name=title,
        papers=paper_choices(t, Paper.A4, Paper.A5),
        render=lambda choice: papers.money_sheet(on, choice, t.language, operator),
        needs=("name",),
    )


def marks_job(rooms: Rooms, period: Period) -> PrintJob:
    """Return the customers' marks of a period as they are offered to the printer."""
    t, opened = rooms.t, rooms.opened
    operator = opened.operator.name if opened.operator else ""
    title = t("Expectations kept")
    return PrintJob(
        kind="customer_list",
        title=title,
        file_name=f"{title} {period.first.isoformat()} {period.last.isoformat()}",
        papers=paper_choices(t, Paper.A4, Paper.A5),
        render=lambda choice: opened.expectation_papers.paper(period, choice, t.language, operator),
    )


def export_sheet(rooms: Rooms, sheet: Sheet) -> None:
    """Ask where, and write the lines of a report as a workbook."""
    t, window = rooms.t, rooms.window
    day = local_day(rooms.opened.now()).isoformat()
    name = file_name(t("{title} {day}.xlsx").format(title=sheet.title, day=day))
    target = window.prompts.save_file(t("Export this report"), name, t("Excel workbook (*.xlsx)"))
    if target is not None:
        window.run_task(
            t("Exporting the report"), partial(write_sheet, target, sheet), done=lambda _count: rooms.wiring.printing.told(target)
        )


def write_sheet(target: Path, sheet: Sheet, _progress: Progress) -> int:
    """Write the workbook and return its number of rows. Raises FileNotWritable."""
    from dealer_crm.documents.excel.list_workbook import write_list

    kinds = [(title, ColumnKind(kind)) for title, kind in sheet.columns]
    columns = [ListColumn(title, kind, WIDTHS.get(kind, 18)) for title, kind in kinds]
    return write_list(target, columns, sheet.rows, sheet.title)

"""Task of the usability script around a complaint: taken down while the customer speaks, half done, found again, not closed too early."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt

from dealer_crm.domain.agenda import AgendaKind
from dealer_crm.domain.complaints import ComplaintState, Step8
from dealer_crm.domain.dates import local_day
from dealer_crm.services.complaint_list import ComplaintSpec, ComplaintView
from tests.journeys.usability.clerk import CONTROL, Clerk
from tests.journeys.usability.desks import Desk
from tests.journeys.usability.tasks import Task

Key = Qt.Key


def test_11_complaint_taken_down_and_half_done(desk: Desk) -> None:
    task = Task(desk, "11 complaint", "complaints")
    opened = task.clerk.opened
    known = set(opened.complaint_list.ids(ComplaintSpec(ComplaintView.ALL)))
    with task.at_most(4) as clerk:
        clerk.go("complaints")
        clerk.key(Key.Key_N, CONTROL)
        clerk.wait(lambda: clerk.focus().objectName() == "complaint_customer_search")
        clerk.type("zyy")
        clerk.enter()
        clerk.wait(lambda: clerk.focus().objectName() == "complaint_words")
        clerk.type("风口有异响，晚上睡不着")
        clerk.click("complaint_subtype_product_quality")
        task.look("form")
        clerk.key(Key.Key_F8)
        clerk.wait(lambda: len(opened.complaint_list.ids(ComplaintSpec(ComplaintView.ALL))) == len(known) + 1)
        clerk.wait(lambda: clerk.focus().objectName() == "step_words")
    case = next(iter(set(opened.complaint_list.ids(ComplaintSpec(ComplaintView.ALL))) - known))
    with task.at_most(4) as clerk:
        for words in ("谢谢您告诉我们", "", "对不起", "18 点前答复"):
            clerk.type(words)
            clerk.save()
    assert opened.complaint_files.open(case).ticked == {Step8.THANK, Step8.APPRECIATE, Step8.APOLOGIZE, Step8.PROMISE}
    come_back_later(clerk, case)
    assert open_steps(clerk) == 4
    task.look("back")
    close_too_early(clerk)
    task.look("closing")
    assert opened.complaint_files.open(case).state is ComplaintState.OPEN
    task.end()


def come_back_later(clerk: Clerk, case: int) -> None:
    """Do other things, see the next deadline in the calendar, and go back to the complaints, where the case is still open."""
    opened, today = clerk.opened, local_day(clerk.opened.now())
    clerk.home()
    clerk.go("calendar")
    due = [row for row in opened.agenda.range(today, today + timedelta(days=60)) if row.kind is AgendaKind.COMPLAINT]
    assert case in [row.record_id for row in due]
    clerk.go("complaints")
    clerk.seen("case_close")


def open_steps(clerk: Clerk) -> int:
    """Return how many of the eight steps the rail shows as open: it says so as it says it of the last one."""
    said = [clerk.seen(f"rail_{number}").accessibleName().rpartition(":")[2] for number in range(1, 9)]
    return said.count(said[-1])


def close_too_early(clerk: Clerk) -> None:
    """Ask to close, and be told what is missing, with a link to each."""
    clerk.click("case_close")
    clerk.seen("closing_list")
    assert clerk.sees("missing_confirmed")
    assert clerk.sees("missing_prevention")

"""A usual job of a site, from planning to its end, in few actions: planned, agreed, called ahead, begun, done."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from dealer_crm.domain.dates import local_day
from dealer_crm.domain.jobs import JobState
from tests.journeys.usability.clerk import CONTROL, Clerk
from tests.journeys.usability.desks import Desk
from tests.journeys.usability.tasks import Task

Key = Qt.Key
MOST = 10


@pytest.mark.slow
def test_16_a_usual_job_from_planning_to_its_end(desk: Desk) -> None:
    task = Task(desk, "16 job")
    clerk, opened = task.clerk, task.clerk.opened
    site = next(row for row in opened.sites.rows() if row.job_id is None)
    known = {job.id for job in opened.sites.open(site.order_id).jobs}
    clerk.run.window.go("deliveries", f"site-{site.order_id}")
    clerk.settle()
    with task.at_most(MOST):
        clerk.key(Key.Key_N, CONTROL)
        clerk.seen("job_save")
        clerk.save()
        clerk.wait(lambda: len(opened.sites.open(site.order_id).jobs) == len(known) + 1)
        job = next(one.id for one in opened.sites.open(site.order_id).jobs if one.id not in known)
        do(clerk, job, Key.Key_A)
        clerk.seen("agree_save")
        clerk.tab_to("agree_day_text")
        clerk.type("t")
        clerk.tab_to("job_agreed_slot")
        clerk.type("9:00-12:00")
        clerk.save()
        clerk.wait(lambda: opened.jobs.open(job).state is JobState.CONFIRMED)
        do(clerk, job, Key.Key_L)
        clerk.wait(lambda: opened.jobs.open(job).called_at is not None)
        do(clerk, job, Key.Key_S)
        clerk.wait(lambda: opened.jobs.open(job).state is JobState.UNDER_WAY)
        do(clerk, job, Key.Key_F)
        clerk.seen("done_save")
        clerk.save()
        clerk.wait(lambda: opened.jobs.open(job).state is JobState.DONE)
    file = opened.jobs.open(job)
    assert (file.draft.planned_on, file.draft.slot) == (local_day(opened.now()), "9:00-12:00")
    assert not [action for action in clerk.counter.actions if action.startswith("click")]
    clerk.key(Key.Key_Escape)
    clerk.wait(lambda: clerk.sees("sites_list") and clerk.run.window.findChild(QWidget, "sites_list").isAncestorOf(clerk.focus()))
    task.end()


def do(clerk: Clerk, job: int, key: Key) -> None:
    """Press the letter of a deed where the focus is: it has to be on the job by itself."""
    clerk.wake()
    clerk.wait(lambda: clerk.focus().objectName() == f"job_{job}")
    clerk.key(key)

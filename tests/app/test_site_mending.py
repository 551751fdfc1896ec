"""What failed becomes a job that mends it, in the whole program: from the sheet, the site, at the job's end; a delivery plans work too."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dealer_crm.app.rooms_agenda import mend_item
from dealer_crm.domain.agenda import AgendaKind
from dealer_crm.domain.attachments import Belongs
from dealer_crm.domain.checklists import CheckResult
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.jobs import JobStage, JobState
from dealer_crm.services.drafts import KIND_JOB
from dealer_crm.services.failed_items import FailedItem
from dealer_crm.ui.widgets import Button
from tests.app.test_site_room import dialog, ordered
from tests.app.windows import Running, running
from tests.ui.checks import clipped, nameless
from tests.ui.finding import find

pytestmark = pytest.mark.slow
PNG = b"\x89PNG\r\n\x1a\n"


def failing(run: Running, order_id: int) -> FailedItem:
    """Let the first item of a sheet of the order fail; return it."""
    opened = run.opened
    sheet = opened.acceptances.begin(order_id, "central_ac_hidden")
    check = opened.acceptances.open(sheet).checks[0]
    customer_id = opened.acceptances.open(sheet).customer_id
    opened.attachments.add(customer_id, "a.png", PNG, Belongs(acceptance_id=sheet, check_id=check.id))
    due = local_day(opened.now()) + timedelta(days=3)
    opened.acceptances.note(check.id, CheckResult.FAIL, "", "支架松动", due_on=due)
    return opened.failed_items.of(check.id)


def test_an_item_that_failed_is_mended_by_a_job(qtbot: QtBot, tmp_path: Path) -> None:
    with running(qtbot, tmp_path / "data") as run:
        order_id = ordered(run)
        item = failing(run, order_id)
        run.window.go("deliveries", item.subject)
        room = run.window.page("deliveries")
        page = room.sites
        button = find(page, Button, f"check_plan_{item.code}")
        assert button.isVisible()
        button.click()
        form = dialog(run)
        draft = form.draft()
        assert (draft.stage, draft.planned_on) == (JobStage.RECTIFY, item.due_on)
        assert item.code in draft.note
        assert draft.note.endswith("支架松动")
        assert nameless(form) == []
        assert clipped(form) == []
        form.crew.setFocus()
        qtbot.keyClicks(form.crew, "Li")
        form.reject()
        kept = run.opened.drafts.load(KIND_JOB, f"mend-{item.check_id}")
        assert kept is not None
        assert page.sheet_commands()["export_record"]

        run.window.go("deliveries", f"site-{order_id}")
        assert find(page.pane, Button, "site_mend").isVisible()
        find(page.pane, Button, "site_mend").click()
        form = dialog(run)
        assert form.crew.text() == "Li"
        find(form, Button, "job_save").click()
        run.wait(lambda: len(page.pane.file.jobs) == 1)
        job = page.pane.file.jobs[0]
        assert (job.draft.stage, job.draft.planned_on) == (JobStage.RECTIFY, item.due_on)
        assert run.opened.failed_items.of(item.check_id).note == "支架松动"

        page.deeds.finish(job)
        ended = dialog(run)
        assert item.code in ended.reminder.text()
        ended.reminder._action.click()  # noqa: SLF001 - the only action of the message
        run.wait(lambda: page.sheet_commands() != {})
        run.opened.jobs.finish(job.id)
        assert run.opened.jobs.open(job.id).state is JobState.DONE
        assert run.opened.sites.open(order_id).failed == 1


def test_the_agenda_plans_what_mends_where_the_item_stands(qtbot: QtBot, tmp_path: Path) -> None:
    with running(qtbot, tmp_path / "data") as run:
        item = failing(run, ordered(run))
        row = next(one for one in run.opened.agenda.day(item.due_on) if one.kind is AgendaKind.MEND)
        mend_item(run.wiring.rooms, row)
        form = dialog(run)
        assert (form.draft().stage, form.draft().planned_on) == (JobStage.RECTIFY, item.due_on)
        assert find(run.window.page("deliveries").sites, Button, f"check_plan_{item.code}").isVisible()
        form.reject()


def test_a_delivery_plans_the_installation_and_stays_in_view_until_it_is_filed(qtbot: QtBot, tmp_path: Path) -> None:
    with running(qtbot, tmp_path / "data") as run:
        order_id = ordered(run)
        delivery = run.opened.deliveries.plan(order_id)
        run.window.go("deliveries", str(delivery))
        room = run.window.page("deliveries")
        items = {item.name: item for item in room.deeds.items(run.opened.deliveries.open(delivery))}
        items["more_install"].run()
        assert room.view() == "deliveries"
        find(dialog(run), Button, "job_save").click()
        run.wait(lambda: room.view() == "sites" and room.sites.pane.site_id() == order_id)
        assert "more_install" not in {item.name for item in room.deeds.items(run.opened.deliveries.open(delivery))}


def test_dispatch_sheets_are_asked_by_their_day(qtbot: QtBot, tmp_path: Path) -> None:
    with running(qtbot, tmp_path / "data") as run:
        ordered(run)
        run.window.go("deliveries", "sites")
        page = run.window.page("deliveries").sites
        asked: list[date] = []
        page.commands()["print_dispatch"]()
        form = dialog(run)
        form.picked.disconnect()
        form.picked.connect(asked.append)
        assert nameless(form) == []
        form.near.buttons()[1].click()
        find(form, Button, "dispatch_day_go").click()
        assert asked == [local_day(run.opened.now()) + timedelta(days=1)]

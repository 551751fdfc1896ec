"""Sites in the whole program: from the board to a job that is planned, agreed, begun and done by keys, and the order it belongs to."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from dealer_crm.domain.customers import CustomerDraft, PreferredChannel
from dealer_crm.domain.jobs import JobDraft, JobStage, JobState, MaterialDraft
from dealer_crm.domain.orders import LineDraft, OrderDraft
from dealer_crm.domain.premises import PremisesDraft
from dealer_crm.services.timeline import EventKind
from dealer_crm.ui.customers.timeline_pane import TimelinePane
from dealer_crm.ui.deliveries.check_line import CheckLine
from dealer_crm.ui.widgets import Button
from tests.app.windows import Running, running
from tests.ui.checks import clipped, nameless
from tests.ui.finding import find

KEYS = Qt.Key


def ordered(run: Running, name: str = "陈静") -> int:
    """File a customer with a confirmed order."""
    opened = run.opened
    customer_id = opened.customers.create(CustomerDraft(name=name, premises=(PremisesDraft(community="锦样里", room="1102"),)))
    order_id = opened.orders.create(OrderDraft(customer_id, (LineDraft(name="多联机", category="central_ac", price=32800_00),)))
    opened.orders.confirm(order_id)
    return order_id


def dialog(run: Running) -> Any:
    """Return the dialog that stands open."""
    found = [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]
    return found[-1]


def test_a_job_goes_from_the_board_to_its_end(qtbot: QtBot, tmp_path: Path) -> None:
    with running(qtbot, tmp_path / "data") as run:
        order_id = ordered(run)
        run.window.go("deliveries", "sites")
        room = run.window.page("deliveries")
        run.wait(lambda: room.sites is not None and len(room.sites.list.shown()) == 1)
        assert room.view() == "sites"
        page = room.sites
        qtbot.keyClick(page.list.board.columns[0].list, KEYS.Key_Return)
        run.wait(lambda: page.pane.site_id() == order_id)
        page.deeds.new_here()
        form = dialog(run)
        form.day.edit.setText("+1")
        form.day._take()  # noqa: SLF001 - as typing does
        form.slot.setText("9:00–12:00")
        find(form, Button, "job_save").click()
        run.wait(lambda: len(page.pane.file.jobs) == 1)
        job = page.pane.file.jobs[0]
        card = page.pane.card_of(job.id)
        run.wait(card.hasFocus)
        assert nameless(page) == []
        assert clipped(page.pane.head) == []

        qtbot.keyClick(card, KEYS.Key_A)
        find(dialog(run), Button, "agree_save").click()
        run.wait(lambda: page.pane.file.jobs[0].state is JobState.CONFIRMED)
        qtbot.keyClick(card, KEYS.Key_L)
        run.wait(lambda: page.pane.file.jobs[0].called_at is not None)
        qtbot.keyClick(card, KEYS.Key_S)
        run.wait(lambda: page.pane.file.jobs[0].state is JobState.UNDER_WAY)
        run.opened.jobs.set_materials(job.id, [MaterialDraft("铜管", "米", 12000)])
        run.wait(lambda: bool(page.pane.file.jobs[0].draft.materials))
        qtbot.keyClick(card, KEYS.Key_F)
        done = dialog(run)
        done._returned[0].setText("2")  # noqa: SLF001 - the field of the only material
        find(done, Button, "done_save").click()
        run.wait(lambda: page.pane.file.jobs[0].state is JobState.DONE)
        ended, following = page.pane.file.jobs
        assert (ended.draft.materials[0].returned, ended.signed_by) == (2000, "陈静")
        assert (ended.agreed_by, following.draft.stage) == (PreferredChannel.MOBILE, JobStage.UNITS)
        qtbot.keyClick(page.pane, KEYS.Key_Escape)
        assert page.on_board()


def test_a_job_that_moves_up_when_it_begins_keeps_the_focus(qtbot: QtBot, tmp_path: Path) -> None:
    with running(qtbot, tmp_path / "data") as run:
        order_id, today = ordered(run), run.opened.now().astimezone().date()
        run.opened.jobs.plan(order_id, JobDraft(stage=JobStage.HIDDEN, planned_on=today))
        later = run.opened.jobs.plan(order_id, JobDraft(stage=JobStage.COMMISSIONING, planned_on=today + timedelta(days=1)))
        run.window.go("deliveries", f"job-{later}")
        pane = run.window.page("deliveries").sites.pane
        run.wait(lambda: pane.site_id() == order_id and pane.card_of(later).hasFocus())
        before = [one.id for one in pane.file.jobs]
        qtbot.keyClick(pane.card_of(later), KEYS.Key_S)
        run.wait(lambda: [one.id for one in pane.file.jobs] != before)
        run.wait(lambda: pane.card_of(later).hasFocus())
        assert pane.current_job().id == later


@pytest.mark.slow
def test_three_hundred_sites_stand_on_the_board_and_in_the_list(qtbot: QtBot, tmp_path: Path) -> None:
    with running(qtbot, tmp_path / "data") as run:
        for number in range(300):
            order_id = ordered(run, f"客户{number}")
            if number % 3:
                run.opened.jobs.plan(order_id, JobDraft(stage=list(JobStage)[number % 6]))
        run.window.resize(1366, 690)
        run.window.go("deliveries", "sites")
        page = run.window.page("deliveries").sites
        run.wait(lambda: len(page.list.shown()) == 300)
        assert len(page.list.board.findChildren(Button)) == 0
        page.list.show_words("客户29")
        assert len(page.list.shown()) == 11
        run.window.resize(911, 440)
        run.wait(page.list.is_list)
        assert len(page.list.model.ids()) == 11


def test_an_order_leads_to_its_site(qtbot: QtBot, tmp_path: Path) -> None:
    with running(qtbot, tmp_path / "data") as run:
        order_id = ordered(run)
        job_id = run.opened.jobs.plan(order_id, JobDraft(stage=JobStage.SURVEY))
        run.window.go("customers", f"order-{order_id}")
        page = run.window.page("customers").order_page()
        assert page.sheet.site.isVisibleTo(page)
        page.sheet.site.open_requested.emit()
        room = run.window.page("deliveries")
        run.wait(lambda: room.sites is not None and room.sites.pane.site_id() == order_id)
        run.window.go("deliveries", f"job-{job_id}")
        assert room.sites.pane.current_job().id == job_id
        item = run.opened.jobs.open(job_id).checks[-1]
        run.window.go("deliveries", f"job-{job_id}:{item.code}")
        assert [line.check.code for line in room.sites.pane.findChildren(CheckLine) if line.hasFocus()] == [item.code]
        run.window.go("customers", "1")
        told = run.window.page("customers").findChild(TimelinePane)
        run.wait(lambda: any(row.kind is EventKind.JOB for row in told.rows()))
        room.sites.close_record()
        told.opened.emit(next(row for row in told.rows() if row.kind is EventKind.JOB))
        assert (room.sites.pane.current_job().id, room.sites.on_board()) == (job_id, False)
        run.window.go("deliveries", "new")
        assert room.view() == "deliveries"
        dialog(run).reject()

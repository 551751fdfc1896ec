"""From a case to the rooms that mend, and from the agenda to what has to be approved, in the real window."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dealer_crm.app.rooms_agenda import open_item
from dealer_crm.domain.agenda import AgendaKind
from dealer_crm.domain.complaint_case import CostKind, Payer
from dealer_crm.domain.complaint_costs import CostDraft
from dealer_crm.domain.complaints import ComplaintDraft, ComplaintSubtype
from dealer_crm.domain.journal import Actor, Role
from dealer_crm.domain.orders import LineDraft, OrderDraft
from dealer_crm.services.complaint_costs import ComplaintCosts
from dealer_crm.ui.care.request_sheet import RequestSheet
from dealer_crm.ui.sites.job_dialog import JobDialog
from tests.app.test_care_room import household
from tests.app.windows import running


@pytest.mark.slow
def test_work_of_a_case_begins_and_opens_in_its_rooms(qtbot: QtBot, tmp_path: Path) -> None:
    with running(qtbot, tmp_path / "shop") as run:
        customer, machine = household(run)
        opened = run.opened
        opened.orders.confirm(opened.orders.create(OrderDraft(customer, (LineDraft(name="柜机", price=800_000, quantity=1000),))))
        case = opened.complaints.log(ComplaintDraft(customer, subtype=ComplaintSubtype.QUALITY, words="漏水", equipment_id=machine))
        run.window.go("complaints", f"costs-{case}")
        panel = run.window.page("complaints").case.side.costs
        panel.work.rectify()
        (dialog,) = run.window.findChildren(JobDialog)
        assert "漏水" in dialog.draft().note
        dialog.accept()
        run.window.go("complaints", f"costs-{case}")
        panel.work.repair()
        sheet = run.window.sheet()
        assert isinstance(sheet, RequestSheet)
        assert (sheet.draft().symptom, sheet.draft().equipment_id) == ("漏水", machine)
        sheet.save()
        call, job = opened.complaint_files.open(case).parts.work
        panel.work.open(call)
        assert run.window.page("care").request.request_id() == call.id
        panel.work.open(job)
        assert run.window.page("deliveries").sites_page().shows_site()


def test_what_waits_for_a_yes_opens_at_the_costs(qtbot: QtBot, tmp_path: Path) -> None:
    with running(qtbot, tmp_path / "shop") as run:
        customer, _machine = household(run)
        opened = run.opened
        case = opened.complaints.log(ComplaintDraft(customer, subtype=ComplaintSubtype.QUALITY, words="漏水"))
        clerk = ComplaintCosts(opened.db, lambda: Actor(role=Role.SERVICE), opened.now)
        clerk.add(case, CostDraft(CostKind.COMPENSATION, 300_00, Payer.SHOP, opened.now().astimezone().date()))
        (row,) = [row for row in opened.agenda.day() if row.kind is AgendaKind.APPROVAL]
        open_item(run.wiring.rooms, row)
        page = run.window.page("complaints")
        assert (page.case.complaint_id(), page.case.side.tabs.value()) == (case, "costs")

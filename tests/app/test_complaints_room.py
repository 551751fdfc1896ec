"""The whole program: a complaint from the customer's file to Today, to the caller card and to the printer."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dealer_crm.app.rooms_complaints import sheet_job
from dealer_crm.domain.complaints import ComplaintDraft, ComplaintSubtype, Severity
from dealer_crm.domain.customers import CustomerDraft, PhoneDraft
from dealer_crm.domain.printing import PrintChoice
from dealer_crm.ui.complaints.page import ComplaintsPage
from dealer_crm.ui.customers.page import CustomersPage
from dealer_crm.ui.imports.room import RoomWithGuest
from dealer_crm.ui.widgets import Button
from tests.app.windows import running
from tests.ui.customers.rig import child

NOW = datetime(2026, 11, 18, 2, 12, tzinfo=UTC)
LEFT = Qt.MouseButton.LeftButton


def test_complaint_goes_round(qtbot: QtBot, tmp_path: Path) -> None:
    with running(qtbot, tmp_path / "shop", now=lambda: NOW) as program:
        opened, window = program.opened, program.window
        customer = opened.customers.create(CustomerDraft(name="张伟", phones=(PhoneDraft("14200000911"),)))
        window.go("customers", str(customer))
        room = window.page("customers")
        assert isinstance(room, RoomWithGuest)
        assert isinstance(room.host, CustomersPage)
        room.host.file.show_tab("complaints")
        qtbot.mouseClick(child(room, "customer_complaint_new"), LEFT)
        page = window.page("complaints")
        assert isinstance(page, ComplaintsPage)
        assert page.form.fields.who.value() == customer
        page.form.fields.words.insertPlainText("主卧不制热")
        qtbot.mouseClick(child(page, "complaint_subtype_product_quality"), LEFT)
        page.form.save()
        one = page.case.complaint_id()
        assert one
        assert opened.complaint_list.open_of(customer) == 1
        assert sheet_job(program.wiring.rooms, one).render(PrintChoice(paper="A4")).startswith(b"%PDF")
        window.go("customers", str(customer))
        qtbot.waitUntil(lambda: any(found.isVisible() for found in room.findChildren(Button, f"complaint_open_{one}")))
        qtbot.mouseClick(child(room, f"complaint_open_{one}"), LEFT)
        assert window.pages.page() is page
        program.wiring.rooms.caller()
        card = program.wiring.rooms.card
        assert card is not None
        card.field.setText("14200000911")
        card.search()
        assert "1" in child(card, "caller_complaints").accessibleName()
        card.close_card()


def test_restart_finds_what_was_typed(qtbot: QtBot, tmp_path: Path) -> None:
    with running(qtbot, tmp_path / "shop", now=lambda: NOW) as program:
        opened = program.opened
        customer = opened.customers.create(CustomerDraft(name="张伟"))
        draft = ComplaintDraft(customer, subtype=ComplaintSubtype.QUALITY, severity=Severity.URGENT, words="漏水")
        one = opened.complaints.log(draft)
        program.window.go("complaints", str(one))
        page = program.window.page("complaints")
        assert isinstance(page, ComplaintsPage)
        page.case.step.fields.words.insertPlainText("刚说到一半")
    with running(qtbot, tmp_path / "shop", now=lambda: NOW) as program:
        program.window.go("complaints", str(one))
        page = program.window.page("complaints")
        assert isinstance(page, ComplaintsPage)
        assert page.case.step.fields.words.text() == "刚说到一半"

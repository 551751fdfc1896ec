"""Warranty and care in the whole program: found from anywhere, called for from the card and the customer's file, printed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dealer_crm.app.rooms_agenda import open_item
from dealer_crm.app.rooms_care import certificate_job
from dealer_crm.domain.agenda import AgendaKind
from dealer_crm.domain.care import RequestDraft
from dealer_crm.domain.customers import CustomerDraft, PhoneDraft
from dealer_crm.domain.equipment import MachineDraft, MachineNotFound
from dealer_crm.domain.orders import LineDraft
from dealer_crm.domain.payments import PaymentDraft
from dealer_crm.domain.premises import PremisesDraft
from dealer_crm.domain.quotes import QuoteDraft
from dealer_crm.services.request_list import RequestSpec, RequestView
from dealer_crm.ui.care.page import CarePage
from dealer_crm.ui.care.request_sheet import RequestSheet
from tests.app.windows import Running, running


def household(run: Running) -> tuple[int, int]:
    """File a customer with a boiler; return both ids."""
    opened = run.opened
    house = PremisesDraft(community="星河湾样", building="12", room="1803")
    customer = opened.customers.create(CustomerDraft(name="张伟", phones=(PhoneDraft("14200000911"),), premises=(house,)))
    premises = opened.machines.houses(customer)[0].id
    draft = MachineDraft(premises, "boiler", "壁挂炉", serial="5B25101207", commissioned_on=date(2026, 3, 2))
    return customer, opened.machines.add(draft)


def care_page(run: Running) -> CarePage:
    """Return the page of the room."""
    page = run.window.page("care")
    assert isinstance(page, CarePage)
    return page


def test_serial_certificate_and_number_find_from_the_search(qtbot: QtBot, tmp_path: Path) -> None:
    with running(qtbot, tmp_path / "shop") as run:
        customer, machine = household(run)
        request = run.opened.requests.take(RequestDraft(customer, equipment_id=machine, symptom="不热"))
        number = run.opened.machines.open(machine).certificate
        hits = [run.wiring.rooms.search(query)[0] for query in ("5B25101207", "5b25101", number)]
        assert {(hit.text, hit.icon) for hit in hits} == {("壁挂炉", "shield-check")}
        hits[0].run()
        assert care_page(run).machine.machine_id() == machine
        run.wiring.rooms.search(run.opened.request_list.rows([request])[0].number)[0].run()
        assert care_page(run).request.request_id() == request
        quote = run.opened.quotes.create(QuoteDraft(customer, (LineDraft(name="壁挂炉"),)))
        run.wiring.rooms.search(run.opened.quotes.open(quote).number.lower())[0].run()
        assert run.window.page("customers").quote_page().file.id == quote
        order = run.opened.quotes.accept(run.opened.quotes.open(quote).last.id)
        run.opened.payments.receive(PaymentDraft(customer, 100, order_id=order))
        run.wiring.rooms.search(run.opened.orders.open(order).payments[0].number)[0].run()
        assert run.window.page("customers").order_page().file.id == order
        assert [one.icon for one in run.wiring.rooms.search("张伟")] == ["user"]


def test_certificate_is_offered_on_all_its_papers(qtbot: QtBot, tmp_path: Path) -> None:
    with running(qtbot, tmp_path / "shop") as run:
        _customer, machine = household(run)
        job = certificate_job(run.wiring.rooms, machine)
        assert [paper.key for paper in job.papers] == ["A5", "A4", "CONT_241x280"]
        assert job.copies == ("Customer", "Shop")
        assert job.render(job.choice(None)).startswith(b"%PDF")
        with pytest.raises(MachineNotFound):
            certificate_job(run.wiring.rooms, 99)


def test_caller_card_and_customer_file_take_repair_calls(qtbot: QtBot, tmp_path: Path) -> None:
    with running(qtbot, tmp_path / "shop") as run:
        customer, machine = household(run)
        rooms = run.wiring.rooms
        rooms.caller()
        assert rooms.card is not None
        qtbot.keyClicks(rooms.card.field, "911")
        rooms.card.take_repair()
        sheet = run.window.sheet()
        assert isinstance(sheet, RequestSheet)
        sheet.symptom.words.set_text("漏水")
        sheet.save()
        assert run.opened.request_list.page(RequestSpec(RequestView.ALL), 1)[0].equipment_id == machine
        page = rooms.customers_page()
        page.open_record(customer)
        page.file.show_tab("machines")
        page.file.machines.repair_requested.emit(customer, machine)
        again = run.window.sheet()
        assert isinstance(again, RequestSheet)
        assert again.answer.words().startswith("In warranty")


def test_agenda_leads_to_the_request(qtbot: QtBot, tmp_path: Path) -> None:
    with running(qtbot, tmp_path / "shop") as run:
        customer, machine = household(run)
        opened = run.opened
        today = opened.now().astimezone().date()
        request = opened.requests.take(RequestDraft(customer, equipment_id=machine, symptom="不热", appointment_on=today))
        row = next(row for row in opened.agenda.day() if row.record_id == request and row.kind is AgendaKind.REQUEST)
        open_item(run.wiring.rooms, row)
        assert care_page(run).request.request_id() == request
        run.wiring.undo()
        assert not opened.request_list.ids(RequestSpec(RequestView.ALL))

"""Wires the room of warranty and care: its page, its certificate, and the repair call that is taken from anywhere."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from dealer_crm.documents.pdf.choices import paper_choices
from dealer_crm.documents.pdf.pages import Paper
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.phrases import filled
from dealer_crm.domain.printing import PrintJob
from dealer_crm.services.visits import VisitRow
from dealer_crm.ui.care.doors import CareDoors, CertificateDoors, MachineDoors, MaintenanceDoors, People, RequestDoors, VisitDoors
from dealer_crm.ui.care.machine_sheet import MachineSheet, MachineStart
from dealer_crm.ui.care.page import CarePage
from dealer_crm.ui.care.phrases import machine_name, warranty_chip
from dealer_crm.ui.care.request_sheet import RequestSheet, RequestStart
from dealer_crm.ui.customers.machines_tab import MachinesTab
from dealer_crm.ui.desk.doors import ListReads, Pictures
from dealer_crm.ui.shell import Hit
from dealer_crm.words.coverages import verdict_sentence

if TYPE_CHECKING:
    from dealer_crm.app.rooms import Rooms
    from dealer_crm.services.complaint_file import ComplaintFile

FOUND = 5


def care_page(rooms: Rooms) -> QWidget:
    """Return the page of the room."""
    page = CarePage(rooms.t, care_doors(rooms), rooms.window, rooms.memory())
    page.customer_requested.connect(rooms.open_customer)
    page.complaint_requested.connect(partial(complaint_after_call, rooms))
    return page


def care_doors(rooms: Rooms) -> CareDoors:
    """Return everything the room asks."""
    opened = rooms.opened
    machines, listed = opened.machines, opened.machine_list
    requests, visits, cares = opened.requests, opened.visits, opened.maintenances
    return CareDoors(
        machines=MachineDoors(
            list=ListReads(listed.ids, listed.rows, listed.counts),
            open=machines.open,
            of=listed.of,
            houses=machines.houses,
            add=machines.add,
            edit=machines.edit,
            set_date=machines.set_date,
            categories=opened.trade.categories,
        ),
        requests=RequestDoors(
            list=ListReads(opened.request_list.ids, opened.request_list.rows, opened.request_list.counts),
            answer=requests.answer,
            draft=requests.draft,
            take=requests.take,
            edit=requests.edit,
            done=requests.done,
            cancel=requests.cancel,
        ),
        visits=VisitDoors(
            ListReads(opened.visit_list.ids, opened.visit_list.rows, opened.visit_list.counts),
            visits.done,
            visits.skip,
            visits.postpone,
            opened.asking.of,
            lambda row: _message(rooms, row),
            lambda delivery_id: _marks(rooms, delivery_id),
        ),
        cares=MaintenanceDoors(ListReads(cares.ids, cares.rows, cares.counts), cares.done),
        people=People(
            find=opened.customer_list.find,
            row=lambda one: next(iter(opened.customer_list.rows([one])), None),
            staff=opened.shop.staff,
            operator=lambda: opened.operator.id if opened.operator else None,
            care_notes=lambda one: opened.verifications.care_notes(one),
        ),
        drafts=opened.drafts,
        now=opened.now,
        pictures=Pictures(opened.attachments.of_machine, opened.attachments.read, opened.attachments.add, opened.attachments.remove),
        papers=_papers(rooms),
    )


def _papers(rooms: Rooms) -> CertificateDoors:
    return CertificateDoors(
        lambda one: rooms.wiring.printing.preview(certificate_job(rooms, one)),
        lambda one: rooms.wiring.printing.direct(certificate_job(rooms, one)),
        rooms.papers.exporting(),
        lambda one: rooms.wiring.printing.preview(care_card_job(rooms, one)),
    )


def certificate_job(rooms: Rooms, equipment_id: int) -> PrintJob:
    """Return a machine's certificate as it is offered to the printer. Raises MachineNotFound."""
    t, opened = rooms.t, rooms.opened
    file = opened.machines.open(equipment_id)
    operator = opened.operator.name if opened.operator else ""
    words = t("Guarantee certificate {number} {name}") if file.three_guarantees else t("Warranty card {number} {name}")
    name = words.format(number=file.certificate, name=file.line.name)
    return PrintJob(
        kind="certificate",
        title=name,
        file_name=name,
        papers=paper_choices(t, Paper.A5, Paper.A4, Paper.CONT_241x280),
        render=lambda choice: opened.care_papers.certificate(equipment_id, choice, t.language, operator),
        copies=opened.desk.copy_names("certificate", t.language),
        needs=("name", "address", "hotline"),
        record_id=equipment_id,
        number=file.certificate,
    )


def care_card_job(rooms: Rooms, equipment_id: int) -> PrintJob:
    """Return a machine's care card as it is offered to the printer. Raises MachineNotFound."""
    t, opened = rooms.t, rooms.opened
    file = opened.machines.open(equipment_id)
    operator = opened.operator.name if opened.operator else ""
    title = t("Care card {number} {name}").format(number=file.line.number, name=file.line.name)
    return PrintJob(
        kind="care_card",
        title=title,
        file_name=title,
        papers=paper_choices(t, Paper.A5, Paper.A4),
        render=lambda choice: opened.care_papers.care_cards([equipment_id], choice, t.language, operator),
        copies=opened.desk.copy_names("care_card", t.language),
        needs=("name", "hotline"),
        record_id=equipment_id,
        number=file.line.number,
    )


def repair_call(rooms: Rooms, customer_id: int = 0, equipment_id: int | None = None) -> None:
    """Open the sheet of a repair call, whatever page is in view."""
    sheet = RequestSheet(rooms.t, care_doors(rooms), RequestStart(customer_id, equipment_id))
    rooms.window.close_sheet()
    rooms.window.show_sheet(sheet)


def complaint_after_call(rooms: Rooms, customer_id: int) -> None:
    """Take a complaint of a customer whose call went badly, with what he said there."""
    from dealer_crm.ui.complaints.page import ComplaintsPage

    sign = next((one for one in rooms.opened.silent_complaints.signs() if one.customer_id == customer_id), None)
    if sign is None:
        rooms.window.go("complaints", f"new-{customer_id}")
        return
    rooms.window.go("complaints")
    page = rooms.window.page("complaints")
    assert isinstance(page, ComplaintsPage)
    page.propose(sign)


def complaint_call(rooms: Rooms, customer_id: int, phone: str) -> None:
    """Take a complaint of a caller: a customer, or the number of nobody of ours."""
    from dealer_crm.ui.complaints.page import ComplaintsPage

    rooms.window.go("complaints")
    page = rooms.window.page("complaints")
    assert isinstance(page, ComplaintsPage)
    page.new_complaint(customer_id, phone=phone)


def repair_for_case(rooms: Rooms, file: ComplaintFile) -> None:
    """Open the sheet of a repair call for a complaint, with what is known of it."""
    draft = file.draft
    start = RequestStart(draft.customer_id, draft.equipment_id, symptom=draft.words, complaint_id=file.id, case=file.number)
    rooms.window.close_sheet()
    rooms.window.show_sheet(RequestSheet(rooms.t, care_doors(rooms), start))


def mend_machines_tab(rooms: Rooms, tab: MachinesTab) -> None:
    """Let the machines in a customer's file open, be filed, and take repair calls."""
    opened = rooms.opened

    def answer(equipment_id: int) -> str:
        return verdict_sentence(opened.requests.answer(equipment_id), local_day(opened.now()), rooms.t)

    def add(customer_id: int) -> None:
        sheet = MachineSheet(rooms.t, care_doors(rooms), MachineStart(customer_id))
        rooms.window.close_sheet()
        rooms.window.show_sheet(sheet)

    tab.answer = answer
    tab.opened.connect(partial(open_machine, rooms))
    tab.repair_requested.connect(partial(repair_call, rooms))
    tab.new_requested.connect(add)


def open_machine(rooms: Rooms, equipment_id: int) -> None:
    """Open a machine's page."""
    rooms.window.go("care", f"machine{equipment_id}")


def machine_hits(rooms: Rooms, query: str) -> list[Hit]:
    """Return machines for the search field, by what stands on their plate or certificate."""
    opened, t = rooms.opened, rooms.t
    today = local_day(opened.now())
    return [
        Hit(
            machine_name(row),
            " · ".join(filter(None, (row.serial, row.name, row.address))),
            warranty_chip(row, today, t).text,
            "shield-check",
            partial(open_machine, rooms, row.id),
        )
        for row in opened.machine_list.plates(query, FOUND)
    ]


def _message(rooms: Rooms, row: VisitRow) -> str:
    """Return what to write to somebody whom no call reached."""
    t, opened = rooms.t, rooms.opened
    operator = opened.operator.name if opened.operator else ""
    values = {"salutation": row.name, "shop": opened.shop.shop().name, "staff": operator, "equipment": t("the equipment")}
    return filled(opened.trade.phrase("visit_unreached", t.language), values)


def _marks(rooms: Rooms, delivery_id: int) -> None:
    from dealer_crm.app.rooms_expectations import open_marks

    open_marks(rooms, delivery_id)

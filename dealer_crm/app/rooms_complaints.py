"""The room of complaints: what its page asks and does, and its paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from dealer_crm.app.complaint_jobs import show_evidence, show_thanks
from dealer_crm.documents.pdf.choices import paper_choices
from dealer_crm.documents.pdf.pages import Paper
from dealer_crm.domain.complaint_case import Escalation
from dealer_crm.domain.complaint_waiting import MAY_SEE
from dealer_crm.domain.journal import Subject
from dealer_crm.domain.printing import PrintJob
from dealer_crm.services.complaint_list import ComplaintRow, ComplaintSpec, ComplaintView
from dealer_crm.ui.complaints.case_doors import CaseDoors, OwnWording, TalkDoors, WaitDoors
from dealer_crm.ui.complaints.cost_doors import CostDoors, WorkDoors
from dealer_crm.ui.complaints.customer_tab import CustomerComplaintsTab
from dealer_crm.ui.complaints.doors import ComplaintDoors, ComplaintPapers, ComplaintReads, ComplaintWrites, RegisterDoors, Wording
from dealer_crm.ui.complaints.page import ComplaintsPage
from dealer_crm.ui.desk.doors import Pictures

if TYPE_CHECKING:
    from dealer_crm.app.rooms import Rooms

LATEST = 12
"""So many entries back somebody else's change of an open case is looked for."""
MOST = 50
"""So many complaints a customer's file shows."""


def complaints_page(rooms: Rooms) -> QWidget:
    """Return the page of complaints."""
    page = ComplaintsPage(rooms.t, complaint_doors(rooms), rooms.window, rooms.memory())
    page.customer_requested.connect(rooms.open_customer)
    return page


def complaint_doors(rooms: Rooms) -> ComplaintDoors:
    """Return what the page may call."""
    opened = rooms.opened
    lists, files, deeds, kept = opened.complaint_list, opened.complaint_files, opened.complaints, opened.attachments
    reads = ComplaintReads(
        ids=lists.ids,
        rows=lists.rows,
        counts=lists.counts,
        open=files.open,
        machines=files.machines,
        find=opened.customer_list.find,
        customer=lambda one: next(iter(opened.customer_list.rows([one])), None),
        staff=opened.shop.staff,
        clock=deeds.clock,
    )
    writes = ComplaintWrites(
        deeds.log,
        deeds.edit,
        deeds.tick,
        deeds.untick,
        deeds.note,
        deeds.assign,
        deeds.add_pictures,
        deeds.close,
        deeds.reopen,
    )
    return ComplaintDoors(
        reads=reads,
        writes=writes,
        pictures=Pictures(kept.of, kept.read, kept.add, kept.remove, kept.describe),
        wording=Wording(
            opened.trade.phrases,
            shop=lambda: opened.shop.shop().name,
            speaker=lambda: opened.operator.name if opened.operator else "",
        ),
        drafts=opened.drafts,
        now=opened.now,
        papers=_papers(rooms),
        operator=lambda: opened.operator.id if opened.operator else None,
        costs=_costs(rooms),
        work=_work(rooms),
        register=_register(rooms),
        case=case_doors(rooms),
    )


def _register(rooms: Rooms) -> RegisterDoors:
    opened = rooms.opened
    silent = opened.silent_complaints
    return RegisterDoors(
        opened.complaint_topics.all,
        opened.trade.dissatisfied,
        opened.complaint_files.machine,
        silent.signs,
        silent.put_aside,
        opened.complaints.match,
    )


def _papers(rooms: Rooms) -> ComplaintPapers:
    printing = rooms.wiring.printing
    return ComplaintPapers(
        lambda one: printing.preview(sheet_job(rooms, one)),
        lambda one: printing.direct(sheet_job(rooms, one)),
        rooms.papers.exporting(),
        lambda one: show_evidence(rooms, one),
        lambda one: show_thanks(rooms, one),
    )


def _costs(rooms: Rooms) -> CostDoors:
    costs = rooms.opened.complaint_costs
    return CostDoors(
        costs.add,
        costs.edit,
        costs.remove,
        costs.approve,
        costs.refuse,
        costs.say,
        costs.authority,
        costs.limit,
        rooms.opened.actor,
    )


def _work(rooms: Rooms) -> WorkDoors:
    """Return the rooms in which the work of a case is done."""
    from dealer_crm.app.rooms_care import repair_for_case

    return WorkDoors(
        repair=lambda file: repair_for_case(rooms, file),
        rectify=lambda one: rooms.window.go("deliveries", f"rectify-{one}"),
        open_request=lambda one: rooms.window.go("care", f"request{one}"),
        open_job=lambda one: rooms.window.go("deliveries", f"job-{one}"),
    )


def case_doors(rooms: Rooms) -> CaseDoors:
    """Return what the page of one case may call beside its steps."""
    opened = rooms.opened
    talk, clock, own = opened.complaint_talk, opened.complaint_waiting, opened.own_phrases

    def may_see(level: Escalation) -> bool:
        return opened.actor().role in MAY_SEE[level]

    return CaseDoors(
        TalkDoors(talk.keep, talk.untick),
        WaitDoors(clock.pause, clock.wait_on, clock.resume, clock.told, clock.seen, may_see),
        OwnWording(own.shipped, own.fields, own.save),
        lambda one: opened.history.rows(LATEST, None, Subject.COMPLAINT, one),
        lambda title, text, options: rooms.window.prompts.ask_choice(title, text, options),
    )


def customer_complaints(rooms: Rooms) -> CustomerComplaintsTab:
    """Return the tab of complaints in a customer's file."""
    lists = rooms.opened.complaint_list

    def rows(customer_id: int) -> list[ComplaintRow]:
        return lists.page(MOST, spec=ComplaintSpec(ComplaintView.ALL, customer_id=customer_id))

    tab = CustomerComplaintsTab(rooms.t, complaint_doors(rooms), rows)
    tab.opened.connect(lambda one: rooms.window.go("complaints", str(one)))
    tab.new_requested.connect(lambda customer_id: rooms.window.go("complaints", f"new-{customer_id}"))
    return tab


def count_complaints(rooms: Rooms, customer_id: int) -> int:
    """Return how many complaints a customer has."""
    return rooms.opened.complaint_list.count(ComplaintSpec(ComplaintView.ALL, customer_id=customer_id))


def sheet_job(rooms: Rooms, complaint_id: int) -> PrintJob:
    """Return the complaint sheet as it is offered to the printer. Raises ComplaintNotFound."""
    t, opened = rooms.t, rooms.opened
    file = opened.complaint_files.open(complaint_id)
    operator = opened.operator.name if opened.operator else ""
    title = t("Complaint sheet {number}").format(number=file.number)
    return PrintJob(
        kind="complaint",
        title=title,
        file_name=" ".join(filter(None, (title, file.customer))),
        papers=paper_choices(t, Paper.A4),
        render=lambda choice: opened.complaint_papers.sheet(complaint_id, choice, t.language, operator),
        needs=("name",),
        variants=opened.complaint_papers.variants(t.language),
        record_id=complaint_id,
        number=file.number,
    )

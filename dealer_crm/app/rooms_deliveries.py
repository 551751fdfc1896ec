"""The room of deliveries: what its page asks and does, and its papers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from dealer_crm.app.note_sizes import note_sizes
from dealer_crm.app.rooms_expectations import expectation_doors
from dealer_crm.app.rooms_orders import open_order, return_goods
from dealer_crm.documents.pdf.choices import paper_choices
from dealer_crm.documents.pdf.pages import Paper
from dealer_crm.domain.attachments import Belongs
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.deliveries import DeliveryKind
from dealer_crm.domain.orders import PayWay
from dealer_crm.domain.pay_plan import PayKind
from dealer_crm.domain.payments import PaymentDraft
from dealer_crm.domain.printing import PrintJob
from dealer_crm.domain.signatures import Signed
from dealer_crm.services.delivery_file import DeliveryFile
from dealer_crm.services.delivery_papers import BLANK
from dealer_crm.ui.deliveries.doors import AtDoor, DeliveryDoors, DeliveryPrints, DeliveryReads, DeliveryWrites, Photos
from dealer_crm.ui.deliveries.page import DeliveriesPage
from dealer_crm.ui.sites.room import DeliveriesRoom
from dealer_crm.words.labels import label

if TYPE_CHECKING:
    from dealer_crm.app.opened import Opened
    from dealer_crm.app.rooms import Rooms
    from dealer_crm.services.delivery_door import Taken


def deliveries_page(rooms: Rooms) -> QWidget:
    """Return the room with its two views: deliveries and sites."""
    from dealer_crm.app.rooms_sites import sites_page

    room = DeliveriesRoom(rooms.t, _deliveries(rooms), lambda: sites_page(rooms), rooms.memory())
    room.count_sites = rooms.opened.sites.count
    room.host.site_requested.connect(lambda order_id: rooms.window.go("deliveries", f"site-{order_id}"))
    room.host.install_requested.connect(lambda order_id: room.show_subject(f"new-job-{order_id}"))
    return room


def _deliveries(rooms: Rooms) -> DeliveriesPage:
    page = DeliveriesPage(rooms.t, delivery_doors(rooms), rooms.window, rooms.memory())
    page.customer_requested.connect(rooms.open_customer)
    page.order_requested.connect(lambda order_id: open_order(rooms, order_id))
    page.return_requested.connect(lambda order_id: return_goods(rooms, order_id))
    return page


def delivery_doors(rooms: Rooms) -> DeliveryDoors:
    """Return what the page may call."""
    opened = rooms.opened
    lists, deeds = opened.delivery_list, opened.deliveries
    reads = DeliveryReads(
        ids=lists.ids,
        rows=lists.rows,
        counts=lists.counts,
        open=deeds.open,
        to_deliver=lists.to_deliver,
        return_effect=opened.orders.return_effect,
        serials_there=deeds.serials_there,
        staff=opened.shop.staff,
        site=partial(_site, rooms),
        wants_job=opened.sites.wants_job,
    )
    writes = DeliveryWrites(
        plan=deeds.plan,
        edit=deeds.edit,
        set_serials=deeds.set_serials,
        tick=deeds.tick,
        keep=deeds.keep,
        pass_all=deeds.pass_all,
        send=deeds.send,
        cancel=deeds.cancel,
        refuse=deeds.refuse,
        finish=deeds.finish,
        take_back=deeds.take_back,
        collect=lambda file, way, amount: opened.payments.receive(payment(file, way, amount)),
    )
    return DeliveryDoors(
        reads,
        writes,
        _photos(rooms),
        _prints(rooms),
        opened.drafts,
        opened.now,
        at_door(opened),
        mend_on=opened.mend_on,
        expectations=expectation_doors(rooms),
        rectify=partial(_rectify, rooms),
    )


def at_door(opened: Opened) -> AtDoor:
    """Return what happens around the door."""
    door, signatures = opened.delivery_door, opened.signatures
    return AtDoor(
        sign=partial(sign, opened),
        agree=door.agree,
        called=door.called,
        complete=door.complete,
        note_scans=door.note_scans,
        place_of=door.place_of,
        keep_signature=signatures.keep,
        keep_paper=opened.attachments.keep,
        signatures=lambda one: signatures.of(Signed(delivery_id=one)),
        signature=signatures.read,
    )


def sign(opened: Opened, file: DeliveryFile, taken: Taken, way: PayWay | None) -> None:
    """Let the customer take the goods, and pay what is to collect where he does so."""
    if way is None:
        opened.deliveries.take(file.id, taken)
    else:
        opened.deliveries.sign_and_collect(file.id, taken, payment(file, way, file.to_collect))


def _rectify(rooms: Rooms, check_id: int) -> None:
    from dealer_crm.app.rooms_sheets import rectify

    rectify(rooms, check_id)


def _site(rooms: Rooms, order_id: int) -> str:
    """Say which job of an order is next on its site."""
    jobs = [job for job in rooms.opened.sites.open(order_id).jobs if job.is_open]
    if not jobs:
        return ""
    from dealer_crm.ui.sites.phrases import job_title

    return f"{job_title(jobs[0], local_day(rooms.opened.now()), rooms.t)} ({label(jobs[0].state, rooms.t)})"


def payment(file: DeliveryFile, way: PayWay, amount: int) -> PaymentDraft:
    """Return the money that a delivery brings back: the balance when it settles the order, else part of it."""
    kind = PayKind.BALANCE if amount >= file.money.owed else PayKind.PROGRESS
    return PaymentDraft(file.customer_id, amount, kind, way, file.order_id, note=file.number)


def _photos(rooms: Rooms) -> Photos:
    kept = rooms.opened.attachments
    return Photos(
        of=lambda one: kept.at(Belongs(delivery_id=one)),
        of_check=lambda one: kept.at(Belongs(check_id=one)),
        read=kept.read,
        add=lambda file, check, name, data: kept.add(file.customer_id, name, data, Belongs(delivery_id=file.id, check_id=check or None)),
        remove=kept.remove,
    )


def _prints(rooms: Rooms) -> DeliveryPrints:
    from dealer_crm.app.batch_jobs import print_notes

    printing, language = rooms.wiring.printing, rooms.t.language
    return DeliveryPrints(
        preview_note=lambda one: printing.preview(note_job(rooms, one)),
        print_note=lambda one: printing.direct(note_job(rooms, one)),
        preview_checklist=lambda one: printing.preview(checklist_job(rooms, one)),
        preview_blank=lambda one: printing.preview(checklist_job(rooms, one, blank=True)),
        text=lambda one: rooms.opened.delivery_papers.dispatch(one, language),
        exporting=rooms.papers.exporting(),
        notes_of_today=lambda: print_notes(rooms, local_day(rooms.opened.now())),
    )


def note_job(rooms: Rooms, delivery_id: int) -> PrintJob:
    """Return the delivery note as it is offered to the printer; a printed draft counts as printed. Raises DeliveryNotFound."""
    t, opened = rooms.t, rooms.opened
    file = opened.deliveries.open(delivery_id)
    operator = opened.operator.name if opened.operator else ""
    back = file.kind is DeliveryKind.RETURN
    title = (t("Return note {number}") if back else t("Delivery note {number}")).format(number=file.number)
    return PrintJob(
        kind="delivery_note",
        title=title,
        file_name=" ".join(filter(None, (title, file.customer))),
        papers=paper_choices(t, Paper.CONT_241x140, Paper.CONT_241x93, Paper.CONT_241x280, Paper.A5, Paper.A4, own=note_sizes(opened)),
        render=lambda choice: opened.delivery_papers.note(delivery_id, choice, t.language, operator),
        copies=opened.desk.copy_names("delivery_note", t.language),
        offers_prices=True,
        needs=("name", "address", "hotline"),
        printed=lambda _choice: opened.deliveries.printed(delivery_id),
        record_id=delivery_id,
        number=file.number,
    )


def checklist_job(rooms: Rooms, delivery_id: int, *, blank: bool = False) -> PrintJob:
    """Return the checklist, filled as it is or blank, as it is offered to the printer. Raises DeliveryNotFound."""
    t, opened = rooms.t, rooms.opened
    file = opened.deliveries.open(delivery_id)
    operator = opened.operator.name if opened.operator else ""
    title = t("Delivery checklist {number}").format(number=file.number)
    return PrintJob(
        kind="checklist",
        title=title,
        file_name=" ".join(filter(None, (title, file.customer))),
        papers=paper_choices(t, Paper.A4),
        render=lambda choice: opened.delivery_papers.checklist(delivery_id, choice, t.language, operator, blank=blank),
        needs=("name",),
        variants=((BLANK, title),) if blank else (),
        record_id=delivery_id,
        number=file.number,
    )

"""The room of deliveries in the whole program: handed over, printed on continuous paper, and taken back by Ctrl+Z."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from pypdf import PdfReader
from pytestqt.qtbot import QtBot

from dealer_crm.app.rooms_deliveries import checklist_job, note_job
from dealer_crm.domain.customers import CustomerDraft
from dealer_crm.domain.deliveries import DeliveryState, HandOver
from dealer_crm.domain.orders import LineDraft, OrderDraft
from dealer_crm.domain.premises import PremisesDraft
from dealer_crm.domain.printing import PrintChoice
from tests.app.windows import Running, running


def planned(run: Running) -> int:
    """File a customer with a confirmed order and plan its delivery."""
    opened = run.opened
    customer_id = opened.customers.create(CustomerDraft(name="陈静", premises=(PremisesDraft(community="锦样里", room="1102"),)))
    order_id = opened.orders.create(OrderDraft(customer_id, (LineDraft(name="挂机空调", category="room_ac", price=3280_00),)))
    opened.orders.confirm(order_id)
    return opened.deliveries.plan(order_id)


def test_a_delivery_goes_through_the_window(qtbot: QtBot, tmp_path: Path) -> None:
    with running(qtbot, tmp_path / "data") as run:
        delivery_id = planned(run)
        run.window.go("deliveries", str(delivery_id))
        page = run.window.page("deliveries")
        run.wait(lambda: page.pane.delivery_id() == delivery_id)
        run.opened.deliveries.finish(delivery_id, HandOver(), "先用")
        run.wait(lambda: page.pane.file.finished_at is not None)
        run.wiring.undo()
        run.wait(lambda: page.pane.file.finished_at is None)
        assert not run.opened.machine_list.count()


def test_printing_marks_the_delivery_printed(qtbot: QtBot, tmp_path: Path) -> None:
    with running(qtbot, tmp_path / "data") as run:
        delivery_id = planned(run)
        job = note_job(run.wiring.rooms, delivery_id)
        choice = job.choice(PrintChoice())
        assert (job.kind, choice.paper, len(choice.copy_names)) == ("delivery_note", "CONT_241x140", 3)
        box = PdfReader(BytesIO(job.render(choice))).pages[0].mediabox
        assert (float(box.width), float(box.height)) == (684, 396)
        job.printed(choice)
        assert run.opened.deliveries.open(delivery_id).state is DeliveryState.PRINTED
        sheet = checklist_job(run.wiring.rooms, delivery_id)
        assert PdfReader(BytesIO(sheet.render(sheet.choice(None)))).pages[0].mediabox.width > 590

"""The print desk of the whole program: what was printed is told, shown and found again; many papers at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dealer_crm.app.batch_jobs import print_certificates, print_notes
from dealer_crm.app.rooms_codes import code_hits
from dealer_crm.app.rooms_deliveries import checklist_job, note_job
from dealer_crm.domain.deliveries import DeliveryDraft
from dealer_crm.domain.orders import LineDraft, OrderDraft
from dealer_crm.domain.paper_templates import CopyStyle, PaperTemplate, Words
from dealer_crm.domain.print_log import PrintWay
from dealer_crm.domain.printing import PaperChoice, PrintChoice, PrintOutcome
from dealer_crm.domain.progress import Progress
from dealer_crm.ui.deliveries.notes_dialog import NotesDialog
from dealer_crm.ui.printing import printer
from dealer_crm.ui.printing.batch_dialog import BatchDialog
from dealer_crm.ui.printing.dialog import PrintDialog
from dealer_crm.ui.printing.log_dialog import PrintLogDialog
from tests.app.conftest import copied
from tests.app.windows import Running, running
from tests.ui.checks import clipped, nameless

NOTE = 2


@pytest.fixture
def run(qtbot: QtBot, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Running]:
    """A window on a sample shop with one printer that takes everything."""

    def send(_pdf: bytes, _paper: PaperChoice, choice: PrintChoice, _progress: Progress) -> PrintOutcome:
        return PrintOutcome(choice.printer, 1, choice.copies)

    monkeypatch.setattr(printer, "printers", lambda: ["Needle"])
    monkeypatch.setattr(printer, "has_form", lambda _printer, _paper: True)
    monkeypatch.setattr(printer, "send", send)
    with running(qtbot, copied(sample, tmp_path / "shop")) as found:
        yield found


def test_second_print_says_so_in_dialog_log_and_on_paper(run: Running) -> None:
    link, log = run.wiring.printing, run.opened.print_log
    job = note_job(run.wiring.rooms, NOTE)
    link.show(job)
    dialog = run.window.findChild(PrintDialog)
    assert dialog.panel.before.isHidden()
    dialog.print_now()
    run.wait(lambda: log.times("delivery_note", NOTE) == 1)
    link.show(job)
    again = [one for one in run.window.findChildren(PrintDialog) if one.isVisible()][-1]
    assert not again.panel.before.isHidden()
    run.wait(lambda: again.preview.pages() > 0)
    again.panel.before.click()
    lines = again.findChild(PrintLogDialog)
    assert lines.table.model().rowCount() == 1
    assert (clipped(lines), nameless(lines)) == ([], [])
    lines.table.opened.emit(lines.table.current_id())
    assert run.window.pages.key() == "deliveries"
    assert not again.isVisible()
    assert [row.printed.way for row in log.rows(log.ids())] == [PrintWay.PRINTER]


def test_code_of_a_paper_leads_to_its_record(run: Running) -> None:
    rooms, desk = run.wiring.rooms, run.opened.desk
    hits = code_hits(rooms, desk.code("delivery_note", NOTE).lower())
    assert len(hits) == 1
    hits[0].run()
    assert run.window.pages.key() == "deliveries"
    gone = code_hits(rooms, desk.code("delivery_note", 9_999))
    assert [hit.icon for hit in gone] == ["info"]
    assert code_hits(rooms, "13800138000") == []


@pytest.mark.parametrize("kind", ["customer_record", "checklist", "certificate", "contract", "quote", "complaint", "receipt"])
def test_every_kind_of_record_is_found_by_its_code(run: Running, kind: str) -> None:
    hits = code_hits(run.wiring.rooms, run.opened.desk.code(kind, 1))
    assert [hit.icon for hit in hits] == ["file-text"]


def test_all_notes_of_a_day_stand_behind_one_dialog(run: Running) -> None:
    rooms = run.wiring.rooms
    rows = run.opened.delivery_list.rows(run.opened.delivery_list.ids())
    days = [row.planned_on for row in rows if row.planned_on]
    busiest = max(set(days), key=days.count)
    print_notes(rooms, busiest)
    shown = run.window.findChildren(BatchDialog) or run.window.findChildren(PrintDialog)
    assert len(shown) == 1
    print_notes(rooms, date(1999, 1, 1))
    assert len(run.prompts.asked) == 1


def test_notes_of_a_day_that_say_too_little_are_told_first(run: Running) -> None:
    rooms, opened, day = run.wiring.rooms, run.opened, date(2033, 5, 1)
    for name in ("铜管", "支架"):
        order = opened.orders.create(OrderDraft(1, (LineDraft(name, price=100, unit="米"),)))
        opened.orders.confirm(order)
        opened.deliveries.plan(order, DeliveryDraft(planned_on=day))
    print_notes(rooms, day)
    dialog = run.window.findChild(NotesDialog)
    assert not dialog.print_button.isEnabled()
    for row in dialog.rows.values():
        row.tick.click()
    dialog.accept()
    batch = run.window.findChild(BatchDialog)
    assert batch.isVisible()
    batch.reject()


def test_certificates_of_an_order_are_printed_and_marked_one_by_one(run: Running) -> None:
    orders = {one: run.opened.machine_list.of_order(one) for one in range(1, 30)}
    order, machines = next((one, found) for one, found in orders.items() if len(found) > 1)
    print_certificates(run.wiring.rooms, order)
    dialog = run.window.findChild(BatchDialog)
    dialog.print_button.click()
    run.wait(lambda: dialog.batch.left == 0)
    assert [run.opened.print_log.times("certificate", one) for one in machines] == [1] * len(machines)


def test_copies_that_a_shop_added_to_any_paper_are_offered(run: Running) -> None:
    names = (Words("存档", "File"), Words("客户", "Customer"))
    run.opened.paper_templates.save(PaperTemplate("checklist", copies=tuple(CopyStyle(name) for name in names)))
    rooms, link = run.wiring.rooms, run.wiring.printing
    link.preview(checklist_job(rooms, NOTE))
    dialog = run.window.findChild(PrintDialog)
    run.wait(lambda: dialog.preview.pages() > 0)
    assert dialog.panel.choice().copy_names == tuple(name.en for name in names)

"""The print desk in a clerk's hands: what is clicked and typed, and what stands on the paper that comes out."""

from __future__ import annotations

import re
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu

from dealer_crm.domain.dates import local_day
from dealer_crm.domain.deliveries import DeliveryDraft
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.printing import PaperChoice, PrintChoice, PrintOutcome
from dealer_crm.domain.progress import Progress
from dealer_crm.services.delivery_list import DeliverySpec
from dealer_crm.ui.printing import printer
from tests.journeys.usability.clerk import CONTROL, SHIFT, Clerk
from tests.journeys.usability.desks import Desk
from tests.journeys.usability.tasks import Task
from tests.journeys.usability.trays import PaperTray, size_mm

pytestmark = pytest.mark.slow
Key = Qt.Key
CODE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]")
PRICE = "3,299.00"


def open_note(clerk: Clerk) -> None:
    """Open the delivery of today, and its note as it will be printed."""
    clerk.go("deliveries")
    clerk.key(Key.Key_Home)
    clerk.enter()
    clerk.wait(lambda: clerk.focus().objectName().startswith("check_"))
    preview(clerk)


def preview(clerk: Clerk) -> None:
    """Press Ctrl+P and wait for the page."""
    clerk.key(Key.Key_P, CONTROL)
    clerk.wait(lambda: clerk.focus().objectName() == "print_now")


def is_closed() -> bool:
    """Tell whether no dialog is open."""
    return QApplication.activeModalWidget() is None


def test_note_for_the_customer_without_prices_then_on_a5(desk: Desk, tray: PaperTray) -> None:
    task = Task(desk, "note without prices", "deliveries")
    with task.at_most(7) as clerk:
        open_note(clerk)
        clerk.tab_to("print_prices")
        clerk.key(Key.Key_Space)
        clerk.enter(CONTROL)
        clerk.wait(lambda: tray.is_done(clerk) and is_closed())
        preview(clerk)
        clerk.tab_to("print_paper")
        while getattr(clerk.focus(), "value")() != "A5":  # noqa: B009
            clerk.key(Key.Key_Down)
        clerk.enter(CONTROL)
        clerk.wait(lambda: tray.is_done(clerk, 2) and is_closed())
    sizes = [size_mm(tray.sheet(place)) for place in (0, 1)]
    assert [(round(across), round(down), turned) for across, down, turned in sizes] == [(241, 140, 0), (210, 148, 0)]
    assert not [place for place in (0, 1) if PRICE in tray.words(place)]
    task.end()


def test_a_scanned_code_leads_back_to_the_delivery(desk: Desk, tray: PaperTray) -> None:
    task = Task(desk, "scanned code", "deliveries")
    clerk = task.clerk
    open_note(clerk)
    clerk.enter(CONTROL)
    clerk.wait(lambda: tray.is_done(clerk) and is_closed())
    found = CODE.search(tray.words())
    assert found is not None
    clerk.home()
    with task.at_most(2):
        clerk.find(found.group(), lambda: bool(clerk.run.window.pages.key() == "deliveries"))
    task.end()


def test_a_column_left_out_is_missing_on_paper_until_it_is_taken_back(desk: Desk, tray: PaperTray) -> None:
    clerk = desk.clerk()
    templates, heading = clerk.opened.paper_templates, {"zh": "机身序列号", "en": "Serial number"}[desk.look.language]
    open_note(clerk)
    clerk.click("print_looks")
    clerk.click("paper_columns_list")
    clerk.key(Key.Key_End)
    clerk.key(Key.Key_Space)
    clerk.wait(lambda: bool(templates.of("delivery_note").columns))
    print_today(clerk, tray, 1)
    assert heading not in tray.words()
    history = clerk.opened.history
    for _ in range(2):  # the mark of the printed note, then the column
        step = history.next_undo()
        clerk.key(Key.Key_Z, CONTROL)
        clerk.wait(lambda gone=step: history.next_undo() != gone)  # type: ignore[misc]
    assert not templates.of("delivery_note").columns
    print_today(clerk, tray, 2)
    assert heading in tray.words()


def print_today(clerk: Clerk, tray: PaperTray, sheets: int) -> None:
    """Print the note of today straight."""
    clerk.go("deliveries")
    clerk.key(Key.Key_Home)
    log, before = clerk.opened.print_log, len(clerk.opened.print_log.ids())
    clerk.key(Key.Key_P, CONTROL | SHIFT)
    clerk.wait(lambda: tray.is_done(clerk, sheets) and len(log.ids()) == before + 1)


def test_a_batch_that_is_stopped_marks_what_went_out(desk: Desk, tray: PaperTray, monkeypatch: pytest.MonkeyPatch) -> None:
    clerk, gate = desk.clerk(), Event()
    log, before = clerk.opened.print_log, len(clerk.opened.print_log.ids())
    plan_for_today(clerk)

    def send(pdf: bytes, paper: PaperChoice, choice: PrintChoice, progress: Progress) -> PrintOutcome:
        if len(tray.sent) == 1:
            gate.wait(10)
        return tray.send(pdf, paper, choice, progress)

    monkeypatch.setattr(printer, "send", send)
    clerk.go("deliveries")
    clerk.run.window.commands.run("print_notes")
    clerk.wait(lambda: clerk.focus().objectName() == "batch_print")
    clerk.enter()
    clerk.wait(lambda: len(tray.sent) == 1)
    clerk.key(Key.Key_Escape)
    gate.set()
    clerk.wait(lambda: clerk.focus().objectName() == "batch_print")
    assert len(tray.sent) in (1, 2)  # the one on its way is called off, or was out already
    assert len(log.ids()) == before + len(tray.sent)
    clerk.leave("batch_dialog")


def plan_for_today(clerk: Clerk) -> None:
    """Have everything that is not settled delivered today."""
    opened = clerk.opened
    day = local_day(opened.now())
    for one in opened.delivery_list.ids(DeliverySpec()):
        try:
            opened.deliveries.edit(one, DeliveryDraft(planned_on=day), opened.deliveries.open(one).version)
        except DomainError:
            continue
    assert len(opened.delivery_list.of_day(day)) > 2


def test_a_form_of_three_fields_by_keys_alone(desk: Desk, tray: PaperTray) -> None:
    clerk = desk.clerk()
    clerk.run.window.go("settings", "overprint")
    clerk.click("overprint_new")
    clerk.wait(lambda: clerk.focus().objectName() == "overprint_name")
    clerk.type("card")
    clerk.tab_to("overprint_fields")
    for down in range(3):
        clerk.enter()  # places it, and goes to the form
        for _ in range(5 * down + 1):
            clerk.key(Key.Key_Right)
        clerk.enter()
    clerk.key(Key.Key_F8)
    clerk.wait(is_closed)
    (form,) = clerk.opened.overprint_forms.all()
    assert [one.x for one in form.fields] == [210, 260, 310]
    assert len({one.code for one in form.fields}) == 3


def test_the_follow_up_card_is_three_clicks_away(desk: Desk, tray: PaperTray) -> None:
    if desk.look.width < 1_093 or desk.look.text > 100:
        pytest.skip("a small window has the card in the menu of the row")
    clerk = desk.clerk()
    with clerk.counter:
        clerk.find("zyy", lambda: clerk.sees("customer_more"))
        clerk.click("customer_more")
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        card = next(action for action in menu.actions() if action.objectName() == "more_card")
        clerk.click_at(menu, menu.actionGeometry(card).center())
        clerk.wait(lambda: clerk.focus().objectName() == "print_now")
        clerk.enter()
        clerk.wait(lambda: tray.is_done(clerk))
    assert len([action for action in clerk.counter.actions if action.startswith("click")]) <= 3
    assert tray.sent[0][1].key == "A5_LANDSCAPE"

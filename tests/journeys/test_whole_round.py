"""Once round the trade through the real window: file, call, order, delivery, certificate, repair, complaint, money; then all back."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dealer_crm.app.opened import open_folder
from dealer_crm.domain.deliveries import DeliveryState
from dealer_crm.domain.journal import Origin
from dealer_crm.domain.orders import OrderState
from dealer_crm.domain.products import ProductDraft
from dealer_crm.domain.shop import ShopDraft, StaffDraft
from dealer_crm.services.complaint_list import ComplaintSpec, ComplaintView
from dealer_crm.services.customer_list import CustomerSpec
from dealer_crm.services.order_list import OrderSpec
from dealer_crm.services.request_list import RequestSpec
from dealer_crm.ui.printing.dialog import PrintDialog
from dealer_crm.ui.widgets import TableView
from tests.app.windows import Running, running
from tests.journeys.test_first_day import Day, Hands, bring_in
from tests.journeys.usability.clerk import CONTROL, SHIFT, Clerk
from tests.journeys.usability.looks import take_back
from tests.storage.shops import digest
from tests.ui.deliveries.yard import copy_picture

Key = Qt.Key
SERIAL, SAID = "SN9001", "想装一台挂机"
WALL_UNIT = ProductDraft("挂机", "G1", "room_ac", "云岭", "YL-KFR35", "3.5 kW", unit="台", price=329_900)


class Round:
    """What is done one after the other in the window; each chapter stands on the one before."""

    def __init__(self, run: Running, day: Day, folder: Path) -> None:
        self.run, self.day, self.folder = run, day, folder
        self.clerk = Clerk(run)
        self.opened = run.opened

    def bring_in(self, sheet: Path) -> None:
        """Import a real file, and choose whom the story is about."""
        assert bring_in(Hands(self.run), sheet) > 0
        chosen = next(row for row in self.opened.customer_list.page(CustomerSpec(sort="number"), 50) if row.phone and row.address)
        self.customer, self.phone = chosen.id, chosen.phone

    def call(self) -> None:
        """Log a call; the next morning it stands on the page of the day."""
        clerk = self.clerk
        clerk.go("customers")
        self.run.window.go("customers", str(self.customer))
        clerk.wait(lambda: clerk.sees("customer_timeline"))
        clerk.key(Key.Key_F4)
        clerk.seen("log_words")
        clerk.type(SAID)
        clerk.click("log_next_chip_tomorrow")
        clerk.save()
        clerk.wait(lambda: self.run.window.sheet() is None)
        self.day.at += timedelta(days=1)
        clerk.home()
        clerk.key(Key.Key_F5)
        clerk.wait(lambda: [row.customer_id for row in self.opened.agenda.day()] == [self.customer])
        clerk.enter()
        clerk.wait(lambda: clerk.sees("customer_timeline"))

    def order(self) -> None:
        """Take the order from the customer's file, and an earnest money."""
        clerk, orders = self.clerk, self.opened.orders
        clerk.key(Key.Key_O, CONTROL | SHIFT)
        clerk.seen("cell_goods")
        clerk.type("G1")
        clerk.enter()
        clerk.enter()
        clerk.enter()
        clerk.key(Key.Key_F12)
        clerk.wait(lambda: len(self.opened.order_list.ids(OrderSpec())) == 1)
        self.sale = self.opened.order_list.ids(OrderSpec())[0]
        clerk.wait(lambda: orders.open(self.sale).state is OrderState.CONFIRMED)
        clerk.key(Key.Key_M, CONTROL)
        clerk.seen("payment_save")
        clerk.key(Key.Key_F8)
        clerk.wait(lambda: orders.open(self.sale).totals.paid > 0)
        clerk.wait(lambda: not clerk.sees("payment_dialog"))

    def _is_settled(self, delivery: int, code: str) -> bool:
        return code not in {check.code for check in self.opened.deliveries.open(delivery).missing}

    def deliver(self) -> None:
        """Plan the delivery from the order, go through the checklist, hand over."""
        clerk, deliveries = self.clerk, self.opened.deliveries
        clerk.click("order_deliver")
        clerk.seen("new_delivery_save")
        clerk.save()
        clerk.wait(lambda: len(self.opened.delivery_list.ids()) == 1)
        delivery = self.opened.delivery_list.ids()[0]
        clerk.wake()
        clerk.wait(lambda: clerk.focus().objectName().startswith("check_"))
        clerk.click("stop_goods")
        clerk.type(SERIAL)
        clerk.enter()
        clerk.click("stop_expectations.here")
        for check in deliveries.open(delivery).missing:
            while clerk.focus().objectName() != f"check_{check.code}":
                clerk.key(Key.Key_Down)
            if check.unit:
                clerk.type("35")
                clerk.enter()
            else:
                clerk.key(Key.Key_Space)
            if check.photo:
                copy_picture()
                clerk.key(Key.Key_V, CONTROL)
                clerk.wait(partial(self._is_settled, delivery, check.code))
        clerk.wait(lambda: not deliveries.open(delivery).missing)
        clerk.save()
        clerk.seen("handover_save")
        clerk.type("尉迟暖")
        clerk.save()
        clerk.wait(lambda: deliveries.open(delivery).state is DeliveryState.SIGNED)
        clerk.wait(lambda: not clerk.sees("handover"))

    def print_certificate(self) -> None:
        """Find the machine by its serial number and save its certificate."""
        clerk, paper = self.clerk, self.folder / "certificate.pdf"
        clerk.find(SERIAL, lambda: clerk.sees("machine_answer"))
        clerk.key(Key.Key_P, CONTROL)
        self.run.answer(paper)
        preview = clerk.seen("print_dialog")
        assert isinstance(preview, PrintDialog)
        clerk.wait(lambda: preview.preview.pages() > 0)
        clerk.click("print_save")
        clerk.wait(paper.exists)
        assert SERIAL in text_of(paper)
        clerk.key(Key.Key_Escape)
        clerk.wait(lambda: not clerk.sees("print_dialog"))

    def repair(self) -> None:
        """He calls again: something is broken."""
        clerk, requests = self.clerk, self.opened.request_list
        clerk.key(Key.Key_F9)
        clerk.type(self.phone)
        clerk.wait(lambda: clerk.sees("caller_last"))
        clerk.click("caller_repair")
        clerk.seen("request_words")
        clerk.type("不制冷")
        assert clerk.seen("request_verdict").accessibleName()
        clerk.save()
        clerk.wait(lambda: len(requests.ids(RequestSpec())) == 1)
        row = requests.rows(requests.ids(RequestSpec()))[0]
        assert (row.customer_id, row.serial) == (self.customer, SERIAL)

    def complain(self) -> None:
        """He is not content; what he says is taken down, and the first step is made."""
        clerk, cases = self.clerk, self.opened.complaint_list
        clerk.go("complaints")
        clerk.key(Key.Key_N, CONTROL)
        clerk.wait(lambda: clerk.focus().objectName() == "complaint_customer_search")
        clerk.type(self.phone)
        clerk.enter()
        clerk.wait(lambda: clerk.focus().objectName() == "complaint_words")
        clerk.type("修了还是响")
        clerk.click("complaint_subtype_product_quality")
        clerk.key(Key.Key_F8)
        clerk.wait(lambda: clerk.focus().objectName() == "step_words")
        clerk.save()
        case = cases.ids(ComplaintSpec(ComplaintView.ALL))[0]
        clerk.wait(lambda: len(self.opened.complaint_files.open(case).ticked) == 1)

    def count_the_money(self) -> None:
        """The day's account knows the earnest money."""
        clerk = self.clerk
        clerk.go("reports")
        clerk.click("reports_cards_takings")
        clerk.wait(lambda: clerk.sees("reports_takings"))
        day = self.opened.money.day()
        assert day.total == self.opened.orders.open(self.sale).totals.paid > 0
        table = clerk.seen("reports_takings")
        assert isinstance(table, TableView)
        assert table.model().rowCount() == len(day.receipts) == 1

    def let_out(self) -> None:
        """The list of deliveries goes out as a workbook."""
        clerk, book = self.clerk, self.folder / "deliveries.xlsx"
        clerk.go("deliveries")
        self.run.answer(book)
        self.run.window.commands.action("export_list").trigger()
        clerk.wait(book.exists)
        clerk.wait(lambda: not clerk.sees("progress"))
        assert load_workbook(book).worksheets[0].max_row == 2


def text_of(paper: Path) -> str:
    """Return the words on a paper."""
    return "".join(page.extract_text() for page in PdfReader(paper).pages)


def found_shop(folder: Path, day: Day) -> None:
    """Found a shop with one person and one product."""
    opened = open_folder(folder, Origin.SYSTEM, day)
    opened.switch(opened.shop.add_staff(StaffDraft("甄暖和")))
    opened.products.create(WALL_UNIT)
    opened.shop.save_shop(ShopDraft("暖乐多", address="88 号", phone="0571-88886666", version=opened.shop.shop().version))
    opened.close()


@pytest.mark.slow
def test_once_round_through_the_window_and_all_the_way_back(qtbot: QtBot, tmp_path: Path, samples: Path) -> None:
    day = Day()
    found_shop(tmp_path / "shop", day)
    with running(qtbot, tmp_path / "shop", "zh", now=day) as run:
        before, newest = digest(run.opened.db), run.opened.history.rows(1)[0].id
        story = Round(run, day, tmp_path)
        story.bring_in(samples / "odoo" / "res.partner.csv")
        story.call()
        story.order()
        story.deliver()
        story.print_certificate()
        story.repair()
        story.complain()
        story.count_the_money()
        story.let_out()
        assert run.opened.drafts.all() == []
        assert take_back(story.clerk, before, newest) == ""
        assert run.opened.customer_list.count() == 0

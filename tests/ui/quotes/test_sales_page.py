"""All quotes and orders in one page: by state and person, opened with Enter and come back to, and written to a file."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dealer_crm.domain.journal import Role
from dealer_crm.domain.orders import LineDraft
from dealer_crm.domain.quotes import QuoteDraft
from dealer_crm.domain.shop import StaffDraft
from dealer_crm.services.quote_list import QuoteView
from dealer_crm.ui.orders.room import CustomersRoom
from dealer_crm.ui.shell import MainWindow
from tests.ui.quotes.rig import QuoteShop

DRAFT = QuoteDraft(1, (LineDraft(name="挂机", price=300_000),))


def test_a_quote_or_an_order_opens_from_its_list_and_leads_back(
    room: CustomersRoom, shop: QuoteShop, window: MainWindow, qtbot: QtBot
) -> None:
    seller = shop.staff.add_staff(StaffDraft("小赵", Role.SALES))
    for draft in (DRAFT, replace(DRAFT, staff_id=seller)):
        shop.quotes.create(draft)
    order = shop.quotes.accept(shop.quotes.open(1).last.id)
    window.go("customers", "sales-quotes")
    page = room.sales_page()
    qtbot.waitUntil(lambda: list(page.shown.model.ids()) == [2, 1])
    page.shown.set_view(QuoteView.ACCEPTED)
    qtbot.waitUntil(lambda: list(page.shown.model.ids()) == [1])
    page.export()
    page.show_list("orders")
    qtbot.waitUntil(lambda: list(page.shown.model.ids()) == [order])
    page.shown.table.setFocus(Qt.FocusReason.OtherFocusReason)
    qtbot.keyClick(page.shown.table, Qt.Key.Key_Return)
    shown = room.order_page()
    assert shown is not None
    assert room.currentWidget() == shown
    shown.closed.emit()
    assert room.currentWidget() == page
    assert shop.written == [("quotes", [1])]
    page.closed.emit()
    assert room.currentWidget() == room.host


def test_both_lists_are_narrowed_to_one_person(room: CustomersRoom, shop: QuoteShop, window: MainWindow, qtbot: QtBot) -> None:
    seller = shop.staff.add_staff(StaffDraft("小赵", Role.SALES))
    for draft in (DRAFT, replace(DRAFT, staff_id=seller)):
        shop.quotes.create(draft)
    window.go("customers", "sales-quotes")
    page = room.sales_page()
    page.staff.set_value(seller)
    page.staff.picked.emit(seller)
    qtbot.waitUntil(lambda: list(page.shown.model.ids()) == [2])
    page.show_list("orders")
    assert page.shown.spec.staff_ids == (seller,)
    page.staff.picked.emit(0)
    page.show_list("quotes")
    qtbot.waitUntil(lambda: list(page.shown.model.ids()) == [2, 1])
    assert page.current_customer() == 1

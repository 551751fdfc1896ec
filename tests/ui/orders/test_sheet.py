"""An order is typed with the keyboard alone, adds up while one types, and is never lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from dealer_crm.domain.journal import Role
from dealer_crm.domain.orders import Arrival, LineDraft, OrderDraft, OrderState
from dealer_crm.services.drafts import KIND_ORDER
from dealer_crm.services.order_list import OrderSpec
from dealer_crm.ui.orders.page import OrderPage
from dealer_crm.ui.orders.room import CustomersRoom
from dealer_crm.ui.shell import MainWindow
from tests.ui.customers.rig import TODAY, child
from tests.ui.orders.rig import CTRL, OrderShop, focus, open_room, press, write
from tests.ui.scripted import ScriptedPrompts

ENTER, TAB, ESC, F8 = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape, Qt.Key.Key_F8


def newest(shop: OrderShop) -> OrderDraft:
    ids = shop.order_list.ids(OrderSpec(sort="number"))
    return shop.orders.draft(ids[0])[0]


def words(page: OrderPage) -> list[tuple[str, int, int]]:
    return [(line.name, line.quantity, line.price) for line in page.sheet.lines.lines()]


def test_two_lines_are_ordered_by_keyboard_alone(page: OrderPage, shop: OrderShop, qtbot: QtBot) -> None:
    write(qtbot, "v120")
    press(qtbot, ENTER)
    assert focus().objectName() == "cell_quantity"
    write(qtbot, "2")
    press(qtbot, ENTER, ENTER)
    write(qtbot, "dnxt")
    press(qtbot, ENTER)
    write(qtbot, "118.5")
    press(qtbot, F8)
    draft = newest(shop)
    assert [(line.brand, line.name, line.quantity, line.price, line.unit) for line in draft.lines] == [
        ("云岭", "多联外机", 2000, 1_680_000, "台"),
        ("NF", "地暖系统", 118_500, 14_500, "㎡"),
    ]
    assert page.sheet.sums.value("total") == "¥50,782.50"
    assert page.sheet.sums.words.text() == "CNY 50,782.50"
    assert (draft.ordered_on, draft.premises_id) == (TODAY, 1)
    assert not shop.drafts.all()
    press(qtbot, Qt.Key.Key_F12)
    assert page.file is not None
    assert page.file.state is OrderState.CONFIRMED
    press(qtbot, ESC)
    assert shop.row(1).balance == 5_078_250  # type: ignore[union-attr]


def test_an_order_without_an_address_says_where_it_is_typed(page: OrderPage) -> None:
    row = page.sheet.fields.grid.row("premises_id")
    assert row is not None
    assert not row.note.text()
    page.sheet.fields.set_choices((), ())
    assert "file" in row.note.text()


def test_free_text_is_a_line_too(page: OrderPage, qtbot: QtBot) -> None:
    write(qtbot, "多联")
    assert child(page, "product_hits").isVisible()
    press(qtbot, ENTER, TAB)
    assert focus().objectName() == "cell_unit"
    write(qtbot, "m")
    press(qtbot, TAB)
    write(qtbot, "12.345")
    press(qtbot, ENTER)
    assert page.sheet.lines.wrong() == {"0 price": "12.345"}
    assert words(page) == [("多联", 1000, 0)]
    press(qtbot, F8)
    assert "red" in page.sheet.message.text()
    page.sheet.grid.begin(0, "price")
    write(qtbot, "12.34")
    press(qtbot, ENTER)
    assert words(page) == [("多联", 1000, 1234)]


def test_the_list_is_walked_and_shown_by_f7(page: OrderPage, qtbot: QtBot) -> None:
    press(qtbot, Qt.Key.Key_F7)
    press(qtbot, Qt.Key.Key_Down, Qt.Key.Key_Down, ENTER)
    assert words(page)[0][0] == "净水器"
    page.sheet.grid.begin(1)
    press(qtbot, Qt.Key.Key_F7, ESC)
    assert focus().objectName() == "cell_goods"
    press(qtbot, ESC)
    assert focus() is page.sheet.grid


def test_lines_are_repeated_removed_and_pasted(page: OrderPage, qtbot: QtBot) -> None:
    write(qtbot, "ro-6")
    press(qtbot, ENTER, ENTER, ENTER)
    press(qtbot, Qt.Key.Key_D, mod=CTRL)
    assert words(page) == [("净水器", 1000, 268_000)] * 2
    page.sheet.grid.begin(0)
    press(qtbot, Qt.Key.Key_Delete, mod=CTRL)
    assert len(words(page)) == 1
    QGuiApplication.clipboard().setText("铜管\tφ9.52\t18.5\t米\t68\n安装\t\t1\t项\t1,200\r\n")
    page.sheet.grid.begin(1)
    press(qtbot, Qt.Key.Key_V, mod=CTRL)
    assert words(page)[1:] == [("铜管", 18_500, 6800), ("安装", 1000, 120_000)]
    assert page.sheet.sums.value("total") == "¥5,138.00"


def test_what_was_typed_waits_as_a_draft(page: OrderPage, room: CustomersRoom, window: MainWindow, shop: OrderShop, qtbot: QtBot) -> None:
    write(qtbot, "多联")
    press(qtbot, ENTER)
    write(qtbot, "zwei")
    press(qtbot, Qt.Key.Key_Return)
    page.leave()
    assert [(row.kind, row.title) for row in shop.drafts.all()] == [(KIND_ORDER, "王芳")]
    assert room.order_page() is None
    room.host.drafts.click()
    again = room.order_page()
    assert again is not None
    assert words(again) == [("多联", 1000, 0)]
    assert again.sheet.lines.wrong() == {"0 quantity": "zwei"}
    again.leave()
    window.go("customers", "order-new-1")
    third = room.order_page()
    assert third is not None
    assert words(third) == [("多联", 1000, 0)]
    qtbot.mouseClick(child(third, "order_message_action"), Qt.MouseButton.LeftButton)
    assert not third.sheet.lines.lines()
    assert not shop.drafts.all()


def test_nothing_typed_leaves_nothing(page: OrderPage, shop: OrderShop, qtbot: QtBot) -> None:
    press(qtbot, ESC, ESC)
    assert not shop.drafts.all()
    assert not shop.order_list.ids(OrderSpec())


def test_order_without_goods_is_refused(page: OrderPage, qtbot: QtBot) -> None:
    press(qtbot, F8)
    assert "at least one line" in page.sheet.message.text()


def test_opened_from_the_tab_and_edited(room: CustomersRoom, shop: OrderShop, qtbot: QtBot) -> None:
    shop.orders.create(OrderDraft(1, (LineDraft(name="净水器", price=268_000),)))
    room.host.open_record(1)
    room.host.file.show_tab("orders")
    room.host.file.tab().setFocus()
    press(qtbot, ENTER)
    page = room.order_page()
    assert page is not None
    page.sheet.fields.discount.setFocus()
    write(qtbot, "8o")
    page.sheet.fields.promised.setFocus()
    press(qtbot, F8)
    assert page.sheet.fields.discount.hasFocus()
    page.sheet.fields.discount.selectAll()
    write(qtbot, "80")
    assert page.sheet.sums.value("total") == "¥2,600.00"
    page.sheet.fields.promised.setFocus()
    write(qtbot, "+3")
    press(qtbot, ENTER, mod=CTRL)
    assert (newest(shop).discount, newest(shop).promised_on) == (8000, TODAY + timedelta(days=3))
    assert room.order_page() is None
    assert room.host.file.tabs.value() == "orders"
    shop.history.undo()
    assert newest(shop).discount == 0


def test_goods_go_their_way_by_space(page: OrderPage, shop: OrderShop, qtbot: QtBot) -> None:
    write(qtbot, "ro-6")
    press(qtbot, ENTER, ESC, F8, Qt.Key.Key_F12)
    grid = page.sheet.grid
    grid.setFocus()
    grid.setCurrentIndex(page.sheet.lines.index(0, page.sheet.lines.keys().index("arrival")))
    press(qtbot, Qt.Key.Key_Space)
    write(qtbot, "1205")
    press(qtbot, ENTER, F8)
    line = newest(shop).lines[0]
    assert (line.arrival, line.arrives_on) == (Arrival.ORDERED, date(2026, 12, 5))
    assert page.file is not None
    assert page.file.state is OrderState.PREPARING


def test_costs_are_for_the_owner(shop: OrderShop, window: MainWindow) -> None:
    shop.orders.create(OrderDraft(1, (LineDraft(name="外机", product_id=1, price=1_680_000, cost=1_260_000),)))
    shop.role = Role.SALES
    room = open_room(shop, window)
    window.go("customers", "order-1")
    page = room.order_page()
    assert page is not None
    assert page.sheet.lines.keys().count("cost") == 0
    assert (page.sheet.sums.value("cost"), page.sheet.sums.value("margin")) == ("", "")


@pytest.mark.parametrize("chosen", ["mine", "theirs", None])
def test_somebody_saved_meanwhile(chosen: str | None, room: CustomersRoom, window: MainWindow, shop: OrderShop, qtbot: QtBot) -> None:
    shop.orders.create(OrderDraft(1, (LineDraft(name="净水器", price=268_000),)))
    window.go("customers", "order-1")
    page = room.order_page()
    assert page is not None
    page.sheet.fields.note.setFocus()
    write(qtbot, "mine")
    draft, version = shop.orders.draft(1)
    shop.orders.edit(1, replace(draft, note="theirs"), version)
    shop.prompts = ScriptedPrompts([chosen])
    press(qtbot, F8)
    assert newest(shop).note == ("mine" if chosen == "mine" else "theirs")
    assert page.sheet.fields.note.text() == (chosen or "mine")


def test_new_here_means_an_order_on_the_orders_tab(room: CustomersRoom) -> None:
    room.host.open_record(1)
    room.host.file.show_tab("orders")
    room.commands()["new"]()
    page = room.order_page()
    assert page is not None
    assert (page.file, page.current_customer(), room.current_customer()) == (None, 1, 1)
    page.leave()
    room.host.file.show_tab("timeline")
    room.commands()["new"]()
    assert room.order_page() is None
    assert room.host.shows_form()


def test_what_is_to_pay_is_said_at_the_top_where_the_sums_are_out_of_sight(page: OrderPage, qtbot: QtBot) -> None:
    write(qtbot, "多联")
    press(qtbot, ENTER)
    said = f"To pay {page.sheet.sums.value('total')}"
    assert said not in page.sheet.head.about.text()
    page.sheet.resize(800, 500)
    assert page.sheet.head.about.text().startswith(said)

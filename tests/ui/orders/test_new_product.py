"""Goods that the shop does not know yet become a product where they are typed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dealer_crm.domain.products import ProductDraft, level_prices
from dealer_crm.services.products import ProductRow
from dealer_crm.ui.orders.page import OrderPage
from tests.ui.customers.rig import child
from tests.ui.orders.rig import OrderShop, press, write

DOWN, ENTER = Qt.Key.Key_Down, Qt.Key.Key_Return


def test_new_product_is_asked_for_and_comes_into_its_line(page: OrderPage, shop: OrderShop, qtbot: QtBot) -> None:
    asked: list[tuple[str, Callable[[ProductRow], object]]] = []
    page.sheet.grid.offer_new(lambda typed, put: asked.append((typed, put)))
    write(qtbot, "zzz valve")
    assert child(page, "product_hits").isVisible()
    press(qtbot, DOWN, ENTER)
    qtbot.waitUntil(lambda: bool(asked))
    typed, put = asked[0]
    assert (typed, page.sheet.lines.line(0).name) == ("zzz valve", "zzz valve")
    put(shop.products.open(shop.products.create(ProductDraft("阀门", model="ZV-1", price=9_900))))
    line = page.sheet.lines.line(0)
    assert (line.name, line.model, line.price, line.product_id) == ("阀门", "ZV-1", 9_900, 4)


def test_what_is_typed_stays_free_text_where_nobody_asks_for_a_product(page: OrderPage, qtbot: QtBot) -> None:
    page.sheet.grid.offer_new(lambda _typed, _put: 1 / 0)
    write(qtbot, "zzz")
    press(qtbot, ENTER)
    assert (page.sheet.lines.line(0).name, page.sheet.lines.line(0).product_id) == ("zzz", None)


def test_line_takes_the_price_of_the_level(page: OrderPage, shop: OrderShop) -> None:
    row = shop.products.open(1)
    product = ProductRow(1, row.version, ProductDraft("外机", price=100, prices=level_prices({"trade": 80})), None, "trade")
    page.sheet.lines.take_product(0, product)
    assert page.sheet.lines.line(0).price == 80

"""A shop with a customer and products, and quotes in the room of the customer files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dealer_crm.domain.customers import CustomerDraft, PhoneDraft
from dealer_crm.domain.premises import PremisesDraft
from dealer_crm.domain.products import ProductDraft
from dealer_crm.ui.orders.line_editor import GoodsField
from dealer_crm.ui.orders.room import CustomersRoom
from dealer_crm.ui.quotes.page import QuotePage
from dealer_crm.ui.shell import MainWindow
from tests.ui.quotes.rig import QuoteShop, open_quotes


@pytest.fixture(scope="session")
def products_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed store, made once: 王芳 in the only house, and two products."""
    shop = QuoteShop(tmp_path_factory.mktemp("quoted"))
    house = PremisesDraft(community="云上花园", area=118_500)
    shop.customers.create(CustomerDraft(name="王芳", phones=(PhoneDraft("14200000911"),), premises=(house,)))
    shop.products.create(ProductDraft("多联外机", "", "central_ac", "云岭", "YL-V120W", "12 kW", "台", 1_680_000, 1_260_000))
    shop.products.create(ProductDraft("铜管", "", "materials", "", "", "", "米", 6_800))
    shop.db.close()
    return shop.file


@pytest.fixture
def shop(tmp_path: Path, products_file: Path) -> Iterator[QuoteShop]:
    """A store with these."""
    shop = QuoteShop(tmp_path, products_file)
    yield shop
    shop.db.close()


@pytest.fixture
def room(shop: QuoteShop, window: MainWindow) -> CustomersRoom:
    """The room, shown."""
    return open_quotes(shop, window)


@pytest.fixture
def page(room: CustomersRoom, window: MainWindow, qtbot: QtBot) -> QuotePage:
    """A new quote for the customer, ready to be typed."""
    window.go("customers", "quote-new-1")
    page = room.quote_page()
    assert isinstance(page, QuotePage)
    qtbot.waitUntil(lambda: bool(page.sheet.grid.findChildren(GoodsField)))
    page.activateWindow()
    page.setFocus(Qt.FocusReason.OtherFocusReason)
    page.sheet.start()
    return page

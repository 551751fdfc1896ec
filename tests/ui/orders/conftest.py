"""A shop with a customer, three products and an installer, and the room of customer files in a window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dealer_crm.domain.customers import CustomerDraft, PhoneDraft
from dealer_crm.domain.journal import Role
from dealer_crm.domain.premises import PremisesDraft
from dealer_crm.domain.products import ProductDraft
from dealer_crm.domain.shop import StaffDraft
from dealer_crm.ui.orders.line_editor import GoodsField
from dealer_crm.ui.orders.page import OrderPage
from dealer_crm.ui.orders.room import CustomersRoom
from dealer_crm.ui.shell import MainWindow
from tests.ui.orders.rig import OrderShop, open_room


@pytest.fixture(scope="session")
def three_products(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed store, made once: 王芳 in the only house; two machines, one by the ㎡."""
    shop = OrderShop(tmp_path_factory.mktemp("products"))
    shop.customers.create(CustomerDraft(name="王芳", phones=(PhoneDraft("14200000911"),), premises=(PremisesDraft(community="云上花园"),)))
    shop.staff.add_staff(StaffDraft("小赵", Role.INSTALLER))
    for draft in (
        ProductDraft("多联外机", "", "central_ac", "云岭", "YL-V120W", "12 kW", "台", 1_680_000, 1_260_000),
        ProductDraft("地暖系统", "", "floor_heating", "NF", "PERT20", "", "㎡", 14_500, 8_800),
        ProductDraft("净水器", "", "water_purifier", "", "RO-600", "", "台", 268_000),
    ):
        shop.products.create(draft)
    shop.db.close()
    return shop.file


@pytest.fixture
def shop(tmp_path: Path, three_products: Path) -> Iterator[OrderShop]:
    """A store with these."""
    shop = OrderShop(tmp_path, three_products)
    yield shop
    shop.db.close()


@pytest.fixture
def room(shop: OrderShop, window: MainWindow) -> CustomersRoom:
    """The room, shown."""
    return open_room(shop, window)


@pytest.fixture
def page(room: CustomersRoom, window: MainWindow, qtbot: QtBot) -> OrderPage:
    """A new order for the customer, ready to be typed."""
    window.go("customers", "order-new-1")
    page = room.order_page()
    assert page is not None
    qtbot.waitUntil(lambda: bool(page.sheet.grid.findChildren(GoodsField)))
    page.activateWindow()
    page.setFocus(Qt.FocusReason.OtherFocusReason)
    page.sheet.start()
    return page

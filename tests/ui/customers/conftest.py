"""A shop with four customers, and its page in a window."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dealer_crm.ui.customers.form import CustomerForm
from dealer_crm.ui.customers.page import CustomersPage
from dealer_crm.ui.shell import MainWindow
from tests.ui.customers.rig import TODAY, Shop, child, focused, open_page


@pytest.fixture(scope="session")
def four_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """王芳 is overdue, 何志平 due today, 单小凡 later, 吴倩 has nothing planned."""
    shop = Shop(tmp_path_factory.mktemp("four"))
    shop.add("王芳", "14200000911", "1502", step=TODAY - timedelta(days=5))
    shop.add("何志平", "14200000376", "1203", step=TODAY)
    shop.add("单小凡", "14200000263", "602", step=TODAY + timedelta(days=8))
    shop.add("吴倩", "14200000148")
    shop.db.close()
    return shop.file


@pytest.fixture
def empty_shop(tmp_path: Path) -> Iterator[Shop]:
    """A store without customers."""
    shop = Shop(tmp_path)
    yield shop
    shop.db.close()


@pytest.fixture
def shop(tmp_path: Path, four_store: Path) -> Iterator[Shop]:
    """A store with the four."""
    shop = Shop(tmp_path, four_store)
    yield shop
    shop.db.close()


@pytest.fixture
def page(shop: Shop, window: MainWindow) -> CustomersPage:
    """The page on these four, shown and reloaded."""
    return open_page(shop, window)


@pytest.fixture
def form(page: CustomersPage, qtbot: QtBot) -> CustomerForm:
    """An empty form, opened as the window does."""
    page.new_customer()
    assert focused(qtbot, child(page, "field_name"))
    return page.form

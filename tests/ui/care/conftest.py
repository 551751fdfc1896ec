"""A shop with machines in every state, and its page in a window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dealer_crm.ui.care.page import CarePage
from dealer_crm.ui.shell import MainWindow
from tests.ui.care.rig import Shop, fill, open_page


@pytest.fixture(scope="session")
def filled_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed store with five machines, made once."""
    shop = Shop(tmp_path_factory.mktemp("care"))
    fill(shop)
    shop.db.close()
    return shop.file


@pytest.fixture
def shop(tmp_path: Path, filled_store: Path) -> Iterator[Shop]:
    """A store with the five."""
    shop = Shop(tmp_path, filled_store)
    yield shop
    shop.db.close()


@pytest.fixture
def page(shop: Shop, window: MainWindow) -> CarePage:
    """The page on these, shown and loaded."""
    page = open_page(shop, window)
    page.reload()
    return page

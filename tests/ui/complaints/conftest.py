"""A shop with two customers, and its page of complaints in a window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dealer_crm.ui.complaints.page import ComplaintsPage
from dealer_crm.ui.shell import MainWindow
from tests.ui.complaints.rig import Desk, open_page


@pytest.fixture(scope="session")
def two_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed store with the two customers, made once."""
    desk = Desk(tmp_path_factory.mktemp("two"))
    desk.fill()
    desk.db.close()
    return desk.file


@pytest.fixture
def desk(tmp_path: Path, two_store: Path) -> Iterator[Desk]:
    """A store with the two."""
    desk = Desk(tmp_path, two_store)
    yield desk
    desk.db.close()


@pytest.fixture
def page(desk: Desk, window: MainWindow) -> ComplaintsPage:
    """The page, shown and empty."""
    return open_page(desk, window)

"""A yard with one delivery planned, and its page in a window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dealer_crm.domain.deliveries import DeliveryDraft
from dealer_crm.i18n import Translator, translator
from dealer_crm.ui.deliveries.page import DeliveriesPage
from dealer_crm.ui.desk.doors import Memory
from dealer_crm.ui.shell import MainWindow
from tests.ui.deliveries.yard import NOW, Yard

Pages = Callable[..., DeliveriesPage]


@pytest.fixture
def yard(tmp_path: Path) -> Iterator[Yard]:
    """Return a yard with an order of two machines and its delivery today."""
    found = Yard(tmp_path)
    found.deliveries.plan(found.order(), DeliveryDraft(planned_on=NOW.date(), slot="14:00"))
    yield found
    found.db.close()


@pytest.fixture
def pages(qtbot: QtBot, yard: Yard) -> Iterator[Pages]:
    """Return a maker of pages in a window of a size and language."""
    windows: list[MainWindow] = []

    def make(size: tuple[int, int] = (1366, 690), language: str = "en") -> DeliveriesPage:
        t: Translator = translator(language)
        window = MainWindow(t)
        qtbot.addWidget(window)
        windows.append(window)
        window.resize(*size)
        page = DeliveriesPage(t, yard.doors(), window, Memory(lambda key: "", lambda key, value: None))
        window.set_page("deliveries", lambda: page)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        window.open_rooms()
        window.go("deliveries")
        return page

    yield make
    for window in windows:
        window.runner.cancel_all_and_wait()


@pytest.fixture
def page(pages: Pages) -> DeliveriesPage:
    """Return the page in a large window, in English."""
    return pages()

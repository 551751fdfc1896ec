"""The sample shop, made once, and the desks at which the tasks are done."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dealer_crm.ui.printing import printer
from tests.journeys.usability.desks import LOOKS, PRINTER, Desk, Look, make_shop
from tests.journeys.usability.trays import PaperTray
from tests.shared import made_once


@pytest.fixture(scope="session")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the sample shop once; every desk takes a copy."""
    return made_once(tmp_path_factory, "usability", lambda folder: make_shop(folder / "shop")) / "shop"


USUAL = LOOKS[0]
"""The window most people have; the other desks are tried by the slow tests."""
DESKS = [pytest.param(look, id=str(look), marks=() if look is USUAL else pytest.mark.slow) for look in LOOKS]


@pytest.fixture(scope="module", params=DESKS)
def desk(request: pytest.FixtureRequest, shop: Path, tmp_path_factory: pytest.TempPathFactory, qapp: object) -> Iterator[Desk]:
    """One window per look, for all tasks."""
    look: Look = request.param
    made = Desk(look, shop, tmp_path_factory.mktemp("desk"), QtBot(request))
    yield made
    made.close()


@pytest.fixture
def tray(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> PaperTray:
    """The one printer of the shop."""
    made = PaperTray(tmp_path)
    monkeypatch.setattr(printer, "printers", lambda: [PRINTER])
    monkeypatch.setattr(printer, "send", made.send)
    return made


@pytest.fixture(autouse=True)
def _nothing_left_in_sight() -> None:
    """Let the window of a desk stay from task to task: each task says itself what it leaves open."""

"""Whoever clicks and types at random breaks nothing: no crash, sums as the tables have them, and all of it can be taken back."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from dealer_crm.app.opened import open_folder
from dealer_crm.domain.journal import Origin
from dealer_crm.services.check import Check
from tests.faults.desk import at_desk
from tests.journeys.sums import differences
from tests.journeys.usability.desks import Wall, make_shop
from tests.journeys.walker import Walker
from tests.shared import made_once
from tests.storage.shops import digest

STEPS = 150


@pytest.fixture
def folder(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the sample shop."""
    made = made_once(tmp_path_factory, "random-walk", lambda place: make_shop(place / "shop"))
    return Path(shutil.copytree(made / "shop", tmp_path / "shop"))


@pytest.mark.nightly
@pytest.mark.parametrize("seed", range(3))
def test_a_random_walk_breaks_nothing_and_can_be_taken_back(folder: Path, tmp_path: Path, seed: int) -> None:
    crashed: list[str] = []
    with at_desk(folder, crashed.append) as desk:
        shop, before = desk.opened, digest(desk.opened.db)
        walker = Walker(desk, seed, tmp_path)
        walker.walk(STEPS)
        assert crashed == [], walker.trail[-30:]
        shop = desk.opened
        assert differences(shop) == [], walker.trail[-30:]
        assert Check(shop.db, shop.folder).run() == []
        after, history, steps = digest(shop.db), shop.history, 0
        while history.next_undo():
            history.undo()
            steps += 1
        assert digest(shop.db) == before, walker.trail
        for _ in range(steps):
            history.redo()
        assert digest(shop.db) == after, walker.trail


def test_a_sum_that_is_wrong_is_seen(folder: Path) -> None:
    shop = open_folder(folder, Origin.USER, Wall())
    try:
        assert differences(shop) == []
        with closing(sqlite3.connect(folder / "store.sqlite")) as store, store:
            store.execute("UPDATE customer_line SET balance = balance + 1 WHERE customer_id = 1")
        assert len(differences(shop)) == 1
    finally:
        shop.close()

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
from dealer_crm.services.history import History
from tests.faults.desk import at_desk
from tests.journeys.stillness import Steps
from tests.journeys.sums import differences
from tests.journeys.usability.desks import Wall, make_shop
from tests.journeys.walker import Walker
from tests.shared import made_once
from tests.storage.shops import digest

STEPS = 150
SLOW, NIGHTLY = (13, 21), (11, 20, *range(22, 40))
SEEDS = [
    *(pytest.param(seed, marks=pytest.mark.slow) for seed in SLOW),
    *(pytest.param(seed, marks=pytest.mark.nightly) for seed in NIGHTLY),
]


@pytest.fixture
def folder(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the sample shop."""
    made = made_once(tmp_path_factory, "random-walk", lambda place: make_shop(place / "shop"))
    return Path(shutil.copytree(made / "shop", tmp_path / "shop"))


def newest_of(history: History) -> int:
    """Return the newest entry."""
    return max((row.id for row in history.rows(1)), default=0)


def standing(history: History, since: int) -> list[int]:
    """Return the deeds after an entry that were not taken back, newest first."""
    return [row.id for row in history.rows(10_000) if row.id > since and row.undone_by_id is None and row.undoes_id is None]


def taken_back(history: History, since: int, *, by_key: bool) -> list[int]:
    """Take back all that stands, by Ctrl+Z or from the history page; return the entries that did so."""
    if not by_key:
        return [history.undo_entry(entry).id for entry in standing(history, since)]
    while history.next_undo():
        history.undo()
    return []


def done_again(history: History, by: list[int]) -> None:
    """Do it again."""
    for entry in reversed(by):
        history.undo_entry(entry)
    while not by and history.next_redo():
        history.redo()


@pytest.mark.parametrize("seed", SEEDS)
def test_a_random_walk_breaks_nothing_and_can_be_taken_back(folder: Path, tmp_path: Path, seed: int) -> None:
    """A restored backup may lie between the deeds: Ctrl+Z begins anew then, the history goes back further."""
    crashed: list[str] = []
    clock = Steps()
    with at_desk(folder, crashed.append, now=clock) as desk:
        first, before, newest = desk.opened, digest(desk.opened.db), newest_of(desk.opened.history)
        walker = Walker(desk, seed, tmp_path, clock)
        walker.walk(STEPS)
        assert crashed == [], walker.trail[-30:]
        shop = desk.opened
        assert differences(shop) == [], walker.trail[-30:]
        assert Check(shop.db, shop.folder).run() == []
        shop.class_book.work_out()
        assert Check(shop.db, shop.folder).run() == [], "a deed left classes behind of which nothing tells"
        history, after, deeds = shop.history, digest(shop.db), len(standing(shop.history, newest))
        while history.next_redo():
            history.redo()
            after = digest(shop.db)
        by = taken_back(history, newest, by_key=shop is first)
        assert digest(shop.db) == before, walker.trail
        done_again(history, by)
        assert digest(shop.db) == after, walker.trail
        assert deeds or seed not in SLOW, "nothing was done"


@pytest.mark.slow
def test_a_seed_walks_the_same_way_each_time(folder: Path, tmp_path: Path) -> None:
    trails = []
    for place in ("one", "other"):
        clock = Steps()
        with at_desk(Path(shutil.copytree(folder, tmp_path / place)), lambda _crash: None, now=clock) as desk:
            walker = Walker(desk, 13, tmp_path, clock)
            walker.walk(STEPS // 3)
            trails.append((walker.trail, digest(desk.opened.db)))
    assert trails[0] == trails[1]


def test_a_sum_that_is_wrong_is_seen(folder: Path) -> None:
    shop = open_folder(folder, Origin.USER, Wall())
    try:
        assert differences(shop) == []
        with closing(sqlite3.connect(folder / "store.sqlite")) as store, store:
            store.execute("UPDATE customer_line SET balance = balance + 1 WHERE customer_id = 1")
        assert len(differences(shop)) == 1
    finally:
        shop.close()

"""A filled store of the revision before sites (0009) keeps all that was in it, and what was done in it last is undone and done again.

Revision 0010 builds `delivery_check`, `attachment` and `delivery` anew: their rows, their ids and the journal's hold on them must survive.
"""

from __future__ import annotations

import json
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from dealer_crm.domain.attachments import Belongs
from dealer_crm.domain.deliveries import DeliveryState
from dealer_crm.domain.journal import UndoBlocked
from dealer_crm.services.attachments import Attachments
from dealer_crm.storage.folder import DataFolder
from dealer_crm.storage.models import Attachment, Delivery, DeliveryCheck
from dealer_crm.storage.opening import open_store
from tests.faults.plain import broken, content
from tests.storage.fixtures.build import OWNER
from tests.storage.fixtures.build_stand import NAME, PICTURE, WATCHED
from tests.storage.shops import Clock, opened, pinyin
from tests.storage.test_fixtures import FIXTURES, REVISED

VERSION = "version"
"""Counts on with every write, also with one that brings back what was."""


@pytest.fixture
def stand(tmp_path: Path) -> tuple[DataFolder, dict[str, Any]]:
    """Return a copy of the frozen folder, and what plain SQLite counted in it then."""
    with zipfile.ZipFile(FIXTURES / f"{NAME}.zip") as file:
        file.extractall(tmp_path / "shop")
    return DataFolder(tmp_path / "shop"), json.loads((FIXTURES / f"{NAME}.json").read_text("utf-8"))


def _columns(told: dict[str, Any], only: tuple[str, ...] = ()) -> dict[str, tuple[str, ...]]:
    return {name: tuple(one["columns"]) for name, one in told["tables"].items() if name not in REVISED and (not only or name in only)}


def _digests(folder: DataFolder, told: dict[str, Any], but: str = "") -> dict[str, str]:
    columns = {name: tuple(one for one in names if one != but) for name, names in _columns(told, WATCHED).items()}
    return {name: sha for name, (_rows, sha) in content(folder.store, columns).tables.items()}


def test_the_frozen_folder_is_filled(stand: tuple[DataFolder, dict[str, Any]]) -> None:
    folder, told = stand
    with closing(sqlite3.connect(folder.store)) as connection:
        (revision,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        states = {row[0] for row in connection.execute("SELECT state FROM delivery")}
        results = {row[0] for row in connection.execute("SELECT result FROM delivery_check")}
        pictured = connection.execute("SELECT count(*) FROM attachment WHERE check_id IS NOT NULL").fetchone()[0]
    assert revision == "0009"
    assert states >= set(DeliveryState) - {DeliveryState.CANCELLED, DeliveryState.SENT}
    assert {None, "pass", "fail"} <= results
    assert pictured
    assert told["tables"]["complaint"]["rows"] >= 5
    assert len(told["undone"]) == 9


def test_the_rows_of_the_tables_that_are_built_anew_stay(stand: tuple[DataFolder, dict[str, Any]]) -> None:
    folder, told = stand
    kept = {name: (one["rows"], one["sha256"]) for name, one in told["tables"].items() if name not in REVISED}
    open_store(folder, pinyin(), Clock()).close()
    assert content(folder.store, _columns(told)).tables == kept
    assert broken(folder.store) == []
    with opened(folder.path) as shop:
        assert shop.check.run() == []
        assert shop.history.verify_chain() == []


def test_steps_done_before_are_undone_and_done_again_after(stand: tuple[DataFolder, dict[str, Any]]) -> None:
    folder, told = stand
    open_store(folder, pinyin(), Clock()).close()
    with opened(folder.path) as shop:
        steps = shop.history.rows(len(told["undone"]))
        before = _digests(folder, told, VERSION)
        undone = []
        for row, then in zip(steps, told["undone"], strict=True):
            undone.append(shop.history.undo_entry(row.id).id)
            assert _digests(folder, told) == then, row
        for entry in reversed(undone):
            shop.history.undo_entry(entry)
        assert _digests(folder, told, VERSION) == before
        assert shop.check.run() == []


def test_ids_go_on_and_a_new_tick_stands_in_the_way_of_an_old_one(stand: tuple[DataFolder, dict[str, Any]]) -> None:
    folder, told = stand
    with closing(sqlite3.connect(folder.store)) as connection:
        given = dict(connection.execute("SELECT name, seq FROM sqlite_sequence"))
        here = connection.execute("SELECT max(id) FROM attachment").fetchone()[0]
    assert here < given["attachment"]  # the last one was removed: its id is not given again
    open_store(folder, pinyin(), Clock()).close()
    with opened(folder.path) as shop:
        with shop.db.read() as session:
            check = session.query(DeliveryCheck).order_by(DeliveryCheck.id.desc()).first()
            assert check is not None
            assert check.delivery_id is not None
            assert (check.job_id, check.acceptance_id, check.readings, check.steps, check.shape) == (None, None, [], {}, {})
            place, customer = (
                Belongs(check_id=check.id, delivery_id=check.delivery_id),
                session.get_one(Delivery, check.delivery_id).customer_id,
            )
        added = Attachments(shop.db, folder.attachments, lambda: OWNER, Clock()).add(customer, "新的.png", PICTURE + b"3", place)
        with shop.db.read() as session:
            assert session.get_one(Attachment, added).id == given["attachment"] + 1
        finished = shop.history.rows(len(told["undone"]) + 1)[1]
        shop.history.undo()
        shop.history.undo_entry(finished.id)
        with pytest.raises(UndoBlocked):
            shop.history.undo_entry(finished.id)

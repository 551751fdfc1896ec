"""A migration that fails leaves the old file with a copy beside it; each way of breaking that is seen."""

from __future__ import annotations

import hashlib
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.store import StoreDamaged, StoreForeign, StoreNewer
from dealer_crm.i18n import translator
from dealer_crm.storage import opening
from dealer_crm.storage.folder import DataFolder
from dealer_crm.words.errors import sentence
from tests.faults.migrations import Trial, at_statements, by_kills, kept_below, older_file, without_room
from tests.faults.mortal import Mortals
from tests.faults.plain import content
from tests.storage.shops import Clock, empty_file, pinyin

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kill -9 and fork are POSIX")
RELEASED = {
    "r0001_first.py": "f4c0bc06cab196e3cf54167efaf92295e47c2339cb251d18986b2e52492f2546",
    "r0002_round.py": "c89e3b2a67d17dadd68b929b57729cf312ed457254de052847d3c5465c5c9eb7",
    "r0003_growth.py": "d489ffdbcabe85ad32d85aad0e161c9d71903bec8d51c5da660dc58bc56bd8c9",
    "r0004_agenda.py": "a0905522c6e81e95328a58f82b1ddbd24b92f3de517ebb4e329c772be8c363d9",
    "r0005_lines.py": "ea7b71bccd897aea3db7e4e2e99fc6dcd0b11653352ee11e15404f5b968a43ac",
}
"""SHA-256 of the revisions of released versions, the last two of 0.1.1: whoever has that version has run them, so they never change."""


def test_failed_and_killed_migrations_leave_the_old_file(mortals: Mortals, tmp_path: Path) -> None:
    trial = Trial(mortals, tmp_path)
    trial.fail(trial.starts[1], statement=120)
    trial.fail(trial.starts[1], room=trial.starts[1].size // 2)
    found = by_kills(trial, 2)
    assert found.still_old + found.wholly_new == found.tried == 4
    assert (found.neither, found.without_copy) == (0, 0), found.first_trouble


@pytest.mark.slow
def test_every_second_statement_many_kills_and_lengths(mortals: Mortals, tmp_path: Path) -> None:
    trial = Trial(mortals, tmp_path)
    at_statements(trial, 2)
    without_room(trial, 30)
    found = by_kills(trial, 200)
    assert found.still_old + found.wholly_new == found.tried > 350
    assert (found.neither, found.without_copy) == (0, 0), found.first_trouble
    assert found.copies_restored > 5


@pytest.mark.nightly
def test_every_statement_and_a_thousand_kills(mortals: Mortals, tmp_path: Path) -> None:
    trial = Trial(mortals, tmp_path)
    at_statements(trial)
    found = by_kills(trial, 1000)
    assert (found.neither, found.without_copy) == (0, 0), found.first_trouble


@pytest.mark.slow
def test_sabotage_the_drivers_own_transactions_leave_half_a_migration(mortals: Mortals, tmp_path: Path) -> None:
    trial = Trial(mortals, tmp_path, "as pysqlite does")
    assert at_statements(trial, 40).neither > 3


@pytest.mark.slow
def test_sabotage_no_copy_is_seen(mortals: Mortals, tmp_path: Path) -> None:
    trial = Trial(mortals, tmp_path, "without copy")
    trial.fail(trial.starts[1], statement=5)
    assert trial.figures().without_copy == 1


@pytest.mark.slow
def test_tables_built_anew_keep_what_hangs_on_them(mortals: Mortals, tmp_path: Path) -> None:
    assert kept_below(mortals, tmp_path / "keys off") == 100
    assert kept_below(mortals, tmp_path / "keys on", "with keys on") == 0, "sabotage: with foreign keys on the rows go"


def test_upgraded_file_has_the_schema_of_a_new_one_and_all_that_was_in_it(tmp_path: Path) -> None:
    old, new = tmp_path / "old.sqlite", tmp_path / "new.sqlite"
    old.write_bytes(older_file())
    new.write_bytes(empty_file())
    before = content(old)
    columns = {table: names for table, names in before.columns.items() if not table.startswith(("alembic_", "search_fts", "sqlite_"))}
    assert before.schema != content(new).schema
    opening.prepare(old, lambda _path: None)
    assert content(old, columns).tables == {table: before.tables[table] for table in columns}
    assert content(old).schema == content(new).schema
    assert (content(old).application, content(old).version) == (content(new).application, content(new).version)


def test_released_revisions_are_frozen() -> None:
    versions = Path(opening.__file__).parent / "migrations" / "versions"
    found = {name: hashlib.sha256((versions / name).read_text("utf-8").encode()).hexdigest() for name in RELEASED}
    assert found == RELEASED


# an older program and newer data


def _at(version: int, revision: str) -> bytes:
    """Return a store as a later version would leave it."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(empty_file())
        connection.execute(f"PRAGMA user_version = {version}")
        connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))
        connection.commit()
        return connection.serialize()


def _foreign() -> bytes:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(empty_file())
        connection.execute("PRAGMA application_id = 7")
        return connection.serialize()


NEWER: dict[str, tuple[Callable[[], bytes], type[DomainError], str]] = {
    "newer minor": (lambda: _at(9_000, f"{int(opening.HEAD) + 1:04d}"), StoreNewer, "0.9.0"),
    "newer major": (lambda: _at(2_000_001, "0100"), StoreNewer, "2.0.1"),
    "says no version": (lambda: _at(0, "0100"), StoreNewer, "0100"),
    "another program's": (_foreign, StoreForeign, "store.sqlite"),
    "no database": (lambda: b"no database " * 1000, StoreDamaged, "store.sqlite"),
}


@pytest.mark.parametrize("which", NEWER)
@pytest.mark.parametrize("log", [b"", b"a log of what went before " * 100], ids=["alone", "with a log"])
def test_data_of_a_newer_program_are_named_and_left_alone(tmp_path: Path, which: str, log: bytes) -> None:
    make, refusal, named = NEWER[which]
    folder = DataFolder(tmp_path)
    folder.store.write_bytes(make())
    if log:
        (tmp_path / "store.sqlite-wal").write_bytes(log)
    before = _print(tmp_path)
    with pytest.raises(DomainError) as refused:
        opening.open_store(folder, pinyin(), Clock())
    assert type(refused.value) is refusal
    assert named in sentence(refused.value, translator("en"))
    assert _print(tmp_path) == before


def _print(folder: Path) -> dict[str, tuple[str, int]]:
    """Return every file of a folder with its hash and time; SQLite's index of a log is made anew by each reader."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.endswith("-shm")]
    return {path.name: (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns) for path in files}

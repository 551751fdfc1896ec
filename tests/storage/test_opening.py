"""A store is opened as it should be, or left exactly as it was."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import TextClause, text
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex

from dealer_crm.domain.backups import Reason, StoreMissing
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.store import StoreDamaged, StoreForeign, StoreNewer
from dealer_crm.storage import backup, dialect, opening
from dealer_crm.storage.base import Base
from dealer_crm.storage.folder import DataFolder
from tests.storage.shops import Clock, Shop, empty_file, fill, opened, pinyin

MIGRATIONS = Path(opening.__file__).parent / "migrations"


def _print(folder: Path) -> dict[str, tuple[str, int]]:
    """Return every file of a folder with its hash and time."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {str(path): (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns) for path in files}


def _change(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


EXPRESSIONS = {
    str(index.name): index
    for table in Base.metadata.tables.values()
    for index in table.indexes
    if any(isinstance(one, TextClause) for one in index.expressions)
}
"""Indexes that SQLAlchemy cannot read back."""


@pytest.mark.filterwarnings(
    "ignore:Skipped unsupported reflection of expression-based index", "ignore:autogenerate skipping metadata-specified"
)
def test_models_and_migrations_agree(shop: Shop) -> None:
    def ours(item: object, name: str | None, kind: str, *_rest: object) -> bool:
        return not (kind == "table" and name and name.startswith("search_fts")) and name not in EXPRESSIONS

    with shop.db.read() as session:
        options = {"compare_type": True, "include_object": ours}
        context = MigrationContext.configure(session.connection(), opts=options)
        differences = compare_metadata(context, Base.metadata)
    assert differences == []


def test_models_and_migrations_agree_on_indexes_of_expressions(shop: Shop) -> None:
    with shop.db.read() as session:
        found = session.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'index'"))
        kept = {name: " ".join((sql or "").split()) for name, sql in found}
    for name, index in EXPRESSIONS.items():
        assert kept[name] == " ".join(str(CreateIndex(index).compile(dialect=sqlite.dialect())).split())


def test_head_is_the_last_revision() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    assert ScriptDirectory.from_config(config).get_heads() == [opening.HEAD]


def test_new_folder_gets_a_store(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "新 店")
    db = opening.open_store(folder, pinyin(), Clock())
    db.close()
    with opened(folder.path) as shop:
        shop.customer()


def _newer(path: Path) -> None:
    _change(path, "UPDATE alembic_version SET version_num = '9999'")


def _foreign(path: Path) -> None:
    path.unlink()
    _change(path, "CREATE TABLE mine(a)")


def _garbage(path: Path) -> None:
    path.write_bytes(b"no database " * 1000)


def _torn(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:3000])


def _nameless(path: Path) -> None:
    _change(path, "DELETE FROM alembic_version")


@pytest.mark.parametrize(
    ("spoil", "refusal"),
    [(_nameless, StoreDamaged), (_newer, StoreNewer), (_foreign, StoreForeign), (_garbage, StoreDamaged), (_torn, StoreDamaged)],
)
def test_refused_file_is_left_untouched(tmp_path: Path, spoil: Callable[[Path], None], refusal: type[DomainError]) -> None:
    folder = DataFolder(tmp_path)
    folder.store.write_bytes(empty_file())
    spoil(folder.store)
    before = _print(tmp_path)
    for _ in range(2):
        with pytest.raises(refusal):
            opening.open_store(folder, pinyin(), Clock())
    assert _print(tmp_path) == before


@pytest.mark.parametrize("left", ["nothing", "empty"])
def test_no_empty_store_where_backups_are(tmp_path: Path, left: str) -> None:
    with opened(tmp_path) as shop:
        fill(shop)
        shop.backups.make(Reason.DEMAND)
    folder = DataFolder(tmp_path)
    folder.store.unlink()
    if left == "empty":
        folder.store.touch()
    with pytest.raises(StoreMissing):
        opening.open_store(folder, pinyin(), Clock())
    shutil.rmtree(folder.backups)
    with pytest.raises(StoreMissing):
        opening.open_store(folder, pinyin(), Clock())
    opening.open_store(folder, pinyin(), Clock(), anew=True).close()
    assert folder.store.stat().st_size > 0


def test_older_file_is_backed_up_before_it_is_migrated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(tmp_path) as shop:
        fill(shop)
        before = shop.digest()
    folder = DataFolder(tmp_path)
    steps: list[object] = []

    def upgrade(_path: Path, _pinyin: object) -> None:
        steps.append([(one.reason, one.verified) for one in backup.listed(folder.backups)])

    monkeypatch.setattr(opening, "HEAD", "9999")
    monkeypatch.setattr(opening, "_upgrade", upgrade)
    db = opening.open_store(folder, pinyin(), Clock())
    db.close()
    assert steps == [[(Reason.BEFORE_MIGRATION, True)]]
    with opened(tmp_path) as shop:
        assert shop.digest() == before


def test_no_migration_without_a_backup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(tmp_path) as shop:
        fill(shop)
    folder = DataFolder(tmp_path)
    _change(folder.store, "UPDATE phone SET customer_id = 999 WHERE id = 1")
    before = _print(tmp_path)
    monkeypatch.setattr(opening, "HEAD", "9999")
    monkeypatch.setattr(opening, "_upgrade", lambda _path, _pinyin: pytest.fail("migrated"))
    with pytest.raises(StoreDamaged):
        opening.open_store(folder, pinyin(), Clock())
    assert _print(tmp_path) == before


def test_migration_that_fails_leaves_nothing(tmp_path: Path) -> None:
    """The first revision again, over its own tables: it fails in the middle of its DDL."""
    folder = DataFolder(tmp_path)
    folder.store.write_bytes(empty_file())
    _change(folder.store, "DELETE FROM alembic_version", "DROP TABLE community")
    before = folder.store.read_bytes()
    with pytest.raises(Exception, match="already exists"):
        opening._upgrade(folder.store)  # noqa: SLF001 - `prepare` would not get there
    assert _same_content(before, folder.store)


def _same_content(before: bytes, path: Path) -> bool:
    with closing(sqlite3.connect(path)) as now, closing(sqlite3.connect(":memory:")) as then:
        then.deserialize(before)
        return list(now.iterdump()) == list(then.iterdump())


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everything")
def test_folder_that_cannot_be_written_is_a_refusal(tmp_path: Path) -> None:
    from dealer_crm.domain.store import StoreReadOnly

    tmp_path.chmod(0o500)
    with pytest.raises(StoreReadOnly):
        opening.open_store(DataFolder(tmp_path / "shop"), pinyin(), Clock())
    tmp_path.chmod(0o700)


def test_trouble_is_named_by_its_code() -> None:
    def error(code: int) -> sqlite3.OperationalError:
        one = sqlite3.OperationalError()
        one.sqlite_errorcode = code
        return one

    codes = {13: "full", 5: "busy", 8: "read_only", 11: "damaged", 26: "damaged", 14: "read_only", 778: "full", 1: ""}
    assert {code: dialect.trouble(error(code)) for code in codes} == codes

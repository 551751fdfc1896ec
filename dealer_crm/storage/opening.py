"""Brings a file to today's schema before it is used: new ones created, old ones copied and migrated, newer ones refused."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, event

from dealer_crm import __version__
from dealer_crm.domain.backups import Reason, StoreMissing
from dealer_crm.domain.names import Pinyin
from dealer_crm.domain.progress import NoProgress
from dealer_crm.domain.store import FolderTooDeep, StoreDamaged, StoreForeign, StoreNewer, StoreReadOnly
from dealer_crm.storage import dialect, lines, search
from dealer_crm.storage.backup import save_unused
from dealer_crm.storage.database import Database, refusal_for
from dealer_crm.storage.files import known_trouble
from dealer_crm.storage.folder import DataFolder

LONGEST = 240 if sys.platform == "win32" else 490
"""Characters (Windows) or bytes of the store's path: SQLite's limits are 260 and 512, and its log has a longer name."""
HEAD = "0011"
"""The revision this program writes; a test says that it is Alembic's head."""


def open_store(folder: DataFolder, pinyin: Pinyin, now: Callable[[], datetime], *, anew: bool = False) -> Database:
    """Open the store of a data folder, whose lock the caller holds; an older one is backed up and migrated first.

    A new store is made in a folder without traces of data, elsewhere only with `anew`. Raises StoreMissing, StoreNewer,
    StoreForeign, StoreDamaged, BackupFailed and known trouble.
    """
    refuse_too_deep(folder)
    if not anew and _empty(folder.store) and folder.holds_data:
        raise StoreMissing(folder=str(folder.path))
    with known_trouble(folder.path):
        folder.path.mkdir(parents=True, exist_ok=True)
    prepare(folder.store, lambda _path: save_unused(folder, Reason.BEFORE_MIGRATION, now, NoProgress()), pinyin)
    return Database(folder.store, pinyin, now)


def look_at_store(folder: DataFolder, pinyin: Pinyin, now: Callable[[], datetime]) -> Database:
    """Open a store that cannot be written, for looking only; an older one is left as it is.

    Raises StoreReadOnly where there is nothing that this version can look at, StoreNewer, StoreForeign, StoreDamaged.
    """
    with known_trouble(folder.path):
        if _empty(folder.store):
            raise StoreReadOnly(folder=str(folder.path))

    def refuse(_path: Path) -> None:
        raise StoreReadOnly(folder=str(folder.path))

    prepare(folder.store, refuse)
    return Database(folder.store, pinyin, now, read_only=True)


def can_be_written(folder: DataFolder) -> bool:
    """Tell whether the store's file and its folder let themselves be written."""
    return _lets_write(folder.path) and (not folder.store.exists() or _lets_write(folder.store))


def _lets_write(path: Path) -> bool:
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def refuse_too_deep(folder: DataFolder) -> None:
    """Raise FolderTooDeep where SQLite could not open the store for the length of its path, and would not say so."""
    path = str(folder.store.absolute())
    if len(path if sys.platform == "win32" else os.fsencode(path)) > LONGEST:
        raise FolderTooDeep(folder=path[:60], longest=LONGEST)


def _empty(path: Path) -> bool:
    return not path.exists() or path.stat().st_size == 0


def prepare(path: Path, before_migration: Callable[[Path], object], pinyin: Pinyin | None = None) -> None:
    """Create or migrate the store at `path`. `before_migration` copies an older file and raises if it could not.

    Without `pinyin` the lines of customers who moved away stay as the older version wrote them (`check --repair` renews them).

    Raises StoreNewer, StoreForeign, StoreDamaged and known trouble; the file is then untouched.
    """
    try:
        revision = _revision(path)
        if revision == HEAD:
            return
        if revision is not None and revision > HEAD:
            raise StoreNewer(file=path.name, needed=_needed(path) or revision, known=__version__)
        if revision is not None:
            before_migration(path)
        _upgrade(path, pinyin)
    except Exception as error:
        refusal = refusal_for(error, path)
        if refusal is None:
            raise
        raise refusal from error


def _revision(path: Path) -> str | None:
    """Return the file's revision; None for a file that is new or empty."""
    if _empty(path):
        return None
    with closing(dialect.look_into(path)) as connection:
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if "alembic_version" in tables and application == dialect.APPLICATION_ID:
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
            if row is None:
                raise StoreDamaged(file=path.name)
            return str(row[0])
        if not tables and application in {0, dialect.APPLICATION_ID}:
            return None
        raise StoreForeign(file=path.name)


def _needed(path: Path) -> str:
    """Return the first version of the program that reads the file; '' where the file does not say so."""
    with closing(dialect.look_into(path)) as connection:
        number = connection.execute("PRAGMA user_version").fetchone()[0]
    return f"{number // 1_000_000}.{number // 1000 % 1000}.{number % 1000}" if number > 0 else ""


def version_number(version: str) -> int:
    """Return what `user_version` of a file holds: the first version of the program that reads it, 1.2.3 as 1002003."""
    major, minor, patch = (int(part) for part in re.findall(r"[0-9]+", version)[:3])
    return (major * 1000 + minor) * 1000 + patch


def _upgrade(path: Path, pinyin: Pinyin | None = None) -> None:
    """Run the missing revisions in one transaction, foreign keys off, and check them before COMMIT.

    What a revision has emptied because this version writes it otherwise is written anew in the same transaction.
    """
    from alembic import command
    from alembic.config import Config

    engine = create_engine(dialect.url_of(path))
    event.listen(engine, "connect", _for_migration)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    try:
        with engine.connect() as connection, connection.begin():
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            search.fill(connection)
            if pinyin is not None:
                lines.renew_moved(connection, pinyin)
            connection.exec_driver_sql(f"PRAGMA application_id = {dialect.APPLICATION_ID}")
            connection.exec_driver_sql(f"PRAGMA user_version = {version_number(__version__)}")
            _check(connection, path)
    finally:
        engine.dispose()


def _for_migration(dbapi: Any, _record: Any) -> None:
    dbapi.isolation_level = None
    for pragma in ("foreign_keys = OFF", "secure_delete = ON", "synchronous = FULL"):
        dbapi.execute(f"PRAGMA {pragma}").fetchall()


def _check(connection: Connection, path: Path) -> None:
    if dialect.broken_references(connection):
        raise StoreDamaged(file=path.name)

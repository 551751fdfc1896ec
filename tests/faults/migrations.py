"""Migrations that fail at a statement, are killed, or run out of room: the file is wholly old or wholly new, and copied before."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from alembic import command

from dealer_crm.domain.progress import NoProgress
from dealer_crm.storage import backup, opening
from dealer_crm.storage.folder import DataFolder
from dealer_crm.storage.restore import restore
from tests.faults.mortal import Mortals, Order
from tests.faults.plain import Content, broken, content
from tests.storage.shops import Clock, pinyin

FIRST = "0001"
ROWS = 5
TEXTS = ("王芳 𠮷野家 㛃", "🙂 <b>x</b> \u202e反转", "=1+1", "100%_\\ 'OR' \"1\"", "第一行\n第二行")
TAKEN_BACK = 20
"""After every twentieth failure the copy made before the migration is restored elsewhere and brought up to date."""


@dataclass(frozen=True)
class Migrated:
    """How often a migration was made to fail, and what stood there afterwards."""

    statements: int = 0
    tried: int = 0
    still_old: int = 0
    wholly_new: int = 0
    neither: int = 0
    without_copy: int = 0
    copies_restored: int = 0
    first_trouble: str = ""


@dataclass
class _Start:
    """A folder before a migration: `old` is None where there is no store yet, `new` what a migration makes of it."""

    folder: Path
    job: str
    old: Content | None
    new: Content
    statements: int
    seconds: float
    size: int
    spare: Path = field(init=False)

    def __post_init__(self) -> None:
        self.spare = self.folder.with_name(f"{self.folder.name} 试")

    def fresh(self) -> Path:
        """Return a folder as it was before."""
        shutil.rmtree(self.spare, ignore_errors=True)
        shutil.copytree(self.folder, self.spare)
        return self.spare


class Trial:
    """Makes migrations fail in folders below one folder, and counts what they leave."""

    def __init__(self, mortals: Mortals, folder: Path, job: str = "open") -> None:
        self._mortals, self._job = mortals, f"{__name__}:{job}"
        self.starts = [self._start(folder / "无", None), self._start(folder / "旧", older_file())]
        self.tried = self.old = self.new = self.neither = self.uncopied = self.restored = 0
        self.trouble = ""

    def _start(self, folder: Path, store: bytes | None) -> _Start:
        folder.mkdir(parents=True)
        if store is not None:
            DataFolder(folder).store.write_bytes(store)
        done = folder.with_name(f"{folder.name} 成")
        shutil.copytree(folder, done)
        ended = self._mortals.run(Order(f"{__name__}:open", str(done)))
        assert ended.how == "done", ended
        path = DataFolder(done).store
        old = content(DataFolder(folder).store) if store is not None else None
        return _Start(folder, self._job, old, content(path), ended.statements, ended.seconds, path.stat().st_size)

    def fail(self, start: _Start, **how: Any) -> None:
        """Let one migration fail and look at what is left."""
        folder = start.fresh()
        ended = self._mortals.run(Order(start.job, str(folder), **how))
        self.tried += 1
        state = self._state(DataFolder(folder).store, start)
        self.old, self.new = self.old + (state == "old"), self.new + (state == "new")
        self.neither += state == "half"
        copied = start.old is None or self._copied(DataFolder(folder), start.old, began=state == "new" or bool(how.get("statement")))
        self.uncopied += not copied
        if state == "half" or not copied:
            self.trouble = self.trouble or f"{how} {ended} {state}"

    def _state(self, store: Path, start: _Start) -> str:
        if start.old is None and (not store.exists() or not store.stat().st_size):
            return "old"
        if broken(store):
            return "half"
        found = content(store)
        if start.old is None and not found.schema:
            return "old"
        if found == start.new:
            return "new"
        return "old" if found == start.old else "half"

    def _copied(self, folder: DataFolder, old: Content, *, began: bool) -> bool:
        """Tell whether the copy is there, verified, and the same; it must be once the migration has begun."""
        copies = [Path(one.path) for one in backup.listed(folder.backups)]
        if not all(backup.proven(path) for path in copies):
            return False
        if not copies:
            return not began
        if self.tried % TAKEN_BACK == 0:
            self.restored += self._taken_back(folder, copies[0])
        with zipfile.ZipFile(copies[0]) as file:
            inside = Path(file.extract("store.sqlite", folder.path.parent / "copy"))
        return content(inside) == old

    def _taken_back(self, folder: DataFolder, copy: Path) -> bool:
        other = DataFolder(folder.path.parent / "elsewhere")
        shutil.rmtree(other.path, ignore_errors=True)
        restore(other, copy, Clock(), NoProgress())
        opening.open_store(other, pinyin(), Clock()).close()
        return content(other.store).tables == self.starts[1].new.tables

    def figures(self) -> Migrated:
        """Return the counts."""
        statements = sum(start.statements for start in self.starts)
        return Migrated(statements, self.tried, self.old, self.new, self.neither, self.uncopied, self.restored, self.trouble)


def at_statements(trial: Trial, step: int = 1) -> Migrated:
    """Let every statement of every migration fail, or every `step`-th of them: of the first in a new file, of others in an old one."""
    new, old = trial.starts
    for statement in range(1, new.statements - old.statements + 1, step):
        trial.fail(new, statement=statement)
    for statement in range(1, old.statements + 1, step):
        trial.fail(old, statement=statement)
    return trial.figures()


def by_kills(trial: Trial, count: int) -> Migrated:
    """Kill -9 at random points: half of them at a statement, half after a time."""
    chance = random.Random(count)
    for number in range(count):
        start = trial.starts[number % 4 > 0]
        if number % 2:
            trial.fail(start, seconds=chance.random() * start.seconds + 0.001)
        else:
            trial.fail(start, statement=chance.randint(1, start.statements), kill=True)
    return trial.figures()


def without_room(trial: Trial, count: int) -> Migrated:
    """Let writes fail beyond a length that no file may pass: from what is there to what would become of it."""
    chance = random.Random(count)
    for number in range(count):
        start = trial.starts[number % 4 > 0]
        trial.fail(start, room=chance.randrange(4096, start.size * 2))
    return trial.figures()


def kept_below(mortals: Mortals, folder: Path, job: str = "open") -> int:
    """Migrate a file in which a hundred rows would go with one machine if its table were emptied; return how many are left."""
    store = DataFolder(folder).store
    folder.mkdir()
    store.write_bytes(older_file(_machine_with_parts))
    mortals.run(Order(f"{__name__}:{job}", str(folder)))
    return content(store).tables["part"][0]


def _machine_with_parts(connection: sqlite3.Connection) -> None:
    connection.execute(
        "INSERT INTO premises (id, version, province, city, district, street, building, unit, room, access_notes, note)"
        " VALUES (3, 1, '', '', '', '', '8', '1', '801', '', '')"
    )
    connection.execute(
        "INSERT INTO equipment (id, version, number, premises_id, product, brand, model, serial, note)"
        " VALUES (5, 2, 'SB20261101001', 3, '壁挂炉', '', 'LX-24S', 'SN1', '')"
    )
    connection.execute("CREATE TABLE part (id INTEGER PRIMARY KEY, equipment_id REFERENCES equipment (id) ON DELETE CASCADE)")
    connection.executemany("INSERT INTO part VALUES (?, 5)", [(number,) for number in range(100)])


def older_file(populate: Callable[[sqlite3.Connection], None] | None = None) -> bytes:
    """Return a store of the first schema; in the usual one every table has rows and references."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "store.sqlite")
        upgrade = command.upgrade
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(opening, "HEAD", FIRST)
            patch.setattr(command, "upgrade", lambda config, _head: upgrade(config, FIRST))
            opening.prepare(path, lambda _path: None)
        with closing(sqlite3.connect(path)) as connection, connection:
            (populate or _populate)(connection)
        return path.read_bytes()


def _populate(connection: sqlite3.Connection) -> None:
    """Give every table rows with hostile texts, and references to rows that are there."""
    tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'").fetchall()
    for (table,) in tables:
        if table.startswith(("sqlite_", "search_fts", "alembic_")):
            continue
        parents = {row[3] for row in connection.execute(f'PRAGMA foreign_key_list("{table}")')}
        columns = connection.execute(f'PRAGMA table_info("{table}")').fetchall()
        for number in range(1, ROWS + 1):
            values = [_value(row[1], row[2], row[1] in parents, number) for row in columns]
            connection.execute(f'INSERT OR IGNORE INTO "{table}" VALUES ({", ".join("?" * len(values))})', values)
    connection.execute("UPDATE sqlite_sequence SET seq = 40")


def _value(name: str, kind: str, parent: bool, number: int) -> object:
    if parent or name == "id":
        return number
    if name == "sha256":
        return f"{number:064x}"
    if kind.startswith(("DATE", "TIME")):
        return f"2026-11-0{number} 01:00:00" if kind == "DATETIME" else f"2026-11-0{number}"
    text = f"{TEXTS[number - 1]} {name} {number}"
    if kind.startswith("JSON"):
        return json.dumps([text], ensure_ascii=False)
    if kind.startswith(("VARCHAR", "TEXT")):
        return text
    return bytes([number]) if kind == "BLOB" else number


# what the children do


def _open(folder: Path) -> None:
    opening.open_store(DataFolder(folder), pinyin(), Clock()).close()


def _open_as_pysqlite_does(folder: Path) -> None:
    """Sabotage: the driver's own transactions, in which DDL is no part."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening, "event", _NobodyListens)
        _open(folder)


class _NobodyListens:
    """Takes the place of SQLAlchemy's events in `opening`."""

    @staticmethod
    def listen(*_args: object) -> None:
        """Forget what was to be listened for."""


def _open_without_copy(folder: Path) -> None:
    """Sabotage: no copy before the migration."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening, "save_unused", lambda *_args: None)
        _open(folder)


def _open_with_keys_on(folder: Path) -> None:
    """Sabotage: foreign keys are on while tables are built anew."""

    def keys_on(dbapi: Any, _record: Any) -> None:
        dbapi.isolation_level = None
        dbapi.execute("PRAGMA foreign_keys = ON")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening, "_for_migration", keys_on)
        _open(folder)


JOBS: dict[str, Callable[[Path], object]] = {
    "open": _open,
    "as pysqlite does": _open_as_pysqlite_does,
    "with keys on": _open_with_keys_on,
    "without copy": _open_without_copy,
}


def figures(count: int | None) -> Migrated:
    """Fail at each statement, at 200 kills and 40 lengths, or at as many kills as asked."""
    with tempfile.TemporaryDirectory() as folder, Mortals() as mortals:
        trial = Trial(mortals, Path(folder))
        at_statements(trial, 1 if count is None else max(1, trial.figures().statements // count))
        without_room(trial, 40 if count is None else count // 5)
        return by_kills(trial, 200 if count is None else count)

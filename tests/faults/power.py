"""Power cuts: the program's own SQL on a watched disk, then images of that disk with unsynced writes dropped, moved or torn."""

from __future__ import annotations

import random
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from dealer_crm.storage import dialect
from tests.faults.disks import Call, Disk, Platter
from tests.faults.looking import opened
from tests.faults.recorded import STORE, Script, connected, recording, replay
from tests.faults.rounds import Round
from tests.storage.shops import Clock, empty_file

CHECKPOINT_AFTER = 40
"""Pages after which the log is written back here (SQLite's own 1000 would come once in a short run)."""


@dataclass(frozen=True)
class Cut:
    """What was done, how many power cuts were tried on it, and in how many images something was wrong."""

    operations: int
    disk_calls: int
    images: int
    corrupt: int
    lost: int


@dataclass(frozen=True)
class Work:
    """A recorded round: its statements, and the hash of each journal entry."""

    operations: int
    script: Script
    hashes: Mapping[int, str]


def work(folder: Path, operations: int, seed: int = 3) -> Work:
    """Do mixed work through the services and take its SQL down."""
    folder.mkdir()
    (folder / STORE).write_bytes(empty_file())
    with opened(folder, Clock()) as shop:
        with recording(shop.db) as script:
            day = Round(shop, seed, folder)
            for _ in range(operations):
                day.step()
        with shop.db.read() as session:
            hashes = {row[0]: row[1] for row in session.connection().exec_driver_sql("SELECT id, hash FROM journal_entry")}
    return Work(operations, script, hashes)


def run(done: Work, images: int, **changed: object) -> Cut:
    """Do the work on a watched disk and cut the power `images` times; `changed` are settings that sabotage the program's."""
    disk = Disk({STORE: bytearray(empty_file())})
    with disk.mounted() as system:
        connection = connected(system, {**dialect.PRAGMAS, **changed})
        connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_AFTER}").fetchall()
        replay(done.script, connection, disk)
        last = connection.execute("SELECT id, hash FROM journal_entry ORDER BY id DESC LIMIT 1").fetchall()[0]
        connection.close()
    assert last == max(done.hashes.items()), "the replay is not what the program did"
    corrupt = lost = 0
    with tempfile.TemporaryDirectory() as folder:
        for saved, image in _images(disk.log, images):
            ending = _judge(Path(folder), image, saved, done.hashes)
            corrupt, lost = corrupt + (ending == "corrupt"), lost + (ending == "lost")
    return Cut(done.operations, len(disk.log), images, corrupt, lost)


def _images(log: list[Call], count: int) -> Iterator[tuple[int, dict[str, bytearray]]]:
    """Yield at random places of the log the last entry that was said to be saved, and the disk after a power cut there."""
    chance = random.Random(count)
    places = sorted(chance.randrange(len(log)) for _ in range(count))
    platter, saved, done = Platter({STORE: bytearray(empty_file())}), 0, 0
    for place in places:
        for call in log[done:place]:
            if call.kind == "saved":
                saved = call.offset
            else:
                platter.apply(call)
        done = max(done, place)
        yield saved, platter.cut(chance)


def _judge(folder: Path, image: dict[str, bytearray], saved: int, hashes: Mapping[int, str]) -> str:
    """Start from an image as the program does after a power cut: 'corrupt', 'lost' or ''."""
    for old in folder.iterdir():
        old.unlink()
    for name, content in image.items():
        (folder / name).write_bytes(content)
    try:
        with closing(sqlite3.connect(folder / STORE)) as store:
            sound = store.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            sound = sound and store.execute("PRAGMA foreign_key_check").fetchall() == []
            found = dict(store.execute("SELECT id, hash FROM journal_entry").fetchall())
    except sqlite3.DatabaseError:
        return "corrupt"
    if not sound or any(hashes[entry] != one for entry, one in found.items()):
        return "corrupt"
    return "lost" if max(found, default=0) < saved else ""


def figures(count: int | None) -> Cut:
    """Cut the power 200 times, or as often as asked, in the work of 200 operations."""
    with tempfile.TemporaryDirectory() as folder:
        return run(work(Path(folder) / "店", 200), count or 200)

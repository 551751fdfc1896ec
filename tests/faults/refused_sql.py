"""The SQL of each deed on a disk in memory that refuses one call after the other, full or broken, once or from then on."""

from __future__ import annotations

import hashlib
import sqlite3
import tempfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import apsw

from dealer_crm.storage import dialect
from tests.faults.deeds import DEEDS, clock, prepare
from tests.faults.disks import Disk
from tests.faults.looking import opened
from tests.faults.recorded import STORE, Script, connected, recording, replay

SQL_DEEDS = ("new customer", "edit", "import", "delete", "undo", "payment", "hand-over", "attach")
KINDS = ((apsw.FullError, False), (apsw.IOError, False), (apsw.FullError, True), (apsw.IOError, True))


@dataclass
class Refused:
    """Over all deeds: calls that were refused, and after how many the store was neither as before nor as after."""

    deeds: int = 0
    refused: int = 0
    told: int = 0
    half: int = 0
    said_otherwise: int = 0


@dataclass(frozen=True)
class Told:
    """A deed: the store it began with and its statements."""

    store: bytes
    script: Script


def scripts(folder: Path, names: Sequence[str] = SQL_DEEDS) -> list[Told]:
    """Do each deed on the same prepared shop, taking it back after each, and take its SQL down."""
    there = prepare(folder)
    store = folder / STORE
    before, told = store.read_bytes(), []
    for name in names:
        store.write_bytes(before)
        with opened(folder, clock) as shop, recording(shop.db) as script:
            DEEDS[name](shop, there)
        told.append(Told(before, script))
    return told


def run(told: Sequence[Told], step: int = 1, **changed: object) -> Refused:
    """Refuse every `step`-th call of each deed in one of the ways in turn; `changed` are settings that sabotage the program's."""
    found = Refused()
    for one in told:
        found.deeds += 1
        whole = Disk({STORE: bytearray(one.store)})
        _play(one.script, whole, changed)
        calls = len([call for call in whole.log if call.kind != "saved"])
        states = _state(Disk({STORE: bytearray(one.store)})), _state(whole)
        for turn, place in enumerate(range(1, calls + 1, step)):
            _refuse(one, (place, *KINDS[turn % len(KINDS)]), states, changed, found)
    return found


def _refuse(one: Told, way: tuple[int, type[Exception], bool], states: tuple[str, str], changed: dict[str, object], found: Refused) -> None:
    place, error, sticky = way
    asked = 0

    def refuse(kind: str, _name: str) -> None:
        nonlocal asked
        asked += kind not in ("saved", "read")
        if asked >= place if sticky else (asked == place and kind not in ("saved", "read")):
            raise error("refused")

    disk = Disk({STORE: bytearray(one.store)})
    disk.refuse = refuse
    told = _play(one.script, disk, changed)
    now = _state(disk)
    found.refused += 1
    found.told += told
    found.half += now not in states
    found.said_otherwise += not told and now != states[1]


def _play(script: Script, disk: Disk, changed: dict[str, object]) -> bool:
    """Do the deed and let go of the store; tell whether it was refused."""
    with disk.mounted() as system:
        connection = None
        try:
            connection = connected(system, {**dialect.PRAGMAS, **changed})
            replay(script, connection, disk)
        except apsw.Error:
            return True
        finally:
            disk.refuse = lambda _kind, _name: None
            if connection is not None:
                connection.close()
    return False


def _state(disk: Disk) -> str:
    """Return the digest of what the store shows when it is opened anew."""
    digest = hashlib.sha256()
    with tempfile.TemporaryDirectory() as folder:
        for name, content in disk.files.items():
            Path(folder, name.replace("/", "_")).write_bytes(content)
        try:
            with closing(sqlite3.connect(Path(folder, STORE))) as store:
                if store.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                    return "damaged"
                tables = [
                    row[0] for row in store.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE TABLE%'")
                ]
                for table in sorted(tables):
                    digest.update(repr(store.execute(f'SELECT * FROM "{table}"').fetchall()).encode())
        except sqlite3.DatabaseError:
            return "damaged"
    return digest.hexdigest()


def figures(count: int | None) -> Refused:
    """Refuse every call of every deed, or with `count` one in so many."""
    with tempfile.TemporaryDirectory() as folder:
        return run(scripts(Path(folder) / "店"), count or 1)

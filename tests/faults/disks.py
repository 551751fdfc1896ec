"""A disk in memory under SQLite (through apsw): it keeps a log of every call, and can refuse one of them."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import apsw

SECTOR = 512
"""What a disk writes in one piece."""


@dataclass(frozen=True)
class Call:
    """One call that changes the disk, or a mark put between them."""

    kind: str
    name: str
    offset: int = 0
    data: bytes = b""


@dataclass
class Disk:
    """Files by name. `refuse` is asked before every call (kind, name) and raises what shall fail."""

    files: dict[str, bytearray] = field(default_factory=dict)
    log: list[Call] = field(default_factory=list)
    refuse: Callable[[str, str], None] = lambda _kind, _name: None

    def note(self, kind: str, name: str, offset: int = 0, data: bytes = b"") -> None:
        """Ask whether the call works, and log it."""
        self.refuse(kind, name)
        self.log.append(Call(kind, name, offset, data))

    @contextmanager
    def mounted(self) -> Iterator[str]:
        """Offer the disk to SQLite for the length of a block; gives the name of the file system."""
        system = _FileSystem(self)
        yield system.name
        system.unregister()


class _FileSystem(apsw.VFS):
    """What SQLite asks of a file system."""

    def __init__(self, disk: Disk) -> None:
        self.disk = disk
        self.name = f"disk-{id(disk)}"
        super().__init__(self.name, base="")

    def xOpen(self, name: Any, flags: list[int]) -> Any:  # noqa: N802 - SQLite's name
        """Open a file, new where there is none."""
        path = name.filename() if isinstance(name, apsw.URIFilename) else name or f"temporary {len(self.disk.log)}"
        if path not in self.disk.files:
            self.disk.note("create", path)
            self.disk.files[path] = bytearray()
        flags[1] = flags[0]
        return _File(self.disk, path)

    def xDelete(self, name: str, syncdir: bool) -> None:  # noqa: N802, FBT001
        """Delete a file."""
        self.disk.note("delete", name, int(syncdir))
        del self.disk.files[name]

    def xAccess(self, name: str, flags: int) -> bool:  # noqa: N802, ARG002
        """Tell whether there is such a file."""
        return name in self.disk.files

    def xFullPathname(self, name: str) -> str:  # noqa: N802
        """Return the name as it is: there are no folders."""
        return name


class _File:
    """What SQLite asks of a file."""

    def __init__(self, disk: Disk, name: str) -> None:
        self.disk, self.name = disk, name

    def xRead(self, amount: int, offset: int) -> bytes:  # noqa: N802
        """Return what is there."""
        self.disk.refuse("read", self.name)
        return bytes(self.disk.files[self.name][offset : offset + amount])

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802
        """Write, filling a gap with zeroes."""
        self.disk.note("write", self.name, offset, bytes(data))
        write(self.disk.files[self.name], offset, data)

    def xTruncate(self, size: int) -> None:  # noqa: N802
        """Cut the file."""
        self.disk.note("truncate", self.name, size)
        del self.disk.files[self.name][size:]

    def xSync(self, flags: int) -> None:  # noqa: N802, ARG002
        """Wait until the file is on the disk."""
        self.disk.note("sync", self.name)

    def xFileSize(self) -> int:  # noqa: N802
        """Return the size."""
        return len(self.disk.files[self.name])

    def xLock(self, level: int) -> None:  # noqa: N802
        """Nobody else is there."""

    def xUnlock(self, level: int) -> None:  # noqa: N802
        """Nobody else is there."""

    def xCheckReservedLock(self) -> bool:  # noqa: N802
        """Nobody else is there."""
        return False

    def xFileControl(self, op: int, ptr: int) -> bool:  # noqa: N802, ARG002
        """Know nothing of it."""
        return False

    def xSectorSize(self) -> int:  # noqa: N802
        """Say what SQLite's own file system says."""
        return 4096

    def xDeviceCharacteristics(self) -> int:  # noqa: N802
        """Promise what SQLite's own file system promises: a write spoils nothing beside it."""
        return int(apsw.SQLITE_IOCAP_POWERSAFE_OVERWRITE)

    def xClose(self) -> None:  # noqa: N802
        """Let go."""


def write(content: bytearray, offset: int, data: bytes) -> None:
    """Put data into a file's content."""
    if len(content) < offset:
        content.extend(bytes(offset - len(content)))
    content[offset : offset + len(data)] = data


class Platter:
    """What is safe on the disk after each call of a log, and what a power cut would make of the rest."""

    def __init__(self, files: dict[str, bytearray]) -> None:
        self._safe = {name: bytearray(content) for name, content in files.items()}
        self._waiting: dict[str, list[Call]] = {}

    def apply(self, call: Call) -> None:
        """Take in the next call: only a sync makes what waits safe; that of a new file makes the folder safe too."""
        waiting = self._waiting.setdefault(call.name, [])
        if call.kind == "sync":
            new = any(one.kind == "create" for one in waiting)
            self._settle(call.name, len(waiting))
            if new:
                self._settle_folder()
            return
        waiting.append(call)
        if call.kind == "delete" and call.offset:
            self._settle_folder()

    def _settle_folder(self) -> None:
        """Let what was deleted be gone for good."""
        for name, waiting in self._waiting.items():
            gone = max((number for number, call in enumerate(waiting, 1) if call.kind == "delete"), default=0)
            self._settle(name, gone)

    def _settle(self, name: str, count: int) -> None:
        for one in self._waiting[name][:count]:
            _do(self._safe, one)
        del self._waiting[name][:count]

    def cut(self, chance: random.Random) -> dict[str, bytearray]:
        """Return the files after a power cut now: what waits was written, dropped, written out of order or torn."""
        files = {name: bytearray(content) for name, content in self._safe.items()}
        for waiting in self._waiting.values():
            kept = chance.choice((0.0, 1.0, chance.random()))
            begun = waiting[: chance.randrange(len(waiting) + 1)] if chance.random() < 0.5 else []
            for number, call in enumerate(waiting):
                if number < len(begun) or chance.random() < kept:
                    _do(files, call)
                elif call.kind == "write" and chance.random() < 0.5:
                    for piece in _torn(call, chance):
                        _do(files, piece)
        return files


def _do(files: dict[str, bytearray], call: Call) -> None:
    if call.kind == "delete":
        files.pop(call.name, None)
        return
    content = files.setdefault(call.name, bytearray())
    if call.kind == "write":
        write(content, call.offset, call.data)
    elif call.kind == "truncate":
        del content[call.offset :]


def _torn(call: Call, chance: random.Random) -> Iterator[Call]:
    """Yield some of the sectors of a write."""
    start, end = call.offset, call.offset + len(call.data)
    while start < end:
        stop = min(end, start // SECTOR * SECTOR + SECTOR)
        if chance.random() < 0.5:
            yield Call("write", call.name, start, call.data[start - call.offset : stop - call.offset])
        start = stop

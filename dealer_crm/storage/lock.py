"""One process per data folder: a lock of the operating system on a file that stays."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from types import TracebackType

from dealer_crm.domain.store import StoreInUse
from dealer_crm.storage.files import known_trouble

_OWN = getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOINHERIT", 0)


class FolderLock:
    """Held from construction until `release`; freed by the system when the process dies, however it dies.

    Children are spawned, never forked, and the descriptor is not inherited. `shared` is for those who only look at a folder
    that they cannot write: several may hold it, while nobody writes. Raises StoreInUse, StoreReadOnly, StoreFull.
    """

    def __init__(self, path: Path, *, shared: bool = False) -> None:
        self._file = -1
        if shared and not path.exists():
            return
        with known_trouble(path.parent):
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = os.open(path, (os.O_RDONLY if shared else os.O_RDWR | os.O_CREAT) | _OWN, 0o600)
        try:
            _take(self._file, shared=shared)
        except OSError as error:
            os.close(self._file)
            raise StoreInUse(folder=str(path.parent)) from error

    def release(self) -> None:
        """Let go; a second call does nothing."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def __enter__(self) -> FolderLock:
        return self

    def __exit__(self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None) -> None:
        self.release()


if sys.platform == "win32":  # not yet tried on Windows: docs/windows-checklist.md
    import msvcrt

    def _take(file: int, *, shared: bool) -> None:
        if not shared:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(file: int, *, shared: bool) -> None:
        fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)

"""Files written so that they are whole or not there, and what the system's refusals mean."""

from __future__ import annotations

import errno
import hashlib
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dealer_crm.domain.store import StoreFull, StoreReadOnly

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_REFUSED = {errno.EROFS, errno.EACCES, errno.EPERM}
_WAITS = (0.05, 0.1, 0.2, 0.4, 0.8, 1.4)
"""A virus scanner may hold a new file for a moment (Windows errors 5, 32, 33)."""
PIECE = 1024 * 1024


@contextmanager
def known_trouble(folder: Path) -> Iterator[None]:
    """Turn a full disk and a refused write into StoreFull and StoreReadOnly, which have a sentence."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise StoreFull(folder=str(folder)) from error
        if error.errno in _REFUSED:
            raise StoreReadOnly(folder=str(folder)) from error
        raise


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole, or as it was before; on the disk when this returns."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        put_in_place(part, path)
    finally:
        part.unlink(missing_ok=True)


def put_in_place(part: Path, path: Path) -> None:
    """Give a finished file its name, replacing what has it; tried again while another program holds it."""
    for wait in (*_WAITS, None):
        try:
            part.replace(path)
            break
        except PermissionError:
            if wait is None or sys.platform != "win32":
                raise
            time.sleep(wait)
    sync_folder(path.parent)


def sync_file(path: Path) -> None:
    """Wait until the file is on the disk."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Wait until the folder's names are on the disk (Windows does that by itself)."""
    if sys.platform != "win32":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def file_sha(path: Path, size: int | None = None) -> str:
    """Return the SHA-256 of a file, or of its first `size` bytes."""
    digest = hashlib.sha256()
    left = path.stat().st_size if size is None else size
    with path.open("rb") as file:
        while left > 0 and (piece := file.read(min(PIECE, left))):
            digest.update(piece)
            left -= len(piece)
    return digest.hexdigest()

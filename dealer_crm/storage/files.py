"""What the system's refusals mean, and whether a file is on the disk and still the same."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dealer_crm import resources
from dealer_crm.domain.store import DiskFailed, StoreFull, StoreReadOnly, room_for
from dealer_crm.placing import is_full

_REFUSED = {errno.EROFS, errno.EACCES, errno.EPERM}
_FAILED = {errno.EIO, errno.ENXIO, errno.ENODEV, errno.ESTALE, errno.ETIMEDOUT}
PIECE = 1024 * 1024


@contextmanager
def known_trouble(folder: Path, size: int = 0) -> Iterator[None]:
    """Turn a full disk, a refused write and a failing disk into StoreFull, StoreReadOnly and DiskFailed, which have a sentence.

    `size` = the bytes that are to be written, where that is known. A StoreFull from within is told of this folder.
    """
    try:
        yield
    except StoreFull as error:
        raise StoreFull(folder=str(folder), megabytes=room_for(size)) from error
    except OSError as error:
        if is_full(error):
            raise StoreFull(folder=str(folder), megabytes=room_for(size)) from error
        if error.errno in _REFUSED:
            raise StoreReadOnly(folder=str(folder)) from error
        if error.errno in _FAILED:
            raise DiskFailed(folder=str(folder)) from error
        raise


def program_text(*parts: str) -> str:
    """Return a text of the program's own resources. Raises DiskFailed, StoreReadOnly."""
    path = resources.path(*parts)
    with known_trouble(path.parent):
        return path.read_text("utf-8")


def sync_file(path: Path) -> None:
    """Wait until the file is on the disk."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def file_sha(path: Path, size: int | None = None) -> str:
    """Return the SHA-256 of a file, or of its first `size` bytes."""
    import hashlib  # a start reads no file's digest

    digest = hashlib.sha256()
    left = path.stat().st_size if size is None else size
    with path.open("rb") as file:
        while left > 0 and (piece := file.read(min(PIECE, left))):
            digest.update(piece)
            left -= len(piece)
    return digest.hexdigest()

"""Gives finished files their names, whole or not at all, with patience for a scanner that holds one for a moment."""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

WAITS = (0.05, 0.1, 0.2, 0.4, 0.8, 1.0)
"""Seconds between the tries; a virus scanner or an indexer lets a new file go within a moment."""
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
"""No room on the disk, for this user, in this file."""
HELD = {5, 32, 33}
"""What Windows says of a file that another program holds: access denied, sharing violation, lock violation."""


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole, or as it was before; on the disk when this returns. Raises OSError."""
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
    """Give a finished file its name, replacing what has it; tried again while another program holds it. Raises OSError."""
    _patiently(lambda: part.replace(path))
    sync_folder(path.parent)


def take_away(path: Path) -> None:
    """Delete a file that may be absent; tried again while another program holds it. Raises OSError."""
    _patiently(lambda: path.unlink(missing_ok=True))


def sync_folder(folder: Path) -> None:
    """Wait until the folder's names are on the disk (Windows does that by itself)."""
    if sys.platform != "win32":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def is_full(error: OSError) -> bool:
    """Tell whether the system refused because there is no room."""
    return error.errno in FULL


def _patiently(deed: Callable[[], object]) -> None:
    for wait in (*WAITS, None):
        try:
            deed()
            return
        except OSError as error:
            if wait is None or getattr(error, "winerror", None) not in HELD:
                raise
        time.sleep(wait)

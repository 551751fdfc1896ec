"""What the system says of the disk a folder lies on."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path


def is_marked(folder: Path, marks: Iterable[str]) -> bool:
    """Tell whether the folder or one above it holds one of these files or folders."""
    return any(os.path.exists(place / mark) for mark in marks for place in (folder, *folder.parents))  # noqa: PTH110 - says no where it may not look


if sys.platform == "win32":  # not yet tried on Windows: docs/windows-checklist.md
    import ctypes

    REMOTE_DRIVE = 4

    def file_system(folder: Path) -> str:
        """Return 'remote' for a mapped drive, else ''."""
        return "remote" if ctypes.windll.kernel32.GetDriveTypeW(folder.absolute().anchor) == REMOTE_DRIVE else ""

else:

    def file_system(folder: Path) -> str:
        """Return the name of the file system, '' where the system does not tell."""
        try:
            lines = Path("/proc/mounts").read_text("utf-8").splitlines()
        except OSError:
            return ""
        mounts = {Path(_plain(line.split()[1])): line.split()[2] for line in lines}
        whole = folder.resolve()
        return next((mounts[place] for place in (whole, *whole.parents) if place in mounts), "")


def _plain(escaped: str) -> str:
    """Return a path of /proc/mounts as it is: blanks and the like stand there in octal."""
    return escaped.replace("\\040", " ").replace("\\011", "\t").replace("\\012", "\n").replace("\\134", "\\")

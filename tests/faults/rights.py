"""Places that cannot be written: without rights, or on a medium mounted for reading; and small disks. All of Linux."""

from __future__ import annotations

import ctypes
import os
import stat
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CAPABILITIES = 0x20080522
OVERRIDE = 1 << 1 | 1 << 2
"""The bits of CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH, by which root passes over the rights of files."""


class _Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


class _Set(ctypes.Structure):
    _fields_ = (("effective", ctypes.c_uint32), ("permitted", ctypes.c_uint32), ("inheritable", ctypes.c_uint32))


def _capabilities(change: int | None) -> int:
    """Set the first 32 effective capabilities of this thread where a value is given; return those it had."""
    libc = ctypes.CDLL(None, use_errno=True)
    header, sets = _Header(CAPABILITIES, 0), (_Set * 2)()
    if libc.capget(ctypes.byref(header), sets):
        raise OSError(ctypes.get_errno(), "capget")
    before = int(sets[0].effective)
    if change is not None:
        sets[0].effective = change
        if libc.capset(ctypes.byref(header), sets):
            raise OSError(ctypes.get_errno(), "capset")
    return before


@contextmanager
def as_usual_user() -> Iterator[None]:
    """Let the rights of files count for this thread, even for root, and for threads it starts."""
    before = _capabilities(None)
    _capabilities(before & ~OVERRIDE)
    try:
        yield
    finally:
        _capabilities(before)


@contextmanager
def without_rights(folder: Path, *, store_only: bool = False) -> Iterator[Path]:
    """Take the right to write from the folder and all in it (or from the store alone) for the length of the block."""
    paths = [folder / "store.sqlite"] if store_only else [folder, *folder.rglob("*")]
    before = {path: path.stat().st_mode for path in paths}
    for path, mode in before.items():
        path.chmod(mode & ~(stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))
    try:
        with as_usual_user():
            yield folder
    finally:
        for path, mode in before.items():
            path.chmod(mode)


@contextmanager
def read_only_medium(folder: Path) -> Iterator[Path]:
    """Mount the folder over itself for reading only."""
    _run("mount", "--bind", str(folder), str(folder))
    try:
        _run("mount", "-o", "remount,bind,ro", str(folder))
        yield folder
    finally:
        _run("umount", "--lazy", str(folder))


@contextmanager
def small_disk(place: Path, size: int) -> Iterator[Path]:
    """Mount an empty disk of `size` bytes at the place."""
    place.mkdir(parents=True, exist_ok=True)
    _run("mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place))
    try:
        yield place
    finally:
        _run("umount", "--lazy", str(place))


def may_mount(place: Path) -> bool:
    """Tell whether disks can be mounted here: by root, where the container lets him."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return False
    try:
        with small_disk(place, 4096):
            return True
    except (OSError, subprocess.CalledProcessError):
        return False


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)

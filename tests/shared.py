"""What tests of all rooms share: what is dear to make is made once a run, and threads start where nothing of Qt lies about."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Thread

import pytest


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """Return a folder of the run that `make` has filled; nobody may change it. Workers wait for the one that makes it."""
    base = factory.getbasetemp()
    shared = "PYTEST_XDIST_WORKER" in os.environ and sys.platform != "win32"
    folder = (base.parent if shared else base) / f"made-{name}"
    with folder.with_suffix(".lock").open("w") as lock:
        if sys.platform != "win32":
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX)
        done = folder.with_suffix(".done")
        if not done.exists():
            folder.mkdir()
            make(folder)
            done.touch()
    return folder


def start_all(threads: Iterable[Thread]) -> None:
    """Start threads after the rings of objects that earlier tests left are gone: a widget in one would die in a thread, and Qt of that."""
    gc.collect()
    for thread in threads:
        thread.start()

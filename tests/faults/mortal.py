"""Children that die where it is asked: at a deed in the file system, at a statement, after a time, or for want of room.

They are forked from a process that loaded the program once and opened nothing; POSIX, tests only. Use `Mortals`.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import resource
import select
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine

from dealer_crm.domain.errors import DomainError

ROOT = Path(__file__).resolve().parents[2]
DEEDS = frozenset({"os.rename", "os.link", "os.remove", "os.mkdir", "os.rmdir", "sqlite3.connect"})
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


class Struck(Exception):  # noqa: N818 - what the harness does to a statement
    """A statement that was made to fail."""


@dataclass(frozen=True)
class Order:
    """What a child does (`module`:`job` with `folder`) and where it ends; 0 = nowhere.

    `deed`: killed before this file system call; `statement`: struck before it by an error, or killed with `kill`;
    `seconds`: killed after this time; `room`: no file may become longer than this many bytes.
    """

    job: str
    folder: str
    deed: int = 0
    statement: int = 0
    kill: bool = False
    seconds: float = 0.0
    room: int = 0


@dataclass(frozen=True)
class Ended:
    """How it ended: 'done', 'refused', 'failed', 'killed'; what it did until then (nothing is known of a killed one).

    `written` bytes went into files, and by `grown` bytes it needed more memory than at its start.
    """

    how: str
    deeds: int = 0
    statements: int = 0
    seconds: float = 0.0
    words: str = ""
    written: int = 0
    grown: int = 0


class Mortals:
    """The preloaded process; one child at a time."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "tests.faults.mortal"]
        self._server = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def __enter__(self) -> Mortals:
        return self

    def __exit__(self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None) -> None:
        self._server.communicate()

    def run(self, order: Order) -> Ended:
        """Let a child work and return how it ended."""
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        self._server.stdin.write(json.dumps(asdict(order)) + "\n")
        self._server.stdin.flush()
        line = self._server.stdout.readline()
        assert line, "the preloaded process ended"
        return Ended(**json.loads(line))


class _Life:
    """Counts what a child does, and ends it where it was asked to."""

    def __init__(self, order: Order) -> None:
        self.order, self.deeds, self.statements, self.since = order, 0, 0, time.monotonic()
        self.written, self.memory = _written(), _memory()

    def begin(self) -> None:
        """Start counting."""
        sys.addaudithook(self._on_audit)
        event.listen(Engine, "before_cursor_execute", self._on_statement)
        if self.order.room:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (self.order.room, resource.RLIM_INFINITY))

    def _on_audit(self, name: str, args: tuple[Any, ...]) -> None:
        if name in DEEDS or (name == "open" and isinstance(args[2], int) and args[2] & WRITING):
            self.deeds += 1
            if self.deeds == self.order.deed:
                os.kill(os.getpid(), signal.SIGKILL)

    def _on_statement(self, *_args: object) -> None:
        self.statements += 1
        if self.statements == self.order.statement:
            if self.order.kill:
                os.kill(os.getpid(), signal.SIGKILL)
            raise Struck

    def ended(self, how: str, words: str = "") -> Ended:
        """Return what was done."""
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        seconds = time.monotonic() - self.since
        return Ended(how, self.deeds, self.statements, seconds, words, _written() - self.written, max(0, _memory() - self.memory))


def _written() -> int:
    """Return how many bytes this process wrote, where the system counts that."""
    counts = Path("/proc/self/io")
    lines = dict(line.split(": ") for line in counts.read_text().splitlines()) if counts.exists() else {}
    return int(lines.get("wchar", 0))


def _memory() -> int:
    """Return the most memory that this process had at once."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _live(order: Order) -> Ended:
    module, job = order.job.split(":")
    run: Callable[[Path], object] = importlib.import_module(module).JOBS[job]
    life = _Life(order)
    life.begin()
    try:
        run(Path(order.folder))
    except DomainError as error:
        return life.ended("refused", type(error).__name__)
    except Exception as error:  # noqa: BLE001 - whatever it is, the harness judges what it left
        return life.ended("failed", f"{type(error).__name__} {''.join(traceback.format_tb(error.__traceback__)[-1:])}")
    return life.ended("done")


def _child(order: Order) -> str:
    """Fork, wait at most as long as asked, and return what the child said; nothing of a killed one."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        os.write(writing, json.dumps(asdict(_live(order))).encode())
        os._exit(0)
    os.close(writing)
    ready, _, _ = select.select([reading], [], [], order.seconds or None)
    if not ready:
        os.kill(pid, signal.SIGKILL)
    with os.fdopen(reading, "rb") as said:
        words = said.read().decode()
    os.waitpid(pid, 0)
    return words or json.dumps(asdict(Ended("killed")))


def _serve() -> None:
    for module in ("tests.faults.migrations", "tests.faults.backups", "tests.faults.restores"):
        importlib.import_module(module)
    gc.freeze()
    for line in sys.stdin:
        sys.stdout.write(_child(Order(**json.loads(line))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    _serve()

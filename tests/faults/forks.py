"""A process that loads the program once and forks a child for each job, so that hundreds of kills are cheap; POSIX, tests only.

The store is opened after the fork, never before: a fork keeps the locks of whoever opened it. Start it with `Forks`.
"""

from __future__ import annotations

import gc
import hashlib
import json
import os
import select
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

from dealer_crm.storage import chain
from dealer_crm.storage.blobs import Blobs
from dealer_crm.storage.database import Database, WriteSession
from tests.faults.looking import opened, share_statements
from tests.faults.rounds import Facts, Round

ROOT = Path(__file__).resolve().parents[2]
Line = dict[str, Any]


class Forks:
    """The preloaded process; one child at a time. `warm` children begin with their SQL put together: worth it for many."""

    def __init__(self, *, warm: bool = False) -> None:
        command = [sys.executable, "-m", "tests.faults.forks", *(["warm"] if warm else [])]
        self._server = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
        self._rest = b""

    def __enter__(self) -> Forks:
        return self

    def __exit__(self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None) -> None:
        self._server.communicate()

    def killed(self, job: Line, after: int, delay: float) -> list[Line]:
        """Let a child do a job, kill it `delay` seconds after it said `after` lines, and return all that it said."""
        assert self._server.stdin is not None
        self._server.stdin.write(json.dumps(job).encode() + b"\n")
        pid = self._line()["pid"]
        said: list[Line] = []
        while len(said) < after:
            said.append(self._line())
            assert "ended" not in said[-1], f"the child ended by itself: {said[-1]}"
        assert self._server.stdout is not None
        select.select([self._server.stdout], [], [], delay)
        os.kill(pid, signal.SIGKILL)
        while "ended" not in (line := self._line()):
            said.append(line)
        assert line["ended"] == -signal.SIGKILL, f"the child ended by itself: {line}"
        return said

    def _line(self) -> Line:
        assert self._server.stdout is not None
        while b"\n" not in self._rest:
            piece = os.read(self._server.stdout.fileno(), 65536)
            assert piece, "the preloaded process ended"
            self._rest += piece
        line, self._rest = self._rest.split(b"\n", 1)
        return dict(json.loads(line))


def _say(**line: Any) -> None:
    os.write(1, json.dumps(line).encode() + b"\n")


def _work(job: Line, step: Callable[[Round], Facts]) -> None:
    """Do one deed after the other, each said when the service returned."""
    with opened(Path(job["folder"])) as shop:
        entries: list[int] = []
        shop.db.on_commit.append(lambda news: entries.append(news.entry_id))
        work = Round(shop, job["seed"], Path(job["folder"]).parent)
        while True:
            facts = step(work)
            if entries:
                with shop.db.read() as session:
                    head = chain.head(session.connection())
                _say(entry=head.sequence, hash=head.hash, facts=facts)
                entries.clear()


def _round(job: Line) -> None:
    _work(job, Round.step)


def _pictures(job: Line) -> None:
    _work(job, lambda work: work.attach() if work.people else work.customer())


def _early(job: Line) -> None:
    """Sabotage: a save is said before it is committed."""
    finish = WriteSession.finish

    def late(self: WriteSession) -> None:
        if self.recorder.entry_id:
            _say(entry=self.recorder.entry_id, hash="", facts={})
            select.select([], [], [], LATE)
        finish(self)

    WriteSession.finish = late  # type: ignore[method-assign]
    _round(job)


def _row_first(job: Line) -> None:
    """Sabotage: the row of a picture is committed before its content is on the disk."""
    put, tell, waiting = Blobs.put, Database._tell, []  # noqa: SLF001 - what is broken here

    def later(self: Blobs, data: bytes) -> str:
        waiting.append((self, data))
        return hashlib.sha256(data).hexdigest()

    def now(self: Database, news: Any) -> None:
        select.select([], [], [], LATE)
        while waiting:
            put(*waiting.pop())
        tell(self, news)

    Blobs.put, Database._tell = later, now  # type: ignore[method-assign]  # noqa: SLF001
    _pictures(job)


LATE = 0.15
"""Seconds that a slow disk takes in a sabotaged child."""
JOBS = {"round": _round, "pictures": _pictures, "early": _early, "row first": _row_first}


def _warm() -> None:
    """Do some work on a store of its own, closed again before the first fork, and keep the SQL of its statements."""
    share_statements()
    with tempfile.TemporaryDirectory() as folder, opened(Path(folder, "shop")) as shop:
        work = Round(shop, 0, Path(folder))
        for _ in range(60):
            work.step()


def _serve() -> None:
    if "warm" in sys.argv:
        _warm()
    gc.freeze()
    for line in sys.stdin:
        job = json.loads(line)
        pid = os.fork()
        if pid == 0:
            JOBS[job["job"]](job)
            os._exit(0)
        _say(pid=pid)
        _, status = os.waitpid(pid, 0)
        _say(ended=os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    _serve()

"""Runs a job on many files, each in a process forked from one server that has loaded everything but Qt: 1 GB, 30 s of processor time."""

from __future__ import annotations

import importlib
import json
import os
import resource
import signal
import subprocess
import sys
import traceback
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NoReturn

from dealer_crm.domain.errors import DomainError

ROOT = Path(__file__).parents[2]
MEMORY = 2**30
SECONDS = 30
CHARACTERS_OF_REPORT = 4_000


@dataclass(frozen=True)
class Outcome:
    """What became of one file.

    `error` is '' for rows, the class name of a refusal, 'exhausted' where memory or time ended the process, else what nobody foresaw.
    `kilobytes` is the most it held, `seconds` its time on the processor.
    """

    file: str
    error: str
    rows: int = 0
    kilobytes: int = 0
    seconds: float = 0.0


EXHAUSTED = "exhausted"
_OUT_OF_MEMORY = "memory allocation of"


def outcomes(job: str, files: Iterable[Path], arguments: dict[str, Any]) -> list[Outcome]:
    """Run `module:function` (path and arguments in, number of rows out) on every file, in order.

    The server calls the module's `prepare(arguments)` first, so that no process pays for what all of them need.
    """
    order = {"job": job, "files": [str(file) for file in files], "arguments": arguments}
    server = subprocess.run(
        [sys.executable, "-m", "tests.documents.forked"],
        input=json.dumps(order),
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        timeout=SECONDS * len(order["files"]) + 60,
        check=False,
    )
    if server.returncode:
        raise RuntimeError(server.stderr)
    return [Outcome(**json.loads(line)) for line in server.stdout.splitlines()]


def _serve() -> None:
    order = json.load(sys.stdin)
    name, _, function = order["job"].partition(":")
    module = importlib.import_module(name)
    module.prepare(order["arguments"])
    job = getattr(module, function)
    if any(loaded.startswith("PySide6") for loaded in sys.modules):
        raise RuntimeError("the server holds Qt")
    for file in order["files"]:
        sys.stdout.write(json.dumps(asdict(_forked(job, file, order["arguments"]))) + "\n")
        sys.stdout.flush()


def _forked(job: Any, file: str, arguments: dict[str, Any]) -> Outcome:
    said, tell = os.pipe()
    words = os.memfd_create("words")
    child = os.fork()
    if child == 0:
        os.close(said)
        os.dup2(words, 2)
        _child(job, file, arguments, tell)
    os.close(tell)
    with os.fdopen(said, "rb") as stream:
        report = stream.read().decode()
    _, status, used = os.wait4(child, 0)
    error, rows = json.loads(report) if report else (_ended(status, words), 0)
    os.close(words)
    return Outcome(file, error, rows, used.ru_maxrss, round(used.ru_utime + used.ru_stime, 3))


def _ended(status: int, words: int) -> str:
    """Tell what ended a process that could not report."""
    last = os.pread(words, 2**20, 0).decode("utf-8", "replace")
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        if number in (signal.SIGXCPU, signal.SIGKILL) or (number == signal.SIGABRT and _OUT_OF_MEMORY in last):
            return EXHAUSTED
        return f"signal {number} {last[:CHARACTERS_OF_REPORT]}"
    return f"exit {os.WEXITSTATUS(status)} {last[:CHARACTERS_OF_REPORT]}"


def _child(job: Any, file: str, arguments: dict[str, Any], tell: int) -> NoReturn:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        found: tuple[str, int] = ("", job(Path(file), arguments))
    except DomainError as error:
        found = (type(error).__name__, 0)
    except MemoryError:
        found = (EXHAUSTED, 0)
    except BaseException:
        found = (traceback.format_exc()[-CHARACTERS_OF_REPORT:], 0)
    os.write(tell, json.dumps(found).encode())
    os._exit(0)


if __name__ == "__main__":
    _serve()

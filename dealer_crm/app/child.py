"""The one way to run work in a process of its own: spawned, capped, told to stop by being killed."""

from __future__ import annotations

import gc
import multiprocessing
import time
import traceback
from collections.abc import Mapping
from importlib import import_module
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import PurePath
from typing import Any

from dealer_crm.app.jobs import job_named
from dealer_crm.app.limits import ChildLimits, limit_this_process
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.imports import FileTooDemanding
from dealer_crm.domain.progress import Progress

DEFAULT = ChildLimits()
_LOOK = 0.1
"""Seconds between two looks at the cancel button."""
_REPORT = 0.05
"""Seconds between two reports of the child."""


class ChildFailed(Exception):
    """The job failed in a way that nobody foresaw; the text is the child's traceback."""


class ChildRunner:
    """Runs jobs of `app.jobs` in child processes within limits; calling it blocks until the job ends."""

    def __init__(self, limits: ChildLimits = DEFAULT) -> None:
        self._limits = limits

    def __call__(self, job: str, arguments: dict[str, Any], progress: Progress) -> dict[str, Any]:
        """Return what the job returned.

        Raises the job's DomainError, FileTooDemanding when the limits ended it, Cancelled (the child is killed), ChildFailed.
        """
        context = multiprocessing.get_context("spawn")
        receiver, sender = context.Pipe(duplex=False)
        child = context.Process(target=serve, args=(sender, job, arguments, self._limits), daemon=True)
        child.start()
        sender.close()
        try:
            return _listen(child, receiver, progress, str(arguments.get("path", "")))
        finally:
            if child.is_alive():
                child.kill()
            child.join()
            child.close()
            receiver.close()


def _listen(child: SpawnProcess, receiver: Connection, progress: Progress, path: str) -> dict[str, Any]:
    done, total = 0, 0
    kind: str
    content: Any
    while True:
        try:
            kind, content = receiver.recv() if receiver.poll(_LOOK) else ("step", (done, total))
        except (EOFError, OSError):
            child.join()
            raise FileTooDemanding(file=PurePath(path).name) from None
        if kind == "step":
            done, total = content
            progress.step(done, total)
        elif kind == "done":
            return dict(content)
        else:
            raise _error(kind, content, path)


def _error(kind: str, content: Any, path: str) -> Exception:
    if kind == "refused":
        module, name, parameters = content
        refusal: type[DomainError] = getattr(import_module(module), name)
        assert issubclass(refusal, DomainError)
        return refusal(**parameters)
    if kind == "too much":
        return FileTooDemanding(file=PurePath(path).name)
    return ChildFailed(content)


UNSAID = ("without setting an exception", "without exception set")
"""What the interpreter says where something failed and it has no exception for it."""


def serve(sender: Connection, job: str, arguments: Mapping[str, Any], limits: ChildLimits) -> None:
    """Run the job in this child process and send what came of it.

    Nothing is looked through for what refers to itself: rows and cells do not, and the process ends with its job.
    """
    limit_this_process(limits)
    gc.disable()
    try:
        sender.send(("done", job_named(job)(dict(arguments), _PipeProgress(sender))))
    except DomainError as error:
        sender.send(("refused", (type(error).__module__, type(error).__name__, error.parameters)))
    except MemoryError:
        sender.send(("too much", None))
    except BrokenPipeError:
        return
    except SystemError as error:
        # Out of memory in the middle of a call, the interpreter cannot always make the MemoryError either.
        unsaid = any(words in str(error) for words in UNSAID)
        sender.send(("too much", None) if unsaid else ("failed", traceback.format_exc()))
    except Exception:
        sender.send(("failed", traceback.format_exc()))
    finally:
        sender.close()


class _PipeProgress:
    """Reports to the parent, at most twenty times a second."""

    def __init__(self, sender: Connection) -> None:
        self._sender = sender
        self._last = 0.0

    def step(self, done: int, total: int) -> None:
        """Send the figures; a cancel does not come this way, the parent kills the child."""
        now = time.monotonic()
        if now - self._last >= _REPORT or done == total:
            self._last = now
            self._sender.send(("step", (done, total)))

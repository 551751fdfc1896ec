"""The one place for what nobody expected: noted with its traceback in the log, told in one dialog."""

from __future__ import annotations

import hashlib
import logging
import sys
import threading
import traceback
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Any

from dealer_crm import __version__
from dealer_crm.app.paths import log_file

MEGABYTE = 1_000_000
LOGGER = "dealer_crm.crash"


def record(data: Path, error: BaseException) -> str:
    """Note the error in the data folder's log and return the code under which it stands there.

    The log holds the program's own lines only: the error's text may quote what a customer said, so it is left out.
    """
    trace = "".join(traceback.format_list(traceback.extract_tb(error.__traceback__)))
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    code = hashlib.sha256((kind + trace).encode()).hexdigest()[:8].upper()
    _logger(data).error("%s %s %s\n%s%s", code, __version__, sys.platform, trace, kind)
    return code


def _logger(data: Path) -> logging.Logger:
    logger = logging.getLogger(LOGGER)
    path = log_file(data)
    if not any(isinstance(known, RotatingFileHandler) and Path(known.baseFilename) == path.absolute() for known in logger.handlers):
        for known in list(logger.handlers):
            known.close()
            logger.removeHandler(known)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            log: logging.Handler = RotatingFileHandler(path, maxBytes=MEGABYTE, backupCount=3, encoding="utf-8", delay=True)
        except OSError:
            log = logging.StreamHandler(sys.stderr)
        log.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
        logger.addHandler(log)
        logger.propagate = False
    return logger


class CrashReporter:
    """Takes the place of the interpreter's own hooks and tells the user once per error."""

    def __init__(self, data: Path, tell: Callable[[str], object]) -> None:
        self._data = data
        self._tell = tell
        self._told: set[str] = set()

    def install(self) -> None:
        """Catch what escapes from slots, timers and threads."""
        sys.excepthook = self._on_error
        threading.excepthook = self._on_thread_error

    def _on_error(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        code = record(self._data, error)
        if code not in self._told:
            self._told.add(code)
            self._tell(code)

    def _on_thread_error(self, happened: Any) -> None:
        if happened.exc_value is not None:
            record(self._data, happened.exc_value)

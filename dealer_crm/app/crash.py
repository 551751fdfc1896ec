"""The one place for what nobody expected: noted with its traceback in the log, told in one dialog.

Imports only what every start needs; the rest comes with the first crash.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from dealer_crm import __version__
from dealer_crm.app.paths import log_file
from dealer_crm.domain.errors import DomainError

if TYPE_CHECKING:
    import logging

MEGABYTE = 1_000_000
LOGGER = "dealer_crm.crash"


def record(data: Path, error: BaseException) -> str:
    """Note the error in the data folder's log and return the code under which it stands there.

    The log holds the program's own lines only: the error's text may quote what a customer said, so it is left out.
    """
    import hashlib

    trace, kind = _told(error)
    code = hashlib.sha256((kind + trace).encode()).hexdigest()[:8].upper()
    _logger(data).error("%s %s %s\n%s", code, __version__, sys.platform, trace)
    return code


def _told(error: BaseException) -> tuple[str, str]:
    """Return the lines of the program that led to the error and to its causes, and its kind."""
    import traceback

    parts, one = [], error
    while True:
        kind = f"{type(one).__module__}.{type(one).__qualname__}"
        parts.append("".join(traceback.format_list(traceback.extract_tb(one.__traceback__))) + kind + "\n")
        cause = one.__cause__ or one.__context__
        if cause is None or len(parts) > 5:
            return "caused by:\n".join(parts), kind
        one = cause


def _logger(data: Path) -> logging.Logger:
    import logging
    from logging.handlers import RotatingFileHandler

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
    """Takes the place of the interpreter's own hooks; a refusal is told by its sentence, anything else once by its code."""

    def __init__(self, data: Path, tell: Callable[[str], object], refuse: Callable[[DomainError], object]) -> None:
        self.data = data
        self._tell = tell
        self._refuse = refuse
        self._told: set[str] = set()

    def install(self) -> None:
        """Catch what escapes from slots, timers and threads."""
        sys.excepthook = self._on_error
        threading.excepthook = self._on_thread_error

    def uninstall(self) -> None:
        """Give the interpreter its own hooks back."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__

    def _on_error(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        if isinstance(error, DomainError):
            self._refuse(error)
            return
        code = record(self.data, error)
        if code not in self._told:
            self._told.add(code)
            self._tell(code)

    def _on_thread_error(self, happened: Any) -> None:
        if happened.exc_value is not None:
            record(self.data, happened.exc_value)

"""Hands a finished job to the print server of Linux at once: what was cancelled before, or whose queue is gone, leaves nothing there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile, gettempdir

from PySide6.QtGui import QPageLayout
from PySide6.QtPrintSupport import QPrinter

from dealer_crm.domain.printing import PrintRefused
from dealer_crm.domain.store import StoreFull
from dealer_crm.placing import is_full

_PROBE = 4 << 20
PATIENCE = 60
"""Seconds: a print server that does not answer has not taken the job."""


def spools() -> bool:
    """Tell whether jobs go out as files. Qt's own way to CUPS sends what was drawn even of a job that was aborted, and hears of no
    refusal; other systems take an aborted job back themselves."""
    return sys.platform == "linux" and shutil.which("lp") is not None


def file_printer(target: Path, native: QPrinter) -> QPrinter:
    """Return a printer that writes a file at the resolution of another one."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    printer.setResolution(native.resolution())
    return printer


@contextmanager
def room_for_job() -> Iterator[Path]:
    """Give a folder for the file of a job. Raises StoreFull where its disk is full: Qt tells of no reason."""
    try:
        with TemporaryDirectory(prefix="dealer-crm-print-", ignore_cleanup_errors=True) as place:
            try:
                yield Path(place)
            except PrintRefused:
                _try_disk(Path(place))
                raise
    except OSError as error:
        if is_full(error):
            raise StoreFull(folder=gettempdir()) from error
        raise


def _try_disk(place: Path) -> None:
    """Write what a job may need. Raises OSError where the disk does not take it."""
    with TemporaryFile(dir=place) as probe:
        probe.write(bytes(_PROBE))
        probe.flush()
        os.fsync(probe.fileno())


def submit(file: Path, name: str, layout: QPageLayout, dpi: int) -> None:
    """Give the file to a queue, on the paper of a layout and at a resolution, where the driver knows it by name. Raises PrintRefused, also
    for a file that was cut short (the disk is full)."""
    if not _whole(file):
        raise PrintRefused(printer=name)
    options = (f"media={layout.pageSize().key()}", f"Resolution={dpi}dpi", "print-scaling=none")
    command = ["lp", "-d", name, "-t", file.stem, *(word for option in options for word in ("-o", option)), "--", str(file)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False, stdin=subprocess.DEVNULL)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise PrintRefused(printer=name) from error
    if done.returncode:
        raise PrintRefused(printer=name)


def _whole(file: Path) -> bool:
    """Tell whether a PDF was written to its end."""
    try:
        return b"%%EOF" in file.read_bytes()[-64:]
    except OSError:
        return False

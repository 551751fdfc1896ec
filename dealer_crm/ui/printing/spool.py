"""Hands a finished job to the print server of Linux at once: what was cancelled before, or whose queue is gone, leaves nothing there."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from PySide6.QtGui import QPageLayout
from PySide6.QtPrintSupport import QPrinter

from dealer_crm.domain.printing import PrintRefused

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

"""The whole program in a process of its own, driven from inside: opened on a folder, its events turned until something is so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEventLoop
from PySide6.QtWidgets import QWidget

from benchmarks.moment import now
from dealer_crm.app.opened import Opened
from dealer_crm.app.program import Program
from dealer_crm.app.start import application
from dealer_crm.storage.folder import DataFolder
from dealer_crm.storage.lock import FolderLock

Kind = TypeVar("Kind", bound=QWidget)
SIZE = (1366, 768)


def running(data: Path) -> Program:
    """Return the program with its window wired and shown."""
    program = Program(application(), data, FolderLock(DataFolder(data).lock), language="zh", theme="light")
    program.now = now
    program.window.resize(*SIZE)
    program.start()
    until(lambda: program.wiring is not None)
    return program


def opened_by(program: Program) -> Opened:
    """Return the folder that the program has open."""
    assert program.opened is not None
    return program.opened


def until(true: Callable[[], bool]) -> None:
    """Turn events until something is so."""
    while not true():
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def find(parent: QWidget, kind: type[Kind], name: str) -> Kind:
    """Return the widget of that name. Raises LookupError."""
    found = parent.findChild(kind, name)
    if found is None:
        raise LookupError(name)
    return found

"""What is kept of every paper that went out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class PrintWay(StrEnum):
    """How a paper went out."""

    PRINTER = "printer"
    FILE = "file"
    PICTURE = "picture"
    TEXT = "text"


@dataclass(frozen=True)
class Printed:
    """One paper that went out; `copies` are sets, `copy_names` the names of the copies of each."""

    kind: str
    record_id: int | None = None
    number: str = ""
    way: PrintWay = PrintWay.PRINTER
    printer: str = ""
    paper: str = ""
    copies: int = 1
    copy_names: tuple[str, ...] = ()
    pages: int = 1


@dataclass(frozen=True)
class PrintLogRow:
    """A line of the print log."""

    id: int
    at: datetime
    printed: Printed
    staff: str

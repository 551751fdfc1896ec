"""What is kept of every paper that went out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dealer_crm.domain.printing import PrintChoice, PrintJob

OVERPRINT = "overprint:"
"""So begin the variants that fill a form printed elsewhere (`domain.overprint.VARIANT`)."""


class PrintWay(StrEnum):
    """How a paper went out."""

    PRINTER = "printer"
    FILE = "file"
    PICTURE = "picture"
    TEXT = "text"


@dataclass(frozen=True)
class Printed:
    """One paper that went out; `copies` are sets, `copy_names` the names of each one's copies, `variant` which form of it it was.

    Prints are counted by variant: a form that was printed elsewhere is another paper than the shop's own.
    """

    kind: str
    record_id: int | None = None
    number: str = ""
    way: PrintWay = PrintWay.PRINTER
    printer: str = ""
    paper: str = ""
    copies: int = 1
    copy_names: tuple[str, ...] = ()
    pages: int = 1
    variant: str = ""


def printed(job: PrintJob, choice: PrintChoice, way: PrintWay, pages: int) -> Printed:
    """Return what is kept of a paper that went out as chosen; a file, a picture and a text have no printer and are made once."""
    to_paper = way is PrintWay.PRINTER
    return Printed(
        job.kind,
        job.record_id,
        job.number,
        way,
        choice.printer if to_paper else "",
        choice.paper,
        choice.copies if to_paper else 1,
        choice.copy_names if job.copies else (),
        pages,
        choice.variant,
    )


@dataclass(frozen=True)
class PrintLogRow:
    """A line of the print log."""

    id: int
    at: datetime
    printed: Printed
    staff: str


@dataclass(frozen=True)
class PrintLogSpec:
    """Which lines are asked for, the newest first: of a kind, of one record, of a day by the shop's calendar, by the number's beginning."""

    kind: str = ""
    record_id: int | None = None
    on: date | None = None
    number: str = ""

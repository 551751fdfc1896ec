"""Prints delivery notes by the program's own way to a printer; run as a module, since libcups keeps the server it met first."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtGui import QPageLayout
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from dealer_crm.documents.pdf.choices import paper_choices
from dealer_crm.documents.pdf.delivery_note import delivery_note
from dealer_crm.documents.pdf.pages import PageSetup, paper_of
from dealer_crm.documents.pdf.ruler_page import numbered_sheets
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.printer_profiles import Placement, Technique
from dealer_crm.domain.printing import PaperChoice, PrintChoice
from dealer_crm.i18n import translator
from dealer_crm.ui.printing import printer
from tests.documents.notes import note

_dress = printer.dress
STRIKES = 3
"""Sheets that went out before trouble comes."""


def _lying(target: QPrinter, paper: PaperChoice, own: Any = None) -> None:
    _dress(target, paper, own)
    target.setPageOrientation(QPageLayout.Orientation.Landscape)


def _metric(target: QPrinter, paper: PaperChoice, own: Any = None) -> None:
    _dress(target, PaperChoice(paper.key, paper.name, 241, 148, paper.continuous), own)


SABOTAGE = {"": _dress, "lying": _lying, "wrong form": _metric}


class _Trouble:
    """Stops the queue, or takes it away, while the job goes out."""

    def __init__(self, queue: str, trouble: str) -> None:
        self._queue, self._trouble = queue, trouble

    def step(self, done: int, _total: int) -> None:
        """Strike after the first sheets."""
        if done == STRIKES and self._trouble:
            command = ["lpadmin", "-x", self._queue] if self._trouble == "gone" else ["cupsdisable", self._queue]
            subprocess.run(command, check=True, capture_output=True)


def _pdf(order: dict[str, Any], place: Placement) -> bytes:
    setup = PageSetup(paper_of(order["paper"]))
    return delivery_note(note(order["lines"]), setup) if order["lines"] else numbered_sheets(setup, place)


def _send(place: Path, number: int, order: dict[str, Any]) -> int | str:
    """Print one order and return its pages, or what it was refused for."""
    (offered,) = paper_choices(translator("zh"), paper_of(order["paper"]))
    choice = PrintChoice(
        f"queue{number}",
        offered.key,
        order["copies"],
        offset_x=order["offset_x"],
        offset_y=order["offset_y"],
        drift=order["drift"],
        technique=Technique(order["technique"]),
    )
    pdf = _pdf(order, choice.place)
    (place / f"{number}.pdf").write_bytes(pdf)
    vars(printer)["dress"] = SABOTAGE[order["sabotage"]]
    try:
        return printer.send(pdf, offered, choice, _Trouble(choice.printer, order["trouble"])).pages
    except DomainError as error:
        return error.code


def main(arguments: Sequence[str]) -> int:
    """Print all orders and say how many pages each has, or why it was refused."""
    place, orders = Path(arguments[0]), json.loads(arguments[1])
    application = QApplication([])
    pages = [_send(place, number, order) for number, order in enumerate(orders)]
    sys.stdout.write(json.dumps(pages) + "\n")
    application.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

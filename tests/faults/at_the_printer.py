"""Prints delivery notes by the program's own way to a printer; run as a module, since libcups keeps the server it met first."""

from __future__ import annotations

import json
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
from dealer_crm.domain.printing import PaperChoice, PrintChoice
from dealer_crm.domain.progress import NoProgress
from dealer_crm.i18n import translator
from dealer_crm.ui.printing import printer
from tests.documents.notes import note

_dress = printer.dress


def _lying(target: QPrinter, paper: PaperChoice, own: Any = None) -> None:
    _dress(target, paper, own)
    target.setPageOrientation(QPageLayout.Orientation.Landscape)


def _metric(target: QPrinter, paper: PaperChoice, own: Any = None) -> None:
    _dress(target, PaperChoice(paper.key, paper.name, 241, 148, paper.continuous), own)


SABOTAGE = {"": _dress, "lying": _lying, "wrong form": _metric}


def _send(place: Path, number: int, order: dict[str, Any]) -> int:
    """Print one order and return its pages."""
    paper = paper_of(order["paper"])
    pdf = delivery_note(note(order["lines"]), PageSetup(paper))
    (place / f"{number}.pdf").write_bytes(pdf)
    (offered,) = paper_choices(translator("zh"), paper)
    choice = PrintChoice(f"queue{number}", offered.key, order["copies"], (), True, order["offset_x"], order["offset_y"])
    vars(printer)["dress"] = SABOTAGE[order["sabotage"]]
    return printer.send(pdf, offered, choice, NoProgress()).pages


def main(arguments: Sequence[str]) -> int:
    """Print all orders and say how many pages each has."""
    place, orders = Path(arguments[0]), json.loads(arguments[1])
    application = QApplication([])
    pages = [_send(place, number, order) for number, order in enumerate(orders)]
    sys.stdout.write(json.dumps(pages) + "\n")
    application.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

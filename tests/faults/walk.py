"""Goes through every page, dialog and form of a shop, and lets somebody look at each."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog

from dealer_crm import resources
from dealer_crm.app.stage import Stage
from dealer_crm.app.tour import Tour
from dealer_crm.documents.excel.list_workbook import write_list
from dealer_crm.documents.lists import ListColumn
from tests.faults.desk import FORMS, at_desk

CALM_MS = 10
Look = Callable[[str], object]


class LookingTour(Tour):
    """The tour of the pictures; each place is painted and then looked at."""

    def __init__(self, stage: Stage, look: Look) -> None:
        super().__init__(stage, Path())
        self._look = look

    def draw(self, name: str) -> None:
        """Look at what is open."""
        self._stage.settle(CALM_MS)
        self._stage.picture()
        self._look(name)

    def _box(self, name: str, blocking: Callable[[], object]) -> None:
        """Look at a box that waits for an answer, then leave whatever is open."""

        def leave() -> None:
            self._look(name)
            for dialog in [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]:
                dialog.reject()

        timer = QTimer()
        timer.timeout.connect(leave)
        timer.start(CALM_MS)
        blocking()
        timer.stop()


def walk(place: Path, look: Look, crashed: Callable[[str], object]) -> None:
    """Walk through the shop in the folder `shop` of the place, and open its forms."""
    sheet = place / "customers.xlsx"
    found = tomllib.loads(resources.path("demo", "sheet.toml").read_text("utf-8"))
    rows = [
        [f"<b>{cell}</b>" if isinstance(cell, str) and number % 3 == 0 else cell for cell in row]
        for number, row in enumerate(found["rows"])
    ]
    write_list(sheet, [ListColumn(title) for title in found["headings"]], rows, "Sheet1")
    with at_desk(place / "shop", crashed) as desk:
        LookingTour(desk.stage, look).walk(sheet)
        for form in FORMS:
            desk.clear()
            root = form.root(desk)
            desk.unfold(root)
            form.first(desk, root)
            desk.stage.picture()
            look(f"form {form.name}")
        desk.clear()


def _bold(cell: object) -> object:
    return f"<b>{cell}</b>" if isinstance(cell, str) else cell

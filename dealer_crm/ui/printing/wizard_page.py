"""What the pages of the printer wizard share: the printer and the paper they are about, and how something is printed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dealer_crm.domain.printing import PaperChoice, PrintChoice
from dealer_crm.i18n import Translator
from dealer_crm.ui.printing.wizard_doors import WizardDoors
from dealer_crm.ui.theme import Space
from dealer_crm.ui.widgets import FormGrid

Printing = Callable[[bytes, PaperChoice, PrintChoice, str], object]
"""Prints a page to measure by and then says a sentence."""


class Bench:
    """The printer and the paper in hand; `out` prints, `tell` says in one line why something was not done."""

    def __init__(self, t: Translator, doors: WizardDoors, out: Printing, tell: Callable[[Exception], object]) -> None:
        self.t, self.doors, self.out, self.tell = t, doors, out, tell
        self.printer, self.paper = "", ""

    def papers(self, *, continuous: bool = False) -> Sequence[PaperChoice]:
        """Return the papers of the shop, or those with holes only."""
        return [paper for paper in self.doors.papers() if paper.continuous or not continuous]

    def size(self, key: str) -> PaperChoice:
        """Return a paper of the shop, the first one where the key is of none."""
        papers = self.papers()
        return next((paper for paper in papers if paper.key == key), papers[0])


class WizardPage(QWidget):
    """One step. `form` is where refusals are shown."""

    form: FormGrid

    def __init__(self, bench: Bench, name: str) -> None:
        super().__init__()
        self._bench, self._t = bench, bench.t
        self.setObjectName(f"wizard_{name}")
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(Space.M)

    def reload(self) -> None:
        """Show how things stand for the printer in hand."""
        raise NotImplementedError


def centimetres(paper: PaperChoice) -> str:
    """Return the sides of a paper as drivers ask for them."""
    return f"{paper.width / 10:.2f} × {paper.height / 10:.2f} cm"

"""The copies of a paper above its preview: which one is looked at, and on which colour it lies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from dealer_crm.domain.paper_templates import CopyColour
from dealer_crm.i18n import Translator
from dealer_crm.ui.widgets import Choice, Combo, Segments
from dealer_crm.words.labels import label

TINTS = {
    CopyColour.WHITE: "#FFFFFF",
    CopyColour.RED: "#FBDCE2",
    CopyColour.YELLOW: "#FFF3C4",
    CopyColour.GREEN: "#DDF2DF",
    CopyColour.BLUE: "#DCE9FA",
}
"""Carbonless paper as it looks on a desk; it is on the screen only, never in the PDF."""


@dataclass(frozen=True)
class Leaf:
    """One copy: its name, the colour of its paper, and on which page of the PDF it begins."""

    name: str
    colour: CopyColour = CopyColour.WHITE
    page: int = 0


def leaves_of(pages: Sequence[str], passed: Sequence[str], colours: Mapping[str, CopyColour]) -> list[Leaf]:
    """Return the copies of a PDF: `pages` names the copy of each page; in one pass (`passed`) all copies are the same pages."""
    if passed:
        return [Leaf(name, colours.get(name, CopyColour.WHITE)) for name in passed]
    firsts = {name: number for number, name in reversed(list(enumerate(pages))) if name}
    return [Leaf(name, colours.get(name, CopyColour.WHITE), firsts[name]) for name in dict.fromkeys(pages) if name]


class LeafChooser(QWidget):
    """Chips, and a `list` for where there is little room; both hide for a paper without copies. `chosen` tells which one."""

    chosen = Signal(int)

    def __init__(self, t: Translator) -> None:
        super().__init__()
        self._t = t
        self._leaves: list[Leaf] = []
        self._narrow = False
        self.chips = Segments([], name="print_leaves", label=t.context("paper", "Copies"), joined=True)
        self.list = Combo([], name="print_leaf")
        self.list.setAccessibleName(t.context("paper", "Copies"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.chips)
        self.list.hide()
        self.chips.changed.connect(lambda shown: self.chosen.emit(shown))
        self.list.activated.connect(lambda _row: self.chosen.emit(self.list.value()))
        self.hide()

    def set_narrow(self, on: bool) -> None:
        """Show the list instead of the chips."""
        self._narrow = on

    def show_leaves(self, leaves: Sequence[Leaf], shown: int, room: int = 0) -> None:
        """Offer the copies; chips that are wider than the room (0 = any) are a list."""
        if list(leaves) != self._leaves:
            self._leaves = list(leaves)
            words = self._t("{copy} {colour}")
            choices = [Choice(n, words.format(copy=one.name, colour=label(one.colour, self._t))) for n, one in enumerate(leaves)]
            self.chips.set_choices(choices)
            self.chips.setFixedWidth(max(self.chips.sizeHint().width(), 1))
            self.list.set_choices(choices)
        self.mark(shown)
        listed = self._narrow or 0 < room < self.chips.minimumWidth()
        self.setVisible(len(leaves) > 1 and not listed)
        self.list.setVisible(len(leaves) > 1 and listed)

    def mark(self, shown: int) -> None:
        """Say which copy is in view."""
        self.chips.blockSignals(True)
        self.chips.set_value(shown)
        self.chips.blockSignals(False)
        self.list.set_value(shown)

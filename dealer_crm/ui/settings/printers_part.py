"""Printers and sizes of paper: what is set for each printer, the way to its wizard, the shop's own sizes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dealer_crm.i18n import Translator
from dealer_crm.ui.printing.paper_sizes import PaperSizes
from dealer_crm.ui.printing.wizard_doors import SizeDoors
from dealer_crm.ui.settings.part import Part
from dealer_crm.ui.widgets import Button, FlowRow, Label


@dataclass(frozen=True)
class PrintersDoors:
    """Each printer's name with what is set for it, in words; opening the wizard for one ('' = the usual one); own sizes."""

    printers: Callable[[], Sequence[tuple[str, str]]]
    wizard: Callable[[], object]
    sizes: SizeDoors


class PrintersPart(Part):
    """A change holds at once, on this computer."""

    def __init__(self, t: Translator, doors: PrintersDoors) -> None:
        sentence = t("What is set here holds on this computer: printers are others elsewhere.")
        super().__init__("printers", t("Printers"), sentence)
        self._t, self._doors = t, doors
        card = self.add_card("printers_card", t("Printers"))
        self.known = Label("", name="printers_known", wrap=True)
        self.wizard_button = Button(t("Printer wizard…"), icon="printer", name="printers_wizard")
        row = FlowRow("printers_buttons")
        row.add(self.wizard_button)
        card.box.addWidget(self.known)
        card.box.addWidget(row)
        self.sizes = PaperSizes(t, doors.sizes)
        self.add_card("printers_sizes_card", t("Sizes of paper")).box.addWidget(self.sizes)
        self.box.addStretch(1)
        self.wizard_button.clicked.connect(lambda: doors.wizard())
        self.findable(t("Printer wizard…"), self.wizard_button)
        self.findable(t("The shop's own sizes"), self.sizes.add_button)

    def reload(self) -> None:
        """Ask which printers there are, and what is kept."""
        lines = [self._t("{name}: {set}").format(name=name, set=said) for name, said in self._doors.printers()]
        self.known.setText("\n".join(lines) or self._t("There is no printer on this computer."))
        self.sizes.reload()

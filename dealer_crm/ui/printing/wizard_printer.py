"""First step of the wizard: which printer, what it is, what its driver says."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.printer_facts import PrinterFacts
from dealer_crm.domain.printer_profiles import NEEDLE_DPI, PrinterProfile, Technique
from dealer_crm.i18n import Translator
from dealer_crm.ui.printing.wizard_page import Bench, WizardPage
from dealer_crm.ui.widgets import Choice, Combo, FormGrid, Ink, Label, Segments
from dealer_crm.words.labels import label


class PrinterStep(WizardPage):
    """A change holds at once. `chosen` tells the name of another printer."""

    chosen = Signal(str)

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench, "printer")
        t = self._t
        self.form = FormGrid(t, name="wizard_printer_form")
        self.printer = self.form.add("printer", t("Printer"), Combo([], name="wizard_printer_name"))
        self.says = Label("", tone=Ink.TEXT2, name="wizard_printer_says", wrap=True)
        self.technique = Segments([Choice(one, label(one, t)) for one in Technique], name="wizard_technique")
        speeds = ((0, t("usual")), (NEEDLE_DPI[0], t("180 dpi, quick")), (NEEDLE_DPI[1], t("360 dpi, fine")))
        self.dpi = Segments([Choice(*one) for one in speeds], name="wizard_dpi")
        self.form.add_wide(self.says)
        self.form.add("technique", t("Prints with"), self.technique)
        self.form.add("dpi", t("Dots an inch"), self.dpi)
        self.follows = Label("", tone=Ink.TEXT2, name="wizard_printer_follows", wrap=True)
        self.box.addWidget(self.form)
        self.box.addWidget(self.follows)
        self.box.addStretch(1)
        self.printer.picked.connect(lambda name: self.chosen.emit(name))
        self.technique.changed.connect(lambda _value: self._keep())
        self.dpi.changed.connect(lambda _value: self._keep())
        self._facts: PrinterFacts | None = None
        self._showing = False

    def reload(self) -> None:
        """Show the printers, and what is known of the one in hand."""
        bench = self._bench
        self.printer.set_choices([Choice(name, name) for name in bench.doors.printers()])
        self.printer.set_value(bench.printer)
        self._facts = self._asked()
        profile = bench.doors.profile(bench.printer)
        self._showing = True
        self.technique.set_value(profile.technique)
        self.dpi.set_value(profile.dpi)
        self._showing = False
        for row in (self.technique, self.dpi):
            row.setEnabled(self._facts is not None)
        self.says.setText(said(self._facts, self._t) if self._facts else "")
        self._dress(profile)

    def _asked(self) -> PrinterFacts | None:
        """Return what the driver says; None without a printer, or where it is gone, which is said."""
        if not self._bench.printer:
            return None
        try:
            return self._bench.doors.facts(self._bench.printer)
        except DomainError as error:
            self._bench.tell(error)
            return None

    def _dress(self, profile: PrinterProfile) -> None:
        t = self._t
        seen = self._facts.technique if self._facts else Technique.AUTO
        needles = (seen if profile.technique is Technique.AUTO else profile.technique) is Technique.NEEDLE
        self.form.set_row_visible("dpi", needles)
        on_needles = t("Black dots only, on sheets too: no grey, no fills, letters stay readable on the last copy.")
        self.follows.setText(on_needles if needles else t("Pages are drawn at 600 dpi, with grey lines and fills."))

    def _keep(self) -> None:
        if self._facts is None or self._showing:
            return
        bench = self._bench
        known = bench.doors.profile(bench.printer)
        profile = replace(known, technique=Technique(self.technique.value() or Technique.AUTO), dpi=self.dpi.value() or 0)
        if profile != known:
            bench.doors.keep(bench.printer, profile)
        self._dress(profile)


def said(facts: PrinterFacts, t: Translator) -> str:
    """Return what the driver says, in two sentences."""
    dots = ", ".join(map(str, facts.resolutions))
    by = t("The driver knows {dots} dpi: {technique}.").format(dots=dots, technique=label(facts.technique, t))
    sizes = t("It takes any size of paper.") if facts.any_size else t("It prints on the forms it has only.")
    between = "" if t.language == "zh" else " "
    return (by if dots else t("The driver does not tell its resolutions; choose what the printer is.")) + between + sizes

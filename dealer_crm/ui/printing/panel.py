"""The right side of the print dialog: printer, paper, copies, what stands on it, where it lands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dealer_crm.domain.printing import PaperChoice, PrintChoice, PrintJob
from dealer_crm.i18n import Translator
from dealer_crm.ui.printing.form_hint import FormHint
from dealer_crm.ui.theme import Space
from dealer_crm.ui.widgets import Button, CheckBox, Choice, Combo, FormGrid, MultiSegments, NumberField, Role

PAIRED = 560
"""A width at which a form sets fields side by side."""


HasForm = Callable[[str, PaperChoice], bool]
Profiled = Callable[[str, PrintChoice], PrintChoice]


class PrintPanel(QWidget):
    """Begins with a choice and says which one stands there now. `changed` follows every edit.

    `profiled` brings what belongs to a printer and a paper (offset, drift, tray, technique) when another one is chosen.
    """

    changed = Signal()

    def __init__(self, t: Translator, job: PrintJob, printers: Sequence[str], has_form: HasForm, profiled: Profiled) -> None:
        super().__init__()
        self._t, self._job, self._has_form, self._profiled = t, job, has_form, profiled
        self._base = PrintChoice()
        self.setObjectName("print_panel")
        self.form = _Form(t, name="print_form", labels_left=False)
        self.variant = self._add_variants()
        self.printer = self.form.add("printer", t("Printer"), Combo([Choice(name, name) for name in printers], name="print_printer"))
        self.paper = self.form.add("paper", t("Paper"), Combo([Choice(p.key, p.name) for p in job.papers], name="print_paper"))
        self.copies = self.form.add("copies", t("Copies"), NumberField(name="print_copies", decimals=0, unit=t("sets")), beside=True)
        self.hint = FormHint(t)
        self.form.add_wide(self.hint)
        self.names = self._add_names()
        self.prices = self._add_prices()
        self.offset_x = self._add_offset("offset_x", t("Right by"))
        self.offset_y = self._add_offset("offset_y", t("Down by"), beside=True)
        self.ruler = Button(t("Print a ruler page"), role=Role.QUIET, icon="scale", name="print_ruler")
        self.form.add_wide(self.ruler)
        self.ruler.setHidden(not printers)
        for name in ("printer", "copies", "offset_x", "offset_y"):
            self.form.set_row_visible(name, bool(printers))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.M)
        box.addWidget(self.form)
        box.addStretch(1)
        self.form.edited.connect(self._on_edited)

    def _add_variants(self) -> Combo | None:
        if not self._job.variants:
            return None
        choices = [Choice(code, name) for code, name in self._job.variants]
        return self.form.add("variant", self._t("Sheet"), Combo(choices, name="print_variant"))

    def _add_names(self) -> MultiSegments | None:
        if not self._job.copies:
            return None
        choices = [Choice(name, name) for name in self._job.copies]
        return self.form.add("names", self._t("Copies on the paper"), MultiSegments(choices, name="print_names"))

    def _add_prices(self) -> CheckBox | None:
        if not self._job.offers_prices:
            return None
        return self.form.add("prices", self._t("Contents"), CheckBox(self._t("Prices and amounts"), "print_prices"))

    def _add_offset(self, name: str, label: str, *, beside: bool = False) -> NumberField:
        return self.form.add(name, label, NumberField(name=f"print_{name}", decimals=1, unit=self._t("mm")), beside=beside)

    def show_choice(self, choice: PrintChoice) -> None:
        """Show a choice; a printer that is not there leaves the usual one."""
        self._base = choice
        self.printer.set_value(choice.printer)
        self.paper.set_value(choice.paper)
        self.copies.set_value(choice.copies)
        self.offset_x.set_value(choice.offset_x)
        self.offset_y.set_value(choice.offset_y)
        if self.names:
            self.names.set_values(choice.copy_names)
        if self.variant:
            self.variant.set_value(choice.variant)
        if self.prices:
            self.prices.setChecked(choice.with_prices)
        if (self.printer.value() or "", self.paper.value()) != (choice.printer, choice.paper):
            self._show_profile()
        self._show_hint()

    def _show_profile(self) -> None:
        """Show where another printer or paper puts it."""
        self._base = found = self._profiled(self._job.kind, self.choice())
        self.offset_x.set_value(found.offset_x)
        self.offset_y.set_value(found.offset_y)

    def choice(self) -> PrintChoice:
        """Return what stands there; the last name of the copies cannot be taken away."""
        names = tuple(self.names.values()) if self.names else ()
        return replace(
            self._base,
            printer=self.printer.value() or "",
            paper=self.paper.value(),
            copies=self.copies.value() or 1,
            copy_names=names or self._job.copies,
            with_prices=self.prices.isChecked() if self.prices else True,
            offset_x=self.offset_x.value() or 0,
            offset_y=self.offset_y.value() or 0,
            variant=self.variant.value() if self.variant else "",
        ).checked()

    def _on_edited(self, name: str) -> None:
        if name in ("printer", "paper"):
            self._show_profile()
            self._show_hint()
        self.changed.emit()

    def _show_hint(self) -> None:
        paper, printer = self._job.paper(self.paper.value()), self.printer.value()
        self.hint.show_paper(paper, known=self._has_form(printer, paper) if printer and paper.continuous else None)


class _Form(FormGrid):
    """Sets two small fields side by side although the panel is narrow."""

    def arrange(self, width: int) -> None:
        """Lay out as in a wide form."""
        super().arrange(max(width, PAIRED))

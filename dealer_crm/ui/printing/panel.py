"""The right side of the print dialog: printer, paper, copies, what stands on it, where it lands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dealer_crm.domain.printing import PrintChoice, PrintJob
from dealer_crm.i18n import Translator
from dealer_crm.ui.printing.doors import PrintDoors
from dealer_crm.ui.printing.form_hint import FormHint
from dealer_crm.ui.theme import Space, Type
from dealer_crm.ui.widgets import Button, CheckBox, Choice, Combo, FormGrid, Label, MultiSegments, NumberField, Role, Segments

PAIRED = 560
"""A width at which a form sets fields side by side."""
ONE_PASS, PAGES = "one", "pages"


class PrintPanel(QWidget):
    """Begins with a choice and says which one stands there now. `changed` follows every edit.

    What belongs to a printer and a paper (offset, drift, tray, technique) comes with another one of them (`doors.profiled`).
    """

    changed = Signal()

    def __init__(self, t: Translator, job: PrintJob, printers: Sequence[str], doors: PrintDoors) -> None:
        super().__init__()
        self._t, self._job, self._doors, self._printers = t, job, doors, printers
        self._base = PrintChoice()
        self.setObjectName("print_panel")
        self.form = _Form(t, name="print_form", labels_left=False)
        self.said = Label("", Type.CAPTION, name="print_before_words", wrap=True)
        self.before = Button(t("Print log…"), role=Role.QUIET, icon="history", name="print_before")
        for widget in (self.said, self.before):
            self.form.add_wide(widget)
            widget.hide()
        self.variant = self._add_variants()
        self.printer = self.form.add("printer", t("Printer"), Combo([Choice(name, name) for name in printers], name="print_printer"))
        self.paper = self.form.add("paper", t("Paper"), Combo([Choice(p.key, p.name) for p in job.papers], name="print_paper"))
        self.copies = self.form.add("copies", t("Sets"), NumberField(name="print_copies", decimals=0, unit=t("sets")), beside=True)
        self.hint = FormHint(t)
        self.form.add_wide(self.hint)
        self.passes = self._add_passes()
        self.alike = Label(
            t("One pass prints the same on every copy: what the first one says."), Type.CAPTION, name="print_alike", wrap=True
        )
        self.form.add_wide(self.alike)
        self.names = self._add_names()
        self.prices = self._add_prices()
        self._add_places()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.M)
        box.addWidget(self.form)
        box.addStretch(1)
        self.form.edited.connect(self._on_edited)

    def _add_variants(self) -> Combo | None:
        if len(self._job.variants) < 2:
            return None
        choices = [Choice(code, name) for code, name in self._job.variants]
        return self.form.add("variant", self._t("Sheet"), Combo(choices, name="print_variant"))

    def _add_passes(self) -> Segments | None:
        if not self._job.copies:
            return None
        choices = [Choice(ONE_PASS, self._t("One pass, carbonless")), Choice(PAGES, self._t("A page for each copy"))]
        return self.form.add("passes", self._t("How copies are made"), Segments(choices, name="print_passes"))

    def _add_names(self) -> MultiSegments | None:
        if not self._job.copies:
            return None
        choices = [Choice(name, name) for name in self._job.copies]
        return self.form.add("names", self._t("Copies on the paper"), MultiSegments(choices, name="print_names"))

    def _add_prices(self) -> CheckBox | None:
        if not self._job.offers_prices:
            return None
        return self.form.add("prices", self._t("Contents"), CheckBox(self._t("Prices and amounts"), "print_prices"))

    def _add_places(self) -> None:
        """Add where it lands on the paper, and what measures and sets up."""
        t, beside = self._t, self._doors.beside
        self.offset_x = self._add_offset("offset_x", t("Right by"))
        self.offset_y = self._add_offset("offset_y", t("Down by"), beside=True)
        self.drift = self.form.add("drift", t("Drift back per sheet"), NumberField(name="print_drift", decimals=2, unit=t("mm")))
        self.tray = self.form.add("tray", t("Tray"), Combo([], name="print_tray"))
        self.ruler = Button(t("Print a ruler page"), role=Role.QUIET, icon="scale", name="print_ruler")
        self.wizard = Button(t("Set up the printer…"), role=Role.QUIET, icon="printer", name="print_wizard")
        self.looks = Button(t("Looks of this paper…"), role=Role.QUIET, icon="palette", name="print_looks")
        for button, offered in (
            (self.ruler, bool(self._printers)),
            (self.wizard, bool(self._printers) and beside.wizard is not None),
            (self.looks, beside.looks is not None),
        ):
            self.form.add_wide(button)
            button.setHidden(not offered)
        for name in ("printer", "copies", "offset_x", "offset_y", "drift"):
            self.form.set_row_visible(name, bool(self._printers))

    def _add_offset(self, name: str, label: str, *, beside: bool = False) -> NumberField:
        return self.form.add(name, label, NumberField(name=f"print_{name}", decimals=1, unit=self._t("mm")), beside=beside)

    def show_choice(self, choice: PrintChoice) -> None:
        """Show a choice; a printer that is not there leaves the usual one."""
        self._base = choice
        if self.variant:
            self.variant.set_value(choice.variant)
        self._show_papers()
        self.printer.set_value(choice.printer)
        self.paper.set_value(choice.paper)
        self.copies.set_value(choice.copies)
        self._show_place(choice)
        if self.names:
            self.names.set_values(choice.copy_names)
        if self.prices:
            self.prices.setChecked(choice.with_prices)
        self._show_passes(choice.one_pass)
        if (self.printer.value() or "", self.paper.value()) != (choice.printer, choice.paper):
            self.show_profile()
        self._show_hint()
        self.show_before()

    def _show_papers(self) -> None:
        """Offer the papers of the sheet that is chosen: a form that was printed elsewhere has its own."""
        papers = self._job.papers_of(self.variant.value() if self.variant else self._job.variant(""))
        if self.paper.offered() != [paper.key for paper in papers]:
            kept = self.paper.value()
            self.paper.set_choices([Choice(paper.key, paper.name) for paper in papers])
            self.paper.set_value(kept if kept in self.paper.offered() else papers[0].key)

    def show_before(self) -> None:
        """Say how often this paper was printed."""
        said = self._doors.beside.before(self._job, self.choice().variant)
        self.said.setText(said)
        self.said.setVisible(bool(said))
        self.before.setVisible(bool(said) and self._doors.beside.log is not None)

    def show_profile(self) -> None:
        """Show where another printer or paper puts it."""
        self._base = self._doors.profiled(self._job.kind, self.choice())
        self._show_place(self._base)

    def _show_place(self, choice: PrintChoice) -> None:
        self.offset_x.set_value(choice.offset_x)
        self.offset_y.set_value(choice.offset_y)
        self.drift.set_value(choice.drift)
        trays = self._doors.beside.trays(self.printer.value() or "") if self._printers else ()
        self.tray.set_choices([Choice("", self._t("As the driver says")), *(Choice(tray, tray) for tray in trays)])
        self.tray.set_value(choice.tray if choice.tray in trays else "")
        self.form.set_row_visible("tray", bool(trays))

    def _show_passes(self, one_pass: bool) -> None:
        self.alike.setVisible(one_pass and self._job.differ)
        if self.passes:
            self.passes.set_value(ONE_PASS if one_pass else PAGES)
            own_form = self.variant is not None and self.variant.value() in dict(self._job.forms)
            self.form.set_row_visible("passes", not own_form)
            self.form.set_row_visible("names", not one_pass and not own_form)

    def choice(self) -> PrintChoice:
        """Return what stands there; the last name of the copies cannot be taken away, and one pass makes all of them."""
        one_pass = self.passes is not None and self.passes.value() == ONE_PASS
        names = tuple(self.names.values()) if self.names and not one_pass else ()
        found = replace(
            self._base,
            printer=self.printer.value() or "",
            paper=self.paper.value(),
            copies=self.copies.value() or 1,
            copy_names=names or self._job.copies,
            with_prices=self.prices.isChecked() if self.prices else True,
            offset_x=self.offset_x.value() or 0,
            offset_y=self.offset_y.value() or 0,
            drift=self.drift.value() or 0,
            tray=self.tray.value() or "" if self.tray.count() > 1 else self._base.tray,
            variant=self.variant.value() if self.variant else self._job.variant(""),
            one_pass=one_pass,
        )
        return self._job.fitted(found.checked())

    def _on_edited(self, name: str) -> None:
        if name == "variant":
            self._show_papers()
            self.show_before()
        if name in ("paper", "variant"):
            self._show_passes(self._job.passes(self._job.paper(self.paper.value())))
        if name == "passes" and self.passes:
            self._show_passes(self.passes.value() == ONE_PASS)
        if name in ("printer", "paper", "variant"):
            self.show_profile()
            self._show_hint()
        self.changed.emit()

    def _show_hint(self) -> None:
        paper, printer = self._job.paper(self.paper.value()), self.printer.value()
        self.hint.show_paper(paper, known=self._doors.has_form(printer, paper) if printer and paper.continuous else None)
        self.form.set_row_visible("drift", bool(self._printers) and paper.continuous)


class _Form(FormGrid):
    """Sets two small fields side by side although the panel is narrow."""

    def arrange(self, width: int) -> None:
        """Lay out as in a wide form."""
        super().arrange(max(width, PAIRED))

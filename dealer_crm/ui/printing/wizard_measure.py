"""Third and fourth step of the wizard: a page is printed, two numbers are measured on it, and what follows is kept with the printer."""

from __future__ import annotations

from dataclasses import dataclass

from dealer_crm.domain.calibration import SHEETS, corrected, drifted
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.printer_profiles import Placement
from dealer_crm.domain.printing import PrintChoice
from dealer_crm.ui.printing.wizard_page import Bench, WizardPage
from dealer_crm.ui.theme import Tone, Type
from dealer_crm.ui.widgets import Button, Choice, Combo, FlowRow, FormGrid, Ink, Label, NumberField


@dataclass(frozen=True)
class MeasureWords:
    """What a step is called in widgets, what it does, its button, and its two fields (name, label)."""

    name: str
    sentence: str
    print: str
    first: tuple[str, str]
    second: tuple[str, str]


class MeasureStep(WizardPage):
    """Print, measure, take over, and print once more to see that it is so."""

    def __init__(self, bench: Bench, words: MeasureWords) -> None:
        super().__init__(bench, words.name)
        t, name = self._t, words.name
        self._names = (words.first[0], words.second[0])
        self.form = FormGrid(t, name=f"wizard_{name}_form")
        self.paper = self.form.add("paper", t("Paper"), Combo([], name=f"wizard_{name}_paper"))
        self.tray = self.form.add("tray", t("Tray"), Combo([], name=f"wizard_{name}_tray"))
        self.print_button = Button(words.print, icon="printer", name=f"wizard_{name}_print")
        printing = FlowRow(f"wizard_{name}_printing")
        printing.add(self.print_button)
        self.form.add_wide(printing)
        self.first, self.second = (
            self.form.add(field, text, NumberField(name=f"wizard_{field}", decimals=1, unit=t("mm")))
            for field, text in (words.first, words.second)
        )
        self.take = Button(t("Take over"), icon="check", name=f"wizard_{name}_take")
        self.zero = Button(t("Back to zero"), icon="undo-2", name=f"wizard_{name}_zero")
        self.stands = Label("", Type.STRONG, name=f"wizard_{name}_stands", wrap=True)
        self.form.set_last(self.take)
        row = FlowRow(f"wizard_{name}_buttons")
        for button in (self.take, self.zero):
            row.add(button)
        for widget in (Label(words.sentence, tone=Ink.TEXT2, name=f"wizard_{name}_sentence", wrap=True), self.form, row, self.stands):
            self.box.addWidget(widget)
        self.box.addStretch(1)
        self.paper.picked.connect(self._on_paper)
        self.tray.picked.connect(lambda _tray: self._on_tray())
        self.print_button.clicked.connect(self.print_page)
        self.take.clicked.connect(self.take_over)
        self.zero.clicked.connect(lambda: self._keep(self.undone(self._choice().place)))

    # what the steps differ in

    def pdf(self, choice: PrintChoice) -> bytes:
        """Return what is printed."""
        raise NotImplementedError

    def worked_out(self, place: Placement, measured: tuple[int, int]) -> Placement:
        """Return what follows from the two numbers. Raises DomainError."""
        raise NotImplementedError

    def undone(self, place: Placement) -> Placement:
        """Return the place without what this step measures."""
        raise NotImplementedError

    def said(self, place: Placement) -> str:
        """Return how things stand, and what shows that it is so."""
        raise NotImplementedError

    # what they share

    def reload(self) -> None:
        """Show the papers, and what is kept for the one in hand."""
        bench = self._bench
        papers = bench.papers(continuous=isinstance(self, FeedStep))
        self.paper.set_choices([Choice(paper.key, paper.name) for paper in papers])
        self.paper.set_value(bench.paper)
        try:
            trays = bench.doors.facts(bench.printer).trays
        except DomainError:
            trays = ()
        self.tray.set_choices([Choice("", self._t("as the driver is set")), *(Choice(tray, tray) for tray in trays)])
        self.form.set_row_visible("tray", bool(trays))
        for widget in (self.print_button, self.take, self.first, self.second):
            widget.setEnabled(bool(bench.printer))
        self._dress()

    def _dress(self) -> None:
        place = self._choice().place
        self.tray.set_value(place.tray)
        self.stands.setText(self.said(place))
        self.zero.setEnabled(self.undone(place) != place)

    def _choice(self) -> PrintChoice:
        return self._bench.doors.choice(self._bench.printer, self.paper.value() or "")

    def _on_paper(self, key: str) -> None:
        self._bench.paper = key
        self._dress()

    def _on_tray(self) -> None:
        place = self._choice().place
        self._keep(Placement(place.offset_x, place.offset_y, place.drift, self.tray.value() or ""))

    def print_page(self) -> None:
        """Print what is to be measured, as the printer is set now."""
        choice = self._choice()
        said = self._t("On its way to {printer}. Measure, and type both numbers here.").format(printer=choice.printer)
        self._bench.out(self.pdf(choice), self._bench.size(choice.paper), choice, said)

    def take_over(self) -> None:
        """Keep what follows from what was measured; a number that is missing is asked for."""
        first, second = self.first.value(), self.second.value()
        self.form.clear_errors()
        missing = [name for name, value in zip(self._names, (first, second), strict=True) if value is None]
        if missing:
            self.form.show_field_note(missing[0], self._t("Measure it and type millimetres, 50.5 for instance."), Tone.DANGER)
            self.form.go_to(missing[0])
            return
        assert first is not None
        assert second is not None
        try:
            place = self.worked_out(self._choice().place, (first, second))
        except DomainError as error:
            self._bench.tell(error)
            return
        self.first.clear()
        self.second.clear()
        self._keep(place)
        self.print_button.setFocus()

    def _keep(self, place: Placement) -> None:
        self._bench.doors.measured(self._bench.printer, self.paper.value() or "", place)
        self._dress()


class RulerStep(MeasureStep):
    """Where the printer prints on a paper."""

    def __init__(self, bench: Bench) -> None:
        t = bench.t
        words = MeasureWords(
            "ruler",
            t("Print the ruler page and measure the middle of its cross. What is taken over holds for all papers of this size."),
            t("Print the ruler page"),
            ("across", t("From the left edge")),
            ("down", t("From the upper edge")),
        )
        super().__init__(bench, words)

    def pdf(self, choice: PrintChoice) -> bytes:
        """Return the ruler page."""
        return self._bench.doors.ruler(choice)

    def worked_out(self, place: Placement, measured: tuple[int, int]) -> Placement:
        """Return the place that puts the cross where it should be."""
        across, down = self._bench.doors.cross(self.paper.value())
        return corrected(place, (10 * across, 10 * down), measured)

    def undone(self, place: Placement) -> Placement:
        """Return the place without offsets."""
        return Placement(0, 0, place.drift, place.tray)

    def said(self, place: Placement) -> str:
        """Return the offsets, and where the cross is then."""
        across, down = self._bench.doors.cross(self.paper.value())
        stands = self._t("Set: right by {x} mm, down by {y} mm. On the next page the cross should be at {across} mm and {down} mm.")
        return stands.format(x=f"{place.offset_x / 10:g}", y=f"{place.offset_y / 10:g}", across=across, down=down)


class FeedStep(MeasureStep):
    """By how much continuous paper runs away."""

    def __init__(self, bench: Bench) -> None:
        t = bench.t
        words = MeasureWords(
            "feed",
            t(
                "Only where lines run away from sheet to sheet although the driver knows the form. Print ten sheets, measure the line from "
                "the upper edge of sheet 1 and of sheet 10."
            ),
            t("Print ten sheets"),
            ("first", t("Line on sheet 1")),
            ("last", t("Line on sheet 10")),
        )
        super().__init__(bench, words)

    def pdf(self, choice: PrintChoice) -> bytes:
        """Return the numbered sheets."""
        return self._bench.doors.numbered(choice)

    def worked_out(self, place: Placement, measured: tuple[int, int]) -> Placement:
        """Return the place with the drift of a sheet."""
        return drifted(place, *measured, SHEETS)

    def undone(self, place: Placement) -> Placement:
        """Return the place without drift."""
        return Placement(place.offset_x, place.offset_y, 0, place.tray)

    def said(self, place: Placement) -> str:
        """Return the drift, and what it does."""
        if not place.drift:
            return self._t("Set: no drift.")
        stands = self._t("Set: {drift} mm a sheet, taken back on each sheet as far as its margin goes. Print ten again: both lines agree.")
        return stands.format(drift=f"{place.drift / 100:g}")

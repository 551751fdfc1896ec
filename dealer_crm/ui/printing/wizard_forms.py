"""Second step of the wizard: whether the driver knows the sizes of the shop, and how one defines a form in Windows, in pictures."""

from __future__ import annotations

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.printer_facts import FormFit, FormFound
from dealer_crm.domain.printing import PaperChoice
from dealer_crm.ui.printing.paper_sizes import PaperSizes
from dealer_crm.ui.printing.step_pictures import StepPictures, form_words, steps
from dealer_crm.ui.printing.wizard_page import Bench, WizardPage, centimetres
from dealer_crm.ui.theme import Type
from dealer_crm.ui.widgets import Button, Choice, FlowRow, FormGrid, HLine, Ink, Label, Role, Segments
from dealer_crm.words.labels import label

ICONS = {FormFit.KNOWN: "circle-check", FormFit.ANY: "circle-check", FormFit.NEAR: "circle-alert", FormFit.MISSING: "triangle-alert"}
INKS = {FormFit.KNOWN: Ink.DONE, FormFit.ANY: Ink.DONE, FormFit.NEAR: Ink.WARN, FormFit.MISSING: Ink.DANGER}


class FormsStep(WizardPage):
    """Each size of the shop with a sign; the chosen one with what is to be done."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench, "forms")
        t = self._t
        self._found: dict[str, FormFound] = {}
        self.form = FormGrid(t, name="wizard_forms_form", labels_left=False)
        self.sizes = self.form.add("paper", t("Sizes of the shop"), Segments([], name="wizard_sizes"))
        self.verdict = Label("", Type.STRONG, name="wizard_verdict", wrap=True)
        self.values = Label("", name="wizard_values", wrap=True)
        self.again = Button(t("Look again"), icon="refresh-cw", role=Role.QUIET, name="wizard_again")
        self.how = Button(t("Show the four steps"), icon="chevron-right", role=Role.QUIET, name="wizard_how")
        self.pictures = StepPictures("wizard_steps")
        self.own = PaperSizes(t, bench.doors.own)
        row = FlowRow("wizard_forms_buttons")
        row.add(self.again)
        row.add(self.how)
        for widget in (self.form, self.verdict, self.values, row, self.pictures, HLine(), self.own):
            self.box.addWidget(widget)
        self.box.addStretch(1)
        self.sizes.changed.connect(lambda _key: self._on_chosen())
        self.again.clicked.connect(self.reload)
        self.how.clicked.connect(lambda: self._unfold(self.pictures.isHidden()))
        self.own.changed.connect(self.reload)

    def reload(self) -> None:
        """Ask the driver anew."""
        bench = self._bench
        papers = bench.papers()
        self._found = {paper.key: found for paper in papers if (found := self._asked(paper)) is not None}
        signs = {key: ICONS[found.fit] for key, found in self._found.items()}
        self.sizes.set_choices([Choice(paper.key, paper.name, signs.get(paper.key, "")) for paper in papers])
        self.sizes.set_value(bench.size(bench.paper).key)
        self.own.reload()
        self._show()

    def _asked(self, paper: PaperChoice) -> FormFound | None:
        try:
            return self._bench.doors.form_of(self._bench.printer, paper)
        except DomainError:
            return None

    def _on_chosen(self) -> None:
        if key := self.sizes.value():
            self._bench.paper = key
            self._show()

    def _show(self) -> None:
        t, paper = self._t, self._bench.size(self._bench.paper)
        found = self._found.get(paper.key)
        self.verdict.setText(f"{paper.name} ({centimetres(paper)}): {label(found.fit, t)}" if found else paper.name)
        self.verdict.set_ink(INKS[found.fit] if found else Ink.TEXT)
        self.values.setText(self._advice(paper, found))
        self.pictures.show_steps(steps(t, paper, self._bench.printer))
        self._unfold(found is not None and found.fit in (FormFit.NEAR, FormFit.MISSING))

    def _advice(self, paper: PaperChoice, found: FormFound | None) -> str:
        t, form = self._t, form_words(paper)
        type_this = t("Type exactly: name {name}, width {width} cm, height {height} cm, margins 0.").format(
            name=form.name, width=form.width, height=form.height
        )
        if found is None:
            return type_this
        if found.fit is FormFit.KNOWN:
            return t("Nothing is to be done. Printed upright and at 100 %.") if paper.continuous else t("Nothing is to be done.")
        if found.fit is FormFit.ANY:
            return self._both(t("Nothing is to be done. Should lines drift all the same, define the form."), type_this)
        if found.fit is FormFit.NEAR and found.form is not None:
            has = t("The driver has {width} × {height} mm: every sheet would run away by {off} mm. Change the form.").format(
                width=f"{found.form.width:.1f}", height=f"{found.form.height:.1f}", off=f"{abs(found.form.height - paper.height):.1f}"
            )
            return self._both(has, type_this)
        return self._both(t("Without the form the driver takes another size. Define it once, in four steps."), type_this)

    def _both(self, *sentences: str) -> str:
        return ("" if self._t.language == "zh" else " ").join(sentences)

    def _unfold(self, on: bool) -> None:
        self.pictures.setVisible(on)
        self.how.set_icon("chevron-down" if on else "chevron-right")

"""What continuous paper needs: a form of its size in the driver, and how one defines it in Windows."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dealer_crm.domain.printing import PaperChoice
from dealer_crm.i18n import Translator
from dealer_crm.ui.theme import Space, Type
from dealer_crm.ui.widgets import Button, Ink, Label, Role


class FormHint(QWidget):
    """Hidden for sheets; for forms it says whether the driver knows them, and unfolds the steps."""

    def __init__(self, t: Translator) -> None:
        super().__init__()
        self._t = t
        self.setObjectName("print_form_hint")
        self.words = Label("", Type.CAPTION, name="print_form_words", wrap=True)
        self.how = Button(t("How to define the form"), role=Role.QUIET, icon="chevron-right", name="print_form_how")
        self.steps = Label("", Type.CAPTION, tone=Ink.TEXT2, name="print_form_steps", wrap=True)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.XS)
        for widget in (self.words, self.how, self.steps):
            box.addWidget(widget)
        self.how.clicked.connect(lambda: self._unfold(self.steps.isHidden()))
        self._unfold(False)
        self.hide()

    def show_paper(self, paper: PaperChoice, *, known: bool | None) -> None:
        """Say how things stand; `known` None = no printer was asked."""
        t = self._t
        self.setVisible(paper.continuous)
        if known:
            words, ink = t("The driver knows this form. Print upright and at 100 %."), Ink.DONE
        elif known is None:
            words, ink = t("Continuous paper: print upright and at 100 %."), Ink.TEXT2
        else:
            words, ink = t("The driver does not know this form yet; lines will drift. Define it once, in four steps."), Ink.WARN
        self.words.setText(words)
        self.words.set_ink(ink)
        self.how.setVisible(not known)
        self._unfold(known is False)
        self.steps.setText(self._four_steps(paper))

    def _four_steps(self, paper: PaperChoice) -> str:
        t = self._t
        steps = (
            t("1. Windows: Devices and Printers, click the printer, then Print server properties."),
            t("2. Create a new form: name {name}, width {width} cm, height {height} cm, all margins 0. Save the form."),
            t("3. Printing preferences of the printer: paper = this form, portrait, scale 100 %."),
            t("4. Printer properties, device settings: give the tractor feeder this form. Then open this preview again."),
        )
        size = {"width": f"{paper.width / 10:.2f}", "height": f"{paper.height / 10:.2f}"}
        return "\n".join(step.format(name=f"{paper.width:.0f}x{paper.height:.0f}", **size) for step in steps)

    def _unfold(self, on: bool) -> None:
        self.steps.setVisible(on and not self.how.isHidden())
        self.how.set_icon("chevron-down" if on else "chevron-right")

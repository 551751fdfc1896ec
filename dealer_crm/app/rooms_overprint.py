"""Forms that were printed elsewhere: their part of the settings, and the editor with its test sheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dealer_crm.app.opened import Opened
from dealer_crm.domain.overprint import OverprintForm
from dealer_crm.domain.papers import own_papers
from dealer_crm.domain.printing import PaperChoice, PrintChoice, PrintJob
from dealer_crm.i18n import Translator
from dealer_crm.ui.shell import MainWindow

if TYPE_CHECKING:
    from dealer_crm.app.printing import PrintLink
    from dealer_crm.ui.overprint.dialog import OverprintDialog
    from dealer_crm.ui.overprint.doors import OverprintDoors
    from dealer_crm.ui.settings.overprint_part import OverprintPart


@dataclass(frozen=True)
class OverprintRoom:
    """What the list and the editor of forms stand on."""

    t: Translator
    opened: Opened
    window: MainWindow
    printing: PrintLink

    def part(self) -> OverprintPart:
        """Return the list of forms, for the settings."""
        from dealer_crm.ui.settings.overprint_part import OverprintListDoors, OverprintPart

        forms, trade, t = self.opened.overprint_forms, self.opened.trade, self.t
        doors = OverprintListDoors(forms.all, lambda kind: trade.paper_kind(kind).said(t.language), self.edit, forms.delete)
        return OverprintPart(t, doors)

    def edit(self, form_id: int, told: Callable[[OverprintForm], object]) -> OverprintDialog:
        """Open the editor of a form, 0 = a new one; `told` hears of it when it was saved. Raises OverprintNotFound."""
        from dealer_crm.ui.overprint.dialog import OverprintDialog

        kinds = self.opened.trade.overprint_kinds()
        form = self.opened.overprint_forms.open(form_id) if form_id else OverprintForm("", kinds[-1].code)
        dialog = OverprintDialog(self.t, form, self.doors(), self.opened.drafts, self.window)
        dialog.saved.connect(told)
        dialog.open()
        return dialog

    def doors(self) -> OverprintDoors:
        """Return what the editor may call."""
        from dealer_crm.ui.overprint.doors import OverprintDoors

        t, papers, trade, forms = self.t, self.opened.overprint_papers, self.opened.trade, self.opened.overprint_forms
        return OverprintDoors(
            kinds=trade.overprint_kinds,
            blanks=trade.blanks,
            sample=lambda kind: papers.sample(kind, t.language),
            sizes=self.sizes,
            save=self.save,
            keep_scan=forms.keep_scan,
            scan=forms.scan,
            choose=lambda: self.window.prompts.choose_file(t("Scan of the form"), t("Pictures and PDF") + " (*)"),
            draw=lambda form, values: papers.drawn(form, values, PrintChoice(), t.language),
            test=self.test,
        )

    def save(self, form: OverprintForm) -> OverprintForm:
        """Keep a form and return it as it is kept. Raises what the service raises."""
        forms = self.opened.overprint_forms
        if form.id:
            forms.edit(form.id, form)
            return forms.open(form.id)
        return forms.open(forms.create(form))

    def sizes(self) -> Sequence[PaperChoice]:
        """Return the papers of the trade and the shop's own sizes."""
        from dealer_crm.documents.pdf.choices import paper_choices
        from dealer_crm.documents.pdf.pages import Paper

        usual = (Paper.A4, Paper.A5, Paper.A5_LANDSCAPE, Paper.CONT_241x140, Paper.CONT_241x93, Paper.CONT_241x280)
        return paper_choices(self.t, *usual, own=own_papers(self.opened.settings.value.own_papers))

    def test(self, form: OverprintForm) -> None:
        """Show a form with example values in the print dialog; nothing of it is remembered or noted. Raises what `checked` raises."""
        from dealer_crm.ui.printing.dialog import PrintDialog

        form = form.checked([blank.code for blank in self.opened.trade.blanks(form.kind)])
        doors = replace(self.printing.doors(), remember=lambda _kind, _choice: None, note=lambda *_printed: None)
        PrintDialog(self.t, self.test_job(form), doors, self.window, self.window).open()

    def test_job(self, form: OverprintForm) -> PrintJob:
        """Return a form with example values as it is offered to the printer."""
        from dealer_crm.app.overprint_jobs import paper_choice, scan_of

        t, papers = self.t, self.opened.overprint_papers
        values, title = papers.sample(form.kind, t.language), t("Test sheet {name}").format(name=form.name)
        return PrintJob(
            kind=form.kind,
            title=title,
            file_name=title,
            papers=(paper_choice(form),),
            render=lambda choice: papers.drawn(form, values, choice, t.language),
            ground=lambda _choice: scan_of(self.opened, form),
        )

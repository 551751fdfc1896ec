"""Papers about customers besides the record: the form, follow-up cards, address labels, the list as it is shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dealer_crm.app.opened import Opened
from dealer_crm.app.printing import PrintLink
from dealer_crm.domain.dates import local_day

LABEL = (1_500, 1_100)
"""Labels of the shop's own size are at most so wide and high, in tenths of a mm."""

if TYPE_CHECKING:
    from dealer_crm.domain.papers import OwnPaper
    from dealer_crm.domain.printing import PrintChoice, PrintJob
    from dealer_crm.services.label_papers import LabelOrder
    from dealer_crm.services.list_papers import ListQuestion
    from dealer_crm.ui.customers.labels_dialog import LabelDoors


class CustomerPapers:
    """Makes the jobs that the print dialog shows."""

    def __init__(self, printing: PrintLink, opened: Opened) -> None:
        self._t, self._printing, self._opened = printing.t, printing, opened

    def form(self, customer_id: int | None) -> None:
        """Show the form of a customer, or a blank one."""
        self._printing.preview(self.form_job(customer_id))

    def form_job(self, customer_id: int | None) -> PrintJob:
        """Return the form as it is offered to the printer."""
        from dealer_crm.documents.pdf.choices import paper_choices
        from dealer_crm.documents.pdf.pages import Paper
        from dealer_crm.domain.printing import PrintJob

        t, opened = self._t, self._opened
        line = next(iter(opened.customer_list.rows([customer_id])), None) if customer_id else None
        name = (line.name or line.number) if line else ""
        title = t("Customer form {name}").format(name=name) if name else t("Blank customer form")
        operator = opened.operator.name if opened.operator else ""
        return PrintJob(
            kind="customer_form",
            title=title,
            file_name=title,
            papers=paper_choices(t, Paper.A4),
            render=lambda choice: opened.form_papers.form(customer_id, choice, t.language, operator),
            needs=("name", "address", "hotline"),
            record_id=customer_id,
            number=line.number if line else "",
        )

    def cards_job(self, customer_ids: Sequence[int]) -> PrintJob:
        """Return the follow-up cards of customers, one or many, as they are offered to the printer."""
        from dealer_crm.documents.pdf.choices import paper_choices
        from dealer_crm.documents.pdf.pages import Paper
        from dealer_crm.domain.printing import PrintJob

        t, opened, chosen = self._t, self._opened, tuple(customer_ids)
        line = next(iter(opened.customer_list.rows(chosen)), None) if len(chosen) == 1 else None
        one, many = t("Follow-up card {name}"), t("Follow-up cards of {n} customers")
        title = one.format(name=line.name or line.number) if line else many.format(n=f"{len(chosen):,}")
        operator = opened.operator.name if opened.operator else ""
        return PrintJob(
            kind="followup_card",
            title=title,
            file_name=title,
            papers=paper_choices(t, Paper.A5_LANDSCAPE, Paper.A4),
            render=lambda choice: opened.followup_papers.cards(chosen, choice, t.language, operator),
            needs=("name",),
            record_id=line.id if line else None,
            number=line.number if line else "",
        )

    def label_doors(self) -> LabelDoors:
        """Return what the labels' dialog may call."""
        from dealer_crm.ui.customers.labels_dialog import LabelDoors

        papers, language = self._opened.label_papers, self._t.language
        return LabelDoors(
            left_out=lambda order, paper: papers.left_out(order, paper, language),
            preview=lambda order, paper: self._printing.preview(self.labels_job(order, paper)),
            own=tuple((one.key, one.name) for one in self._own_labels()),
        )

    def _own_labels(self) -> list[OwnPaper]:
        """Return the shop's own sizes that are small enough for a label."""
        from dealer_crm.domain.papers import own_papers

        return [one for one in own_papers(self._opened.settings.value.own_papers) if one.width <= LABEL[0] and one.height <= LABEL[1]]

    def labels_job(self, order: LabelOrder, paper: str) -> PrintJob:
        """Return labels as they are offered to the printer."""
        from dealer_crm.documents.pdf.choices import paper_choices
        from dealer_crm.documents.pdf.pages import paper_of
        from dealer_crm.domain.printing import PrintJob

        t, opened = self._t, self._opened

        def render(choice: PrintChoice) -> bytes:
            return opened.label_papers.labels(order, choice, t.language)

        title, own = t("Address labels"), [one for one in self._own_labels() if one.key == paper]
        papers = paper_choices(t, own=own) if own else paper_choices(t, paper_of(paper))
        return PrintJob(kind="labels", title=title, file_name=title, papers=papers, render=render)

    def standards(self) -> None:
        """Show the standards of service."""
        from dealer_crm.documents.pdf.choices import paper_choices
        from dealer_crm.documents.pdf.pages import Paper
        from dealer_crm.domain.printing import PrintJob

        t, opened = self._t, self._opened
        title = t("Service standards")
        job = PrintJob(
            kind="standards",
            title=title,
            file_name=title,
            papers=paper_choices(t, Paper.A4),
            render=lambda choice: opened.standard_papers.page(choice, t.language),
            needs=("name",),
        )
        self._printing.preview(job)

    def print_list(self, question: ListQuestion) -> None:
        """Show the list as it is on the screen."""
        from dealer_crm.documents.pdf.choices import paper_choices
        from dealer_crm.documents.pdf.pages import Paper
        from dealer_crm.domain.printing import PrintJob

        t, opened = self._t, self._opened
        day = local_day(opened.now()).isoformat()
        operator = opened.operator.name if opened.operator else ""
        job = PrintJob(
            kind="customer_list",
            title=question.title,
            file_name=f"{question.title} {day}",
            papers=paper_choices(t, Paper.A4_LANDSCAPE, Paper.A4),
            render=lambda choice: opened.list_papers.listed(question, choice, t.language, operator),
        )
        self._printing.preview(job)

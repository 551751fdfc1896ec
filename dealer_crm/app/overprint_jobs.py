"""Offers the shop's forms that were printed elsewhere beside a paper of their kind, in the same print dialog."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dealer_crm.app.opened import Opened
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.overprint import VARIANT
from dealer_crm.domain.printing import PaperChoice, PrintChoice, PrintJob
from dealer_crm.i18n import Translator

if TYPE_CHECKING:
    from dealer_crm.domain.overprint import OverprintForm

PLAIN = ""
"""The paper as the program makes it."""


def with_overprints(job: PrintJob, opened: Opened, t: Translator) -> PrintJob:
    """Return the job with the forms of its kind to choose from; they are noted with it, and counted by themselves."""
    record_id = job.record_id
    forms = opened.overprint_forms.of_kind(job.kind) if record_id is not None else []
    if record_id is None or not forms:
        return job
    operator = opened.operator.name if opened.operator else ""

    def render(choice: PrintChoice) -> bytes:
        form_id = form_of(choice)
        if form_id is None:
            return job.render(choice)
        return opened.overprint_papers.fill(form_id, record_id, choice, t.language, operator)

    def ground(choice: PrintChoice) -> bytes:
        form_id = form_of(choice)
        return scan_of(opened, opened.overprint_forms.open(form_id)) if form_id is not None else b""

    usual = job.variants or ((PLAIN, t.context("overprint", "Our own paper")),)
    named = tuple((form.variant, t("On the form: {name}").format(name=form.name)) for form in forms)
    papers = tuple((form.variant, paper_choice(form)) for form in forms)
    return replace(job, render=render, ground=ground, variants=(*usual, *named), forms=papers)


def scan_of(opened: Opened, form: OverprintForm) -> bytes:
    """Return the picture of a form; without it nothing is shown below, and the form is printed all the same."""
    try:
        return opened.overprint_forms.scan(form.background)
    except DomainError:
        return b""


def paper_choice(form: OverprintForm) -> PaperChoice:
    """Return the paper of a form, under the form's name."""
    from dealer_crm.documents.pdf.overprint_page import form_paper
    from dealer_crm.documents.pdf.pages import MM

    paper = form_paper(form)
    return PaperChoice(paper.name, form.name, round(paper.across / MM, 2), round(paper.above / MM, 2), paper.continuous)


def form_of(choice: PrintChoice) -> int | None:
    """Return the form that was chosen, None for the shop's own paper."""
    number = choice.variant.removeprefix(VARIANT)
    return int(number) if number != choice.variant and number.isdecimal() else None

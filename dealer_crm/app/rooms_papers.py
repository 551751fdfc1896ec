"""The part of the settings for papers: what it asks of the services, and what its preview shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from dealer_crm.app.opened import Opened
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.periods import between
from dealer_crm.domain.printing import PaperChoice, PrintChoice
from dealer_crm.i18n import Translator
from dealer_crm.ui.shell import MainWindow

if TYPE_CHECKING:
    from dealer_crm.ui.settings.paper_doors import PreviewPage, Wish
    from dealer_crm.ui.settings.papers_part import PapersPart

Make = Callable[[Opened, int, PrintChoice, str], bytes]


@dataclass(frozen=True)
class Outside:
    """What the part asks of the window: a step back, a step again, and saying which file was written."""

    undo: Callable[[], object]
    redo: Callable[[], object]
    told: Callable[[Path], object]


def papers_part(t: Translator, opened: Opened, window: MainWindow, outside: Outside) -> PapersPart:
    """Return the papers."""
    from dealer_crm.app.paper_exchange import PaperExchange
    from dealer_crm.ui.settings.paper_doors import LogoDoors, PaperDoors, PreviewDoors
    from dealer_crm.ui.settings.papers_part import PapersPart
    from dealer_crm.ui.settings.product_picture import PictureDoors

    exchange = PaperExchange(t, opened, window, outside.told)
    templates, logo, pictures = opened.paper_templates, opened.shop_logo, opened.product_pictures
    doors = PaperDoors(
        kinds=opened.trade.paper_kinds,
        template=templates.of,
        save=templates.save,
        reset=templates.reset,
        preview=PreviewDoors(
            papers=lambda kind: papers_of(t, kind),
            copies=lambda kind: opened.desk.copy_names(kind, t.language),
            make=lambda wish: preview_page(opened, t, wish),
            runner=window.runner,
        ),
        logo=LogoDoors(logo.sha256, logo.remove, PictureDoors(logo.keep, pictures.read, lambda: window.prompts)),
        undo=outside.undo,
        redo=outside.redo,
        send=exchange.send,
        take_in=exchange.take_in,
    )
    return PapersPart(t, doors)


def papers_of(t: Translator, kind: str) -> Sequence[PaperChoice]:
    """Return the sizes that a kind of paper is made for, the usual one first."""
    from dealer_crm.documents.pdf.choices import paper_choices
    from dealer_crm.documents.pdf.pages import PAPERS

    return paper_choices(t, *(PAPERS[name] for name in _SIZES.get(kind, ("A4",))))


def preview_page(opened: Opened, t: Translator, wish: Wish) -> PreviewPage:
    """Return the newest record of a kind on paper; where there is none, or it cannot be printed, made-up data."""
    from dealer_crm.services.newest import newest
    from dealer_crm.ui.settings.paper_doors import PreviewPage

    choice = PrintChoice(paper=wish.paper, copy_names=(wish.copy,) if wish.copy else ())
    found = newest(opened.db, wish.kind)
    if wish.kind in _OF_RECORD and found is not None:
        try:
            shown = t("Shown with {record}, the newest one").format(record=found[1] or found[0])
            return PreviewPage(_OF_RECORD[wish.kind](opened, found[0], choice, t.language), shown)
        except DomainError:
            return _sample(opened, t, wish, choice)
    if wish.kind in DAILY:
        return PreviewPage(DAILY[wish.kind](opened, choice, t.language), t("Shown as it would be printed now"))
    return _sample(opened, t, wish, choice)


def _sample(opened: Opened, t: Translator, wish: Wish, choice: PrintChoice) -> PreviewPage:
    from dealer_crm.documents.pdf.samples import sample_of
    from dealer_crm.ui.settings.paper_doors import PreviewPage

    head = opened.desk.head()
    named = replace(head, name=head.name or t.context("sample", "Warm Home HVAC"), hotline=head.hotline or "142 0000 8800")
    setup = replace(opened.desk.setup(wish.kind, choice, t.language), code="")
    return PreviewPage(sample_of(wish.kind, setup, named), t("Sample: nobody of your files stands on it"))


def _statement(opened: Opened, record_id: int, choice: PrintChoice, language: str) -> bytes:
    from dealer_crm.services.statement import StatementSpec

    return opened.statements.pdf(StatementSpec(record_id), choice, language)


def _complaint_report(opened: Opened, choice: PrintChoice, language: str) -> bytes:
    """Return the complaints of a year, so that every part has something to show."""
    today = local_day(opened.now())
    return opened.complaint_report_papers.paper(between(today - timedelta(days=364), today), choice, language)


_LONG = ("CONT_241x140", "CONT_241x93", "CONT_241x280", "A5_LANDSCAPE", "A5", "A4")
_SIZES: dict[str, tuple[str, ...]] = {
    "delivery_note": _LONG,
    "return_slip": _LONG,
    "receipt": _LONG,
    "change_order": ("A5", "A4"),
    "certificate": ("A5", "A4"),
    "slip": ("A5", "A4"),
    "thanks": ("A4", "A5"),
    "dispatch": ("A4", "A5", "CONT_241x140"),
    "day": ("A4", "A5"),
    "week": ("A4_LANDSCAPE",),
    "labels": ("LABELS_2x7", "LABELS_3x8", "ROLL_60x40"),
}
_OF_RECORD: dict[str, Make] = {
    "delivery_note": lambda o, one, choice, language: o.delivery_papers.note(one, choice, language),
    "checklist": lambda o, one, choice, language: o.delivery_papers.checklist(one, choice, language),
    "dispatch": lambda o, one, choice, language: o.site_papers.dispatch(one, choice, language),
    "acceptance": lambda o, one, choice, language: o.site_papers.acceptance(one, choice, language),
    "return_slip": lambda o, one, choice, language: o.order_change_papers.return_slip(one, choice, language),
    "receipt": lambda o, one, choice, language: o.receipt_papers.receipt(one, choice, language),
    "quote": lambda o, one, choice, language: o.quote_papers.sheet(one, None, choice, language),
    "contract": lambda o, one, choice, language: o.contract_papers.paper(one, choice, language),
    "change_order": lambda o, one, choice, language: o.order_change_papers.change_order(one, choice, language),
    "certificate": lambda o, one, choice, language: o.care_papers.certificate(one, choice, language),
    "complaint": lambda o, one, choice, language: o.complaint_papers.sheet(one, choice, language),
    "thanks": lambda o, one, choice, language: o.complaint_papers.thanks(one, choice, language),
    "slip": lambda o, one, choice, language: o.slip_papers.slip(one, choice, language),
    "customer_record": lambda o, one, choice, language: o.records.pdf(one, choice, language),
    "followup_card": lambda o, one, choice, language: o.followup_papers.cards((one,), choice, language),
    "care_card": lambda o, one, choice, language: o.care_papers.care_cards((one,), choice, language),
    "customer_form": lambda o, one, choice, language: o.form_papers.form(one, choice, language),
    "statement": _statement,
}
DAILY: dict[str, Callable[[Opened, PrintChoice, str], bytes]] = {
    "money_sheet": lambda o, choice, language: o.money_papers.money_sheet(local_day(o.now()), choice, language),
    "complaint_report": _complaint_report,
    "day": lambda o, choice, language: o.agenda_papers.day_sheet(local_day(o.now()), choice, language),
    "week": lambda o, choice, language: o.agenda_papers.week_plan(local_day(o.now()), choice, language),
    "morning": lambda o, choice, language: o.agenda_papers.morning_list(local_day(o.now()), choice, language),
    "standards": lambda o, choice, language: o.standard_papers.page(choice, language),
    "customer_form": lambda o, choice, language: o.form_papers.form(None, choice, language),
}

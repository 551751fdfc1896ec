"""Offers the papers of the trade in the print dialog, and turns what was chosen there into a page set-up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dealer_crm.documents.pdf.pages import MM, PAPERS, PageSetup, Paper, paper_of
from dealer_crm.domain.papers import OwnPaper, own_paper
from dealer_crm.domain.printing import PaperChoice, PaperUnsuited, PrintChoice
from dealer_crm.i18n import N_, Translator

_NAMES = {
    Paper.A4: N_("A4"),
    Paper.A5: N_("A5"),
    Paper.A5_LANDSCAPE: N_("A5 landscape"),
    Paper.CONT_241x140: N_("241 × 140"),
    Paper.CONT_241x93: N_("241 × 93"),
    Paper.CONT_241x280: N_("241 × 280"),
    Paper.A4_LANDSCAPE: N_("A4 landscape"),
    Paper.LABELS_2x7: N_("A4 labels 2 × 7"),
    Paper.LABELS_3x8: N_("A4 labels 3 × 8"),
    Paper.ROLL_60x40: N_("Label roll 60 × 40"),
}


def paper_choices(t: Translator, *papers: Paper, own: Sequence[OwnPaper] = ()) -> tuple[PaperChoice, ...]:
    """Return what the dialog offers, in this order, then the shop's `own` sizes."""
    usual = [(paper, t(_NAMES[paper])) for paper in papers]
    further = [(paper_of(one.key), one.name) for one in own]
    return tuple(
        PaperChoice(paper.name, name, round(paper.size[0] / MM, 2), round(paper.size[1] / MM, 2), paper.continuous)
        for paper, name in (*usual, *further)
    )


def offered(t: Translator, key: str, own: Sequence[OwnPaper] = ()) -> PaperChoice:
    """Return one paper of the trade or of the shop's own, by its key. Raises KeyError."""
    if key in PAPERS:
        return paper_choices(t, PAPERS[key])[0]
    known = next((one for one in own if one.key == key), None) or own_paper(key)
    if known is None:
        raise KeyError(key)
    return paper_choices(t, own=(known,))[0]


def paper_named(text: str, own: Sequence[OwnPaper] = ()) -> Paper:
    """Return the paper that somebody types as 241x140, A4, 2x7, by its key or by the shop's own name. Raises PaperUnsuited."""
    named = {one.name.casefold(): one.key for one in own}
    asked = text.strip().casefold().replace("×", "x").replace(" ", "")
    for key in (*PAPERS, *named.values()):
        if asked in (key.casefold(), key.casefold().partition("_")[2]):
            return paper_of(key)
    found = named.get(text.strip().casefold())
    if found is None:
        raise PaperUnsuited(paper=text, papers=", ".join((*map(_short, PAPERS), *named)))
    return paper_of(found)


def _short(key: str) -> str:
    kind, _, size = key.partition("_")
    return size if kind in ("CONT", "LABELS", "ROLL") else key


def chosen_setup(setup: PageSetup, choice: PrintChoice) -> PageSetup:
    """Return the set-up with the paper and the copies that were chosen."""
    names = choice.copy_names
    copies, passed = ((), names) if choice.one_pass else (names, ())
    return replace(setup, paper=paper_of(choice.paper), copies=copies, passed=passed, technique=choice.technique)

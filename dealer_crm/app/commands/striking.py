"""How the command line prints: which copies, for which technique, into which kind of file."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from dealer_crm.app.cli import Call
from dealer_crm.app.opened import Opened
from dealer_crm.documents.saving import save
from dealer_crm.domain.exports import ExportKindUnknown
from dealer_crm.domain.papers import CONTINUOUS
from dealer_crm.domain.printer_profiles import Technique
from dealer_crm.domain.printing import CopyUnknown, PrintChoice

FILES = (".pdf", ".png", ".txt")
ALL, ONE_PASS = "all", "one-pass"
COPIED = {
    "delivery": "delivery_note",
    "warranty": "certificate",
    "contract": "contract",
    "order": "contract",
    "receipt": "receipt",
    "change-order": "change_order",
    "return": "return_slip",
    "customer": "customer_record",
    "customer-form": "customer_form",
    "checklist": "checklist",
    "acceptance": "acceptance",
    "dispatch": "dispatch",
    "care-card": "care_card",
    "followup-card": "followup_card",
    "complaint": "complaint",
    "thanks": "thanks",
    "day": "day",
    "week": "week",
    "morning": "morning",
    "slip": "slip",
    "money": "money_sheet",
    "standards": "standards",
    "quote": "quote",
    "statement": "statement",
}
"""The papers that can be made in copies, with their kinds: a shop may add copies to any of them."""
_ONCE = ("delivery", "warranty", "contract", "order")
"""These are written once, without the name of a copy, unless copies are asked for."""
_TECHNIQUES = {"laser": (Technique.LASER, 0), "needle180": (Technique.NEEDLE, 180), "needle360": (Technique.NEEDLE, 360)}
PROFILES = tuple(_TECHNIQUES)
SHEET_DPI, NEEDLE_DPI = 300, 180


def kind_of(target: Path) -> str:
    """Return what kind of file is asked for. Raises ExportKindUnknown."""
    kind = target.suffix.lower()
    if kind not in FILES:
        raise ExportKindUnknown(file=target.name, kinds=" ".join(FILES))
    return kind


def chosen(opened: Opened, call: Call, choice: PrintChoice) -> PrintChoice:
    """Return the choice with the copies and the technique that are asked for. Raises CopyUnknown."""
    technique, dpi = _TECHNIQUES.get(call.options.profile or "", (Technique.AUTO, 0))
    choice = replace(choice, technique=technique, dpi=dpi)
    asked, kind = call.options.copies, COPIED.get(call.options.what)
    known = opened.desk.copy_names(kind, call.t.language) if kind else ()
    if asked is None:
        one_pass = call.options.what in _ONCE or choice.paper.startswith(CONTINUOUS)
        return choice if one_pass else replace(choice, copy_names=known)
    if asked in (ALL, ONE_PASS) and known:
        return replace(choice, copy_names=known, one_pass=asked == ONE_PASS)
    names = [name.strip() for name in re.split("[,，、]", asked) if name.strip()]
    for name in names or [asked]:
        if name not in known:
            raise CopyUnknown(copy=name, copies=call.t(", ").join(known) or call.t("none"))
    return replace(choice, copy_names=tuple(name for name in known if name in names))


def write_paper(call: Call, pdf: bytes, choice: PrintChoice) -> None:
    """Write the paper as the file is called: whole, as text, or as pictures of its pages as a printer strikes them."""
    target: Path = call.options.to.absolute()
    kind = kind_of(target)
    if kind == ".txt":
        from dealer_crm.documents.pdf.plain_text import plain_text

        save(target, plain_text(pdf).encode())
        call.report.file(target)
    elif kind == ".png":
        _write_pictures(call, pdf, choice, target)
    else:
        save(target, pdf)
        call.report.file(target)


def _write_pictures(call: Call, pdf: bytes, choice: PrintChoice, target: Path) -> None:
    from dealer_crm.documents.pdf.render import dots_png, page_count, png

    needles = choice.technique is Technique.NEEDLE or choice.technique is Technique.AUTO and choice.paper.startswith(CONTINUOUS)
    for page in range(page_count(pdf)):
        place = target if page == 0 else target.with_name(f"{target.stem}-{page + 1}{target.suffix}")
        save(place, dots_png(pdf, page, choice.dpi or NEEDLE_DPI) if needles else png(pdf, page, SHEET_DPI))
        call.report.file(place)

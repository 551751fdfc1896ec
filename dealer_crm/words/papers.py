"""Words of papers and printers, and their columns in the history."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from dealer_crm.domain.batches import PaperState
from dealer_crm.domain.paper_templates import CopyColour
from dealer_crm.domain.print_log import PrintWay
from dealer_crm.domain.printer_facts import FormFit
from dealer_crm.domain.printer_profiles import Technique
from dealer_crm.i18n import N_, Translator

LABELS_PRINTING: tuple[tuple[StrEnum, str], ...] = (
    (CopyColour.WHITE, N_("white")),
    (CopyColour.RED, N_("red")),
    (CopyColour.YELLOW, N_("yellow")),
    (CopyColour.GREEN, N_("green")),
    (CopyColour.BLUE, N_("blue")),
    (PrintWay.PRINTER, N_("printed")),
    (PaperState.WAITING, N_("not printed yet")),
    (PaperState.PRINTING, N_("printing…")),
    (PaperState.PRINTED, N_("printed")),
    (PaperState.UNNOTED, N_("printed, not noted")),
    (PaperState.REFUSED, N_("not printed")),
    (PrintWay.FILE, N_("saved as a file")),
    (PrintWay.PICTURE, N_("copied as a picture")),
    (PrintWay.TEXT, N_("copied as text")),
    (FormFit.KNOWN, N_("The driver has this form.")),
    (FormFit.NEAR, N_("The driver's form has another length.")),
    (FormFit.ANY, N_("The driver takes any size.")),
    (FormFit.MISSING, N_("The driver lacks this form.")),
    (Technique.AUTO, N_("as the driver says")),
    (Technique.LASER, N_("laser or ink")),
    (Technique.NEEDLE, N_("needles (24 pins)")),
)
TABLES_PRINTING: dict[str, str] = {
    "paper_style": N_("Look of a paper"),
    "overprint_form": N_("Form printed elsewhere"),
}
COLUMNS_PRINTING: dict[tuple[str, str], str] = {
    ("shop", "logo"): N_("Logo"),
    ("paper_style", "body"): N_("What was chosen"),
    ("overprint_form", "width"): N_("Width"),
    ("overprint_form", "height"): N_("Height"),
    ("overprint_form", "continuous"): N_("Continuous paper"),
    ("overprint_form", "background"): N_("Scan of the form"),
    ("overprint_form", "body"): N_("Places of the fields"),
}
_CHOSEN: dict[str, str] = {
    "title": N_("title"),
    "without": N_("left out"),
    "columns": N_("columns"),
    "words": N_("own words"),
    "lines": N_("lines per page"),
    "text_scale": N_("size of letters"),
    "logo": N_("logo"),
    "logo_height": N_("height of the logo"),
    "code": N_("QR code"),
    "struck": N_("empty rows"),
    "copies": N_("copies of the paper"),
    "fields": N_("fields"),
    "table": N_("rows of goods"),
}


def body_words(body: Mapping[str, object], t: Translator) -> str:
    """Return of what something was chosen on a paper: what it is in detail shows the paper itself."""
    return " · ".join(t(_CHOSEN[name]) for name in _CHOSEN if body.get(name) not in (None, [], {})) or t("as usual")

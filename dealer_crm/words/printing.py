"""Words of papers and printers, their columns in the history, and sentences for what a printer refuses."""

from __future__ import annotations

from enum import StrEnum

from dealer_crm.domain import calibration, printing
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.paper_templates import CopyColour
from dealer_crm.domain.papers import PaperSizeUnsuited
from dealer_crm.domain.print_log import PrintWay
from dealer_crm.domain.printer_facts import FormFit
from dealer_crm.domain.printer_profiles import Technique
from dealer_crm.i18n import N_

LABELS_PRINTING: tuple[tuple[StrEnum, str], ...] = (
    (CopyColour.WHITE, N_("white")),
    (CopyColour.RED, N_("red")),
    (CopyColour.YELLOW, N_("yellow")),
    (CopyColour.GREEN, N_("green")),
    (CopyColour.BLUE, N_("blue")),
    (PrintWay.PRINTER, N_("printed")),
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
SENTENCES_PRINTING: dict[type[DomainError], str] = {
    calibration.AcrossTooFar: N_(
        "{measured} mm instead of {meant} mm: so far off, the paper lies wrong. Put it straight and measure again."
    ),
    calibration.DownTooFar: N_("{measured} mm instead of {meant} mm: so far off, the paper lies wrong. Put it straight and measure again."),
    calibration.DriftTooLarge: N_(
        "{drift} mm a sheet is no drift: the form in the driver has another length than the paper. Mend the form first, then measure again."
    ),
    PaperSizeUnsuited: N_("No paper is {width} × {height} mm. Measure it again: width first, both in millimetres."),
    printing.NoPrinter: N_("There is no printer on this computer. Save the paper as a PDF and print it elsewhere."),
    printing.PrinterGone: N_("The printer “{printer}” is not there. Switch it on or choose another one; the paper can be saved as a PDF."),
    printing.FormMissing: N_(
        "The driver of “{printer}” has no form {paper} and would take another one. Define the form once, in four steps, or print anyway."
    ),
    printing.PaperUnsuited: N_("This is not made for {paper}. Choose one of: {papers}."),
    printing.PaperTooSmall: N_("There is not enough room on this paper. Choose a larger one, such as A5 or A4."),
    printing.PrintRefused: N_(
        "The printer “{printer}” did not take the paper. Look whether it is on, has paper and is not paused, then print again."
    ),
}

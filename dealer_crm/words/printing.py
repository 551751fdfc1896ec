"""Sentences for what a printer refuses: what is wrong, and what to do."""

from __future__ import annotations

from dealer_crm.domain import calibration, printing
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.papers import PaperSizeUnsuited
from dealer_crm.i18n import N_

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

"""Sentences for what a printer refuses: what is wrong, and what to do."""

from __future__ import annotations

from dealer_crm.domain import calibration, paper_file, printing
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.paper_templates import PaperTitleTooLong
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
    PaperTitleTooLong: N_(
        "“{title}” is too long for a title: small papers have room for about {chinese} Chinese or {latin} Latin letters. Shorten it."
    ),
    paper_file.PaperFileForeign: N_("“{file}” holds no papers of this program. Choose a file that was saved in its settings."),
    paper_file.PaperFileNewer: N_("A newer version of this program wrote “{file}”. Update here first, then take it in."),
    paper_file.PaperFileTooLarge: N_("“{file}” is larger than {megabytes} MB: no file of papers is. Choose another one."),
    PaperSizeUnsuited: N_("No paper is {width} × {height} mm. Measure it again: width first, both in millimetres."),
    printing.NoPrinter: N_("There is no printer on this computer. Save the paper as a PDF and print it elsewhere."),
    printing.PrinterGone: N_("The printer “{printer}” is not there. Switch it on or choose another one; the paper can be saved as a PDF."),
    printing.FormMissing: N_(
        "The driver of “{printer}” has no form {paper} and would take another one. Define the form once, in four steps, or print anyway."
    ),
    printing.CopyUnknown: N_("There is no copy “{copy}” of this paper. Its copies: {copies}."),
    printing.PaperUnsuited: N_("This is not made for {paper}. Choose one of: {papers}."),
    printing.PaperTooSmall: N_("There is not enough room on this paper. Choose a larger one, such as A5 or A4."),
    printing.PrintRefused: N_(
        "The printer “{printer}” did not take the paper. Look whether it is on, has paper and is not paused, then print again."
    ),
}

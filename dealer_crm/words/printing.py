"""Sentences for what a printer refuses: what is wrong, and what to do."""

from dealer_crm.domain import printing
from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import N_

SENTENCES_PRINTING: dict[type[DomainError], str] = {
    printing.NoPrinter: N_("There is no printer on this computer. Save the paper as a PDF and print it elsewhere."),
    printing.PrinterGone: N_("The printer “{printer}” is not there. Switch it on or choose another one; the paper can be saved as a PDF."),
    printing.PaperUnsuited: N_("This is not made for {paper}. Choose one of: {papers}."),
    printing.PrintRefused: N_(
        "The printer “{printer}” did not take the paper. Look whether it is on, has paper and is not paused, then print again."
    ),
}

"""Sentences for what jobs on a site and acceptance sheets refuse."""

from __future__ import annotations

from dealer_crm.domain import acceptances, evidence, jobs, signatures
from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import N_

SENTENCES_JOBS: dict[type[DomainError], str] = {
    jobs.JobNotFound: N_("Job {number} is not in the file any more. It may have been undone."),
    jobs.JobClosed: N_("Job {number} is closed. Undo the last step, or plan another job."),
    jobs.ReturnedTooMuch: N_("{name}: more comes back than was taken. Enter what was taken first."),
    jobs.MaterialNameless: N_("A quantity of material has no name. Enter what it is, or empty the row."),
    jobs.JobDayMissing: N_("Job {number} has no day yet. Choose the day, then note that the customer agreed."),
    jobs.JobsNotYet: N_("Order {number} is not under way: only the site survey is planned before an order is confirmed."),
    acceptances.AcceptanceNotFound: N_("Acceptance sheet {number} is not in the file any more. It may have been undone."),
    acceptances.AcceptanceClosed: N_("Acceptance sheet {number} is closed. Undo its closing, or begin another sheet."),
    acceptances.SheetHandedOver: N_(
        "Sheet {number} belongs to the hand-over {delivery} and stays. Note what is wrong at its items, then close it again."
    ),
    acceptances.SheetUnknown: N_("There is no template {code} any more. Choose another sheet."),
    acceptances.SheetNotValid: N_("{count} items are open or failed: {items}. The sheet is valid once they are settled."),
    acceptances.OrderNotSigned: N_("Order {number} is not signed yet. Sign the contract first, then hold the ceremony."),
    acceptances.CeremonyEmpty: N_("Nothing of the ceremony {number} was done yet. Tick what was done, then close it."),
    acceptances.PhotoMissing: N_("{code} wants a picture. Add one, then note the result."),
    acceptances.DeadlineMissing: N_("{code} did not pass: say by which day it is mended."),
    acceptances.WhyNotMissing: N_("{code} had failed: write why it does not apply any more."),
    acceptances.ReadingMissing: N_("{code} cannot pass unread: enter what was measured."),
    acceptances.FinishedBeforeBegun: N_("The work is finished before it was begun. Correct one of the days."),
    evidence.PictureNoted: N_("{code} was noted with this picture. Add a better one first, or take its result back."),
    evidence.PictureOnSheet: N_(
        "{code} of sheet {number} is valid with this picture. Open the sheet again first, or add a better picture to it."
    ),
    evidence.PictureOnClosed: N_(
        "{number} is closed, and {code} there wants this picture. Add a better one to it first, then remove this one."
    ),
    evidence.PaperOnSheet: N_(
        "Sheet {number} was closed with this photo of the signed paper. Open the sheet again first, or add another photo."
    ),
    evidence.PaperOnClosed: N_(
        "{number} was closed with this photo of the signed paper. Add another photo of it first, then remove this one."
    ),
    evidence.SignatureOnSheet: N_("Sheet {number} is valid with this signature. Open the sheet again first."),
    evidence.SignatureOnClosed: N_(
        "{number} was closed with this signature. Let the customer sign again: the new signature takes its place."
    ),
    signatures.SignatureEmpty: N_("Nothing is drawn yet. Let the customer sign on the pad, or photograph the signed paper."),
    signatures.SignatureForeign: N_("This picture was not drawn on the pad. Let the customer sign again."),
    signatures.SignatureTooLarge: N_("The signature has more than {kilobytes} KB. Clear the pad and sign again."),
    signatures.SignatureNotFound: N_("The signature was taken away meanwhile."),
    signatures.NothingToSign: N_("What was to be signed is not there any more, or was called off. Reload the page."),
}

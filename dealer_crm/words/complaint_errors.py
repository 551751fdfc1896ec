"""What is said when a complaint cannot be taken, ticked or closed."""

from __future__ import annotations

from collections.abc import Iterable

from dealer_crm.domain import (
    complaint_costs,
    complaint_papers,
    complaint_steps,
    complaint_terms,
    complaint_waiting,
    complaints,
    own_phrases,
    silent_complaints,
)
from dealer_crm.domain.complaint_steps import Missing
from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import N_, Translator

SENTENCES_COMPLAINTS: dict[type[DomainError], str] = {
    complaints.ComplaintCustomerMissing: N_("Choose who complains."),
    complaints.ComplaintMatched: N_("Complaint {number} belongs to {name} already."),
    silent_complaints.SignGone: N_("The call or the marks are not there any more."),
    complaints.ComplaintSubtypeMissing: N_("Choose what the complaint is about."),
    complaints.ComplaintSubtypeForeign: N_("This subtype belongs to the other type of complaint."),
    complaints.ComplaintWordsMissing: N_("Write down what happened, as the customer says it."),
    complaints.ComplaintNotFound: N_("Complaint {number} is not in the file any more. It may be in the recycle bin."),
    complaints.ComplaintNotOpen: N_("Complaint {number} was closed meanwhile. Open it again first."),
    complaints.ComplaintNotClosed: N_("Complaint {number} is open already."),
    complaint_papers.ThanksTooEarly: N_("Complaint {number} is not closed yet. The letter of thanks is written once it is settled."),
    complaint_terms.TermMissing: N_("Every severity needs a time for the first answer."),
    complaint_terms.TermOutOfRange: N_("Enter a whole number from 1 to {most}; the law takes more for wilful delay."),
    complaint_terms.TermsNoteTooLong: N_("Say it in at most {most} characters."),
    complaint_waiting.WaitWordsMissing: N_("Write why the clock stands still: what is missing, and from whom."),
    complaint_waiting.WaitDayOutside: N_("Choose a day from today on, at most {most} days ahead, on which somebody asks."),
    complaint_waiting.CaseWaits: N_("Complaint {number} waits already."),
    complaint_waiting.CaseRuns: N_("Complaint {number} does not wait any more."),
    complaint_waiting.PersonRole: N_("Only the shop manager or the owner can note that."),
    complaint_waiting.OwnerRole: N_("Only the owner can note that."),
    complaint_steps.SatisfactionOutOfRange: N_("How content he is, is told from 1 to 5, or left open."),
    complaint_steps.StepContested: N_("Somebody else wrote something else at this step meanwhile."),
    complaint_steps.PreventionMissing: N_("Step 8 needs a measure that keeps it from happening again."),
    complaint_steps.PreventionPersonMissing: N_("Step 8 needs somebody who does it."),
    complaint_steps.PreventionDayMissing: N_("Step 8 needs the day by which it is done."),
    complaint_costs.CostNotFound: N_("This cost was taken out meanwhile."),
    complaint_costs.CostAmountMissing: N_("Write how much it is, in yuan."),
    complaint_costs.CostTooMuch: N_("So much no case costs. Look at the amount again."),
    complaint_costs.SpentAhead: N_("This day lies ahead. Write the day on which it was spent or promised."),
    complaint_costs.FiledAhead: N_("This day lies ahead. Write the day on which the case was filed."),
    complaint_costs.ApprovalRole: N_("Compensation is approved by the shop manager or the owner."),
    complaint_costs.OwnAsk: N_("Who asks for compensation does not approve it himself. The owner can."),
    complaint_costs.CostDecided: N_("Somebody has decided on this compensation meanwhile."),
    complaint_costs.CostsNoApproval: N_("Only compensation has to be approved."),
    complaint_costs.RefusalWordsMissing: N_("Write why it is refused, so that who asked can tell the customer."),
    complaint_costs.MediationBeforeFiling: N_("The mediation lies before the day on which the case was filed."),
    complaint_costs.CaseWithoutOrder: N_("A job belongs to an order, and the customer of complaint {number} has none."),
    complaint_costs.CaseWordsChanged: N_("Somebody wrote here meanwhile. Look at it first; what you typed is still here."),
    complaint_steps.ComplaintUnfinished: N_("Something is still missing before this can be closed."),
    own_phrases.PhraseUnknown: N_("There is no wording {number}."),
    **dict.fromkeys(
        (own_phrases.PhraseTooLong, own_phrases.PhraseTooLongZh, own_phrases.PhraseTooLongEn),
        N_("At most {most} characters: it is said on the phone."),
    ),
    **dict.fromkeys(
        (own_phrases.PhraseFieldUnknown, own_phrases.PhraseFieldUnknownZh, own_phrases.PhraseFieldUnknownEn),
        N_("Nothing is filled in for {name}. What can be filled in here: {known}"),
    ),
}

MISSING: dict[Missing, str] = {
    Missing.CAUSE: N_("Step 5: what the cause was"),
    Missing.LIABLE: N_("Step 5: who is liable"),
    Missing.CONFIRMED: N_("Step 7: the customer says he is content"),
    Missing.PREVENTION: N_("Step 8: the measure"),
    Missing.PREVENTION_PERSON: N_("Step 8: who does it"),
    Missing.PREVENTION_DAY: N_("Step 8: by when"),
    Missing.VERIFICATION: N_("Step 8: how it is verified"),
    Missing.STEP_8: N_("Step 8: not ticked yet"),
    Missing.OWNER_WORDS: N_("The owner's opinion: serious cases and level 3 are not closed without it"),
}


def missing_words(missing: Iterable[Missing], t: Translator) -> list[str]:
    """Return a line for everything that closing still wants."""
    return [t(text) for text in map(MISSING.get, missing) if text]

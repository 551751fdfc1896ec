"""Sentences around the people of the shop: absence, handing over, hand-over slips."""

from __future__ import annotations

from dealer_crm.domain import absences, hand_over, slips
from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import N_

SENTENCES_STAFF: dict[type[DomainError], str] = {
    absences.AbsencePersonMissing: N_("Choose who is not there."),
    absences.AbsenceEndsFirst: N_("The last day lies before the first one, {first_on}. Choose a later day."),
    absences.AbsenceTooLong: N_("An absence has {most} days at most. Who is away longer hands his work over."),
    absences.AbsenceOverlaps: N_("An absence from {first_on} until {last_on} is entered already. Change that one."),
    absences.AbsenceNoteTooLong: N_("A note is one line: {most} characters at most."),
    absences.AbsenceGone: N_("This absence was removed meanwhile."),
    hand_over.HandOverToNobody: N_("Choose who takes over."),
    hand_over.HandOverToSelf: N_("Choose somebody else: {name} hands over himself."),
    hand_over.HandOverToInactive: N_("{name} does not work here any more. Choose somebody else."),
    slips.SlipReceiverMissing: N_("Choose who takes over: somebody who works here."),
    slips.SlipToSelf: N_("Choose somebody else: nobody hands a customer on to himself."),
    slips.SlipWithinDepartment: N_("Choose another department: a slip goes from one to the next."),
    slips.SlipDuePast: N_("{day} is over. Choose today or a later day for the answer."),
    slips.SlipForOther: N_("This order belongs to another customer."),
    slips.PromisedTooLong: N_("That is too long for a slip: {most} characters at most."),
    slips.OpenPointsTooLong: N_("That is too long for a slip: {most} characters at most."),
    slips.SlipReasonMissing: N_("Say in a few words why it is refused, so that the sender can mend it."),
    slips.SlipReasonTooLong: N_("That is too long for a slip: {most} characters at most."),
    slips.SlipGone: N_("This hand-over slip was taken back meanwhile."),
    slips.SlipAnswered: N_("{number} was answered meanwhile by {staff}. Open it again to see the answer."),
    slips.SlipNotRefused: N_("{number} does not wait for its sender any more."),
}

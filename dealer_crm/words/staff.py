"""Sentences around the people of the shop: absence, handing over, hand-over slips."""

from __future__ import annotations

from dealer_crm.domain import absences
from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import N_

SENTENCES_STAFF: dict[type[DomainError], str] = {
    absences.AbsencePersonMissing: N_("Choose who is not there."),
    absences.AbsenceEndsFirst: N_("The last day lies before the first one, {first_on}. Choose a later day."),
    absences.AbsenceTooLong: N_("An absence has {most} days at most. Who is away longer hands his work over."),
    absences.AbsenceOverlaps: N_("An absence from {first_on} until {last_on} is entered already. Change that one."),
    absences.AbsenceNoteTooLong: N_("A note is one line: {most} characters at most."),
    absences.AbsenceGone: N_("This absence was removed meanwhile."),
}

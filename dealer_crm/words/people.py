"""Words for people and places around a customer: ties from both sides, houses, communities, questions."""

from __future__ import annotations

from enum import StrEnum

from dealer_crm.domain import relations
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.relations import Tie
from dealer_crm.i18n import N_

LABELS_PEOPLE: tuple[tuple[StrEnum, str], ...] = (
    (Tie.BROUGHT, N_("Came through him")),
    (Tie.BROUGHT_BY, N_("Brought him here")),
    (Tie.FAMILY, N_("Family")),
    (Tie.NEIGHBOUR, N_("Neighbour")),
    (Tie.DESIGNER, N_("His designer")),
    (Tie.DESIGNS_FOR, N_("He designs for them")),
    (Tie.EMPLOYER, N_("He works there")),
    (Tie.EMPLOYEE, N_("Works for him")),
)

SENTENCES_PEOPLE: dict[type[DomainError], str] = {
    relations.RelationToSelf: N_("Choose somebody else: nobody is related to himself."),
    relations.RelationKnown: N_("{name} is in the file that way already."),
    relations.BroughtByOther: N_("{name} was brought by {by}. Take that back first, or leave it as it is."),
    relations.ReferrerCycle: N_("{name} came through this customer himself, so he cannot be named as who brought him."),
    relations.RelationGone: N_("This relation was removed meanwhile."),
}

"""Words for people and places around a customer: ties from both sides, houses, communities, questions."""

from __future__ import annotations

from enum import StrEnum

from dealer_crm.domain import communities, moments, premises, questions, relations
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
    communities.CommunityNameMissing: N_("Enter the name of the community."),
    communities.CommunityKnown: N_("Another community is called {name}. Merge the two instead."),
    communities.CommunityGone: N_("This community was merged or removed meanwhile."),
    communities.CommunityYearUnlikely: N_("Write the year of completion between {first} and {last}."),
    communities.HouseholdsUnlikely: N_("Write the number of households as a whole number up to {most}."),
    moments.MomentWordsMissing: N_("Write down what the customer said, or what made the moment good."),
    moments.MomentAhead: N_("{day} lies ahead. Enter the day on which it happened."),
    moments.MomentGone: N_("This moment was removed meanwhile."),
    questions.AnswerNotInList: N_("“{text}” is none of the values offered. Choose one of the list."),
    premises.RoleEndsFirst: N_("That is before the role began on {from_on}. Choose a later day."),
    premises.RoleKnown: N_("{name} has a part in this house already. End that first."),
    premises.RoleGone: N_("This role was ended or removed meanwhile."),
}

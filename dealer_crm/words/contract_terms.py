"""The sentences for clauses that no contract may have: what is wrong with them and what to write instead."""

from __future__ import annotations

from dealer_crm.domain import contract_terms
from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import N_

SENTENCES_CONTRACT: dict[type[DomainError], str] = {
    contract_terms.LastWordClause: N_("Further terms: “{words}” has no force, nobody has the last word on a contract. Take it out."),
    contract_terms.NoReturnClause: N_(
        "Further terms: “{words}” has no force, faulty goods go back by law. Write what comes back under which conditions."
    ),
    contract_terms.EarnestLostClause: N_(
        "Further terms: “{words}” has no force. Earnest money is lost only by a customer who does not perform, as the contract says."
    ),
    contract_terms.NoLiabilityClause: N_(
        "Further terms: “{words}” has no force, nobody is free of all liability. Write what exactly the shop does not answer for, and why."
    ),
    contract_terms.PriceAtWillClause: N_(
        "Further terms: “{words}” has no force, one side alone changes nothing. Changes are signed as a change order."
    ),
}
"""Template of each kind."""

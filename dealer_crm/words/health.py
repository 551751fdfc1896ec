"""What the findings of the 数据体检 are called."""

from __future__ import annotations

from enum import StrEnum

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.health import Finding, Ill, NothingToMend
from dealer_crm.i18n import N_

LABELS_HEALTH: tuple[tuple[StrEnum, str], ...] = (
    (Ill.MISSING, N_("Missing")),
    (Ill.INVALID, N_("Doubtful")),
    (Ill.STALE, N_("Not confirmed for long")),
    (Ill.CARELESS, N_("Not looked after")),
    (Ill.DOUBLE, N_("Perhaps the same")),
    (Finding.NO_PHONE, N_("No phone number")),
    (Finding.NO_NAME, N_("No name")),
    (Finding.NO_ADDRESS, N_("No address")),
    (Finding.NO_COMMUNITY, N_("House without community or room")),
    (Finding.NO_SOURCE, N_("No source")),
    (Finding.NO_OWNER, N_("Nobody is responsible")),
    (Finding.NO_NEED, N_("No need written down")),
    (Finding.NO_LEVEL, N_("Prospect without intent level")),
    (Finding.ODD_PHONE, N_("Unusual phone number")),
    (Finding.ODD_EMAIL, N_("Not an e-mail address")),
    (Finding.ODD_CODE, N_("Credit code does not fit")),
    (Finding.ODD_AREA, N_("Impossible area")),
    (Finding.NOT_VERIFIED, N_("Nothing confirmed for a year")),
    (Finding.FEW_CONTACTS, N_("Company with fewer than 3 people")),
    (Finding.NO_NEXT_STEP, N_("Without a next step")),
    (Finding.NO_CONSENT, N_("No consent")),
    (Finding.SAME_PHONE, N_("Same phone number")),
    (Finding.SAME_NAME, N_("Same name and community")),
    (Finding.SAME_ADDRESS, N_("Same address")),
)
SENTENCES_HEALTH: dict[type[DomainError], str] = {
    NothingToMend: N_("There is nothing left to tidy up."),
}

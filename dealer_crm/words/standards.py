"""Words for standards of service."""

from __future__ import annotations

from enum import StrEnum

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.standards import StandardArea, StandardMissing, StandardTooLong
from dealer_crm.i18n import N_

LABELS_STANDARDS: tuple[tuple[StrEnum, str], ...] = (
    (StandardArea.RECEPTION, N_("Reception in the shop")),
    (StandardArea.CALLS, N_("Telephone and messages")),
    (StandardArea.DELIVERY, N_("Delivery of goods")),
    (StandardArea.INSTALLATION, N_("Installation and hand-over")),
    (StandardArea.SERVICE, N_("Care and repair")),
    (StandardArea.COMPLAINTS, N_("Handling of complaints")),
)

SENTENCES_STANDARDS: dict[type[DomainError], str] = {
    StandardMissing: N_("Say what the standard is, in Chinese or in English."),
    StandardTooLong: N_("That is too long for a page on the wall: {most} characters at most."),
}

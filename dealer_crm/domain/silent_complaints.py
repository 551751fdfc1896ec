"""By what a complaint that nobody voiced (S3-44, level 2) is noticed: low marks, and who brings nobody any more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dealer_crm.domain.complaint_case import Detected
from dealer_crm.domain.complaints import ComplaintChannel, ComplaintDraft, ComplaintLevel, DissatisfiedType
from dealer_crm.domain.errors import DomainError

LOOK_BACK = timedelta(days=90)
"""A sign that lies longer ago is proposed no more."""
LOW_GRADE, LOW_SCORE = 1, 2
"""Marks up to here are low: of a call (0 to 3), of an expectation (1 to 5)."""


class SignSource(StrEnum):
    """Where a sign stands; also the source of the mark that somebody looked at it."""

    VISIT = "silent_visit"
    RATING = "silent_rating"


class SignGone(DomainError):
    """The call or the marks are not there any more."""


@dataclass(frozen=True)
class Sign:
    """One sign: `words` as the customer said them, `mark` as he gave it, of at most `best`; None where he gave none."""

    source: SignSource
    source_id: int
    customer_id: int
    customer: str
    phone: str
    detected: Detected
    on: date
    words: str = ""
    mark: int | None = None
    best: int = 3

    def draft(self) -> ComplaintDraft:
        """Return the complaint that it proposes; what it is about has to be asked."""
        return ComplaintDraft(
            self.customer_id,
            level=ComplaintLevel.SILENT,
            channel=ComplaintChannel.CALL_BACK,
            detected=self.detected,
            dissatisfied=DissatisfiedType.PASSIVE,
            words=self.words,
        )

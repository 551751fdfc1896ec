"""The four types of dissatisfied customers (S3-45): what helps with each, and how many of all they are elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

from dealer_crm.domain.complaints import DissatisfiedType
from dealer_crm.domain.trade import Entry


@dataclass(frozen=True)
class DissatisfiedTip(Entry):
    """What helps with a type, in words; `share` is its benchmark, in percent of the dissatisfied."""

    kind: DissatisfiedType
    share: int

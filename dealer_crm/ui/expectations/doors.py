"""What the expectations on screen ask of the rest of the program; filled by the wiring, by a real store in tests."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dealer_crm.domain.dates import local_day
from dealer_crm.domain.marks import MarksDraft
from dealer_crm.services.drafts import Drafts
from dealer_crm.services.expectations import ExpectationSheet
from dealer_crm.services.shop import StaffRow


@dataclass(frozen=True)
class MarkDoors:
    """The dialog of the customer's marks; `rate` raises DomainError when refused."""

    rate: Callable[[int, MarksDraft], None]
    drafts: Drafts
    now: Callable[[], datetime]

    def today(self) -> date:
        """Return the calendar day of the shop."""
        return local_day(self.now())


@dataclass(frozen=True)
class ExpectationDoors:
    """Beside the sheet: `assign` takes an item, a person and a day, `marks` opens the dialog of a delivery."""

    of: Callable[[int], ExpectationSheet]
    assign: Callable[[int, int | None, date | None], None]
    as_seen: Callable[[int], int]
    staff: Callable[[], Sequence[StaffRow]]
    marks: Callable[[int], object]
    today: Callable[[], date]

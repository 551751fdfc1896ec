"""What the dialogs of hand-over slips ask and change, given to them from outside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from dealer_crm.domain.slips import SlipDraft
from dealer_crm.services.shop import StaffRow
from dealer_crm.services.slips import SlipPage


@dataclass(frozen=True)
class SlipDoors:
    """The writes raise DomainError. `propose` takes customer, order and the refused slip that is sent anew; `print` hides its button."""

    slip: Callable[[int], SlipPage]
    propose: Callable[[int, int | None, int | None], SlipDraft]
    send: Callable[[SlipDraft], int]
    accept: Callable[[int], object]
    refuse: Callable[[int, str], object]
    settle: Callable[[int], object]
    staff: Callable[[], Sequence[StaffRow]]
    customer: Callable[[int], str]
    today: Callable[[], date]
    print: Callable[[int], object] | None = None

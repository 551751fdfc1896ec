"""What the dialog of handing over asks and changes, given to it from outside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dealer_crm.domain.hand_over import HandOverDraft
from dealer_crm.domain.progress import Progress
from dealer_crm.services.hand_over import CallRow, HandedOver, Holdings
from dealer_crm.services.list_papers import ListQuestion
from dealer_crm.services.shop import StaffRow

if TYPE_CHECKING:
    from dealer_crm.ui.settings.doors import Frame


@dataclass(frozen=True)
class HandOverDoors:
    """`frame` runs what takes long; `listed` prints a list, None hides its button."""

    preview: Callable[[int], Holdings]
    hand_over: Callable[[HandOverDraft, Progress], HandedOver]
    calls: Callable[[Sequence[int]], Sequence[CallRow]]
    staff: Callable[[], Sequence[StaffRow]]
    frame: Frame
    listed: Callable[[ListQuestion], object] | None = None

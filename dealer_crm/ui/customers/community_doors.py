"""What the page of communities asks of the rest of the program; filled by the wiring, by small fakes in tests."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dealer_crm.domain.communities import CommunityDraft
    from dealer_crm.services.communities import CommunityRow, ResidentRow


@dataclass(frozen=True)
class CommunityDoors:
    """`rows` and `residents` count houses and are asked beside the window; `edit` and `merge` raise DomainError when refused."""

    rows: Callable[[str], Sequence[CommunityRow]]
    one: Callable[[int], CommunityRow]
    residents: Callable[[int], Sequence[ResidentRow]]
    edit: Callable[[int, CommunityDraft], None]
    merge: Callable[[int, int], None]
    open_customer: Callable[[int], None]

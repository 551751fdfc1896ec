"""What the tab of people and places asks of the rest of the program; filled by the wiring, by small fakes in tests."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from dealer_crm.domain.dates import local_day

if TYPE_CHECKING:
    from dealer_crm.domain.customers import CustomerDraft
    from dealer_crm.domain.houses import RoleDraft
    from dealer_crm.domain.moments import MomentDraft
    from dealer_crm.domain.relations import RelationDraft
    from dealer_crm.services.customer_list import CustomerRow
    from dealer_crm.services.drafts import Drafts
    from dealer_crm.services.facts import FormerRow
    from dealer_crm.services.house_roles import HouseRow
    from dealer_crm.services.moments import MomentRow
    from dealer_crm.services.relations import ReferralTree, RelationRow


@dataclass(frozen=True)
class PeopleReads:
    """Questions about one customer. `tree` is asked beside the window."""

    relations: Callable[[int], Sequence[RelationRow]]
    tree: Callable[[int], ReferralTree]
    houses: Callable[[int], Sequence[HouseRow]]
    house: Callable[[int], HouseRow]
    moments: Callable[[int], Sequence[MomentRow]]
    former: Callable[[int], Sequence[FormerRow]]
    find: Callable[[str, int], Sequence[CustomerRow]]
    name: Callable[[int], str]


@dataclass(frozen=True)
class PeopleWrites:
    """Changes; each raises DomainError when refused."""

    relate: Callable[[RelationDraft], int]
    unrelate: Callable[[int], None]
    add_role: Callable[[RoleDraft], int]
    end_role: Callable[[int, date], None]
    new_owner: Callable[[int, int | CustomerDraft, date], int]
    add_moment: Callable[[int, MomentDraft], int]
    edit_moment: Callable[[int, MomentDraft], None]
    remove_moment: Callable[[int], None]


@dataclass(frozen=True)
class PeopleDoors:
    """Everything together; `open_customer` and `open_community` lead there."""

    reads: PeopleReads
    writes: PeopleWrites
    drafts: Drafts
    now: Callable[[], datetime]
    open_customer: Callable[[int], None]
    open_community: Callable[[int], None]

    def today(self) -> date:
        """Return the calendar day of the shop."""
        return local_day(self.now())

"""What the pages of quotes ask of the rest of the program; filled by the wiring, by small fakes in tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dealer_crm.domain.customers import CustomerDraft
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.orders import LineGroup
from dealer_crm.domain.quotes import QuoteDraft, Subtotal
from dealer_crm.services.drafts import Drafts
from dealer_crm.services.products import ProductRow
from dealer_crm.services.quote_reading import QuoteFile
from dealer_crm.services.shop import StaffRow
from dealer_crm.ui.desk.too_much import Flags
from dealer_crm.ui.orders.doors import Asker


@dataclass(frozen=True)
class QuoteReads:
    """Questions. `products` takes text and limit, `customer` gives the file with its houses, `text` quote and version for a message."""

    open: Callable[[int], QuoteFile]
    products: Callable[[str, int], Sequence[ProductRow]]
    customer: Callable[[int], CustomerDraft]
    staff: Callable[[], Sequence[StaffRow]]
    sees_cost: Callable[[], bool]
    text: Callable[[int, int], str]
    new_product: Callable[[str, Callable[[ProductRow], object]], object] | None = None


@dataclass(frozen=True)
class QuoteWrites:
    """Changes; each raises DomainError when refused. `give` takes the words of the call that is planned."""

    create: Callable[[QuoteDraft], int]
    edit: Callable[[int, QuoteDraft, int], None]
    new_version: Callable[[int], int]
    give: Callable[[int, str], None]
    accept: Callable[[int], int]
    decline: Callable[[int, str], None]
    reopen: Callable[[int], None]


@dataclass(frozen=True)
class QuoteTrade:
    """What the trade knows: remarks to begin with by their code, the group of a category, what each group counts to, big words.

    `pains` tells in words what the file says troubles the customer.
    """

    remark: Callable[[str], str]
    group_of: Callable[[str], LineGroup]
    subtotals: Mapping[LineGroup, Subtotal]
    flags: Flags
    pains: Callable[[CustomerDraft], str] = lambda _customer: ""


@dataclass(frozen=True)
class QuotePrints:
    """Papers of a version: quote and number of the version."""

    preview: Callable[[int, int], object]
    print_now: Callable[[int, int], object]


@dataclass(frozen=True)
class QuoteDoors:
    """Everything together. `prompts` gives the modal boxes of the window."""

    reads: QuoteReads
    writes: QuoteWrites
    trade: QuoteTrade
    drafts: Drafts
    prompts: Callable[[], Asker]
    now: Callable[[], datetime]
    prints: QuotePrints | None = None

    def today(self) -> date:
        """Return the calendar day of the shop."""
        return local_day(self.now())

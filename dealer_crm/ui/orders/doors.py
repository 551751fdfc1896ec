"""What the order pages ask of the rest of the program; filled by the wiring, by small fakes in tests."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from dealer_crm.domain.customers import CustomerDraft
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.invoices import InvoiceDraft
from dealer_crm.domain.order_effects import EffectLine
from dealer_crm.domain.orders import CancelSide, LineGroup, OrderDraft
from dealer_crm.domain.pay_presets import PayPreset
from dealer_crm.domain.payments import PaymentDraft
from dealer_crm.domain.planning import Department
from dealer_crm.services.drafts import Drafts
from dealer_crm.services.order_file import OrderFile
from dealer_crm.services.products import ProductRow
from dealer_crm.services.shop import StaffRow
from dealer_crm.ui.orders.change_doors import ChangeDoors
from dealer_crm.ui.orders.trade_in_deeds import ClaimDoors
from dealer_crm.ui.shell.exporting import Exporting
from dealer_crm.ui.widgets import Chip


@dataclass(frozen=True)
class OrderReads:
    """Questions. `products` takes text and limit, `customer` gives the file with its houses, `presets` plans of payment.

    `group_of` names the group of a quote that goods of a category belong to.
    """

    open: Callable[[int], OrderFile]
    cancel_effect: Callable[[int, int], Sequence[EffectLine]]
    products: Callable[[str, int], Sequence[ProductRow]]
    customer: Callable[[int], CustomerDraft]
    staff: Callable[[], Sequence[StaffRow]]
    sees_cost: Callable[[], bool]
    presets: Callable[[], Sequence[PayPreset]] = tuple
    group_of: Callable[[str], LineGroup | None] = lambda _category: None
    new_product: Callable[[str, Callable[[ProductRow], object]], object] | None = None


class Cancelling(Protocol):
    """Cancels an order."""

    def __call__(self, order_id: int, reason: str, side: CancelSide, kept: int | None, *, void: bool) -> None:
        """Say why, on whose account, what is kept in 分, and whether its invoices were voided."""


@dataclass(frozen=True)
class OrderWrites:
    """Changes of the order itself; each raises DomainError when refused."""

    create: Callable[[OrderDraft], int]
    edit: Callable[[int, OrderDraft, int], None]
    confirm: Callable[[int], None]
    sign: Callable[[int, date, str], None]
    cancel: Cancelling


class Receiving(Protocol):
    """Takes money down."""

    def __call__(self, *drafts: PaymentDraft) -> int:
        """Save it, in parts where it is for several things, as one step; return the id of the last."""


@dataclass(frozen=True)
class OrderMoney:
    """Changes of what hangs on an order: payments, invoices, promises."""

    receive: Receiving
    warnings: Callable[[PaymentDraft], Sequence[DomainError]]
    hand_in: Callable[[Iterable[int]], None]
    remove: Callable[[int], None]
    ask_invoice: Callable[[InvoiceDraft], int]
    edit_invoice: Callable[[int, InvoiceDraft, int], None]
    keep: Callable[[Iterable[int]], None]
    break_off: Callable[[int, str], None]


class Asker(Protocol):
    """The modal boxes that the order page needs."""

    def confirm(self, title: str, text: str, action: str) -> bool:
        """Ask before something that others will notice."""

    def ask_text(self, title: str, label: str, text: str = "") -> str | None:
        """Ask for a line of text; None when it was left."""

    def ask_choice(self, title: str, text: str, options: list[tuple[object, str]]) -> object:
        """Ask which of a few; None when it was left."""


class OrderPrinting(Protocol):
    """Shows the paper of an order or prints it; raises DomainError when refused."""

    def __call__(self, order_id: int, *, at_once: bool = False) -> None:
        """Show it, or print it as last time."""


@dataclass(frozen=True)
class OrderDoors:
    """Everything together. `prompts` gives the modal boxes of the window.

    `print_receipt` shows the paper of a payment, `print_order` the contract of an order, or prints it `at_once`;
    `print_statement` shows the account of a customer's order, `print_certificates` those of all its machines.
    `jobs` are those of an order's site, each in words with its state. `ceremony` goes to the one of its signing, begun where there is none.
    `hand_on` takes customer and order to another department;
    `next_department` is the one that waits for it.
    """

    reads: OrderReads
    writes: OrderWrites
    money: OrderMoney
    drafts: Drafts
    prompts: Callable[[], Asker]
    now: Callable[[], datetime]
    exporting: Exporting | None = None
    hand_on: Callable[[int, int], object] | None = None
    next_department: Callable[[int], Department | None] = lambda _order_id: None
    print_receipt: Callable[[int], object] | None = None
    print_order: OrderPrinting | None = None
    print_statement: Callable[[int, int], object] | None = None
    print_certificates: Callable[[int], object] | None = None
    changes: ChangeDoors | None = None
    claims: ClaimDoors | None = None
    jobs: Callable[[int], Sequence[tuple[str, Chip]]] | None = None
    ceremony: Callable[[int], object] | None = None

    def today(self) -> date:
        """Return the calendar day of the shop."""
        return local_day(self.now())

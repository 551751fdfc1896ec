"""Money received for an order or a service, and money given back; 定金 above a fifth has no force as such (民法典 §586)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from dealer_crm.domain.amounts import figures
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.journal import Role
from dealer_crm.domain.orders import MAX_AMOUNT, PayWay
from dealer_crm.domain.pay_plan import PayKind
from dealer_crm.domain.text import one_line

EARNEST_PARTS = 5
"""定金 is a fifth of the price at most."""


class AmountMissing(DomainError):
    """A payment has an amount above nothing and within reason."""

    field = "amount"


class RefundTooMuch(DomainError):
    """More would be given back than was received for the order, the service, or without either. Parameter: received (in figures)."""

    field = "amount"


class RefundReasonMissing(DomainError):
    """Money is given back for a reason that can be read later."""

    field = "note"


class PaidMeanwhile(DomainError):
    """Somebody took money for the order after the form was opened. Parameters: number (of it), amount, who, at.

    `paid_fen` is what is paid by now, in 分: who takes his money all the same has seen that.
    """

    paid_fen = 0

    @classmethod
    def told(cls, paid: int, **parameters: object) -> PaidMeanwhile:
        """Return the refusal that knows what is paid by now."""
        error = cls(**parameters)
        error.paid_fen = paid
        return error


class MoreThanOpen(DomainError):
    """More is taken than is open: a warning, never a refusal. Parameters: open, more (in figures)."""

    field = "amount"


class RefundStands(DomainError):
    """The payment cannot go while a refund of it stands. Parameter: number."""


class HandedInBefore(DomainError):
    """Cash cannot be handed in before it was taken. Parameters: number, day (of the payment)."""

    field = "handed_in_on"


class PaymentForOther(DomainError):
    """The order or the service belongs to another customer."""

    field = "order_id"


class PaymentNotFound(DomainError):
    """The payment is not in the file any more."""


class EarnestAboveCap(DomainError):
    """定金 is more than a fifth of the price: a warning, never a refusal. Parameters: cap, rest (in figures).

    `cap_fen` and `rest_fen` are the parts as 定金 and as 预付款, in 分.
    """

    field = "kind"
    cap_fen = rest_fen = 0

    @classmethod
    def split(cls, cap: int, rest: int) -> EarnestAboveCap:
        """Return the warning that says how money is split."""
        warning = cls(cap=figures(cap), rest=figures(rest))
        warning.cap_fen, warning.rest_fen = cap, rest
        return warning


@dataclass(frozen=True)
class PaymentDraft:
    """Money as it changes hands, `amount` in 分 above nothing also when it is given back (`kind` REFUND).

    `staff_id` None means whoever works, `paid_on` None today. `with_staff` says whether the cash stays with who took it
    until he hands it in; None decides by what he is (an installer brings it later). `payer` "" = the customer himself.
    `expected_paid` is what was paid for the order, in 分, when the form was opened: None asks nobody who paid meanwhile.
    """

    customer_id: int
    amount: int
    kind: PayKind = PayKind.PREPAYMENT
    way: PayWay = PayWay.WECHAT
    order_id: int | None = None
    request_id: int | None = None
    staff_id: int | None = None
    paid_on: date | None = None
    receipt_number: str = ""
    with_staff: bool | None = None
    note: str = ""
    payer: str = ""
    expected_paid: int | None = None

    def checked(self) -> PaymentDraft:
        """Return the payment cleaned. Raises AmountMissing, RefundReasonMissing."""
        if not 0 < self.amount <= MAX_AMOUNT:
            raise AmountMissing
        note = one_line(self.note)
        if self.kind is PayKind.REFUND and not note:
            raise RefundReasonMissing
        return replace(self, receipt_number=one_line(self.receipt_number), note=note, payer=one_line(self.payer))

    @property
    def signed(self) -> int:
        """Return the amount as it is kept: below nothing when given back."""
        return -self.amount if self.kind is PayKind.REFUND else self.amount


def earnest_cap(total: int) -> int:
    """Return the most that 定金 may be of a price, in 分."""
    return max(total, 0) // EARNEST_PARTS


def earnest_warning(amount: int, earlier: int, total: int) -> EarnestAboveCap | None:
    """Say how 定金 is to be split where it goes beyond a fifth: up to the cap as 定金, the rest as 预付款.

    `earlier` is 定金 already received. None where it is within the cap.
    """
    room = max(earnest_cap(total) - earlier, 0)
    return EarnestAboveCap.split(room, amount - room) if amount > room else None


def excess_warning(amount: int, owed: int) -> MoreThanOpen | None:
    """Say how much more is taken than is open, None where it is not."""
    room = max(owed, 0)
    return MoreThanOpen(open=figures(room), more=figures(amount - room)) if amount > room else None


def next_payment(total: int, paid: int, parts: Sequence[tuple[PayKind, int]]) -> tuple[PayKind, int]:
    """Return what is most likely paid now: the first open part of the plan (kind, open in 分); without one 定金, then the rest."""
    for kind, left in parts:
        if left > 0:
            return kind, left
    owed = max(total - paid, 0)
    return (PayKind.BALANCE, owed) if paid else (PayKind.EARNEST_MONEY, earnest_cap(owed))


def stays_with_staff(way: PayWay, role: Role | None, wish: bool | None) -> bool:
    """Tell whether money stays with who took it until he hands it in: cash that an installer took, unless said otherwise."""
    if way is not PayWay.CASH:
        return False
    return role is Role.INSTALLER if wish is None else wish

"""增项签证单: what changes of a signed contract, agreed on paper before the work is done (domain.md 2.3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from dealer_crm.domain.deliveries import shown_quantity
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.order_sums import Beside, LineProgress, Totals, totals
from dealer_crm.domain.orders import MAX_AMOUNT, MAX_QUANTITY, DiscountWrong, LineDelivered, LineDraft, QuantityNotPositive
from dealer_crm.domain.text import clean, one_line

MOST_DAYS = 3650


class ChangeState(StrEnum):
    """草稿→已签→(作废): only a signed one changes the order."""

    DRAFT = "draft"
    SIGNED = "signed"
    DROPPED = "dropped"


class ChangeNotFound(DomainError):
    """The change order is not in the file any more. Parameter: number."""


class ChangeClosed(DomainError):
    """The change order is signed or dropped and stays as it is. Parameter: number."""


class ChangeReasonMissing(DomainError):
    """A change order says why the contract changes."""

    field = "reason"


class ChangeEmpty(DomainError):
    """A change order that changes nothing: no goods, no discount, no days."""

    field = "lines"


class ChangeLineGone(DomainError):
    """A line that is to become more or less is not in the order any more."""

    field = "lines"


class DifferenceTooMuch(DomainError):
    """More is taken off a line than it has. Parameters: goods, quantity."""

    field = "lines"


class ChangeBelowNothing(DomainError):
    """After the change the price would be less than nothing."""

    field = "discount"


class ChangeDaysWrong(DomainError):
    """The days that the work takes longer or shorter are beyond reason. Parameter: most."""

    field = "days"


class SignerMissing(DomainError):
    """Who signed a change order is not said."""

    field = "signed_by"


class SignDayMissing(DomainError):
    """The day a change order was signed is not said."""

    field = "signed_on"


@dataclass(frozen=True)
class Difference:
    """So much more, or (below nothing) less, of a line of the order, in thousandths."""

    order_line_id: int
    quantity: int


@dataclass(frozen=True)
class ChangeDraft:
    """A change order as typed: new goods in `lines`, more or less of what the order has, a further `discount` in 分.

    `days` the work takes longer, below nothing shorter; `asked_on` None means today.
    """

    order_id: int
    reason: str = ""
    lines: tuple[LineDraft, ...] = ()
    differences: tuple[Difference, ...] = ()
    discount: int = 0
    days: int = 0
    asked_on: date | None = None
    note: str = ""

    def checked(self) -> ChangeDraft:
        """Return the change cleaned. Raises ChangeReasonMissing, ChangeEmpty, DiscountWrong, ChangeDaysWrong and the errors of lines."""
        reason = one_line(self.reason)
        if not reason:
            raise ChangeReasonMissing
        lines = tuple(replace(line, id=None).checked(row) for row, line in enumerate(self.lines, 1) if not line.empty)
        differences = _together(self.differences)
        if not 0 <= self.discount <= MAX_AMOUNT:
            raise DiscountWrong
        if abs(self.days) > MOST_DAYS:
            raise ChangeDaysWrong(most=MOST_DAYS)
        if not (lines or differences or self.discount or self.days):
            raise ChangeEmpty
        return replace(self, reason=reason, lines=lines, differences=differences, note=clean(self.note).strip())


def _together(differences: Iterable[Difference]) -> tuple[Difference, ...]:
    """Return one difference a line, without those of nothing."""
    found: dict[int, int] = {}
    for one in differences:
        found[one.order_line_id] = found.get(one.order_line_id, 0) + one.quantity
    return tuple(Difference(line_id, quantity) for line_id, quantity in found.items() if quantity)


def changed_lines(lines: Sequence[LineDraft], progress: Iterable[LineProgress], change: ChangeDraft) -> tuple[LineDraft, ...]:
    """Return the lines of the order as the change makes them, its new goods last.

    Raises ChangeLineGone, DifferenceTooMuch, LineDelivered where less would be left than is delivered or under way.
    """
    more = {one.order_line_id: one.quantity for one in change.differences}
    if not more.keys() <= {line.id for line in lines}:
        raise ChangeLineGone
    bound = {line.line_id: line.delivered + line.planned for line in progress}
    return (*(_changed(line, more, bound) for line in lines), *change.lines)


def _changed(line: LineDraft, more: Mapping[int, int], bound: Mapping[int, int]) -> LineDraft:
    quantity = line.quantity + more.get(line.id or 0, 0)
    if quantity == line.quantity:
        return line
    if quantity < 0:
        raise DifferenceTooMuch(goods=line.goods, quantity=shown_quantity(line.quantity))
    if quantity < bound.get(line.id or 0, 0):
        raise LineDelivered(goods=line.goods, quantity=shown_quantity(bound[line.id or 0]))
    if quantity > MAX_QUANTITY:
        raise QuantityNotPositive(row=1)
    return replace(line, quantity=quantity)


def changed_price(lines: Sequence[LineDraft], beside: Beside, discount: int) -> Totals:
    """Return the sums of an order with these lines and so much more off. Raises ChangeBelowNothing."""
    sums = totals(lines, replace(beside, discount=beside.discount + discount))
    if not 0 <= sums.rounding <= sums.net:
        raise ChangeBelowNothing
    return sums


def change_amount(lines: Sequence[LineDraft], beside: Beside, progress: Iterable[LineProgress], change: ChangeDraft) -> int:
    """Return by how much a change makes the price of the contract more or less, in 分. Raises as its two halves do."""
    after = changed_price(changed_lines(lines, progress, change), beside, change.discount)
    return after.price - totals(lines, beside).price


def work_days_after(agreed: int | None, days: int) -> int | None:
    """Return how long the work takes with the change; what was never agreed stays open."""
    return None if agreed is None else max(agreed + days, 0)

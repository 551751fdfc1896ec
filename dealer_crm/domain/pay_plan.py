"""How the price of an order is to be paid: nodes by share or amount that always add up to it, filled by what was paid (domain.md 2.3)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.text import one_line

FULL = 10_000
"""A whole, in hundredths of a percent."""


class PayKind(StrEnum):
    """What a payment is for; 定金 and 订金/预付款 are different in law (domain.md 2.3)."""

    EARNEST_MONEY = "earnest_money"
    PREPAYMENT = "prepayment"
    PROGRESS = "progress"
    BALANCE = "balance"
    SERVICE = "service"
    REFUND = "refund"


class NodeTrigger(StrEnum):
    """When a part of the price falls due: 签约, 材料进场前, 设备进场前, 调试验收, 质保期满, or on a day of its own."""

    SIGNING = "signing"
    SITE_ENTRY = "site_entry"
    EQUIPMENT = "equipment"
    ACCEPTANCE = "acceptance"
    RETENTION = "retention"
    DAY = "day"


class ShareWrong(DomainError):
    """The shares of a plan are below nothing or come to more than the whole."""

    field = "nodes"


class NodeAmountWrong(DomainError):
    """A part of a plan is below nothing."""

    field = "nodes"


@dataclass(frozen=True)
class NodeDraft:
    """One part of the plan: a `share` of the price in hundredths of a percent, a `fixed` amount in 分, or neither = what is left.

    `due_on` is the day that was typed; None: it falls due with the event of `trigger` (`pay_days.due_days`).
    """

    kind: PayKind = PayKind.PROGRESS
    trigger: NodeTrigger = NodeTrigger.DAY
    share: int | None = None
    fixed: int | None = None
    due_on: date | None = None
    words: str = ""
    id: int | None = None


@dataclass(frozen=True)
class NodeSum:
    """What a part comes to and what of it is not paid yet, in 分."""

    amount: int
    open: int


def checked_nodes(nodes: Iterable[NodeDraft]) -> tuple[NodeDraft, ...]:
    """Return the parts cleaned. Raises ShareWrong, NodeAmountWrong."""
    found = tuple(replace(node, words=one_line(node.words)) for node in nodes)
    shares = [node.share for node in found if node.share is not None]
    if any(share < 0 for share in shares) or sum(shares) > FULL:
        raise ShareWrong
    if any((node.fixed or 0) < 0 for node in found):
        raise NodeAmountWrong
    return found


def plan_amounts(total: int, nodes: Sequence[NodeDraft]) -> tuple[int, ...]:
    """Return what each part comes to, in 分: together always the total, which may have changed since the plan was made.

    A share is of the whole total, half a 分 up (of 定金 down, that a fifth never is above its cap); each part takes at most
    what is left, the last one all of it.
    """
    left, found = max(total, 0), []
    for node in nodes:
        found.append(min(max(_wish(node, total, left), 0), left))
        left -= found[-1]
    if found:
        found[-1] += left
    return tuple(found)


def _wish(node: NodeDraft, total: int, left: int) -> int:
    if node.fixed is not None:
        return node.fixed
    if node.share is None:
        return left
    return (total * node.share + (0 if node.kind is PayKind.EARNEST_MONEY else FULL // 2)) // FULL


def plan_sums(total: int, paid: int, nodes: Sequence[NodeDraft]) -> tuple[NodeSum, ...]:
    """Return the parts with what is open of each: money fills them in their order."""
    found = []
    for amount in plan_amounts(total, nodes):
        taken = min(max(paid, 0), amount)
        paid -= taken
        found.append(NodeSum(amount, amount - taken))
    return tuple(found)

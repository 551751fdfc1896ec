"""Plans of payment to begin with, and the first payment divided: 定金 up to a fifth of the price, the rest 预付款 (民法典 §586)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dealer_crm.domain.pay_plan import FULL, NodeDraft, PayKind, plan_amounts
from dealer_crm.domain.payments import EARNEST_PARTS, EarnestAboveCap, earnest_cap
from dealer_crm.domain.trade import Entry

EARNEST_SHARE = FULL // EARNEST_PARTS


@dataclass(frozen=True)
class PayPreset(Entry):
    """A plan that the trade knows, as its parts."""

    code: str
    nodes: tuple[NodeDraft, ...]


def preset(presets: Iterable[PayPreset], code: str) -> tuple[NodeDraft, ...]:
    """Return the parts of a plan by its code; none where the data has it not (any more)."""
    return next((one.nodes for one in presets if one.code == code), ())


def with_earnest_split(total: int, nodes: Sequence[NodeDraft]) -> tuple[NodeDraft, ...]:
    """Return the plan with 定金 within its cap: what is above it stands behind it as 预付款, due at the same time.

    Together the parts come to what they came to before.
    """
    found: list[NodeDraft] = []
    left = earnest_cap(total)
    for node, amount in zip(nodes, plan_amounts(total, nodes), strict=True):
        if node.kind is not PayKind.EARNEST_MONEY or amount <= left:
            found.append(node)
        else:
            found += _split(node, amount, left, first=left == earnest_cap(total))
        left -= min(amount, left) if node.kind is PayKind.EARNEST_MONEY else 0
    return tuple(found)


def _split(node: NodeDraft, amount: int, cap: int, *, first: bool) -> list[NodeDraft]:
    """Return 定金 and 预付款; shares stay shares, so that both follow the price."""
    rest = replace(node, kind=PayKind.PREPAYMENT, id=None if cap else node.id)
    if not cap:
        return [rest]
    if node.fixed is None and node.share is not None and node.share > EARNEST_SHARE and first:
        return [replace(node, share=EARNEST_SHARE), replace(rest, share=node.share - EARNEST_SHARE)]
    return [replace(node, share=None, fixed=cap), replace(rest, share=None, fixed=amount - cap)]


def earnest_excess(total: int, nodes: Sequence[NodeDraft]) -> EarnestAboveCap | None:
    """Return the warning of a plan whose 定金 is more than a fifth of the price."""
    amounts = zip(nodes, plan_amounts(total, nodes), strict=True)
    earnest = sum(amount for node, amount in amounts if node.kind is PayKind.EARNEST_MONEY)
    cap = earnest_cap(total)
    return EarnestAboveCap.split(cap, earnest - cap) if earnest > cap else None

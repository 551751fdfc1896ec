"""What a contract says beside goods and price, and what none may say (消费者权益保护法 §26, 民法典 §496–497, §587)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.text import fold
from dealer_crm.domain.trade import Entry


class LastWordClause(DomainError):
    """The shop reserves the last word on what the contract means. Parameter: words."""

    field = "terms"


class NoReturnClause(DomainError):
    """Goods shall never be taken back, whatever is wrong with them. Parameter: words."""

    field = "terms"


class EarnestLostClause(DomainError):
    """定金 shall be lost whoever is at fault. Parameter: words."""

    field = "terms"


class NoLiabilityClause(DomainError):
    """The shop shall answer for nothing. Parameter: words."""

    field = "terms"


class PriceAtWillClause(DomainError):
    """The shop may change price or terms by itself. Parameter: words."""

    field = "terms"


@dataclass(frozen=True)
class Clause(Entry):
    """One sentence of a contract; a `strong` one must stand out: quantity, quality, price, term, safety, after-sale, liability."""

    code: str
    strong: bool = False


@dataclass(frozen=True)
class ContractSection(Entry):
    """A heading of a contract with its sentences."""

    code: str
    clauses: tuple[Clause, ...] = ()


_WHO = "(?:本店|本公司|本商家|商家|乙方|卖方|店方|公司)"
_FORBIDDEN: tuple[tuple[type[DomainError], str], ...] = (
    (LastWordClause, rf"最终解释权|解释权[^,。;\n]{{0,6}}归?{_WHO}|right of final interpretation|final interpretation"),
    (EarnestLostClause, r"(?:定金|订金|预付款)[^,。;\n]{0,10}(?:一律|一概|概|均|恕|无论[^,。;\n]{0,8}|任何情况[^,。;\n]{0,4})不(?:予)?退"),
    (
        EarnestLostClause,
        r"(?:deposit|earnest money|prepayment)[^.;\n]{0,30}(?:never|in no case|not) (?:be )?(?:refund|return)|non-?refundable",
    ),
    (
        NoReturnClause,
        r"概不(?:退|换)|(?:不退|恕不退)不?换|不退(?:不|也不)换|(?:售出|离店|离柜|安装后)[^。;\n]{0,8}(?:概|恕|一律)?不(?:予)?退",
    ),
    (NoReturnClause, r"no (?:refunds?|returns?)|goods (?:sold )?(?:are|will) not (?:be )?(?:taken back|returned)"),
    (
        NoLiabilityClause,
        rf"概不负责|{_WHO}(?:概|均|一律)?不(?:承担|负)(?:任何|一切|全部)?责任|(?:后果|损失)自负|not liable for any|no liability",
    ),
    (
        PriceAtWillClause,
        rf"{_WHO}(?:有权|可)(?:随时|单方|自行)[^。;\n]{{0,6}}(?:调整|变更|修改|解除|涨价)|change (?:the )?(?:price|terms) at any time",
    ),
)
_PATTERNS = [(kind, re.compile(pattern)) for kind, pattern in _FORBIDDEN]


def forbidden(text: str) -> DomainError | None:
    """Return why the first clause that has no force may not be printed, with its words; None where there is none."""
    folded = fold(text.replace("\n", ";"))
    found = ((match.start(), kind, match.group()) for kind, pattern in _PATTERNS if (match := pattern.search(folded)))
    first = min(found, key=lambda one: one[0], default=None)
    return None if first is None else first[1](words=first[2].strip())


def refuse_forbidden(text: str) -> None:
    """Raise what `forbidden` finds."""
    if (refusal := forbidden(text)) is not None:
        raise refusal

"""What a quote is: versions of an offer with lines in groups, valid for some days, until it becomes an order (domain.md 2.3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.order_sums import Beside, Totals, totals
from dealer_crm.domain.orders import DiscountWrong, LineDraft, LineGroup, LinesMissing, TaxMode, check_price
from dealer_crm.domain.text import clean, one_line
from dealer_crm.domain.trade import Entry

VALID_DAYS = 15
"""So long an offer stands where nothing else is said."""
MAX_VALID_DAYS = 365
ASK_BEFORE = 3
"""So many days before a quote runs out without an answer somebody asks."""
MAX_AREA = 10**8
"""A hundred thousand square metres, in thousandths."""


class QuoteState(StrEnum):
    """草稿→已发→成交 / 未成交."""

    DRAFT = "draft"
    GIVEN = "given"
    ACCEPTED = "accepted"
    DECLINED = "declined"


OPEN_QUOTES = (QuoteState.DRAFT, QuoteState.GIVEN)


class Subtotal(StrEnum):
    """设备小计, 材料小计, 人工小计 and what may be chosen besides; each group counts to one of them."""

    EQUIPMENT = "equipment"
    MATERIAL = "material"
    LABOUR = "labour"
    OPTIONS = "options"


@dataclass(frozen=True)
class QuoteGroup(Entry):
    """A group of lines: to which subtotal it counts, and which categories of goods belong to it by themselves."""

    group: LineGroup
    subtotal: Subtotal
    categories: tuple[str, ...] = ()


class QuoteNotFound(DomainError):
    """The quote is not in the file any more. Parameter: number."""


class QuoteClosed(DomainError):
    """The quote became an order or was declined, nothing on it changes any more. Parameter: number."""


class VersionGiven(DomainError):
    """A version that the customer has stays as it is; another one is made of it. Parameters: number, position."""

    field = "lines"


class VersionUnfinished(DomainError):
    """The newest version was not given yet: it can be changed itself. Parameters: number, position."""


class ValidDaysWrong(DomainError):
    """An offer stands for a day at least and a year at most."""

    field = "valid_days"


class SubsidyWrong(DomainError):
    """The state pays nothing or more, and at most the price."""

    field = "subsidy"


class AreaWrong(DomainError):
    """The area is below nothing or beyond reason."""

    field = "area"


class DeclineReasonMissing(DomainError):
    """Say why the quote came to nothing."""

    field = "reason"


@dataclass(frozen=True)
class QuoteDraft:
    """One version of a quote as typed, with what belongs to the quote as a whole.

    `quoted_on` None means today; `discount`, `rounding` and `subsidy` in 分, `tax_rate` in hundredths of a percent,
    `area` in thousandths of a square metre. The texts after `system` are the remarks a quote must have.
    """

    customer_id: int
    lines: tuple[LineDraft, ...] = ()
    premises_id: int | None = None
    staff_id: int | None = None
    quoted_on: date | None = None
    valid_days: int = VALID_DAYS
    discount: int = 0
    rounding: int = 0
    tax_mode: TaxMode = TaxMode.INCLUDED
    tax_rate: int = 0
    subsidy: int = 0
    area: int | None = None
    system: str = ""
    designer: str = ""
    included: str = ""
    extras: str = ""
    lead_time: str = ""
    warranty: str = ""
    note: str = ""
    pains: str = ""
    expectations: str = ""

    @property
    def beside(self) -> Beside:
        """Return what stands beside the lines."""
        return Beside(self.discount, self.rounding, self.tax_mode, self.tax_rate, self.subsidy)

    @property
    def totals(self) -> Totals:
        """Add the version up."""
        return totals(self.lines, self.beside)

    def checked(self) -> QuoteDraft:
        """Return the version cleaned, without empty lines; the ids of its lines stay.

        Raises LinesMissing, DiscountWrong, RoundingWrong, TaxRateWrong, SubsidyWrong, ValidDaysWrong, AreaWrong and the
        errors of its lines.
        """
        lines = tuple(_checked(line, row) for row, line in enumerate(self.lines, 1) if not line.empty)
        if not lines:
            raise LinesMissing
        draft = replace(self, lines=lines)
        if not 0 <= self.discount <= draft.totals.goods:
            raise DiscountWrong
        check_price(draft.totals.net, self.rounding, self.tax_rate)
        if not 0 <= self.subsidy <= draft.totals.price:
            raise SubsidyWrong
        if not 1 <= self.valid_days <= MAX_VALID_DAYS:
            raise ValidDaysWrong
        if not 0 <= (self.area or 0) <= MAX_AREA:
            raise AreaWrong
        texts = {name: one_line(getattr(self, name)) for name in ("system", "designer")}
        longer = {name: clean(getattr(self, name)).strip() for name in (*REMARKS, "note", "pains", "expectations")}
        return replace(draft, area=self.area or None, **texts, **longer)  # type: ignore[arg-type]


REMARKS = ("included", "extras", "lead_time", "warranty")
"""What a quote must say besides its lines: 含/不含项, 增项计价方式, 交货期, 保修摘要."""


@dataclass(frozen=True)
class LinePart:
    """Lines of one group with their places in the version (from 1), and what they come to in 分."""

    group: LineGroup | None
    rows: tuple[tuple[int, LineDraft], ...]
    amount: int


def grouped(lines: Iterable[LineDraft]) -> tuple[LinePart, ...]:
    """Return the lines by group, in the order of the groups and within them of the version; those without one come last."""
    known: dict[LineGroup | None, list[LineDraft]] = {}
    for line in lines:
        known.setdefault(line.group, []).append(line)
    parts, row = [], 1
    for group in (*LineGroup, None):
        found = known.get(group, [])
        if found:
            parts.append(LinePart(group, tuple(enumerate(found, row)), sum(line.amount for line in found)))
            row += len(found)
    return tuple(parts)


def subtotals(lines: Iterable[LineDraft], kinds: Mapping[LineGroup, Subtotal]) -> dict[Subtotal, int]:
    """Return what the lines come to by kind, in 分; together always the goods. A line without a group counts as material."""
    found = dict.fromkeys(Subtotal, 0)
    for line in lines:
        found[kinds.get(line.group, Subtotal.MATERIAL) if line.group else Subtotal.MATERIAL] += line.amount
    return found


def expired(until: date, today: date) -> bool:
    """Tell whether the last day of an offer is past."""
    return until < today


def _checked(line: LineDraft, row: int) -> LineDraft:
    """Return a line cleaned: unlike one of an order it has no past, so it must have a quantity. Raises as `LineDraft.checked`."""
    return replace(replace(line, id=None).checked(row), id=line.id)


def valid_until(quoted_on: date, valid_days: int) -> date:
    """Return the last day on which the offer stands."""
    return quoted_on + timedelta(days=valid_days)

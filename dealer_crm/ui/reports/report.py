"""What every report offers the page: a card, bars to choose from, and the lines behind them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, NamedTuple, Protocol

from dealer_crm.domain.periods import Period, Span
from dealer_crm.ui.reports.doors import Sheet
from dealer_crm.ui.widgets import Choice, Column, StatCard
from dealer_crm.ui.widgets.bars import Bar
from dealer_crm.ui.widgets.paged_model import Ids


class Source(NamedTuple):
    """What a line is about; an order of 0 = only the customer, with a `field` his form at that field; or a complaint."""

    customer_id: int
    order_id: int = 0
    field: str = ""
    complaint_id: int = 0


class Deed(NamedTuple):
    """What can be done about the lines, beside looking at them; the page reads anew afterwards."""

    words: str
    icon: str
    run: Callable[[], object]


class Report(Protocol):
    """First ask its `question` and give it the answer (`take`); everything else then speaks of that."""

    key: str
    span: Span
    dated: bool

    def question(self, period: Period) -> Callable[[], Any]:
        """Return what to ask for the sums of a period, beside the window."""

    def take(self, period: Period, found: Any) -> None:
        """Speak of these sums from now on."""

    def card(self) -> StatCard:
        """Return the card of the page."""

    def groupings(self) -> Sequence[Choice]:
        """Return by what the bars may be grouped."""

    def finding(self, grouping: str) -> str:
        """Return in one sentence what the bars show."""

    def bars(self, grouping: str) -> Sequence[Bar]:
        """Return the bars."""

    def columns(self) -> Sequence[Column]:
        """Return the columns of the lines."""

    def ids(self, grouping: str, key: Hashable | None) -> Ids | Callable[[], Ids]:
        """Return the lines of a bar, or all of them; or the question for them."""

    def rows(self, ids: Sequence[int]) -> Sequence[Any]:
        """Return lines."""

    def source(self, row: Any) -> Source:
        """Return where a line leads."""

    def sheet(self, ids: Sequence[int]) -> Sheet:
        """Return the lines for a workbook."""

    def deed(self) -> Deed | None:
        """Return what can be done now, None where there is nothing."""


def share(part: int, whole: int) -> str:
    """Return a part as "35%"; "" of nothing."""
    return f"{round(100 * part / whole)}%" if whole > 0 else ""


def rounded(fen: int) -> str:
    """Write 分 as whole 元, for a card with little room."""
    return f"{round(fen / 100):,}"


def joined(parts: Iterable[str]) -> str:
    """Return short facts on one line."""
    return " · ".join(part for part in parts if part)

"""What the page of reports asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dealer_crm.domain.class_news import ClassNews
from dealer_crm.domain.complaint_figures import ComplaintFigures
from dealer_crm.domain.complaints import DissatisfiedType
from dealer_crm.domain.health import Finding, Health
from dealer_crm.domain.periods import Period
from dealer_crm.services.cash_closing import CashDay
from dealer_crm.services.complaint_list import ComplaintRow
from dealer_crm.services.expectation_report import LetterSum, MarkFilter, MarkLine
from dealer_crm.services.health import HealthRow
from dealer_crm.services.money import MoneyDay, Receivable
from dealer_crm.services.reports import ContactFilter, ContactLine, ContactSum
from dealer_crm.services.trade_in_reading import ClaimRow


@dataclass(frozen=True)
class Sheet:
    """A list on its way to a workbook: titles with the kind of each column, and plain values."""

    title: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[Any, ...], ...]


@dataclass(frozen=True)
class ReportDoors:
    """Callables: questions, today, and what is done with a list (`print_day` shows the 日结 of a day first,
    `print_statement` the account of a customer)."""

    contacts: Callable[[Period], Sequence[ContactSum]]
    contact_ids: Callable[[Period, ContactFilter], Sequence[int]]
    contact_rows: Callable[[Sequence[int]], Sequence[ContactLine]]
    receivables: Callable[[], Sequence[Receivable]]
    favours: Callable[[], Sequence[Receivable]]
    claims: Callable[[], Sequence[ClaimRow]]
    print_statement: Callable[[int], object]
    money: Callable[[Period], MoneyDay]
    drawer: Callable[[date], CashDay]
    count_drawer: Callable[[date], object]
    class_news: Callable[[], Sequence[ClassNews]]
    see_classes: Callable[[], object]
    marks: Callable[[Period], Sequence[LetterSum]]
    mark_ids: Callable[[Period, MarkFilter], Sequence[int]]
    mark_rows: Callable[[Sequence[int]], Sequence[MarkLine]]
    print_marks: Callable[[Period], object]
    complaints: Callable[[Period], ComplaintFigures]
    complaint_rows: Callable[[Sequence[int]], Sequence[ComplaintRow]]
    category: Callable[[str], str]
    benchmarks: Callable[[], Mapping[DissatisfiedType, int]]
    print_complaints: Callable[[Period], object]
    complaints_pdf: Callable[[Period], object]
    complaints_book: Callable[[Period], object]
    health: Callable[[], Health]
    health_ids: Callable[[Finding], Sequence[int]]
    health_rows: Callable[[Sequence[int], Finding], Sequence[HealthRow]]
    mend: Callable[[], object]
    today: Callable[[], date]
    export: Callable[[Sheet], object]
    print_day: Callable[[date], object]
    print_day_now: Callable[[date], object]

"""Named periods begin where the trade says they do."""

from __future__ import annotations

from datetime import date

import pytest

from dealer_crm.domain.periods import Period, Span, between, period_of


@pytest.mark.parametrize(
    ("span", "today", "first"),
    [
        (Span.TODAY, date(2026, 11, 21), date(2026, 11, 21)),
        (Span.CHOSEN, date(2026, 11, 21), date(2026, 11, 21)),
        (Span.WEEK, date(2026, 11, 21), date(2026, 11, 16)),
        (Span.WEEK, date(2026, 11, 16), date(2026, 11, 16)),
        (Span.WEEK, date(2027, 1, 1), date(2026, 12, 28)),
        (Span.MONTH, date(2028, 2, 29), date(2028, 2, 1)),
        (Span.QUARTER, date(2026, 1, 1), date(2026, 1, 1)),
        (Span.QUARTER, date(2026, 3, 31), date(2026, 1, 1)),
        (Span.QUARTER, date(2026, 11, 21), date(2026, 10, 1)),
    ],
)
def test_period_begins(span: Span, today: date, first: date) -> None:
    assert period_of(span, today) == Period(first, today)


def test_two_days_in_any_order() -> None:
    early, late = date(2026, 1, 1), date(2026, 2, 1)
    assert between(late, early) == between(early, late) == Period(early, late)
    assert between(early, early).one_day
    assert not between(early, late).one_day

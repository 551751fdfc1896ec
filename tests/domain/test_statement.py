"""An account opens with what was before, runs line by line and closes with what is open."""

from datetime import date

import pytest

from dealer_crm.domain.statement import Entry, EntryKind, statement

D = [date(2026, 11, day) for day in range(1, 30)]
ENTRIES = (
    Entry(D[9], EntryKind.PAYMENT, -400, "SK2"),
    Entry(D[0], EntryKind.OPENING, 100),
    Entry(D[9], EntryKind.ORDER, 1000, "DD1"),
    Entry(D[4], EntryKind.PAYMENT, -100, "SK1"),
    Entry(D[20], EntryKind.REFUND, 50, "SK3"),
)


@pytest.mark.parametrize(
    ("first", "last", "opening", "balances", "closing"),
    [
        (None, D[28], 0, [100, 0, 1000, 600, 650], 650),
        (D[4], D[9], 100, [0, 1000, 600], 600),
        (D[21], D[28], 650, [], 650),
        (None, D[0], 0, [100], 100),
    ],
)
def test_a_period_is_part_of_the_same_account(first: date | None, last: date, opening: int, balances: list[int], closing: int) -> None:
    found = statement(ENTRIES, first, last)
    assert (found.opening, [line.balance for line in found.lines], found.closing) == (opening, balances, closing)
    assert found.opening + found.owed - found.paid == found.closing

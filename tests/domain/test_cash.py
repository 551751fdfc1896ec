"""The drawer adds up: what was in it, what came and went, what was counted, what is left."""

from datetime import date

import pytest

from dealer_crm.domain.cash import DENOMINATIONS, CashCloseDraft, CountWrong, OpeningWrong, TakenOutWrong, count_up, drawer
from dealer_crm.domain.errors import DomainError

DAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("opening", "amounts", "expected", "counted", "difference"),
    [
        (0, (), 0, 0, 0),
        (50_000, (300_000, -20_000), 330_000, 330_000, 0),
        (50_000, (300_000, -20_000), 330_000, 329_500, -500),
        (0, (10,), 10, 60, 50),
        (0, (-10_000,), -10_000, 0, 10_000),
    ],
)
def test_difference_is_what_was_counted_less_what_should_be_there(
    opening: int, amounts: tuple[int, ...], expected: int, counted: int, difference: int
) -> None:
    sums = drawer(opening, amounts)
    assert (sums.expected, sums.difference(counted)) == (expected, difference)


@pytest.mark.parametrize(
    ("draft", "refusal"),
    [
        (CashCloseDraft(DAY, -1), CountWrong),
        (CashCloseDraft(DAY, 10**12 + 1), CountWrong),
        (CashCloseDraft(DAY, 1, opening=-1), OpeningWrong),
        (CashCloseDraft(DAY, 1, taken_out=2), TakenOutWrong),
        (CashCloseDraft(DAY, 1, taken_out=-1), TakenOutWrong),
    ],
)
def test_what_no_drawer_can_hold_is_refused(draft: CashCloseDraft, refusal: type[DomainError]) -> None:
    with pytest.raises(refusal):
        draft.checked()


def test_all_of_it_may_be_taken_out() -> None:
    assert CashCloseDraft(DAY, 500, 500, note=" 存 银行 ").checked().note == "存 银行"


def test_notes_and_coins_are_counted_up() -> None:
    assert count_up(dict.fromkeys(DENOMINATIONS, 1)) == 18_660
    assert count_up({10_000: 12, 10: 3, 100: -5}) == 120_030

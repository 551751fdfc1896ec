"""Amounts and quantities as people write them."""

import pytest

from dealer_crm.i18n import translator
from dealer_crm.words.figures import balance_words, money, quantity


def test_figures_are_grouped_and_short() -> None:
    assert (money(123_400), money(-5), quantity(46_500), quantity(-1000)) == ("¥1,234.00", "-¥0.05", "46.5", "-1")


@pytest.mark.parametrize(("fen", "words"), [(100, "¥1.00"), (0, "Nothing"), (-30_000, "¥300.00 in his favour")])
def test_balance_says_who_owes(fen: int, words: str) -> None:
    assert balance_words(fen, translator("en")) == words

"""Cards with a number where there is little room."""

from __future__ import annotations

from dealer_crm.ui.theme import line_height
from dealer_crm.ui.widgets import StatCard, StatCards
from tests.ui.conftest import Show


def test_the_title_goes_below_the_number_before_it_is_cut(show: Show) -> None:
    cards = StatCards(name="cards")
    cards.set_cards([StatCard(f"card_{n}", 25, "Everything", short="Changes") for n in range(6)])
    cards.setFixedWidth(6 * 80)
    show(cards)
    assert cards.sizeHint().height() > line_height() + 16
    assert cards.words()[0] == "Changes"

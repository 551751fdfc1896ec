"""The lines of a quote: those of an order without what only a delivery knows; a product falls into its group by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from dealer_crm.domain.orders import LineGroup
from dealer_crm.i18n import Translator
from dealer_crm.ui.orders.line_model import LineModel

WITHOUT = ("serials", "arrival")
RANKS = {"group": 3, "room": 2, "unit": 5, "share": 6}
"""Where there is little room the group goes after the room, the unit before both."""


class QuoteLines(LineModel):
    """`group_of` tells the group of a category."""

    def __init__(self, t: Translator, today: Callable[[], date], group_of: Callable[[str], LineGroup], *, costs: bool) -> None:
        super().__init__(t, today, costs=costs, without=WITHOUT)
        self.group_of = group_of
        self._columns = [(replace(cell, rank=RANKS.get(cell.key, cell.rank)), title) for cell, title in self._columns]

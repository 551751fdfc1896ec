"""A line of a quote or a change order as the sample shop tells it: a product by its code, or words of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dealer_crm.domain.orders import LineDraft
from dealer_crm.services.demo_telling import Telling, fen, thousandths
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import WriteSession
from dealer_crm.storage.models import Product

Entry = Mapping[str, Any]


class ToldLines:
    """Reads lines; `products` gives the id of each code."""

    def __init__(self, session: WriteSession, telling: Telling, trade: Trade, products: Mapping[str, int]) -> None:
        self._session, self._telling, self._trade, self._products = session, telling, trade, products

    def read(self, entry: Entry) -> LineDraft:
        """Return a line in the group its goods belong to."""
        product = self._session.get(Product, self._products[entry["p"]]) if "p" in entry else None
        category = product.category if product else entry["category"]
        line = LineDraft(
            name=product.name if product else self._telling.words(entry),
            brand=product.brand if product else entry.get("brand", ""),
            model=product.model if product else entry.get("model", ""),
            spec=product.spec if product else self._telling.words(entry.get("spec", "")),
            unit=product.unit if product else self._telling.words(entry["unit"]),
            quantity=thousandths(entry["n"]),
            price=fen(entry["price"]) if "price" in entry or product is None else product.price,
            cost=product.cost if product else fen(entry["cost"]),
            room=self._telling.words(entry.get("room", "")),
            category=category,
            product_id=product.id if product else None,
            group=self._trade.group_of(category),
        )
        return line.checked()

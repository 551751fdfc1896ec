"""Takes the sample shop once round, from products to service and complaints, as resources/demo/round.toml and those beside it tell."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select

from dealer_crm.domain.planning import Department
from dealer_crm.domain.products import ProductKind
from dealer_crm.services.demo_care import FITTER, CareStories
from dealer_crm.services.demo_complaints import ComplaintStories
from dealer_crm.services.demo_marks import marks
from dealer_crm.services.demo_orders import OrderStories
from dealer_crm.services.demo_pictures import Album
from dealer_crm.services.demo_quotes import QuoteStories
from dealer_crm.services.demo_sites import SiteStories
from dealer_crm.services.demo_telling import Telling, fen
from dealer_crm.services.trade import Trade
from dealer_crm.storage import numbers
from dealer_crm.storage.database import WriteSession
from dealer_crm.storage.files import program_text
from dealer_crm.storage.models import Customer, HandoverSlip, Product, SalesOrder

Entry = Mapping[str, Any]


class Round:
    """Writes the stories of the told customers inside the caller's write; `pictures` is the attachments folder."""

    def __init__(self, session: WriteSession, language: str, now: datetime, staff_ids: Sequence[int], pictures: Path) -> None:
        self._session, self._album = session, Album(session, pictures)
        self._telling = Telling(language, now)
        self._trade = Trade()
        self._data: dict[str, Any] = tomllib.loads(program_text("demo", "round.toml"))
        self._staff = staff_ids
        self._customers = {customer.name: customer for customer in session.scalars(select(Customer))}

    def tell(self) -> None:
        """Write everything, in the order in which it happened within each subject."""
        products = self._products()
        quotes = QuoteStories(self._session, self._telling, self._trade, products)
        for entry in self._data["quotes"]:
            quotes.write(self._customers[entry["customer"]], entry)
        orders = OrderStories(self._session, self._telling, self._trade, self._staff, self._album)
        for entry in sorted(self._data["orders"], key=lambda order: int(order["on"])):
            orders.write(self._customers[entry["customer"]], entry)
        care = CareStories(self._session, self._telling, self._trade, self._staff)
        care.care(self._data["care"])
        care.visits(self._data["visits"], self._data["well"])
        complaints = ComplaintStories(self._session, self._telling, self._trade, self._staff).tell(self._customers)
        for entry in sorted(self._data["requests"], key=lambda request: int(request["on"])):
            care.request(self._customers[entry["customer"]], entry, complaints.get(entry["customer"]))
        SiteStories(self._session, self._telling, self._trade, self._staff, self._album).tell()
        for entry in self._data["slips"]:
            self._session.add(self._slip(self._customers[entry["customer"]], entry))
        marks(self._session, self._telling)
        for name, reason in self._data["peace"].items():
            self._customers[name].peace_reason = self._telling.words(reason)

    def _slip(self, customer: Customer, entry: Entry) -> HandoverSlip:
        """Return a slip from whoever looks after the customer to who installs, not answered yet."""
        day, orders = self._telling.day(entry["on"]), select(SalesOrder.id).where(SalesOrder.customer_id == customer.id)
        return HandoverSlip(
            number=numbers.take(self._session.connection(), numbers.SLIP, day)[0],
            customer_id=customer.id,
            order_id=self._session.scalars(orders.order_by(SalesOrder.id.desc()).limit(1)).first(),
            from_department=Department.SALES,
            to_department=Department.INSTALLATION,
            from_id=customer.owner_id,
            to_id=self._staff[FITTER],
            sent_at=self._telling.instant(entry["on"], "17:40"),
            due_on=self._telling.day(entry["due"]),
            promised=self._telling.words(entry["promised"]),
            open_points=self._telling.words(entry["open"]),
        )

    def _products(self) -> dict[str, int]:
        """Write the products; return the id of each by its code."""
        made = [self._product(entry) for entry in self._data["products"]]
        self._session.add_all(made)
        self._session.flush()
        return {product.code: product.id for product in made}

    def _product(self, entry: Entry) -> Product:
        category = self._trade.category(entry["category"])
        return Product(
            code=entry["code"],
            category=category.code,
            name=self._telling.words(entry),
            brand=entry["brand"],
            model=entry["model"],
            spec=self._telling.words(entry["spec"]),
            unit=category.unit(self._telling.language),
            price=fen(entry["price"]),
            cost=fen(entry["cost"]),
            whole_months=entry.get("whole"),
            parts_months=entry.get("parts"),
            cycle_months=entry.get("cycle"),
            checklist="",
            active=True,
            kind=ProductKind(entry.get("kind", "goods")),
            barcode=entry.get("barcode", ""),
            prices={level: fen(price) for level, price in entry.get("prices", {}).items()},
            energy_label=self._telling.words(entry.get("label", "")),
        )

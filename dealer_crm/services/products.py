"""What the shop sells: written, changed, found by code, model, name or the initials of its pinyin."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple, Protocol

from sqlalchemy import ColumnExpressionArgument, case, select
from sqlalchemy.orm import Session

from dealer_crm.domain.details import ListValue
from dealer_crm.domain.errors import EditConflict
from dealer_crm.domain.journal import Action, Actor, Role, Subject
from dealer_crm.domain.names import Pinyin
from dealer_crm.domain.product_imports import Known
from dealer_crm.domain.products import (
    PRICE_LEVELS,
    Margin,
    ProductDraft,
    ProductInUse,
    ProductKind,
    ProductNotFound,
    level_prices,
    margin,
    plain_barcode,
    stored_barcode,
)
from dealer_crm.domain.text import fold
from dealer_crm.domain.trade import Category
from dealer_crm.services.form_fields import form_fields
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import ChangeLine, Customer, Equipment, JobMaterial, OrderLine, Product, QuoteLine

FIELDS = (
    *("name", "code", "category", "brand", "model", "spec", "unit", "price", "whole_months", "parts_months", "cycle_months"),
    *("checklist", "active", "kind", "barcode", "start_basis", "energy_label", "picture", "note"),
)
"""What draft and row share as it is; the cost is for some eyes only, the prices of levels are held in another form."""
USED_IN = (OrderLine, QuoteLine, ChangeLine, Equipment, JobMaterial)

KEPT = 20_000
"""So many products are remembered as they are searched; a shop has hundreds, what is taken over from elsewhere may be thousands."""
HEARD = {"空调": "空条"}
"""Words of the trade whose characters are said otherwise than alone, with characters that sound right."""


class Categories(Protocol):
    """Who knows the lines of goods: `services.trade.Trade`."""

    def category(self, code: str) -> Category:
        """Return a category; one that is not known counts as `other`."""

    def categories(self) -> tuple[Category, ...]:
        """Return every category in order."""


@dataclass(frozen=True)
class ProductRow:
    """One product in a list; `cost` in 分 for the owner, None for others. `level` is that of the customer it is picked for."""

    id: int
    version: int
    draft: ProductDraft
    cost: int | None
    level: str = ""

    @property
    def title(self) -> str:
        """Name it as a person would."""
        return self.draft.title

    @property
    def price(self) -> int:
        """Return what the customer it is picked for pays for one unit."""
        return self.draft.price_for(self.level)

    def price_for(self, level: str) -> int:
        """Return what a customer of this level pays for one unit."""
        return self.draft.price_for(level)

    @property
    def margin(self) -> Margin | None:
        """Return what is left of the plain price, for eyes that may see the cost."""
        return margin(self.draft.price, self.cost)


class Products:
    """Use-cases of products. One public method is one transaction."""

    def __init__(self, db: Database, actor: Callable[[], Actor], now: Callable[[], datetime], trade: Categories) -> None:
        self._db = db
        self._actor = actor
        self._now = now
        self._trade = trade

    @property
    def sees_cost(self) -> bool:
        """Tell whether who works may see what goods cost the shop."""
        return self._actor().role is Role.OWNER

    def create(self, draft: ProductDraft) -> int:
        """Save a new product and return its id. Raises as `ProductDraft.checked`."""
        draft = draft.checked()
        with self._db.write(self._actor(), Action.CREATE, Subject.PRODUCT) as session:
            product = Product()
            self.fill(product, draft)
            session.add(product)
            session.flush()
            session.about(product.id, draft.title)
            return product.id

    def edit(self, product_id: int, draft: ProductDraft, version: int) -> None:
        """Save a product opened at `version`; orders keep the words they have. Raises ProductNotFound, EditConflict."""
        draft = draft.checked()
        with self._db.write(self._actor(), Action.EDIT, Subject.PRODUCT) as session:
            product = _require(session, product_id)
            if product.version != version:
                raise EditConflict(mine=version, theirs=product.version)
            self.fill(product, draft)
            session.about(product_id, draft.title)

    def delete(self, product_id: int) -> None:
        """Take a product out that was never sold. Raises ProductNotFound, ProductInUse (it can be set aside instead)."""
        with self._db.write(self._actor(), Action.DELETE, Subject.PRODUCT) as session:
            product = _require(session, product_id)
            for table in USED_IN:
                if session.execute(select(table.id).where(table.product_id == product_id).limit(1)).first():
                    raise ProductInUse
            session.about(product_id, self._row(product).title)
            session.delete(product)

    def open(self, product_id: int) -> ProductRow:
        """Return a product. Raises ProductNotFound."""
        with self._db.read() as session:
            return self._row(_require(session, product_id))

    def ids(self, words: str = "", *, everything: bool = False) -> array[int]:
        """Return the ids of products that hold every word, in the order of a list; those set aside only with `everything`."""
        return self._ids(words, () if everything else (Product.active,))

    def ids_of(self, kind: ProductKind, words: str = "") -> array[int]:
        """Return the same of goods or services on sale."""
        return self._ids(words, (Product.active, Product.kind == kind))

    def ids_aside(self, words: str = "") -> array[int]:
        """Return the same of those that are no longer sold."""
        return self._ids(words, (~Product.active,))

    def _ids(self, words: str, of_them: Sequence[ColumnExpressionArgument[bool]]) -> array[int]:
        with self._db.read() as session:
            return array("q", [one.id for one in self._matching(session, words, of_them)])

    def rows(self, ids: Sequence[int]) -> list[ProductRow]:
        """Return these products in the same order; ids that are gone are left out."""
        with self._db.read() as session:
            found = {product.id: self._row(product) for product in session.scalars(select(Product).where(Product.id.in_(list(ids))))}
        return [found[key] for key in ids if key in found]

    def find(self, words: str, limit: int = 20, level: str = "") -> list[ProductRow]:
        """Return products for a picker with their price for a level: the one of this barcode first, then what begins with the words."""
        with self._db.read() as session:
            found = self._matching(session, words, (Product.active,))
            begins, barcode = fold(words), plain_barcode(words)
            found.sort(
                key=lambda one: (
                    not barcode or plain_barcode(one.barcode) != barcode,
                    not any(fold(text).startswith(begins) for text in one[1:4]),
                )
            )
            rows = _by_id(session, [one.id for one in found[:limit]])
            return [self._row(product, level) for product in rows]

    def level_of(self, customer_id: int) -> str:
        """Return the price level of a customer, "" where he has none of his own."""
        with self._db.read() as session:
            details = session.scalar(select(Customer.details).where(Customer.id == customer_id)) or {}
            return str(details.get(PRICE_LEVELS, ""))

    def levels(self) -> tuple[ListValue, ...]:
        """Return the price levels of the shop in order, those given up too."""
        with self._db.read() as session:
            return form_fields(session).values(PRICE_LEVELS)

    def same_barcode(self, barcode: str, beside: int | None = None) -> str:
        """Name another product with this barcode, "" where there is none."""
        with self._db.read() as session:
            query = select(Product).where(Product.barcode == stored_barcode(barcode), Product.barcode != "", Product.id != (beside or 0))
            found = session.scalars(query.order_by(Product.id).limit(1)).first()
            return "" if found is None else self._row(found).title

    def categories(self) -> tuple[Category, ...]:
        """Return every line of goods in order."""
        return self._trade.categories()

    def _matching(self, session: Session, words: str, of_them: Sequence[ColumnExpressionArgument[bool]]) -> list[_Said]:
        order = case({category.code: n for n, category in enumerate(self._trade.categories())}, value=Product.category, else_=99)
        query = select(*_SAID).order_by(order, Product.brand, Product.name, Product.model, Product.id)
        said = session.execute(query.where(*of_them))
        wanted, pinyin = fold(words).split(), self._db.pinyin
        return [one for one in map(_Said._make, said) if not wanted or _holds(one, wanted, pinyin)]

    def _row(self, product: Product, level: str = "") -> ProductRow:
        cost = product.cost if self.sees_cost else None
        draft = ProductDraft(**{name: getattr(product, name) for name in FIELDS}, cost=cost, prices=level_prices(product.prices))
        return ProductRow(product.id, product.version, draft, cost, level)

    def known(self, product: Product) -> Known:
        """Return a product as a list from elsewhere is compared with it."""
        return Known(product.id, product.version, self._row(product).draft)

    def actor(self) -> Actor:
        """Return who works."""
        return self._actor()

    def fill(self, product: Product, draft: ProductDraft) -> None:
        """Write a draft into a row that is being saved; the cost only by eyes that may see it."""
        category = self._trade.category(draft.category).code
        values: dict[str, Any] = {name: getattr(replace(draft, category=category), name) for name in FIELDS}
        values["prices"] = {one.level: one.price for one in draft.prices}
        if self.sees_cost:
            values["cost"] = draft.cost
        for name, value in values.items():
            if getattr(product, name) != value:
                setattr(product, name, value)


def _require(session: Session, product_id: int) -> Product:
    product = session.get(Product, product_id)
    if product is None:
        raise ProductNotFound(number=str(product_id))
    return product


def _by_id(session: Session, ids: list[int]) -> list[Product]:
    found = {product.id: product for product in session.scalars(select(Product).where(Product.id.in_(ids)))}
    return [found[key] for key in ids]


class _Said(NamedTuple):
    """What a product is found by."""

    id: int
    code: str
    model: str
    name: str
    brand: str
    spec: str
    barcode: str


_SAID = tuple(getattr(Product, name) for name in _Said._fields)


def _holds(product: _Said, wanted: list[str], pinyin: Pinyin) -> bool:
    """Tell whether the product holds every word in a text, in full pinyin or in initials."""
    body = _body(product)
    if all(word in body for word in wanted):
        return True
    sounds = f"{body}\n{_sounds(product.brand, product.name, pinyin)}"
    return all(word in sounds for word in wanted)


@lru_cache(maxsize=KEPT)
def _body(product: _Said) -> str:
    return "\n".join(map(fold, product[1:]))


@lru_cache(maxsize=KEPT)
def _sounds(brand: str, name: str, pinyin: Pinyin) -> str:
    """Return full pinyin and initials of brand and name; kept, for a picker asks again with every key."""
    spoken = [pinyin.readings(_as_heard(text))[-1] for text in (brand, name, brand + name) if text]
    return "\n".join([*(reading.full for reading in spoken), *(reading.initials for reading in spoken)])


def _as_heard(text: str) -> str:
    for word, sound in HEARD.items():
        text = text.replace(word, sound)
    return text

"""What the shop sells: written, changed, found by code, model, name or the initials of its pinyin."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any, Protocol

from sqlalchemy import case, select
from sqlalchemy.orm import Session

from dealer_crm.domain.errors import EditConflict
from dealer_crm.domain.journal import Action, Actor, Role, Subject
from dealer_crm.domain.names import Pinyin
from dealer_crm.domain.products import ProductDraft, ProductInUse, ProductNotFound
from dealer_crm.domain.text import fold
from dealer_crm.domain.trade import Category
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import Equipment, OrderLine, Product

FIELDS = (
    "name",
    "code",
    "category",
    "brand",
    "model",
    "spec",
    "unit",
    "price",
    "whole_months",
    "parts_months",
    "cycle_months",
    "checklist",
    "active",
)

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
    """One product in a list; `cost` in 分 for the owner, None for others."""

    id: int
    version: int
    draft: ProductDraft
    cost: int | None

    @property
    def title(self) -> str:
        """Name it as a person would."""
        return " ".join(filter(None, (self.draft.brand, self.draft.name, self.draft.model)))


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
        """Save a new product and return its id. Raises ProductNameMissing, PriceNegative."""
        draft = draft.checked()
        with self._db.write(self._actor(), Action.CREATE, Subject.PRODUCT) as session:
            product = Product()
            self._fill(product, draft)
            session.add(product)
            session.flush()
            session.about(product.id, _title(draft))
            return product.id

    def edit(self, product_id: int, draft: ProductDraft, version: int) -> None:
        """Save a product opened at `version`; orders keep the words they have. Raises ProductNotFound, EditConflict."""
        draft = draft.checked()
        with self._db.write(self._actor(), Action.EDIT, Subject.PRODUCT) as session:
            product = _require(session, product_id)
            if product.version != version:
                raise EditConflict(mine=version, theirs=product.version)
            self._fill(product, draft)
            session.about(product_id, _title(draft))

    def delete(self, product_id: int) -> None:
        """Take a product out that was never sold. Raises ProductNotFound, ProductInUse (it can be set aside instead)."""
        with self._db.write(self._actor(), Action.DELETE, Subject.PRODUCT) as session:
            product = _require(session, product_id)
            for table in (OrderLine, Equipment):
                if session.execute(select(table.id).where(table.product_id == product_id).limit(1)).first():
                    raise ProductInUse
            session.about(product_id, product.name or product.model)
            session.delete(product)

    def open(self, product_id: int) -> ProductRow:
        """Return a product. Raises ProductNotFound."""
        with self._db.read() as session:
            return self._row(_require(session, product_id))

    def ids(self, words: str = "", *, everything: bool = False) -> array[int]:
        """Return the ids of products that hold every word, in the order of a list; those set aside only with `everything`."""
        with self._db.read() as session:
            found = self._all(session, everything=everything)
            return array("q", [product.id for product in _matching(found, words, self._db.pinyin)])

    def rows(self, ids: Sequence[int]) -> list[ProductRow]:
        """Return these products in the same order; ids that are gone are left out."""
        with self._db.read() as session:
            found = {product.id: self._row(product) for product in session.scalars(select(Product).where(Product.id.in_(list(ids))))}
        return [found[key] for key in ids if key in found]

    def find(self, words: str, limit: int = 20) -> list[ProductRow]:
        """Return products for a picker, those whose code, model or name begins with the words first."""
        with self._db.read() as session:
            found = _matching(self._all(session), words, self._db.pinyin)
            begins = fold(words)
            found.sort(key=lambda product: not any(fold(text).startswith(begins) for text in (product.code, product.model, product.name)))
            return [self._row(product) for product in found[:limit]]

    def categories(self) -> tuple[Category, ...]:
        """Return every line of goods in order."""
        return self._trade.categories()

    def _all(self, session: Session, *, everything: bool = False) -> list[Product]:
        order = case({category.code: n for n, category in enumerate(self._trade.categories())}, value=Product.category, else_=99)
        query = select(Product).order_by(order, Product.brand, Product.name, Product.model, Product.id)
        return list(session.scalars(query if everything else query.where(Product.active)))

    def _row(self, product: Product) -> ProductRow:
        cost = product.cost if self.sees_cost else None
        draft = ProductDraft(**{name: getattr(product, name) for name in FIELDS}, cost=cost)
        return ProductRow(product.id, product.version, draft, cost)

    def _fill(self, product: Product, draft: ProductDraft) -> None:
        category = self._trade.category(draft.category).code
        values: dict[str, Any] = {name: getattr(replace(draft, category=category), name) for name in FIELDS}
        if self.sees_cost:
            values["cost"] = draft.cost
        for name, value in values.items():
            if getattr(product, name) != value:
                setattr(product, name, value)


def _title(draft: ProductDraft) -> str:
    return " ".join(filter(None, (draft.brand, draft.name, draft.model)))


def _require(session: Session, product_id: int) -> Product:
    product = session.get(Product, product_id)
    if product is None:
        raise ProductNotFound(number=str(product_id))
    return product


def _matching(products: list[Product], words: str, pinyin: Pinyin) -> list[Product]:
    """Return the products that hold every word in a text, in full pinyin or in initials; a shop has hundreds, not more."""
    wanted = fold(words).split()
    return [product for product in products if _holds(product, wanted, pinyin)] if wanted else products


def _holds(product: Product, wanted: list[str], pinyin: Pinyin) -> bool:
    body = "\n".join(map(fold, (product.code, product.brand, product.model, product.name, product.spec)))
    if all(word in body for word in wanted):
        return True
    sounds = f"{body}\n{_sounds(product.brand, product.name, pinyin)}"
    return all(word in sounds for word in wanted)


@lru_cache(maxsize=4_000)
def _sounds(brand: str, name: str, pinyin: Pinyin) -> str:
    """Return full pinyin and initials of brand and name; kept, for a picker asks again with every key."""
    spoken = [pinyin.readings(_as_heard(text))[-1] for text in (brand, name, brand + name) if text]
    return "\n".join([*(reading.full for reading in spoken), *(reading.initials for reading in spoken)])


def _as_heard(text: str) -> str:
    for word, sound in HEARD.items():
        text = text.replace(word, sound)
    return text

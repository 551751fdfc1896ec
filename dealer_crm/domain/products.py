"""What the shop sells: products with their price, their category, and what the category says where they are silent."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.text import one_line

OTHER_CATEGORY = "other"


class ProductKind(StrEnum):
    """Goods, or a service that is sold like goods (S2-06)."""

    GOODS = "goods"
    SERVICE = "service"


class ProductNameMissing(DomainError):
    """A product needs a name or a model."""

    field = "name"


class PriceNegative(DomainError):
    """A price or cost below zero."""

    field = "price"


class ProductNotFound(DomainError):
    """The product is not in the file any more. Parameter: number."""


class ProductInUse(DomainError):
    """The product stands in orders or machines."""


@dataclass(frozen=True)
class ProductDraft:
    """A product as typed. `price` and `cost` in 分 (`cost` None = unknown, seen by the owner only).

    `whole_months`, `parts_months`, `cycle_months` None and `checklist` "" mean: as the category says.
    """

    name: str = ""
    code: str = ""
    category: str = OTHER_CATEGORY
    brand: str = ""
    model: str = ""
    spec: str = ""
    unit: str = ""
    price: int = 0
    cost: int | None = None
    whole_months: int | None = None
    parts_months: int | None = None
    cycle_months: int | None = None
    checklist: str = ""
    active: bool = True

    def checked(self) -> ProductDraft:
        """Return the draft cleaned. Raises ProductNameMissing, PriceNegative."""
        words = {name: one_line(getattr(self, name)) for name in ("name", "code", "brand", "model", "spec", "unit")}
        if not words["name"] and not words["model"]:
            raise ProductNameMissing
        if self.price < 0 or (self.cost or 0) < 0:
            raise PriceNegative
        return replace(self, **words)  # type: ignore[arg-type]

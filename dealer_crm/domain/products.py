"""What the shop sells: products with their prices, their category, and what the category says where they are silent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from dealer_crm.domain.coverages import StartBasis
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.orders import MAX_PRICE, LineGroup
from dealer_crm.domain.text import clean, fold, one_line
from dealer_crm.domain.trade import Category

OTHER_CATEGORY = "other"
PRICE_LEVELS = "price_level"
"""The list of price levels, and the field of the customer that chooses one (`resources/forms/fields.toml`)."""
RETAIL, LOWEST = "retail", "lowest"
"""The level that is the plain price, and the one that nobody sells below without asking."""
MAX_MONTHS = 1200


class ProductKind(StrEnum):
    """Goods, or a service that is sold like goods (S2-06)."""

    GOODS = "goods"
    SERVICE = "service"


MACHINE_GROUPS = frozenset({LineGroup.UNITS, LineGroup.CONTROL, LineGroup.FLOOR_HEATING, LineGroup.OPTIONS})
"""What stands in another group of a quote is material or work, whatever line of goods it is for."""


def becomes_machine(category: Category, kind: ProductKind | None, group: LineGroup | None) -> bool:
    """Tell whether goods of a line are equipment in the house once they are handed over; None = free text, no group."""
    return category.machine and kind is not ProductKind.SERVICE and (group is None or group in MACHINE_GROUPS)


class ProductNameMissing(DomainError):
    """A product needs a name or a model."""

    field = "name"


class PriceNegative(DomainError):
    """A price below zero."""

    field = "price"


class PriceTooHigh(DomainError):
    """A price beyond what one unit may cost."""

    field = "price"


class CostWrong(DomainError):
    """A cost is below zero or beyond what one unit may cost."""

    field = "cost"


class LevelPriceWrong(DomainError):
    """A price of a level is below zero or beyond reason. Parameter: level (its code)."""


class MonthsWrong(DomainError):
    """A time of warranty or care is below zero or longer than a hundred years."""


class PictureUnreadable(DomainError):
    """What was given as the picture of a product is none. Parameter: name."""

    field = "picture"


class ProductNotFound(DomainError):
    """The product is not in the file any more. Parameter: number."""


class ProductInUse(DomainError):
    """The product stands in orders, quotes or machines."""


@dataclass(frozen=True)
class LevelPrice:
    """What one unit costs a customer of a level, in 分."""

    level: str
    price: int


@dataclass(frozen=True)
class ProductDraft:
    """A product as typed. `price`, `cost` and the `prices` of levels in 分 (`cost` None = unknown, seen by the owner only).

    `whole_months`, `parts_months`, `cycle_months` None, `checklist` and `start_basis` (a StartBasis) "" mean: as the category says.
    `picture` is the SHA-256 of a stored picture. The level RETAIL is `price` itself and never stands in `prices`.
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
    kind: ProductKind = ProductKind.GOODS
    barcode: str = ""
    prices: tuple[LevelPrice, ...] = ()
    start_basis: str = ""
    energy_label: str = ""
    picture: str = ""
    note: str = ""

    @property
    def title(self) -> str:
        """Name it as a person would."""
        return " ".join(filter(None, (self.brand, self.name, self.model)))

    def price_for(self, level: str) -> int:
        """Return what a customer of this level pays for one unit; the plain price where the level has none of its own."""
        return next((one.price for one in self.prices if one.level == level), self.price)

    def checked(self) -> ProductDraft:
        """Return the draft cleaned.

        Raises ProductNameMissing, PriceNegative, PriceTooHigh, CostWrong, LevelPriceWrong, MonthsWrong.
        """
        words = {name: one_line(getattr(self, name)) for name in _WORDS}
        if not words["name"] and not words["model"]:
            raise ProductNameMissing
        if self.price < 0:
            raise PriceNegative
        if self.price > MAX_PRICE:
            raise PriceTooHigh
        if not 0 <= (self.cost or 0) <= MAX_PRICE:
            raise CostWrong
        for one in self.prices:
            if not 0 <= one.price <= MAX_PRICE:
                raise LevelPriceWrong(level=one.level)
        if not all(0 <= (months or 0) <= MAX_MONTHS for months in (self.whole_months, self.parts_months, self.cycle_months)):
            raise MonthsWrong
        return replace(
            self,
            **words,  # type: ignore[arg-type]
            barcode=stored_barcode(self.barcode),
            prices=level_prices({one.level: one.price for one in self.prices if one.level != RETAIL}),
            start_basis=self.start_basis if self.start_basis in set(StartBasis) else "",
            note=clean(self.note).strip(),
        )


def level_prices(prices: Mapping[str, int]) -> tuple[LevelPrice, ...]:
    """Return the prices of levels in the order of their codes."""
    return tuple(LevelPrice(level, price) for level, price in sorted(prices.items()))


_WORDS = ("name", "code", "brand", "model", "spec", "unit", "energy_label")


def stored_barcode(text: str) -> str:
    """Return a barcode as it is stored: digits without what people write between them, anything else as it was typed."""
    barcode = plain_barcode(text)
    return barcode if barcode.isascii() and barcode.isdecimal() else one_line(text)


def plain_barcode(text: str) -> str:
    """Return a barcode as it is compared: without the blanks and hyphens that people write into it, in capitals."""
    return "".join(sign for sign in fold(text) if sign not in " -").upper()


@dataclass(frozen=True)
class Margin:
    """What is left of a price: `amount` in 分, and its `share` of the price in hundredths of a percent (None without a price)."""

    amount: int
    share: int | None


def margin(price: int, cost: int | None) -> Margin | None:
    """Return price less cost; None where the cost is not known. Half a hundredth of a percent goes away from zero."""
    if cost is None:
        return None
    left = price - cost
    if not price:
        return Margin(left, None)
    share = (abs(left) * 10_000 * 2 + price) // (2 * price)
    return Margin(left, share if left >= 0 else -share)

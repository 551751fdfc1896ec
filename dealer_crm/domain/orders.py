"""What an order is before it is saved, its states, how its goods arrive and how its money comes (domain.md 2.3)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from dealer_crm.domain.amounts import line_amount
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.pay_plan import FULL, NodeDraft, checked_nodes
from dealer_crm.domain.promises import PromiseDraft
from dealer_crm.domain.text import clean, one_line


class OrderState(StrEnum):
    """草稿→已确认→备货→待交付→已交付→完成 / 取消 (domain.md 4)."""

    DRAFT = "draft"
    CONFIRMED = "confirmed"
    PREPARING = "preparing"
    READY = "ready"
    DELIVERED = "delivered"
    DONE = "done"
    CANCELLED = "cancelled"


OPEN_STATES = (OrderState.DRAFT, OrderState.CONFIRMED, OrderState.PREPARING, OrderState.READY)
"""States before everything is delivered."""


class Arrival(StrEnum):
    """要订/已订/到货/可送: where the goods of a line are."""

    TO_ORDER = "to_order"
    ORDERED = "ordered"
    ARRIVED = "arrived"
    READY = "ready"


class PayWay(StrEnum):
    """现金, 微信, 支付宝, 转账, 刷卡, 平台代收."""

    CASH = "cash"
    WECHAT = "wechat"
    ALIPAY = "alipay"
    TRANSFER = "transfer"
    CARD = "card"
    PLATFORM = "platform"


class LineGroup(StrEnum):
    """The groups a quote is divided into (domain.md 2.3); their order is that of the paper."""

    UNITS = "units"
    CONTROL = "control"
    PIPES = "pipes"
    INSULATION = "insulation"
    WATER_PIPES = "water_pipes"
    CABLES = "cables"
    FLOOR_HEATING = "floor_heating"
    MATERIALS = "materials"
    LABOUR = "labour"
    DRILLING = "drilling"
    COMMISSIONING = "commissioning"
    REMOVAL = "removal"
    OPTIONS = "options"


class TaxMode(StrEnum):
    """价格含税, 另加税, 不含税: whether prices hold the tax, the tax comes on top, or there is none."""

    INCLUDED = "included"
    ADDED = "added"
    NONE = "none"


class DeliveryMethod(StrEnum):
    """自送, 托运, 自提 (S2-07)."""

    OWN = "own"
    CARRIER = "carrier"
    PICKUP = "pickup"


class CancelSide(StrEnum):
    """On whose account an order is cancelled; it decides what becomes of 定金 (民法典 §587)."""

    CUSTOMER = "customer"
    SHOP = "shop"
    AGREED = "agreed"


STATE_CHANGES: dict[OrderState, frozenset[OrderState]] = {
    OrderState.DRAFT: frozenset({OrderState.CONFIRMED, OrderState.CANCELLED}),
    OrderState.CONFIRMED: frozenset({OrderState.PREPARING, OrderState.READY, OrderState.DELIVERED, OrderState.DONE, OrderState.CANCELLED}),
    OrderState.PREPARING: frozenset({OrderState.CONFIRMED, OrderState.READY, OrderState.DELIVERED, OrderState.DONE, OrderState.CANCELLED}),
    OrderState.READY: frozenset({OrderState.CONFIRMED, OrderState.PREPARING, OrderState.DELIVERED, OrderState.DONE, OrderState.CANCELLED}),
    OrderState.DELIVERED: frozenset({OrderState.CONFIRMED, OrderState.PREPARING, OrderState.READY, OrderState.DONE}),
    OrderState.DONE: frozenset({OrderState.CONFIRMED, OrderState.PREPARING, OrderState.READY, OrderState.DELIVERED}),
    OrderState.CANCELLED: frozenset(),
}
"""What an order may become from each state; goods that came back or money given back lead away from the later ones."""

MAX_QUANTITY = 10**9
MAX_PRICE = 5 * 10**9
MAX_AMOUNT = 10**12
"""Beyond these (a million units, fifty million yuan a unit) a figure is a slip of the hand; their product still fits the store."""


class OrderNotFound(DomainError):
    """The order is not in the file any more. Parameter: number."""


class LinesMissing(DomainError):
    """An order needs a line."""

    field = "lines"


class LineNameMissing(DomainError):
    """A line has figures but says no goods. Parameter: row (from 1)."""

    field = "lines"


class QuantityNotPositive(DomainError):
    """A line has a quantity of nothing or less, or beyond reason. Parameter: row."""

    field = "lines"


class LinePriceWrong(DomainError):
    """A line has a price below nothing or beyond reason. Parameter: row."""

    field = "lines"


class DiscountWrong(DomainError):
    """The discount is below nothing or more than the goods come to."""

    field = "discount"


class RoundingWrong(DomainError):
    """What is rounded off is below nothing or more than is left of the price."""

    field = "rounding"


class TaxRateWrong(DomainError):
    """A tax rate is from 0 to 100 %."""

    field = "tax_rate"


class ContractSigned(DomainError):
    """The contract is signed: lines, discount, rounding and tax change by a change order only. Parameter: number."""

    field = "lines"


class LineDelivered(DomainError):
    """A line cannot go, or fall below what was delivered or is under way. Parameters: goods, quantity."""

    field = "lines"


class PremisesForeign(DomainError):
    """The house of an order is none of its customer's."""

    field = "premises_id"


class OrderClosed(DomainError):
    """The order is done or cancelled, nothing on it changes any more. Parameter: number."""


class StateRefused(DomainError):
    """The order cannot take this step from the state it is in. Parameter: number."""


class OrderDelivered(DomainError):
    """Goods of the order are with the customer: they must come back before it is cancelled. Parameter: number."""


class ReasonMissing(DomainError):
    """Say why the order is cancelled."""

    field = "reason"


@dataclass(frozen=True)
class LineDraft:
    """One line as typed, in words of its own. `quantity` in thousandths of the unit, `price` and `cost` of one unit in 分.

    `category` "" means: nobody chose one yet (the service takes the product's, else 其他); `group` None likewise.
    `list_price` is what one unit cost before its own discount, None where there was none.
    """

    name: str = ""
    model: str = ""
    brand: str = ""
    spec: str = ""
    unit: str = ""
    quantity: int = 1000
    price: int = 0
    cost: int | None = None
    room: str = ""
    serials: tuple[str, ...] = ()
    category: str = ""
    product_id: int | None = None
    arrival: Arrival = Arrival.TO_ORDER
    arrives_on: date | None = None
    note: str = ""
    group: LineGroup | None = None
    list_price: int | None = None
    id: int | None = None

    @property
    def empty(self) -> bool:
        """Tell whether nothing but defaults was given."""
        return self == LineDraft(id=self.id)

    @property
    def amount(self) -> int:
        """Return what the line comes to in 分."""
        return line_amount(self.quantity, self.price)

    @property
    def goods(self) -> str:
        """Name the goods as a person would."""
        return " ".join(filter(None, (self.brand, self.model or self.name)))

    def checked(self, row: int = 1) -> LineDraft:
        """Return the line cleaned; one that is kept may be down to nothing, after all of it came back.

        Raises LineNameMissing, QuantityNotPositive, LinePriceWrong.
        """
        texts = {name: one_line(getattr(self, name)) for name in ("name", "model", "brand", "spec", "unit", "room", "category", "note")}
        serials = tuple(dict.fromkeys(filter(None, map(one_line, self.serials))))
        if not texts["name"] and not texts["model"]:
            raise LineNameMissing(row=row)
        if not (0 if self.id else 1) <= self.quantity <= MAX_QUANTITY:
            raise QuantityNotPositive(row=row)
        if not all(0 <= (price or 0) <= MAX_PRICE for price in (self.price, self.cost, self.list_price)):
            raise LinePriceWrong(row=row)
        return replace(self, **texts, serials=serials)  # type: ignore[arg-type]


@dataclass(frozen=True)
class OrderDraft:
    """An order as typed. `ordered_on` None means today, `staff_id` None whoever works.

    `discount` and `rounding` in 分, `tax_rate` in hundredths of a percent, `work_days` and `install_months` None = not agreed.
    `external_code` is the code that the factory or platform wants back, sent back on `external_returned_on`.
    `signed_on` is the day the contract was signed; entry days of the site are `hidden_on` and `commission_on`.
    """

    customer_id: int
    lines: tuple[LineDraft, ...] = ()
    premises_id: int | None = None
    staff_id: int | None = None
    ordered_on: date | None = None
    promised_on: date | None = None
    discount: int = 0
    external_party: str = ""
    external_number: str = ""
    note: str = ""
    promises: tuple[PromiseDraft, ...] = ()
    rounding: int = 0
    tax_mode: TaxMode = TaxMode.INCLUDED
    tax_rate: int = 0
    delivery_method: DeliveryMethod = DeliveryMethod.OWN
    collect: bool = False
    external_code: str = ""
    external_returned_on: date | None = None
    signed_on: date | None = None
    signed_place: str = ""
    hidden_on: date | None = None
    commission_on: date | None = None
    work_days: int | None = None
    install_months: int | None = None
    terms: str = ""
    pains: str = ""
    expectations: str = ""
    nodes: tuple[NodeDraft, ...] = ()

    def checked(self) -> OrderDraft:
        """Return the order cleaned, without empty lines and promises.

        Raises LinesMissing, DiscountWrong, RoundingWrong, TaxRateWrong, and the errors of its lines, promises and plan.
        """
        lines = tuple(line.checked(row) for row, line in enumerate(self.lines, 1) if not line.empty)
        if not lines:
            raise LinesMissing
        if not 0 <= self.discount <= sum(line.amount for line in lines):
            raise DiscountWrong
        check_price(sum(line.amount for line in lines) - self.discount, self.rounding, self.tax_rate)
        texts = {name: one_line(getattr(self, name)) for name in ("external_party", "external_number", "external_code", "signed_place")}
        return replace(
            self,
            lines=lines,
            **texts,  # type: ignore[arg-type]
            **{name: clean(getattr(self, name)).strip() for name in ("note", "terms", "pains", "expectations")},  # type: ignore[arg-type]
            nodes=checked_nodes(self.nodes),
            promises=tuple(promise.checked() for promise in self.promises if not promise.empty),
        )


def check_price(net: int, rounding: int, tax_rate: int) -> None:
    """Refuse what no price can have; `net` in 分 is what is left after the discount. Raises RoundingWrong, TaxRateWrong."""
    if not 0 <= rounding <= net:
        raise RoundingWrong
    if not 0 <= tax_rate <= FULL:
        raise TaxRateWrong


def check_change(number: str, old: OrderState, new: OrderState) -> None:
    """Refuse a step that the order cannot take. Raises StateRefused."""
    if new not in STATE_CHANGES[old]:
        raise StateRefused(number=number)

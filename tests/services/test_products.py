"""Products are found by initials; what they cost is for the owner's eyes."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from dealer_crm.domain.customers import CustomerDraft
from dealer_crm.domain.details import Detail
from dealer_crm.domain.errors import EditConflict
from dealer_crm.domain.journal import Actor, Role
from dealer_crm.domain.orders import LineDraft, OrderDraft
from dealer_crm.domain.products import Margin, ProductDraft, ProductInUse, ProductNotFound, level_prices
from dealer_crm.services.customers import Customers
from dealer_crm.services.orders import Orders
from dealer_crm.services.products import Products
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import Database
from tests.services.conftest import Clock

AC = ProductDraft("壁挂空调", "KT-1", "room_ac", "美的", "KFR-35GW", "1.5匹", "台", 329_900, 250_000)


@pytest.fixture
def products(db: Database, actor: Callable[[], Actor], clock: Clock) -> Products:
    """Return the use-cases on a store with two products."""
    found = Products(db, actor, clock, Trade())
    found.create(AC)
    found.create(ProductDraft("净水器", model="RO-600", price=268_000))
    return found


@pytest.mark.parametrize(
    ("words", "found"),
    [("bgkt", 1), ("KFR", 1), ("kt-1", 1), ("mdbg", 1), ("jsq", 2), ("净水", 2), ("ro-6", 2), ("md 1.5", 1), ("壁挂 kfr", 1)],
)
def test_found_by_any_piece(products: Products, words: str, found: int) -> None:
    assert [row.id for row in products.find(words)] == [found]
    assert list(products.ids(words)) == [found]


def test_nothing_typed_shows_everything(products: Products) -> None:
    assert len(products.find("")) == 2
    assert not products.find("zzz")


def test_scanned_barcode_comes_first(products: Products) -> None:
    row = products.open(2)
    products.edit(2, replace(row.draft, barcode="690 1234-5"), row.version)
    products.create(replace(AC, model="69012345-X"))
    assert [row.id for row in products.find("69012345")] == [2, 3]
    assert [row.id for row in products.find("690 1234 5")] == [2, 3]
    assert (products.same_barcode("6901-2345", 1), products.same_barcode("69012345", 2), products.same_barcode("")) == (
        "净水器 RO-600",
        "",
        "",
    )


def test_customer_has_the_price_of_his_level(products: Products, db: Database, actor: Callable[[], Actor], clock: Clock) -> None:
    customers = Customers(db, actor, clock)
    plain = customers.create(CustomerDraft(name="王芳"))
    trade = customers.create(CustomerDraft(name="同行", details=(Detail("price_level", "trade"),)))
    row = products.open(1)
    products.edit(1, replace(row.draft, prices=level_prices({"trade": 280_000})), row.version)
    prices = {one: products.find("bgkt", level=products.level_of(one))[0].price for one in (plain, trade)}
    assert prices == {plain: 329_900, trade: 280_000}
    assert [one.code for one in products.levels()] == ["retail", "member", "project", "trade", "lowest"]
    assert products.open(1).margin == Margin(79_900, 2_422)


def test_cost_is_for_the_owner(products: Products, db: Database, clock: Clock) -> None:
    clerk = Products(db, lambda: Actor(role=Role.SALES), clock, Trade())
    assert products.open(1).cost == 250_000
    row = clerk.open(1)
    assert (row.cost, row.draft.cost, clerk.sees_cost) == (None, None, False)
    clerk.edit(1, replace(row.draft, price=1), row.version)
    assert products.open(1).cost == 250_000
    with pytest.raises(EditConflict):
        products.edit(1, AC, row.version)


def test_sold_product_is_set_aside_not_deleted(products: Products, db: Database, clock: Clock, actor: Callable[[], Actor]) -> None:
    Customers(db, actor, clock).create(CustomerDraft(name="王芳"))
    orders = Orders(db, lambda: Actor(role=Role.SALES), clock)
    orders.create(OrderDraft(1, (LineDraft(name="壁挂空调", product_id=1, price=329_900),)))
    line = Orders(db, actor, clock).open(1).draft.lines[0]
    assert (line.cost, line.unit, line.category) == (250_000, "台", AC.category)
    with pytest.raises(ProductInUse):
        products.delete(1)
    row = products.open(1)
    products.edit(1, replace(row.draft, active=False), row.version)
    assert list(products.ids()) == [2]
    assert len(products.ids(everything=True)) == 2
    products.delete(2)
    with pytest.raises(ProductNotFound):
        products.open(2)

"""A list of goods comes in as one step: new ones, changed ones, and the sentence for what is not taken."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.journal import Actor, Role
from dealer_crm.domain.product_imports import GoodsHeadingsMissing, GoodsOutcome
from dealer_crm.services.history import History
from dealer_crm.services.product_imports import ProductImports
from dealer_crm.services.products import Products
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import Database
from tests.services.conftest import Clock

SHEET = "品名,货号,型号,品牌,零售价,采购价,批发价,品类,状态\n"


@pytest.fixture
def products(db: Database, actor: Callable[[], Actor], clock: Clock) -> Products:
    """Return the products, none yet."""
    return Products(db, actor, clock, Trade())


def sheet(tmp_path: Path, *rows: str) -> Path:
    """Write a list of goods."""
    path = tmp_path / "goods.csv"
    path.write_text(SHEET + "\n".join(rows), "utf-8")
    return path


def test_list_comes_in_and_goes_out_in_one_step(products: Products, db: Database, actor: Callable[[], Actor], tmp_path: Path) -> None:
    imports, history = ProductImports(db, products), History(db, actor)
    file = sheet(tmp_path, "壁挂机,A1,KFR-35,云岭,3299,2450,2800,挂机,1", "内机,A2,,云岭,-5,,,,1", "=1+1,A3,,,9.9,,,,0")
    preview = imports.preview(file)
    assert [row.outcome for row in preview.rows] == [GoodsOutcome.NEW, GoodsOutcome.WRONG, GoodsOutcome.NEW]
    assert imports.apply(preview) == 2
    first, formula = (products.open(key).draft for key in products.ids(everything=True))
    if first.name == "=1+1":
        first, formula = formula, first
    assert (first.price, first.cost, first.price_for("trade")) == (329_900, 245_000, 280_000)
    assert (formula.name, formula.active) == ("=1+1", False)
    again = imports.preview(file)
    assert [again.count(one) for one in GoodsOutcome] == [0, 0, 2, 1]
    assert imports.apply(again) == 0
    history.undo()
    assert not products.ids(everything=True)


def test_clerk_brings_no_costs(db: Database, clock: Clock, actor: Callable[[], Actor], tmp_path: Path) -> None:
    clerk = Products(db, lambda: Actor(role=Role.SALES), clock, Trade())
    imports = ProductImports(db, clerk)
    imports.apply(imports.preview(sheet(tmp_path, "壁挂机,A1,,,3299,2450,,,1")))
    assert Products(db, actor, clock, Trade()).open(1).cost is None


def test_file_without_goods_is_refused(products: Products, db: Database, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("数量,仓库\n1,2", "utf-8")
    with pytest.raises(GoodsHeadingsMissing):
        ProductImports(db, products).preview(path)


def test_what_was_changed_meanwhile_is_not_written_over(products: Products, db: Database, tmp_path: Path) -> None:
    imports = ProductImports(db, products)
    imports.apply(imports.preview(sheet(tmp_path, "壁挂机,A1,,,3299,,,,1")))
    preview = imports.preview(sheet(tmp_path, "壁挂机,A1,,,3000,,,,1", "新,A9,,,1,,,,1"))
    row = products.open(1)
    products.edit(1, row.draft.checked().__class__(**{**row.draft.__dict__, "note": "x"}), row.version)
    with pytest.raises(DomainError):
        imports.apply(preview)
    assert len(products.ids()) == 1

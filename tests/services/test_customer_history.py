"""A customer's history holds every entry that touched a record of his, whatever it is filed under."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from dealer_crm.app.opened import Opened, open_folder
from dealer_crm.domain.change_orders import ChangeDraft
from dealer_crm.domain.customers import CustomerDraft, PhoneDraft
from dealer_crm.domain.followups import FollowUpDraft
from dealer_crm.domain.journal import Action, Actor, HistoryRow, Origin, Subject
from dealer_crm.domain.orders import LineDraft, OrderDraft, PayWay
from dealer_crm.domain.pay_plan import PayKind
from dealer_crm.domain.payments import PaymentDraft
from dealer_crm.domain.quotes import QuoteDraft
from dealer_crm.domain.relations import Tie, draft_of
from dealer_crm.storage.models import ChangeLine, QuoteLine
from tests.storage.shops import Clock, Shop


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Opened]:
    """Open a folder with two customers: entries 1 and 2."""
    opened = open_folder(tmp_path / "shop", Origin.USER, Clock())
    for number, name in enumerate(("王芳", "李强")):
        opened.customers.create(CustomerDraft(name=name, phones=(PhoneDraft(f"1420000091{number}"),)))
    yield opened
    opened.close()


def his(shop: Opened, customer: int = 1, limit: int = 100, before: int | None = None) -> list[HistoryRow]:
    return shop.history.rows(limit, before, Subject.CUSTOMER, customer)


DEEDS: dict[str, Callable[[Opened, int], object]] = {
    "contact": lambda shop, customer: shop.followups.log(FollowUpDraft(customer, words="到店看样", no_next_reason="下周装修队再说")),
    "step": lambda shop, customer: shop.followups.plan([customer], shop.now().date()),
    "order": lambda shop, customer: shop.orders.create(OrderDraft(customer, (LineDraft(name="净水器", price=100_000),))),
    "payment": lambda shop, customer: shop.payments.receive(PaymentDraft(customer, 5_000, PayKind.PREPAYMENT, PayWay.CASH)),
}


@pytest.mark.parametrize("deed", list(DEEDS))
def test_what_is_filed_under_its_own_id_is_his(shop: Opened, deed: str) -> None:
    DEEDS[deed](shop, 1)
    DEEDS[deed](shop, 2)
    mine, others = his(shop), his(shop, 2)
    assert [row.id for row in mine] == [3, 1]
    assert [row.id for row in others] == [4, 2]


def test_lines_of_his_order_are_his(shop: Opened) -> None:
    order = shop.orders.create(OrderDraft(1, (LineDraft(name="净水器", price=100_000),)))
    shop.orders.confirm(order)
    assert [row.subject for row in his(shop)] == [Subject.ORDER, Subject.ORDER, Subject.CUSTOMER]


@pytest.mark.parametrize("table", [QuoteLine, ChangeLine])
def test_lines_of_his_quotes_and_change_orders_are_his(shop: Opened, table: type[QuoteLine | ChangeLine]) -> None:
    line = LineDraft(name="净水器", price=100_000)
    if table is QuoteLine:
        shop.quotes.create(QuoteDraft(1, (line,)))
    else:
        order = shop.orders.create(OrderDraft(1, (line,)))
        shop.orders.confirm(order)
        shop.change_orders.create(ChangeDraft(order, "加一根", (line,)))
    before = len(his(shop))
    with shop.db.write(Actor(), Action.EDIT, Subject.PRODUCT) as session:
        found: Any = session.execute(select(table)).scalar_one()
        found.name = "净水机"
    assert len(his(shop)) == before + 1
    assert len(his(shop, 2)) == 1


def test_what_was_taken_back_stays_in_his_history(shop: Opened) -> None:
    DEEDS["order"](shop, 1)
    shop.history.undo()
    assert [row.action for row in his(shop)] == [Action.UNDO, Action.CREATE, Action.CREATE]
    assert [row.id for row in his(shop, 2)] == [2]


def test_it_comes_in_pages(shop: Opened) -> None:
    for _ in range(5):
        DEEDS["contact"](shop, 1)
        DEEDS["contact"](shop, 2)
    first = his(shop, limit=4)
    rest = his(shop, before=first[-1].id)
    assert [row.id for row in (*first, *rest)] == [11, 9, 7, 5, 3, 1]


def test_an_import_stands_in_the_history_of_whom_it_brought(tmp_path: Path) -> None:
    shop = Shop(tmp_path / "store")
    entry = shop.bring_in(3)
    shop.customer("王芳")
    assert [row.id for row in shop.history.rows(10, None, Subject.CUSTOMER, 2)] == [entry]
    shop.close()


def test_a_tie_is_in_the_history_of_both_also_when_it_is_gone(shop: Opened) -> None:
    tie = shop.relations.add(draft_of(1, 2, Tie.NEIGHBOUR))
    assert his(shop)[0].id == his(shop, 2)[0].id == 3
    shop.relations.remove(tie)
    assert his(shop)[0].id == his(shop, 2)[0].id == 4
